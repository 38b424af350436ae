/* matches/<source>.csv: one line per row that was read. The hot writer of the module: one
 * reservation per line, then plain copies. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <assert.h>

/* decision, outcome, the commas and the line end. */
#define FIXED_BYTES 64u

static char *put_names(char *at, uint32_t set, const char *const *names, unsigned count)
{
    char *const first = at;
    while (set != 0) {
        const unsigned position = (unsigned)__builtin_ctz(set);
        set &= set - 1;
        assert(position < count);
        at = ras_put_bytes(at, names[position], strlen(names[position]));
        *at++ = '|';
    }
    (void)count;
    return at == first ? at : at - 1;
}

static char *put_rules(char *at, const struct ras_rule_set *broken,
                       const struct ras_rule_info *const *rules, unsigned rule_count)
{
    char *const first = at;
    for (unsigned part = 0; part < RAS_RULES_MAX / 64; part++) {
        uint64_t bits = broken->bits[part];
        while (bits != 0) {
            const unsigned rule = part * 64 + (unsigned)__builtin_ctzll(bits);
            bits &= bits - 1;
            assert(rule < rule_count);
            at =
                ras_put_bytes(at, rules[rule]->code, strnlen(rules[rule]->code, RAS_RULE_CODE_MAX));
            *at++ = '|';
        }
    }
    (void)rule_count;
    return at == first ? at : at - 1;
}

static size_t names_bytes(uint32_t set, const char *const *names, unsigned count)
{
    size_t bytes = 0;
    for (; set != 0; set &= set - 1)
        bytes += strlen(names[__builtin_ctz(set)]) + 1;
    (void)count;
    return bytes;
}

static size_t rules_bytes(const struct ras_rule_set *broken)
{
    size_t count = 0;
    for (unsigned part = 0; part < RAS_RULES_MAX / 64; part++)
        count += (size_t)__builtin_popcountll(broken->bits[part]);
    return count * (RAS_RULE_CODE_MAX + 1);
}

static size_t line_bytes(const struct ras_match_line *line, const char *const *pass_names,
                         unsigned pass_count)
{
    size_t bytes = FIXED_BYTES + RAS_PUT_TEXT_MAX(line->record_id.length) +
                   RAS_PUT_TEXT_MAX(line->resident_id.length) + rules_bytes(line->broken);
    if (line->best != NULL)
        bytes += RAS_PUT_PROBABILITY_MAX + 2 * RAS_PUT_WEIGHT_MAX + RAS_PUT_LEVELS_MAX +
                 names_bytes(line->best->passes, pass_names, pass_count);
    for (uint32_t i = 0; i < line->carried_count; i++)
        bytes += RAS_PUT_TEXT_MAX(line->carried[i].length);
    return bytes;
}

static char *put_candidate(char *at, const struct ras_match_line *line,
                           const char *const *pass_names, unsigned pass_count)
{
    const struct ras_candidate *const best = line->best;
    if (best == NULL)
        return ras_put_bytes(at, ",,,,", 4);
    at = ras_put_probability(at, best->probability);
    *at++ = ',';
    at = ras_put_weight(at, best->weight);
    *at++ = ',';
    if (line->margin != INT32_MAX)
        at = ras_put_weight(at, line->margin);
    *at++ = ',';
    at = put_names(at, best->passes, pass_names, pass_count);
    *at++ = ',';
    return ras_put_levels(at, &best->levels);
}

void ras_match_header(struct ras_text *out, const char *const *carried, uint32_t carried_count)
{
    ras_text_string(out, ras_report_at(RAS_REPORT_MATCHES)->columns);
    for (uint32_t i = 0; i < carried_count; i++) {
        struct ras_text name;
        ras_text_init(&name);
        ras_text_string(&name, "x_");
        ras_text_string(&name, carried[i]);
        out->failed |= name.failed;
        ras_text_char(out, ',');
        ras_text_csv(out, (struct ras_bytes){name.data, name.length});
        ras_text_fini(&name);
    }
    ras_text_char(out, '\n');
}

void ras_match_append(struct ras_text *out, const struct ras_match_line *line,
                      const char *const *pass_names, unsigned pass_count,
                      const struct ras_rule_info *const *rules, unsigned rule_count)
{
    if (!ras_text_reserve(out, line_bytes(line, pass_names, pass_count)))
        return;
    char *at = out->data + out->length;
    at = ras_put_text(at, line->record_id);
    *at++ = ',';
    const struct ras_bytes decision = ras_bytes_of(ras_decision_name(line->decision));
    at = ras_put_bytes(at, decision.data, decision.length);
    *at++ = ',';
    const struct ras_bytes outcome = ras_bytes_of(ras_outcome_name(line->outcome));
    at = ras_put_bytes(at, outcome.data, outcome.length);
    *at++ = ',';
    at = ras_put_text(at, line->resident_id);
    *at++ = ',';
    at = put_candidate(at, line, pass_names, pass_count);
    *at++ = ',';
    at = put_rules(at, line->broken, rules, rule_count);
    for (uint32_t i = 0; i < line->carried_count; i++) {
        *at++ = ',';
        at = ras_put_text(at, line->carried[i]);
    }
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}

/* matches/<source>.csv: one line per row that was read. The hot writer of the module: one
 * reservation per line, then plain copies. */
#include "report/report.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <assert.h>

/* All but the texts: every pass and every rule, and one word more, which is copied whole. */
#define FIXED_BYTES                                                                                \
    (16u + RAS_PUT_PROBABILITY_MAX + 2 * RAS_PUT_WEIGHT_MAX + RAS_PUT_LEVELS_MAX +                 \
     RAS_LINE_PASSES_MAX * RAS_LINE_WORD_BYTES + RAS_RULES_MAX * (RAS_RULE_CODE_MAX + 1u) +        \
     2 * RAS_LINE_WORD_BYTES)

static char *put_passes(char *at, const struct ras_line_words *words, uint32_t set)
{
    char *const first = at;
    for (; set != 0; set &= set - 1) {
        assert((unsigned)__builtin_ctz(set) < words->pass_count);
        at = ras_put_line_word(at, &words->passes[__builtin_ctz(set)]);
    }
    return at == first ? at : at - 1;
}

static char *put_rules(char *at, const struct ras_line_words *words,
                       const struct ras_rule_set *broken)
{
    char *const first = at;
    for (unsigned part = 0; part < RAS_RULES_MAX / 64; part++)
        for (uint64_t bits = broken->bits[part]; bits != 0; bits &= bits - 1) {
            const unsigned rule = part * 64 + (unsigned)__builtin_ctzll(bits);
            assert(rule < words->rule_count);
            at = ras_put_line_word(at, &words->codes[rule]);
        }
    return at == first ? at : at - 1;
}

static size_t line_bytes(const struct ras_match_line *line)
{
    size_t bytes = FIXED_BYTES + RAS_PUT_TEXT_MAX(line->record_id.length) +
                   RAS_PUT_TEXT_MAX(line->resident_id.length);
    for (uint32_t i = 0; i < line->carried_count; i++)
        bytes += RAS_PUT_TEXT_MAX(line->carried[i].length);
    return bytes;
}

static char *put_candidate(char *at, const struct ras_line_words *words,
                           const struct ras_match_line *line)
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
    at = put_passes(at, words, best->passes);
    *at++ = ',';
    return ras_put_levels(at, &best->levels);
}

static char *put_decision(char *at, enum ras_decision_kind decision)
{
    switch (decision) {
    case RAS_DECISION_MATCH: memcpy(at, "match,", 6); return at + 6;
    case RAS_DECISION_REVIEW: memcpy(at, "review,", 7); return at + 7;
    case RAS_DECISION_NONE: break;
    }
    memcpy(at, "none,", 5);
    return at + 5;
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

void ras_match_append(struct ras_text *out, const struct ras_line_words *words,
                      const struct ras_match_line *line)
{
    if (!ras_text_reserve(out, line_bytes(line)))
        return;
    char *at = out->data + out->length;
    at = ras_put_text(at, line->record_id);
    *at++ = ',';
    at = put_decision(at, line->decision);
    at = ras_put_line_word(at, &words->outcomes[line->outcome]);
    at = ras_put_text(at, line->resident_id);
    *at++ = ',';
    at = put_candidate(at, words, line);
    *at++ = ',';
    at = put_rules(at, words, line->broken);
    for (uint32_t i = 0; i < line->carried_count; i++) {
        *at++ = ',';
        at = ras_put_text(at, line->carried[i]);
    }
    *at++ = '\n';
    out->length = (size_t)(at - out->data);
    assert(out->length <= out->capacity);
}

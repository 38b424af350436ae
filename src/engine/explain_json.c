/* An explanation for programs: the same content under stable keys. Bits of fields and candidates
 * are exact (three decimals, so that fields add up to their candidate); those of the run's line
 * have two decimals, as in its files. A thing that is not known is null. */
#include "engine/explain.h"

#include "base/bytes.h"
#include "report/json_members.h"

#include <string.h>

static void bytes_member(struct ras_json *json, const char *name, struct ras_bytes value)
{
    ras_json_name(json, name);
    ras_text_json(json->out, value);
}

static void bool_member(struct ras_json *json, const char *name, bool value)
{
    ras_json_name(json, name);
    ras_text_string(json->out, value ? "true" : "false");
}

static void null_member(struct ras_json *json, const char *name)
{
    ras_json_name(json, name);
    ras_text_string(json->out, "null");
}

static void sentence_member(struct ras_json *json, const struct ras_explanation *explanation,
                            void (*sentence)(const struct ras_explanation *, bool,
                                             struct ras_text *))
{
    struct ras_text text;
    ras_text_init(&text);
    sentence(explanation, explanation->request->vietnamese, &text);
    json->out->failed = json->out->failed || text.failed;
    bytes_member(json, "sentence", (struct ras_bytes){text.data, text.length});
    ras_text_fini(&text);
}

static void passes_member(struct ras_json *json, uint32_t passes)
{
    ras_json_open(json, "passes", '[');
    for (unsigned pass = 0; pass < RAS_PASS_WORDS; pass++)
        if ((passes >> pass & 1) != 0)
            ras_json_string(json, NULL, ras_pass_name((enum ras_pass)pass));
    ras_json_close(json, ']');
}

static void fields_member(struct ras_json *json, const struct ras_explanation *explanation,
                          const struct ras_explain_candidate *candidate)
{
    ras_json_open(json, "fields", '[');
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        const enum ras_comparator comparator = (enum ras_comparator)i;
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "field", ras_comparator_name(comparator));
        if (explanation->has_row)
            bytes_member(json, "record", explanation->row_values[i]);
        else
            null_member(json, "record");
        if (candidate->has_values)
            bytes_member(json, "resident", candidate->values[i]);
        else
            null_member(json, "resident");
        ras_json_string(json, "level", ras_level_name(comparator, candidate->levels.level[i]));
        if (candidate->has_shares)
            ras_json_fixed(json, "bits", candidate->share[i], 3);
        else
            null_member(json, "bits");
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void candidate_members(struct ras_json *json, const struct ras_explanation *explanation,
                              const struct ras_explain_candidate *candidate)
{
    static const char *const statuses[] = {NULL, "alive", "dead", "moved", "missing"};
    ras_json_unsigned(json, "rank", candidate->rank);
    bytes_member(json, "resident_id", candidate->resident_id);
    ras_json_fixed(json, "probability", candidate->probability, 6);
    ras_json_fixed(json, "weight", candidate->weight, 3);
    passes_member(json, candidate->passes);
    if (candidate->has_values && statuses[candidate->status] != NULL)
        ras_json_string(json, "status", statuses[candidate->status]);
    else
        null_member(json, "status");
    fields_member(json, explanation, candidate);
}

static void candidates_member(struct ras_json *json, const struct ras_explanation *explanation)
{
    const struct ras_explain_candidate *const shown[2] = {&explanation->best, &explanation->second};
    ras_json_open(json, "candidates", '[');
    for (unsigned i = 0; i < 2; i++) {
        if (!shown[i]->known)
            continue;
        ras_json_open(json, NULL, '{');
        candidate_members(json, explanation, shown[i]);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void line_members(struct ras_json *json, const struct ras_explanation *explanation)
{
    const struct ras_explain_line *const line = &explanation->line;
    struct ras_bytes left = line->issues;
    ras_json_string(json, "outcome", ras_outcome_name(line->outcome));
    if (line->has_candidate) {
        ras_json_fixed(json, "probability", line->probability, 6);
        ras_json_fixed(json, "weight", line->weight / 10, 2);
    } else {
        null_member(json, "probability");
        null_member(json, "weight");
    }
    if (line->margin == INT32_MAX)
        null_member(json, "margin");
    else
        ras_json_fixed(json, "margin", line->margin / 10, 2);
    ras_json_open(json, "issues", '[');
    while (left.length > 0) {
        const char *const bar = memchr(left.data, '|', left.length);
        const size_t length = bar == NULL ? left.length : (size_t)(bar - left.data);
        bytes_member(json, NULL, (struct ras_bytes){left.data, length});
        left.data += length + (bar != NULL);
        left.length -= length + (bar != NULL);
    }
    ras_json_close(json, ']');
    ras_json_unsigned(json, "rows_with_this_id", line->line_count);
}

static void thresholds_member(struct ras_json *json, const struct ras_explanation *explanation)
{
    const struct ras_model *const model = &explanation->model;
    if (!explanation->model_known) {
        null_member(json, "thresholds");
        return;
    }
    ras_json_open(json, "thresholds", '{');
    ras_json_fixed(json, "match_probability", model->match_probability, 6);
    ras_json_fixed(json, "match_margin", model->match_margin / 10, 2);
    ras_json_fixed(json, "review_probability", model->review_probability, 6);
    ras_json_close(json, '}');
}

static void pass_member(struct ras_json *json, unsigned number, const struct ras_explain_pass *pass)
{
    static const char *const meetings[] = {"met", "apart", "refined", "capped"};
    static const char *const states[] = {"equal", "differs", "record_lacks", "resident_lacks"};
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "pass", ras_pass_name((enum ras_pass)number));
    ras_json_string(json, "meeting", meetings[pass->meeting]);
    ras_json_open(json, "parts", '[');
    for (unsigned i = 0; i < pass->part_count; i++) {
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "part", pass->part_names[i]);
        ras_json_string(json, "state", states[pass->parts[i]]);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
    ras_json_close(json, '}');
}

static void pair_member(struct ras_json *json, const struct ras_explanation *explanation)
{
    const struct ras_explain_pair *const pair = &explanation->pair;
    if (!pair->asked || !pair->candidate.known) {
        null_member(json, "pair");
        return;
    }
    ras_json_open(json, "pair", '{');
    bool_member(json, "met", pair->candidate.passes != 0);
    candidate_members(json, explanation, &pair->candidate);
    ras_json_open(json, "pass_by_pass", '[');
    for (unsigned pass = 0; pair->passes_known && pass < RAS_PASS_COUNT; pass++)
        pass_member(json, pass, &pair->passes[pass]);
    ras_json_close(json, ']');
    ras_json_string(json, "decision_with", ras_decision_name(pair->decision_with));
    bool_member(json, "would_be_best", pair->would_be_best);
    sentence_member(json, explanation, ras_explain_pair_sentence);
    ras_json_close(json, '}');
}

static void reject_members(struct ras_json *json, const struct ras_explain_reject *reject)
{
    ras_json_open(json, "reject", '{');
    bytes_member(json, "file", reject->file);
    bytes_member(json, "line", reject->line);
    bytes_member(json, "code", reject->code);
    bytes_member(json, "reason", reject->reason);
    ras_json_close(json, '}');
}

void ras_explain_json(const struct ras_explanation *explanation, struct ras_text *out)
{
    struct ras_json json = {out, 0, true};
    const bool rejected = explanation->reject.found;
    ras_json_open(&json, NULL, '{');
    ras_json_string(&json, "run_id", explanation->manifest.run_id);
    ras_json_string(&json, "source", explanation->source->name);
    ras_json_string(&json, "kind", explanation->source->kind);
    bytes_member(&json, "record_id", explanation->record_id);
    ras_json_string(&json, "decision",
                    rejected ? "rejected" : ras_decision_name(explanation->line.decision));
    sentence_member(&json, explanation, ras_explain_sentence);
    if (rejected) {
        reject_members(&json, &explanation->reject);
    } else {
        line_members(&json, explanation);
        thresholds_member(&json, explanation);
        bool_member(&json, "from_inputs", explanation->recomputed);
        bool_member(&json, "agrees_with_run", !explanation->recomputed || explanation->agrees);
        candidates_member(&json, explanation);
        pair_member(&json, explanation);
    }
    ras_json_open(&json, "notes", '[');
    for (unsigned i = 0; i < explanation->gap_count; i++)
        ras_json_string(&json, NULL,
                        explanation->request->vietnamese ? explanation->gaps_vietnamese[i]
                                                         : explanation->gaps_english[i]);
    ras_json_close(&json, ']');
    ras_json_close(&json, '}');
    ras_text_char(out, '\n');
}

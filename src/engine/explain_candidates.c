/* Weighing a row against its residents once more, with everything that was added up. */
#include "engine/explain_inputs.h"

#include "base/bytes.h"
#include "base/try.h"
#include "compare/compare.h"
#include "engine/explain_passes.h"
#include "engine/explain_values.h"
#include "engine/source_run.h"
#include "score/decide.h"

#include <assert.h>
#include <string.h>

/* ---- candidates ---- */

static enum ras_status resident_show(struct ras_explain_inputs *inputs, uint32_t resident,
                                     struct ras_explain_candidate *shown, struct ras_error *error)
{
    char id[RAS_RESIDENT_ID_MAX];
    const struct ras_index *const index = inputs->residents.index;
    shown->has_values = true;
    shown->status = (enum ras_person_status)index->residents[resident].status;
    RAS_TRY(
        ras_explain_resident_values(inputs->explanation, index, resident, shown->values, error));
    return ras_explain_number(inputs->explanation, ras_index_resident_id(index, resident, id),
                              &shown->resident_id, error);
}

static enum ras_status candidate_show(struct ras_explain_inputs *inputs,
                                      const struct ras_candidate *candidate, unsigned rank,
                                      struct ras_explain_candidate *shown, struct ras_error *error)
{
    struct ras_name_frequency frequency;
    *shown = (struct ras_explain_candidate){.known = true,
                                            .rank = rank,
                                            .probability = candidate->probability,
                                            .weight = candidate->weight,
                                            .passes = candidate->passes,
                                            .levels = candidate->levels,
                                            .has_shares = true};
    ras_index_frequency(inputs->residents.index, candidate->resident, &frequency);
    ras_model_explain(&inputs->config->model, &candidate->levels, &frequency, shown->share);
    return resident_show(inputs, candidate->resident, shown, error);
}

/* Does what is found now come to the line that the run wrote? */
static bool line_agrees(const struct ras_explain_line *line, const struct ras_decision *decision)
{
    const struct ras_candidate *const best = &decision->candidates[0];
    if (decision->decision != line->decision)
        return false;
    if (decision->candidate_count == 0)
        return !line->has_candidate;
    return line->has_candidate && ras_centibits(best->weight) * 10 == line->weight &&
           best->probability == line->probability &&
           ras_levels_pack(&best->levels) == ras_levels_pack(&line->levels);
}

static enum ras_status candidates_find(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    ras_matcher_init(&inputs->matcher, inputs->residents.index, &inputs->config->model);
    inputs->matcher_open = true;
    return ras_matcher_candidates(&inputs->matcher, &inputs->subject, error);
}

enum ras_status ras_explain_candidates(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    struct ras_explanation *const explanation = inputs->explanation;
    struct ras_decision decision;
    RAS_TRY(candidates_find(inputs, error));
    ras_decide(&inputs->config->model, inputs->matcher.candidates.data,
               inputs->matcher.candidates.count,
               (uint32_t)inputs->residents.index->counts.resident_count, &decision);
    explanation->candidate_count = (uint32_t)inputs->matcher.candidates.count;
    explanation->recomputed = true;
    explanation->agrees = line_agrees(&explanation->line, &decision);
    if (!explanation->agrees)
        ras_explain_gap(
            explanation,
            "computed again, this row comes out otherwise than in the run: the program "
            "or the model changed since",
            "tính lại thì kết quả khác với lượt chạy: chương trình hoặc mô hình đã đổi");
    if (decision.candidate_count > 0)
        RAS_TRY(candidate_show(inputs, &decision.candidates[0], 1, &explanation->best, error));
    if (decision.candidate_count > 1)
        RAS_TRY(candidate_show(inputs, &decision.candidates[1], 2, &explanation->second, error));
    return RAS_OK;
}

/* ---- a resident that was asked for ---- */

static uint32_t resident_find(const struct ras_index *index, const char *wanted)
{
    const struct ras_bytes id = ras_bytes_of(wanted);
    uint64_t number = 0;
    if (index->id_offsets == NULL) {
        for (size_t i = 0; i < id.length; i++) {
            if (id.data[i] < '0' || id.data[i] > '9' || id.length != 12)
                return RAS_RESIDENT_NONE;
            number = number * 10 + (uint64_t)(id.data[i] - '0');
        }
        return number == 0 ? RAS_RESIDENT_NONE : ras_index_find_id(index, number);
    }
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        char unused[RAS_RESIDENT_ID_MAX];
        if (ras_bytes_equal(ras_index_resident_id(index, i, unused), id))
            return i;
    }
    return RAS_RESIDENT_NONE;
}

/* The pair among the candidates, or behind them, and what would be decided with it. */
static enum ras_status pair_weigh(struct ras_explain_inputs *inputs, uint32_t resident,
                                  struct ras_candidate *pair, struct ras_error *error)
{
    struct ras_explain_pair *const told = &inputs->explanation->pair;
    struct ras_vector *const candidates = &inputs->matcher.candidates;
    const struct ras_index *const index = inputs->residents.index;
    struct ras_decision decision;
    struct ras_candidate *list = candidates->data;
    size_t at = 0;
    while (at < candidates->count && list[at].resident != resident)
        at++;
    if (at == candidates->count) {
        void *item = NULL;
        RAS_TRY(ras_vector_extend(candidates, 1, &item, error));
        list = candidates->data;
        list[at] = *pair;
    }
    *pair = list[at];
    told->candidate.rank = 1;
    for (size_t i = 0; i < candidates->count; i++)
        told->candidate.rank += list[i].weight > pair->weight ||
                                (list[i].weight == pair->weight && list[i].resident < resident);
    ras_decide(&inputs->config->model, list, candidates->count,
               (uint32_t)index->counts.resident_count, &decision);
    told->decision_known = true;
    told->decision_with = (enum ras_decision_kind)decision.decision;
    told->would_be_best = decision.candidates[0].resident == resident;
    for (unsigned i = 0; i < decision.candidate_count; i++)
        if (decision.candidates[i].resident == resident)
            pair->probability = decision.candidates[i].probability;
    return RAS_OK;
}

enum ras_status ras_explain_pair_with(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    struct ras_explanation *const explanation = inputs->explanation;
    const struct ras_index *const index = inputs->residents.index;
    const uint32_t resident = resident_find(index, explanation->request->resident_id);
    struct ras_subject subject;
    struct ras_name_frequency frequency;
    assert(inputs->matcher_open);
    if (resident == RAS_RESIDENT_NONE)
        return ras_fail(error, RAS_BAD_INPUT, "no resident of that id among the %llu of this run",
                        (unsigned long long)index->counts.resident_count);
    struct ras_candidate pair = {.resident = resident};
    ras_index_subject(index, resident, &subject);
    ras_index_frequency(index, resident, &frequency);
    ras_compare(&inputs->subject, &subject, &pair.levels);
    pair.weight = ras_model_weight(&inputs->config->model, &pair.levels, &frequency);
    RAS_TRY(pair_weigh(inputs, resident, &pair, error));
    const unsigned rank = explanation->pair.candidate.rank;
    RAS_TRY(candidate_show(inputs, &pair, rank, &explanation->pair.candidate, error));
    ras_explain_passes(index, &inputs->subject, &subject, explanation->pair.passes);
    explanation->pair.passes_known = true;
    return RAS_OK;
}

enum ras_status ras_explain_pair_alone(struct ras_explain_inputs *inputs, struct ras_error *error)
{
    RAS_TRY(candidates_find(inputs, error));
    RAS_TRY(ras_explain_pair_with(inputs, error));
    inputs->explanation->pair.decision_known = false;
    return RAS_OK;
}

enum ras_status ras_explain_resident_only(struct ras_explain_inputs *inputs,
                                          struct ras_error *error)
{
    struct ras_explanation *const explanation = inputs->explanation;
    const struct ras_bytes id = explanation->line.resident_id;
    char text[RAS_RESIDENT_ID_MAX];
    if (id.length == 0 || id.length >= sizeof text)
        return RAS_OK;
    memcpy(text, id.data, id.length);
    text[id.length] = '\0';
    const uint32_t resident = resident_find(inputs->residents.index, text);
    if (resident == RAS_RESIDENT_NONE)
        return RAS_OK;
    return resident_show(inputs, resident, &explanation->best, error);
}

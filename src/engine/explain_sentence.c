/* What was decided, as one would say it. */
#include "engine/explain.h"

#include "base/bytes.h"
#include "engine/page_figures.h"

#include <stdlib.h>

static void bits(struct ras_text *out, bool vietnamese, int32_t millibits)
{
    const int32_t hundredths = (abs(millibits) + 5) / 10;
    ras_page_fixed(out, vietnamese, millibits < 0 ? -hundredths : hundredths, 2);
    ras_text_string(out, vietnamese ? " bit" : " bits");
}

static void match_say(const struct ras_explanation *explanation, bool vi, struct ras_text *out)
{
    ras_text_string(out, vi ? "Khớp: hồ sơ này là công dân " : "Match: this record is resident ");
    ras_text_bytes(out, explanation->best.resident_id);
    ras_text_string(out, vi ? ", xác suất " : ", probability ");
    ras_page_fixed(out, vi, explanation->line.probability, 6);
    if (explanation->line.margin == INT32_MAX) {
        ras_text_string(out,
                        vi ? "; không có ứng viên thứ hai." : "; there is no second candidate.");
        return;
    }
    ras_text_string(out, vi ? "; hơn ứng viên thứ hai " : "; ahead of the second candidate by ");
    bits(out, vi, explanation->line.margin);
    ras_text_char(out, '.');
}

static void review_say(const struct ras_explanation *explanation, bool vi, struct ras_text *out)
{
    const struct ras_explain_line *const line = &explanation->line;
    const struct ras_model *const model = &explanation->model;
    ras_text_string(out,
                    vi ? "Cần rà soát: gần nhất là công dân " : "Review: nearest is resident ");
    ras_text_bytes(out, explanation->best.resident_id);
    ras_text_string(out, vi ? ", xác suất " : ", probability ");
    ras_page_fixed(out, vi, line->probability, 6);
    if (line->margin == 0) {
        ras_text_string(out, vi ? "; có hai ứng viên ngang nhau."
                                : "; two candidates are equally good.");
        return;
    }
    if (explanation->model_known && line->probability < model->match_probability) {
        ras_text_string(out, vi ? ", chưa tới " : ", less than ");
        ras_page_fixed(out, vi, model->match_probability, 6);
    }
    if (explanation->model_known && line->margin < model->match_margin) {
        ras_text_string(out, vi ? "; chỉ hơn ứng viên thứ hai " : "; ahead of the second by only ");
        bits(out, vi, line->margin);
        ras_text_string(out, vi ? ", cần " : ", of ");
        bits(out, vi, model->match_margin);
    }
    ras_text_char(out, '.');
}

static void none_say(const struct ras_explanation *explanation, bool vi, struct ras_text *out)
{
    ras_text_string(out, vi ? "Không thấy: " : "None: ");
    if (!explanation->line.has_candidate) {
        ras_text_string(out, vi ? "không công dân nào có cùng khóa so khớp với hồ sơ này."
                                : "no resident shares a blocking key with this record.");
        return;
    }
    ras_text_string(out, vi ? "ứng viên gần nhất chỉ có xác suất "
                            : "the nearest candidate has a probability of only ");
    ras_page_fixed(out, vi, explanation->line.probability, 6);
    if (explanation->model_known) {
        ras_text_string(out,
                        vi ? "; mọi ứng viên cộng lại vẫn dưới " : "; all together stay below ");
        ras_page_fixed(out, vi, explanation->model.review_probability, 6);
    }
    ras_text_char(out, '.');
}

static void reject_say(const struct ras_explanation *explanation, bool vi, struct ras_text *out)
{
    const struct ras_explain_reject *const reject = &explanation->reject;
    ras_text_string(out, vi ? "Bị loại: dòng " : "Rejected: line ");
    ras_text_bytes(out, reject->line);
    ras_text_string(out, vi ? " của tệp '" : " of '");
    ras_text_bytes(out, reject->file);
    ras_text_string(out, "': ");
    ras_text_bytes(out, vi ? reject->reason : reject->code);
    if (vi) {
        ras_text_string(out, " (");
        ras_text_bytes(out, reject->code);
        ras_text_char(out, ')');
    }
    ras_text_string(out, vi ? "; không được đem so khớp." : "; it was not matched.");
}

void ras_explain_sentence(const struct ras_explanation *explanation, bool vietnamese,
                          struct ras_text *out)
{
    if (explanation->reject.found) {
        reject_say(explanation, vietnamese, out);
        return;
    }
    switch (explanation->line.decision) {
    case RAS_DECISION_MATCH: match_say(explanation, vietnamese, out); break;
    case RAS_DECISION_REVIEW: review_say(explanation, vietnamese, out); break;
    case RAS_DECISION_NONE: none_say(explanation, vietnamese, out); break;
    }
}

static const char *decision_vietnamese(enum ras_decision_kind decision)
{
    switch (decision) {
    case RAS_DECISION_MATCH: return "khớp";
    case RAS_DECISION_REVIEW: return "cần rà soát";
    case RAS_DECISION_NONE: break;
    }
    return "không thấy";
}

void ras_explain_pair_sentence(const struct ras_explanation *explanation, bool vietnamese,
                               struct ras_text *out)
{
    const struct ras_explain_pair *const pair = &explanation->pair;
    const enum ras_decision_kind was = explanation->line.decision, with = pair->decision_with;
    const bool met = pair->candidate.passes != 0;
    if (met && vietnamese)
        ras_text_format(out, "Cặp này đã được so sánh và đứng thứ %u.", pair->candidate.rank);
    else if (met)
        ras_text_format(out, "The pair was compared and came out as number %u.",
                        pair->candidate.rank);
    else
        ras_text_string(out, vietnamese ? "Cặp này chưa được so sánh vì không gặp nhau ở khóa nào."
                                        : "The pair was never compared: it met in no pass.");
    if (met || !pair->decision_known)
        return;
    if (vietnamese) {
        ras_text_format(out, " Nếu có so sánh, cặp này đứng thứ %u; kết luận ",
                        pair->candidate.rank);
        ras_text_string(out, was == with ? "vẫn là " : "sẽ thành ");
        ras_text_string(out, decision_vietnamese(with));
        if (with != RAS_DECISION_NONE)
            ras_text_string(out, pair->would_be_best ? ", với chính công dân này."
                                                     : ", với công dân đã chọn.");
        else
            ras_text_char(out, '.');
        return;
    }
    ras_text_format(out, " Had it been, it would be number %u, and the decision %s %s%s.",
                    pair->candidate.rank, was == with ? "still" : "would become",
                    ras_decision_name(with),
                    with == RAS_DECISION_NONE ? ""
                    : pair->would_be_best     ? " with this very resident"
                                              : " with the resident that was chosen");
}

void ras_explain_centibits(const struct ras_explain_candidate *candidate,
                           int32_t shares[RAS_COMPARATOR_COUNT], int32_t *weight)
{
    int64_t sum = 0;
    int32_t told = 0;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        sum += candidate->share[i];
        const int64_t rounded = (sum + (sum < 0 ? -5 : 5)) / 10;
        shares[i] = (int32_t)rounded - told;
        told = (int32_t)rounded;
    }
    *weight = (int32_t)(((int64_t)candidate->weight + (candidate->weight < 0 ? -5 : 5)) / 10);
}

#include "engine/explain.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <string.h>

static const struct ras_explain_request request = {.run_directory = "", .record_id = ""};

static void expect(const struct ras_explanation *explanation, bool vietnamese, const char *wanted)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_explain_sentence(explanation, vietnamese, &out);
    ras_text_char(&out, '\0');
    cr_assert_str_eq(out.data, wanted);
    ras_text_fini(&out);
}

static struct ras_explanation explanation_of(enum ras_decision_kind decision, int32_t margin)
{
    struct ras_explanation explanation = {.request = &request, .model_known = true};
    explanation.line = (struct ras_explain_line){
        .decision = decision, .has_candidate = true, .probability = 912345, .margin = margin};
    explanation.model.match_probability = 990000;
    explanation.model.review_probability = 500000;
    explanation.model.match_margin = 6000;
    explanation.best.resident_id = RAS_LITERAL("038*******12");
    return explanation;
}

Test(explain_sentence, a_match_tells_its_margin_or_that_there_is_no_other)
{
    struct ras_explanation explanation = explanation_of(RAS_DECISION_MATCH, 12340);
    expect(&explanation, true,
           "Khớp: hồ sơ này là công dân 038*******12, xác suất 0,912345; hơn ứng viên thứ hai "
           "12,34 bit.");
    explanation.line.margin = INT32_MAX;
    expect(&explanation, false,
           "Match: this record is resident 038*******12, probability 0.912345; there is no second "
           "candidate.");
}

Test(explain_sentence, a_review_tells_what_is_wanting)
{
    struct ras_explanation explanation = explanation_of(RAS_DECISION_REVIEW, 2000);
    expect(&explanation, true,
           "Cần rà soát: gần nhất là công dân 038*******12, xác suất 0,912345, chưa tới 0,990000; "
           "chỉ hơn ứng viên thứ hai 2,00 bit, cần 6,00 bit.");
    explanation.line.margin = 0;
    expect(&explanation, true,
           "Cần rà soát: gần nhất là công dân 038*******12, xác suất 0,912345; có hai ứng viên "
           "ngang nhau.");
}

Test(explain_sentence, none_tells_apart_nobody_and_somebody_unlikely)
{
    struct ras_explanation explanation = explanation_of(RAS_DECISION_NONE, INT32_MAX);
    expect(&explanation, true,
           "Không thấy: ứng viên gần nhất chỉ có xác suất 0,912345; mọi ứng viên cộng lại vẫn dưới "
           "0,500000.");
    explanation.line.has_candidate = false;
    expect(&explanation, true,
           "Không thấy: không công dân nào có cùng khóa so khớp với hồ sơ này.");
}

Test(explain_sentence, hundredths_add_up_to_the_weight_of_the_files)
{
    for (int32_t seed = 1; seed < 3000; seed++) {
        struct ras_explain_candidate candidate = {.weight = 0};
        int32_t shares[RAS_COMPARATOR_COUNT], weight = 0, sum = 0;
        for (int32_t i = 0; i < RAS_COMPARATOR_COUNT; i++) {
            candidate.share[i] = (seed * 7919 + i * 104729) % 40001 - 20000;
            candidate.weight += candidate.share[i];
        }
        ras_explain_centibits(&candidate, shares, &weight);
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
            sum += shares[i];
            const int32_t off = shares[i] * 10 - candidate.share[i];
            cr_assert(off > -11 && off < 11);
        }
        cr_assert_eq(sum, weight);
        const int32_t half = candidate.weight < 0 ? -5 : 5;
        cr_assert_eq(weight, (candidate.weight + half) / 10);
    }
}

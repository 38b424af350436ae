#include "report/charts.h"
#include "support/expect_text.h"
#include "support/report_sample.h"
#include "support/shell_output.h"

static const struct ras_rule_info hostile_rule = {.code = "X<1",
                                                  .word = RAS_WORD_DU,
                                                  .group = 1,
                                                  .vietnamese = "<b>\"&' rất dài rất dài rất dài "
                                                                "rất dài rất dài rất dài rất dài"};

Test(charts, bars_are_sorted_and_labels_escaped)
{
    const struct ras_rule_info *const rules[] = {sample_rules[0], &hostile_rule, sample_rules[2]};
    const struct ras_source_summary sources[] = {{.issue_count = {1, 1000, 0}},
                                                 {.issue_count = {2, 234, 0}}};
    const struct ras_quality_report report = {
        .sources = sources, .source_count = 2, .rules = rules, .rule_count = 3};
    struct ras_text out;
    ras_text_init(&out);
    ras_chart_issues(&report, &out);
    const char *const svg = text_string(&out);
    cr_assert_null(strstr(svg, "<b>"));
    const char *const first = strstr(svg, "X&lt;1");
    cr_assert_not_null(first);
    cr_assert_gt(strstr(svg, "DG01"), first);
    cr_assert_not_null(strstr(svg, "&lt;b&gt;&quot;&amp;&#39;"));
    cr_assert_not_null(strstr(svg, "…</text>"));
    cr_assert_not_null(strstr(svg, ">1.234</text>"));
    cr_assert_not_null(strstr(svg, "width=\"300.0\"")); /* the longest fills the room */
    cr_assert_eq(count_of(svg, "<rect "), 2);           /* a rule without issues has no bar */
    ras_text_fini(&out);
}

Test(charts, what_does_not_fit_is_told)
{
    struct ras_source_summary source = {0};
    for (unsigned i = 0; i < SAMPLE_RULES; i++)
        source.issue_count[i] = 100;
    const struct ras_quality_report report = {
        .sources = &source, .source_count = 1, .rules = sample_rules, .rule_count = SAMPLE_RULES};
    struct ras_text out;
    ras_text_init(&out);
    ras_chart_issues(&report, &out);
    const char *const svg = text_string(&out);
    cr_assert_eq(count_of(svg, "<rect "), RAS_CHART_BARS_MAX);
    cr_assert_not_null(strstr(svg, "Ngoài ra còn 400 lỗi thuộc 4 quy tắc khác"));
    ras_text_fini(&out);
}

Test(charts, no_issues_are_a_sentence)
{
    const struct ras_quality_report report = {0};
    struct ras_text out;
    ras_text_init(&out);
    ras_chart_issues(&report, &out);
    expect_text(&out, "<p>Không có lỗi nào.</p>\n");
    ras_text_clear(&out);
    ras_chart_weights(&report, &out);
    cr_assert_null(strstr(text_string(&out), "<rect "));
    ras_text_fini(&out);
}

Test(charts, weights_stand_at_their_bits_and_thresholds_between)
{
    struct ras_source_summary source = {0};
    source.weight_histogram[RAS_DECISION_MATCH][ras_histogram_bin(20000)] = 1000000;
    source.weight_histogram[RAS_DECISION_MATCH][ras_histogram_bin(21999)] = 1;
    const struct ras_quality_report report = {
        .sources = &source, .source_count = 1, .match_weight = 13250, .review_weight = -99000};
    struct ras_text out;
    ras_text_init(&out);
    ras_chart_weights(&report, &out);
    const char *const svg = text_string(&out);
    cr_assert_eq(count_of(svg, "<rect "), 2);
    cr_assert_not_null(strstr(svg, "x=\"456\"")); /* 96 + (20 + 16) * 10 */
    cr_assert_not_null(strstr(svg, "x=\"466\""));
    cr_assert_not_null(strstr(svg, "height=\"0.5\"")); /* one row among a million is seen */
    cr_assert_not_null(strstr(svg, "x1=\"388.5\""));   /* 96 + (13.25 + 16) * 10 */
    cr_assert_not_null(strstr(svg, "khớp từ 13,3"));
    cr_assert_not_null(strstr(svg, "x1=\"96.0\"")); /* beyond the axis: at its end */
    cr_assert_not_null(strstr(svg, "xem lại từ −99,0"));
    ras_text_fini(&out);
}

Test(charts, bins_hold_what_their_comment_says)
{
    const struct {
        int32_t weight;
        unsigned bin;
    } cases[] = {{INT32_MIN, 0}, {-16000, 0}, {-15001, 0}, {-15000, 1},
                 {-1, 15},       {0, 16},     {999, 16},   {1000, 17},
                 {46999, 62},    {47000, 63}, {48000, 63}, {INT32_MAX, 63}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        cr_assert_eq(ras_histogram_bin(cases[i].weight), cases[i].bin, "%d", cases[i].weight);
}

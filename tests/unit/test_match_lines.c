#include "base/bytes.h"
#include "report/report.h"
#include "support/expect_text.h"
#include "support/report_sample.h"

static const char *const passes[] = {"id", "old_id_year", "name_date"};

static const struct ras_line_words *made_words(void)
{
    static struct ras_line_words words;
    ras_line_words_make(&words, sample_rules, SAMPLE_RULES, passes, 3);
    return &words;
}

Test(match_lines, header_has_the_columns_and_what_is_carried)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_match_header(&out, NULL, 0);
    expect_text(&out, "record_id,decision,outcome,resident_id,probability,weight,margin,pass,"
                      "levels,issues\n");
    ras_text_clear(&out);
    const char *const carried[] = {"Ngày cấp", "a,b"};
    ras_match_header(&out, carried, 2);
    expect_text(&out, "record_id,decision,outcome,resident_id,probability,weight,margin,pass,"
                      "levels,issues,x_Ngày cấp,\"x_a,b\"\n");
    ras_text_fini(&out);
}

Test(match_lines, a_match_is_told_in_full)
{
    struct ras_candidate best = {.passes = 5, .weight = -1235, .probability = 998123};
    best.levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_TONE;
    best.levels.level[RAS_COMPARATOR_SEX] = RAS_LEVEL_SEX_OTHER;
    struct ras_rule_set broken = {{0}};
    ras_rule_set_add(&broken, 0);
    ras_rule_set_add(&broken, 23);
    const struct ras_bytes carried[] = {RAS_LITERAL("=1+1"), RAS_LITERAL(""),
                                        RAS_LITERAL("ghi \"chú\"")};
    const struct ras_match_line line = {.record_id = RAS_LITERAL("-7"),
                                        .decision = RAS_DECISION_MATCH,
                                        .outcome = RAS_OUTCOME_WRONG,
                                        .resident_id = RAS_LITERAL("038085001234"),
                                        .best = &best,
                                        .margin = 6005,
                                        .broken = &broken,
                                        .carried = carried,
                                        .carried_count = 3};
    struct ras_text out;
    ras_text_init(&out);
    ras_match_append(&out, made_words(), &line);
    expect_text(&out, "\"'-7\",match,sai,038085001234,0.998123,-1.24,6.01,id|name_date,"
                      "name=tone|sex=other,DG01|SO05,\"'=1+1\",,\"ghi \"\"chú\"\"\"\n");
    ras_text_fini(&out);
}

Test(match_lines, a_row_without_candidates_has_empty_fields)
{
    const struct ras_rule_set broken = {{0}};
    const struct ras_match_line line = {.decision = RAS_DECISION_NONE,
                                        .outcome = RAS_OUTCOME_NO_NUMBER,
                                        .margin = INT32_MAX,
                                        .broken = &broken};
    struct ras_text out;
    ras_text_init(&out);
    ras_match_append(&out, made_words(), &line);
    expect_text(&out, ",none,khong_so,,,,,,,\n");
    ras_text_fini(&out);
}

Test(match_lines, a_single_candidate_has_no_margin)
{
    const struct ras_candidate best = {.weight = 20000, .probability = 1000000};
    const struct ras_rule_set broken = {{0}};
    const struct ras_match_line line = {.record_id = RAS_LITERAL("a"),
                                        .decision = RAS_DECISION_REVIEW,
                                        .outcome = RAS_OUTCOME_UNVERIFIED,
                                        .resident_id = RAS_LITERAL("b"),
                                        .best = &best,
                                        .margin = INT32_MAX,
                                        .broken = &broken};
    struct ras_text out;
    ras_text_init(&out);
    ras_match_append(&out, made_words(), &line);
    expect_text(&out, "a,review,chua_xac_thuc,b,1.000000,20.00,,,,\n");
    ras_text_fini(&out);
}

Test(match_lines, every_rule_pass_and_hostile_text_at_once_fits_the_reserved_line)
{
    struct ras_candidate best = {.passes = 7, .weight = INT32_MIN, .probability = 1000000};
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        best.levels.level[i] = (uint8_t)ras_level_count(i);
    struct ras_rule_set broken = {{(UINT64_C(1) << SAMPLE_RULES) - 1, 0}};
    for (size_t i = 0; i < sample_hostile_count; i++) {
        struct ras_bytes carried[RAS_CARRIED_MAX];
        for (size_t c = 0; c < RAS_CARRIED_MAX; c++)
            carried[c] = ras_bytes_of(sample_hostile[i]);
        const struct ras_match_line line = {.record_id = carried[0],
                                            .decision = RAS_DECISION_REVIEW,
                                            .outcome = RAS_OUTCOME_MALFORMED,
                                            .resident_id = carried[0],
                                            .best = &best,
                                            .margin = INT32_MIN,
                                            .broken = &broken,
                                            .carried = carried,
                                            .carried_count = RAS_CARRIED_MAX};
        struct ras_text out;
        ras_text_init(&out);
        ras_match_append(&out, made_words(), &line);
        cr_assert(!out.failed);
        cr_assert_eq(out.data[out.length - 1], '\n');
        ras_text_fini(&out);
    }
}

/* The page and the JSON of a comparison: nothing from outside gets into the markup, and equal
 * comparisons differ in their times alone. */
#include "report/bench_report.h"

#include <criterion/criterion.h>
#include <jansson.h>
#include <string.h>

#define EVIL "</b><script>alert(1)</script>"

static struct ras_bench_tally tallies[2];
static struct ras_bench_pass passes[1] = {{.name = "id", .vietnamese = "số", .used = true}};
static struct ras_bench_class classes[2] = {{.name = "", .rows = 4, .right = 4},
                                            {.name = EVIL, .rows = 3, .right = 1}};
static struct ras_bench_strategy strategies[10];
static struct ras_bench_report report;

static void begin(void)
{
    tallies[0] =
        (struct ras_bench_tally){.name = EVIL,
                                 .rows = 12,
                                 .match = 9,
                                 .review = 1,
                                 .none = 2,
                                 .labelled = 10,
                                 .true_rows = 7,
                                 .links = 8,
                                 .right = 6,
                                 .wrong = 2,
                                 .missed = 1,
                                 .true_met = 7,
                                 .best_links = 7,
                                 .best_right = 6,
                                 .best_odds = 2500,
                                 .pairs = 30,
                                 .estimate = {.right = 5.5, .found = 7, .lost_known = true}};
    tallies[1] = tallies[0];
    tallies[1].name = NULL;
    for (unsigned i = 0; i < 10; i++) {
        strategies[i] = (struct ras_bench_strategy){
            .name = EVIL, .tallies = tallies, .passes = passes, .classes = classes, .seconds = 1};
        strategies[i].curve.links[100] = 5;
        strategies[i].curve.right[100] = 5;
        strategies[i].curve.links[10] = 3;
        strategies[i].curve.right[10] = 1;
        strategies[i].right_weights[40] = 5;
    }
    report = (struct ras_bench_report){.purpose = EVIL,
                                       .as_of = 0,
                                       .resident_count = 100,
                                       .truth_given = true,
                                       .source_count = 1,
                                       .strategy_count = 10,
                                       .pass_count = 1,
                                       .class_count = 2,
                                       .strategies = strategies};
}

TestSuite(bench_page, .init = begin);

static char *text_of(void (*append)(const struct ras_bench_report *, struct ras_text *))
{
    static char room[1 << 20];
    struct ras_text text;
    ras_text_init(&text);
    append(&report, &text);
    cr_assert_not(text.failed);
    cr_assert_lt(text.length, sizeof room);
    memcpy(room, text.data, text.length);
    room[text.length] = '\0';
    ras_text_fini(&text);
    return room;
}

Test(bench_page, texts_from_outside_stay_texts)
{
    for (unsigned i = 0; i < 2; i++) {
        report.vietnamese = i == 1;
        const char *const page = text_of(ras_bench_html);
        cr_assert_null(strstr(page, "<script"));
        cr_assert_not_null(strstr(page, "&lt;script"));
        cr_assert_null(strstr(page, "http://"));
        cr_assert_null(strstr(page, "https://"));
        cr_assert_not_null(strstr(page, i == 1 ? "lang=\"vi\"" : "lang=\"en\""));
    }
}

Test(bench_page, tags_are_closed)
{
    static const char *const tags[] = {"section", "table", "tr", "td", "th", "svg", "main", "p"};
    const char *const page = text_of(ras_bench_html);
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        char open[20], open_with[20], close[20];
        int opened = 0, closed = 0;
        (void)snprintf(open, sizeof open, "<%s>", tags[i]);
        (void)snprintf(open_with, sizeof open_with, "<%s ", tags[i]);
        (void)snprintf(close, sizeof close, "</%s>", tags[i]);
        for (const char *at = page; (at = strstr(at, open)) != NULL; at++)
            opened++;
        for (const char *at = page; (at = strstr(at, open_with)) != NULL; at++)
            opened++;
        for (const char *at = page; (at = strstr(at, close)) != NULL; at++)
            closed++;
        cr_assert_eq(opened, closed, "%s: %d opened, %d closed", tags[i], opened, closed);
        cr_assert_gt(opened, 0);
    }
}

Test(bench_page, only_the_times_differ)
{
    char *const before = strdup(text_of(ras_bench_html));
    strategies[0].seconds = 99;
    strategies[0].peak_bytes = 12345678;
    const char *const after = text_of(ras_bench_html);
    const char *const times = strstr(after, "Time and memory");
    cr_assert_not_null(times);
    cr_assert_eq(memcmp(before, after, (size_t)(times - after)), 0);
    cr_assert_str_neq(before, after);
    free(before);
}

Test(bench_page, without_truth_nothing_needs_it)
{
    report.truth_given = false;
    const char *page = text_of(ras_bench_html);
    cr_assert_null(strstr(page, "Calibration"));
    cr_assert_not_null(strstr(page, "Expected without truth"));
    cr_assert_null(strstr(text_of(ras_bench_json), "\"wrong\""));
}

Test(bench_page, the_json_says_what_the_figures_are)
{
    json_error_t error;
    json_t *const root = json_loads(text_of(ras_bench_json), 0, &error);
    cr_assert_not_null(root, "%s", error.text);
    const json_t *const strategy = json_array_get(json_object_get(root, "strategies"), 0);
    const json_t *const all = json_array_get(json_object_get(strategy, "sources"), 1);
    cr_assert_str_eq(json_string_value(json_object_get(strategy, "name")), EVIL);
    cr_assert(json_is_null(json_object_get(all, "source")));
    cr_assert_float_eq(json_number_value(json_object_get(all, "precision")), 0.75, 1e-9);
    cr_assert_float_eq(json_number_value(json_object_get(all, "recall")), 0.857143, 1e-9);
    cr_assert_float_eq(json_number_value(json_object_get(all, "f1")), 0.8, 1e-9);
    cr_assert_float_eq(json_number_value(json_object_get(all, "reduction_ratio")), 0.975, 1e-9);
    const json_t *const best = json_object_get(all, "best");
    cr_assert_float_eq(json_number_value(json_object_get(best, "threshold_bits")), 2.5, 1e-9);
    const json_t *const last = json_array_get(json_object_get(strategy, "curve"), 1);
    cr_assert_eq(json_integer_value(json_array_get(last, 1)), 8, "links add up downwards");
    cr_assert_eq(json_integer_value(json_array_get(last, 2)), 6);
    json_decref(root);
}

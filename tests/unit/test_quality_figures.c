#include "report/quality_figures.h"
#include "support/expect_text.h"

static const struct ras_measure measures[] = {
    {RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL, "rows", 1000, 1000, ""},
    {RAS_SCOPE_COMMUNE, 200, 0, "rows", 10, 10, ""},
    {RAS_SCOPE_COMMUNE, 200, RAS_SOURCE_ALL, "dung", 3, 4, "DG01"},
    {RAS_SCOPE_COMMUNE, 100, 1, "song", 1, 2, ""},
    {RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL, "verification", 900, 1000, ""},
    {RAS_SCOPE_COMMUNE, 200, 0, "unheard_of", 1, 2, ""},
    {RAS_SCOPE_SOURCE, 0, 1, "du", 5, 5, ""},
};

Test(quality_figures, lines_of_one_place_come_together_in_order)
{
    struct ras_figures_list list;
    cr_assert(ras_figures_collect(&list, measures, sizeof measures / sizeof measures[0]));
    cr_assert_eq(list.count, 5);
    const struct ras_figures *const all = ras_figures_find(&list, RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL);
    cr_assert_eq(all->row_count, 1000);
    cr_assert_eq(all->verification.numerator, 900);
    cr_assert(!list.has_tasks);
    size_t first, end;
    ras_figures_scope(&list, RAS_SCOPE_COMMUNE, &first, &end);
    cr_assert_eq(end - first, 3);
    cr_assert_eq(list.figures[first].code, 100);
    cr_assert_eq(list.figures[first + 1].source_index, RAS_SOURCE_ALL); /* before source 0 */
    cr_assert_eq(list.figures[first + 2].source_index, 0);
    cr_assert_null(ras_figures_find(&list, RAS_SCOPE_PROVINCE, 1, 0));
    ras_figures_fini(&list);
}

Test(quality_figures, no_measures_are_no_figures)
{
    struct ras_figures_list list;
    cr_assert(ras_figures_collect(&list, NULL, 0));
    cr_assert_eq(list.count, 0);
    ras_figures_fini(&list);
}

Test(quality_figures, index_weighs_the_words_that_have_rows)
{
    struct ras_figures figures = {0};
    const double equal[RAS_WORD_COUNT] = {1, 1, 1, 1};
    cr_assert_eq(ras_figures_index(&figures, equal), RAS_INDEX_NONE);
    figures.word[RAS_WORD_DUNG] = (struct ras_share){9, 10};
    cr_assert_eq(ras_figures_index(&figures, equal), 9000);
    figures.word[RAS_WORD_DU] = (struct ras_share){1, 1};
    cr_assert_eq(ras_figures_index(&figures, equal), 9500);
    const double weighted[RAS_WORD_COUNT] = {3, 1, 100, 100};
    cr_assert_eq(ras_figures_index(&figures, weighted), 9250);
    figures.index = (struct ras_share){8765, 10000};
    cr_assert_eq(ras_figures_index(&figures, equal), 8765);
    figures.index = (struct ras_share){0, 0};
    const double none[RAS_WORD_COUNT] = {0};
    cr_assert_eq(ras_figures_index(&figures, none), RAS_INDEX_NONE);
}

Test(quality_figures, colours_follow_the_printed_percentage)
{
    const struct ras_quality_report report = {.green_percent = 90, .yellow_percent = 75};
    cr_assert_eq(ras_colour_of(&report, RAS_INDEX_NONE), RAS_COLOUR_NONE);
    cr_assert_eq(ras_colour_of(&report, 10000), RAS_COLOUR_GREEN);
    cr_assert_eq(ras_colour_of(&report, 9000), RAS_COLOUR_GREEN);
    cr_assert_eq(ras_colour_of(&report, 8999), RAS_COLOUR_YELLOW);
    cr_assert_eq(ras_colour_of(&report, 7500), RAS_COLOUR_YELLOW);
    cr_assert_eq(ras_colour_of(&report, 7499), RAS_COLOUR_RED);
    cr_assert_eq(ras_colour_of(&report, 0), RAS_COLOUR_RED);
}

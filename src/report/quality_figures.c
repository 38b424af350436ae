/* Gathering lines of measures into figures. */
#include "report/quality_figures.h"

#include "base/alloc.h"
#include "report/line_fields.h"
#include "report/vietnamese_figures.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* RAS_SOURCE_ALL is the largest number and stands first. */
static uint32_t source_rank(uint32_t source_index)
{
    return source_index + 1;
}

static int compare_figures(const void *a, const void *b)
{
    const struct ras_figures *const x = a;
    const struct ras_figures *const y = b;
    if (x->scope != y->scope)
        return x->scope < y->scope ? -1 : 1;
    if (x->code != y->code)
        return x->code < y->code ? -1 : 1;
    const uint32_t rank_x = source_rank(x->source_index);
    const uint32_t rank_y = source_rank(y->source_index);
    return (rank_x > rank_y) - (rank_x < rank_y);
}

static void add_share(struct ras_share *into, struct ras_share from)
{
    into->numerator += from.numerator;
    into->denominator += from.denominator;
}

static struct ras_share *share_named(struct ras_figures *figures, const char *measure)
{
    if (strcmp(measure, "verification") == 0)
        return &figures->verification;
    if (strcmp(measure, "person_verification") == 0)
        return &figures->by_person;
    if (strcmp(measure, "coverage") == 0)
        return &figures->coverage;
    if (strcmp(measure, "index") == 0)
        return &figures->index;
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        if (strcmp(measure, ras_word_name((enum ras_word)word)) == 0)
            return &figures->word[word];
    return NULL;
}

static void take_measure(struct ras_figures_list *list, struct ras_figures *figures,
                         const struct ras_measure *measure)
{
    struct ras_share *const share = share_named(figures, measure->measure);
    if (share != NULL) {
        add_share(share, (struct ras_share){measure->numerator, measure->denominator});
    } else if (strcmp(measure->measure, "rows") == 0) {
        figures->row_count += measure->numerator;
    } else if (strcmp(measure->measure, "tasks") == 0) {
        figures->task_count += measure->numerator;
        list->has_tasks = true;
    }
}

static void add_figures(struct ras_figures *into, const struct ras_figures *from)
{
    into->row_count += from->row_count;
    into->task_count += from->task_count;
    add_share(&into->verification, from->verification);
    add_share(&into->by_person, from->by_person);
    add_share(&into->coverage, from->coverage);
    add_share(&into->index, from->index);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        add_share(&into->word[word], from->word[word]);
}

/* Figures whose lines did not stand together. */
static size_t merge_equal(struct ras_figures *figures, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && compare_figures(&figures[kept - 1], &figures[i]) == 0)
            add_figures(&figures[kept - 1], &figures[i]);
        else
            figures[kept++] = figures[i];
    }
    return kept;
}

static bool same_place(const struct ras_measure *a, const struct ras_measure *b)
{
    return a->scope == b->scope && a->code == b->code && a->source_index == b->source_index;
}

static bool same_figures(const struct ras_figures *figures, enum ras_scope scope, uint32_t code,
                         uint32_t source_index)
{
    return figures->scope == scope && figures->code == code &&
           figures->source_index == source_index;
}

bool ras_figures_collect(struct ras_figures_list *list, const struct ras_measure *measures,
                         size_t measure_count)
{
    *list = (struct ras_figures_list){NULL, 0, false};
    size_t place_count = 0;
    for (size_t i = 0; i < measure_count; i++)
        place_count += i == 0 || !same_place(&measures[i - 1], &measures[i]);
    if (place_count == 0)
        return true;
    list->figures = ras_alloc_zeroed(place_count, sizeof *list->figures);
    if (list->figures == NULL)
        return false;
    struct ras_figures *last = NULL;
    for (size_t i = 0; i < measure_count; i++) {
        if (i == 0 || !same_place(&measures[i - 1], &measures[i])) {
            last = &list->figures[list->count++];
            last->scope = measures[i].scope;
            last->code = measures[i].code;
            last->source_index = measures[i].source_index;
        }
        take_measure(list, last, &measures[i]);
    }
    assert(list->count == place_count);
    qsort(list->figures, list->count, sizeof *list->figures, compare_figures);
    list->count = merge_equal(list->figures, list->count);
    return true;
}

void ras_figures_fini(struct ras_figures_list *list)
{
    ras_free(list->figures);
    *list = (struct ras_figures_list){NULL, 0, false};
}

void ras_figures_scope(const struct ras_figures_list *list, enum ras_scope scope, size_t *first,
                       size_t *end)
{
    size_t at = 0;
    while (at < list->count && list->figures[at].scope < scope)
        at++;
    *first = at;
    while (at < list->count && list->figures[at].scope == scope)
        at++;
    *end = at;
}

const struct ras_figures *ras_figures_find(const struct ras_figures_list *list,
                                           enum ras_scope scope, uint32_t code,
                                           uint32_t source_index)
{
    for (size_t i = 0; i < list->count; i++)
        if (same_figures(&list->figures[i], scope, code, source_index))
            return &list->figures[i];
    return NULL;
}

int32_t ras_figures_index(const struct ras_figures *figures,
                          const double word_weight[RAS_WORD_COUNT])
{
    if (figures->index.denominator > 0)
        return (int32_t)ras_percent_hundredths(figures->index.numerator,
                                               figures->index.denominator);
    double weighted = 0, weights = 0;
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        const struct ras_share share = figures->word[word];
        if (share.denominator == 0)
            continue;
        weighted +=
            word_weight[word] * (double)ras_percent_hundredths(share.numerator, share.denominator);
        weights += word_weight[word];
    }
    return weights > 0 ? (int32_t)(weighted / weights + 0.5) : RAS_INDEX_NONE;
}

enum ras_colour ras_colour_of(const struct ras_quality_report *report, int32_t hundredths)
{
    if (hundredths < 0)
        return RAS_COLOUR_NONE;
    if (hundredths >= report->green_percent * 100)
        return RAS_COLOUR_GREEN;
    return hundredths >= report->yellow_percent * 100 ? RAS_COLOUR_YELLOW : RAS_COLOUR_RED;
}

void ras_measure_code(struct ras_text *out, const struct ras_measure *measure)
{
    switch (measure->scope) {
    case RAS_SCOPE_COMMUNE: ras_line_commune(out, measure->code); break;
    case RAS_SCOPE_PROVINCE:
        if (measure->code == 0)
            ras_text_string(out, "unknown");
        else
            ras_text_digits(out, measure->code, 2);
        break;
    case RAS_SCOPE_SOURCE:
    case RAS_SCOPE_ALL: break;
    }
}

const char *ras_measure_source(const struct ras_quality_report *report,
                               const struct ras_measure *measure)
{
    if (measure->source_index == RAS_SOURCE_ALL)
        return "";
    assert(measure->source_index < report->source_count);
    return report->sources[measure->source_index].name;
}

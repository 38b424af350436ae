/* The measures of a run as a page needs them: per place and source one set of figures.
 *
 * Measures come as lines (scope, code, source, name, numerator, denominator); the page shows the
 * few named below side by side. A name that is not there leaves its figure at 0 of 0, shown as "–".
 * Threads: pure but for the figures given. */
#ifndef RASOAT_REPORT_QUALITY_FIGURES_H
#define RASOAT_REPORT_QUALITY_FIGURES_H

#include "report/report.h"

struct ras_share {
    uint64_t numerator;
    uint64_t denominator;
};

struct ras_figures {
    enum ras_scope scope;
    uint32_t code;         /* 0 = whole, or unknown commune */
    uint32_t source_index; /* RAS_SOURCE_ALL = all together */
    uint64_t row_count;
    uint64_t task_count;
    struct ras_share verification; /* linked of the rows read */
    struct ras_share by_person;    /* the same, each person counted once */
    struct ras_share coverage;     /* of the source's population, those that occur in it */
    struct ras_share index;        /* as the measures give it; 0 of 0 = to be computed */
    struct ras_share word[RAS_WORD_COUNT];
};

struct ras_figures_list {
    struct ras_figures *figures; /* by scope, code, source with RAS_SOURCE_ALL first */
    size_t count;
    bool has_tasks; /* some line was named "tasks" */
};

/* false without memory. fini in any case. */
bool ras_figures_collect(struct ras_figures_list *list, const struct ras_measure *measures,
                         size_t measure_count) RAS_MUST_CHECK;
void ras_figures_fini(struct ras_figures_list *list);
/* Positions of one scope: [first, end). */
void ras_figures_scope(const struct ras_figures_list *list, enum ras_scope scope, size_t *first,
                       size_t *end);
/* NULL if there are none. */
const struct ras_figures *ras_figures_find(const struct ras_figures_list *list,
                                           enum ras_scope scope, uint32_t code,
                                           uint32_t source_index);

#define RAS_INDEX_NONE (-1)
/* The index in hundredths of a percent: the measure of that name where there is one, else the
 * words' percentages (rounded as they are printed) by their weights; words without rows are left
 * out. RAS_INDEX_NONE where no word has rows. */
int32_t ras_figures_index(const struct ras_figures *figures,
                          const double word_weight[RAS_WORD_COUNT]);

enum ras_colour { RAS_COLOUR_NONE, RAS_COLOUR_GREEN, RAS_COLOUR_YELLOW, RAS_COLOUR_RED };
/* Of a percentage as it is printed, so that "90,00 %" is never yellow. */
enum ras_colour ras_colour_of(const struct ras_quality_report *report, int32_t hundredths);

/* Where a line of measures lies: "" for the whole, 2 digits of a province, 5 of a commune. */
void ras_measure_code(struct ras_text *out, const struct ras_measure *measure);
/* Its source's name, "" for all together. */
const char *ras_measure_source(const struct ras_quality_report *report,
                               const struct ras_measure *measure);

#endif

/* How common names, dates and places are among the residents: what somebody else's values could be
 * by chance. Counted on a sample of the residents (all of a small register), evenly spread, so that
 * the cost has a bound and the counts do not depend on the number of threads.
 *
 * Threads: counted on all threads, each kind of count on one; read-only once made. */
#ifndef RASOAT_ENGINE_REGISTER_STATISTICS_H
#define RASOAT_ENGINE_REGISTER_STATISTICS_H

#include "base/table.h"
#include "base/vector.h"
#include "index/index.h"
#include "rasoat/error.h"
#include "score/closer_weight.h"

#include <stdatomic.h>
#include <stdint.h>

/* Chances by year. */
struct ras_register_year {
    double year;      /* born in it */
    double first;     /* born on its 1 January */
    double day;       /* born on any other day of it */
    double no_old_id; /* without a 9-digit number, of those */
};

struct ras_register_statistics {
    const struct ras_index *index;
    uint32_t sampled;
    uint32_t dead;                   /* of those */
    uint32_t *born;                  /* by year, 0 .. 4095 */
    uint32_t *first_january;         /* by year: of those, born on 1 January */
    uint32_t *no_old_id;             /* by year: of those, without a 9-digit number */
    struct ras_register_year *years; /* what follows from these counts */
    struct ras_table communes;
    struct ras_vector commune_counts;  /* uint32_t */
    struct ras_table places;           /* commune and place */
    struct ras_vector place_counts;    /* uint32_t */
    struct ras_table syllables;        /* folded */
    struct ras_vector syllable_counts; /* struct of register_statistics.c */
    struct ras_table names;            /* folded names asked for */
    struct ras_vector name_counts;     /* uint32_t: residents so called */
    struct ras_table spelled;          /* the same names as they are written */
    struct ras_vector spelled_counts;  /* uint32_t: sampled residents so called */
};

void ras_register_statistics_init(struct ras_register_statistics *statistics,
                                  const struct ras_index *index);
void ras_register_statistics_fini(struct ras_register_statistics *statistics);
/* Rows whose names will be asked for. */
struct ras_register_rows {
    size_t count;
    void (*name)(const void *context, uint32_t row, struct ras_name *name); /* from any thread */
    const void *context;
};
enum ras_status ras_register_statistics_count(struct ras_register_statistics *statistics,
                                              const struct ras_register_rows *rows,
                                              unsigned thread_count, const atomic_int *stop,
                                              struct ras_error *error) RAS_MUST_CHECK;

/* P(a resident is dead, as far as the register knows): above 0 and below 1. */
double ras_register_dead(const struct ras_register_statistics *statistics);
/* P(a resident lives in that commune). */
double ras_register_commune(const struct ras_register_statistics *statistics, uint32_t commune);
/* Chances of the row's own values: row_name, row_spelled, row_given, row_date. */
void ras_register_row(const struct ras_register_statistics *statistics,
                      const struct ras_subject *row, struct ras_closer_chances *chances);
/* Chances that belong to the resident, but for those of the functions below; the rest of *chances
 * is left as it is. */
void ras_register_resident(const struct ras_register_statistics *statistics, uint32_t resident,
                           struct ras_closer_chances *chances);
/* name, name_part, of the name with this number in the index. */
void ras_register_name(const struct ras_register_statistics *statistics, uint32_t name,
                       struct ras_closer_chances *chances);
/* place, place_anywhere: look-ups that few pairs need. */
void ras_register_place(const struct ras_register_statistics *statistics, uint32_t resident,
                        struct ras_closer_chances *chances);
/* Called as the parent whose name has this number in the index. */
double ras_register_parent(const struct ras_register_statistics *statistics, uint32_t name);

#endif

/* A closer look at the rows that the first reading could not settle, all sources together.
 *
 *   doubts     rows without a sure match: kept whole, as residents of a small index of their own
 *   search     wide keys over all residents                            engine/wide_search
 *   weigh      value by value, with the chances of this register       score/closer_weight
 *   gather     rows of one person decide together: copies, rows with the same contact
 *                                                                      engine/closer_groups
 *              and the sure rows of a candidate speak for or against   engine/closer_ties
 *              as do deaths and weddings                               engine/closer_events
 *   decide     P over candidates and absence, and what is shown for review
 *
 * Threads: every part runs over all threads; what it leaves does not depend on their number. */
#ifndef RASOAT_ENGINE_CLOSER_LOOK_H
#define RASOAT_ENGINE_CLOSER_LOOK_H

#include "base/table.h"
#include "base/vector.h"
#include "engine/closer_events.h"
#include "engine/matcher.h"
#include "engine/register_statistics.h"
#include "engine/run.h"
#include "score/binary_log.h"
#include "score/closer_weight.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RAS_CLOSER_CANDIDATES 6

/* One resident that a doubt could be. */
struct ras_closer_candidate {
    uint32_t resident;
    uint32_t passes;
    int32_t total; /* household limited */
    int32_t household;
    int16_t share[RAS_COMPARATOR_COMMUNE]; /* of the person, millibits */
    struct ras_levels levels;
};

/* Millibits that odds are counted from; ras_power_of_two reaches 36 bits below. */
#define RAS_CLOSER_ODDS 30000
static inline uint64_t ras_closer_odds(int32_t total)
{
    return ras_power_of_two(total < RAS_CLOSER_ODDS ? (uint64_t)((int64_t)RAS_CLOSER_ODDS - total)
                                                    : 0);
}

/* What was found for one doubt, best first. */
struct ras_closer_found {
    uint32_t count;
    uint32_t compared;
    uint64_t dropped; /* odds of those that found no room: sum of 2^-(RAS_CLOSER_ODDS - total) */
    struct ras_closer_candidate candidates[RAS_CLOSER_CANDIDATES];
};

/* What the sure rows of a source say about a resident, and about a contact. */
struct ras_closer_ties {
    struct ras_vector entries; /* uint64_t: resident | code of the entry, rising */
    uint32_t *fences; /* where those of every 64th resident begin; NULL = all are searched */
    struct ras_vector contacts; /* struct ras_closer_contact, by contact, then resident */
    double occurring;           /* share of the residents who have a sure row */
};
struct ras_closer_contact {
    uint64_t contact;
    uint32_t resident;
};

struct ras_closer_source {
    struct ras_source_run *source;
    uint32_t first; /* number of its first doubt */
    struct ras_closer_model model;
    uint64_t numbered; /* its rows with a number */
    struct ras_closer_ties ties;
    struct ras_closer_events events;
    int32_t absent_entries; /* millibits: for who has no sure row in the source */
};

struct ras_closer_look {
    struct ras_run *run;
    struct ras_closer_source *sources;
    unsigned source_count;
    uint32_t doubt_count;
    int32_t household_max; /* millibits, ras_closer_household_max */
    struct ras_register_statistics statistics;
    struct ras_vector pairs;        /* of the wide search */
    uint32_t *pair_starts;          /* doubt_count + 1 */
    struct ras_closer_found *found; /* of each doubt */
};

/* A doubt with what is looked up once for all its candidates. */
struct ras_closer_row {
    const struct ras_subject *subject;
    struct ras_closer_chances chances; /* of its own values; the resident's are not set */
    uint32_t holder; /* the resident who has its number, RAS_RESIDENT_NONE without one */
};
void ras_closer_row_make(const struct ras_closer_look *look, const struct ras_subject *subject,
                         struct ras_closer_row *row);
/* The comparable form of doubt `item` of a source. */
void ras_closer_subject(const struct ras_source_run *source, uint32_t item,
                        struct ras_subject *subject);
/* What two rows of one person, or of one family, share beside their names: 0 = nothing. */
uint64_t ras_closer_contact_of(enum ras_source_kind kind, const struct ras_row_state *state);
/* What tells the entries of a person apart: the dose, the birth, the benefit; 0 = nothing. */
uint32_t ras_closer_entry_of(enum ras_source_kind kind, const struct ras_row_state *state);

/* m counted on the sure rows of a source (of which there must be enough to overrule the model's),
 * and its rows with a number. */
struct ras_closer_counting {
    const struct ras_index *index;
    const struct ras_source_run *source;
    const struct ras_model *base;
    unsigned thread_count;
    const atomic_int *stop;
};
enum ras_status ras_closer_model_make(const struct ras_closer_counting *counting,
                                      struct ras_closer_model *model, uint64_t *numbered,
                                      struct ras_error *error) RAS_MUST_CHECK;

/* ---- a row with one resident (engine/closer_pair.c) ---- */

/* Weigh both, with where and when the resident's name is at home. */
void ras_closer_pair(const struct ras_closer_look *look, const struct ras_closer_source *source,
                     const struct ras_closer_row *row, uint32_t resident,
                     struct ras_closer_candidate *candidate);
/* The same in steps, for those who meet many. chances begins as those of the row, may be kept for
 * the next resident, and has the name's homes only where they are told. */
void ras_closer_chances_set(const struct ras_closer_look *look, const struct ras_closer_row *row,
                            uint32_t resident, const struct ras_levels *levels,
                            struct ras_closer_chances *chances);
/* Keys of the look-ups that tell where a name is at home; 0 = none. */
#define RAS_CLOSER_HOMES 3
void ras_closer_home_keys(const struct ras_closer_look *look, const struct ras_closer_row *row,
                          uint32_t resident, enum ras_pass pass[RAS_CLOSER_HOMES],
                          uint64_t key[RAS_CLOSER_HOMES]);
/* Does a name of this level have homes that count? */
static inline bool ras_closer_has_homes(const struct ras_levels *levels)
{
    return levels->level[RAS_COMPARATOR_NAME] <= RAS_LEVEL_NAME_ORDER;
}
/* count: what was found under these keys. */
void ras_closer_homes_set(const struct ras_closer_look *look, const struct ras_closer_row *row,
                          uint32_t resident, const uint32_t count[RAS_CLOSER_HOMES],
                          struct ras_closer_chances *chances);
/* The total of a candidate, and all of it but passes. */
int32_t ras_closer_total(const struct ras_closer_look *look, const struct ras_closer_source *source,
                         const struct ras_closer_row *row, uint32_t resident, int32_t name_share,
                         const struct ras_levels *levels, const struct ras_closer_chances *chances);
void ras_closer_candidate_weigh(const struct ras_closer_look *look,
                                const struct ras_closer_source *source,
                                const struct ras_closer_row *row, uint32_t resident,
                                int32_t name_share, const struct ras_levels *levels,
                                const struct ras_closer_chances *chances,
                                struct ras_closer_candidate *candidate);

/* Candidates of all doubts. */
enum ras_status ras_closer_candidates(struct ras_closer_look *look,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* What sure rows tell about the candidates of a source. */
enum ras_status ras_closer_ties_make(struct ras_closer_look *look, struct ras_closer_source *source,
                                     struct ras_error *error) RAS_MUST_CHECK;
/* The sure rows with this contact, *count of them; NULL where there is none. */
const struct ras_closer_contact *ras_closer_contacts_find(const struct ras_closer_source *source,
                                                          uint64_t contact, size_t *count);
/* The sure entries of a resident, *count of them; NULL where there is none. */
const uint64_t *ras_closer_entries_find(const struct ras_closer_source *source, uint32_t resident,
                                        size_t *count);
/* What these entries say to one more of this kind, in millibits: it is there already, or it is what
 * is missing between them. */
int32_t ras_closer_entry_share(enum ras_source_kind kind, const uint64_t *entries, size_t count,
                               uint32_t entry);
/* All that a doubt says of its person, as one number: copies of one row agree in it. */
uint64_t ras_closer_details(const struct ras_source_run *source, uint32_t item);
/* Doubts of a source that are one person get one leader, the lowest of them. */
enum ras_status ras_closer_groups(struct ras_closer_look *look, struct ras_closer_source *source,
                                  uint32_t *leaders, struct ras_error *error) RAS_MUST_CHECK;
/* Decide the doubts of a source. The share of absent persons is estimated first, by deciding
 * without writing anything down. */
enum ras_status ras_closer_decide(struct ras_closer_look *look, struct ras_closer_source *source,
                                  const uint32_t *leaders, struct ras_error *error) RAS_MUST_CHECK;

#endif

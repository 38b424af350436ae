/* A group of doubts that are one person, and the residents that it could be.
 *
 * The values of its rows are variants of one person's: what makes a value rare counts once, with
 * the variant that says most. Threads: one group belongs to one thread. */
#ifndef RASOAT_ENGINE_CLOSER_GROUP_H
#define RASOAT_ENGINE_CLOSER_GROUP_H

#include "engine/closer_look.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_CLOSER_CHOICES  48u
#define RAS_CLOSER_VARIANTS 6u

struct ras_closer_choice {
    struct ras_closer_candidate pair;        /* of the first variant, for what is shown */
    int32_t share[RAS_COMPARATOR_COMMUNE];   /* the best that a variant says */
    int32_t against[RAS_COMPARATOR_COMMUNE]; /* what further variants hold against it */
    uint32_t known;                          /* bit per comparator: a variant says something */
    uint32_t agreeing;                       /* bit per comparator: a variant has the very value */
    int32_t household;
    int32_t total;
    uint32_t probability;
};

struct ras_closer_group {
    const uint32_t *members; /* items, rising */
    size_t count;
    uint32_t variants[RAS_CLOSER_VARIANTS];
    unsigned variant_count;
    struct ras_closer_choice candidates[RAS_CLOSER_CHOICES];
    unsigned candidate_count;
    uint32_t absent; /* millionths */
    uint32_t compared;
    unsigned age;
};

/* Who is not listed is a matter of age: newborns are not yet, most of all. */
#define RAS_CLOSER_AGES 6u /* 0 = unknown */
unsigned ras_closer_age(uint32_t birth_date, uint32_t as_of);

struct ras_closer_deciding {
    struct ras_closer_look *look;
    struct ras_closer_source *source;
    int32_t absent_odds[RAS_CLOSER_AGES]; /* log2((1 - c) / c) */
    int32_t population;                   /* log2 of the residents, millibits */
};

/* Fill all but members and count: variants, candidates best first, probabilities. */
void ras_closer_group_weigh(const struct ras_closer_deciding *deciding,
                            struct ras_closer_group *group);

#endif

/* Invented residents for tests of the index and of matching: few syllables, few days, few communes,
 * so that keys meet by chance and blocks grow hot. Deterministic in the seed. */
#ifndef RASOAT_TESTS_PEOPLE_SAMPLE_H
#define RASOAT_TESTS_PEOPLE_SAMPLE_H

#include "base/arena.h"
#include "index/builder.h"
#include "index/index.h"
#include "normalise/syllable_cache.h"

#include <stddef.h>
#include <stdint.h>

struct people_sample {
    struct ras_syllable_cache syllables; /* the names point into it */
    struct ras_arena texts;
    struct ras_arrival *arrivals;
    size_t count;
};

static inline uint64_t sample_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t value = *state;
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}
static inline uint32_t sample_below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)((sample_random(state) >> 16) % limit);
}

/* variety: how many days and communes there are; 1 makes every birthday and commune the same. Parts
 * are missing now and then. */
void people_sample_make(struct people_sample *sample, size_t count, uint64_t seed,
                        uint32_t variety);
void people_sample_fini(struct people_sample *sample);
/* Name and text of one person of the sample, replaced. which: 0 own, 1 mother's, 2 father's. */
void people_sample_name(struct people_sample *sample, size_t position, unsigned which,
                        const char *canonical);
/* All of them in one index, in chunks of `chunk` arrivals. */
struct ras_index *people_sample_index(const struct people_sample *sample, size_t chunk,
                                      uint32_t block_rows_max, unsigned thread_count,
                                      bool keep_ids);
/* The same without ids, with a table of names. */
struct ras_index *people_sample_index_with(const struct people_sample *sample, size_t chunk,
                                           uint32_t block_rows_max, unsigned thread_count,
                                           const struct ras_name_population *names);
/* A number of people with nothing in common but what the caller then sets. */
void people_sample_blank(struct people_sample *sample, size_t count);

#endif

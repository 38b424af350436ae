/* Counts of names from outside. */
#include "index/name_population.h"

#include "base/try.h"
#include "block/passes.h"

#include <assert.h>
#include <math.h>

static void part_init(struct ras_name_part *part)
{
    *part = (struct ras_name_part){.total = 0};
    ras_table_init(&part->numbers);
    ras_vector_init(&part->counts, sizeof(uint64_t));
}

static void part_fini(struct ras_name_part *part)
{
    ras_table_fini(&part->numbers);
    ras_vector_fini(&part->counts);
}

void ras_name_population_init(struct ras_name_population *population)
{
    part_init(&population->full);
    part_init(&population->given);
    part_init(&population->surname);
}

void ras_name_population_fini(struct ras_name_population *population)
{
    part_fini(&population->full);
    part_fini(&population->given);
    part_fini(&population->surname);
}

static enum ras_status part_add(struct ras_name_part *part, uint64_t folded, uint64_t count,
                                struct ras_error *error)
{
    const uint32_t fresh = (uint32_t)part->counts.count;
    uint32_t number = 0;
    RAS_TRY(ras_table_add(&part->numbers, folded, fresh, &number, error));
    if (number == fresh) {
        void *item = NULL;
        RAS_TRY(ras_vector_extend(&part->counts, 1, &item, error));
        *(uint64_t *)item = 0;
    }
    ((uint64_t *)part->counts.data)[number] += count;
    part->total += count;
    return RAS_OK;
}

enum ras_status ras_name_population_add(struct ras_name_population *population,
                                        const struct ras_name *name, uint64_t count,
                                        struct ras_error *error)
{
    struct ras_name_keys keys;
    assert(name->count > 0);
    if (count == 0)
        return RAS_OK;
    RAS_TRY(part_add(&population->given, name->syllable[name->count - 1]->folded, count, error));
    if (name->count == 1)
        return RAS_OK;
    ras_name_keys_make(name, &keys);
    RAS_TRY(part_add(&population->full, keys.folded, count, error));
    return part_add(&population->surname, name->syllable[0]->folded, count, error);
}

static void part_seal(struct ras_name_part *part)
{
    const uint64_t *const counts = part->counts.data;
    part->least = part->total;
    for (size_t i = 0; i < part->counts.count; i++)
        part->least = counts[i] < part->least ? counts[i] : part->least;
}

void ras_name_population_seal(struct ras_name_population *population)
{
    part_seal(&population->full);
    part_seal(&population->given);
    part_seal(&population->surname);
}

uint32_t ras_name_part_weight(const struct ras_name_part *part)
{
    return part->total < RAS_NAME_TABLE_RESIDENTS ? (uint32_t)part->total
                                                  : RAS_NAME_TABLE_RESIDENTS;
}

uint32_t ras_name_part_blend(const struct ras_name_part *part, uint64_t folded, uint32_t residents)
{
    const uint32_t number = ras_table_find(&part->numbers, folded);
    const uint64_t count =
        number == RAS_TABLE_NONE ? part->least : ((const uint64_t *)part->counts.data)[number];
    if (part->total == 0)
        return residents;
    const double share = (double)count / (double)part->total;
    const double blended = (double)residents + ras_name_part_weight(part) * share;
    return blended < 1 ? 1 : (uint32_t)llround(fmin(blended, UINT32_MAX));
}

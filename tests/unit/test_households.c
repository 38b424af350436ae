/* Blocks, households, names and numbers. */
#include "generate/households.h"
#include "generate/name_model.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct ras_plan plan;
static struct ras_block block;

static void plan_make(uint64_t residents, uint64_t seed)
{
    struct ras_generator_settings settings;
    struct ras_error error = {.message = ""};
    ras_generator_defaults(&settings);
    settings.resident_count = residents;
    settings.seed = seed;
    cr_assert_eq(ras_plan_create(&plan, &settings, &error), RAS_OK, "%s", error.message);
}

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

Test(households, a_block_made_again_is_the_same)
{
    static struct ras_block again;
    plan_make(10000, 4);
    memset(&block, 0, sizeof block);
    memset(&again, 0xFF, sizeof again);
    ras_block_make(&plan, 17, &block);
    ras_block_make(&plan, 18, &again);
    ras_block_make(&plan, 17, &again);
    cr_assert_eq(block.person_count, again.person_count);
    cr_assert_eq(block.resident_count, RAS_BLOCK_RESIDENTS);
    for (unsigned i = 0; i < block.person_count; i++) {
        cr_assert_eq(block.persons[i].personal_id, again.persons[i].personal_id);
        cr_assert(ras_made_name_equal(&block.persons[i].name, &again.persons[i].name));
        cr_assert_eq(block.persons[i].death_date, again.persons[i].death_date);
    }
    ras_plan_destroy(&plan);
}

Test(households, residents_are_exactly_as_many_as_asked)
{
    static const uint64_t counts[] = {1, 2, 63, 64, 65, 1000};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        uint64_t sum = 0;
        plan_make(counts[c], 1);
        for (uint32_t b = 0; b < plan.block_count; b++) {
            ras_block_make(&plan, b, &block);
            sum += block.resident_count;
        }
        cr_assert_eq(sum, counts[c]);
        ras_plan_destroy(&plan);
    }
}

Test(households, ids_are_unique_and_say_sex_and_year)
{
    plan_make(60000, 2);
    uint64_t *const ids = calloc(plan.block_count, RAS_BLOCK_PERSONS_MAX * sizeof *ids);
    size_t count = 0;
    cr_assert_not_null(ids);
    for (uint32_t b = 0; b < plan.block_count; b++) {
        ras_block_make(&plan, b, &block);
        for (unsigned i = 0; i < block.person_count; i++) {
            const struct ras_made_person *const person = &block.persons[i];
            const unsigned year = ras_date_year(person->birth_date);
            const unsigned digit = (unsigned)(person->personal_id / UINT64_C(100000000) % 10);
            const unsigned suffix = (unsigned)(person->personal_id % 1000000);
            cr_assert_lt(person->personal_id, UINT64_C(100000000000));
            cr_assert_eq(person->personal_id / 1000000 % 100, year % 100);
            cr_assert_eq(digit % 2, person->sex == RAS_SEX_FEMALE);
            cr_assert_eq(digit / 2, year >= 2000);
            cr_assert(suffix != 0 && suffix != 123456);
            if (person->old_id != 0)
                cr_assert_leq(year, 2003);
            ids[count++] = person->personal_id;
        }
    }
    qsort(ids, count, sizeof *ids, by_value);
    for (size_t i = 1; i < count; i++)
        cr_assert_neq(ids[i], ids[i - 1]);
    free(ids);
    ras_plan_destroy(&plan);
}

Test(households, families_hold_together)
{
    unsigned twins = 0, siblings = 0, sharing = 0, homes = 0;
    plan_make(40000, 3);
    for (uint32_t b = 0; b < plan.block_count; b++) {
        ras_block_make(&plan, b, &block);
        homes += block.household_count;
        for (unsigned i = 0; i < block.person_count; i++) {
            const struct ras_made_person *const child = &block.persons[i];
            cr_assert_leq(ras_date_value(child->birth_date), ras_date_value(plan.as_of));
            if (child->death_date != 0)
                cr_assert_geq(ras_date_value(child->death_date), ras_date_value(child->birth_date));
            if (child->mother_position == RAS_NOBODY)
                continue;
            const struct ras_made_person *const mother = &block.persons[child->mother_position];
            cr_assert(ras_made_name_equal(&child->mother, &mother->name));
            cr_assert_eq(mother->sex, RAS_SEX_FEMALE);
            cr_assert_eq(mother->household, child->household);
            const int age = ras_date_years_between(mother->birth_date, child->birth_date);
            cr_assert(age >= 16 && age <= 50, "%d", age);
            if (i + 1 >= block.person_count)
                continue;
            const struct ras_made_person *const next = &block.persons[i + 1];
            if (next->mother_position != child->mother_position || next->absent != child->absent)
                continue;
            siblings++;
            if (next->sex == child->sex && next->name.part_count == child->name.part_count &&
                child->name.part_count > 2 &&
                strcmp(next->name.parts[1], child->name.parts[1]) == 0)
                sharing++;
            if (!(child->twin && next->twin && next->birth_date == child->birth_date))
                continue;
            twins++;
            cr_assert_eq(next->name.part_count, child->name.part_count);
            unsigned different = 0;
            for (unsigned k = 0; k < next->name.part_count; k++)
                different += strcmp(next->name.parts[k], child->name.parts[k]) != 0;
            cr_assert_eq(different, 1);
        }
    }
    cr_assert_gt(twins, 50);
    cr_assert_gt(sharing * 10, siblings * 2);
    cr_assert(homes > 10000 && homes < 14000, "%u", homes);
    ras_plan_destroy(&plan);
}

Test(households, full_names_are_shared_as_often_as_in_life)
{
    enum { RESIDENTS = 150000 };
    uint64_t *const hashes = calloc(RESIDENTS, sizeof *hashes);
    size_t count = 0;
    plan_make(RESIDENTS, 1);
    cr_assert_not_null(hashes);
    for (uint32_t b = 0; b < plan.block_count; b++) {
        ras_block_make(&plan, b, &block);
        for (unsigned i = 0; i < block.person_count; i++) {
            char name[200];
            if (block.persons[i].absent)
                continue;
            const size_t length = ras_made_name_write(&block.persons[i].name, name, sizeof name);
            hashes[count++] = ras_hash(name, length);
        }
    }
    cr_assert_eq(count, RESIDENTS);
    qsort(hashes, count, sizeof *hashes, by_value);
    uint64_t pairs = 0;
    for (size_t i = 0, run = 1; i < count; i += run, run = 1) {
        while (i + run < count && hashes[i + run] == hashes[i])
            run++;
        pairs += run * (run - 1);
    }
    const double chance = (double)pairs / ((double)count * (double)(count - 1));
    cr_assert(chance > 7e-5 && chance < 11e-5, "%g", chance);
    free(hashes);
    ras_plan_destroy(&plan);
}

Test(households, some_strangers_share_name_and_birthday)
{
    enum { RESIDENTS = 60000 };
    uint64_t *const hashes = calloc(RESIDENTS, sizeof *hashes);
    size_t count = 0, equal = 0;
    plan_make(RESIDENTS, 1);
    cr_assert_not_null(hashes);
    for (uint32_t b = 0; b < plan.block_count; b++) {
        ras_block_make(&plan, b, &block);
        for (unsigned i = 0; i < block.person_count; i++) {
            char name[220];
            if (block.persons[i].absent)
                continue;
            size_t length = ras_made_name_write(&block.persons[i].name, name, 200);
            memcpy(name + length, &block.persons[i].birth_date, 4);
            hashes[count++] = ras_hash(name, length + 4);
        }
    }
    qsort(hashes, count, sizeof *hashes, by_value);
    for (size_t i = 1; i < count; i++)
        equal += hashes[i] == hashes[i - 1];
    cr_assert(equal > 30 && equal < 200, "%zu", equal);
    free(hashes);
    ras_plan_destroy(&plan);
}

#include "normalise/syllable_cache.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "normalise/normaliser.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct ras_arena arena;

static void begin(void)
{
    ras_arena_init(&arena, 4096);
}

static void end(void)
{
    ras_arena_fini(&arena);
}

TestSuite(syllable_cache, .init = begin, .fini = end);

static void name_of(struct ras_syllable_cache *cache, const char *text, struct ras_name *name)
{
    cr_assert_eq(ras_syllable_cache_name(cache, &arena, ras_bytes_of(text), name, NULL), RAS_OK);
}

Test(syllable_cache, a_name_is_its_syllables)
{
    struct ras_syllable_cache cache;
    struct ras_name name;
    struct ras_syllable made[RAS_NAME_SYLLABLES_MAX];
    static const char *const texts[] = {"",      "a",     "lê thị hoà",
                                        "y niê", "h'mai", "a b c d e g h i k l"};
    ras_syllable_cache_init(&cache);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        name_of(&cache, texts[i], &name);
        cr_assert_eq(name.count, ras_name_syllables(ras_bytes_of(texts[i]), made));
        for (uint32_t k = 0; k < name.count; k++) {
            cr_assert_eq((uintptr_t)name.syllable[k] % 64, 0);
            cr_assert_eq(memcmp(name.syllable[k], &made[k], sizeof made[k]), 0);
        }
    }
    ras_syllable_cache_fini(&cache);
}

Test(syllable_cache, syllables_after_the_tenth_and_blanks_are_left_out)
{
    struct ras_syllable_cache cache;
    struct ras_name name;
    ras_syllable_cache_init(&cache);
    name_of(&cache, "a b c d e g h i k l m", &name);
    cr_assert_eq(name.count, RAS_NAME_SYLLABLES_MAX);
    cr_assert_eq(name.syllable[9]->fold[0], 'l');
    name_of(&cache, "  a  b ", &name);
    cr_assert_eq(name.count, 2);
    cr_assert_eq(ras_syllable_cache_name(&cache, &arena, (struct ras_bytes){NULL, 0}, &name, NULL),
                 RAS_OK);
    cr_assert_eq(name.count, 0);
    ras_syllable_cache_fini(&cache);
}

Test(syllable_cache, a_syllable_stays_where_it_is)
{
    struct ras_syllable_cache cache;
    struct ras_name first, again;
    ras_syllable_cache_init(&cache);
    name_of(&cache, "hoà", &first);
    for (unsigned i = 0; i < 5000; i++) {
        char token[16];
        struct ras_name other;
        (void)snprintf(token, sizeof token, "x%u", i);
        name_of(&cache, token, &other);
    }
    cr_assert_eq(cache.syllables.count, 5001);
    name_of(&cache, "hoà hoà", &again);
    cr_assert_eq(again.syllable[0], first.syllable[0]);
    cr_assert_eq(again.syllable[1], first.syllable[0]);
    cr_assert_eq(cache.syllables.count, 5001);
    ras_syllable_cache_fini(&cache);
}

Test(syllable_cache, a_full_cache_makes_syllables_in_the_callers_arena)
{
    struct ras_syllable_cache cache;
    struct ras_name first, last, again;
    struct ras_syllable made;
    ras_syllable_cache_init(&cache);
    name_of(&cache, "hoà", &first);
    for (unsigned i = 0; i < RAS_SYLLABLES_KEPT_MAX + 10; i++) {
        char token[16];
        (void)snprintf(token, sizeof token, "x%u", i);
        name_of(&cache, token, &last);
    }
    cr_assert_eq(cache.syllables.count, RAS_SYLLABLES_KEPT_MAX);
    name_of(&cache, "thị hoà", &again);
    cr_assert_eq(again.syllable[1], first.syllable[0]);
    ras_syllable_make(RAS_LITERAL("thị"), &made);
    cr_assert_eq(memcmp(again.syllable[0], &made, sizeof made), 0);
    ras_syllable_cache_fini(&cache);
}

Test(syllable_cache, failed_allocations_leave_nothing)
{
    for (uint64_t k = 1;; k++) {
        struct ras_syllable_cache cache;
        struct ras_name name;
        ras_syllable_cache_init(&cache);
        ras_alloc_fail_at(k);
        const enum ras_status status =
            ras_syllable_cache_name(&cache, &arena, RAS_LITERAL("lê thị hoà"), &name, NULL);
        ras_alloc_fail_at(0);
        ras_syllable_cache_fini(&cache);
        if (status == RAS_OK) {
            cr_assert_geq(k, 4);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY);
    }
}

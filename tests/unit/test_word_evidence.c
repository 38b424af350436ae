/* What two sets of words say. */
#include "linkage/word_evidence.h"
#include "support/link_records.h"

#include "base/alloc.h"

#include <criterion/criterion.h>
#include <limits.h>
#include <math.h>

static struct ras_word_alignment align(const struct ras_word_evidence *evidence, uint32_t a,
                                       uint32_t b)
{
    struct ras_word_cache *const cache = ras_alloc_zeroed(1, sizeof *cache);
    struct ras_word_alignment alignment;
    const struct ras_record_table *const table = evidence->table;
    ras_words_align(evidence, cache, ras_value_words(table, ras_record_value(table, 2, a)),
                    ras_value_words(table, ras_record_value(table, 2, b)), &alignment);
    ras_free(cache);
    return alignment;
}

static unsigned matches(const struct ras_word_alignment *alignment, enum ras_word_match match)
{
    unsigned count = 0;
    for (unsigned i = 0; i < RAS_LINK_WORDS_MAX; i++)
        count += alignment->partner[i] != UINT8_MAX && alignment->match[i] == match;
    return count;
}

static void sample(struct link_records *records, struct ras_word_evidence *evidence)
{
    static const char *const rows[] = {"||thomas clifford chudleigh",
                                       "||tom clifford chudleigh",
                                       "||t clifford chydleigh",
                                       "||mary brown",
                                       "||john brown",
                                       "||chudleigh",
                                       "||rob brown",
                                       "||robert brown",
                                       "||"};
    link_records_begin(records, false);
    for (unsigned i = 0; i < sizeof rows / sizeof rows[0]; i++)
        link_records_add(records, rows[i]);
    link_records_done(records);
    cr_assert_eq(ras_word_evidence_init(evidence, &records->table, 2, NULL), RAS_OK);
}

Test(word_evidence, rare_words_say_more)
{
    struct link_records records;
    struct ras_word_evidence evidence;
    sample(&records, &evidence);
    const struct ras_word_alignment same = align(&evidence, 0, 0);
    const double wanted = log2(8.0) + log2(8.0 / 3) + log2(8.0 / 3);
    cr_assert_lt(fabs(same.bits - wanted), 1e-4);
    cr_assert_eq(same.left_a + same.left_b, 0);
    ras_word_evidence_fini(&evidence);
    link_records_end(&records);
}

Test(word_evidence, initials_beginnings_and_slips_meet_for_less)
{
    struct link_records records;
    struct ras_word_evidence evidence;
    sample(&records, &evidence);
    const struct ras_word_alignment initial = align(&evidence, 0, 2);
    cr_assert_eq(matches(&initial, RAS_WORDS_EQUAL), 1);
    cr_assert_eq(matches(&initial, RAS_WORDS_INITIAL), 1);
    cr_assert_eq(matches(&initial, RAS_WORDS_ALIKE), 1, "chudleigh, chydleigh");
    const struct ras_word_alignment begin = align(&evidence, 6, 7);
    cr_assert_eq(matches(&begin, RAS_WORDS_BEGIN), 1, "rob, robert");
    cr_assert_lt(begin.bits, align(&evidence, 7, 7).bits);
    ras_word_evidence_fini(&evidence);
    link_records_end(&records);
}

Test(word_evidence, left_over_on_both_sides_contradicts_on_one_hardly)
{
    struct link_records records;
    struct ras_word_evidence evidence;
    sample(&records, &evidence);
    const struct ras_word_alignment other = align(&evidence, 3, 4);
    cr_assert_eq(other.left_a, 1);
    cr_assert_eq(other.left_b, 1);
    const struct ras_word_alignment dropped = align(&evidence, 0, 5);
    cr_assert_eq(dropped.left_a, 2);
    cr_assert_eq(dropped.left_b, 0);
    cr_assert_lt(other.bits, log2(8.0 / 4) - 4);
    cr_assert_gt(dropped.bits, log2(8.0 / 3) - 2);
    ras_word_evidence_fini(&evidence);
    link_records_end(&records);
}

Test(word_evidence, is_the_same_both_ways)
{
    struct link_records records;
    struct ras_word_evidence evidence;
    sample(&records, &evidence);
    for (uint32_t a = 0; a < 8; a++)
        for (uint32_t b = 0; b < 8; b++)
            cr_assert_lt(fabs(align(&evidence, a, b).bits - align(&evidence, b, a).bits), 1e-5,
                         "%u %u", a, b);
    ras_word_evidence_fini(&evidence);
    link_records_end(&records);
}

Test(word_evidence, levels_are_cut_at_their_bits)
{
    for (unsigned i = 0; i < RAS_WORD_LEVEL_COUNT; i++) {
        const struct ras_word_level *const level = &ras_word_levels[i];
        struct ras_word_alignment alignment = {.bits = level->bits == INT_MIN ? -999 : level->bits,
                                               .left_a = level->kind != RAS_WORDS_WHOLE,
                                               .left_b = level->kind == RAS_WORDS_AGAINST};
        cr_assert_eq(ras_word_level(&alignment), i + 1, "%s", level->name);
        if (level->bits == INT_MIN)
            continue;
        alignment.bits -= 0.01;
        cr_assert_eq(ras_word_level(&alignment), i + 2, "%s", level->name);
        cr_assert_eq(ras_word_levels[i + 1].kind, level->kind, "a kind ends with all the rest");
    }
}

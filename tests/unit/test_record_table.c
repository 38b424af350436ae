/* Records as value numbers. */
#include "support/link_records.h"

#include "base/bytes.h"

#include <criterion/criterion.h>

Test(record_table, equal_texts_have_one_number_over_all_fields)
{
    struct link_records records;
    link_records_begin(&records, false);
    link_records_add(&records, "an|binh|x");
    link_records_add(&records, "binh|an|x");
    link_records_add(&records, "||");
    link_records_done(&records);
    const struct ras_record_table *const table = &records.table;
    cr_assert_eq(ras_record_value(table, 0, 0), ras_record_value(table, 1, 1));
    cr_assert_eq(ras_record_value(table, 1, 0), ras_record_value(table, 0, 1));
    cr_assert_neq(ras_record_value(table, 0, 0), ras_record_value(table, 1, 0));
    for (unsigned field = 0; field < 3; field++)
        cr_assert_eq(ras_record_value(table, field, 2), 0);
    cr_assert(
        ras_bytes_equal(ras_value_text(table, ras_record_value(table, 1, 0)), RAS_LITERAL("binh")));
    link_records_end(&records);
}

Test(record_table, words_are_distinct_rising_and_bounded)
{
    struct link_records records;
    link_records_begin(&records, false);
    link_records_add(&records, "||lan thi  lan nguyen ");
    link_records_add(&records, "||1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18");
    link_records_add(&records, "one two||");
    link_records_done(&records);
    const struct ras_record_table *const table = &records.table;
    const struct ras_record_words words = ras_value_words(table, ras_record_value(table, 2, 0));
    cr_assert_eq(words.count, 3);
    for (uint32_t i = 1; i < words.count; i++)
        cr_assert_lt(words.numbers[i - 1], words.numbers[i]);
    cr_assert_eq(ras_value_words(table, ras_record_value(table, 2, 1)).count, RAS_LINK_WORDS_MAX);
    cr_assert_eq(ras_value_words(table, ras_record_value(table, 0, 2)).count, 0,
                 "a field that is not taken by words has none");
    cr_assert_eq(ras_value_words(table, 0).count, 0);
    link_records_end(&records);
}

Test(record_table, pairs_are_counted_by_kind)
{
    struct link_records records;
    link_records_begin(&records, false);
    cr_assert_eq(ras_record_pair_count(&records.table), 0);
    link_records_add(&records, "a||");
    cr_assert_eq(ras_record_pair_count(&records.table), 0);
    for (unsigned i = 0; i < 4; i++)
        link_records_add(&records, "a||");
    cr_assert_eq(ras_record_pair_count(&records.table), 10);
    link_records_end(&records);

    link_records_begin(&records, true);
    link_records_add(&records, "a||");
    link_records_add(&records, "a||");
    ras_record_table_left_done(&records.table);
    for (unsigned i = 0; i < 3; i++)
        link_records_add(&records, "a||");
    cr_assert_eq(ras_record_pair_count(&records.table), 6);
    cr_assert(ras_pair_allowed(&records.table, 1, 2));
    cr_assert_not(ras_pair_allowed(&records.table, 0, 1));
    cr_assert_not(ras_pair_allowed(&records.table, 2, 3));
    link_records_end(&records);
}

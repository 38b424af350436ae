/* Codes of communes brought to today's. */
#include <criterion/criterion.h>

#include "base/alloc.h"
#include "record/units.h"
#include "support/data_rows.h"

#include <stdlib.h>
#include <string.h>

static void add(struct ras_units *units, uint32_t code, const char *name)
{
    struct ras_unit unit = {.code = code, .province_code = 38};
    strcpy(unit.name, name);
    cr_assert_eq(ras_units_add(units, &unit, NULL), RAS_OK);
}

static uint32_t today(const struct ras_units *units, uint32_t code, int *flags)
{
    bool found, old, split;
    const uint32_t result = ras_units_today(units, code, &found, &old, &split);
    *flags = found | old << 1 | split << 2;
    return result;
}

Test(units, codes_are_brought_to_today)
{
    struct ras_units *const units = ras_units_create();
    int flags;
    add(units, 200, "Xã B");
    add(units, 100, "Xã A");
    add(units, 200, "Xã B khác");
    cr_assert_eq(ras_units_add_old(units, 101, 100, NULL), RAS_OK);
    cr_assert_eq(ras_units_add_old(units, 101, 100, NULL), RAS_OK);
    cr_assert_eq(ras_units_add_old(units, 150, 200, NULL), RAS_OK);
    cr_assert_eq(ras_units_add_old(units, 150, 100, NULL), RAS_OK);
    cr_assert_eq(ras_units_add_old(units, 200, 100, NULL), RAS_OK);
    ras_units_seal(units);
    cr_assert_eq(ras_units_count(units), 2);
    cr_assert_eq(ras_units_at(units, 0)->code, 100);
    cr_assert_str_eq(ras_units_find(units, 200)->name, "Xã B");
    cr_assert_null(ras_units_find(units, 101));
    cr_assert_null(ras_units_find(units, 100000));
    cr_assert_eq(today(units, 100, &flags), 100);
    cr_assert_eq(flags, 1);
    cr_assert_eq(today(units, 200, &flags), 200);
    cr_assert_eq(flags, 1);
    cr_assert_eq(today(units, 101, &flags), 100);
    cr_assert_eq(flags, 3);
    cr_assert_eq(today(units, 150, &flags), 200);
    cr_assert_eq(flags, 7);
    cr_assert_eq(today(units, 7, &flags), 7);
    cr_assert_eq(flags, 0);
    cr_assert_eq(today(units, UINT32_MAX, &flags), UINT32_MAX);
    cr_assert_eq(flags, 0);
    ras_units_destroy(units);
}

Test(units, without_a_list_every_code_stands)
{
    struct ras_units *const units = ras_units_create();
    int flags;
    ras_units_seal(units);
    cr_assert_eq(today(units, 12345, &flags), 12345);
    cr_assert_eq(flags, 1);
    cr_assert_eq(today(NULL, 12345, &flags), 12345);
    cr_assert_eq(flags, 1);
    cr_assert_eq(ras_units_count(NULL), 0);
    ras_units_destroy(units);
    ras_units_destroy(NULL);
}

Test(units, wrong_codes_are_refused)
{
    struct ras_units *const units = ras_units_create();
    struct ras_error error;
    const struct ras_unit zero = {.code = 0}, six = {.code = 100000};
    cr_assert_eq(ras_units_add(units, &zero, &error), RAS_BAD_INPUT);
    cr_assert_eq(ras_units_add(units, &six, &error), RAS_BAD_INPUT);
    cr_assert_eq(ras_units_add_old(units, 100000, 1, &error), RAS_BAD_INPUT);
    cr_assert_eq(ras_units_add_old(units, 1, 0, &error), RAS_BAD_INPUT);
    ras_units_destroy(units);
}

Test(units, no_memory_is_told)
{
    struct ras_unit unit = {.code = 1};
    for (uint64_t k = 1; k <= 3; k++) {
        ras_alloc_fail_at(k);
        cr_assert_null(ras_units_create());
    }
    ras_alloc_fail_at(0);
    struct ras_units *const units = ras_units_create();
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_units_add(units, &unit, NULL), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    ras_units_destroy(units);
}

Test(units, list_of_2026_is_in_order)
{
    struct data_rows rows;
    struct ras_units *const units = ras_units_create();
    if (!data_rows_open(&rows, "units/units-2026-07-en.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows))
        if (strcmp(rows.field[0], "3") == 0)
            add(units, (uint32_t)strtoul(rows.field[1], NULL, 10), "x");
    ras_units_seal(units);
    cr_assert_eq(ras_units_count(units), 3321);
    for (size_t i = 0; i < 3321; i++) {
        const struct ras_unit *const unit = ras_units_at(units, i);
        cr_assert(i == 0 || ras_units_at(units, i - 1)->code < unit->code);
        cr_assert_eq(ras_units_find(units, unit->code), unit);
    }
    data_rows_close(&rows);
    ras_units_destroy(units);
}

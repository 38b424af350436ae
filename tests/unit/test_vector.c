#include "base/vector.h"

#include <criterion/criterion.h>
#include <string.h>

Test(vector, keeps_what_was_put_in_while_it_grows)
{
    struct ras_vector vector;
    ras_vector_init(&vector, sizeof(uint32_t));
    for (uint32_t i = 0; i < 10000; i++) {
        void *item = NULL;
        cr_assert_eq(ras_vector_extend(&vector, 1, &item, NULL), RAS_OK);
        memcpy(item, &i, sizeof i);
    }
    cr_assert_eq(vector.count, 10000);
    cr_assert_geq(vector.capacity, vector.count);
    for (uint32_t i = 0; i < 10000; i++)
        cr_assert_eq(((const uint32_t *)vector.data)[i], i);
    ras_vector_fini(&vector);
    cr_assert_null(vector.data);
    cr_assert_eq(vector.count, 0);
}

Test(vector, extending_by_none_changes_nothing)
{
    struct ras_vector vector;
    void *item = &vector;
    ras_vector_init(&vector, 24);
    cr_assert_eq(ras_vector_extend(&vector, 0, &item, NULL), RAS_OK);
    cr_assert_eq(vector.count, 0);
    cr_assert_null(vector.data);
    cr_assert_null(item);
    ras_vector_fini(&vector);
}

Test(vector, reserve_makes_room_without_counting)
{
    struct ras_vector vector;
    void *item = NULL;
    ras_vector_init(&vector, 1);
    cr_assert_eq(ras_vector_reserve(&vector, 1000, NULL), RAS_OK);
    cr_assert_eq(vector.count, 0);
    cr_assert_geq(vector.capacity, 1000);
    const void *const place = vector.data;
    cr_assert_eq(ras_vector_extend(&vector, 1000, &item, NULL), RAS_OK);
    cr_assert_eq(vector.data, place);
    cr_assert_eq(item, place);
    ras_vector_fini(&vector);
}

Test(vector, what_cannot_be_had_is_an_error_and_harms_nothing)
{
    struct ras_vector vector;
    struct ras_error error = {0};
    void *item = NULL;
    ras_vector_init(&vector, 8);
    cr_assert_eq(ras_vector_extend(&vector, 64, &item, NULL), RAS_OK);
    memset(vector.data, 'x', 64 * 8);
    ras_alloc_fail_at(1);
    cr_assert_eq(ras_vector_extend(&vector, 1, &item, &error), RAS_NO_MEMORY);
    ras_alloc_fail_at(0);
    cr_assert_eq(error.status, RAS_NO_MEMORY);
    cr_assert_eq(vector.count, 64);
    /* sizes beyond the address space, by product and by sum */
    cr_assert_eq(ras_vector_extend(&vector, SIZE_MAX / 8, &item, &error), RAS_NO_MEMORY);
    cr_assert_eq(ras_vector_extend(&vector, SIZE_MAX - 8, &item, &error), RAS_NO_MEMORY);
    cr_assert_eq(vector.count, 64);
    cr_assert_eq(((const char *)vector.data)[64 * 8 - 1], 'x');
    ras_vector_fini(&vector);
}

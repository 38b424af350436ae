/* The door to the heap, and its switch for failing. */
#include "base/alloc.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <string.h>

Test(alloc, zero_bytes_is_a_block_like_any_other)
{
    void *const blocks[] = {ras_alloc(0), ras_alloc_zeroed(0, 8), ras_alloc_zeroed(8, 0),
                            ras_realloc(NULL, 0, 0)};
    for (size_t i = 0; i < 4; i++) {
        cr_assert_not_null(blocks[i]);
        ras_free(blocks[i]);
    }
    ras_free(NULL);
}

Test(alloc, zeroed_memory_is_zero_and_realloc_keeps_bytes)
{
    unsigned char *block = ras_alloc_zeroed(100, 3);
    for (size_t i = 0; i < 300; i++)
        cr_assert_eq(block[i], 0);
    memset(block, 7, 300);
    block = ras_realloc(block, 1000, 3);
    for (size_t i = 0; i < 300; i++)
        cr_assert_eq(block[i], 7);
    ras_free(block);
}

Test(alloc, products_that_overflow_are_refused)
{
    cr_assert_null(ras_alloc_zeroed(SIZE_MAX / 2, 3));
    cr_assert_null(ras_realloc(NULL, SIZE_MAX / 2, 3));
    cr_assert_null(ras_alloc_huge(SIZE_MAX));
    cr_assert_null(ras_alloc_huge(SIZE_MAX - ((size_t)3 << 20)));
}

Test(alloc, strdup_copies_any_bytes)
{
    char *const copy = ras_strdup("Đỗ");
    char *const empty = ras_strdup("");
    cr_assert_str_eq(copy, "Đỗ");
    cr_assert_str_eq(empty, "");
    ras_free(copy);
    ras_free(empty);
}

Test(alloc, huge_blocks_are_aligned_cleared_and_writable_to_the_end)
{
    static const size_t sizes[] = {
        0, 1, ((size_t)2 << 20) - 1, (size_t)2 << 20, ((size_t)2 << 20) + 1, (size_t)7 << 20};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        unsigned char *const block = ras_alloc_huge(sizes[i]);
        cr_assert_not_null(block);
        const size_t alignment = sizes[i] < (size_t)2 << 20 ? 64 : (size_t)2 << 20;
        cr_assert_eq((uintptr_t)block % alignment, 0);
        const size_t last = sizes[i] == 0 ? 0 : sizes[i] - 1;
        cr_assert_eq(block[0] | block[last], 0);
        block[0] = block[last] = 1;
        ras_free_huge(block, sizes[i]);
    }
    ras_free_huge(NULL, 5);
}

Test(alloc, a_trimmed_block_keeps_its_front)
{
    const size_t page = (size_t)2 << 20;
    const size_t held[] = {100, page - 1, page, 3 * page, 3 * page + 5};
    for (unsigned h = 0; h < 5; h++) {
        const size_t kept[] = {0, 1, held[h] / 2, held[h]};
        for (unsigned k = 0; k < 4; k++) {
            unsigned char *const block = ras_alloc_huge(held[h]);
            cr_assert_not_null(block);
            memset(block, 0x5A, held[h]);
            const size_t left = ras_trim_huge(block, held[h], kept[k]);
            cr_assert_geq(left, kept[k]);
            cr_assert(left <= held[h] || left - held[h] < page);
            cr_assert(left < kept[k] + page + 1 || left == held[h]);
            for (size_t i = 0; i < kept[k]; i += 1009)
                cr_assert_eq(block[i], 0x5A);
            ras_free_huge(block, left);
        }
    }
}

Test(alloc, from_the_kth_on_every_allocation_fails)
{
    ras_alloc_fail_at(3);
    void *const first = ras_alloc(1);
    char *const second = ras_strdup("x");
    cr_assert_not_null(first);
    cr_assert_not_null(second);
    cr_assert_null(ras_alloc(1));
    cr_assert_null(ras_alloc_zeroed(1, 1));
    cr_assert_null(ras_realloc(NULL, 1, 1));
    cr_assert_null(ras_strdup("x"));
    cr_assert_null(ras_alloc_huge(1));
    ras_alloc_fail_at(0);
    void *const again = ras_alloc(1);
    cr_assert_not_null(again);
    ras_free(first);
    ras_free(second);
    ras_free(again);
}

Test(alloc, a_failed_realloc_leaves_the_block)
{
    char *const block = ras_strdup("still here");
    ras_alloc_fail_at(1);
    cr_assert_null(ras_realloc(block, 1000, 1));
    ras_alloc_fail_at(0);
    cr_assert_str_eq(block, "still here");
    ras_free(block);
}

Test(alloc, the_message_says_how_much)
{
    struct ras_error error;
    cr_assert_eq(ras_no_memory(&error, 4096), RAS_NO_MEMORY);
    cr_assert_not_null(strstr(error.message, "4096 bytes"));
}

Test(alloc, a_growing_block_keeps_its_bytes_across_every_size)
{
    static const size_t sizes[] = {1,
                                   100,
                                   RAS_GROWN_BYTES - 1,
                                   RAS_GROWN_BYTES,
                                   RAS_GROWN_BYTES + 1,
                                   2 * RAS_GROWN_BYTES,
                                   9 * RAS_GROWN_BYTES + 12345};
    unsigned char *block = NULL;
    size_t held = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        block = ras_grow(block, held, sizes[i]);
        cr_assert_not_null(block);
        for (size_t at = 0; at < held; at += 997)
            cr_assert_eq(block[at], (unsigned char)(at * 31), "size %zu, byte %zu", sizes[i], at);
        for (size_t at = 0; at < sizes[i]; at += 997)
            block[at] = (unsigned char)(at * 31);
        block[sizes[i] - 1] = block[sizes[i] - 1];
        held = sizes[i];
    }
    ras_free_grown(block, held);
    ras_free_grown(NULL, 0);
    ras_alloc_fail_at(1);
    cr_assert_null(ras_grow(NULL, 0, RAS_GROWN_BYTES));
    ras_alloc_fail_at(0);
}

/* Blocks that are given and taken again. */
#include "base/alloc.h"
#include "base/block_store.h"

#include <criterion/criterion.h>
#include <string.h>

#define PAGE ((size_t)2 << 20)

static void begin(void)
{
    (void)ras_block_store_empty();
}

TestSuite(block_store, .init = begin);

static bool is_kept(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#else
    return true;
#endif
}

Test(block_store, a_block_comes_back_cleared)
{
    const size_t bytes = 3 * PAGE;
    char *const first = ras_alloc_huge(bytes);
    cr_assert_not_null(first);
    memset(first, 'x', bytes);
    ras_free_huge(first, bytes);
    char *const second = ras_alloc_huge(2 * PAGE);
    cr_assert_not_null(second);
    cr_assert_eq(second == first, is_kept());
    for (size_t i = 0; i < 2 * PAGE; i++)
        cr_assert_eq(second[i], 0);
    ras_free_huge(second, 2 * PAGE);
    cr_assert_eq(ras_block_store_empty(), is_kept() ? bytes : 0);
    cr_assert_eq(ras_block_store_empty(), 0);
}

Test(block_store, the_smallest_that_fits_is_taken)
{
    char *const large = ras_alloc_huge(8 * PAGE), *const small = ras_alloc_huge(4 * PAGE);
    cr_assert(large != NULL && small != NULL);
    ras_free_huge(large, 8 * PAGE);
    ras_free_huge(small, 4 * PAGE);
    void *const taken = ras_block_store_take(3 * PAGE);
    cr_assert(taken == (is_kept() ? small : NULL));
    cr_assert_null(ras_block_store_take(9 * PAGE));
    cr_assert_null(ras_block_store_take(PAGE + 1));
    cr_assert_null(ras_block_store_take(0));
    if (taken != NULL)
        cr_assert(ras_block_store_give(taken, 3 * PAGE));
    cr_assert_eq(ras_block_store_empty(), is_kept() ? 12 * PAGE : 0);
}

Test(block_store, what_does_not_fit_stays_the_callers)
{
    static char odd[64];
    cr_assert_not(ras_block_store_give(odd + 1, PAGE));
    cr_assert_not(ras_block_store_give((void *)PAGE, PAGE + 1));
    cr_assert_not(ras_block_store_give((void *)PAGE, RAS_BLOCK_STORE_BYTES + PAGE));
    cr_assert_eq(ras_block_store_empty(), 0);
}

Test(block_store, a_grown_block_may_be_of_an_old_one)
{
    const size_t bytes = 4 * PAGE;
    char *const old = ras_alloc_huge(bytes);
    cr_assert_not_null(old);
    ras_free_huge(old, bytes);
    char *block = ras_grow(NULL, 0, 2 * PAGE);
    cr_assert_not_null(block);
    memset(block, 'a', 2 * PAGE);
    block = ras_grow(block, 2 * PAGE, 7 * PAGE);
    cr_assert_not_null(block);
    for (size_t i = 0; i < 2 * PAGE; i++)
        cr_assert_eq(block[i], 'a');
    memset(block, 'b', 7 * PAGE);
    ras_free_grown(block, 7 * PAGE);
    (void)ras_block_store_empty();
}

/* Chained blocks with savepoints. */
#include "base/arena.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

Test(arena, nothing_is_taken_before_the_first_request)
{
    struct ras_arena arena;
    ras_alloc_fail_at(1);
    ras_arena_init(&arena, 1024);
    ras_arena_reset(&arena);
    ras_arena_rewind(&arena, ras_arena_mark(&arena));
    ras_arena_fini(&arena);
    ras_alloc_fail_at(0);
}

Test(arena, every_alignment_up_to_64_holds)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 256);
    for (size_t round = 0; round < 200; round++)
        for (size_t alignment = 1; alignment <= 64; alignment *= 2) {
            unsigned char *const block = ras_arena_alloc(&arena, round % 37, alignment);
            cr_assert_not_null(block);
            cr_assert_eq((uintptr_t)block % alignment, 0);
            memset(block, 0xAB, round % 37);
        }
    ras_arena_fini(&arena);
}

Test(arena, blocks_do_not_overlap)
{
    struct ras_arena arena;
    unsigned char *blocks[300];
    ras_arena_init(&arena, 512);
    for (size_t i = 0; i < 300; i++) {
        const size_t bytes = i * 7 % 600; /* also more than a usual block */
        blocks[i] = ras_arena_alloc(&arena, bytes, (size_t)1 << i % 7);
        memset(blocks[i], (int)(i & 0xFF), bytes);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < i * 7 % 600; j++)
            cr_assert_eq(blocks[i][j], i & 0xFF);
    ras_arena_fini(&arena);
}

Test(arena, exactly_one_block_and_one_byte_more)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 128);
    cr_assert_not_null(ras_arena_alloc(&arena, 128, 64));
    cr_assert_eq(arena.first, arena.current);
    cr_assert_not_null(ras_arena_alloc(&arena, 1, 1));
    cr_assert_neq(arena.first, arena.current);
    ras_arena_fini(&arena);
}

Test(arena, reset_and_rewind_give_the_same_addresses_again)
{
    struct ras_arena arena;
    void *seen[50];
    ras_arena_init(&arena, 256);
    void *const first = ras_arena_alloc(&arena, 100, 8);
    const struct ras_arena_mark mark = ras_arena_mark(&arena);
    for (size_t i = 0; i < 50; i++)
        seen[i] = ras_arena_alloc(&arena, 60, 8);
    ras_arena_rewind(&arena, mark);
    ras_alloc_fail_at(1); /* no new block is needed */
    for (size_t i = 0; i < 50; i++)
        cr_assert_eq(ras_arena_alloc(&arena, 60, 8), seen[i]);
    ras_arena_reset(&arena);
    cr_assert_eq(ras_arena_alloc(&arena, 100, 8), first);
    for (size_t i = 0; i < 50; i++)
        cr_assert_eq(ras_arena_alloc(&arena, 60, 8), seen[i]);
    ras_alloc_fail_at(0);
    ras_arena_fini(&arena);
}

Test(arena, a_copy_is_padded_and_its_own)
{
    struct ras_arena arena;
    ras_arena_init(&arena, 64);
    char text[] = "Nguyễn";
    const struct ras_bytes copy = ras_arena_copy(&arena, ras_bytes_of(text));
    const struct ras_bytes empty = ras_arena_copy(&arena, (struct ras_bytes){NULL, 0});
    text[0] = 'X';
    cr_assert_eq(copy.length, strlen("Nguyễn"));
    cr_assert_eq(memcmp(copy.data, "Nguyễn", copy.length), 0);
    cr_assert_not_null(empty.data);
    cr_assert_eq(empty.length, 0);
    for (size_t i = 0; i < RAS_TEXT_PADDING; i++)
        cr_assert_eq(copy.data[copy.length + i] | empty.data[i], 0);
    ras_arena_fini(&arena);
}

Test(arena, without_memory_it_says_null_and_lives_on)
{
    for (uint64_t k = 1; k <= 20; k++) {
        struct ras_arena arena;
        ras_arena_init(&arena, 64);
        ras_alloc_fail_at(k);
        unsigned refused = 0;
        for (size_t i = 0; i < 20; i++)
            refused += ras_arena_alloc(&arena, 64, 1) == NULL;
        cr_assert_eq(refused, 21 - k);
        cr_assert_null(ras_arena_copy(&arena, RAS_LITERAL("x")).data);
        ras_alloc_fail_at(0);
        cr_assert_not_null(ras_arena_alloc(&arena, 64, 1));
        ras_arena_fini(&arena);
    }
    struct ras_arena arena;
    ras_arena_init(&arena, 64);
    cr_assert_null(ras_arena_alloc(&arena, SIZE_MAX - 10, 1));
    ras_arena_fini(&arena);
}

Test(arena, rewound_bytes_are_poisoned)
{
#if defined(__SANITIZE_ADDRESS__)
    struct ras_arena arena;
    ras_arena_init(&arena, 1024);
    char *const kept = ras_arena_alloc(&arena, 64, 64);
    const struct ras_arena_mark mark = ras_arena_mark(&arena);
    char *const given_up = ras_arena_alloc(&arena, 64, 64);
    cr_assert_eq(__asan_address_is_poisoned(given_up), 0);
    cr_assert_eq(__asan_address_is_poisoned(given_up + 64), 1);
    ras_arena_rewind(&arena, mark);
    cr_assert_eq(__asan_address_is_poisoned(given_up), 1);
    cr_assert_eq(__asan_address_is_poisoned(kept), 0);
    ras_arena_reset(&arena);
    cr_assert_eq(__asan_address_is_poisoned(kept), 1);
    ras_arena_fini(&arena);
#else
    cr_skip_test("only under ASan");
#endif
}

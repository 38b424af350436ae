/* Grouping rows by keys, against a table of all keys. */
#include "base/hash.h"
#include "engine/key_groups.h"
#include "engine/source_run.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define ROWS 4000u

struct grouping {
    struct ras_row_state states[ROWS];
    uint64_t keys[ROWS], scratch[ROWS];
    uint32_t group_of[ROWS]; /* first row of the group it was told with + 1 */
    uint32_t size_of[ROWS];
    uint8_t room_taken[ROWS];
};

static uint64_t number_key(const void *context, uint32_t row)
{
    const struct ras_row_state *const state = &((const struct grouping *)context)->states[row];
    return state->rejected ? 0 : state->record_hash;
}

static void group_note(void *context, const uint32_t *rows, size_t count, size_t room)
{
    struct grouping *const grouping = context;
    for (size_t i = 0; i < count; i++) {
        cr_assert(i == 0 || rows[i] > rows[i - 1], "rows rise");
        cr_assert_eq(grouping->group_of[rows[i]], 0, "a row is in one group");
        cr_assert_eq(grouping->room_taken[room + i], 0, "the room is its own");
        grouping->room_taken[room + i] = 1;
        grouping->group_of[rows[i]] = rows[0] + 1;
        grouping->size_of[rows[i]] = (uint32_t)count;
    }
}

static void groups_check(struct grouping *grouping, bool singles, unsigned thread_count)
{
    const struct ras_key_groups groups = {.items = grouping->states,
                                          .item_bytes = sizeof grouping->states[0],
                                          .row_count = ROWS,
                                          .keys = grouping->keys,
                                          .scratch = grouping->scratch,
                                          .key = number_key,
                                          .take = group_note,
                                          .singles = singles,
                                          .context = grouping,
                                          .thread_count = thread_count};
    struct ras_error error;
    memset(grouping->group_of, 0, sizeof grouping->group_of);
    memset(grouping->size_of, 0, sizeof grouping->size_of);
    memset(grouping->room_taken, 0, sizeof grouping->room_taken);
    cr_assert_eq(ras_key_groups_take(&groups, &error), RAS_OK);
    for (uint32_t row = 0; row < ROWS; row++) {
        const uint64_t key = grouping->states[row].record_hash;
        uint32_t first = row, size = 0;
        for (uint32_t other = 0; other < ROWS; other++)
            if (!grouping->states[other].rejected && grouping->states[other].record_hash == key) {
                first = other < first ? other : first;
                size++;
            }
        const bool told = !grouping->states[row].rejected && key != 0 && (singles || size > 1);
        cr_assert_eq(grouping->group_of[row], told ? first + 1 : 0, "row %u", row);
        cr_assert_eq(grouping->size_of[row], told ? size : 0, "row %u", row);
    }
}

static int half_compare(const void *left, const void *right)
{
    const uint64_t a = ras_hash_mix(*(const uint64_t *)left),
                   b = ras_hash_mix(*(const uint64_t *)right);
    return (a > b) - (a < b);
}

/* Two different keys whose hashes share the upper half. */
static void colliding_keys(uint64_t *first, uint64_t *second)
{
    const size_t count = 400000;
    uint64_t *const keys = malloc(count * sizeof keys[0]);
    cr_assert_not_null(keys);
    for (size_t i = 0; i < count; i++)
        keys[i] = i + 1;
    qsort(keys, count, sizeof keys[0], half_compare);
    *first = *second = 0;
    for (size_t i = 1; i < count && *first == 0; i++)
        if (ras_hash_mix(keys[i - 1]) >> 32 == ras_hash_mix(keys[i]) >> 32) {
            *first = keys[i - 1];
            *second = keys[i];
        }
    free(keys);
    cr_assert_neq(*first, 0, "there are keys that share a half");
}

Test(key_groups, rows_of_one_key_are_told_once_whatever_the_threads)
{
    struct grouping *const grouping = calloc(1, sizeof *grouping);
    uint64_t first, second;
    cr_assert_not_null(grouping);
    colliding_keys(&first, &second);
    srand(17);
    for (uint32_t row = 0; row < ROWS; row++) {
        struct ras_row_state *const state = &grouping->states[row];
        const int kind = rand() % 10;
        state->rejected = rand() % 20 == 0;
        state->record_hash = kind == 0   ? 0
                             : kind == 1 ? first
                             : kind == 2 ? second
                             : kind < 6  ? (uint64_t)rand() % 300 + 1
                                         : (uint64_t)row << 20 | 5;
    }
    groups_check(grouping, false, 1);
    groups_check(grouping, true, 1);
    groups_check(grouping, true, 2);
    groups_check(grouping, false, 7);
    groups_check(grouping, true, 200);
    free(grouping);
}

Test(key_groups, one_key_of_all_rows_is_one_group)
{
    struct grouping *const grouping = calloc(1, sizeof *grouping);
    cr_assert_not_null(grouping);
    for (uint32_t row = 0; row < ROWS; row++)
        grouping->states[row].record_hash = 9;
    groups_check(grouping, false, 3);
    free(grouping);
}

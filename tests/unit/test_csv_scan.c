/* The structural scan: all instruction sets against a walk byte by byte. */
#include "read/csv_scan.h"
#include "read/reader.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 700
static const char *const kernels[] = {"scalar", "avx2", "avx512"};

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

static void fill(char *text, size_t length, uint64_t *state)
{
    static const char bytes[] = "\"\"\",,\n\rxyz  ";
    for (size_t i = 0; i < length; i++)
        text[i] = bytes[next_random(state) % (sizeof bytes - 1)];
    memset(text + length, 0, 64);
}

struct walked {
    size_t structurals[TEXT_MAX];
    size_t count;
    size_t row_end;
    uint64_t lines;
    uint64_t row_end_lines;
    struct ras_csv_state state;
};

static void walk(struct walked *walked, const char *text, size_t length)
{
    memset(walked, 0, sizeof *walked);
    walked->state = RAS_CSV_STATE_START;
    for (size_t i = 0; i < length; i++) {
        const bool inside = walked->state.inside;
        const bool line = text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n');
        (void)ras_csv_inside_slow(text + i, 1, ',', &walked->state);
        walked->lines += line;
        if (inside || (!line && text[i] != ','))
            continue;
        walked->structurals[walked->count++] = i;
        if (line) {
            walked->row_end = i + 1;
            walked->row_end_lines = walked->lines;
        }
    }
}

Test(csv_scan, index_and_split_agree_with_the_walk)
{
    static char text[TEXT_MAX + 64];
    static uint32_t structurals[TEXT_MAX + RAS_CSV_INDEX_SLACK];
    static struct ras_csv_row_end ends[TEXT_MAX + 1];
    static struct walked walked;
    for (unsigned k = 0; k < 3; k++) {
        if (!ras_csv_scan_force(kernels[k]))
            continue;
        uint64_t state = 7;
        for (size_t length = 0; length < 400; length++) {
            fill(text, length, &state);
            walk(&walked, text, length);
            struct ras_csv_index index = {structurals, ends, 0, 0};
            ras_csv_index(&index, text, length, ',');
            cr_assert_eq(index.structural_count, walked.count);
            size_t end = 0;
            for (size_t i = 0; i < walked.count; i++) {
                cr_assert_eq(structurals[i], walked.structurals[i]);
                if (text[structurals[i]] == ',')
                    continue;
                cr_assert_eq(ends[end].position, structurals[i]);
                cr_assert_eq(ends[end].rank, i);
                end++;
            }
            cr_assert_eq(index.end_count, end);
            if (end > 0)
                cr_assert_eq(ends[end - 1].lines, walked.row_end_lines);
        }
    }
}

Test(csv_scan, split_may_stop_and_go_on_anywhere)
{
    static char text[TEXT_MAX + 64];
    static struct walked walked;
    for (unsigned k = 0; k < 3; k++) {
        if (!ras_csv_scan_force(kernels[k]))
            continue;
        uint64_t state = 11;
        for (unsigned round = 0; round < 2000; round++) {
            const size_t length = next_random(&state) % 300;
            fill(text, length, &state);
            walk(&walked, text, length);
            struct ras_csv_split split = {RAS_CSV_STATE_START, 0, 0, 0};
            for (size_t at = 0; at < length;) {
                const size_t step = 1 + next_random(&state) % 130;
                const size_t to = length - at < step ? length : at + step;
                ras_csv_split(&split, text, at, to, ',');
                at = to;
            }
            cr_assert_eq(split.row_end, walked.row_end);
            cr_assert_eq(split.line_count, walked.lines);
            cr_assert_eq(split.row_end_lines, walked.row_end_lines);
            cr_assert_eq(split.state.inside, walked.state.inside);
            if (!split.state.inside && length > 0)
                cr_assert_eq(split.state.fresh, walked.state.fresh);
        }
    }
}

Test(csv_scan, any_delimiter_works)
{
    char text[64 + 64] = "a;b\n\"x;y\";z\n";
    uint32_t structurals[64 + RAS_CSV_INDEX_SLACK];
    struct ras_csv_row_end ends[64];
    struct ras_csv_index index = {structurals, ends, 0, 0};
    ras_csv_index(&index, text, strlen(text), ';');
    cr_assert_eq(index.structural_count, 4);
    cr_assert_eq(structurals[2], 9);
}

Test(csv_scan, unknown_instruction_set_is_refused)
{
    cr_assert_not(ras_csv_scan_force("mmx"));
    cr_assert(ras_csv_scan_force("scalar"));
    cr_assert(ras_csv_scan_force(NULL));
}

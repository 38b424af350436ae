/* Rows with a memory and rows without one: what a worker has met before changes nothing. */
#include "normalise/row_memory.h"

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/values.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <string.h>

static uint32_t next_random(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

static const char *const cells[] = {"",
                                    "-",
                                    "Không có",
                                    "Nguyễn Văn An",
                                    "TRẦN THỊ BÉ",
                                    " Lê  Hoà ",
                                    "nguyen van an",
                                    "Nguyeexn Vawn Hufng",
                                    "N/A",
                                    "12/05/1980",
                                    "31.12.1999",
                                    "1980-02-30",
                                    "036085012345",
                                    "271450001",
                                    "HO0000000001",
                                    "ho 1",
                                    "1020963269650",
                                    "Người có công",
                                    "Người cao tuổi từ 80 tuổi",
                                    "người cao tuổi từ 80 tuổi",
                                    "Abdala",
                                    "AstraZeneca",
                                    "Cúm mùa",
                                    "Viêm gan B sơ sinh, mũi tiêm trong 24 giờ đầu tiên",
                                    "........",
                                    "--------",
                                    "Nam",
                                    "Nữ",
                                    "Đang sống",
                                    "00004"};
#define CELL_COUNT (sizeof cells / sizeof cells[0])

static bool same_person(const struct ras_person *a, const struct ras_person *b)
{
    struct ras_person left = *a, right = *b;
    struct ras_bytes *const texts[][2] = {{&left.name, &right.name},
                                          {&left.mother_name, &right.mother_name},
                                          {&left.father_name, &right.father_name},
                                          {&left.spouse_name, &right.spouse_name}};
    for (unsigned i = 0; i < 4; i++) {
        if (!ras_bytes_equal(*texts[i][0], *texts[i][1]))
            return false;
        *texts[i][0] = *texts[i][1] = (struct ras_bytes){NULL, 0};
    }
    const struct ras_syllable_list none = {NULL, 0};
    left.name_syllables = left.mother_syllables = left.father_syllables = none;
    return memcmp(&left, &right, sizeof left) == 0;
}

Test(row_memory, rows_are_read_alike_with_and_without_it)
{
    static struct ras_row_memory memory;
    struct ras_units *const units = ras_units_create();
    struct ras_arena arena;
    uint64_t state = 5;
    const struct ras_unit unit = {.code = 4, .province_code = 1, .name = "Phường Ba Đình"};
    cr_assert_eq(ras_units_add(units, &unit, NULL), RAS_OK);
    ras_units_seal(units);
    ras_row_memory_init(&memory);
    ras_arena_init(&arena, 65536);
    const struct ras_normaliser normaliser = {
        .kind = RAS_KIND_SOCIAL_WELFARE, .as_of = ras_date_make(2026, 10, 31), .units = units};
    for (unsigned i = 0; i < 20000; i++) {
        char text[RAS_FIELD_COUNT * 80 + RAS_TEXT_PADDING];
        struct ras_cell cell[RAS_FIELD_COUNT];
        struct ras_batch batch = {.text = text, .row_count = 1};
        struct ras_person plain, remembered;
        size_t used = 0;
        for (unsigned field = 0; field < RAS_FIELD_COUNT; field++) {
            const char *const drawn = cells[next_random(&state, CELL_COUNT)];
            cell[field] = (struct ras_cell){(uint32_t)used, (uint32_t)strlen(drawn)};
            memcpy(text + used, drawn, strlen(drawn));
            used += strlen(drawn);
            if (next_random(&state, 10) == 0 && cell[field].length > 0)
                text[cell[field].offset + next_random(&state, cell[field].length)] =
                    (char)next_random(&state, 256);
            text[used++] = ',';
            if (next_random(&state, 4) != 0)
                batch.cells[field] = &cell[field];
        }
        memset(text + used, ',', RAS_TEXT_PADDING);
        ras_arena_reset(&arena);
        cr_assert_eq(ras_normalise_row(&normaliser, &batch, 0, NULL, &arena, &plain, NULL), RAS_OK);
        cr_assert_eq(ras_normalise_row(&normaliser, &batch, 0, &memory, &arena, &remembered, NULL),
                     RAS_OK);
        cr_assert(same_person(&remembered, &plain), "row %u: %.*s", i, (int)used, text);
    }
    ras_arena_fini(&arena);
    ras_row_memory_fini(&memory);
    ras_units_destroy(units);
}

/* The list of ras_value_may_be_blank, word by word. */
static bool may_be_blank_naive(const char *text, size_t length)
{
    static const char *const heads[] = {"nul", "nil", "non", "nan", "kho",
                                        "chu", "tro", "xxx", "unk"};
    const unsigned first = (unsigned char)text[0] | 0x20u;
    if (first < 'a' || first > 'z')
        return text[0] < '0' || text[0] > '9';
    if (length > 1 && first == 'n' && (text[1] | 0x20) == '/')
        return true;
    for (size_t i = 0; length > 1 && i < sizeof heads / sizeof heads[0]; i++) {
        const unsigned third = length > 2 ? (unsigned char)text[2] | 0x20u : 0;
        const bool no_letter = third < 'a' || third > 'z';
        if (heads[i][0] == (char)first && heads[i][1] == (text[1] | 0x20) &&
            (no_letter || heads[i][2] == (char)third))
            return true;
    }
    return false;
}

Test(row_memory, words_for_nothing_are_told_by_three_bytes)
{
    for (unsigned all = 0; all < 1u << 24; all++) {
        const char text[8] = {(char)(all & 0xFF), (char)(all >> 8), (char)(all >> 16)};
        for (size_t length = 1; length <= 3; length++) {
            const bool expected = may_be_blank_naive(text, length);
            if (ras_value_may_be_blank((struct ras_bytes){text, length}) != expected)
                cr_assert_fail("%06x of %zu bytes", all, length);
        }
    }
}

/* A cell whose head is plain is taken without being looked at further. */
Test(row_memory, no_word_for_nothing_has_a_plain_head)
{
    unsigned plain = 0;
    for (unsigned head = 0; head < 256; head++) {
        if (!ras_value_head_is_plain((char)head))
            continue;
        plain++;
        for (unsigned rest = 0; rest < 65536; rest++) {
            const char text[8] = {(char)head, (char)(rest & 0xFF), (char)(rest >> 8)};
            for (size_t length = 1; length <= 3; length++)
                cr_assert_not(ras_value_may_be_blank((struct ras_bytes){text, length}));
        }
    }
    cr_assert_eq(plain, 10 + 2 * 20);
}

Test(row_memory, plain_codes_fold_to_their_lower_case)
{
    uint64_t state = 9;
    unsigned plain = 0;
    for (unsigned i = 0; i < 200000; i++) {
        static const char some[] = "09AZazGg5/:@[`{ \x80\xC3";
        char text[40 + RAS_TEXT_PADDING], lower[RAS_PLAIN_BYTES_MAX], folded[64];
        const size_t length = next_random(&state, 36);
        memset(text, '!', sizeof text);
        for (size_t k = 0; k < length; k++)
            text[k] = some[next_random(&state, next_random(&state, 16) == 0 ? 18 : 9)];
        const struct ras_bytes written = {text, length};
        bool expected = length <= RAS_PLAIN_BYTES_MAX;
        for (size_t k = 0; k < length; k++)
            expected = expected && strchr("09AZazGg5", text[k]) != NULL;
        cr_assert_eq(ras_plain_lower(written, lower), expected, "'%.*s'", (int)length, text);
        if (!expected)
            continue;
        plain++;
        cr_assert_eq(ras_text_fold(written, folded, sizeof folded), length);
        cr_assert_eq(memcmp(folded, lower, length), 0, "'%.*s'", (int)length, text);
    }
    cr_assert_gt(plain, 1000);
}

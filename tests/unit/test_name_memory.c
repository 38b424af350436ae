/* A name put together from remembered tokens is the name that is read letter by letter. */
#include "normalise/name_memory.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "normalise/normaliser.h"

#include <criterion/criterion.h>
#include <utf8proc.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_MAX 600

static struct ras_name_memory memory;
static struct ras_arena arena;

static void begin(void)
{
    ras_name_memory_init(&memory);
    ras_arena_init(&arena, 4096);
}

static void end(void)
{
    ras_name_memory_fini(&memory);
    ras_arena_fini(&arena);
}

TestSuite(name_memory, .init = begin, .fini = end);

static uint32_t next_random(uint64_t *state, uint32_t below)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33) % below;
}

/* Both readings of a text: bytes, repairs and syllables must be the same. */
static bool expect_alike(const char *text, size_t length)
{
    char written[TEXT_MAX + RAS_TEXT_PADDING];
    char expected[RAS_NAME_BYTES_MAX + 1];
    struct ras_syllable made[RAS_NAME_SYLLABLES_MAX];
    uint64_t expected_repairs = 0, repairs = 0;
    struct ras_bytes name;
    struct ras_syllable_list syllables;
    memset(written, 'x', sizeof written); /* what stands behind a cell is not its own */
    memcpy(written, text, length);
    const struct ras_bytes cell = {written, length};
    const size_t expected_length = ras_name_canonical(cell, expected, &expected_repairs);
    cr_assert_eq(ras_name_recall(&memory, cell, &arena, &name, &syllables, &repairs, NULL), RAS_OK);
    cr_assert(ras_bytes_equal(name, (struct ras_bytes){expected, expected_length}),
              "'%.*s' became '%.*s'", (int)length, text, (int)name.length, name.data);
    cr_assert_eq(repairs, expected_repairs, "'%.*s'", (int)length, text);
    struct ras_name found = {.count = syllables.count};
    if (syllables.list == NULL)
        cr_assert_eq(ras_syllable_cache_name(&memory.syllables, &arena, name, &found, NULL),
                     RAS_OK);
    else
        memcpy(found.syllable, syllables.list, syllables.count * sizeof found.syllable[0]);
    cr_assert_eq(found.count, ras_name_syllables(name, made), "'%.*s'", (int)length, text);
    for (uint32_t i = 0; i < found.count; i++)
        cr_assert_eq(memcmp(found.syllable[i], &made[i], sizeof made[i]), 0, "'%.*s'", (int)length,
                     text);
    for (size_t i = 0; name.length > 0 && i < RAS_TEXT_PADDING; i++)
        cr_assert_eq(name.data[name.length + i], '\0');
    return syllables.list != NULL;
}

static const char *const words[] = {"Nguyễn",
                                    "Trần",
                                    "Lê",
                                    "Đặng",
                                    "Ông",
                                    "bà",
                                    "Anh",
                                    "con",
                                    "của",
                                    "trai",
                                    "gái",
                                    "Văn",
                                    "Thị",
                                    "V",
                                    "Ng",
                                    "Th",
                                    "H",
                                    "K",
                                    "Y",
                                    "Niê",
                                    "Hoà",
                                    "Hòang",
                                    "Qúy",
                                    "Quý",
                                    "Ðức",
                                    "Ɖỗ",
                                    "nguyen",
                                    "NGUYEN",
                                    "Van",
                                    "ba",
                                    "ong",
                                    "Êban",
                                    "Kpă",
                                    "Čil",
                                    "Thuỳ",
                                    "Nghiêng",
                                    "Nguyeexn",
                                    "Phuc",
                                    "Trang",
                                    "NguyễnVăn",
                                    "H'Lim",
                                    "T.",
                                    "(Tí)",
                                    "2",
                                    "V\u0303",
                                    "abcdefghijklmnop",
                                    "abcdefghijklmnopq",
                                    "Müller",
                                    "Łukasz",
                                    "Иван",
                                    "김",
                                    "-",
                                    "Đỗ,",
                                    "thầy",
                                    "cậu"};
#define WORD_COUNT (sizeof words / sizeof words[0])

static size_t add_word(char *text, size_t length, const char *word, unsigned form)
{
    utf8proc_uint8_t *made = NULL;
    if (form == 1)
        made = utf8proc_NFD((const utf8proc_uint8_t *)word);
    const char *const shape = made == NULL ? word : (const char *)made;
    const size_t bytes = strlen(shape);
    for (size_t at = 0; at < bytes;) {
        utf8proc_int32_t point;
        const utf8proc_ssize_t step = utf8proc_iterate((const utf8proc_uint8_t *)shape + at,
                                                       (utf8proc_ssize_t)(bytes - at), &point);
        cr_assert_gt(step, 0);
        if (form == 2)
            point = utf8proc_toupper(point);
        if (form == 3)
            point = utf8proc_tolower(point);
        length += (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)text + length);
        at += (size_t)step;
    }
    free(made);
    return length;
}

static size_t draw_name(char *text, uint64_t *state)
{
    static const char *const gaps[] = {" ", " ", " ", " ", " ", " ", "  ", "\t", ". ", "-"};
    const unsigned count = next_random(state, 20) == 0 ? 18 : 1 + next_random(state, 7);
    const unsigned usual = next_random(state, 4);
    size_t length = 0;
    if (next_random(state, 20) == 0)
        text[length++] = ' ';
    for (unsigned i = 0; i < count; i++) {
        const unsigned form = next_random(state, 8) == 0 ? next_random(state, 4) : usual;
        /* half of the names are of common words only */
        const uint32_t pick = next_random(state, usual % 2 == 0 ? 16 : WORD_COUNT);
        const char *const gap = gaps[next_random(state, 10)];
        if (i > 0) {
            memcpy(text + length, gap, strlen(gap));
            length += strlen(gap);
        }
        length = add_word(text, length, words[pick], form);
    }
    if (next_random(state, 20) == 0)
        text[length++] = ' ';
    return length;
}

Test(name_memory, drawn_names_are_read_alike)
{
    char text[TEXT_MAX];
    uint64_t state = 7;
    unsigned known = 0;
    for (unsigned i = 0; i < 60000; i++) {
        known += expect_alike(text, draw_name(text, &state));
        if (i % 64 == 0)
            ras_arena_reset(&arena);
    }
    cr_assert_gt(known, 10000);
}

Test(name_memory, names_with_any_byte_in_them_are_read_alike)
{
    char text[TEXT_MAX];
    uint64_t state = 11;
    for (unsigned i = 0; i < 60000; i++) {
        size_t length = draw_name(text, &state);
        for (unsigned changes = 1 + next_random(&state, 3); changes > 0; changes--)
            text[next_random(&state, (uint32_t)length)] = (char)next_random(&state, 256);
        if (next_random(&state, 4) == 0)
            length = next_random(&state, (uint32_t)length + 1);
        (void)expect_alike(text, length);
        if (i % 64 == 0)
            ras_arena_reset(&arena);
    }
}

Test(name_memory, edges_are_read_alike)
{
    static const char *const texts[] = {"",
                                        " ",
                                        "   ",
                                        "A",
                                        "Lê Văn Tám",
                                        "Lê  Văn Tám",
                                        " Lê Văn Tám",
                                        "Lê Văn Tám ",
                                        "abcdefghijklmnop",
                                        "abcdefghijklmnop a",
                                        "abcdefghijklmnopq a",
                                        "Ông Nguyễn Văn An",
                                        "Ông Ích Khiêm",
                                        "Lê Thị Hoa con bà Lê Thị Na",
                                        "a b c d e g h i k l",
                                        "á b c d e g h i k l",
                                        "á b c d e g h i k l m",
                                        "á b c d e g h i k l m n o p q r s"};
    for (unsigned round = 0; round < 2; round++) /* learning, then knowing */
        for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
            (void)expect_alike(texts[i], strlen(texts[i]));
    cr_assert(expect_alike("Lê Văn Tám", strlen("Lê Văn Tám")));
    cr_assert(expect_alike("á b c d e g h i k l", strlen("á b c d e g h i k l")));
    cr_assert_not(expect_alike("Ông Nguyễn Văn An", strlen("Ông Nguyễn Văn An")));
    /* a NUL is part of the token, not the end of it */
    cr_assert_not(expect_alike("L\0 An", 5));
    (void)expect_alike("L An", 4);
    (void)expect_alike("L\0 An", 5);
    char text[TEXT_MAX];
    for (size_t length = 240; length <= 260; length++) {
        for (size_t i = 0; i < length; i++)
            text[i] = i % 5 == 4 ? ' ' : 'a';
        (void)expect_alike(text, length);
    }
}

Test(name_memory, spellings_of_one_token_share_their_syllable)
{
    static const char *const texts[] = {"NGUYỄN", "Nguyễn", "nguyễn", "Nguye\u0302\u0303n"};
    struct ras_syllable_list first, other;
    struct ras_bytes name;
    uint64_t repairs = 0;
    for (size_t i = 0; i < 4; i++) {
        char cell[100] = {0};
        memcpy(cell, texts[i], strlen(texts[i]));
        cr_assert_eq(ras_name_recall(&memory, (struct ras_bytes){cell, strlen(cell)}, &arena, &name,
                                     i == 0 ? &first : &other, &repairs, NULL),
                     RAS_OK);
        cr_assert(i == 0 || first.list[0] == other.list[0]);
    }
}

/* Junk fills the memory; what is met after that costs more and says the same. */
Test(name_memory, a_full_memory_learns_nothing_more)
{
    for (unsigned i = 0; i < RAS_TOKENS_KEPT_MAX + 2000; i++) {
        char text[16] = "b";
        unsigned rest = i;
        for (unsigned k = 1; k <= 6; k++, rest /= 12)
            text[k] = "bcghklmnpqtv"[rest % 12];
        (void)expect_alike(text, 7);
        if (i % 64 == 0)
            ras_arena_reset(&arena);
    }
    cr_assert_eq(memory.count, RAS_TOKENS_KEPT_MAX);
    cr_assert_not(expect_alike("Nguyễn Văn An", strlen("Nguyễn Văn An")));
    cr_assert_leq(memory.syllables.syllables.count, RAS_SYLLABLES_KEPT_MAX);
}

Test(name_memory, failed_allocations_leave_nothing)
{
    for (uint64_t k = 1;; k++) {
        static const char text[128] = "LÊ THỊ HOÀ";
        struct ras_bytes name;
        struct ras_syllable_list syllables;
        uint64_t repairs = 0;
        begin();
        ras_alloc_fail_at(k);
        const enum ras_status status =
            ras_name_recall(&memory, (struct ras_bytes){text, strlen(text)}, &arena, &name,
                            &syllables, &repairs, NULL);
        ras_alloc_fail_at(0);
        end();
        if (status == RAS_OK) {
            cr_assert_geq(k, 5);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_eq(name.length, 0);
    }
}

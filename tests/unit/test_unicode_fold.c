/* NFC and ASCII of text, against the Unicode test file, lists of letters, and utf8proc. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"
#include "support/data_rows.h"

#include <utf8proc.h>
#include <zstd.h>

#include <stdlib.h>
#include <string.h>

static const char *fold(const char *text)
{
    static char out[1024];
    out[ras_text_fold(ras_bytes_of(text), out, sizeof out - 1)] = '\0';
    return out;
}

static const char *compose(const char *text, bool *changed)
{
    static char out[4096];
    out[ras_text_compose(ras_bytes_of(text), out, sizeof out - 1, changed)] = '\0';
    return out;
}

Test(unicode_fold, every_letter_of_the_language)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "charset/letters.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        bool changed;
        char decomposed[32] = {0};
        for (size_t i = 0; i < strlen(rows.field[3]) / 2; i++) {
            const char hex[3] = {rows.field[3][2 * i], rows.field[3][2 * i + 1], '\0'};
            decomposed[i] = (char)strtoul(hex, NULL, 16);
        }
        cr_assert_str_eq(compose(decomposed, &changed), rows.field[0]);
        cr_assert_eq(changed, strcmp(decomposed, rows.field[0]) != 0);
        char lower[2] = {(char)(rows.field[4][0] | 0x20), '\0'};
        cr_assert_str_eq(fold(rows.field[0]), lower);
        cr_assert_str_eq(fold(decomposed), lower);
        count++;
    }
    cr_assert_eq(count, 134);
    data_rows_close(&rows);
}

Test(unicode_fold, samples_compose_and_fold)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "charset/samples.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        bool changed;
        char expected[1024];
        if (rows.count < 3)
            continue;
        cr_assert_str_eq(compose(rows.field[1], &changed), rows.field[0]);
        strcpy(expected, fold(rows.field[2]));
        cr_assert_str_eq(fold(rows.field[0]), expected);
        cr_assert_str_eq(fold(rows.field[1]), expected);
        count++;
    }
    cr_assert_gt(count, 600);
    data_rows_close(&rows);
}

/* Code points in hexadecimal up to a semicolon, as UTF-8. */
static char *read_points(char *at, char *out)
{
    while (*at != ';' && *at != '\0') {
        char *end;
        const unsigned long point = strtoul(at, &end, 16);
        if (end == at)
            break;
        out += ras_utf8_encode((uint32_t)point, out);
        at = end;
    }
    *out = '\0';
    return *at == ';' ? at + 1 : at;
}

static bool is_assigned(const char *text)
{
    for (size_t at = 0; text[at] != '\0';) {
        unsigned size;
        const uint32_t point = ras_utf8_decode(text + at, strlen(text + at), &size);
        if (utf8proc_category((int32_t)point) == UTF8PROC_CATEGORY_CN)
            return false;
        at += size;
    }
    return true;
}

static char *unpack(const char *path)
{
    static char packed[1 << 20];
    FILE *const file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    const size_t size = fread(packed, 1, sizeof packed, file);
    (void)fclose(file);
    const size_t room = 8u << 20;
    char *const text = malloc(room + 1);
    const size_t length = ZSTD_decompress(text, room, packed, size);
    cr_assert_not(ZSTD_isError(length));
    text[length] = '\0';
    return text;
}

Test(unicode_fold, unicode_normalization_test)
{
    char *const text = unpack("../shared/data/unicode/NormalizationTest-17.0.0.txt.zst");
    if (text == NULL)
        cr_skip_test("no reference data");
    unsigned count = 0, newer = 0;
    char *next = NULL;
    for (char *line = strtok_r(text, "\n", &next); line != NULL;
         line = strtok_r(NULL, "\n", &next)) {
        char source[256], nfc[256];
        bool changed;
        if (*line == '#' || *line == '@')
            continue;
        (void)read_points(read_points(line, source), nfc);
        /* utf8proc knows an older Unicode than the file: what it has not yet is left out. */
        if (!is_assigned(source)) {
            newer++;
            continue;
        }
        cr_assert_str_eq(compose(source, &changed), nfc, "%.60s", line);
        count++;
    }
    cr_assert_gt(count, 18000, "%u, %u newer", count, newer);
    free(text);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

/* Random text of letters, marks and signs that meet in Vietnamese. */
static size_t random_text(uint64_t *state, char *out, bool marks)
{
    static const uint32_t points[] = {'a',   'E',   'o',    'u',   'n',    ' ',     ',',
                                      '7',   0xE2,  0x1EA4, 0x1B0, 0x111,  0x110,   0xEA,
                                      0x129, 0xFC,  0x15F,  0x3B1, 0x5C71, 0x1F600, 0x300,
                                      0x301, 0x302, 0x306,  0x31B, 0x323,  0x309};
    const unsigned kinds = marks ? 27 : 20;
    size_t length = 0;
    for (uint64_t left = next_random(state) % 24; left > 0; left--)
        length += ras_utf8_encode(points[next_random(state) % kinds], out + length);
    out[length] = '\0';
    return length;
}

Test(unicode_fold, composed_text_is_as_utf8proc_has_it)
{
    uint64_t state = 7;
    for (unsigned i = 0; i < 50000; i++) {
        char text[256];
        bool changed;
        random_text(&state, text, false);
        utf8proc_uint8_t *const nfd = utf8proc_NFD((const utf8proc_uint8_t *)text);
        utf8proc_uint8_t *const nfc = utf8proc_NFC((const utf8proc_uint8_t *)text);
        cr_assert_str_eq(compose((const char *)nfd, &changed), (const char *)nfc);
        cr_assert_str_eq(compose(text, &changed), (const char *)nfc);
        free(nfd);
        free(nfc);
    }
}

Test(unicode_fold, composing_and_folding_twice_changes_nothing)
{
    uint64_t state = 11;
    for (unsigned i = 0; i < 50000; i++) {
        char text[256], once[1024];
        bool changed;
        random_text(&state, text, true);
        strcpy(once, compose(text, &changed));
        cr_assert_str_eq(compose(once, &changed), once);
        cr_assert_not(changed);
        strcpy(once, fold(text));
        cr_assert_str_eq(fold(once), once);
        for (const char *c = once; *c != '\0'; c++)
            cr_assert((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == ' ');
    }
}

Test(unicode_fold, marks_in_wrong_order_are_put_right)
{
    bool changed;
    cr_assert_str_eq(compose("e\u0301\u0302", &changed), "\u1EBF");
    cr_assert_str_eq(compose("e\u0302\u0301", &changed), "\u1EBF");
    cr_assert_str_eq(compose("\u00E9\u0302", &changed), "\u1EBF");
    cr_assert_str_eq(compose("o\u0323\u031B", &changed), "\u1EE3");
    cr_assert_str_eq(compose("O\u0301\u031B", &changed), "\u1EDA");
}

Test(unicode_fold, output_is_cut_at_a_letter)
{
    char out[8];
    bool changed;
    cr_assert_eq(ras_text_compose(RAS_LITERAL("\u1EBF\u1EBF"), out, 5, &changed), 3);
    cr_assert_eq(ras_text_compose(RAS_LITERAL("\u1EBF\u1EBF"), out, 6, &changed), 6);
    cr_assert_eq(ras_text_compose(RAS_LITERAL(""), out, 0, &changed), 0);
    cr_assert_eq(ras_text_fold(RAS_LITERAL("ab cd"), out, 0), 0);
    cr_assert_eq(ras_text_fold(RAS_LITERAL("ab cd"), out, 3), 2);
    cr_assert_eq(ras_text_fold(RAS_LITERAL("ab cd"), out, 4), 4);
}

Test(unicode_fold, signs_part_words_and_invisible_ones_do_not)
{
    cr_assert_str_eq(fold("  Số 12/5,  Thôn\tĐông. "), "so 12 5 thon dong");
    cr_assert_str_eq(fold("Nguy\u00ADễn\u200B Ðức\uFEFF"), "nguyen duc");
    cr_assert_str_eq(fold("Nguyễn\u00A0Văn"), "nguyen van");
    cr_assert_str_eq(fold("ＡＢ１２ Straße Ω"), "ab12 strasse");
    cr_assert_str_eq(fold("\xFF\xC3"), "");
    cr_assert_str_eq(fold("a\xFF"
                          "b"),
                     "a b");
}

Test(unicode_fold, tables_agree_with_unicode)
{
    for (uint32_t point = 0; point < 0x2000; point++) {
        const unsigned info = ras_letter_info[ras_letter_index(point)];
        char lower[8] = {0};
        if ((info & RAS_INFO_LETTER) == 0 || (info & RAS_INFO_LOOKALIKE) != 0)
            continue;
        ras_letter_put(lower, ras_letter_small[ras_letter_index(point)]);
        lower[ras_letter_small[ras_letter_index(point)] >> 24] = '\0';
        char expected[8] = {0};
        ras_utf8_encode((uint32_t)utf8proc_tolower((int32_t)point), expected);
        cr_assert_str_eq(lower, expected);
        const bool upper = utf8proc_tolower((int32_t)point) != (int32_t)point;
        cr_assert_eq((info & RAS_INFO_UPPER) != 0, upper);
        cr_assert_eq(ras_letter_code_point[upper][ras_info_letter(info)][ras_info_tone(info)],
                     point);
    }
}

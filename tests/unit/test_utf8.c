/* UTF-8 validation, plain and fast, against each other and the public malformed-text collection. */
#include "read/csv_scan.h"
#include "read/reader.h"
#include "read/utf8.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const char *const kernels[] = {"scalar", "avx2", "avx512"};

/* The text at every place of a block and around: does each kernel agree with the plain answer? */
static void check_everywhere(const char *bytes, size_t length, bool valid)
{
    char text[300];
    for (size_t at = 0; at < 130; at++) {
        memset(text, 'x', sizeof text);
        memcpy(text + at, bytes, length);
        cr_assert_eq(ras_utf8_error(text, at + length + 70) == RAS_UTF8_VALID, valid);
        for (unsigned k = 0; k < 3; k++) {
            if (!ras_csv_scan_force(kernels[k]))
                continue;
            cr_assert_eq(ras_text_is_clean(text, at + length + 70), valid, "%s at %zu", kernels[k],
                         at);
            cr_assert_eq(ras_text_is_clean(text, at + length), valid, "%s at %zu, end", kernels[k],
                         at);
        }
    }
}

Test(utf8, every_pair_and_many_quadruples_agree_between_kernels)
{
    static const unsigned char leads[] = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
        0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFB, 0xFC, 0xFE, 0xFF};
    char text[192];
    for (unsigned k = 1; k < 3; k++) {
        if (!ras_csv_scan_force(kernels[k]))
            continue;
        memset(text, 'x', sizeof text);
        for (unsigned pair = 0; pair < 0x10000; pair++) {
            text[62] = (char)(pair >> 8);
            text[63] = (char)pair;
            const bool clean =
                memchr(text, 0, 128) == NULL && ras_utf8_error(text, 128) == RAS_UTF8_VALID;
            cr_assert_eq(ras_text_is_clean(text, 128), clean, "%04x", pair);
        }
        const size_t n = sizeof leads;
        for (size_t i = 0; i < n * n * n * n; i++) {
            text[30] = (char)leads[i % n];
            text[31] = (char)leads[i / n % n];
            text[32] = (char)leads[i / (n * n) % n];
            text[33] = (char)leads[i / (n * n * n)];
            text[62] = text[63] = 'x';
            const bool clean =
                memchr(text, 0, 64) == NULL && ras_utf8_error(text, 64) == RAS_UTF8_VALID;
            cr_assert_eq(ras_text_is_clean(text, 64), clean);
        }
    }
}

Test(utf8, every_code_point_is_valid_and_no_surrogate)
{
    for (uint32_t c = 0x80; c <= 0x10FFFF; c++) {
        char s[4];
        const size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        for (size_t i = n - 1; i > 0; i--)
            s[i] = (char)(0x80 | (c >> (6 * (n - 1 - i)) & 0x3F));
        s[0] = (char)((0xF00u >> n & 0xFF) | c >> (6 * (n - 1)));
        const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
        cr_assert_eq(ras_utf8_sequence(s, n), surrogate ? 0 : n);
        if (!surrogate)
            cr_assert_eq(ras_utf8_code_point(s, n), c);
    }
}

Test(utf8, error_position_is_exact)
{
    cr_assert_eq(ras_utf8_error("", 0), RAS_UTF8_VALID);
    cr_assert_eq(ras_utf8_error("\x80", 1), 0);
    cr_assert_eq(ras_utf8_error("\xE1\xBB\x85", 3), RAS_UTF8_VALID);
    cr_assert_eq(ras_utf8_error("a\xE1\xBB", 3), 1);
    cr_assert_eq(ras_utf8_error("12345678\xC3\xA1\xC3", 11), 10);
    cr_assert(ras_text_is_clean("", 0));
}

Test(utf8, public_collection_of_malformed_text)
{
    FILE *const file = fopen("../shared/data/unicode/utf8tests/utf8tests.bin", "rb");
    if (file == NULL)
        cr_skip_test("no shared data here");
    char *line = NULL;
    size_t capacity = 0;
    size_t cases = 0;
    ssize_t length;
    while ((length = getline(&line, &capacity, file)) > 0) {
        char *const kind = memchr(line, ':', (size_t)length);
        char *const bytes = kind == NULL ? NULL : strchr(kind + 1, ':');
        if (bytes == NULL)
            continue;
        const size_t count = (size_t)(line + length - bytes) - 2; /* without ':' and LF */
        const bool valid = strncmp(kind + 1, "valid", 5) == 0;
        if (count > 100 || memchr(bytes + 1, 0, count) != NULL)
            continue;
        check_everywhere(bytes + 1, count, valid);
        cases++;
    }
    free(line);
    fclose(file);
    cr_assert_gt(cases, 50);
}

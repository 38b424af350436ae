#include "base/bytes.h"
#include "report/utf8_cut.h"
#include "support/expect_text.h"
#include "support/people_sample.h"

#include <stdlib.h>

Test(utf8_cut, a_prefix_never_cuts_a_letter)
{
    const struct ras_bytes text = RAS_LITERAL("aê\xE1\xBA\xBF\xF0\x9F\x98\x80z"); /* 1 2 3 4 1 */
    const size_t kept[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
    for (size_t bytes_max = 0; bytes_max < sizeof kept / sizeof kept[0]; bytes_max++)
        cr_assert_eq(ras_utf8_prefix(text, bytes_max).length, kept[bytes_max], "%zu", bytes_max);
    cr_assert_eq(ras_utf8_prefix((struct ras_bytes){NULL, 0}, 0).length, 0);
}

Test(utf8_cut, counts_letters_and_says_that_it_cut)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_utf8_clean(&out, RAS_LITERAL("Thủy"), 4);
    ras_utf8_clean(&out, RAS_LITERAL("|Thủy"), 4);
    ras_utf8_clean(&out, (struct ras_bytes){NULL, 0}, 4);
    expect_text(&out, "Thủy|Thủ…");
    ras_text_fini(&out);
}

Test(utf8_cut, what_is_no_letter_is_replaced)
{
    const struct {
        const char *bytes;
        size_t length;
        unsigned replaced;
    } cases[] = {
        {"\xC0\x80", 2, 2},         {"\xED\xA0\x80", 3, 3}, {"\xF4\x90\x80\x80", 4, 4},
        {"\xE0\x80\x80", 3, 3},     {"\xE1\xBA", 2, 2},     {"\x80", 1, 1},
        {"\xEF\xBF\xBE", 3, 1},     {"\xEF\xBF\xBF", 3, 1}, {"\0", 1, 1},
        {"\xF0\x80\x80\x80", 4, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ras_text out;
        ras_text_init(&out);
        ras_utf8_clean(&out, (struct ras_bytes){cases[i].bytes, cases[i].length}, SIZE_MAX);
        cr_assert_eq(out.length, 3u * cases[i].replaced, "case %zu", i);
        for (size_t at = 0; at < out.length; at += 3)
            cr_assert_eq(memcmp(out.data + at, "\xEF\xBF\xBD", 3), 0);
        ras_text_fini(&out);
    }
}

/* Runs of ASCII are taken eight bytes at a time: an odd byte at every place of a long text, cut
 * after every number of letters. */
Test(utf8_cut, long_runs_are_cut_and_replaced_like_short_ones)
{
    for (size_t place = 0; place < 30; place++) {
        for (size_t letters_max = 0; letters_max <= 32; letters_max++) {
            char text[30];
            struct ras_text out, wanted;
            ras_text_init(&out);
            ras_text_init(&wanted);
            memset(text, 'x', sizeof text);
            text[place] = place % 2 == 0 ? '\0' : '\x80';
            for (size_t i = 0; i < sizeof text && i < letters_max; i++)
                ras_text_string(&wanted, i == place ? "\xEF\xBF\xBD" : "x");
            if (letters_max < sizeof text)
                ras_text_string(&wanted, "…");
            ras_utf8_clean(&out, (struct ras_bytes){text, sizeof text}, letters_max);
            cr_assert_eq(out.length, wanted.length, "%zu of %zu", place, letters_max);
            cr_assert_eq(memcmp(out.data, wanted.data, out.length), 0);
            ras_text_fini(&out);
            ras_text_fini(&wanted);
        }
    }
}

/* Against ras_utf8_clean on letters and parts of letters in every mixture and at every place of a
 * block. */
Test(utf8_cut, plain_is_what_cleaning_leaves)
{
    static const char *const pieces[] = {"a",
                                         "Z ",
                                         "0",
                                         "\xC3\xAA",
                                         "\xC4\x91",
                                         "\xE1\xBB\xA7",
                                         "\xE1\xBA\xBF",
                                         "\xEC\xBF\xBF",
                                         "\xC2\x80",
                                         "\xF0\x9F\x98\x80",
                                         "\xEF\xBF\xBE",
                                         "\xE0\x80\x80",
                                         "\x80",
                                         "\xC3",
                                         "\xE1\xBA",
                                         "\xED\xA0\x80",
                                         "\xC1\xBF",
                                         "\xFF"};
    const size_t count = sizeof pieces / sizeof pieces[0], common = 9;
    uint64_t state = 5;
    unsigned plain_count = 0, odd_count = 0;
    for (unsigned round = 0; round < 60000; round++) {
        char text[80];
        size_t length = 0;
        const size_t wanted = sample_below(&state, 72);
        const bool odd = round % 2 == 1;
        const size_t odd_at = sample_below(&state, 72);
        while (length < wanted) {
            const bool now = odd && length >= odd_at && length < odd_at + 4;
            const char *const piece =
                pieces[sample_below(&state, (uint32_t)(now ? count : common))];
            memcpy(text + length, piece, strlen(piece));
            length += strlen(piece);
        }
        if (odd && length > 0 && round % 7 == 0)
            text[sample_below(&state, (uint32_t)length)] = '\0';
        if (odd && length > 0 && round % 5 == 0)
            length--; /* perhaps in the middle of a letter */
        struct ras_text out;
        ras_text_init(&out);
        char *const exact = malloc(length + 1);
        cr_assert_not_null(exact);
        memcpy(exact + 1, text, length); /* the block ends where the text does */
        const bool plain = ras_utf8_plain((struct ras_bytes){exact + 1, length});
        ras_utf8_clean(&out, (struct ras_bytes){exact + 1, length}, SIZE_MAX);
        const bool left =
            out.length == length && (length == 0 || memcmp(out.data, text, length) == 0);
        cr_assert(left || !plain, "round %u", round);
        cr_assert(plain || odd, "round %u", round);
        plain_count += plain;
        odd_count += !left;
        free(exact);
        ras_text_fini(&out);
    }
    cr_assert_gt(plain_count, 30000);
    cr_assert_gt(odd_count, 5000);
}

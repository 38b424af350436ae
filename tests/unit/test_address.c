/* Addresses that mean one place agree, and others do not. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "oracle/address_naive.h"

#include <stdio.h>
#include <string.h>

static struct ras_address parse(const char *text)
{
    struct ras_address address;
    ras_address_parse(ras_bytes_of(text), &address);
    return address;
}

Test(address, spellings_of_one_place_agree)
{
    static const char *const groups[][7] = {
        {"Số 12, thôn Đông, xã Tân Hòa, tỉnh Thanh Hóa", "12 thon Dong", "SN 12 T. Đông",
         "SỐ NHÀ 12, THÔN ĐÔNG", "12, Thôn Đông, X. Tân Hòa", "12 thôn Đông xã Tân Hòa",
         "số 12 - thôn Đông - xã Tân Hòa"},
        {"12/5 Nguyễn Trãi, P. 5, TP. Vinh", "12 đường Nguyễn Trãi, phường 5",
         "Số 12/5 Nguyễn Trãi, TX. Vinh", "12 Nguyen Trai", "12 Đ. Nguyễn Trãi, Phường 5, Quận 3",
         "12 nguyễn trãi, thị xã X", "12A Nguyễn Trãi"}};
    for (unsigned i = 0; i < 2; i++)
        for (unsigned k = 1; k < 7; k++) {
            cr_assert_eq(parse(groups[i][k]).place, parse(groups[i][0]).place, "%s", groups[i][k]);
            cr_assert_eq(parse(groups[i][k]).number, 12, "%s", groups[i][k]);
        }
    cr_assert_neq(parse(groups[0][0]).place, parse(groups[1][0]).place);
}

Test(address, places_are_told_apart)
{
    cr_assert_neq(parse("thôn Đông").place, parse("thôn Đoài").place);
    cr_assert_eq(parse("Tổ 5, thôn Đông").place, parse("Tổ 6, thôn Đông").place);
    cr_assert_neq(parse("Tổ 5, thôn Đông").group, parse("Tổ 6, thôn Đông").group);
    cr_assert_neq(parse("thôn 5").place, parse("thôn 6").place);
    cr_assert_eq(parse("thôn 5").number, 0);
    cr_assert_eq(parse("Thôn Đông, xã X").number, 0);
}

Test(address, a_place_and_its_group_stand_apart)
{
    static const char *const same[] = {
        "Số 182 đường Tôn Đức Thắng, tổ dân phố 7, xã Tây Hội",
        "SN 182 phố Tôn Đức Thắng, TDP7, phường Bình Minh",
        "số 182 đ. Tôn Đức Thắng, TDP 7",
        "182 TÔN ĐỨC THẮNG, TỔ 7",
        "Số 182 đường Tôn Đức Thắng tổ 7 xã Tây Hội",
        "Nhà số 182 - Tôn Đức Thắng - KP 7 - phường Bình Minh",
    };
    const struct ras_address first = parse(same[0]), street = parse("182 đường Tôn Đức Thắng");
    for (unsigned i = 1; i < sizeof same / sizeof same[0]; i++) {
        const struct ras_address other = parse(same[i]);
        cr_expect_eq(other.place, first.place, "%s", same[i]);
        cr_expect_eq(other.group, first.group, "%s", same[i]);
        cr_expect_eq(other.number, 182, "%s", same[i]);
    }
    cr_expect_eq(street.place, first.place);
    cr_expect_eq(street.group, 0);
    cr_expect_eq((uint16_t)parse("TDP 7, phường Bình Minh").place, first.group);
    cr_expect_neq(parse("Số 12, ngõ 5, đường Bưởi").group, parse("Số 12, đường Bưởi").group);
    cr_expect_eq(parse("Số 12, ngõ 5, đường Bưởi").place, parse("Số 12, đường Bưởi").place);
}

Test(address, communes_alone_are_no_place)
{
    static const char *const none[] = {"",
                                       " ",
                                       ",",
                                       "Xã Tân Hòa",
                                       "P. 5, Q. 3",
                                       "Phường 5, Quận 3, TP. HCM",
                                       "xã X, huyện Y, tỉnh Z"};
    for (unsigned i = 0; i < sizeof none / sizeof none[0]; i++) {
        cr_assert_eq(parse(none[i]).place, 0, "%s", none[i]);
        cr_assert_eq(parse(none[i]).number, 0, "%s", none[i]);
    }
    cr_assert_eq(parse("Số 70000, thôn Đông").number, 0);
}

Test(address, long_texts_are_survived)
{
    char text[1024];
    memset(text, 'a', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    cr_assert_neq(parse(text).place, 0);
    for (unsigned i = 1; i < sizeof text - 1; i += 2)
        text[i] = ' ';
    cr_assert_neq(parse(text).place, 0);
}

/* ---- against the slow reading, part by part ---- */

static uint64_t state = 1;

static unsigned below(unsigned count)
{
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((state >> 33) % count);
}

static const char *const words[] = {
    "ấp",     "Bản",      "buôn",       "Cụm",      "đặc",       "ĐẶC KHU", "Đội",   "đường",
    "hẻm",    "Huyện",    "khu",        "dân",      "cư",        "tập",     "thể",   "phố",
    "vực",    "KP",       "khóm",       "khối",     "kiệt",      "làng",    "nhà",   "số",
    "ngõ",    "ngách",    "phường",     "quận",     "SN",        "tổ",      "thị",   "trấn",
    "xã",     "thành",    "thôn",       "TDP",      "tỉnh",      "TP",      "tx",    "tt",
    "Việt",   "Nam",      "xóm",        "t.",       "X.",        "k.",      "Đ.",    "p.",
    "q.",     "h.",       "a.",         "12",       "12/5",      "7a",      "70000", "0",
    "Đông",   "Tân",      "Hòa",        "nghiêng",  "Krông",     "№",       "()",    "a\u0301",
    "\u00AD", "ﬃ",        "１２",       "abcdefgh", "abcdefghi", "ƀ",       "Đắk",   "s\u1ed1",
    "\xFF",   "\xE1\xBA", "thôn\u200b", "㎏",       "\u3300",    "\uFDFA",  "Ấp",    "Ngõ",
    "xa",     "TDP7",     "tổ3",        "sn12",     "khu5",      "ấp12",    "abc12"};
static const char *const between[] = {" ", " ",   " ", " ", ", ", ", ", ",", ". ", ".",
                                      "-", " - ", ";", "|", "\t", "/",  "",  "  ", " , ,"};

static void expect_same(const char *text, size_t length)
{
    char padded[1024 + 64] = {0};
    struct ras_address address, expected;
    memcpy(padded, text, length);
    const struct ras_bytes written = {padded, length};
    ras_address_parse(written, &address);
    naive_address_parse(written, &expected);
    cr_assert_eq(address.place, expected.place, "%.*s", (int)length, text);
    cr_assert_eq(address.group, expected.group, "%.*s", (int)length, text);
    cr_assert_eq(address.number, expected.number, "%.*s", (int)length, text);
}

Test(address, random_phrases_read_as_word_by_word)
{
    for (unsigned round = 0; round < 400000; round++) {
        char text[1024];
        size_t length = 0;
        const unsigned count = round % 50 == 0 ? below(90) : below(12);
        for (unsigned i = 0; i < count; i++) {
            const char *const word = words[below(sizeof words / sizeof words[0])];
            const char *const gap = between[below(sizeof between / sizeof between[0])];
            length += (size_t)sprintf(text + length, "%s%s", word, gap);
        }
        expect_same(text, length);
    }
}

Test(address, every_word_alone_and_random_bytes_read_the_same)
{
    static const char signs[] = "thonxadspkuiem0159 .,-;/\t\xC3\xE1\xBA\xA1\xC4\x91";
    for (unsigned i = 0; i < sizeof words / sizeof words[0]; i++)
        for (unsigned k = 0; k < sizeof words / sizeof words[0]; k++) {
            char text[128];
            const int length = sprintf(text, "5 %s %s Lan, B", words[i], words[k]);
            expect_same(text, (size_t)length);
            expect_same(text + 2, (size_t)length - 2);
        }
    for (unsigned round = 0; round < 200000; round++) {
        char text[320];
        const size_t length = below(round % 20 == 0 ? 320 : 30);
        for (size_t i = 0; i < length; i++)
            text[i] = round % 3 == 0 ? (char)below(256) : signs[below(sizeof signs - 1)];
        expect_same(text, length);
    }
}

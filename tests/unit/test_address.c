/* Addresses that mean one place agree, and others do not. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"

#include <string.h>

struct address {
    uint32_t place;
    uint16_t number;
};

static struct address parse(const char *text)
{
    struct address address;
    ras_address_parse(ras_bytes_of(text), &address.place, &address.number);
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
    cr_assert_neq(parse("Tổ 5, thôn Đông").place, parse("Tổ 6, thôn Đông").place);
    cr_assert_neq(parse("thôn 5").place, parse("thôn 6").place);
    cr_assert_eq(parse("thôn 5").number, 0);
    cr_assert_eq(parse("Thôn Đông, xã X").number, 0);
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

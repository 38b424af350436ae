/* E-mail addresses, postal codes, Vietnamese names. */
#include "support/transforming.h"

#include <criterion/criterion.h>

Test(transform_code, email)
{
    expect_transform("email_user", " Robert255@Smith.net", "robert255");
    expect_transform("email_domain", "robert255@Smith.net ", "smith.net");
    expect_transform("email_user", "a@b@c", "a@b");
    expect_transform("email_domain", "a@b@c", "c");
    expect_transform("email_user", "robert255", "robert255");
    expect_transform("email_domain", "robert255", "");
    expect_transform("email_user", "@smith.net", "");
    expect_transform("email_domain", "robert255@", "");
}

Test(transform_code, postcodes)
{
    static const struct {
        const char *written, *area, *district;
    } cases[] = {{"EX39 4BN", "ex", "ex39"},
                 {"ex394bn", "ex", "ex39"},
                 {"W1A 0AX", "w", "w1a"},
                 {"B1 1BB", "b", "b1"},
                 {"ex39", "ex", "ex39"},
                 {"ex39 4", "ex", "ex39"},
                 {"K1A 0B1", "k", "k1a"},
                 {"4811", "48", "481"},
                 {"01234-5678", "01", "012"},
                 {"7", "7", "7"},
                 {"-", "", ""},
                 {"ex", "ex", "ex"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        expect_transform("postcode_area", cases[i].written, cases[i].area);
        expect_transform("postcode_district", cases[i].written, cases[i].district);
    }
}

Test(transform_code, vietnamese_names)
{
    expect_transform("vietnamese_name", "NGUYỄN  VĂN HÙNG", "nguyễn văn hùng");
    expect_transform("vietnamese_name", "Nguye\xCC\x82\xCC\x83n", "nguyễn");
    expect_transform("vietnamese_name", "...", "");
}

/* Numbers as cells hold them, and what twelve digits say. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"

#include <stdio.h>

#define R(repair) RAS_REPAIR_BIT(RAS_REPAIR_##repair)

Test(identity_number, cells_become_numbers)
{
    static const struct {
        const char *text;
        uint64_t personal_id;
        uint32_t old_id;
        uint64_t partial;
        uint8_t partial_digits;
        uint8_t state;
        uint64_t repairs;
    } cases[] = {
        {"", 0, 0, 0, 0, RAS_NUMBER_NONE, 0},
        {"036085012345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, 0},
        {" 036085012345 ", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, 0},
        {"'036085012345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_APOSTROPHE)},
        {"036 085 012-345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_SEPARATORS)},
        {"036.085.012.345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_SEPARATORS)},
        {"036\u00A0085012345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_SEPARATORS)},
        {"０３６０８５０１２３４５", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_WIDE_DIGITS)},
        {"36085012345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_LOST_ZERO)},
        {"36085012345.0", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE,
         R(ID_LOST_ZERO) | R(ID_SEPARATORS)},
        {"1085012345", 1085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_LOST_ZERO)},
        {"04008501234", 0, 0, 4008501234, 11, RAS_NUMBER_MALFORMED, 0},
        {"36985012345", 0, 0, 36985012345, 11, RAS_NUMBER_MALFORMED, 0},
        {"0912345678", 0, 0, 912345678, 10, RAS_NUMBER_MALFORMED, 0},
        {"0360850123456", 0, 0, 360850123456, 13, RAS_NUMBER_MALFORMED, 0},
        {"03608501234567", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, 0},
        {"999085012345", 999085012345, 0, 0, 0, RAS_NUMBER_TWELVE, 0},
        {"003085012345", 3085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_STRUCTURE)},
        {"036485012345", 36485012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_STRUCTURE)},
        {"271450001", 0, 271450001, 0, 0, RAS_NUMBER_NINE, 0},
        {"71450001", 0, 71450001, 0, 0, RAS_NUMBER_NINE, R(OLD_ID_LOST_ZERO)},
        {"01450001", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, 0},
        {"1450001", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, 0},
        {"CMND: 271450001", 0, 271450001, 0, 0, RAS_NUMBER_NINE, R(ID_SEPARATORS)},
        {"036085012345/271450001", 36085012345, 271450001, 0, 0, RAS_NUMBER_TWELVE,
         R(ID_SEPARATORS)},
        {"271450001; 036085012345", 36085012345, 271450001, 0, 0, RAS_NUMBER_TWELVE,
         R(ID_SEPARATORS)},
        {"3.60E+10", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, R(ID_SCIENTIFIC)},
        {"3,60E+10", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, R(ID_SCIENTIFIC)},
        {"3.60850123E10", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, R(ID_SEPARATORS) | R(ID_LETTERS)},
        {"111111111111", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"000000000000", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"123456789012", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"036085000000", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"036085123456", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"123456789", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"000000000", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"0", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"B1234567", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, R(ID_LETTERS)},
        {"O36O85012345", 36085012345, 0, 0, 0, RAS_NUMBER_TWELVE, R(ID_LETTERS)},
        {"O36985012345", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, R(ID_LETTERS)},
        {"99999999999999999999999999999999", 0, 0, 0, 0, RAS_NUMBER_NONE, R(ID_PLACEHOLDER)},
        {"18273645546372819182736455463", 0, 0, 0, 0, RAS_NUMBER_MALFORMED, 0},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct ras_number n;
        uint64_t repairs = 0;
        ras_number_parse(ras_bytes_of(cases[i].text), &n, &repairs);
        cr_assert_eq(n.personal_id, cases[i].personal_id, "%s", cases[i].text);
        cr_assert_eq(n.old_id, cases[i].old_id, "%s", cases[i].text);
        cr_assert_eq(n.partial_id, cases[i].partial, "%s", cases[i].text);
        cr_assert_eq(n.partial_digits, cases[i].partial_digits, "%s", cases[i].text);
        cr_assert_eq(n.state, cases[i].state, "%s: %u", cases[i].text, n.state);
        cr_assert_eq(repairs, cases[i].repairs, "%s: %lx", cases[i].text, repairs);
    }
}

Test(identity_number, sixty_three_provinces)
{
    unsigned count = 0, sum = 0;
    for (unsigned province = 0; province < 100; province++)
        if (ras_number_structure_holds(province * UINT64_C(1000000000) + 85012345)) {
            count++;
            sum += province;
        }
    cr_assert_eq(count, 63);
    cr_assert_eq(sum, 3108); /* of the codes in circular 59/2021 */
    cr_assert(ras_number_structure_holds(UINT64_C(100085012345)));
    cr_assert_not(ras_number_structure_holds(UINT64_C(1000000000000)));
}

Test(identity_number, digits_claim_sex_and_year)
{
    static const struct {
        uint64_t id;
        uint8_t sex;
        uint16_t year;
    } cases[] = {{36085012345, RAS_SEX_MALE, 1985},
                 {36185012345, RAS_SEX_FEMALE, 1985},
                 {36205012345, RAS_SEX_MALE, 2005},
                 {36305012345, RAS_SEX_FEMALE, 2005},
                 {36405012345, RAS_SEX_MALE, 0}};
    for (unsigned i = 0; i < 5; i++) {
        uint8_t sex;
        uint16_t year;
        ras_number_claims(cases[i].id, &sex, &year);
        cr_assert_eq(sex, cases[i].sex);
        cr_assert_eq(year, cases[i].year);
    }
}

Test(identity_number, lost_zeros_come_back)
{
    for (unsigned i = 1; i < 5000; i++) {
        const uint64_t id =
            UINT64_C(1000000000) * (i % 2 == 0 ? 38 : 1) + i * UINT64_C(37) + 85000007;
        char text[16];
        struct ras_number n;
        uint64_t repairs = 0;
        snprintf(text, sizeof text, "%llu", (unsigned long long)id);
        ras_number_parse(ras_bytes_of(text), &n, &repairs);
        cr_assert_eq(n.personal_id, id, "%s", text);
        cr_assert_eq(repairs, R(ID_LOST_ZERO));
    }
}

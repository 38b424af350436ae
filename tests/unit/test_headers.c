/* The header table and its look-up. */
#include "base/bytes.h"
#include "read/headers.h"

#include <criterion/criterion.h>
#include <string.h>

enum { STRONG, WEAK, PART };
static const struct {
    const char *folded;
    const char *written;
    enum ras_field field;
    int strength;
} table[] = {
#define HEADER(field, strength, folded, written) {folded, written, RAS_FIELD_##field, strength},
#include "read/headers.def"
#undef HEADER
};
#define TABLE_COUNT (sizeof table / sizeof table[0])

static enum ras_field field_of(const char *header)
{
    return ras_header_field(ras_bytes_of(header), NULL);
}

static const char *folded(const char *header)
{
    static char out[RAS_HEADER_FOLD_MAX];
    cr_assert_eq(ras_header_fold(ras_bytes_of(header), out, sizeof out), strlen(out));
    return out;
}

Test(headers, folded_column_of_the_table_is_what_folding_makes)
{
    for (size_t i = 0; i < TABLE_COUNT; i++)
        cr_assert_str_eq(folded(table[i].written), table[i].folded);
}

Test(headers, only_the_known_ambiguous_form_stands_under_two_fields)
{
    for (size_t i = 0; i < TABLE_COUNT; i++)
        for (size_t j = i + 1; j < TABLE_COUNT; j++) {
            if (strcmp(table[i].folded, table[j].folded) != 0)
                continue;
            cr_assert_neq(table[i].field, table[j].field, "'%s' stands twice", table[i].written);
            const bool part = table[i].strength == PART || table[j].strength == PART;
            cr_assert(part || strcmp(table[i].folded, "ten") == 0, "'%s' fits two fields",
                      table[i].written);
        }
}

Test(headers, canonical_names_are_headers)
{
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        cr_assert_eq(field_of(ras_field_name((enum ras_field)field)), field);
    cr_assert_eq(field_of("Full Name"), RAS_FIELD_FULL_NAME);
}

Test(headers, marks_case_blanks_and_punctuation_do_not_matter)
{
    static const char *const forms[] = {
        "Họ và tên",        "HO_VA_TEN",   "hovaten",       "ho-va-ten",
        " Họ  và  tên ",    "[Họ và tên]", "HỌ VÀ TÊN",     "Ho\xCC\xA3 va\xCC\x80 te\xCC\x82n",
        "Họ\xC2\xA0và tên", "họ.và.tên",   "Họ và tên (*)", "Họ và tên (ghi bằng chữ in hoa)"};
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        cr_assert_eq(field_of(forms[i]), RAS_FIELD_FULL_NAME, "%s", forms[i]);
    cr_assert_eq(field_of("Số ÐDCN"), RAS_FIELD_PERSONAL_ID); /* U+00D0 for Đ */
    cr_assert_eq(field_of("Ngày sinh (dd/mm/yyyy)"), RAS_FIELD_BIRTH_DATE);
}

Test(headers, unknown_and_empty_are_none)
{
    cr_assert_eq(field_of(""), RAS_FIELD_NONE);
    cr_assert_eq(field_of("()"), RAS_FIELD_NONE);
    cr_assert_eq(field_of("x"), RAS_FIELD_NONE);
    cr_assert_eq(field_of("\xFF\xFE"), RAS_FIELD_NONE);
    cr_assert_eq(field_of("ghi chú"), RAS_FIELD_NONE);
}

Test(headers, running_number_is_weak)
{
    bool weak = false;
    cr_assert_eq(ras_header_field(RAS_LITERAL("STT"), &weak), RAS_FIELD_RECORD_ID);
    cr_assert(weak);
    cr_assert_eq(ras_header_field(RAS_LITERAL("Mã hồ sơ"), &weak), RAS_FIELD_RECORD_ID);
    cr_assert_not(weak);
}

Test(headers, fold_stops_at_capacity)
{
    char out[4];
    cr_assert_eq(ras_header_fold(RAS_LITERAL("abcdef"), out, sizeof out), 3);
    cr_assert_str_eq(out, "abc");
    cr_assert_eq(ras_header_fold(RAS_LITERAL("abcdef"), out, 1), 0);
    cr_assert_str_eq(out, "");
}

Test(headers, nearest_is_found_and_far_is_not)
{
    static const char *const candidates[] = {"ho_tem", "ngay_sinh", "ghi_chu"};
    cr_assert_str_eq(ras_header_nearest("ho_ten", candidates, 3), "ho_tem");
    cr_assert_null(ras_header_nearest("so_dien_thoai", candidates, 3));
    cr_assert_null(ras_header_nearest("", candidates, 3));
    cr_assert_not_null(ras_header_nearest("hovatem", NULL, 0));
    cr_assert_str_eq(ras_header_nearest_to_field(RAS_FIELD_BIRTH_DATE, candidates, 3), "ngay_sinh");
    cr_assert_null(ras_header_nearest_to_field(RAS_FIELD_PHONE, candidates, 3));
}

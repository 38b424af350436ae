/* Every day of 1850 to 2100 in every shape, and the cells that are no days. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "oracle/naive_date.h"
#include "record/date.h"

#include <stdio.h>
#include <string.h>

#define R(repair) RAS_REPAIR_BIT(RAS_REPAIR_DATE_##repair)
#define AS_OF     ras_date_make(2026, 10, 31)

static uint32_t parse(const char *text, uint64_t *repairs, bool *placeholder)
{
    *repairs = 0;
    return ras_date_parse(ras_bytes_of(text), AS_OF, repairs, placeholder);
}

static const char *read(const char *text)
{
    static char iso[16];
    uint64_t repairs;
    bool placeholder;
    (void)ras_date_iso(parse(text, &repairs, &placeholder), iso);
    return iso;
}

/* #d #m day and month as they are, #D #M with two digits, #Y the year. */
static const char *const shapes[] = {"#D/#M/#Y",
                                     "#Y-#M-#D",
                                     "#d/#m/#Y",
                                     "#D-#M-#Y",
                                     "#D.#M.#Y",
                                     "#D #M #Y",
                                     "#Y/#M/#D",
                                     "#Y-#M-#DT00:00:00",
                                     "#Y-#M-#D 00:00:00.000+07:00",
                                     "#D/#M/#Y 07:30",
                                     "#Y#M#D",
                                     "#D#M#Y",
                                     "ngày #d tháng #m năm #Y",
                                     "Ngày #D Tháng #M Năm #Y",
                                     " '#D/#M/#Y "};

static void write_shape(const char *shape, struct naive_date d, char *out)
{
    for (; *shape != '\0'; shape++) {
        if (*shape != '#') {
            *out++ = *shape;
            continue;
        }
        shape++;
        const unsigned value = *shape == 'Y' ? d.year : (*shape | 0x20) == 'd' ? d.day : d.month;
        out += sprintf(out, *shape == 'd' || *shape == 'm' ? "%u" : "%02u", value);
    }
    *out = '\0';
}

Test(date_text, every_day_in_every_shape)
{
    for (struct naive_date d = {1850, 1, 1}; d.year <= 2100; d = naive_date_next(d)) {
        const uint32_t expected = ras_date_make(d.year, d.month, d.day);
        const bool none = d.year == 1900 && d.month == 1 && d.day == 1;
        const bool before = d.year == 1899 && d.month == 12 && d.day >= 30;
        for (unsigned i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
            char text[96];
            uint64_t repairs;
            bool placeholder;
            write_shape(shapes[i], d, text);
            const uint32_t got = parse(text, &repairs, &placeholder);
            cr_assert_eq(got, none || before ? 0 : expected, "%s", text);
            cr_assert_eq(placeholder, none || before);
            cr_assert_eq((repairs & R(FUTURE)) != 0,
                         ras_date_value(expected) > ras_date_value(AS_OF), "%s", text);
            cr_assert_eq((repairs & R(SHAPE)) != 0, i > 1 && !(i == 2 && d.day > 9 && d.month > 9),
                         "%s", text);
            cr_assert_eq(repairs & (R(MONTH_FIRST) | R(IMPOSSIBLE) | R(SERIAL)), 0, "%s", text);
        }
    }
}

Test(date_text, every_day_that_does_not_exist)
{
    for (unsigned year = 1850; year <= 2100; year++)
        for (unsigned month = 1; month <= 12; month++)
            for (unsigned day = naive_month_days(year, month) + 1; day <= 40; day++) {
                char text[16];
                uint64_t repairs;
                bool placeholder;
                snprintf(text, sizeof text, "%02u/%02u/%04u", day, month, year);
                cr_assert_eq(parse(text, &repairs, &placeholder), ras_date_make(year, month, 0),
                             "%s", text);
                cr_assert_eq(repairs & ~R(FUTURE), R(IMPOSSIBLE), "%s", text);
            }
}

Test(date_text, excel_serials_count_days)
{
    unsigned serial = 10000;
    for (struct naive_date d = {1927, 5, 18}; serial <= 60000; d = naive_date_next(d), serial++) {
        char text[16];
        uint64_t repairs;
        bool placeholder;
        cr_assert_eq(naive_date_serial(d), (int)serial);
        snprintf(text, sizeof text, serial % 2 == 0 ? "%u" : "%u.0", serial);
        cr_assert_eq(parse(text, &repairs, &placeholder), ras_date_make(d.year, d.month, d.day));
        cr_assert_neq(repairs & R(SERIAL), 0);
    }
    cr_assert_str_eq(read("9999"), "");
    cr_assert_str_eq(read("60001"), "");
}

Test(date_text, other_cells)
{
    static const struct {
        const char *text;
        const char *iso;
        uint64_t repairs;
        bool placeholder;
    } cases[] = {
        {"", "", 0, false},
        {"x", "", R(SHAPE), false},
        {"1985", "1985", 0, false},
        {"03/1985", "1985-03", R(SHAPE), false},
        {"1985-03", "1985-03", R(SHAPE), false},
        {"tháng 3 năm 1985", "1985-03", R(SHAPE), false},
        {"198503", "1985-03", R(SHAPE), false},
        {"121085", "1985-10-12", R(SHAPE) | R(TWO_DIGIT_YEAR), false},
        {"200512", "", R(SHAPE), false},
        {"7031985", "1985-03-07", R(SHAPE), false},
        {"7/3/85", "1985-03-07", R(SHAPE) | R(TWO_DIGIT_YEAR), false},
        {"1/1/26", "2026-01-01", R(SHAPE) | R(TWO_DIGIT_YEAR), false},
        {"1/1/27", "1927-01-01", R(SHAPE) | R(TWO_DIGIT_YEAR), false},
        {"07-Mar-85", "1985-03-07", R(SHAPE) | R(TWO_DIGIT_YEAR), false},
        {"03/25/1985", "1985-03-25", R(MONTH_FIRST), false},
        {"02/30/1985", "1985-02", R(MONTH_FIRST) | R(IMPOSSIBLE), false},
        {"15/13/1985", "1985", R(IMPOSSIBLE), false},
        {"29/02/2023", "2023-02", R(IMPOSSIBLE), false},
        {"00/00/1956", "1956", R(PLACEHOLDER), false},
        {"00/03/1956", "1956-03", R(PLACEHOLDER), false},
        {"15/00/1956", "1956", R(PLACEHOLDER), false},
        {"00/00/0000", "", R(PLACEHOLDER), true},
        {"0000-00-00", "", R(PLACEHOLDER), true},
        {"1900-01-01", "", R(PLACEHOLDER), true},
        {"30/12/1899", "", R(PLACEHOLDER), true},
        {"31/12/9999", "", R(PLACEHOLDER), true},
        {"99991231", "", R(PLACEHOLDER) | R(SHAPE), true},
        {"2027", "2027", R(FUTURE), false},
        {"2026", "2026", 0, false},
        {"01/11/2026", "2026-11-01", R(FUTURE), false},
        {"07/03/1785", "", 0, false},
        {"07/03/1985 âm lịch", "", R(SHAPE), false},
        {"07/03/1985 12", "", R(SHAPE), false},
        {"5/85", "", R(SHAPE), false},
        {"85", "", R(SHAPE), false},
        {"1/2/3/4", "", R(SHAPE), false},
        {"07/03/19855", "", R(SHAPE), false},
        {"０７/０３/１９８５", "1985-03-07", R(SHAPE), false},
        {"Ngày mười lăm tháng ba năm một nghìn chín trăm tám mươi lăm", "1985-03-15", R(SHAPE),
         false},
        {"mồng một tháng giêng năm hai nghìn không trăm linh năm", "2005-01-01", R(SHAPE), false},
        {"Ngày ba mươi mốt tháng mười hai năm một chín bảy năm", "1975-12-31", R(SHAPE), false},
        {"tháng năm năm một nghìn chín trăm năm mươi lăm", "1955-05", R(SHAPE), false},
    };
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t repairs;
        bool placeholder;
        char iso[16];
        (void)ras_date_iso(parse(cases[i].text, &repairs, &placeholder), iso);
        cr_assert_str_eq(iso, cases[i].iso, "%s", cases[i].text);
        cr_assert_eq(repairs, cases[i].repairs, "%s: %lx", cases[i].text, repairs);
        cr_assert_eq(placeholder, cases[i].placeholder, "%s", cases[i].text);
    }
}

Test(date_text, any_short_text_is_survived)
{
    static const char signs[] = "0129/-. TnaĐ";
    char text[8] = {0};
    for (unsigned i = 0; i < 13u * 13 * 13 * 13 * 13; i++) {
        unsigned rest = i;
        uint64_t repairs;
        bool placeholder;
        for (unsigned k = 0; k < 5; k++, rest /= 13)
            text[k] = signs[rest % 13];
        const uint32_t date = parse(text, &repairs, &placeholder);
        cr_assert(date == 0 || (ras_date_year(date) >= 1850 && ras_date_year(date) <= 2100));
    }
}

/* A blank before a cell says nothing about its date, but keeps it off the reading by words. */
Test(date_text, cells_of_ten_bytes_are_read_alike_by_either_way)
{
    static const char *const models[] = {"07/03/1985", "07-03-1985", "07.03.1985", "1985-03-07",
                                         "01/01/1900", "31/12/1899", "31/12/9999", "00/00/0000",
                                         "29/02/2024", "30/10/2026", "01/11/2026", "28/02/2101"};
    uint64_t state = 1;
    for (unsigned i = 0; i < 400000; i++) {
        char text[16] = " ";
        uint64_t repairs, expected_repairs;
        bool placeholder, expected_placeholder;
        memcpy(text + 1, models[i % (sizeof models / sizeof models[0])], 10);
        for (unsigned k = 0; k < 1 + i % 3; k++) {
            state = state * UINT64_C(6364136223846793005) + 1;
            const unsigned at = 1 + (unsigned)(state >> 33) % 10;
            text[at] = i % 16 == 0 ? (char)(1 + (state >> 45) % 255)
                                   : "0123456789/-."[(state >> 45) % (i % 5 == 0 ? 13 : 10)];
        }
        const uint32_t expected = parse(text, &expected_repairs, &expected_placeholder);
        cr_assert_eq(parse(text + 1, &repairs, &placeholder), expected, "'%s'", text + 1);
        cr_assert_eq(repairs, expected_repairs, "'%s'", text + 1);
        cr_assert_eq(placeholder, expected_placeholder, "'%s'", text + 1);
    }
}

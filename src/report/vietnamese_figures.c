/* Counts, percentages and dates for people. */
#include "report/vietnamese_figures.h"

#include "record/date.h"

#define NO_BREAK_SPACE "\xC2\xA0"

uint64_t ras_percent_hundredths(uint64_t numerator, uint64_t denominator)
{
    if (denominator == 0)
        return 0;
    /* half is added before the division, doubled so that odd denominators need no fraction */
    return (numerator * 20000 + denominator) / (2 * denominator);
}

void ras_figure_count(struct ras_text *out, uint64_t count)
{
    if (count < 1000) {
        ras_text_unsigned(out, count);
        return;
    }
    uint64_t unit = 1000;
    while (count / unit >= 1000)
        unit *= 1000;
    ras_text_unsigned(out, count / unit);
    while (unit > 1) {
        count %= unit;
        unit /= 1000;
        ras_text_char(out, '.');
        ras_text_digits(out, count / unit, 3);
    }
}

void ras_figure_percent(struct ras_text *out, uint64_t hundredths)
{
    ras_figure_count(out, hundredths / 100);
    ras_text_char(out, ',');
    ras_text_digits(out, hundredths % 100, 2);
    ras_text_string(out, NO_BREAK_SPACE "%");
}

void ras_figure_share(struct ras_text *out, uint64_t numerator, uint64_t denominator)
{
    if (denominator == 0)
        ras_text_string(out, "–");
    else
        ras_figure_percent(out, ras_percent_hundredths(numerator, denominator));
}

void ras_figure_date(struct ras_text *out, uint32_t date)
{
    char written[16];
    (void)ras_date_vietnamese(date, written);
    ras_text_string(out, written);
}

/* Vietnamese figures, and the same with the signs swapped. */
#include "engine/page_figures.h"

#include "report/vietnamese_figures.h"

#include <math.h>

static void signs_swap(struct ras_text *out, size_t start)
{
    for (size_t i = start; !out->failed && i < out->length; i++) {
        if (out->data[i] == '.')
            out->data[i] = ',';
        else if (out->data[i] == ',')
            out->data[i] = '.';
    }
}

void ras_page_count(struct ras_text *out, bool vietnamese, uint64_t count)
{
    const size_t start = out->length;
    ras_figure_count(out, count);
    if (!vietnamese)
        signs_swap(out, start);
}

void ras_page_share(struct ras_text *out, bool vietnamese, uint64_t part, uint64_t whole)
{
    const size_t start = out->length;
    ras_figure_share(out, part, whole);
    if (!vietnamese)
        signs_swap(out, start);
}

void ras_page_fixed(struct ras_text *out, bool vietnamese, int64_t scaled, unsigned decimals)
{
    const size_t start = out->length;
    ras_text_fixed(out, scaled, decimals);
    if (vietnamese)
        signs_swap(out, start);
}

void ras_page_decimal(struct ras_text *out, bool vietnamese, double value)
{
    const uint64_t tenths = (uint64_t)llround(value * 10);
    ras_page_count(out, vietnamese, tenths / 10);
    ras_text_char(out, vietnamese ? ',' : '.');
    ras_text_unsigned(out, tenths % 10);
}

void ras_page_bytes(struct ras_text *out, bool vietnamese, uint64_t bytes)
{
    static const char *const units[] = {" B", " kB", " MB", " GB", " TB"};
    double value = (double)bytes;
    unsigned unit = 0;
    for (; value >= 999.95 && unit < 4; unit++) /* 999.96 would read 1,000.0 */
        value /= 1000;
    if (unit == 0)
        ras_text_unsigned(out, bytes);
    else
        ras_page_decimal(out, vietnamese, value);
    ras_text_string(out, units[unit]);
}

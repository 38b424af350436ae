/* Figures of a comparison, and how a page writes them. */
#include "report/bench_page.h"

#include "base/bytes.h"
#include "report/vietnamese_figures.h"

#include <math.h>

const uint32_t ras_bench_shares[RAS_BENCH_SHARES] = {0, 50, 100, 200};
const uint32_t ras_bench_calibration_edges[RAS_BENCH_CALIBRATIONS] = {
    0, 10000, 50000, 100000, 250000, 500000, 750000, 900000, 950000, 990000, 999000, 999900};

double ras_bench_expected_persons(const struct ras_bench_estimate *estimate)
{
    return estimate->lost_known ? estimate->found + estimate->lost + estimate->unreached_persons
                                : 0;
}

/* English has the signs the other way round. */
static void signs_swap(const struct ras_bench_page *page, size_t start)
{
    struct ras_text *const out = page->out;
    for (size_t i = start; !page->report->vietnamese && !out->failed && i < out->length; i++)
        if (out->data[i] == '.' || out->data[i] == ',')
            out->data[i] = out->data[i] == '.' ? ',' : '.';
}

void ras_bench_page_count(const struct ras_bench_page *page, uint64_t count)
{
    const size_t start = page->out->length;
    ras_figure_count(page->out, count);
    signs_swap(page, start);
}

void ras_bench_page_ratio(const struct ras_bench_page *page, double part, double whole, double unit,
                          unsigned decimals)
{
    int64_t scale = 1;
    if (!(whole > 0)) {
        ras_text_string(page->out, "–");
        return;
    }
    for (unsigned i = 0; i < decimals; i++)
        scale *= 10;
    const size_t start = page->out->length;
    ras_text_fixed(page->out, llround(part / whole * unit * (double)scale), decimals);
    for (size_t i = start; page->report->vietnamese && !page->out->failed && i < page->out->length;
         i++)
        if (page->out->data[i] == '.')
            page->out->data[i] = ',';
}

void ras_bench_cell_text(const struct ras_bench_page *page, const char *text)
{
    ras_text_string(page->out, "<td class=\"chu-cot\">");
    ras_text_html(page->out, ras_bytes_of(text));
    ras_text_string(page->out, "</td>");
}

void ras_bench_cell_count(const struct ras_bench_page *page, uint64_t count)
{
    ras_text_string(page->out, "<td>");
    ras_bench_page_count(page, count);
    ras_text_string(page->out, "</td>");
}

void ras_bench_cell_ratio(const struct ras_bench_page *page, double part, double whole, double unit,
                          unsigned decimals)
{
    ras_text_string(page->out, "<td>");
    ras_bench_page_ratio(page, part, whole, unit, decimals);
    ras_text_string(page->out, "</td>");
}

void ras_bench_cell_known(const struct ras_bench_page *page, double count, bool known)
{
    if (known)
        ras_bench_cell_count(page, (uint64_t)llround(count));
    else
        ras_text_string(page->out, "<td>–</td>");
}

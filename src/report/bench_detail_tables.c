/* Tables of bench.html that look inside the strategies: calibration, kinds of errors, passes. */
#include "report/bench_page.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <stdlib.h>
#include <string.h>

#define SHADES 5

static void strategies_head(const struct ras_bench_page *page)
{
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        ras_text_string(page->out, "<th>");
        ras_text_html(page->out, ras_bytes_of(page->report->strategies[i].name));
        ras_text_string(page->out, "</th>");
    }
    ras_text_string(page->out, "</tr></thead>\n<tbody>\n");
}

/* ---- calibration ---- */

static void calibration_row(const struct ras_bench_page *page, unsigned bin)
{
    ras_text_string(page->out, "<tr><td>");
    ras_bench_page_ratio(page, ras_bench_calibration_edges[bin], 1e6, 1, 4);
    ras_text_string(page->out, " – ");
    if (bin + 1 < RAS_BENCH_CALIBRATIONS)
        ras_bench_page_ratio(page, ras_bench_calibration_edges[bin + 1], 1e6, 1, 4);
    else
        ras_text_string(page->out, "1");
    ras_text_string(page->out, "</td>");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_calibration *const told =
            &page->report->strategies[i].calibration[bin];
        ras_text_string(page->out, "<td>");
        if (told->rows == 0) {
            ras_text_string(page->out, "</td>");
            continue;
        }
        ras_bench_page_ratio(page, (double)told->predicted / 1e6, (double)told->rows, 1, 4);
        ras_text_string(page->out, " → <b>");
        ras_bench_page_ratio(page, (double)told->right, (double)told->rows, 1, 4);
        ras_text_string(page->out, "</b><small>");
        ras_bench_page_count(page, told->rows);
        ras_text_string(page->out, ras_bench_say(page, " rows</small></td>", " dòng</small></td>"));
    }
    ras_text_string(page->out, "</tr>\n");
}

void ras_bench_calibration_table(const struct ras_bench_page *page)
{
    ras_text_string(page->out, "<div class=\"cuon\"><table>\n<thead><tr><th>");
    ras_text_string(page->out, ras_bench_say(page, "probability", "xác suất"));
    ras_text_string(page->out, "</th>");
    strategies_head(page);
    for (unsigned bin = RAS_BENCH_CALIBRATIONS; bin > 0; bin--)
        calibration_row(page, bin - 1);
    ras_text_string(page->out, ras_bench_say(page, "<tr class=\"tong\"><td>Brier score</td>",
                                             "<tr class=\"tong\"><td>Điểm Brier</td>"));
    for (unsigned i = 0; i < page->report->strategy_count; i++)
        ras_bench_cell_ratio(page, page->report->strategies[i].brier, 1, 1, 6);
    ras_text_string(page->out, "</tr>\n</tbody></table></div>\n");
}

/* ---- kinds of errors ---- */

struct listed {
    unsigned class;
    uint64_t rows;
    const char *name;
};

static int listed_compare(const void *a, const void *b)
{
    const struct listed *const x = a;
    const struct listed *const y = b;
    if (x->rows != y->rows)
        return x->rows > y->rows ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* The worse the recall, the darker the cell. */
static unsigned shade_of(const struct ras_bench_class *class)
{
    static const double limits[SHADES] = {0.999, 0.99, 0.95, 0.8, 0.5};
    const double recall = (double)class->right / (double)class->rows;
    unsigned shade = 0;
    while (shade < SHADES && recall < limits[shade])
        shade++;
    return shade;
}

static void class_row(const struct ras_bench_page *page, const struct listed *listed)
{
    ras_text_string(page->out, "<tr><td class=\"chu-cot\">");
    if (listed->name[0] == '\0')
        ras_text_string(page->out, ras_bench_say(page, "<i>no error</i>", "<i>không có lỗi</i>"));
    else
        ras_text_html(page->out, ras_bytes_of(listed->name));
    ras_text_string(page->out, "</td>");
    ras_bench_cell_count(page, listed->rows);
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_class *const class =
            &page->report->strategies[i].classes[listed->class];
        ras_text_format(page->out, "<td class=\"b%u\" title=\"", shade_of(class));
        ras_text_string(page->out, ras_bench_say(page, "met ", "gặp "));
        ras_bench_page_ratio(page, (double)class->met, (double)class->rows, 100, 1);
        ras_text_string(page->out, ras_bench_say(page, " %, asked ", " %, hỏi "));
        ras_bench_page_ratio(page, (double)class->asked, (double)class->rows, 100, 1);
        ras_text_string(page->out, ras_bench_say(page, " %, wrong ", " %, sai "));
        ras_bench_page_count(page, class->wrong);
        ras_text_string(page->out, "\">");
        ras_bench_page_ratio(page, (double)class->right, (double)class->rows, 100, 1);
        ras_text_string(page->out, "</td>");
    }
    ras_text_string(page->out, "</tr>\n");
}

void ras_bench_classes_table(const struct ras_bench_page *page)
{
    const uint32_t count = page->report->class_count;
    struct listed *const list = ras_alloc_zeroed(count + 1, sizeof list[0]);
    unsigned listed = 0;
    if (list == NULL) {
        page->out->failed = true;
        return;
    }
    for (unsigned i = 0; i < count; i++) {
        const struct ras_bench_class *const class = &page->report->strategies[0].classes[i];
        if (class->rows > 0)
            list[listed++] = (struct listed){i, class->rows, class->name};
    }
    qsort(list, listed, sizeof list[0], listed_compare);
    ras_text_string(page->out, "<div class=\"cuon\"><table>\n<thead><tr><th class=\"chu-cot\">");
    ras_text_string(page->out, ras_bench_say(page, "error in the row</th><th>rows</th>",
                                             "lỗi trong dòng</th><th>số dòng</th>"));
    strategies_head(page);
    for (unsigned i = 0; i < listed; i++)
        class_row(page, &list[i]);
    ras_text_string(page->out, "</tbody></table></div>\n");
    ras_free(list);
}

/* ---- passes ---- */

static bool passes_same(const struct ras_bench_report *report, unsigned a, unsigned b)
{
    for (unsigned i = 0; i < report->pass_count; i++) {
        const struct ras_bench_pass *const x = &report->strategies[a].passes[i];
        const struct ras_bench_pass *const y = &report->strategies[b].passes[i];
        if (x->used != y->used || x->pairs != y->pairs || x->only != y->only ||
            x->true_only != y->true_only)
            return false;
    }
    return true;
}

static void pass_row(const struct ras_bench_page *page, const struct ras_bench_pass *pass)
{
    const bool truth = page->report->truth_given;
    ras_text_string(page->out, "<tr>");
    ras_bench_cell_text(page, page->report->vietnamese ? pass->vietnamese : pass->name);
    ras_bench_cell_count(page, pass->pairs);
    ras_bench_cell_count(page, pass->added);
    ras_bench_cell_count(page, pass->only);
    ras_bench_cell_known(page, (double)pass->true_pairs, truth);
    ras_bench_cell_known(page, (double)pass->true_added, truth);
    ras_bench_cell_known(page, (double)pass->true_only, truth);
    ras_bench_cell_ratio(page, (double)pass->only, (double)pass->true_only, 1, 1);
    ras_bench_cell_count(page, pass->refined);
    ras_bench_cell_count(page, pass->capped);
    ras_text_string(page->out, "</tr>\n");
}

/* Strategies that look up alike are told together. */
static void group_append(const struct ras_bench_page *page, unsigned first)
{
    ras_text_string(page->out, "<h3>");
    for (unsigned i = first; i < page->report->strategy_count; i++)
        if (passes_same(page->report, first, i)) {
            ras_text_string(page->out, i == first ? "" : ", ");
            ras_text_html(page->out, ras_bytes_of(page->report->strategies[i].name));
        }
    ras_text_string(page->out, "</h3>\n<div class=\"cuon\"><table>\n<thead><tr>");
    ras_text_string(
        page->out,
        ras_bench_say(page,
                      "<th class=\"chu-cot\">pass</th><th>pairs</th><th>new</th>"
                      "<th>in no other</th><th>true pairs</th><th>new</th><th>in no other</th>"
                      "<th>cost: its own pairs for each true one</th><th>refined</th>"
                      "<th>capped</th>",
                      "<th class=\"chu-cot\">lượt tra</th><th>số cặp</th><th>mới</th>"
                      "<th>chỉ lượt này</th><th>cặp đúng</th><th>mới</th><th>chỉ lượt này</th>"
                      "<th>giá: cặp riêng cho mỗi cặp đúng</th><th>chia nhỏ</th>"
                      "<th>bị chặn</th>"));
    ras_text_string(page->out, "</tr></thead>\n<tbody>\n");
    for (unsigned i = 0; i < page->report->pass_count; i++)
        if (page->report->strategies[first].passes[i].used)
            pass_row(page, &page->report->strategies[first].passes[i]);
    ras_text_string(page->out, "</tbody></table></div>\n");
}

void ras_bench_passes_table(const struct ras_bench_page *page)
{
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        bool told = false;
        for (unsigned before = 0; before < i; before++)
            told = told || passes_same(page->report, before, i);
        if (!told)
            group_append(page, i);
    }
}

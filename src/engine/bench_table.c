/* The tables of `rasoat bench` for a terminal: a line a strategy, all sources together; per source
 * what differs is in the JSON. */
#include "engine/bench_write.h"

#include "engine/page_figures.h"
#include "engine/text_table.h"

#include <math.h>

#define CELL_WIDTH_MAX  40
#define RIGHT_BUT_FIRST 0xFFEu

struct page {
    const struct ras_bench_report *report;
    struct ras_text *out;
    struct ras_text_table table;
};

static const char *say(const struct page *page, const char *english, const char *vietnamese)
{
    return page->report->vietnamese ? vietnamese : english;
}

static void heading(struct page *page, const char *english, const char *vietnamese)
{
    ras_text_char(page->out, '\n');
    ras_text_string(page->out, say(page, english, vietnamese));
    ras_text_char(page->out, '\n');
}

static void table_open(struct page *page, unsigned column_count)
{
    ras_text_table_init(&page->table, column_count, RIGHT_BUT_FIRST, CELL_WIDTH_MAX);
}

static void table_close(struct page *page)
{
    ras_text_table_append(&page->table, page->out);
    ras_text_table_fini(&page->table);
}

static void head(struct page *page, const char *english, const char *vietnamese)
{
    ras_text_table_add_string(&page->table, say(page, english, vietnamese));
}

/* ---- cells ---- */

static void cell_take(struct page *page, struct ras_text *cell)
{
    page->table.failed |= cell->failed;
    ras_text_table_add(&page->table, (struct ras_bytes){cell->data, cell->length});
    ras_text_fini(cell);
}

static void cell_count(struct page *page, uint64_t count)
{
    struct ras_text cell;
    ras_text_init(&cell);
    ras_page_count(&cell, page->report->vietnamese, count);
    cell_take(page, &cell);
}

/* A dash where there is nothing to divide by. */
static void cell_ratio(struct page *page, double part, double whole, double unit, unsigned decimals)
{
    struct ras_text cell;
    ras_text_init(&cell);
    if (whole > 0) {
        int64_t scale = 1;
        for (unsigned i = 0; i < decimals; i++)
            scale *= 10;
        ras_page_fixed(&cell, page->report->vietnamese,
                       llround(part / whole * unit * (double)scale), decimals);
    } else {
        ras_text_string(&cell, "–");
    }
    cell_take(page, &cell);
}

static const struct ras_bench_tally *all_of(const struct page *page, unsigned strategy)
{
    return &page->report->strategies[strategy].tallies[page->report->source_count];
}

/* ---- tables ---- */

static void accuracy_append(struct page *page)
{
    heading(page, "At the set thresholds, and at the threshold with the greatest F1:",
            "Ở ngưỡng đã đặt, và ở ngưỡng cho F1 lớn nhất:");
    table_open(page, 10);
    head(page, "strategy", "chiến lược");
    head(page, "precision", "độ chính xác");
    head(page, "recall", "độ phủ");
    head(page, "F1", "F1");
    head(page, "wrong", "sai");
    head(page, "missed", "sót");
    head(page, "best F1", "F1 lớn nhất");
    head(page, "at bits", "ở (bit)");
    head(page, "review %", "cần xem %");
    head(page, "truth shown %", "có người đúng %");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = all_of(page, i);
        const double true_rows = (double)tally->true_rows;
        ras_text_table_add_string(&page->table, page->report->strategies[i].name);
        cell_ratio(page, (double)tally->right, (double)tally->links, 1, 6);
        cell_ratio(page, (double)tally->right, true_rows, 1, 6);
        cell_ratio(page, 2 * (double)tally->right, (double)tally->links + true_rows, 1, 6);
        cell_count(page, tally->wrong);
        cell_count(page, tally->missed);
        cell_ratio(page, 2 * (double)tally->best_right, (double)tally->best_links + true_rows, 1,
                   6);
        cell_ratio(page, (double)tally->best_odds, tally->best_links > 0 ? RAS_MILLIBITS : 0, 1, 2);
        cell_ratio(page, (double)tally->review, (double)tally->rows, 100, 3);
        cell_ratio(page, (double)tally->reviewed_shown, (double)tally->reviewed_true, 100, 1);
    }
    table_close(page);
}

static void shares_append(struct page *page)
{
    heading(
        page,
        "Errors (wrong + missed) when the most doubtful rows are asked, the rest decided at 1/2:",
        "Lỗi (sai + sót) khi hỏi những dòng ngờ nhất, số còn lại quyết định ở 1/2:");
    table_open(page, 1 + RAS_BENCH_SHARES * 2);
    head(page, "strategy", "chiến lược");
    for (unsigned i = 0; i < RAS_BENCH_SHARES; i++) {
        struct ras_text cell;
        ras_text_init(&cell);
        ras_page_fixed(&cell, page->report->vietnamese, ras_bench_shares[i], 2);
        ras_text_string(&cell, " %");
        cell_take(page, &cell);
        head(page, "(wrong)", "(sai)");
    }
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = all_of(page, i);
        ras_text_table_add_string(&page->table, page->report->strategies[i].name);
        for (unsigned s = 0; s < RAS_BENCH_SHARES; s++) {
            cell_count(page, tally->shares[s].wrong + tally->shares[s].missed);
            cell_count(page, tally->shares[s].wrong);
        }
    }
    table_close(page);
}

static void estimates_append(struct page *page)
{
    heading(page, "Expected without truth:", "Ước lượng khi không có đáp án:");
    table_open(page, 7);
    head(page, "strategy", "chiến lược");
    head(page, "precision", "độ chính xác");
    head(page, "recall", "độ phủ");
    head(page, "found", "tìm được");
    head(page, "lost to blocking", "lọt khỏi các lượt tra");
    head(page, "out of reach %", "không lượt nào tới %");
    head(page, "truly not met", "thực sự không gặp");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = all_of(page, i);
        const struct ras_bench_estimate *const estimate = &tally->estimate;
        ras_text_table_add_string(&page->table, page->report->strategies[i].name);
        cell_ratio(page, estimate->right, (double)tally->match, 1, 6);
        cell_ratio(page, estimate->right, ras_bench_expected_persons(estimate), 1, 6);
        cell_count(page, (uint64_t)llround(estimate->found));
        cell_ratio(page, estimate->lost, estimate->lost_known, 1, 0);
        cell_ratio(page, (double)estimate->unreached, (double)tally->rows, 100, 3);
        if (page->report->truth_given)
            cell_count(page, tally->true_rows - tally->true_met);
        else
            ras_text_table_add_string(&page->table, "–");
    }
    table_close(page);
}

static void cost_append(struct page *page)
{
    heading(page, "Pairs and cost:", "Số cặp và chi phí:");
    table_open(page, 8);
    head(page, "strategy", "chiến lược");
    head(page, "pairs", "số cặp");
    head(page, "reduction %", "giảm %");
    head(page, "completeness %", "gặp đủ %");
    head(page, "questions/1,000 rows", "câu hỏi/1.000 dòng");
    head(page, "worst commune", "xã nhiều nhất");
    head(page, "rows/s", "dòng/giây");
    head(page, "memory", "bộ nhớ");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_strategy *const strategy = &page->report->strategies[i];
        const struct ras_bench_tally *const tally = all_of(page, i);
        const double all_pairs = (double)tally->rows * (double)page->report->resident_count;
        struct ras_text cell;
        ras_text_table_add_string(&page->table, strategy->name);
        cell_count(page, tally->pairs);
        cell_ratio(page, all_pairs - (double)tally->pairs, all_pairs, 100, 4);
        cell_ratio(page, (double)tally->true_met, (double)tally->true_rows, 100, 3);
        cell_ratio(page, (double)tally->review, (double)tally->rows, 1000, 2);
        cell_ratio(page, (double)tally->worst_questions, (double)tally->worst_rows, 1000, 2);
        cell_count(page,
                   strategy->seconds > 0 ? (uint64_t)((double)tally->rows / strategy->seconds) : 0);
        ras_text_init(&cell);
        ras_page_bytes(&cell, page->report->vietnamese, strategy->peak_bytes);
        cell_take(page, &cell);
    }
    table_close(page);
}

static void opening_append(struct page *page)
{
    const struct ras_bench_report *const report = page->report;
    const struct ras_bench_tally *const tally = all_of(page, 0);
    ras_page_count(page->out, report->vietnamese, tally->rows);
    ras_text_format(page->out, " %s, ", say(page, "rows", "dòng"));
    ras_page_count(page->out, report->vietnamese, report->resident_count);
    ras_text_string(page->out, say(page, " residents", " công dân"));
    if (report->truth_given) {
        ras_text_string(page->out, say(page, ", truth of ", ", có đáp án của "));
        ras_page_count(page->out, report->vietnamese, tally->labelled);
        ras_text_format(page->out, " %s", say(page, "rows", "dòng"));
    }
    ras_text_char(page->out, '\n');
    if (report->truth_unlisted > 0) {
        ras_page_count(page->out, report->vietnamese, report->truth_unlisted);
        ras_text_string(page->out, say(page, " true residents are not among the residents\n",
                                       " công dân trong đáp án không có trong tệp dân cư\n"));
    }
}

void ras_bench_table(const struct ras_bench_report *report, struct ras_text *out)
{
    struct page page = {.report = report, .out = out};
    if (report->strategy_count == 0)
        return;
    opening_append(&page);
    if (report->truth_given) {
        accuracy_append(&page);
        shares_append(&page);
    }
    estimates_append(&page);
    cost_append(&page);
}

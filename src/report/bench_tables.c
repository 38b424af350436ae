/* Tables of bench.html: a line a strategy, all sources together or source by source. */
#include "report/bench_page.h"

#include "base/bytes.h"

struct head {
    const char *english;
    const char *vietnamese;
};

static void table_open(const struct ras_bench_page *page, const struct head *heads, size_t count,
                       size_t text_columns)
{
    ras_text_string(page->out, "<div class=\"cuon\"><table>\n<thead><tr>");
    for (size_t i = 0; i < count; i++) {
        ras_text_string(page->out, i < text_columns ? "<th class=\"chu-cot\">" : "<th>");
        ras_text_string(page->out, ras_bench_say(page, heads[i].english, heads[i].vietnamese));
        ras_text_string(page->out, "</th>");
    }
    ras_text_string(page->out, "</tr></thead>\n<tbody>\n");
}

static void table_close(const struct ras_bench_page *page)
{
    ras_text_string(page->out, "</tbody></table></div>\n");
}

static void row_open(const struct ras_bench_page *page, unsigned strategy)
{
    ras_text_string(page->out, "<tr>");
    ras_bench_cell_text(page, page->report->strategies[strategy].name);
}

static void row_close(const struct ras_bench_page *page)
{
    ras_text_string(page->out, "</tr>\n");
}

/* Precision, recall, F1. */
static void three_append(const struct ras_bench_page *page, uint64_t right, uint64_t links,
                         uint64_t true_rows)
{
    ras_bench_cell_ratio(page, (double)right, (double)links, 1, 6);
    ras_bench_cell_ratio(page, (double)right, (double)true_rows, 1, 6);
    ras_bench_cell_ratio(page, 2 * (double)right, (double)(links + true_rows), 1, 6);
}

void ras_bench_accuracy(const struct ras_bench_page *page)
{
    static const struct head heads[] = {{"strategy", "chiến lược"},
                                        {"precision", "độ chính xác"},
                                        {"recall", "độ phủ"},
                                        {"F1", "F1"},
                                        {"wrong", "sai"},
                                        {"missed", "sót"},
                                        {"under review, %", "cần xem lại, %"},
                                        {"truth shown, %", "có người đúng, %"},
                                        {"best F1", "F1 lớn nhất"},
                                        {"its precision", "độ chính xác ở đó"},
                                        {"its recall", "độ phủ ở đó"},
                                        {"at (bits)", "ở (bit)"}};
    table_open(page, heads, sizeof heads / sizeof heads[0], 1);
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = ras_bench_all(page, i);
        const uint64_t best = tally->best_links + tally->true_rows;
        row_open(page, i);
        three_append(page, tally->right, tally->links, tally->true_rows);
        ras_bench_cell_count(page, tally->wrong);
        ras_bench_cell_count(page, tally->missed);
        ras_bench_cell_ratio(page, (double)tally->review, (double)tally->rows, 100, 3);
        ras_bench_cell_ratio(page, (double)tally->reviewed_shown, (double)tally->reviewed_true, 100,
                             1);
        ras_bench_cell_ratio(page, 2 * (double)tally->best_right, (double)best, 1, 6);
        ras_bench_cell_ratio(page, (double)tally->best_right, (double)tally->best_links, 1, 6);
        ras_bench_cell_ratio(page, (double)tally->best_right, (double)tally->true_rows, 1, 6);
        ras_bench_cell_ratio(page, (double)tally->best_odds,
                             tally->best_links > 0 ? RAS_MILLIBITS : 0, 1, 2);
        row_close(page);
    }
    table_close(page);
}

void ras_bench_shares_table(const struct ras_bench_page *page)
{
    ras_text_string(page->out,
                    "<div class=\"cuon\"><table>\n<thead><tr><th class=\"chu-cot\" rowspan=\"2\">");
    ras_text_string(page->out, ras_bench_say(page, "strategy", "chiến lược"));
    ras_text_string(page->out, "</th>");
    for (unsigned s = 0; s < RAS_BENCH_SHARES; s++) {
        ras_text_string(page->out, "<th colspan=\"3\">");
        ras_bench_page_ratio(page, ras_bench_shares[s], 100, 1, 1);
        ras_text_string(page->out, ras_bench_say(page, " % asked</th>", " % được hỏi</th>"));
    }
    ras_text_string(page->out, "</tr>\n<tr>");
    for (unsigned s = 0; s < RAS_BENCH_SHARES; s++)
        ras_text_string(page->out,
                        ras_bench_say(page, "<th>wrong</th><th>missed</th><th>errors</th>",
                                      "<th>sai</th><th>sót</th><th>lỗi</th>"));
    ras_text_string(page->out, "</tr></thead>\n<tbody>\n");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = ras_bench_all(page, i);
        row_open(page, i);
        for (unsigned s = 0; s < RAS_BENCH_SHARES; s++) {
            ras_bench_cell_count(page, tally->shares[s].wrong);
            ras_bench_cell_count(page, tally->shares[s].missed);
            ras_text_string(page->out, "<td><b>");
            ras_bench_page_count(page, tally->shares[s].wrong + tally->shares[s].missed);
            ras_text_string(page->out, "</b></td>");
        }
        row_close(page);
    }
    table_close(page);
}

void ras_bench_sources(const struct ras_bench_page *page)
{
    static const struct head heads[] = {{"source", "nguồn"},
                                        {"strategy", "chiến lược"},
                                        {"rows", "số dòng"},
                                        {"rejected", "loại"},
                                        {"precision", "độ chính xác"},
                                        {"recall", "độ phủ"},
                                        {"F1", "F1"},
                                        {"wrong", "sai"},
                                        {"missed", "sót"},
                                        {"under review, %", "cần xem lại, %"},
                                        {"errors at 1/2", "lỗi ở 1/2"},
                                        {"errors, 1 % asked", "lỗi, hỏi 1 %"}};
    table_open(page, heads, sizeof heads / sizeof heads[0], 2);
    for (unsigned source = 0; source < page->report->source_count; source++)
        for (unsigned i = 0; i < page->report->strategy_count; i++) {
            const struct ras_bench_tally *const tally =
                &page->report->strategies[i].tallies[source];
            ras_text_string(page->out, i == 0 ? "<tr class=\"dau\">" : "<tr>");
            ras_bench_cell_text(page, i == 0 ? tally->name : "");
            ras_bench_cell_text(page, page->report->strategies[i].name);
            ras_bench_cell_count(page, tally->rows);
            ras_bench_cell_count(page, tally->rejected);
            three_append(page, tally->right, tally->links, tally->true_rows);
            ras_bench_cell_count(page, tally->wrong);
            ras_bench_cell_count(page, tally->missed);
            ras_bench_cell_ratio(page, (double)tally->review, (double)tally->rows, 100, 3);
            ras_bench_cell_count(page, tally->shares[0].wrong + tally->shares[0].missed);
            ras_bench_cell_count(page, tally->shares[2].wrong + tally->shares[2].missed);
            row_close(page);
        }
    table_close(page);
}

void ras_bench_estimates(const struct ras_bench_page *page)
{
    static const struct head heads[] = {
        {"strategy", "chiến lược"},
        {"expected precision", "độ chính xác ước lượng"},
        {"true", "thực"},
        {"expected recall", "độ phủ ước lượng"},
        {"true", "thực"},
        {"rows whose person is found", "dòng tìm được người"},
        {"lost to blocking", "lọt khỏi các lượt tra"},
        {"out of every pass's reach", "không lượt nào tới"},
        {"truly not met, both together", "thực sự không gặp, cả hai"}};
    table_open(page, heads, sizeof heads / sizeof heads[0], 1);
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = ras_bench_all(page, i);
        const struct ras_bench_estimate *const estimate = &tally->estimate;
        row_open(page, i);
        ras_bench_cell_ratio(page, estimate->right, (double)tally->match, 1, 6);
        ras_bench_cell_ratio(page, (double)tally->right, (double)tally->links, 1, 6);
        ras_bench_cell_ratio(page, estimate->right, ras_bench_expected_persons(estimate), 1, 6);
        ras_bench_cell_ratio(page, (double)tally->right, (double)tally->true_rows, 1, 6);
        ras_bench_cell_known(page, estimate->found, true);
        ras_bench_cell_known(page, estimate->lost, estimate->lost_known);
        ras_bench_cell_count(page, estimate->unreached);
        ras_bench_cell_known(page, (double)(tally->true_rows - tally->true_met),
                             page->report->truth_given);
        row_close(page);
    }
    table_close(page);
}

void ras_bench_questions(const struct ras_bench_page *page)
{
    static const struct head heads[] = {
        {"strategy", "chiến lược"},
        {"questions per 1,000 rows", "câu hỏi trên 1.000 dòng"},
        {"commune with the most", "xã nhiều nhất"},
        {"its questions per 1,000 rows", "câu hỏi trên 1.000 dòng của xã đó"},
        {"pairs compared", "số cặp đã so"},
        {"pairs per row", "cặp mỗi dòng"},
        {"reduction ratio", "tỷ lệ giảm"},
        {"pairs completeness", "tỷ lệ gặp đủ"}};
    table_open(page, heads, sizeof heads / sizeof heads[0], 1);
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_tally *const tally = ras_bench_all(page, i);
        const double all_pairs = (double)tally->rows * (double)page->report->resident_count;
        row_open(page, i);
        ras_bench_cell_ratio(page, (double)tally->review, (double)tally->rows, 1000, 2);
        ras_text_string(page->out, "<td>");
        if (tally->worst_questions > 0)
            ras_text_digits(page->out, tally->worst_commune, 5);
        else
            ras_text_string(page->out, "–");
        ras_text_string(page->out, "</td>");
        ras_bench_cell_ratio(page, (double)tally->worst_questions, (double)tally->worst_rows, 1000,
                             2);
        ras_bench_cell_count(page, tally->pairs);
        ras_bench_cell_ratio(page, (double)tally->pairs, (double)tally->rows, 1, 2);
        ras_bench_cell_ratio(page, all_pairs - (double)tally->pairs, all_pairs, 1, 6);
        ras_bench_cell_ratio(page, (double)tally->true_met, (double)tally->true_rows, 1, 6);
        row_close(page);
    }
    table_close(page);
}

void ras_bench_cost(const struct ras_bench_page *page)
{
    static const struct head heads[] = {{"strategy", "chiến lược"},
                                        {"seconds", "giây"},
                                        {"rows/s", "dòng/giây"},
                                        {"peak memory, MB", "bộ nhớ cao nhất, MB"}};
    table_open(page, heads, sizeof heads / sizeof heads[0], 1);
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_strategy *const strategy = &page->report->strategies[i];
        row_open(page, i);
        ras_bench_cell_ratio(page, strategy->seconds, 1, 1, 3);
        ras_bench_cell_ratio(page, (double)ras_bench_all(page, i)->rows, strategy->seconds, 1, 0);
        ras_bench_cell_ratio(page, (double)strategy->peak_bytes, 1e6, 1, 1);
        row_close(page);
    }
    table_close(page);
}

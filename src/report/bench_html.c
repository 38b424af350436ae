/* bench.html: one file that needs neither network nor script, and prints on A4.
 *
 * Guards (CWE-79): every text from outside goes through ras_text_html; the page's policy runs no
 * script at all and takes the one style that carries its nonce, a hash of all that is above the
 * times: equal comparisons differ in their times alone. */
#include "report/bench_page.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "rasoat/version.h"
#include "report/line_fields.h"
#include "report/page_text.h"
#include "report/vietnamese_figures.h"

static const char style[] =
    ".duong{fill:none;stroke-width:2;stroke-linejoin:round}.luoi{stroke:#e6eaf0}\n"
    ".dut{stroke-dasharray:5 3}.d-wrong{fill:#b42318}\n"
    ".s0{stroke:#8793a3}.s1{stroke:#b7791f}.s2{stroke:#8a4f7d}.s3{stroke:#2a8c82}"
    ".s4{stroke:#1f4e79}.s5{stroke:#1a7f4b}.s6{stroke:#b42318}.s7{stroke:#1b2430}\n"
    ".n0{fill:#8793a3;background:#8793a3}.n1{fill:#b7791f;background:#b7791f}"
    ".n2{fill:#8a4f7d;background:#8a4f7d}.n3{fill:#2a8c82;background:#2a8c82}"
    ".n4{fill:#1f4e79;background:#1f4e79}.n5{fill:#1a7f4b;background:#1a7f4b}"
    ".n6{fill:#b42318;background:#b42318}.n7{fill:#1b2430;background:#1b2430}\n"
    ".b1{background:#fdf6e6}.b2{background:#fbe9c4}.b3{background:#f7d5a8}.b4{background:#f0b49a}"
    ".b5{background:#e48d80}\n"
    "tr.dau td{border-top:2px solid #b8c4d4}\n";

static void section(const struct ras_bench_page *page, const char *english, const char *vietnamese)
{
    ras_text_string(page->out, "</section>\n<section>\n<h2>");
    ras_text_string(page->out, ras_bench_say(page, english, vietnamese));
    ras_text_string(page->out, "</h2>\n");
}

static void note(const struct ras_bench_page *page, const char *english, const char *vietnamese)
{
    ras_text_string(page->out, "<p class=\"chu\">");
    ras_text_string(page->out, ras_bench_say(page, english, vietnamese));
    ras_text_string(page->out, "</p>\n");
}

/* ---- what is compared ---- */

static void counts_append(const struct ras_bench_page *page)
{
    const struct ras_bench_report *const report = page->report;
    const struct ras_bench_tally *const tally = ras_bench_all(page, 0);
    ras_text_string(page->out, "<p class=\"dan\"><b>");
    ras_bench_page_count(page, tally->rows);
    ras_text_string(page->out, ras_bench_say(page, "</b> rows of <b>", "</b> dòng của <b>"));
    ras_bench_page_count(page, report->source_count);
    ras_text_string(page->out, ras_bench_say(page, "</b> sources, against <b>",
                                             "</b> nguồn, đối chiếu với <b>"));
    ras_bench_page_count(page, report->resident_count);
    ras_text_string(page->out, ras_bench_say(page, "</b> residents", "</b> công dân"));
    if (report->truth_given) {
        ras_text_string(page->out,
                        ras_bench_say(page, "; the truth is known of <b>", "; có đáp án của <b>"));
        ras_bench_page_count(page, tally->labelled);
        ras_text_string(page->out, ras_bench_say(page, "</b> rows, <b>", "</b> dòng, <b>"));
        ras_bench_page_count(page, tally->true_rows);
        ras_text_string(page->out, ras_bench_say(page, "</b> of them are of a resident",
                                                 "</b> dòng trong đó là của công dân"));
    }
    ras_text_string(page->out, "</p>\n");
    if (report->truth_unlisted > 0) {
        ras_text_string(page->out, "<p class=\"dan\"><b>");
        ras_bench_page_count(page, report->truth_unlisted);
        ras_text_string(
            page->out, ras_bench_say(page,
                                     "</b> true residents are not in the residents' file: their "
                                     "rows count as missed</p>\n",
                                     "</b> công dân của đáp án không có trong tệp dân cư: các dòng "
                                     "ấy tính là sót</p>\n"));
    }
}

static void title_append(const struct ras_bench_page *page)
{
    ras_text_string(page->out, "<main>\n<header>\n<h1>");
    ras_text_string(page->out, ras_bench_say(page, "Matching strategies compared",
                                             "So sánh các chiến lược đối soát"));
    ras_text_string(page->out, "</h1>\n<p class=\"dan\">");
    ras_text_string(page->out, ras_bench_say(page, "Purpose: <b>", "Mục đích: <b>"));
    ras_text_html(page->out, ras_bytes_of(page->report->purpose));
    ras_text_string(page->out, ras_bench_say(page, "</b> · as of <b>", "</b> · số liệu đến <b>"));
    ras_figure_date(page->out, page->report->as_of);
    ras_text_string(page->out, "</b></p>\n");
    counts_append(page);
    ras_text_string(page->out, "</header>\n<section>\n<h2>");
    ras_text_string(page->out, ras_bench_say(page, "Strategies", "Các chiến lược"));
    ras_text_string(page->out, "</h2>\n<dl>\n");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        const struct ras_bench_strategy *const strategy = &page->report->strategies[i];
        ras_text_string(page->out, "<dt>");
        ras_text_html(page->out, ras_bytes_of(strategy->name));
        ras_text_string(page->out, "</dt><dd>");
        if (strategy->english == NULL)
            ras_text_string(page->out, ras_bench_say(page, "declared in the config",
                                                     "khai báo trong cấu hình"));
        else
            ras_text_string(page->out,
                            ras_bench_say(page, strategy->english, strategy->vietnamese));
        ras_text_string(page->out, "</dd>\n");
    }
    ras_text_string(page->out, "</dl>\n");
}

/* ---- sections ---- */

static void truth_append(const struct ras_bench_page *page)
{
    section(page, "Accuracy", "Độ chính xác");
    note(page,
         "At the set thresholds. Wrong: linked to another resident, or to one where there is none. "
         "Missed: not linked to the true resident; what blocking does not find is missed too. The "
         "best F1 is over all thresholds.",
         "Ở ngưỡng đã đặt. Sai: nối với công dân khác, hoặc nối khi không có. Sót: không nối với "
         "đúng công dân, kể cả khi các lượt tra không gặp. F1 lớn nhất là trên mọi ngưỡng.");
    ras_bench_accuracy(page);
    section(page, "Errors at equal shares of rows asked", "Lỗi khi hỏi cùng một tỷ lệ dòng");
    note(page,
         "The rows whose probability is nearest to 1/2 are put to a person, who knows the true "
         "resident where it is among the shown; all others are decided at 1/2.",
         "Những dòng có xác suất gần 1/2 nhất được hỏi người, người nhận ra đúng công dân nếu có "
         "trong các ứng viên; mọi dòng khác quyết định ở 1/2.");
    ras_bench_shares_table(page);
    section(page, "Precision and recall", "Độ chính xác và độ phủ");
    note(page, "Both axes count nines. The dots are the set thresholds.",
         "Hai trục theo số chữ số 9. Chấm tròn là ngưỡng đã đặt.");
    ras_bench_legend(page);
    ras_bench_chart_precision_recall(page);
    section(page, "By threshold", "Theo ngưỡng");
    ras_bench_legend(page);
    ras_bench_chart_thresholds(page);
    section(page, "Weights", "Trọng số");
    note(page,
         "Weights of the best candidates: above the line the true ones, below the others; each on "
         "a scale of its own, its highest bar told at the left.",
         "Trọng số của ứng viên tốt nhất: trên trục là người đúng, dưới trục là người khác; mỗi "
         "phía một thang riêng, cột cao nhất ghi ở bên trái.");
    ras_bench_chart_weights(page);
    section(page, "Calibration", "Hiệu chuẩn xác suất");
    note(page,
         "Best candidates by the probability they were given: mean probability → share that are "
         "the true ones.",
         "Ứng viên tốt nhất theo xác suất được gán: xác suất trung bình → tỷ lệ thực sự đúng.");
    ras_bench_calibration_table(page);
    section(page, "Source by source", "Theo từng nguồn");
    ras_bench_sources(page);
    section(page, "Recall by the error in the row (%)", "Độ phủ theo lỗi trong dòng (%)");
    note(page, "A row with several errors is in several lines. Point at a figure for more.",
         "Dòng có nhiều lỗi nằm ở nhiều hàng. Trỏ vào con số để xem thêm.");
    ras_bench_classes_table(page);
}

static void body_append(const struct ras_bench_page *page)
{
    title_append(page);
    if (page->report->truth_given)
        truth_append(page);
    section(page, "Expected without truth", "Ước lượng khi không có đáp án");
    note(page,
         "From the probabilities of the weights; persons met in no pass are estimated from the "
         "overlaps of the passes (capture-recapture), a dash where no overlap tells.",
         "Theo xác suất của trọng số; người không lượt tra nào gặp được ước lượng từ phần trùng "
         "giữa các lượt (đánh dấu, bắt lại), dấu gạch khi không có phần trùng.");
    ras_bench_estimates(page);
    section(page, "Questions and pairs", "Câu hỏi và số cặp");
    ras_bench_questions(page);
    section(page, "What each pass brings", "Đóng góp của từng lượt tra");
    note(page, "In the order of the table: new are pairs that no pass above has met.",
         "Theo thứ tự bảng: mới là cặp mà không lượt nào ở trên đã gặp.");
    ras_bench_passes_table(page);
}

static void head_append(const struct ras_bench_page *page, uint64_t nonce)
{
    struct ras_text *const out = page->out;
    ras_text_format(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
                    ras_bench_say(page, "en", "vi"));
    ras_text_string(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; style-src 'nonce-");
    ras_line_hash(out, nonce);
    ras_text_string(out, "'; base-uri 'none'; form-action 'none'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    ras_text_string(out, ras_bench_say(page, "Matching strategies compared",
                                       "So sánh các chiến lược đối soát"));
    ras_text_string(out, "</title>\n<style nonce=\"");
    ras_line_hash(out, nonce);
    ras_text_string(out, "\">\n");
    ras_page_style(out);
    ras_text_string(out, style);
    ras_text_string(out, "</style>\n</head>\n<body>\n");
}

void ras_bench_html(const struct ras_bench_report *report, struct ras_text *out)
{
    struct ras_text body;
    const struct ras_bench_page page = {report, out};
    const struct ras_bench_page body_page = {report, &body};
    if (report->strategy_count == 0)
        return;
    ras_text_init(&body);
    body_append(&body_page);
    if (!body.failed) {
        head_append(&page, ras_hash(body.data, body.length));
        ras_text_bytes(out, (struct ras_bytes){body.data, body.length});
        section(&page, "Time and memory", "Thời gian và bộ nhớ");
        ras_bench_cost(&page);
        ras_text_string(out, "</section>\n<footer>rasoat " RAS_VERSION " · ");
        ras_text_string(out, ras_bench_say(&page, "counts only, no personal data",
                                           "chỉ có số đếm, không có dữ liệu cá nhân"));
        ras_text_string(out, "</footer>\n</main>\n</body>\n</html>\n");
    }
    out->failed |= body.failed;
    ras_text_fini(&body);
}

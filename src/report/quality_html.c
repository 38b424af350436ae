/* quality.html: one file that needs neither network nor script to be read, and prints on A4.
 *
 * Guards (CWE-79): every text from data goes through ras_text_html or, in the island, through JSON
 * with < > & escaped; the page's policy runs only the one script that carries its nonce. The nonce
 * is a hash of the whole page, so that equal runs give equal bytes and no text in the data can have
 * known it. */
#include "report/report.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "rasoat/version.h"
#include "report/charts.h"
#include "report/commune_island.h"
#include "report/line_fields.h"
#include "report/page_text.h"
#include "report/quality_tables.h"
#include "report/vietnamese_figures.h"

static void append_head(uint64_t nonce, const struct ras_quality_report *report,
                        struct ras_text *out)
{
    ras_text_string(out, "<!DOCTYPE html>\n<html lang=\"vi\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
                         "'none'; style-src 'nonce-");
    ras_line_hash(out, nonce);
    ras_text_string(out, "'; script-src 'nonce-");
    ras_line_hash(out, nonce);
    ras_text_string(out, "'; base-uri 'none'; form-action 'none'\">\n"
                         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
                         "<meta name=\"referrer\" content=\"no-referrer\">\n"
                         "<title>Chất lượng dữ liệu ");
    ras_text_html(out, ras_bytes_of(report->run_id));
    ras_text_string(out, "</title>\n<style nonce=\"");
    ras_line_hash(out, nonce);
    ras_text_string(out, "\">\n");
    ras_page_style(out);
    ras_text_string(out, "</style>\n</head>\n<body>\n");
}

static void append_title(const struct ras_quality_report *report, struct ras_text *out)
{
    uint64_t rows = 0;
    for (uint32_t i = 0; i < report->source_count; i++)
        rows += report->sources[i].row_count;
    ras_text_string(out, "<header>\n<h1>Báo cáo chất lượng dữ liệu: đúng, đủ, sạch, sống</h1>\n"
                         "<p class=\"dan\">Số liệu đến ngày <b>");
    ras_figure_date(out, report->as_of);
    ras_text_string(out, "</b> · lượt chạy <b>");
    ras_text_html(out, ras_bytes_of(report->run_id));
    ras_text_string(out, "</b></p>\n<p class=\"dan\">Mục đích: <b>");
    ras_text_html(out, ras_bytes_of(report->purpose));
    ras_text_string(out, "</b></p>\n<p class=\"dan\">Đã rà soát <b>");
    ras_figure_count(out, rows);
    ras_text_string(out, "</b> dòng của <b>");
    ras_figure_count(out, report->source_count);
    ras_text_string(out, "</b> nguồn, đối chiếu với <b>");
    ras_figure_count(out, report->resident_count);
    ras_text_string(out, "</b> công dân trong CSDLQG về dân cư</p>\n</header>\n");
}

static void append_overview(const struct ras_quality_report *report,
                            const struct ras_figures_list *list, struct ras_text *out)
{
    ras_text_string(out, "<section>\n<h2>1. Tổng quan</h2>\n");
    ras_table_glance(report, list, out);
    ras_text_string(out, "<p class=\"chu\">Ngưỡng: xanh từ ");
    ras_figure_percent(out, (uint64_t)(report->green_percent * 100 + 0.5));
    ras_text_string(out, ", vàng từ ");
    ras_figure_percent(out, (uint64_t)(report->yellow_percent * 100 + 0.5));
    ras_text_string(out, ", dưới đó là đỏ.</p>\n</section>\n"
                         "<section>\n<h2>2. Theo nguồn dữ liệu</h2>\n");
    ras_table_sources(report, list, out);
    ras_text_string(out, "</section>\n<section>\n<h2>3. Kết quả đối chiếu</h2>\n");
    ras_table_outcomes(report, out);
    ras_text_string(out, "</section>\n");
}

static void append_communes(const struct ras_quality_report *report,
                            const struct ras_figures_list *list, struct ras_text *out)
{
    ras_text_string(out, "<section>\n<h2>4. Theo địa bàn</h2>\n");
    ras_table_provinces(report, list, out);
    ras_text_string(
        out,
        "<h3>Theo xã, phường, đặc khu</h3>\n"
        "<noscript><p>Bảng theo xã cần bật JavaScript; đủ số liệu ở <code>quality.csv</code>.</p>"
        "</noscript>\n<div id=\"bang-xa\" hidden>\n<div class=\"loc\">"
        "<label>Tìm<input id=\"loc\" type=\"search\" placeholder=\"tên hoặc mã, không cần dấu\">"
        "</label><label>Nguồn<select id=\"nguon\"></select></label><span id=\"dem\"></span></div>\n"
        "<div class=\"cuon\"><table>\n<thead><tr><th class=\"chu-cot\" data-cot=\"ma\">Mã</th>"
        "<th class=\"chu-cot\" data-cot=\"ten\">Xã, phường</th><th data-cot=\"dong\">Dòng</th>"
        "<th data-cot=\"chi-so\">Chỉ số</th><th data-cot=\"dung\">Đúng</th>"
        "<th data-cot=\"du\">Đủ</th><th data-cot=\"sach\">Sạch</th><th data-cot=\"song\">Sống</th>"
        "<th data-cot=\"xt\">Tỷ lệ xác thực</th>");
    if (list->has_tasks)
        ras_text_string(out, "<th data-cot=\"viec\">Đầu việc</th>");
    ras_text_string(out, "</tr></thead>\n<tbody></tbody></table></div>\n</div>\n"
                         "<script type=\"application/json\" id=\"du-lieu\">");
    const bool whole = ras_island_append(report, list, out);
    ras_text_string(out, "</script>\n");
    if (!whole)
        ras_text_string(out, "<p class=\"chu\">Quá nhiều địa bàn để kèm số liệu từng nguồn vào "
                             "trang này; số liệu từng nguồn ở <code>quality.csv</code>.</p>\n");
    ras_text_string(out, "</section>\n");
}

static void append_errors(const struct ras_quality_report *report, struct ras_text *out)
{
    ras_text_string(out, "<section class=\"trang-moi\">\n<h2>5. Lỗi theo quy tắc</h2>\n");
    ras_chart_issues(report, out);
    ras_text_string(out, "<h3>Theo tám nhóm lỗi</h3>\n");
    ras_table_groups(report, out);
    ras_text_string(out, "</section>\n<section>\n<h2>6. Trọng số khớp và các lượt tra</h2>\n");
    ras_chart_weights(report, out);
    ras_table_passes(report, out);
    ras_text_string(out, "</section>\n");
}

static void append_glossary(struct ras_text *out)
{
    static const char *const entries[][2] = {
        {"Đúng",
         "Tử số: dòng khớp mà mọi trường gốc được so (số giấy tờ nếu có, họ tên, ngày sinh, "
         "giới tính) trùng với công dân; khác dạng Unicode, chữ hoa, khoảng trắng, chỗ đặt "
         "dấu không tính là sai. Mẫu số: dòng khớp."},
        {"Đủ", "Tử số: dòng có đủ các trường bắt buộc của loại nguồn và đọc được. Mẫu số: mọi dòng "
               "đọc được."},
        {"Sạch",
         "Tử số: dòng không trùng người khi nguồn chỉ cho một dòng, ghi ở dạng chuẩn, không "
         "có giá trị lấp chỗ, không tự mâu thuẫn, số đúng dạng và không dùng chung. Mẫu số: "
         "mọi dòng đọc được."},
        {"Sống", "Tử số: dòng khớp phù hợp với hiện trạng của công dân (còn sống, nơi cư trú, số "
                 "đang dùng) và được cập nhật trong thời hạn. Mẫu số: dòng khớp."},
        {"Chỉ số",
         "Trung bình của bốn tỷ lệ trên theo trọng số trong cấu hình (mặc định bằng nhau); "
         "từ nào không có dòng nào thì không tính."},
        {"Tỷ lệ xác thực",
         "Tử số: dòng khớp. Mẫu số: dòng đọc được. Theo người: mỗi người của nguồn "
         "chỉ tính một lần. Người nước ngoài, hộ chiếu tính riêng, không nằm trong "
         "các tỷ lệ."},
        {"Độ bao phủ", "Tử số: công dân thuộc diện của nguồn có mặt trong nguồn. Mẫu số: mọi công "
                       "dân thuộc diện đó trong CSDLQG về dân cư."},
        {"Khớp, cần xem lại, không khớp",
         "Khớp: một công dân rõ ràng hơn hẳn mọi công dân khác. Cần xem lại: có ứng viên nhưng "
         "chưa "
         "đủ chắc, người quyết định. Không khớp: không có ứng viên đáng kể."},
        {"Bị loại", "Dòng không đọc được (sai số cột, sai bảng mã…), có lý do từng dòng ở thư mục "
                    "<code>rejects</code>."},
        {"Trọng số khớp", "Tổng bằng chứng của các trường được so, tính theo bit: thêm 1 bit thì "
                          "khả năng cùng một người so với khác người gấp đôi. Chưa tính xác suất "
                          "ban đầu."},
        {"Đầu việc", "Lỗi cần người xử lý, đã gửi về xã ở thư mục <code>worklists</code>. Thay đổi "
                     "chắc chắn không thành đầu việc, chỉ chờ duyệt hàng loạt."},
        {"Xã chưa xác định", "Dòng không có mã xã đọc được và không khớp với công dân nào; vẫn nằm "
                             "trong mọi mẫu số của toàn bộ."},
    };
    ras_text_string(out, "<section class=\"trang-moi\">\n<h2>7. Cách tính</h2>\n<dl>\n");
    for (size_t i = 0; i < sizeof entries / sizeof entries[0]; i++)
        ras_text_format(out, "<dt>%s</dt><dd>%s</dd>\n", entries[i][0], entries[i][1]);
    ras_text_string(out, "</dl>\n</section>\n");
}

static void append_provenance(const struct ras_quality_report *report, struct ras_text *out)
{
    ras_text_string(out, "<section>\n<h2>8. Khối tái lập</h2>\n"
                         "<p>Tên tệp vào, số dòng, mã băm, cấu hình, phiên bản và mã băm của mọi "
                         "tệp ra ở <code>manifest.json</code> cùng thư mục; mọi con số của trang "
                         "này kèm tử số và mẫu số ở <code>quality.csv</code> và "
                         "<code>quality.json</code>. Cùng tệp vào và cấu hình thì cho cùng kết quả "
                         "từng byte.</p>\n</section>\n<footer>rasoat " RAS_VERSION " · lượt chạy ");
    ras_text_html(out, ras_bytes_of(report->run_id));
    ras_text_string(out, " · trang này chỉ có số đếm, không có dữ liệu cá nhân</footer>\n");
}

static void append_body(const struct ras_quality_report *report,
                        const struct ras_figures_list *list, struct ras_text *body)
{
    ras_text_string(body, "<main>\n");
    append_title(report, body);
    append_overview(report, list, body);
    append_communes(report, list, body);
    append_errors(report, body);
    append_glossary(body);
    append_provenance(report, body);
    ras_text_string(body, "</main>\n");
}

void ras_quality_html(const struct ras_quality_report *report, struct ras_text *out)
{
    struct ras_figures_list list;
    struct ras_text body;
    ras_text_init(&body);
    if (!ras_figures_collect(&list, report->measures, report->measure_count)) {
        out->failed = true;
        return;
    }
    append_body(report, &list, &body);
    if (body.failed) {
        out->failed = true;
    } else {
        const uint64_t nonce = ras_hash(body.data, body.length);
        append_head(nonce, report, out);
        ras_text_bytes(out, (struct ras_bytes){body.data, body.length});
        ras_text_string(out, "<script nonce=\"");
        ras_line_hash(out, nonce);
        ras_text_string(out, "\">\n");
        ras_page_script(out);
        ras_text_string(out, "</script>\n</body>\n</html>\n");
    }
    ras_text_fini(&body);
    ras_figures_fini(&list);
}

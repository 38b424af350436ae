/* Tables of the page, written where the figures are at hand; they need no script. */
#include "report/quality_tables.h"

#include "base/bytes.h"
#include "report/vietnamese_figures.h"

static void cell_count(struct ras_text *out, uint64_t count)
{
    ras_text_string(out, "<td>");
    ras_figure_count(out, count);
    ras_text_string(out, "</td>");
}

static void cell_text(struct ras_text *out, const char *text)
{
    ras_text_string(out, "<td class=\"chu-cot\">");
    ras_text_html(out, ras_bytes_of(text));
    ras_text_string(out, "</td>");
}

/* A count with its share of the rows below. */
static void cell_part(struct ras_text *out, uint64_t count, uint64_t all)
{
    ras_text_string(out, "<td>");
    ras_figure_count(out, count);
    ras_text_string(out, "<small>");
    ras_figure_share(out, count, all);
    ras_text_string(out, "</small></td>");
}

static void append_fraction(struct ras_text *out, struct ras_share share)
{
    ras_figure_count(out, share.numerator);
    ras_text_string(out, " / ");
    ras_figure_count(out, share.denominator);
}

static int32_t share_hundredths(struct ras_share share)
{
    return share.denominator == 0
               ? RAS_INDEX_NONE
               : (int32_t)ras_percent_hundredths(share.numerator, share.denominator);
}

/* A percentage in its colour, with numerator and denominator below. */
static void cell_share(struct ras_text *out, const struct ras_quality_report *report,
                       struct ras_share share, bool coloured)
{
    ras_text_format(out, "<td class=\"%s\">",
                    coloured ? ras_colour_class(report, share_hundredths(share)) : "");
    ras_figure_share(out, share.numerator, share.denominator);
    if (share.denominator > 0) {
        ras_text_string(out, "<small>");
        append_fraction(out, share);
        ras_text_string(out, "</small>");
    }
    ras_text_string(out, "</td>");
}

static void cell_index(struct ras_text *out, const struct ras_quality_report *report,
                       const struct ras_figures *figures)
{
    const int32_t index = ras_figures_index(figures, report->word_weight);
    ras_text_format(out, "<td class=\"%s\">", ras_colour_class(report, index));
    if (index < 0)
        ras_text_string(out, "–");
    else
        ras_figure_percent(out, (uint64_t)index);
    ras_text_string(out, "</td>");
}

static void cells_of_words(struct ras_text *out, const struct ras_quality_report *report,
                           const struct ras_figures *figures)
{
    cell_index(out, report, figures);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        cell_share(out, report, figures->word[word], true);
}

static void open_table(struct ras_text *out, const char *caption)
{
    ras_text_string(out, "<div class=\"cuon\"><table>\n<caption>");
    ras_text_string(out, caption);
    ras_text_string(out, "</caption>\n<thead><tr>");
}

static void close_table(struct ras_text *out)
{
    ras_text_string(out, "</tbody></table></div>\n");
}

/* Names of the sources as column heads, then "Tổng" where there are several. */
static void head_sources(struct ras_text *out, const struct ras_quality_report *report)
{
    for (uint32_t i = 0; i < report->source_count; i++) {
        ras_text_string(out, "<th>");
        ras_text_html(out, ras_bytes_of(report->sources[i].name));
        ras_text_string(out, "</th>");
    }
    if (report->source_count > 1)
        ras_text_string(out, "<th>Tổng</th>");
    ras_text_string(out, "</tr></thead>\n<tbody>\n");
}

const char *ras_colour_class(const struct ras_quality_report *report, int32_t hundredths)
{
    switch (ras_colour_of(report, hundredths)) {
    case RAS_COLOUR_NONE: return "";
    case RAS_COLOUR_GREEN: return "m-xanh";
    case RAS_COLOUR_YELLOW: return "m-vang";
    case RAS_COLOUR_RED: return "m-do";
    }
    return "";
}

/* ---- the glance ---- */

static void append_level(struct ras_text *out, const struct ras_quality_report *report,
                         int32_t hundredths)
{
    switch (ras_colour_of(report, hundredths)) {
    case RAS_COLOUR_NONE: ras_text_string(out, "Chưa có số liệu"); break;
    case RAS_COLOUR_GREEN: ras_text_string(out, "● Xanh: đạt"); break;
    case RAS_COLOUR_YELLOW: ras_text_string(out, "▲ Vàng: cần cải thiện"); break;
    case RAS_COLOUR_RED: ras_text_string(out, "■ Đỏ: chưa đạt"); break;
    }
}

static void append_card(struct ras_text *out, const struct ras_quality_report *report,
                        const char *name, const char *under, int32_t hundredths,
                        const struct ras_share *share)
{
    ras_text_format(out, "<div class=\"o-the %s %s\"><div class=\"ten\"><b>%s</b>%s</div>",
                    share == NULL ? "chinh" : "", ras_colour_class(report, hundredths), name,
                    under);
    ras_text_string(out, "<div class=\"so-lon\">");
    if (hundredths < 0)
        ras_text_string(out, "–");
    else
        ras_figure_percent(out, (uint64_t)hundredths);
    ras_text_string(out, "</div><div class=\"tren\">");
    if (share == NULL)
        ras_text_string(out, "trung bình có trọng số của bốn từ");
    else
        append_fraction(out, *share);
    ras_text_string(out, "</div><div class=\"muc\">");
    append_level(out, report, hundredths);
    ras_text_string(out, "</div></div>\n");
}

void ras_table_glance(const struct ras_quality_report *report, const struct ras_figures_list *list,
                      struct ras_text *out)
{
    static const char *const names[RAS_WORD_COUNT] = {"Đúng", "Đủ", "Sạch", "Sống"};
    static const char *const meanings[RAS_WORD_COUNT] = {
        "trùng với dữ liệu dân cư", "không thiếu trường bắt buộc", "không trùng, không sai dạng",
        "đúng với hiện trạng"};
    const struct ras_figures none = {0};
    const struct ras_figures *figures = ras_figures_find(list, RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL);
    if (figures == NULL)
        figures = &none;
    ras_text_string(out, "<div class=\"the\">\n");
    append_card(out, report, "Chỉ số chung", "đúng, đủ, sạch, sống",
                ras_figures_index(figures, report->word_weight), NULL);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        append_card(out, report, names[word], meanings[word], share_hundredths(figures->word[word]),
                    &figures->word[word]);
    ras_text_string(out, "</div>\n");
}

/* ---- sources, outcomes, provinces ---- */

/* What the measures say of one source, `none` where they say nothing. */
static const struct ras_figures *figures_of_source(const struct ras_figures_list *list,
                                                   uint32_t source, const struct ras_figures *none)
{
    const struct ras_figures *found = ras_figures_find(list, RAS_SCOPE_SOURCE, 0, source);
    if (found == NULL)
        found = ras_figures_find(list, RAS_SCOPE_ALL, 0, source);
    return found == NULL ? none : found;
}

static void table_of_fates(const struct ras_quality_report *report, struct ras_text *out)
{
    open_table(out, "Mỗi dòng đã đọc thuộc đúng một loại: khớp, cần xem lại, không khớp hoặc bị "
                    "loại.");
    ras_text_string(out, "<th class=\"chu-cot\">Nguồn</th><th>Dòng đã đọc</th><th>Khớp</th>"
                         "<th>Cần xem lại</th><th>Không khớp</th><th>Bị loại</th>"
                         "<th>Dòng trùng</th><th>Đầu việc</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < report->source_count; i++) {
        const struct ras_source_summary *const source = &report->sources[i];
        ras_text_string(out, "<tr><td class=\"chu-cot\">");
        ras_text_html(out, ras_bytes_of(source->name));
        ras_text_format(out, "<small>%s</small></td>", ras_kind_vietnamese(source->kind));
        cell_count(out, source->row_count);
        cell_part(out, source->match_count, source->row_count);
        cell_part(out, source->review_count, source->row_count);
        cell_part(out, source->none_count, source->row_count);
        cell_part(out, source->reject_count, source->row_count);
        cell_count(out, source->duplicate_count);
        cell_count(out, source->task_count);
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

void ras_table_sources(const struct ras_quality_report *report, const struct ras_figures_list *list,
                       struct ras_text *out)
{
    const struct ras_figures none = {0};
    table_of_fates(report, out);
    open_table(out, "Bốn từ; mỗi tỷ lệ kèm tử số và mẫu số của nó, xem mục Cách tính.");
    ras_text_string(out, "<th class=\"chu-cot\">Nguồn</th><th>Chỉ số</th><th>Đúng</th><th>Đủ</th>"
                         "<th>Sạch</th><th>Sống</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < report->source_count; i++) {
        ras_text_string(out, "<tr>");
        cell_text(out, report->sources[i].name);
        cells_of_words(out, report, figures_of_source(list, i, &none));
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
    open_table(out, "Xác thực và bao phủ.");
    ras_text_string(out, "<th class=\"chu-cot\">Nguồn</th><th>Tỷ lệ xác thực</th>"
                         "<th>Xác thực theo người</th><th>Độ bao phủ</th></tr></thead>\n<tbody>\n");
    for (uint32_t i = 0; i < report->source_count; i++) {
        const struct ras_figures *const figures = figures_of_source(list, i, &none);
        ras_text_string(out, "<tr>");
        cell_text(out, report->sources[i].name);
        cell_share(out, report, figures->verification, false);
        cell_share(out, report, figures->by_person, false);
        cell_share(out, report, figures->coverage, false);
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

void ras_table_outcomes(const struct ras_quality_report *report, struct ras_text *out)
{
    open_table(out, "Phần trăm tính trên các dòng đọc được của nguồn.");
    ras_text_string(out, "<th class=\"chu-cot\">Kết quả</th>");
    head_sources(out, report);
    for (unsigned outcome = 0; outcome < RAS_OUTCOME_COUNT; outcome++) {
        uint64_t sum = 0, all = 0;
        ras_text_string(out, "<tr>");
        cell_text(out, ras_outcome_vietnamese((enum ras_outcome)outcome));
        for (uint32_t i = 0; i < report->source_count; i++) {
            const struct ras_source_summary *const source = &report->sources[i];
            const uint64_t readable = source->row_count - source->reject_count;
            cell_part(out, source->outcome_count[outcome], readable);
            sum += source->outcome_count[outcome];
            all += readable;
        }
        if (report->source_count > 1)
            cell_part(out, sum, all);
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

static const char *province_name(const struct ras_quality_report *report, uint32_t code)
{
    const size_t count = report->units == NULL ? 0 : ras_units_count(report->units);
    for (size_t i = 0; i < count; i++) {
        const struct ras_unit *const unit = ras_units_at(report->units, i);
        if (unit->province_code == code)
            return unit->province;
    }
    return code == 0 ? "Chưa xác định" : "";
}

void ras_table_provinces(const struct ras_quality_report *report,
                         const struct ras_figures_list *list, struct ras_text *out)
{
    size_t first, end, province_count = 0;
    ras_figures_scope(list, RAS_SCOPE_PROVINCE, &first, &end);
    for (size_t i = first; i < end; i++)
        province_count += list->figures[i].source_index == RAS_SOURCE_ALL;
    if (province_count < 2)
        return;
    ras_text_string(out, "<h3>Theo tỉnh, thành phố</h3>\n");
    open_table(out, "Tất cả các nguồn.");
    ras_text_string(out, "<th class=\"chu-cot\">Mã</th><th class=\"chu-cot\">Tỉnh, thành phố</th>"
                         "<th>Dòng</th><th>Chỉ số</th><th>Đúng</th><th>Đủ</th><th>Sạch</th>"
                         "<th>Sống</th><th>Tỷ lệ xác thực</th></tr></thead>\n<tbody>\n");
    for (size_t i = first; i < end; i++) {
        const struct ras_figures *const figures = &list->figures[i];
        if (figures->source_index != RAS_SOURCE_ALL)
            continue;
        ras_text_string(out, "<tr><td class=\"chu-cot\">");
        if (figures->code != 0)
            ras_text_digits(out, figures->code, 2);
        ras_text_string(out, "</td>");
        cell_text(out, province_name(report, figures->code));
        cell_count(out, figures->row_count);
        cells_of_words(out, report, figures);
        cell_share(out, report, figures->verification, false);
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

/* ---- errors and passes ---- */

static uint64_t group_count(const struct ras_quality_report *report,
                            const struct ras_source_summary *source, unsigned group)
{
    uint64_t count = 0;
    for (unsigned rule = 0; rule < report->rule_count; rule++)
        if (report->rules[rule]->group == group)
            count += source->issue_count[rule];
    return count;
}

void ras_table_groups(const struct ras_quality_report *report, struct ras_text *out)
{
    open_table(out, "Một bản ghi có thể có nhiều lỗi.");
    ras_text_string(out, "<th class=\"chu-cot\">Nhóm lỗi</th>");
    head_sources(out, report);
    for (unsigned group = 1; group <= 8; group++) {
        uint64_t sum = 0;
        ras_text_format(out, "<tr><td class=\"chu-cot\">%u. %s</td>", group,
                        ras_group_vietnamese(group));
        for (uint32_t i = 0; i < report->source_count; i++) {
            const uint64_t count = group_count(report, &report->sources[i], group);
            cell_count(out, count);
            sum += count;
        }
        if (report->source_count > 1)
            cell_count(out, sum);
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

void ras_table_passes(const struct ras_quality_report *report, struct ras_text *out)
{
    open_table(out, "Số dòng có ứng viên tốt nhất gặp ở mỗi lượt; dòng nhỏ: số lần tra gặp khối "
                    "vượt ngưỡng, khi đó chỉ xét phần đã thu hẹp của khối.");
    ras_text_string(out, "<th class=\"chu-cot\">Lượt tra</th>");
    head_sources(out, report);
    for (unsigned pass = 0; pass < report->pass_count; pass++) {
        uint64_t sum = 0, capped = 0;
        ras_text_string(out, "<tr><td class=\"chu-cot\"><code>");
        ras_text_html(out, ras_bytes_of(report->pass_names[pass]));
        ras_text_string(out, "</code></td>");
        for (uint32_t i = 0; i <= report->source_count; i++) {
            const bool total = i == report->source_count;
            if (total && report->source_count < 2)
                break;
            const uint64_t met = total ? sum : report->sources[i].pass_count[pass];
            const uint64_t over = total ? capped : report->sources[i].capped_count[pass];
            ras_text_string(out, "<td>");
            ras_figure_count(out, met);
            if (over > 0) {
                ras_text_string(out, "<small>");
                ras_figure_count(out, over);
                ras_text_string(out, " vượt ngưỡng</small>");
            }
            ras_text_string(out, "</td>");
            sum += met;
            capped += over;
        }
        ras_text_string(out, "</tr>\n");
    }
    close_table(out);
}

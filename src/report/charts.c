/* SVG charts. */
#include "report/charts.h"

#include "base/bytes.h"
#include "report/utf8_cut.h"
#include "report/vietnamese_figures.h"

#include <stdlib.h>

/* All lengths are in SVG units of the view box, which the page stretches to its width. */
#define WIDTH         760u
#define BAR_STEP      22u
#define BAR_LEFT      372u
#define BAR_ROOM      300u
#define LABEL_LETTERS 48u
#define PANEL_LEFT    96u
#define PANEL_HEIGHT  74u
#define PANEL_STEP    92u
#define BIN_WIDTH     10u
#define TOP           20u

struct bar {
    unsigned rule;
    uint64_t count;
};

static int compare_bars(const void *a, const void *b)
{
    const struct bar *const x = a;
    const struct bar *const y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static unsigned collect_bars(const struct ras_quality_report *report,
                             struct bar bars[RAS_RULES_MAX])
{
    unsigned count = 0;
    for (unsigned rule = 0; rule < report->rule_count && rule < RAS_RULES_MAX; rule++) {
        uint64_t sum = 0;
        for (uint32_t source = 0; source < report->source_count; source++)
            sum += report->sources[source].issue_count[rule];
        if (sum > 0)
            bars[count++] = (struct bar){rule, sum};
    }
    qsort(bars, count, sizeof bars[0], compare_bars);
    return count;
}

/* Tenths of a unit, so that short bars differ; integers, so that every machine draws the same. */
static void append_tenths(struct ras_text *out, uint64_t tenths)
{
    ras_text_unsigned(out, tenths / 10);
    ras_text_char(out, '.');
    ras_text_unsigned(out, tenths % 10);
}

static uint64_t scaled_tenths(uint64_t value, uint64_t largest, unsigned room)
{
    if (largest == 0)
        return 0;
    const uint64_t tenths = (uint64_t)((double)value / (double)largest * room * 10);
    return tenths == 0 && value > 0 ? 5 : tenths; /* what is there is seen */
}

static void append_bar(const struct ras_quality_report *report, const struct bar *bar,
                       uint64_t largest, unsigned position, struct ras_text *out)
{
    const struct ras_rule_info *const rule = report->rules[bar->rule];
    const unsigned top = position * BAR_STEP + 4;
    const uint64_t length = scaled_tenths(bar->count, largest, BAR_ROOM);
    struct ras_text label;
    ras_text_init(&label);
    ras_utf8_clean(&label, ras_bytes_of(rule->vietnamese), LABEL_LETTERS);
    ras_text_format(out, "<text class=\"ma\" x=\"0\" y=\"%u\">", top + 12);
    ras_text_html(out, ras_bytes_of(rule->code));
    ras_text_format(out, "</text><text class=\"nhan\" x=\"42\" y=\"%u\">", top + 12);
    ras_text_html(out, (struct ras_bytes){label.data, label.length});
    ras_text_format(out, "</text><rect class=\"w-%s\" x=\"%u\" y=\"%u\" height=\"15\" width=\"",
                    ras_word_name(rule->word), BAR_LEFT, top);
    append_tenths(out, length);
    ras_text_string(out, "\"><title>");
    ras_text_html(out, ras_bytes_of(rule->vietnamese));
    ras_text_string(out, "</title></rect><text class=\"so\" x=\"");
    append_tenths(out, (BAR_LEFT + 6) * 10 + length);
    ras_text_format(out, "\" y=\"%u\">", top + 12);
    ras_figure_count(out, bar->count);
    ras_text_string(out, "</text>\n");
    out->failed |= label.failed;
    ras_text_fini(&label);
}

static void append_rest(const struct bar *bars, unsigned count, struct ras_text *out)
{
    uint64_t rest = 0;
    for (unsigned i = RAS_CHART_BARS_MAX; i < count; i++)
        rest += bars[i].count;
    if (rest == 0)
        return;
    ras_text_string(out, "<p class=\"chu\">Ngoài ra còn ");
    ras_figure_count(out, rest);
    ras_text_string(out, " lỗi thuộc ");
    ras_figure_count(out, count - RAS_CHART_BARS_MAX);
    ras_text_string(out, " quy tắc khác, xem <code>quality.json</code>.</p>\n");
}

void ras_chart_issues(const struct ras_quality_report *report, struct ras_text *out)
{
    struct bar bars[RAS_RULES_MAX];
    const unsigned count = collect_bars(report, bars);
    if (count == 0) {
        ras_text_string(out, "<p>Không có lỗi nào.</p>\n");
        return;
    }
    const unsigned shown = count < RAS_CHART_BARS_MAX ? count : RAS_CHART_BARS_MAX;
    ras_text_string(out, "<p class=\"chu-giai\">");
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        ras_text_format(out, "<span class=\"o w-%s\"></span>không ",
                        ras_word_name((enum ras_word)word));
        ras_text_string(out, ras_word_vietnamese((enum ras_word)word));
        ras_text_char(out, '\n');
    }
    ras_text_format(out,
                    "</p>\n<svg class=\"bieu-do\" viewBox=\"0 0 %u %u\" role=\"img\" "
                    "aria-label=\"Số lỗi theo quy tắc\">\n",
                    WIDTH, shown * BAR_STEP + 8);
    for (unsigned i = 0; i < shown; i++)
        append_bar(report, &bars[i], bars[0].count, i, out);
    ras_text_string(out, "</svg>\n");
    append_rest(bars, count, out);
}

/* ---- weights ---- */

static void append_panel(const struct ras_quality_report *report, enum ras_decision_kind decision,
                         const char *label, unsigned top, struct ras_text *out)
{
    uint64_t bins[RAS_HISTOGRAM_BINS] = {0};
    uint64_t largest = 0, sum = 0;
    for (unsigned bin = 0; bin < RAS_HISTOGRAM_BINS; bin++) {
        for (uint32_t source = 0; source < report->source_count; source++)
            bins[bin] += report->sources[source].weight_histogram[decision][bin];
        largest = bins[bin] > largest ? bins[bin] : largest;
        sum += bins[bin];
    }
    const unsigned floor_at = top + PANEL_HEIGHT;
    ras_text_format(out, "<text class=\"nhan\" x=\"0\" y=\"%u\">%s</text>", top + 14, label);
    ras_text_format(out, "<text class=\"mo\" x=\"0\" y=\"%u\">", top + 30);
    ras_figure_count(out, sum);
    ras_text_format(out, " dòng</text><text class=\"mo\" x=\"0\" y=\"%u\">cột cao nhất</text>",
                    top + 50);
    ras_text_format(out, "<text class=\"mo\" x=\"0\" y=\"%u\">", top + 64);
    ras_figure_count(out, largest);
    ras_text_string(out, "</text>\n");
    for (unsigned bin = 0; bin < RAS_HISTOGRAM_BINS; bin++) {
        if (bins[bin] == 0)
            continue;
        const uint64_t height = scaled_tenths(bins[bin], largest, PANEL_HEIGHT);
        ras_text_format(out, "<rect class=\"d-%s\" x=\"%u\" width=\"%u\" y=\"",
                        ras_decision_name(decision), PANEL_LEFT + bin * BIN_WIDTH, BIN_WIDTH - 1);
        append_tenths(out, floor_at * 10 - height);
        ras_text_string(out, "\" height=\"");
        append_tenths(out, height);
        ras_text_format(out, "\"><title>%d bit: ", (int)bin + RAS_HISTOGRAM_FIRST);
        ras_figure_count(out, bins[bin]);
        ras_text_string(out, "</title></rect>");
    }
    ras_text_format(out, "\n<line class=\"truc\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>\n",
                    PANEL_LEFT, PANEL_LEFT + RAS_HISTOGRAM_BINS * BIN_WIDTH, floor_at, floor_at);
}

static void append_axis(unsigned baseline, struct ras_text *out)
{
    for (unsigned bin = 0; bin <= RAS_HISTOGRAM_BINS; bin += 8) {
        const int bits = (int)bin + RAS_HISTOGRAM_FIRST;
        const unsigned x = PANEL_LEFT + bin * BIN_WIDTH;
        const char *const anchor = bin == RAS_HISTOGRAM_BINS ? "end" : "middle";
        ras_text_format(out,
                        "<line class=\"truc\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>"
                        "<text class=\"mo\" text-anchor=\"%s\" x=\"%u\" y=\"%u\">%s%d</text>",
                        x, x, baseline, baseline + 4, anchor, x, baseline + 18, bits < 0 ? "−" : "",
                        abs(bits));
    }
    ras_text_format(out,
                    "<text class=\"mo\" text-anchor=\"middle\" x=\"%u\" y=\"%u\">trọng số khớp "
                    "(bit): mỗi bit là gấp đôi khả năng cùng một người</text>\n",
                    PANEL_LEFT + RAS_HISTOGRAM_BINS * BIN_WIDTH / 2, baseline + 36);
}

static void append_threshold(int32_t weight, const char *label, const char *anchor, int shift,
                             unsigned bottom, struct ras_text *out)
{
    const int32_t span = RAS_HISTOGRAM_BINS * RAS_MILLIBITS;
    int64_t offset = (int64_t)weight - RAS_HISTOGRAM_FIRST * RAS_MILLIBITS;
    offset = offset < 0 ? 0 : offset > span ? span : offset;
    const unsigned tenths = PANEL_LEFT * 10 + (unsigned)offset / (RAS_MILLIBITS / BIN_WIDTH / 10);
    const unsigned magnitude = (unsigned)(weight < 0 ? -(int64_t)weight : (int64_t)weight);
    ras_text_string(out, "<line class=\"nguong\" x1=\"");
    append_tenths(out, tenths);
    ras_text_string(out, "\" x2=\"");
    append_tenths(out, tenths);
    ras_text_format(out,
                    "\" y1=\"%u\" y2=\"%u\"/><text class=\"nguong-chu\" text-anchor=\"%s\" x=\"",
                    TOP - 4, bottom, anchor);
    append_tenths(out, (uint64_t)((int)tenths + shift * 10));
    ras_text_format(out, "\" y=\"%u\">%s %s%u,%u</text>\n", TOP - 7, label, weight < 0 ? "−" : "",
                    (magnitude + 50) / 1000, (magnitude + 50) % 1000 / 100);
}

void ras_chart_weights(const struct ras_quality_report *report, struct ras_text *out)
{
    static const struct {
        enum ras_decision_kind decision;
        const char *label;
    } panels[3] = {{RAS_DECISION_MATCH, "khớp"},
                   {RAS_DECISION_REVIEW, "cần xem lại"},
                   {RAS_DECISION_NONE, "không khớp"}};
    const unsigned bottom = TOP + 2 * PANEL_STEP + PANEL_HEIGHT;
    ras_text_format(out,
                    "<svg class=\"bieu-do\" viewBox=\"0 0 %u %u\" role=\"img\" "
                    "aria-label=\"Phân bố trọng số khớp theo quyết định\">\n",
                    WIDTH, bottom + 42);
    for (unsigned i = 0; i < 3; i++)
        append_panel(report, panels[i].decision, panels[i].label, TOP + i * PANEL_STEP, out);
    append_threshold(report->review_weight, "xem lại từ", "end", -4, bottom, out);
    append_threshold(report->match_weight, "khớp từ", "start", 4, bottom, out);
    append_axis(bottom, out);
    ras_text_string(out, "</svg>\n");
}

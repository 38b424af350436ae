/* Charts of bench.html, as SVG written by hand.
 *
 * Shares near 1 are what strategies differ in, so precision and recall stand on a scale of nines:
 * 0.9, 0.99, 0.999 are equally far apart. All lengths are in SVG units. */
#include "report/bench_page.h"

#include "base/bytes.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH        760u
#define LEFT         76u
#define ROOM_WIDTH   660u
#define TOP          14u
#define PLOT_HEIGHT  380u
#define PANEL_HEIGHT 190u
#define PANEL_STEP   230u
#define NINES        5u
#define COLOURS      8u
#define BAR_WIDTH    10u
#define UP_HEIGHT    58u
#define DOWN_HEIGHT  34u
#define WEIGHTS_STEP 122u
#define BITS_STEP    8

/* Where a share stands on the scale of nines, 0 .. 1. */
static double nines(double share)
{
    const double rest = 1 - share;
    const double place = rest > 0 ? -log10(rest) / NINES : 1;
    return place > 1 ? 1 : place;
}

static void point_append(struct ras_text *out, double x, double y)
{
    ras_text_fixed(out, llround(x * 10), 1);
    ras_text_char(out, ',');
    ras_text_fixed(out, llround(y * 10), 1);
    ras_text_char(out, ' ');
}

static void nines_label(const struct ras_bench_page *page, unsigned tick)
{
    static const char *const labels[NINES + 1] = {"0", "0.9", "0.99", "0.999", "0.9999", "1"};
    for (const char *at = labels[tick]; *at != '\0'; at++)
        ras_text_char(page->out, *at == '.' && page->report->vietnamese ? ',' : *at);
}

static void text_open(struct ras_text *out, const char *class, const char *anchor, unsigned x,
                      unsigned y)
{
    ras_text_format(out, "<text class=\"%s\" text-anchor=\"%s\" x=\"%u\" y=\"%u\">", class, anchor,
                    x, y);
}

/* Lines across a plot at each nine of its vertical axis. */
static void nines_grid(const struct ras_bench_page *page, unsigned top, unsigned height)
{
    for (unsigned tick = 0; tick <= NINES; tick++) {
        const unsigned y = top + height - height * tick / NINES;
        ras_text_format(page->out, "<line class=\"luoi\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>",
                        LEFT, LEFT + ROOM_WIDTH, y, y);
        text_open(page->out, "mo", "end", LEFT - 6, y + 4);
        nines_label(page, tick);
        ras_text_string(page->out, "</text>\n");
    }
}

static void svg_open(const struct ras_bench_page *page, unsigned height, const char *label)
{
    ras_text_format(
        page->out, "<svg class=\"bieu-do\" viewBox=\"0 0 %u %u\" role=\"img\" aria-label=\"%s\">\n",
        WIDTH, height, label);
}

static void line_open(const struct ras_bench_page *page, unsigned strategy)
{
    ras_text_format(page->out, "<polyline class=\"duong s%u%s\" points=\"", strategy % COLOURS,
                    strategy >= COLOURS ? " dut" : "");
}

static void line_close(const struct ras_bench_page *page, unsigned strategy)
{
    ras_text_string(page->out, "\"><title>");
    ras_text_html(page->out, ras_bytes_of(page->report->strategies[strategy].name));
    ras_text_string(page->out, "</title></polyline>\n");
}

void ras_bench_legend(const struct ras_bench_page *page)
{
    ras_text_string(page->out, "<p class=\"chu-giai\">");
    for (unsigned i = 0; i < page->report->strategy_count; i++) {
        ras_text_format(page->out, "<span class=\"o n%u%s\"></span>", i % COLOURS,
                        i >= COLOURS ? " dut" : "");
        ras_text_html(page->out, ras_bytes_of(page->report->strategies[i].name));
        ras_text_char(page->out, '\n');
    }
    ras_text_string(page->out, "</p>\n");
}

/* ---- precision and recall ---- */

static void curve_append(const struct ras_bench_page *page, unsigned strategy)
{
    const struct ras_bench_curve *const curve = &page->report->strategies[strategy].curve;
    const double true_rows = (double)ras_bench_all(page, strategy)->true_rows;
    uint64_t links = 0, right = 0;
    line_open(page, strategy);
    for (unsigned i = RAS_BENCH_CURVE_BINS; i > 0; i--) {
        if (curve->links[i - 1] == 0)
            continue;
        links += curve->links[i - 1];
        right += curve->right[i - 1];
        point_append(page->out, LEFT + ROOM_WIDTH * nines((double)right / true_rows),
                     TOP + PLOT_HEIGHT * (1 - nines((double)right / (double)links)));
    }
    line_close(page, strategy);
}

/* Where the set thresholds are. */
static void mark_append(const struct ras_bench_page *page, unsigned strategy)
{
    const struct ras_bench_tally *const tally = ras_bench_all(page, strategy);
    if (tally->links == 0)
        return;
    const double x = LEFT + ROOM_WIDTH * nines((double)tally->right / (double)tally->true_rows);
    const double y = TOP + PLOT_HEIGHT * (1 - nines((double)tally->right / (double)tally->links));
    ras_text_format(page->out, "<circle class=\"n%u\" r=\"5\" cx=\"", strategy % COLOURS);
    ras_text_fixed(page->out, llround(x * 10), 1);
    ras_text_string(page->out, "\" cy=\"");
    ras_text_fixed(page->out, llround(y * 10), 1);
    ras_text_string(page->out, "\"><title>");
    ras_text_html(page->out, ras_bytes_of(page->report->strategies[strategy].name));
    ras_text_string(page->out, "</title></circle>\n");
}

void ras_bench_chart_precision_recall(const struct ras_bench_page *page)
{
    const unsigned bottom = TOP + PLOT_HEIGHT;
    svg_open(page, bottom + 40,
             ras_bench_say(page, "precision and recall", "độ chính xác, độ phủ"));
    nines_grid(page, TOP, PLOT_HEIGHT);
    for (unsigned tick = 0; tick <= NINES; tick++) {
        const unsigned x = LEFT + ROOM_WIDTH * tick / NINES;
        ras_text_format(page->out, "<line class=\"luoi\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>",
                        x, x, TOP, bottom);
        text_open(page->out, "mo", "middle", x, bottom + 16);
        nines_label(page, tick);
        ras_text_string(page->out, "</text>\n");
    }
    text_open(page->out, "mo", "middle", LEFT + ROOM_WIDTH / 2, bottom + 34);
    ras_text_string(page->out, ras_bench_say(page, "recall</text>\n", "độ phủ</text>\n"));
    ras_text_format(page->out,
                    "<text class=\"mo\" text-anchor=\"middle\" "
                    "transform=\"translate(14 %u) rotate(-90)\">%s</text>\n",
                    TOP + PLOT_HEIGHT / 2, ras_bench_say(page, "precision", "độ chính xác"));
    for (unsigned i = 0; i < page->report->strategy_count; i++)
        if (ras_bench_all(page, i)->true_rows > 0)
            curve_append(page, i);
    for (unsigned i = 0; i < page->report->strategy_count; i++)
        mark_append(page, i);
    ras_text_string(page->out, "</svg>\n");
}

/* ---- by threshold ---- */

static void threshold_point(const struct ras_bench_page *page, unsigned bin, unsigned top,
                            uint64_t right, uint64_t whole)
{
    point_append(page->out, LEFT + (double)ROOM_WIDTH * bin / RAS_BENCH_CURVE_BINS,
                 top + PANEL_HEIGHT * (1 - nines((double)right / (double)whole)));
}

static void threshold_line(const struct ras_bench_page *page, unsigned strategy, unsigned top,
                           bool recall)
{
    const struct ras_bench_curve *const curve = &page->report->strategies[strategy].curve;
    const uint64_t true_rows = ras_bench_all(page, strategy)->true_rows;
    uint64_t links = 0, right = 0;
    line_open(page, strategy);
    for (unsigned i = RAS_BENCH_CURVE_BINS; i > 0; i--) {
        const bool changes = curve->links[i - 1] > 0;
        if (changes && links > 0) /* from there on up it was what it was */
            threshold_point(page, i, top, right, recall ? true_rows : links);
        links += curve->links[i - 1];
        right += curve->right[i - 1];
        if (changes || (links > 0 && i == 1))
            threshold_point(page, i - 1, top, right, recall ? true_rows : links);
    }
    line_close(page, strategy);
}

static void bits_axis(const struct ras_bench_page *page, unsigned bottom)
{
    const int last = RAS_BENCH_CURVE_FIRST + RAS_BENCH_CURVE_BINS / 4;
    for (int bits = RAS_BENCH_CURVE_FIRST; bits <= last; bits += BITS_STEP) {
        const unsigned x =
            LEFT + ROOM_WIDTH * (unsigned)(bits - RAS_BENCH_CURVE_FIRST) * 4 / RAS_BENCH_CURVE_BINS;
        ras_text_format(page->out, "<line class=\"truc\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>",
                        x, x, bottom, bottom + 4);
        text_open(page->out, "mo", "middle", x, bottom + 16);
        ras_text_format(page->out, "%s%d</text>\n", bits < 0 ? "−" : "", abs(bits));
    }
}

void ras_bench_chart_thresholds(const struct ras_bench_page *page)
{
    const unsigned bottom = TOP + 10 + PANEL_STEP + PANEL_HEIGHT;
    svg_open(page, bottom + 40,
             ras_bench_say(page, "precision and recall by threshold",
                           "độ chính xác và độ phủ theo ngưỡng"));
    for (unsigned panel = 0; panel < 2; panel++) {
        const unsigned top = TOP + 10 + panel * PANEL_STEP;
        text_open(page->out, "nhan", "start", LEFT, top - 8);
        ras_text_string(page->out, panel == 0 ? ras_bench_say(page, "precision", "độ chính xác")
                                              : ras_bench_say(page, "recall", "độ phủ"));
        ras_text_string(page->out, "</text>\n");
        nines_grid(page, top, PANEL_HEIGHT);
        for (unsigned i = 0; i < page->report->strategy_count; i++)
            if (ras_bench_all(page, i)->true_rows > 0)
                threshold_line(page, i, top, panel == 1);
        bits_axis(page, top + PANEL_HEIGHT);
    }
    text_open(page->out, "mo", "middle", LEFT + ROOM_WIDTH / 2, bottom + 34);
    ras_text_string(page->out,
                    ras_bench_say(page, "threshold: odds of the best candidate, in bits",
                                  "ngưỡng: tỷ lệ cược của ứng viên tốt nhất, tính theo bit"));
    ras_text_string(page->out, "</text>\n</svg>\n");
}

/* ---- weights ---- */

static uint64_t greatest_of(const uint64_t *bins)
{
    uint64_t greatest = 0;
    for (unsigned i = 0; i < RAS_BENCH_WEIGHT_BINS; i++)
        greatest = bins[i] > greatest ? bins[i] : greatest;
    return greatest;
}

/* Bars from `axis` upwards or downwards, the greatest as high as there is room. */
static void bars_append(const struct ras_bench_page *page, const uint64_t *bins, unsigned axis,
                        unsigned room, bool up)
{
    const uint64_t greatest = greatest_of(bins);
    for (unsigned i = 0; i < RAS_BENCH_WEIGHT_BINS; i++) {
        if (bins[i] == 0)
            continue;
        const double exact = (double)bins[i] / (double)greatest * room;
        const double height = exact < 0.5 ? 0.5 : exact; /* what is there is seen */
        ras_text_format(page->out, "<rect class=\"%s\" x=\"%u\" width=\"%u\" y=\"",
                        up ? "d-match" : "d-wrong", LEFT + 20 + i * BAR_WIDTH, BAR_WIDTH - 1);
        ras_text_fixed(page->out, llround((axis - (up ? height : 0)) * 10), 1);
        ras_text_string(page->out, "\" height=\"");
        ras_text_fixed(page->out, llround(height * 10), 1);
        ras_text_format(page->out, "\"><title>%d bit: ",
                        (int)i * RAS_BENCH_WEIGHT_BITS + RAS_BENCH_WEIGHT_FIRST);
        ras_bench_page_count(page, bins[i]);
        ras_text_string(page->out, "</title></rect>");
    }
    ras_text_char(page->out, '\n');
}

static void weights_panel(const struct ras_bench_page *page, unsigned strategy, unsigned top)
{
    const struct ras_bench_strategy *const told = &page->report->strategies[strategy];
    const unsigned axis = top + UP_HEIGHT;
    text_open(page->out, "nhan", "start", 0, top + 12);
    ras_text_html(page->out, ras_bytes_of(told->name));
    ras_text_string(page->out, "</text>");
    text_open(page->out, "mo", "start", 0, axis - 8);
    ras_bench_page_count(page, greatest_of(told->right_weights));
    ras_text_string(page->out, ras_bench_say(page, " right</text>", " đúng</text>"));
    text_open(page->out, "mo", "start", 0, axis + 16);
    ras_bench_page_count(page, greatest_of(told->wrong_weights));
    ras_text_string(page->out, ras_bench_say(page, " not</text>\n", " không</text>\n"));
    bars_append(page, told->right_weights, axis, UP_HEIGHT, true);
    bars_append(page, told->wrong_weights, axis + 1, DOWN_HEIGHT, false);
    ras_text_format(page->out, "<line class=\"truc\" x1=\"%u\" x2=\"%u\" y1=\"%u\" y2=\"%u\"/>\n",
                    LEFT + 20, LEFT + 20 + RAS_BENCH_WEIGHT_BINS * BAR_WIDTH, axis, axis);
}

void ras_bench_chart_weights(const struct ras_bench_page *page)
{
    const unsigned count = page->report->strategy_count;
    const unsigned bottom = TOP + count * WEIGHTS_STEP - 20;
    svg_open(
        page, bottom + 40,
        ras_bench_say(page, "weights of the best candidates", "trọng số của ứng viên tốt nhất"));
    for (unsigned i = 0; i < count; i++)
        weights_panel(page, i, TOP + i * WEIGHTS_STEP);
    for (unsigned bin = 0; bin <= RAS_BENCH_WEIGHT_BINS; bin += BITS_STEP) {
        const int bits = (int)bin * RAS_BENCH_WEIGHT_BITS + RAS_BENCH_WEIGHT_FIRST;
        text_open(page->out, "mo", "middle", LEFT + 20 + bin * BAR_WIDTH, bottom + 14);
        ras_text_format(page->out, "%s%d</text>\n", bits < 0 ? "−" : "", abs(bits));
    }
    text_open(page->out, "mo", "middle", LEFT + 20 + RAS_BENCH_WEIGHT_BINS * BAR_WIDTH / 2,
              bottom + 32);
    ras_text_string(page->out, ras_bench_say(page, "weight (bits)", "trọng số (bit)"));
    ras_text_string(page->out, "</text>\n</svg>\n");
}

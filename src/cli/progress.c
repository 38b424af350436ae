/* The progress line: stage, source, share done, rate, time left. Redrawn ten times a second at
 * most, since a terminal over a slow line would hold up the job. */
#include "cli/progress.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "cli/console.h"
#include "cli/figures.h"

#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define REDRAW_NS     UINT64_C(100000000)
#define WIDTH_DEFAULT 80
#define SECONDS_MIN   1.0 /* before that a rate says nothing */

static const struct {
    const char *stage;
    const char *vietnamese;
} stages[] = {{"index", "lập chỉ mục"}, {"match", "đối soát"},      {"settle", "xét cả nguồn"},
              {"write", "ghi kết quả"}, {"worklists", "bảng việc"}, {"report", "lập báo cáo"},
              {"check", "kiểm tra"},    {"publish", "công bố"},     {"train", "học mô hình"}};

static const char *stage_name(enum ras_language language, const char *stage)
{
    if (language == RAS_VIETNAMESE)
        for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
            if (strcmp(stages[i].stage, stage) == 0)
                return stages[i].vietnamese;
    return stage;
}

static void append_time_left(struct ras_text *out, enum ras_language language, double seconds)
{
    const uint64_t left = (uint64_t)ceil(seconds);
    ras_text_string(out, ", ");
    ras_text_string(out, ras_message(language, RAS_MESSAGE_TIME_LEFT));
    ras_text_char(out, ' ');
    if (left >= 3600) {
        ras_text_unsigned(out, left / 3600);
        ras_text_char(out, ':');
        ras_text_digits(out, left / 60 % 60, 2);
    } else {
        ras_text_unsigned(out, left / 60);
    }
    ras_text_char(out, ':');
    ras_text_digits(out, left % 60, 2);
}

/* Cut after `width` letters. */
static void cut_width(struct ras_text *out, size_t start, size_t width)
{
    size_t letters = 0;
    for (size_t i = start; i < out->length; i++) {
        letters += ((unsigned char)out->data[i] & 0xC0) != 0x80;
        if (letters > width) {
            out->length = i;
            return;
        }
    }
}

void ras_progress_format(struct ras_text *out, enum ras_language language,
                         const struct ras_progress *progress, size_t width)
{
    const size_t start = out->length;
    ras_text_string(out, stage_name(language, progress->stage));
    if (progress->source[0] != '\0') {
        ras_text_char(out, ' ');
        ras_text_string(out, progress->source);
    }
    if (progress->total > 0) {
        const uint64_t done = progress->done < progress->total ? progress->done : progress->total;
        ras_text_string(out, ", ");
        ras_text_unsigned(out, (uint64_t)((double)done * 100 / (double)progress->total));
        ras_text_char(out, '%');
    }
    if (progress->row_count > 0) {
        ras_text_string(out, ", ");
        ras_shown_count(out, language, progress->row_count);
        ras_text_char(out, ' ');
        ras_text_string(out, ras_message(language, RAS_MESSAGE_ROWS));
    }
    if (progress->seconds >= SECONDS_MIN && progress->row_count > 0) {
        ras_text_string(out, ", ");
        ras_figure_decimal(out, language, (double)progress->row_count / progress->seconds, 0);
        ras_text_char(out, ' ');
        ras_text_string(out, ras_message(language, RAS_MESSAGE_ROWS_PER_SECOND));
    }
    if (progress->seconds >= SECONDS_MIN && progress->done > 0 && progress->total > progress->done)
        append_time_left(out, language,
                         progress->seconds * (double)(progress->total - progress->done) /
                             (double)progress->done);
    cut_width(out, start, width);
}

void ras_progress_open(struct ras_progress_line *line, enum ras_language language, bool quiet)
{
    *line = (struct ras_progress_line){.language = language,
                                       .shown = !quiet && isatty(STDERR_FILENO) == 1};
}

void ras_progress_show(void *context, const struct ras_progress *progress)
{
    struct ras_progress_line *const line = context;
    const uint64_t now = ras_clock_ns();
    const bool new_stage = line->stage != progress->stage || line->source != progress->source;
    if (!line->shown || (line->drawn && !new_stage && now - line->last_ns < REDRAW_NS))
        return;
    line->stage = progress->stage;
    line->source = progress->source;
    struct winsize window;
    const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 1;
    struct ras_text text;
    ras_text_init(&text);
    ras_text_string(&text, "\r\033[K");
    ras_progress_format(&text, line->language, progress,
                        known ? (size_t)window.ws_col - 1 : WIDTH_DEFAULT - 1);
    if (!text.failed)
        ras_console_tell((struct ras_bytes){text.data, text.length});
    ras_text_fini(&text);
    line->drawn = true;
    line->last_ns = now;
}

void ras_progress_close(struct ras_progress_line *line)
{
    if (line->drawn)
        ras_console_tell(RAS_LITERAL("\r\033[K"));
    line->drawn = false;
}

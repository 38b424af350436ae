/* The progress line's text. */
#include "cli/figures.h"
#include "cli/progress.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *line_of(const struct ras_progress *progress, enum ras_language language,
                           size_t width)
{
    static char line[256];
    struct ras_text text;
    ras_text_init(&text);
    ras_progress_format(&text, language, progress, width);
    cr_assert_lt(text.length, sizeof line);
    memcpy(line, text.data, text.length);
    line[text.length] = '\0';
    ras_text_fini(&text);
    return line;
}

Test(progress, stage_source_share_rate_and_time_left)
{
    const struct ras_progress progress = {"match", "civil", 250, 1000, 50000, 10};
    cr_assert_str_eq(line_of(&progress, RAS_ENGLISH, 200),
                     "match civil, 25%, 50,000 rows, 5,000 rows/s, left 0:30");
    cr_assert_str_eq(line_of(&progress, RAS_VIETNAMESE, 200),
                     "đối soát civil, 25%, 50.000 dòng, 5.000 dòng/giây, còn 0:30");
}

Test(progress, what_is_not_known_is_left_out)
{
    const struct ras_progress start = {"report", "", 0, 0, 0, 0};
    const struct ras_progress over = {"match", "", 2000, 1000, 0, 5};
    const struct ras_progress slow = {"index", "", 1, 10000, 7, 1};
    cr_assert_str_eq(line_of(&start, RAS_ENGLISH, 200), "report");
    cr_assert_str_eq(line_of(&over, RAS_ENGLISH, 200), "match, 100%");
    cr_assert_str_eq(line_of(&slow, RAS_ENGLISH, 200), "index, 0%, 7 rows, 7 rows/s, left 2:46:39");
}

Test(progress, line_is_cut_between_letters)
{
    const struct ras_progress progress = {"match", "civil", 250, 1000, 50000, 10};
    for (size_t width = 0; width < 60; width++) {
        const char *const line = line_of(&progress, RAS_VIETNAMESE, width);
        cr_assert_leq(ras_figure_width(line, strlen(line)), width);
        cr_assert(width == 0 || ((unsigned char)line[strlen(line) - 1] < 0xC0));
    }
}

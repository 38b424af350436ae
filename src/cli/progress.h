/* One line on a terminal for a person who waits. */
#ifndef RASOAT_CLI_PROGRESS_H
#define RASOAT_CLI_PROGRESS_H

#include "cli/messages.h"
#include "rasoat/engine.h"

#include <stdbool.h>

struct ras_progress_line {
    enum ras_language language;
    bool shown;        /* standard error is a terminal, and --quiet was not given */
    bool drawn;        /* there is a line to clear */
    uint64_t last_ns;  /* of the last drawing */
    const char *stage; /* that was drawn, and its source: a new one is drawn at once */
    const char *source;
};

void ras_progress_open(struct ras_progress_line *line, enum ras_language language, bool quiet);
/* A ras_progress_function; context is the struct ras_progress_line. */
void ras_progress_show(void *context, const struct ras_progress *progress);
/* Clears the line. */
void ras_progress_close(struct ras_progress_line *line);
/* The line's text without control characters, for tests: at most width letters. */
void ras_progress_format(struct ras_text *out, enum ras_language language,
                         const struct ras_progress *progress, size_t width);

#endif

/* Filling of struct ras_error. */
#include "rasoat/error.h"

#include <stdarg.h>
#include <stdio.h>

static void error_fill(struct ras_error *error, enum ras_status status, const char *source,
                       uint64_t line_number, uint64_t column, const char *format, va_list arguments)
    RAS_PRINTF(6, 0);

/* A text that was cut must not end inside a UTF-8 letter. */
static void trim_cut_letter(char *text, int wanted_length, size_t size)
{
    if (wanted_length < 0 || (size_t)wanted_length < size)
        return;
    size_t letter = size - 1;
    while (letter > 0 && ((unsigned char)text[letter - 1] & 0xC0) == 0x80)
        letter--;
    if (letter == 0 || (unsigned char)text[letter - 1] < 0xC0)
        return;
    const unsigned char lead = (unsigned char)text[letter - 1];
    const size_t letter_bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (letter - 1 + letter_bytes > size - 1)
        text[letter - 1] = '\0';
}

/* Filled aside first: the arguments may be the very texts of *error, when a caller adds to it. */
static void error_fill(struct ras_error *error, enum ras_status status, const char *source,
                       uint64_t line_number, uint64_t column, const char *format, va_list arguments)
{
    if (error == NULL)
        return;
    struct ras_error filled = {.status = status, .line_number = line_number, .column = column};
    int length = snprintf(filled.source, sizeof filled.source, "%s", source == NULL ? "" : source);
    trim_cut_letter(filled.source, length, sizeof filled.source);
    length = vsnprintf(filled.message, sizeof filled.message, format, arguments);
    trim_cut_letter(filled.message, length, sizeof filled.message);
    *error = filled;
}

const char *ras_status_name(enum ras_status status)
{
    switch (status) {
    case RAS_OK: return "ok";
    case RAS_BAR_MISSED: return "bar_missed";
    case RAS_USAGE: return "usage";
    case RAS_TOO_MANY_REJECTS: return "too_many_rejects";
    case RAS_BAD_INPUT: return "bad_input";
    case RAS_INPUT_MISSING: return "input_missing";
    case RAS_BUG: return "bug";
    case RAS_NO_MEMORY: return "no_memory";
    case RAS_CANNOT_CREATE: return "cannot_create";
    case RAS_IO: return "io";
    case RAS_LOCKED: return "locked";
    case RAS_CONFIG: return "config";
    case RAS_INTERRUPTED: return "interrupted";
    case RAS_TERMINATED: return "terminated";
    case RAS_PIPE_CLOSED: return "pipe_closed";
    }
    return "unknown";
}

enum ras_status ras_fail(struct ras_error *error, enum ras_status status, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_fill(error, status, NULL, 0, 0, format, arguments);
    va_end(arguments);
    return status;
}

enum ras_status ras_fail_at(struct ras_error *error, enum ras_status status, const char *source,
                            uint64_t line_number, uint64_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    error_fill(error, status, source, line_number, column, format, arguments);
    va_end(arguments);
    return status;
}

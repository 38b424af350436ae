/* Filling of struct ras_error. */
#include "rasoat/error.h"

#include <stdarg.h>
#include <stdio.h>

static void error_fill(struct ras_error *error, enum ras_status status, const char *source,
                       uint64_t line_number, uint64_t column, const char *format, va_list arguments)
    RAS_PRINTF(6, 0);

static void error_fill(struct ras_error *error, enum ras_status status, const char *source,
                       uint64_t line_number, uint64_t column, const char *format, va_list arguments)
{
    if (error == NULL)
        return;
    error->status = status;
    error->line_number = line_number;
    error->column = column;
    error->byte_offset = 0;
    (void)snprintf(error->source, sizeof error->source, "%s", source == NULL ? "" : source);
    (void)vsnprintf(error->message, sizeof error->message, format, arguments);
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

/* How an operation ended, and what to tell the person who asked for it.
 *
 * Three kinds of trouble are never mixed: a programmer's error is an assert; an operating error is
 * an enum ras_status with a struct ras_error; bad data is neither, it is a rejected row that is
 * counted while the run goes on. */
#ifndef RASOAT_ERROR_H
#define RASOAT_ERROR_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define RAS_MUST_CHECK              __attribute__((warn_unused_result))
#define RAS_PRINTF(position, first) __attribute__((format(printf, position, first)))
#else
#define RAS_MUST_CHECK
#define RAS_PRINTF(position, first)
#endif

/* The values are the program's exit codes, so that a status needs no second table. */
enum ras_status {
    RAS_OK = 0,
    RAS_BAR_MISSED = 1, /* the run is published, a quality bar of the config was not reached */
    RAS_USAGE = 2,      /* rasoat run --threads=many */
    RAS_TOO_MANY_REJECTS =
        3,              /* more rejected rows than limits.rejects: read to the end, unpublished */
    RAS_BAD_INPUT = 65, /* a torn .zst, a file in TCVN3, a missing column */
    RAS_INPUT_MISSING = 66, /* residents.csv is not there */
    RAS_BUG = 70,           /* rows in and rows accounted for differ */
    RAS_NO_MEMORY = 71,     /* an allocation failed */
    RAS_CANNOT_CREATE = 73, /* the output folder is read-only */
    RAS_IO = 74,            /* disk full, read error */
    RAS_LOCKED = 75,        /* another run holds this output: try again later */
    RAS_CONFIG = 78,        /* rasoat.yaml:3:5: unknown key */
    RAS_INTERRUPTED = 130,  /* SIGINT, stopped cleanly */
    RAS_TERMINATED = 143,   /* SIGTERM, stopped cleanly */
    RAS_PIPE_CLOSED = 141   /* the reader of stdout went away */
};

#define RAS_ERROR_MESSAGE_MAX 400

/* Filled by the function that fails; the fields that do not apply are empty or 0.
 * message: lower case, no full stop, what failed before what on, never a value of a person's row.
 */
struct ras_error {
    enum ras_status status;
    char source[200];     /* file or input the trouble lies in, may be empty */
    uint64_t line_number; /* 1-based, 0 = not known */
    uint64_t column;      /* 1-based, 0 = not known */
    uint64_t byte_offset; /* 0-based */
    char message[RAS_ERROR_MESSAGE_MAX];
};

/* The name of a status as users see it in JSON ("bad_input"). Threads: pure. */
const char *ras_status_name(enum ras_status status);

/* Fill *error (which may be NULL) and return status, so that callers can write
 * `return ras_fail(error, RAS_IO, "cannot write '%s': %s", path, strerror(errno));` */
enum ras_status ras_fail(struct ras_error *error, enum ras_status status, const char *format, ...)
    RAS_PRINTF(3, 4);

/* As ras_fail, with the file, line and column (0 = unknown) that the trouble lies in. */
enum ras_status ras_fail_at(struct ras_error *error, enum ras_status status, const char *source,
                            uint64_t line_number, uint64_t column, const char *format, ...)
    RAS_PRINTF(6, 7);

#ifdef __cplusplus
}
#endif
#endif

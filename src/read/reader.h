/* Reading an extract: files in, batches out.
 *
 *   file, glob, stdin ─ stream (plain | .zst) ─ split at row ends ─> chunk ─ parse ─> batch
 *   [one reading thread: ras_reader_next]                     [any worker: ras_chunk_parse]
 *
 * A reader runs over all files of one source in the order given. The splitter follows the quotes
 * exactly (a quote opens a field only at its start, RFC 4180), so a chunk is always whole rows and
 * its first line number and byte offset are exact; how the bytes are cut into chunks depends on
 * chunk_bytes alone, never on threads.
 *
 * What people make is read and told: BOM, CRLF or lone CR, comma, semicolon or tab (detected from
 * the header line), newlines inside quotes, ragged rows, a last line without end. A row that cannot
 * be read becomes a reject with its code; a row longer than row_bytes_max, or with a quote that
 * never closes, is one reject and reading goes on at the next line.
 * A whole file that is not UTF-8 text (TCVN3, VNI, CP1258, UTF-16, binary) is RAS_BAD_INPUT with
 * one message that says what it looks like. */
#ifndef RASOAT_READ_READER_H
#define RASOAT_READ_READER_H

#include "base/arena.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/batch.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#define RAS_CHUNK_BYTES_DEFAULT ((size_t)1 << 18)
#define RAS_ROW_BYTES_MAX       ((size_t)1 << 20)
#define RAS_HEADER_COLUMNS_MAX  512
#define RAS_ZSTD_RATIO_MAX      2000 /* a stream that grows more is refused as a bomb */

/* One line of `columns:` in the config: canonical field = header in the file. */
struct ras_column_mapping {
    enum ras_field field;
    const char *header;
};

struct ras_reader_settings {
    const char *source_name;  /* for messages: "welfare" */
    const char *const *paths; /* "-" is standard input; globs are expanded by the caller */
    size_t path_count;
    const struct ras_column_mapping *mappings;
    size_t mapping_count;
    const char *const *carried; /* headers of columns to carry through */
    size_t carried_count;
    bool carried_only;      /* headers mean nothing by themselves: no column becomes a field */
    uint64_t required;      /* RAS_FIELD_BITs that each file must have; FULL_NAME is met by
                               SURNAME + GIVEN_NAME, BIRTH_DATE by BIRTH_YEAR, PERSONAL_ID
                               by DOCUMENT_ID */
    char delimiter;         /* 0 = detect */
    size_t chunk_bytes;     /* 0 = default; at most row_bytes_max */
    size_t row_bytes_max;   /* 0 = RAS_ROW_BYTES_MAX; a row without its line end */
    uint64_t row_limit;     /* rows (good or rejected) to read of all files, 0 = all */
    const atomic_int *stop; /* may be NULL */
};

/* What was found in one file. Headers are valid once the first chunk of the file has come; the rest
 * after the reader has passed it. A file that row_limit kept from being read to its end has hash 0;
 * one that was never opened has column_count 0. */
struct ras_reader_file {
    const char *path;
    uint64_t file_bytes; /* as on disk; from a pipe what was read */
    uint64_t text_bytes; /* after decompression, as far as read */
    uint64_t hash;       /* XXH3 of the bytes on disk */
    uint64_t row_count;  /* rows good or rejected, without header and blank lines (needs parse) */
    char delimiter;
    bool has_bom;
    bool has_crlf;
    bool compressed;
    uint32_t column_count;
    const char *const *headers;         /* column_count, as written, UTF-8 */
    const enum ras_field *column_field; /* column_count, RAS_FIELD_NONE = not used */
};

struct ras_reader;

enum ras_status ras_reader_open(struct ras_reader **reader,
                                const struct ras_reader_settings *settings,
                                struct ras_error *error) RAS_MUST_CHECK;
void ras_reader_close(struct ras_reader *reader);

/* A chunk is the unit of work: reused from row to row, owned by the caller. */
struct ras_chunk {
    char *text; /* with RAS_TEXT_PADDING after length */
    size_t length;
    size_t capacity;
    struct ras_arena arena; /* columns and rejects of the batch */
    struct ras_batch batch; /* after ras_chunk_parse */
    const void *layout;     /* the file's column layout, owned by the reader */
    uint64_t line_count;    /* lines in text, a last one without line end counted */
    bool row_failed;        /* the chunk is the raw start of one over-long or unclosed row */
    enum ras_reject_code row_failure;
    uint32_t row_failure_offset; /* of the quote that never closes; else the greatest length */
};
void ras_chunk_init(struct ras_chunk *chunk);
void ras_chunk_fini(struct ras_chunk *chunk);

/* The next chunk (reading thread only). *end = true and the chunk untouched when all files are
 * read. Errors: RAS_INPUT_MISSING, RAS_BAD_INPUT (torn .zst, checksum, not UTF-8, missing column,
 * empty file), RAS_IO, RAS_NO_MEMORY, and the value of *stop. */
enum ras_status ras_reader_next(struct ras_reader *reader, struct ras_chunk *chunk, bool *end,
                                struct ras_error *error) RAS_MUST_CHECK;
/* Fill chunk->batch (any thread; one chunk belongs to one thread at a time). */
enum ras_status ras_chunk_parse(struct ras_chunk *chunk, struct ras_error *error) RAS_MUST_CHECK;

/* As many as there are paths. The row_count of file_at is taken when it is asked for: by one
 * thread, while nobody reads or parses. The path alone may be had by any thread. */
size_t ras_reader_file_count(const struct ras_reader *reader);
const char *ras_reader_path(const struct ras_reader *reader, size_t position);
const struct ras_reader_file *ras_reader_file_at(const struct ras_reader *reader, size_t position);
/* Bytes on disk read so far and in all (0 = unknown, stdin): for progress. Any thread. */
void ras_reader_progress(const struct ras_reader *reader, uint64_t *done, uint64_t *total);

/* Expand one path with * ? [..] into files in byte order; a path without them gives itself.
 * RAS_INPUT_MISSING when nothing is there. The caller frees each path and the array (ras_free). */
enum ras_status ras_paths_expand(const char *pattern, char ***paths, size_t *path_count,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* The instruction set of the structural scan, for tests: "scalar", "avx2", "avx512", NULL = best.
 * Returns false when this machine has it not. */
bool ras_csv_scan_force(const char *name);

#endif

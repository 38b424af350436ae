/* Cutting a stream of text into chunks of whole rows.
 *
 *   pending: [ read, not yet delivered ]      at most a row and a look ahead, or the head of a file
 *   chunk:   [ pending | freshly read ... last row end ][ rest -> pending ]
 *
 * Each byte is scanned once; the state of the quotes at the end of the rest is remembered with it.
 * Where the cuts fall depends on chunk_bytes and on the text, never on how read(2) chops it.
 *
 * A row of more than row_bytes_max bytes is not waited for. If an open quote is to blame, the row
 * up to the end of the line on which it opened becomes a failed chunk, and reading goes on at the
 * next line (the rest of the window holds no quote that could open again, so this stays linear);
 * else the row is skipped up to its line end. Threads: one splitter belongs to one thread. */
#ifndef RASOAT_READ_SPLITTER_H
#define RASOAT_READ_SPLITTER_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "read/csv_scan.h"
#include "read/reader.h"
#include "read/streams.h"

struct ras_splitter {
    struct ras_stream *stream; /* borrowed */
    char delimiter;
    size_t chunk_bytes;
    size_t row_bytes_max;
    char *pending;
    size_t pending_start;
    size_t pending_end;
    size_t pending_capacity;
    bool stream_ended;
    struct ras_csv_split split; /* of what is pending ... */
    size_t scanned;             /* ... as far as it is scanned */
    uint64_t line_number;       /* 1-based, of the first pending byte */
    uint64_t byte_offset;       /* of it, in the text of the file */
};

/* chunk_bytes is at most row_bytes_max. */
enum ras_status ras_splitter_init(struct ras_splitter *splitter, size_t chunk_bytes,
                                  size_t row_bytes_max, struct ras_error *error) RAS_MUST_CHECK;
void ras_splitter_fini(struct ras_splitter *splitter);

/* Begin a file: read its first part, which ras_splitter_head then shows; *all tells that it is the
 * whole text. */
enum ras_status ras_splitter_start(struct ras_splitter *splitter, struct ras_stream *stream,
                                   struct ras_bytes *head, bool *all,
                                   struct ras_error *error) RAS_MUST_CHECK;
/* Pass over the first `bytes` of the head with that many line ends, and begin with rows. */
void ras_splitter_begin_rows(struct ras_splitter *splitter, char delimiter, size_t bytes,
                             uint64_t lines);
/* The next chunk: text, length, line_count, the failed row if it is one, and where it begins.
 * *end = true and the chunk's contents void when the text is at its end. */
enum ras_status ras_splitter_next(struct ras_splitter *splitter, struct ras_chunk *chunk, bool *end,
                                  struct ras_error *error) RAS_MUST_CHECK;

/* Cut the chunk after `row_count` rows (blank lines are none); returns how many it now holds. */
uint64_t ras_chunk_cut(struct ras_chunk *chunk, char delimiter, uint64_t row_count);

#endif

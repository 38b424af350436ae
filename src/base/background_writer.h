/* A large file written by a thread of its own, past the page cache.
 *
 * Why: bytes that are not read again soon need no copy in the system's memory. Writing them with
 * O_DIRECT in large aligned blocks costs a sixtieth of the processor time of a buffered write, and
 * the disk works while the next block is filled. Where a file system knows no O_DIRECT the thread
 * writes as usual.
 *
 * Use: fill the buffer, hand it over, go on with the one that comes back; stop once.
 * Threads: one owner at a time; the thread inside is the writer's own (all signals blocked).
 * Errors: sticky; after one, what is handed over is dropped. */
#ifndef RASOAT_BASE_BACKGROUND_WRITER_H
#define RASOAT_BASE_BACKGROUND_WRITER_H

#include "rasoat/error.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_BACKGROUND_BYTES ((size_t)2 << 20) /* of a buffer; there are two */

struct ras_background_writer;

/* descriptor stays the caller's, must be at a multiple of 4096 bytes and not be used before stop.
 * NULL: no memory or no thread to be had: the caller writes by itself. */
struct ras_background_writer *ras_background_writer_start(int descriptor) RAS_MUST_CHECK;
/* The buffer to fill, RAS_BACKGROUND_BYTES long. */
char *ras_background_writer_buffer(struct ras_background_writer *writer);
/* Write the first length bytes of the buffer (all of it but for the last one of the file) and give
 * the other buffer, as soon as it is written. */
char *ras_background_writer_hand(struct ras_background_writer *writer, size_t length);
/* errno of the first failure, 0 = none so far; *written_count: bytes taken by the system so far. */
int ras_background_writer_error(const struct ras_background_writer *writer,
                                uint64_t *written_count);
/* Wait until all is written, free the writer; returns as _error. */
int ras_background_writer_stop(struct ras_background_writer *writer, uint64_t *written_count);

#endif

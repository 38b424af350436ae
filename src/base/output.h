/* Files that a run leaves behind: created new, mode 0600, written through one buffered write(2)
 * layer with a sticky error, hashed as they are written, synced and closed with every result
 * checked. No stdio: a short write, a full disk and a failed close must each be seen.
 *
 * Use: open, write any number of times (no need to look at each result), close once. close says
 * RAS_IO with the path and the reason if anything since open failed; the file is then not to be
 * published. Threads: one output belongs to one thread at a time. */
#ifndef RASOAT_BASE_OUTPUT_H
#define RASOAT_BASE_OUTPUT_H

#include "base/hash.h"
#include "base/text.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_background_writer;

struct ras_output {
    int descriptor;
    int error_number;     /* errno of the first failure, 0 = none; later writes do nothing */
    bool standard_output; /* close does not sync */
    bool stream;          /* becomes a background writer's when the first buffer is full */
    char *buffer;
    size_t used;
    struct ras_background_writer *background; /* NULL: this thread writes */
    size_t background_used;
    uint64_t byte_count; /* given to the writer, flushed or not, also after a failure */
    uint64_t
        written_count; /* of these, taken by the system; the rest is what a message says is lost */
    uint64_t handed_count; /* of those, asked to be written back already */
    XXH3_state_t *hash;    /* lies behind the buffer, in the same block */
    char path[256];        /* as told in messages: the end of a long one */
};

/* Create `name` below the open folder `directory` (AT_FDCWD allowed; name may hold '/' only when
 * the sub-folder exists). `shown_path` is used in messages. O_EXCL and O_NOFOLLOW: nothing existing
 * is ever written to. */
enum ras_status ras_output_open(struct ras_output *output, int directory, const char *name,
                                const char *shown_path, struct ras_error *error) RAS_MUST_CHECK;
/* Standard output: EPIPE gives RAS_PIPE_CLOSED (the program must ignore SIGPIPE, and SIGXFSZ for a
 * file size limit). A duplicate of the descriptor is written and closed: a close is where some
 * network file systems tell of a full disk. */
enum ras_status ras_output_open_stdout(struct ras_output *output,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Right after open: the file will be large and not be read again soon. A thread writes it past the
 * page cache (base/background_writer.h) as soon as it is larger than a buffer. */
void ras_output_stream(struct ras_output *output);
void ras_output_write(struct ras_output *output, const void *data, size_t length);
static inline void ras_output_text(struct ras_output *output, const struct ras_text *text)
{
    ras_output_write(output, text->data, text->length);
}
/* RAS_OK or the first failure so far, so that a long writer can stop early. */
enum ras_status ras_output_status(const struct ras_output *output, struct ras_error *error);
/* Flush, fdatasync, close. hash and byte_count may be NULL. Must be called exactly once after a
 * successful open, also when the writer gives up. */
enum ras_status ras_output_close(struct ras_output *output, uint64_t *hash, uint64_t *byte_count,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* mkdir with mode 0700 and fsync of the folder; an existing folder is fine unless `fresh`. */
enum ras_status ras_directory_create(int directory, const char *name, bool fresh,
                                     const char *shown_path,
                                     struct ras_error *error) RAS_MUST_CHECK;
enum ras_status ras_directory_sync(int directory, const char *name, const char *shown_path,
                                   struct ras_error *error) RAS_MUST_CHECK;
/* Remove a folder and all below it (no links followed, at most 64 folders deep). Missing is fine.
 */
enum ras_status ras_directory_remove(int directory, const char *name,
                                     struct ras_error *error) RAS_MUST_CHECK;

#endif

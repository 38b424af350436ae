/* Bytes of a file, whatever lies between the disk and the text: plain or compressed.
 *
 *   file, pipe, "-" ─ read(2), hashed and counted ─ [.zst: decompressed] ─> ras_stream_read
 *
 * A kind is one line in streams.def: a new one is a file with its functions and that line. The kind
 * is chosen by the first bytes of the input, then by the suffix of its name. Threads: one stream
 * belongs to one thread; done_bytes may be read by any. */
#ifndef RASOAT_READ_STREAMS_H
#define RASOAT_READ_STREAMS_H

#include "base/hash.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct ras_stream;

struct ras_stream_kind {
    const char *name;
    const char *suffix;                                       /* ".zst", NULL = none */
    bool (*magic)(const unsigned char *bytes, size_t length); /* NULL = anything */
    enum ras_status (*open)(struct ras_stream *stream, struct ras_error *error);
    void (*close)(struct ras_stream *stream);
    /* At least one byte unless the text ends (*length = 0). */
    enum ras_status (*read)(struct ras_stream *stream, char *out, size_t capacity, size_t *length,
                            struct ras_error *error);
};

#define RAS_STREAM_MAGIC_BYTES 4

struct ras_stream {
    const char *path; /* borrowed; as told in messages */
    int descriptor;
    bool owned;   /* the descriptor is closed with the stream */
    bool regular; /* a file with a size, which must not change under the reader */
    bool ended;   /* read(2) has said so */
    struct stat at_open;
    const struct ras_stream_kind *kind;
    void *state;                                 /* of the kind */
    unsigned char magic[RAS_STREAM_MAGIC_BYTES]; /* read ahead to choose the kind */
    size_t magic_length;
    size_t magic_given; /* of them, already handed on */
    uint64_t disk_bytes;
    uint64_t text_bytes;
    XXH3_state_t *hash; /* inside hash_block, aligned */
    void *hash_block;
    const atomic_int *stop;           /* may be NULL */
    atomic_uint_fast64_t *done_bytes; /* may be NULL */
};

/* "-" is standard input. On failure nothing is left open. Errors: RAS_INPUT_MISSING, RAS_IO,
 * RAS_BAD_INPUT (a folder), RAS_NO_MEMORY. */
enum ras_status ras_stream_open(struct ras_stream *stream, const char *path, const atomic_int *stop,
                                atomic_uint_fast64_t *done_bytes,
                                struct ras_error *error) RAS_MUST_CHECK;
/* Fill out wholly unless the text ends: *length < capacity means the end. Errors: RAS_IO,
 * RAS_BAD_INPUT (torn or corrupt), and the value of *stop. */
enum ras_status ras_stream_read(struct ras_stream *stream, char *out, size_t capacity,
                                size_t *length, struct ras_error *error) RAS_MUST_CHECK;
/* After the end: has the file on disk stayed the same meanwhile? */
enum ras_status ras_stream_check(const struct ras_stream *stream,
                                 struct ras_error *error) RAS_MUST_CHECK;
uint64_t ras_stream_hash(const struct ras_stream *stream);
bool ras_stream_is_compressed(const struct ras_stream *stream);
void ras_stream_close(struct ras_stream *stream);

/* For the kinds: bytes as on disk; one read(2), repeated when interrupted; *length = 0 at the end.
 */
enum ras_status ras_stream_raw(struct ras_stream *stream, char *out, size_t capacity,
                               size_t *length, struct ras_error *error) RAS_MUST_CHECK;

#define STREAM(name) extern const struct ras_stream_kind ras_stream_kind_##name;
#include "read/streams.def"
#undef STREAM

#endif

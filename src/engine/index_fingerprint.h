/* What a resident index is made of, told by one number: the content of the residents' files, the
 * units and every setting that changes what is stored. */
#ifndef RASOAT_ENGINE_INDEX_FINGERPRINT_H
#define RASOAT_ENGINE_INDEX_FINGERPRINT_H

#include "engine/context.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct ras_resident_file {
    char *path;
    uint64_t byte_count;
    uint64_t hash;
};

/* Never 0. Hashes and sizes of the files are those in `files`, as ras_file_hash or a reader that
 * has read them to the end tells them; the files of units, which are small, are read. */
enum ras_status ras_index_fingerprint(const struct ras_context *context,
                                      const struct ras_resident_file *files, size_t file_count,
                                      uint64_t *fingerprint,
                                      struct ras_error *error) RAS_MUST_CHECK;

/* XXH3 of the bytes of a file as it stands on disk. stop may be NULL. */
enum ras_status ras_file_hash(const char *path, const atomic_int *stop, uint64_t *hash,
                              uint64_t *byte_count, struct ras_error *error) RAS_MUST_CHECK;

#endif

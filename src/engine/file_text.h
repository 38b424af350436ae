/* A small file read whole: configs, models and manifests. */
#ifndef RASOAT_ENGINE_FILE_TEXT_H
#define RASOAT_ENGINE_FILE_TEXT_H

#include "base/arena.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stddef.h>

/* The bytes of `path`, in the arena, followed by RAS_TEXT_PADDING readable bytes.
 * Errors: RAS_INPUT_MISSING (not there), RAS_BAD_INPUT (a folder, or more than bytes_max bytes),
 * RAS_IO, RAS_NO_MEMORY. */
enum ras_status ras_file_read(const char *path, size_t bytes_max, struct ras_arena *arena,
                              struct ras_bytes *bytes, struct ras_error *error) RAS_MUST_CHECK;

#endif

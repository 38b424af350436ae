/* manifest.json of a run, read back. */
#ifndef RASOAT_ENGINE_MANIFEST_READING_H
#define RASOAT_ENGINE_MANIFEST_READING_H

#include "base/arena.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_listed_file {
    const char *path; /* relative to the run; checked: no "..", not absolute */
    uint64_t byte_count;
    uint64_t row_count;
    uint64_t hash;
};

/* An input of the run: where it was, and what it was. */
struct ras_listed_input {
    const char *role; /* "residents", "source civil" */
    const char *path; /* as the run opened it: relative to where it was started, or absolute */
    uint64_t hash;
};

struct ras_listed_source {
    const char *name;
    const char *kind;
    uint64_t row_count, match_count, review_count, none_count, reject_count, duplicate_count;
    bool skipped; /* an optional source that was left out: it has no files */
};

/* Everything lies in the arena. */
struct ras_manifest_reading {
    const char *run_id;
    uint32_t as_of; /* packed date */
    const char *config_path;
    uint64_t config_hash;
    uint64_t index_fingerprint; /* of the resident index that the run matched against */
    struct ras_listed_input *inputs;
    size_t input_count;
    struct ras_listed_file *files; /* the outputs, by path */
    size_t file_count;
    struct ras_listed_source *sources;
    size_t source_count;
};

/* Errors: RAS_INPUT_MISSING (no manifest there), RAS_BAD_INPUT (not a manifest: with line and
 * column where it is not JSON), RAS_IO, RAS_NO_MEMORY. */
enum ras_status ras_manifest_read(const char *run_directory, struct ras_arena *arena,
                                  struct ras_manifest_reading *reading,
                                  struct ras_error *error) RAS_MUST_CHECK;
/* The listed file of that path, NULL if there is none. */
const struct ras_listed_file *ras_manifest_find(const struct ras_manifest_reading *reading,
                                                const char *path);

#endif

/* The folder of a run, and the protocol by which it is published.
 *
 *   <output>/state/lock     held for the whole run; the kernel frees it whatever happens
 *   <output>/<run-id>.tmp/  written, every file synced; leftovers of killed runs are removed
 *   <output>/<run-id>/      by rename, once everything in it is complete
 *   <output>/published      a link, switched by rename
 *
 * A killed run leaves yesterday's published folder or tonight's, whole. */
#ifndef RASOAT_ENGINE_RUN_DIRECTORY_H
#define RASOAT_ENGINE_RUN_DIRECTORY_H

#include "base/output.h"
#include "base/siphash.h"
#include "base/vector.h"
#include "engine/context.h"
#include "rasoat/error.h"
#include "report/report.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_run_directory {
    int output;    /* <output>, open */
    int state;     /* <output>/state, open */
    int lock;      /* state/lock, locked */
    int directory; /* <run-id>.tmp, open; -1 before it is made */
    char output_path[400];
    char run_id[32];
    char temporary_name[40];
    struct ras_vector files; /* struct ras_manifest_file with path owned */
};

/* Output and state folders, the lock (RAS_LOCKED when another run holds it). */
enum ras_status ras_run_directory_lock(struct ras_run_directory *directory,
                                       const struct ras_config *config,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Clear what killed runs left; make the folder of this run with its sub-folders. */
enum ras_status ras_run_directory_create(struct ras_run_directory *directory,
                                         const struct ras_config *config,
                                         struct ras_error *error) RAS_MUST_CHECK;
/* A file of the run: "matches/civil.csv". */
enum ras_status ras_run_directory_open(const struct ras_run_directory *directory, const char *name,
                                       struct ras_output *output,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Close it and note it for the manifest. row_count: lines without the header, 0 where none. */
enum ras_status ras_run_directory_close(struct ras_run_directory *directory, const char *name,
                                        uint64_t row_count, struct ras_output *output,
                                        struct ras_error *error) RAS_MUST_CHECK;
/* Write a whole text as one file. listed = false leaves it out of the manifest. */
enum ras_status ras_run_directory_write(struct ras_run_directory *directory, const char *name,
                                        const struct ras_text *text, uint64_t row_count,
                                        bool listed, struct ras_error *error) RAS_MUST_CHECK;
/* A file of the run whose hash and size are known. */
enum ras_status ras_run_directory_list(struct ras_run_directory *directory, const char *name,
                                       uint64_t row_count, uint64_t hash, uint64_t byte_count,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Note a file that was written by other means (a workbook): it is read once for its hash and
 * synced. */
enum ras_status ras_run_directory_note(struct ras_run_directory *directory, const char *name,
                                       uint64_t row_count, struct ras_error *error) RAS_MUST_CHECK;
/* Remove a file again, closed or not, noted or not: of a source that is left out after all. */
void ras_run_directory_drop(struct ras_run_directory *directory, const char *name);
/* The files noted so far, by path. */
void ras_run_directory_sort(struct ras_run_directory *directory);

/* Sync, rename, and (publish) switch `published`, then remove runs beyond keep_runs. */
enum ras_status ras_run_directory_publish(struct ras_run_directory *directory,
                                          const struct ras_config *config, bool publish,
                                          struct ras_error *error) RAS_MUST_CHECK;
/* Unlock and close; what was not published is removed. */
void ras_run_directory_fini(struct ras_run_directory *directory);

/* The key of task ids: text from the config, or state/task.key, made at the first run (mode 0400).
 */
enum ras_status ras_task_key_get(const struct ras_run_directory *directory,
                                 const struct ras_config *config, struct ras_key *key,
                                 struct ras_error *error) RAS_MUST_CHECK;

#endif

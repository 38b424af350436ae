/* rejects/<source>.csv of a run. A run that leaves no files (its directory is not open) has one
 * that takes lines and keeps none. */
#ifndef RASOAT_ENGINE_REJECT_FILE_H
#define RASOAT_ENGINE_REJECT_FILE_H

#include "base/output.h"
#include "engine/run_directory.h"

#include <stdbool.h>

struct ras_reject_file {
    struct ras_run_directory *directory;
    struct ras_output output;
    bool open;
    char name[80];
};

enum ras_status ras_reject_file_open(struct ras_reject_file *file,
                                     struct ras_run_directory *directory, const char *source,
                                     struct ras_error *error) RAS_MUST_CHECK;
/* RAS_OK or the first failure so far. */
enum ras_status ras_reject_file_add(struct ras_reject_file *file, const struct ras_text *lines,
                                    struct ras_error *error) RAS_MUST_CHECK;
enum ras_status ras_reject_file_close(struct ras_reject_file *file, uint64_t row_count,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* After an error, which is the one to tell; nothing if it is closed. */
void ras_reject_file_drop(struct ras_reject_file *file);

#endif

/* The resident index of a config: taken from its file where that still fits, else built and saved.
 */
#ifndef RASOAT_ENGINE_RESIDENT_INDEX_H
#define RASOAT_ENGINE_RESIDENT_INDEX_H

#include "engine/context.h"
#include "engine/index_fingerprint.h"
#include "index/index.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_RESIDENT_INDEX_FILE "residents.index" /* below <output>/state */

struct ras_resident_index {
    struct ras_index *index;
    bool reused;
    struct ras_resident_file *files; /* the residents' files, for the manifest */
    size_t file_count;
    struct ras_index_saving *saving; /* NULL: nothing was begun */
};

/* directory is the open folder in which `name` lives; shown_path is its full name.
 * The fingerprint is made of the content of the residents' files, the units and every setting that
 * changes what is stored, so a file of the same name and time but other content is not mistaken. */
enum ras_status ras_resident_index_get(struct ras_context *context, int directory, const char *name,
                                       const char *shown_path, struct ras_resident_index *residents,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* The same, but a new index may still be on its way to its file: the caller works with it meanwhile
 * and asks ras_resident_index_saved before what was made with it counts. The directory stays open
 * until then, or until _fini, which waits too. */
enum ras_status ras_resident_index_begin(struct ras_context *context, int directory,
                                         const char *name, const char *shown_path,
                                         struct ras_resident_index *residents,
                                         struct ras_error *error) RAS_MUST_CHECK;
/* Waits until the file is complete and has its name, or says why it has not. */
enum ras_status ras_resident_index_saved(struct ras_resident_index *residents,
                                         struct ras_error *error) RAS_MUST_CHECK;
/* For look-ups, which need no lock: the index file at `path` if it is there, whole and of these
 * very inputs; else residents->index stays NULL. Nothing is written. */
enum ras_status ras_resident_index_find(struct ras_context *context, const char *path,
                                        struct ras_resident_index *residents,
                                        struct ras_error *error) RAS_MUST_CHECK;
/* The index of the config's own output: as _find, or else built under the lock of the output, which
 * is given back at once. RAS_LOCKED: it is stale, and a run that writes it anew is under way. */
enum ras_status ras_resident_index_look(struct ras_context *context,
                                        struct ras_resident_index *residents,
                                        struct ras_error *error) RAS_MUST_CHECK;
void ras_resident_index_fini(struct ras_resident_index *residents);

#endif

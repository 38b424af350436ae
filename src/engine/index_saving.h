/* Writing an index to its file while it is already in use.
 *
 * The file is written under another name and renamed when it is whole, so that a stopped run leaves
 * the old index or the new. Threads: the index is only read; begin and end belong to one thread. */
#ifndef RASOAT_ENGINE_INDEX_SAVING_H
#define RASOAT_ENGINE_INDEX_SAVING_H

#include "index/index.h"
#include "rasoat/error.h"

struct ras_index_saving;

/* The index and the directory stay until the end. */
enum ras_status ras_index_saving_begin(const struct ras_index *index, int directory,
                                       const char *name, const char *shown_path,
                                       struct ras_index_saving **saving,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Waits until the file is complete and has its name, or says why it has not; NULL: nothing was
 * begun, RAS_OK. */
enum ras_status ras_index_saving_end(struct ras_index_saving *saving,
                                     struct ras_error *error) RAS_MUST_CHECK;
void ras_index_saving_fini(struct ras_index_saving *saving); /* waits too */

#endif

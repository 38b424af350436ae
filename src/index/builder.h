/* Building the index: residents in, in order; sections out.
 *
 * The builder takes residents chunk by chunk in file order (one thread at a time), gives every
 * distinct name and syllable a number in order of first appearance, and at the end makes the
 * frequencies and, one pass at a time, the postings, over all threads. No step depends on the
 * number of threads: the same residents give the same bytes.
 *
 * The same builder serves the residents and, in memory, the rows of a source that found no resident
 * and must be compared with each other. */
#ifndef RASOAT_INDEX_BUILDER_H
#define RASOAT_INDEX_BUILDER_H

#include "index/index.h"
#include "index/name_population.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/person.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

/* One resident on its way in. Syllables must stay where they are until the builder is finished. */
struct ras_arrival {
    struct ras_subject subject;
    struct ras_bytes name_text; /* canonical, the text of subject.name */
    struct ras_bytes mother_text;
    struct ras_bytes father_text;
    struct ras_bytes resident_id; /* used where the builder keeps ids */
};

struct ras_index_builder;

struct ras_index_builder *ras_index_builder_create(bool keep_ids) RAS_MUST_CHECK;
void ras_index_builder_destroy(struct ras_index_builder *builder);
enum ras_status ras_index_builder_add(struct ras_index_builder *builder,
                                      const struct ras_arrival *arrivals, size_t count,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* Lines for rejects/residents.csv; appended. */
enum ras_status ras_index_builder_reject(struct ras_index_builder *builder, struct ras_bytes lines,
                                         uint64_t reject_count,
                                         struct ras_error *error) RAS_MUST_CHECK;

struct ras_index_finish {
    uint64_t fingerprint;
    uint32_t block_rows_max; /* the cap of every pass */
    unsigned thread_count;
    const atomic_int *stop;
    const struct ras_name_population *names; /* blended into the counts of names; NULL = none */
};
/* The finished index, in memory; the builder is empty afterwards and only to be destroyed. */
enum ras_status ras_index_builder_finish(struct ras_index_builder *builder,
                                         const struct ras_index_finish *finish,
                                         struct ras_index **index,
                                         struct ras_error *error) RAS_MUST_CHECK;

/* Write an index to a new file `name` below `directory`, block hashes in its header. */
enum ras_status ras_index_save(const struct ras_index *index, int directory, const char *name,
                               const char *shown_path, struct ras_error *error) RAS_MUST_CHECK;

#endif

/* The resident index: all residents packed, with everything that matching needs, in one read-only
 * image that is either just built (huge pages) or mapped from its file.
 *
 *   residents   64 bytes each, in file order        row number = resident
 *   resident_id texts, only where they are mapped apart from the personal id
 *   syllables   64 bytes each, every distinct syllable with its weaker forms
 *   spellings   text of each syllable
 *   names       every distinct name: its syllables, and how common it is
 *   syllable lists of the names with more syllables than fit
 *   per pass:   fences and postings, twice: all blocks, and refined blocks for keys above the cap
 *
 *   a pass:     key ──top bits──> bucket     fence[bucket] .. fence[bucket + 1]
 *                                              │
 *               postings: {tag, resident} {tag, resident} ...   sorted by tag, then resident
 *
 * A look-up costs one fence line and one posting line; block sizes are known before any comparison.
 * Threads: read-only, any number of threads. The file is little endian and checked as described at
 * ras_index_open. */
#ifndef RASOAT_INDEX_INDEX_H
#define RASOAT_INDEX_INDEX_H

#include "base/text.h"
#include "block/passes.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/resident.h"
#include "score/model.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_posting {
    uint32_t tag; /* low half of the key */
    uint32_t resident;
};

/* One name in half a cache line: what a candidate costs beside its own line. The syllables are
 * syllable[0 .. count), or where they are more than fit syllable_lists[syllable[0] ..]. */
#define RAS_NAME_INLINE 4
struct ras_name_entry {
    uint32_t count;
    uint32_t full_count;    /* residents whose own name folds to the same text */
    uint32_t given_count;   /* residents with the same folded given name */
    uint32_t surname_count; /* residents with the same folded surname; all with a table's share */
    uint32_t syllable[RAS_NAME_INLINE];
};
static_assert(sizeof(struct ras_name_entry) == 32, "two to a cache line");

/* The postings of one pass. bucket = key >> shift. */
struct ras_postings {
    const uint32_t *fences; /* bucket_count + 1 */
    const struct ras_posting *postings;
    uint32_t bucket_count;
    uint32_t posting_count;
    unsigned shift;
};

/* Facts about the input, kept in the file so that a run that reuses the index can report them. */
struct ras_index_counts {
    uint64_t row_count; /* rows read */
    uint64_t reject_count;
    uint64_t resident_count;
    uint64_t name_count;
    uint64_t syllable_count;
    /* residents that a table of names stands for in the counts of names: index/name_population.h */
    uint32_t full_table, given_table, surname_table, spare;
};

struct ras_index {
    struct ras_index_counts counts;
    uint64_t fingerprint; /* of inputs and settings */
    uint32_t block_rows_max;
    const struct ras_resident *residents;
    const uint64_t
        *id_offsets; /* resident_count + 1, NULL where the personal id is the resident id */
    const char *id_text;
    const struct ras_syllable *syllables;
    const uint32_t *spelling_offsets; /* syllable_count + 1 */
    const char *spelling_text;
    const struct ras_name_entry *names; /* names[0] is "no name" */
    const uint32_t *syllable_lists;
    struct ras_postings blocks[RAS_PASS_COUNT];
    struct ras_postings refined[RAS_PASS_COUNT];
    struct ras_bytes rejects; /* lines of rejects/residents.csv, without the header */
    /* what the memory is and whose */
    void *mapping;
    size_t mapping_bytes;
    struct ras_index_memory *memory;
};

/* Open an index file: magic, version, sizes, header hash and fingerprint are checked (not the
 * blocks: ras_index_check does that). expected = 0 takes any fingerprint.
 * RAS_INPUT_MISSING: no such file; RAS_BAD_INPUT: not an index, of another version, damaged, or of
 * other inputs. */
enum ras_status ras_index_open(const char *path, uint64_t expected_fingerprint,
                               struct ras_index **index, struct ras_error *error) RAS_MUST_CHECK;
/* Hash every block of an opened file against the header. */
enum ras_status ras_index_check(const struct ras_index *index, unsigned thread_count,
                                struct ras_error *error) RAS_MUST_CHECK;
void ras_index_close(struct ras_index *index);
/* Bytes of all sections. */
uint64_t ras_index_byte_count(const struct ras_index *index);

/* ---- looking at residents ---- */

/* Numbers of a name's syllables. */
static inline const uint32_t *ras_index_syllables(const struct ras_index *index,
                                                  const struct ras_name_entry *entry)
{
    return entry->count <= RAS_NAME_INLINE ? entry->syllable
                                           : &index->syllable_lists[entry->syllable[0]];
}
static inline void ras_index_name(const struct ras_index *index, uint32_t number,
                                  struct ras_name *name)
{
    const struct ras_name_entry *const entry = &index->names[number];
    const uint32_t *const list = ras_index_syllables(index, entry);
    name->count = entry->count;
    for (uint32_t i = 0; i < entry->count; i++)
        name->syllable[i] = &index->syllables[list[i]];
}
/* A resident in comparable form. */
void ras_index_subject(const struct ras_index *index, uint32_t resident,
                       struct ras_subject *subject);
void ras_index_frequency(const struct ras_index *index, uint32_t resident,
                         struct ras_name_frequency *frequency);
/* The same by the number of a name. */
void ras_index_name_frequency(const struct ras_index *index, uint32_t number,
                              struct ras_name_frequency *frequency);
/* The resident's key in outputs, into out (at least RAS_RESIDENT_ID_MAX bytes) or borrowed. */
#define RAS_RESIDENT_ID_MAX 64
struct ras_bytes ras_index_resident_id(const struct ras_index *index, uint32_t resident, char *out);
/* Canonical text of a name, into out (at least RAS_NAME_BYTES_MAX + 1). */
struct ras_bytes ras_index_name_text(const struct ras_index *index, uint32_t number, char *out);

/* ---- looking up ---- */

static inline uint32_t ras_postings_bucket(const struct ras_postings *postings, uint64_t key)
{
    return (uint32_t)(key >> postings->shift);
}
/* The run of postings of one key: sorted by resident. */
struct ras_posting_run {
    const struct ras_posting *first;
    uint32_t count;
};
struct ras_posting_run ras_postings_find(const struct ras_postings *postings, uint64_t key);

/* First resident with that personal id, RAS_RESIDENT_NONE if there is none. */
uint32_t ras_index_find_id(const struct ras_index *index, uint64_t personal_id);

#endif

/* The sections of an index, in the order of the file, and who owns their memory.
 *
 * One table serves building, saving, opening and checking: a new section is one line here. */
#ifndef RASOAT_INDEX_MEMORY_H
#define RASOAT_INDEX_MEMORY_H

#include "index/index.h"

#include <stddef.h>
#include <stdint.h>

enum ras_section {
    RAS_SECTION_RESIDENTS,
    RAS_SECTION_ID_OFFSETS,
    RAS_SECTION_ID_TEXT,
    RAS_SECTION_SYLLABLES,
    RAS_SECTION_SPELLING_OFFSETS,
    RAS_SECTION_SPELLING_TEXT,
    RAS_SECTION_NAMES,
    RAS_SECTION_SYLLABLE_LISTS,
    RAS_SECTION_REJECTS,
    RAS_SECTION_PASSES /* four for each pass: fences, postings, refined fences, refined postings */
};
#define RAS_SECTION_COUNT (RAS_SECTION_PASSES + 4 * RAS_PASS_COUNT)

enum ras_section_owner { RAS_OWNER_NONE, RAS_OWNER_HEAP, RAS_OWNER_HUGE, RAS_OWNER_GROWN };

struct ras_section_memory {
    const void *data;
    size_t bytes;
    enum ras_section_owner owner;
    size_t held_bytes; /* huge and grown blocks: what they are to be freed with */
};

struct ras_index_memory {
    struct ras_section_memory section[RAS_SECTION_COUNT];
};

/* Sizes that are not in the sections themselves. */
struct ras_pass_shape {
    uint32_t bucket_count;
    uint32_t posting_count;
    uint32_t refined_bucket_count;
    uint32_t refined_posting_count;
};

/* Point the index's members into its sections. */
void ras_index_attach(struct ras_index *index, const struct ras_pass_shape *shapes);
void ras_index_shapes(const struct ras_index *index, struct ras_pass_shape *shapes);

#endif

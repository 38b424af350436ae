/* The records of one or two files as columns of value numbers.
 *
 *   field 0: | 17 | 0 | 17 | 4 | ...     one number per record, 0 = missing
 *   values:  0 "", 1 "smith", 2 ...      every distinct text once, over all fields and both files
 *   words:   value -> word numbers       of fields that are taken word by word
 *
 * Records of the left file come first. Two records agree on a field where the numbers are equal, so
 * most of a comparison is one integer; equal texts of different fields have one number, so crossed
 * fields are compared the same way. Owned by the caller; read-only once built. */
#ifndef RASOAT_LINKAGE_RECORD_TABLE_H
#define RASOAT_LINKAGE_RECORD_TABLE_H

#include "base/arena.h"
#include "base/table.h"
#include "base/vector.h"
#include "linkage/schema.h"
#include "rasoat/error.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

struct ras_record_words {
    const uint32_t *numbers; /* value numbers, rising, distinct */
    uint32_t count;
};

struct ras_record_table {
    const struct ras_link_schema *schema;
    uint32_t record_count;
    uint32_t left_count; /* = record_count for one file */
    uint64_t reject_count;
    struct ras_vector ids;         /* struct ras_bytes per record */
    struct ras_vector *columns;    /* field_count vectors of uint32_t */
    struct ras_vector texts;       /* struct ras_bytes per value, [0] empty */
    struct ras_vector word_starts; /* uint32_t per value, and one behind */
    struct ras_vector words;       /* uint32_t */
    struct ras_table numbers;      /* hash of a text -> value */
    struct ras_arena arena;
};

static inline uint32_t ras_record_value(const struct ras_record_table *table, uint32_t field,
                                        uint32_t record)
{
    return ((const uint32_t *)table->columns[field].data)[record];
}

static inline struct ras_bytes ras_value_text(const struct ras_record_table *table, uint32_t value)
{
    return ((const struct ras_bytes *)table->texts.data)[value];
}

static inline uint32_t ras_value_count(const struct ras_record_table *table)
{
    return (uint32_t)table->texts.count;
}

/* The words of a value: none before ras_record_table_split, and of fields that are not split. */
static inline struct ras_record_words ras_value_words(const struct ras_record_table *table,
                                                      uint32_t value)
{
    if (value + 1 >= table->word_starts.count)
        return (struct ras_record_words){NULL, 0};
    const uint32_t *const starts = table->word_starts.data;
    return (struct ras_record_words){(const uint32_t *)table->words.data + starts[value],
                                     starts[value + 1] - starts[value]};
}

/* May this pair be proposed: of two files, one record of each. */
static inline bool ras_pair_allowed(const struct ras_record_table *table, uint32_t left,
                                    uint32_t right)
{
    return !table->schema->two_files || (left < table->left_count && right >= table->left_count);
}

/* How many pairs there are in all. */
uint64_t ras_record_pair_count(const struct ras_record_table *table);

/* Empty tables; ras_record_table_fini must follow in any case. */
enum ras_status ras_record_table_init(struct ras_record_table *table,
                                      const struct ras_link_schema *schema,
                                      struct ras_error *error) RAS_MUST_CHECK;
void ras_record_table_fini(struct ras_record_table *table);
/* Read the inputs of the schema. */
enum ras_status ras_record_table_read(struct ras_record_table *table, const atomic_int *stop,
                                      struct ras_error *error) RAS_MUST_CHECK;
/* One more record of the given cells, in the order of schema->columns: what reading does for each
 * row, and tests by hand. */
enum ras_status ras_record_table_add(struct ras_record_table *table, struct ras_bytes id,
                                     const struct ras_bytes *cells,
                                     struct ras_error *error) RAS_MUST_CHECK;
/* The left file is at its end. */
void ras_record_table_left_done(struct ras_record_table *table);
/* Words of the values of the fields that are split; after the last record. */
enum ras_status ras_record_table_split(struct ras_record_table *table,
                                       struct ras_error *error) RAS_MUST_CHECK;

#endif

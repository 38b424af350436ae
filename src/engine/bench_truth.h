/* What is true of the rows of the sources: read from a file with the columns source, record_id,
 * resident_id (empty: the person is no resident) and errors (names joined by a bar; the column may
 * be missing), as `rasoat generate` writes it.
 *
 * Threads: written by one thread, then read by any. */
#ifndef RASOAT_ENGINE_BENCH_TRUTH_H
#define RASOAT_ENGINE_BENCH_TRUTH_H

#include "base/arena.h"
#include "base/table.h"
#include "base/vector.h"
#include "engine/context.h"
#include "index/index.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_BENCH_CLASSES_MAX 1024
#define RAS_BENCH_NO_TRUTH    UINT32_MAX /* instead of a line: nothing is known about the row */
/* Instead of a resident: the true one is not in the index. */
#define RAS_BENCH_UNLISTED (RAS_RESIDENT_NONE - 1)

struct ras_bench_truth_line {
    uint32_t resident; /* RAS_RESIDENT_NONE: the person is no resident */
    uint32_t first_class;
    uint16_t class_count;
    uint16_t source; /* position in the config */
};

struct ras_bench_truth {
    bool given;
    struct ras_arena arena;
    struct ras_table by_record;  /* hash of source and record id -> line */
    struct ras_table by_class;   /* hash of the name -> class */
    struct ras_vector lines;     /* struct ras_bench_truth_line */
    struct ras_vector classes;   /* uint16_t: of line after line */
    struct ras_vector names;     /* const char *: of each class */
    uint64_t unlisted;           /* residents that the index does not hold */
    uint64_t other_source_count; /* lines of sources that the config has not */
};

void ras_bench_truth_init(struct ras_bench_truth *truth);
void ras_bench_truth_fini(struct ras_bench_truth *truth);
/* RAS_BAD_INPUT where a record stands there twice, or a line cannot be read. */
enum ras_status ras_bench_truth_read(struct ras_bench_truth *truth, const char *path,
                                     const struct ras_context *context,
                                     const struct ras_index *index,
                                     struct ras_error *error) RAS_MUST_CHECK;

/* What a record is known by, in whichever order rows come. */
uint64_t ras_bench_record_hash(unsigned source, struct ras_bytes record_id);
/* The line of a record, RAS_BENCH_NO_TRUTH if there is none. */
static inline uint32_t ras_bench_truth_find(const struct ras_bench_truth *truth, uint64_t record)
{
    const uint32_t line = ras_table_find(&truth->by_record, record);
    return line == RAS_TABLE_NONE ? RAS_BENCH_NO_TRUTH : line;
}

#endif

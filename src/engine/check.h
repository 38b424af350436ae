/* A check in the making: what was found in each input, and what a run would cost.
 *
 *   check_profile    one input, sampled                 columns, fields, values, rejects
 *   check_cost       how many residents a row would meet; memory, disk and time of a run
 *   check_text, check_json
 *
 * Nothing is written and nothing of a person is told: fields are counted, and a value that could
 * not be read is shown only where many rows have it (a word of a closed list, a commune code). */
#ifndef RASOAT_ENGINE_CHECK_H
#define RASOAT_ENGINE_CHECK_H

#include "base/arena.h"
#include "base/text.h"
#include "base/vector.h"
#include "block/passes.h"
#include "engine/config.h"
#include "engine/context.h"
#include "engine/source_rows.h"
#include "index/index.h"
#include "rasoat/engine.h"
#include "record/batch.h"
#include "record/fields.h"
#include "record/person.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_CHECK_SAMPLE_ROWS UINT64_C(50000) /* of each input, unless --limit says otherwise */
#define RAS_CHECK_VALUES_MAX  64 /* distinct unread values that are counted, the first ones met */
#define RAS_CHECK_VALUE_BYTES 40
/* A value on fewer rows of a sample could belong to one person. */
#define RAS_CHECK_VALUE_ROWS_MIN 5

struct ras_check_column {
    const char *header;   /* in the check's arena */
    enum ras_field field; /* RAS_FIELD_NONE = unused */
    bool carried;
};

struct ras_check_file {
    const char *path; /* in the check's arena */
    uint64_t byte_count;
    bool opened; /* the sample reached it */
    char delimiter;
    bool has_bom, has_crlf, compressed;
    uint32_t column_count;
    struct ras_check_column *columns;
};

/* A value that could not be read: a word of a closed list, or a commune code. */
struct ras_check_value {
    enum ras_field field;
    char text[RAS_CHECK_VALUE_BYTES];
    uint64_t row_count;
};

struct ras_check_input {
    const struct ras_source_config *config; /* kind RAS_KIND_COUNT for residents */
    enum ras_status status;
    char message[RAS_ERROR_MESSAGE_MAX]; /* why it cannot be read */
    struct ras_vector files;             /* struct ras_check_file */
    uint64_t row_count;                  /* read, rejected ones too */
    uint64_t accepted_count;
    bool whole;            /* read to its end */
    uint64_t row_estimate; /* of the whole input; row_count where it was read whole */
    uint64_t reject_count[RAS_REJECT_CODE_COUNT];
    uint64_t mapped; /* RAS_FIELD_BITs that some column of every opened file has */
    uint64_t present_count[RAS_FIELD_COUNT];
    uint64_t unreadable_count[RAS_FIELD_COUNT];
    uint64_t repair_count[RAS_REPAIR_COUNT];
    uint64_t number_state_count[RAS_NUMBER_FOREIGN + 1];
    struct ras_check_value values[RAS_CHECK_VALUES_MAX];
    unsigned value_count;
    uint64_t mandatory_missing; /* RAS_FIELD_BITs that the kind asks for and no column has */
    /* pairs, for sources */
    bool pairs_known;
    double pairs_per_row[RAS_PASS_COUNT];
    double capped_share[RAS_PASS_COUNT]; /* of rows: the block is above the cap, finer one too */
    double candidates_per_row;           /* all passes, a resident counted once for each */
    uint64_t paired_row_count;           /* rows in these means */
};

struct ras_check_cost {
    uint64_t resident_count, row_count; /* estimates where not all was read */
    uint64_t index_bytes, state_bytes, task_bytes, buffer_bytes, memory_bytes;
    uint64_t disk_bytes;
    double seconds;
};

struct ras_check {
    struct ras_context context;
    struct ras_arena arena;
    struct ras_row_scratch scratch; /* its syllables must outlive the builder of the sample */
    struct ras_check_input *inputs; /* residents first, then the sources */
    unsigned input_count;
    struct ras_index *index; /* of all residents (exact), or of the sample */
    bool index_exact;
    double index_scale; /* residents in all / residents in the index */
    struct ras_check_cost cost;
};

/* Read a sample of one input. What is wrong with the input stands in it; errors are ours. builder
 * (may be NULL) takes the residents of the sample. */
struct ras_index_builder;
enum ras_status ras_check_profile(struct ras_check *check, struct ras_check_input *input,
                                  struct ras_index_builder *builder,
                                  struct ras_error *error) RAS_MUST_CHECK;
/* The residents that a row would meet in each pass, added to the sums of its input; the means are
 * made of the sums at the end. */
void ras_check_pairs_add(const struct ras_check *check, struct ras_check_input *input,
                         const struct ras_subject *row);
void ras_check_pairs_mean(struct ras_check_input *input);
/* Memory, disk and time of a run over all inputs. */
void ras_check_cost(struct ras_check *check);

/* Stated rates, so that the same inputs give the same page on any machine. */
#define RAS_CHECK_RESIDENTS_PER_SECOND 600000.0 /* a thread: read, normalise, index */
#define RAS_CHECK_ROWS_PER_SECOND      120000.0 /* a thread: the whole job, worklists too */
#define RAS_CHECK_OUTPUT_BYTES_PER_ROW 800.0    /* of all files that a run leaves */

void ras_check_text(const struct ras_check *check, bool vietnamese, struct ras_text *out);
void ras_check_json(const struct ras_check *check, struct ras_text *out);

#endif

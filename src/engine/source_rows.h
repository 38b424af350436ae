/* The rows of a source as the engine sees them: read, normalised and ready to compare.
 *
 * Every command that goes over a source does it through these calls, so that a row is accepted or
 * rejected for the same reasons wherever it is read. */
#ifndef RASOAT_ENGINE_SOURCE_ROWS_H
#define RASOAT_ENGINE_SOURCE_ROWS_H

#include "base/arena.h"
#include "base/text.h"
#include "engine/context.h"
#include "normalise/normaliser.h"
#include "normalise/row_memory.h"
#include "rasoat/error.h"
#include "read/reader.h"
#include "record/person.h"
#include "record/resident.h"

#include <stdbool.h>
#include <stdint.h>

/* A source on its way through the pipeline: files found, reader open, normaliser set. */
struct ras_source_rows {
    const struct ras_source_config *config;
    char **paths;
    size_t path_count;
    struct ras_reader *reader;
    struct ras_normaliser normaliser;
};

/* path = NULL: the config's (a glob is expanded); else that one file, "-" = standard input.
 * RAS_INPUT_MISSING carries the config's line. */
enum ras_status ras_source_rows_open(struct ras_source_rows *rows, struct ras_context *context,
                                     const struct ras_source_config *config, const char *path,
                                     struct ras_error *error) RAS_MUST_CHECK;
void ras_source_rows_close(struct ras_source_rows *rows);

/* What a worker needs for itself. */
struct ras_row_scratch {
    struct ras_arena arena; /* texts of the group of rows in hand */
    struct ras_row_memory memory;
};
void ras_row_scratch_init(struct ras_row_scratch *scratch);
void ras_row_scratch_fini(struct ras_row_scratch *scratch);

#define RAS_ROW_ACCEPTED RAS_REJECT_CODE_COUNT

/* Normalise one row. *code = RAS_ROW_ACCEPTED, or why the engine rejects it: no record id, or
 * neither a name nor a number to look for. Texts live in scratch->arena. */
enum ras_status ras_source_row(const struct ras_source_rows *rows, const struct ras_batch *batch,
                               uint32_t row, struct ras_row_scratch *scratch,
                               struct ras_person *person, enum ras_reject_code *code,
                               struct ras_error *error) RAS_MUST_CHECK;
/* The comparable form; its syllables live as long as the scratch and the texts of its arena. */
enum ras_status ras_source_subject(struct ras_row_scratch *scratch, const struct ras_person *person,
                                   struct ras_subject *subject,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* Copy the syllables of a subject into the arena that keeps its texts, for one that outlives the
 * group of rows it was made in. */
enum ras_status ras_source_subject_keep(struct ras_arena *arena, struct ras_subject *subject,
                                        struct ras_error *error) RAS_MUST_CHECK;

/* Ask for the bytes of a row that will be taken soon: between two rows the look-ups of the matcher
 * push a chunk's text out of the near caches. */
static inline void ras_source_row_prefetch(const struct ras_batch *batch, uint32_t row)
{
    if (row >= batch->row_count)
        return;
    const char *const text = batch->text + batch->row_offset[row];
    for (uint32_t at = 0; at < batch->row_length[row] && at < 256; at += 64)
        __builtin_prefetch(text + at);
}

/* A reject that the engine, not the reader, decided. */
struct ras_reject ras_source_reject(const struct ras_batch *batch, uint32_t row,
                                    enum ras_reject_code code);
/* Lines of rejects/<source>.csv for a batch: the reader's rejects and the engine's (sorted by
 * line), merged by line. */
void ras_source_rejects_append(const struct ras_source_rows *rows, const struct ras_batch *batch,
                               const struct ras_reject *own, size_t own_count,
                               struct ras_text *out);
/* More rejected rows than limits.rejects, a share of the rows, allows? */
bool ras_rejects_exceed(const struct ras_config *config, uint64_t reject_count, uint64_t row_count);

#endif

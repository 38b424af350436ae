/* Reading a table of names. */
#include "engine/name_table.h"

#include "base/arena.h"
#include "base/try.h"
#include "normalise/normaliser.h"
#include "normalise/syllable_cache.h"
#include "read/column_file.h"

#define ARENA_BLOCK_BYTES ((size_t)16 << 10)

enum { COLUMN_NAME, COLUMN_COUNT, COLUMNS };
static const char *const headers[COLUMNS] = {"name", "count"};

struct name_reading {
    struct ras_name_population *population;
    struct ras_syllable_cache syllables;
    struct ras_arena arena; /* of the name in hand */
};

static enum ras_status row_take(void *context, const struct ras_column_row *row,
                                struct ras_error *error)
{
    struct name_reading *const reading = context;
    char canonical[RAS_NAME_BYTES_MAX + 1];
    struct ras_name name;
    uint64_t count = 0, repairs = 0;
    RAS_TRY(ras_column_row_count(row, COLUMN_COUNT, &count, error));
    const size_t length = ras_name_canonical(row->value[COLUMN_NAME], canonical, &repairs);
    if (length == 0)
        return ras_column_row_fail(row, COLUMN_NAME, error, "this is no name");
    ras_arena_reset(&reading->arena);
    RAS_TRY(ras_syllable_cache_name(&reading->syllables, &reading->arena,
                                    (struct ras_bytes){canonical, length}, &name, error));
    return ras_name_population_add(reading->population, &name, count, error);
}

enum ras_status ras_name_table_read(struct ras_name_population *population, const char *path,
                                    const atomic_int *stop, struct ras_error *error)
{
    struct name_reading reading = {.population = population};
    const struct ras_column_file file = {
        .path = path, .what = "names", .headers = headers, .column_count = COLUMNS, .stop = stop};
    ras_syllable_cache_init(&reading.syllables);
    ras_arena_init(&reading.arena, ARENA_BLOCK_BYTES);
    enum ras_status status = ras_column_file_read(&file, row_take, &reading, NULL, error);
    if (status == RAS_OK && population->given.total == 0)
        status = ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0, "the table of names counts nobody");
    ras_name_population_seal(population);
    ras_syllable_cache_fini(&reading.syllables);
    ras_arena_fini(&reading.arena);
    return status;
}

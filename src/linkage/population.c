/* Tables of values and counts. */
#include "linkage/population.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"
#include "read/column_file.h"

#include <math.h>

/* Others who could share the value: one unseen is added, so that a value which nobody else has is
 * rare but not impossible. */
#define UNSEEN_HOLDERS 1.0

enum { COLUMN_VALUE, COLUMN_COUNT };

struct population_reading {
    struct ras_population *population;
    const struct ras_record_table *table;
    const struct ras_link_field *field;
    double total;
};

static enum ras_status row_take(void *context, const struct ras_column_row *row,
                                struct ras_error *error)
{
    struct population_reading *const reading = context;
    char text[RAS_TRANSFORM_BYTES_MAX];
    uint64_t count = 0;
    RAS_TRY(ras_column_row_count(row, COLUMN_COUNT, &count, error));
    if (row->value[COLUMN_VALUE].length == 0)
        return RAS_OK;
    const size_t length =
        ras_transforms_apply(reading->field->transforms, reading->field->transform_count,
                             row->value[COLUMN_VALUE], text, sizeof text);
    if (length == 0)
        return RAS_OK;
    const uint32_t value = ras_table_find(&reading->table->numbers, ras_hash(text, length));
    if (value != RAS_TABLE_NONE)
        reading->population->shares[value] += (double)count;
    reading->total += (double)count;
    return RAS_OK;
}

enum ras_status ras_population_read(struct ras_population *population,
                                    const struct ras_record_table *table,
                                    const struct ras_link_comparison *comparison,
                                    const atomic_int *stop, struct ras_error *error)
{
    const struct ras_link_population *const asked = &comparison->population;
    const char *const headers[] = {asked->value, asked->count};
    const uint32_t value_count = ras_value_count(table);
    const struct ras_column_file file = {
        .path = asked->path, .what = "table", .headers = headers, .column_count = 2, .stop = stop};
    struct population_reading reading = {.population = population,
                                         .table = table,
                                         .field = &table->schema->fields[comparison->field]};
    population->shares = ras_alloc_zeroed(value_count, sizeof population->shares[0]);
    if (population->shares == NULL)
        return ras_no_memory(error, value_count * sizeof population->shares[0]);
    RAS_TRY(ras_column_file_read(&file, row_take, &reading, NULL, error));
    if (reading.total <= 0)
        return ras_fail_at(error, RAS_BAD_INPUT, asked->path, 0, 0, "the table counts nothing");
    for (uint32_t i = 0; i < value_count; i++)
        population->shares[i] /= reading.total;
    population->weight = fmin(asked->weight, reading.total);
    return RAS_OK;
}

void ras_population_fini(struct ras_population *population)
{
    ras_free(population->shares);
    *population = (struct ras_population){.shares = NULL};
}

double ras_population_chance(const struct ras_population *population, uint32_t value, double others,
                             double present)
{
    const double share = population->shares == NULL ? 0 : population->shares[value];
    const double weight = share > 0 ? population->weight : 0;
    return fmin((others + UNSEEN_HOLDERS + weight * share) / (present + 1 + weight), 1);
}

/* What the resident index is made of, as one number. */
#include "engine/index_fingerprint.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/try.h"
#include "block/passes.h"
#include "index/name_population.h"
#include "record/date.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define HASH_BUFFER_BYTES ((size_t)4 << 20)
/* Part of the fingerprint: to be raised when normalising or packing of residents changes. */
#define NORMALISING_VERSION UINT64_C(2)

enum ras_status ras_file_hash(const char *path, const atomic_int *stop, uint64_t *hash,
                              uint64_t *byte_count, struct ras_error *error)
{
    enum ras_status status = RAS_OK;
    *byte_count = 0;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return ras_fail(error, errno == ENOENT ? RAS_INPUT_MISSING : RAS_IO, "cannot open '%s': %s",
                        path, strerror(errno));
    char *const buffer = ras_alloc(HASH_BUFFER_BYTES);
    XXH3_state_t *const state = XXH3_createState();
    if (buffer == NULL || state == NULL) {
        status = ras_no_memory(error, HASH_BUFFER_BYTES);
        goto done;
    }
    XXH3_64bits_reset(state);
    for (;;) {
        const ssize_t got = read(descriptor, buffer, HASH_BUFFER_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            status = ras_fail(error, RAS_IO, "cannot read '%s': %s", path, strerror(errno));
            goto done;
        }
        if (got == 0)
            break;
        if (stop != NULL && atomic_load(stop) != RAS_OK) {
            status = ras_fail(error, (enum ras_status)atomic_load(stop), "stopped");
            goto done;
        }
        XXH3_64bits_update(state, buffer, (size_t)got);
        *byte_count += (uint64_t)got;
    }
    *hash = XXH3_64bits_digest(state);
done:
    (void)XXH3_freeState(state);
    ras_free(buffer);
    (void)close(descriptor);
    return status;
}

static void hash_add(XXH3_state_t *state, const void *data, size_t length)
{
    const uint64_t size = length;
    XXH3_64bits_update(state, &size, sizeof size);
    if (length > 0)
        XXH3_64bits_update(state, data, length);
}

static void hash_add_number(XXH3_state_t *state, uint64_t number)
{
    hash_add(state, &number, sizeof number);
}

static void settings_hash(XXH3_state_t *state, const struct ras_config *config)
{
    const struct ras_source_config *const residents = &config->residents;
    hash_add_number(state, NORMALISING_VERSION);
    hash_add_number(state, RAS_PASS_COUNT);
    hash_add_number(state, config->block_rows_max);
    hash_add_number(state, ras_date_year(config->as_of)); /* the century of two-digit years */
    hash_add_number(state, (uint64_t)(unsigned char)residents->delimiter);
    for (size_t i = 0; i < residents->column_count; i++) {
        hash_add_number(state, residents->columns[i].field);
        hash_add(state, residents->columns[i].header, strlen(residents->columns[i].header));
    }
    for (size_t i = 0; i < residents->value_count; i++) {
        hash_add_number(state, residents->values[i].field);
        hash_add_number(state, residents->values[i].value);
        hash_add(state, residents->values[i].written, strlen(residents->values[i].written));
    }
}

/* The table of names is in the counts of the index: another table, another index. */
static enum ras_status names_hash(XXH3_state_t *state, const struct ras_context *context,
                                  struct ras_error *error)
{
    static const char part[] = "match.names";
    uint64_t hash = 0, byte_count = 0;
    RAS_TRY(ras_file_hash(context->config->names, context->stop, &hash, &byte_count, error));
    hash_add(state, part, sizeof part);
    hash_add_number(state, RAS_NAME_TABLE_RESIDENTS);
    hash_add_number(state, hash);
    return RAS_OK;
}

enum ras_status ras_index_fingerprint(const struct ras_context *context,
                                      const struct ras_resident_file *files, size_t file_count,
                                      uint64_t *fingerprint, struct ras_error *error)
{
    const struct ras_config *const config = context->config;
    const char *const unit_files[2] = {config->unit_list, config->crosswalk};
    enum ras_status status = RAS_OK;
    XXH3_state_t *const state = XXH3_createState();
    if (state == NULL)
        return ras_no_memory(error, sizeof *state);
    XXH3_64bits_reset(state);
    settings_hash(state, config);
    for (size_t i = 0; i < file_count; i++) {
        hash_add_number(state, files[i].hash);
        hash_add_number(state, files[i].byte_count);
    }
    for (unsigned i = 0; i < 2; i++) {
        uint64_t hash = 0, byte_count = 0;
        if (unit_files[i] == NULL)
            continue;
        RAS_TRY_DONE(ras_file_hash(unit_files[i], context->stop, &hash, &byte_count, error));
        hash_add_number(state, hash);
    }
    if (config->names != NULL)
        RAS_TRY_DONE(names_hash(state, context, error));
    *fingerprint = XXH3_64bits_digest(state) | 1; /* 0 means "any" to ras_index_open */
done:
    (void)XXH3_freeState(state);
    return status;
}

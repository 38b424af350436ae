/* One pass over a file: hash, size and rows together, so that verifying costs one read. */
#include "engine/file_facts.h"

#include "base/alloc.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_BYTES ((size_t)1 << 20)

static bool word_is(const struct ras_csv_counter *counter, const char *word)
{
    const size_t length = strlen(word);
    return counter->word_length == length && memcmp(counter->word, word, length) == 0;
}

static void row_end(struct ras_csv_counter *counter)
{
    counter->row_count++;
    counter->match_count += word_is(counter, "match");
    counter->review_count += word_is(counter, "review");
    counter->none_count += word_is(counter, "none");
    counter->in_row = false;
    counter->field = 0;
    counter->word_length = 0;
}

void ras_csv_count(struct ras_csv_counter *counter, const char *data, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char c = data[i];
        if (c == '\n' && !counter->quoted) {
            row_end(counter);
            continue;
        }
        counter->in_row = true;
        if (c == '"')
            counter->quoted = !counter->quoted;
        else if (c == ',' && !counter->quoted)
            counter->field++;
        else if (counter->field == 1 && counter->word_length < sizeof counter->word)
            counter->word[counter->word_length++] = c;
    }
}

void ras_csv_count_end(struct ras_csv_counter *counter)
{
    if (counter->in_row)
        row_end(counter);
}

static enum ras_status facts_read(int descriptor, const char *path, bool csv,
                                  struct ras_file_facts *facts, struct ras_error *error)
{
    struct ras_csv_counter counter = {.quoted = false};
    char *const buffer = ras_alloc(READ_BYTES);
    XXH3_state_t *const state = XXH3_createState();
    enum ras_status status = RAS_OK;
    if (buffer == NULL || state == NULL || XXH3_64bits_reset(state) != XXH_OK)
        status = ras_no_memory(error, READ_BYTES);
    while (status == RAS_OK) {
        const ssize_t got = read(descriptor, buffer, READ_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            status = ras_fail(error, RAS_IO, "cannot read '%s': %s", path, strerror(errno));
        if (got <= 0)
            break;
        (void)XXH3_64bits_update(state, buffer, (size_t)got);
        facts->byte_count += (uint64_t)got;
        if (csv)
            ras_csv_count(&counter, buffer, (size_t)got);
    }
    ras_csv_count_end(&counter);
    facts->hash = state == NULL ? 0 : XXH3_64bits_digest(state);
    facts->row_count = counter.row_count > 0 ? counter.row_count - 1 : 0;
    facts->match_count = counter.match_count;
    facts->review_count = counter.review_count;
    facts->none_count = counter.none_count;
    ras_free(buffer);
    (void)XXH3_freeState(state);
    return status;
}

enum ras_status ras_file_facts(int directory, const char *path, bool csv, bool *there,
                               struct ras_file_facts *facts, struct ras_error *error)
{
    struct stat information;
    *facts = (struct ras_file_facts){0};
    *there = false;
    const int descriptor = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR || errno == ELOOP)
            return RAS_OK;
        return ras_fail(error, RAS_IO, "cannot open '%s': %s", path, strerror(errno));
    }
    enum ras_status status = RAS_OK;
    if (fstat(descriptor, &information) == 0 && S_ISREG(information.st_mode)) {
        *there = true;
        status = facts_read(descriptor, path, csv, facts, error);
    }
    (void)close(descriptor);
    return status;
}

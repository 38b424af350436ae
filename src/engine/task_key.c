/* The key of task ids: made once for an output, so that the same problem has the same id every
 * night.
 */
#include "engine/run_directory.h"

#include "base/hash.h"
#include "base/try.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_FILE "task.key"

static enum ras_status key_make(const struct ras_run_directory *directory, struct ras_key *key,
                                struct ras_error *error)
{
    struct ras_output output;
    if (getrandom(key->bytes, sizeof key->bytes, 0) != (ssize_t)sizeof key->bytes)
        return ras_fail(error, RAS_IO, "cannot get random bytes for the task key: %s",
                        strerror(errno));
    /* under another name first: a run killed here must not leave half a key behind */
    (void)unlinkat(directory->state, KEY_FILE ".new", 0);
    RAS_TRY(ras_output_open(&output, directory->state, KEY_FILE ".new", "state/" KEY_FILE, error));
    ras_output_write(&output, key->bytes, sizeof key->bytes);
    RAS_TRY(ras_output_close(&output, NULL, NULL, error));
    if (fchmodat(directory->state, KEY_FILE ".new", 0400, 0) != 0 ||
        renameat(directory->state, KEY_FILE ".new", directory->state, KEY_FILE) != 0)
        return ras_fail(error, RAS_IO, "cannot protect 'state/%s': %s", KEY_FILE, strerror(errno));
    return ras_directory_sync(directory->state, ".", "state", error);
}

enum ras_status ras_task_key_get(const struct ras_run_directory *directory,
                                 const struct ras_config *config, struct ras_key *key,
                                 struct ras_error *error)
{
    if (config->key_text != NULL) {
        const XXH128_hash_t hash = XXH3_128bits(config->key_text, strlen(config->key_text));
        memcpy(key->bytes, &hash.low64, 8);
        memcpy(key->bytes + 8, &hash.high64, 8);
        return RAS_OK;
    }
    const int descriptor = openat(directory->state, KEY_FILE, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0 && errno == ENOENT)
        return key_make(directory, key, error);
    if (descriptor < 0)
        return ras_fail(error, RAS_IO, "cannot open 'state/%s': %s", KEY_FILE, strerror(errno));
    const ssize_t got = read(descriptor, key->bytes, sizeof key->bytes);
    (void)close(descriptor);
    if (got != (ssize_t)sizeof key->bytes)
        return ras_fail(error, RAS_BAD_INPUT,
                        "'state/%s' is damaged; without it every task would get a new number",
                        KEY_FILE);
    return RAS_OK;
}

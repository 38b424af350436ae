/* Runs a fuzz target without a fuzzer: nothing, every file of its corpus in byte order of name, and
 * of each file a fixed number of damaged copies (cut, a byte flipped, a part doubled), the same
 * ones every time. A folder that is missing is an empty one.
 *
 * usage: PROGRAM CORPUS-FOLDER       REPLAY_DAMAGED=n damaged copies of each file, default 200 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FILE_BYTES_MAX ((size_t)1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input in a heap block of just its size, so that ASan sees the first byte beyond. */
static void run(const uint8_t *data, size_t size)
{
    uint8_t *const exact = malloc(size == 0 ? 1 : size);
    if (exact == NULL)
        abort();
    if (size > 0)
        memcpy(exact, data, size);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
}

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t value = *state;
    value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
    return value ^ (value >> 31);
}

/* copy has room for 2 × size bytes. */
static void run_damaged(const uint8_t *data, size_t size, uint8_t *copy, uint64_t *state)
{
    static const char telling[] = "\0\n\r\",;\t'=\x80\xC3\xFF{}[]:#&*-0";
    memcpy(copy, data, size);
    const size_t at = (size_t)(next_random(state) % size);
    const uint64_t random = next_random(state);
    switch (next_random(state) % 4) {
    case 0: size = at; break;
    case 1: copy[at] ^= (uint8_t)(1u << random % 8); break;
    case 2: copy[at] = (uint8_t)telling[random % (sizeof telling - 1)]; break;
    default:
        memmove(copy + size, copy + at, size - at);
        size += size - at;
        break;
    }
    run(copy, size);
}

static void run_file(const char *path, uint64_t damaged_count)
{
    uint8_t *const data = malloc(3 * FILE_BYTES_MAX);
    FILE *const file = fopen(path, "rb");
    if (data == NULL || file == NULL) {
        fprintf(stderr, "cannot read '%s'\n", path);
        exit(1);
    }
    const size_t size = fread(data, 1, FILE_BYTES_MAX, file);
    (void)fclose(file);
    run(data, size);
    uint64_t state = size;
    for (uint64_t i = 0; i < damaged_count && size > 0; i++)
        run_damaged(data, size, data + FILE_BYTES_MAX, &state);
    free(data);
}

static int regular_name(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s CORPUS-FOLDER\n", argv[0]);
        return 2;
    }
    const char *const damaged = getenv("REPLAY_DAMAGED");
    const uint64_t damaged_count = damaged == NULL ? 200 : strtoull(damaged, NULL, 10);
    struct dirent **entries = NULL;
    const int count = scandir(argv[1], &entries, regular_name, by_bytes);
    run(NULL, 0);
    for (int i = 0; i < count; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
        run_file(path, damaged_count);
        free(entries[i]);
    }
    free(entries);
    printf("%s: %d files\n", argv[0], count < 0 ? 0 : count);
    return 0;
}

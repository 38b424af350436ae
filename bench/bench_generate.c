/* How fast a province is made: rows a second over all files, into a folder that is removed again.
 *
 * Usage: bench_generate [residents] [threads] [compress]; defaults 200,000 and 2. Prints too the
 * chance that two residents share a full name (sum of squared shares; real lists: 8 to 9 in
 * 100,000). The folder lies below TMPDIR. */
#include "base/output.h"
#include "generate/generator.h"
#include "generate/name_model.h"

#include "base/alloc.h"
#include "base/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static int by_value(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Sum of squared shares of the full names of all residents, in millionths. */
static double name_concentration(const struct ras_plan *plan)
{
    uint64_t *const hashes = malloc(plan->resident_count * sizeof *hashes);
    struct ras_block *const block = malloc(sizeof *block);
    if (hashes == NULL || block == NULL)
        exit(1);
    size_t count = 0;
    const uint64_t start = ras_clock_ns();
    for (uint32_t b = 0; b < plan->block_count; b++) {
        ras_block_make(plan, b, block);
        for (unsigned i = 0; i < block->person_count; i++) {
            char name[200];
            if (block->persons[i].absent)
                continue;
            const size_t length = ras_made_name_write(&block->persons[i].name, name, sizeof name);
            hashes[count++] = ras_hash(name, length);
        }
    }
    printf("blocks alone: %.0f ns a resident\n", (double)(ras_clock_ns() - start) / (double)count);
    qsort(hashes, count, sizeof *hashes, by_value);
    double pairs = 0;
    for (size_t i = 0, run = 1; i < count; i += run, run = 1) {
        while (i + run < count && hashes[i + run] == hashes[i])
            run++;
        pairs += (double)run * (double)(run - 1);
    }
    free(hashes);
    free(block);
    return pairs / ((double)count * (double)(count - 1)) * 1e6;
}

int main(int argc, char **argv)
{
    struct ras_generator_settings settings;
    struct ras_generator_result result;
    struct ras_error error = {.status = RAS_OK};
    struct ras_plan plan;
    char directory[256];
    const char *const base = getenv("TMPDIR");
    ras_generator_defaults(&settings);
    settings.resident_count = argc > 1 ? strtoull(argv[1], NULL, 10) : 200000;
    settings.thread_count = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 2;
    settings.compress = argc > 3;
    (void)snprintf(directory, sizeof directory, "%.200s/rasoat-bench-XXXXXX",
                   base == NULL ? "/tmp" : base);
    settings.directory = mkdtemp(directory);
    if (settings.directory == NULL || ras_generate(&settings, &result, &error) != RAS_OK) {
        fprintf(stderr, "bench_generate: %s\n", error.message);
        return 1;
    }
    const uint64_t rows = result.resident_count + result.civil_count + result.welfare_count +
                          result.vaccination_count;
    printf("generate, %u threads%s: %llu residents, %llu civil, %llu welfare, %llu vaccination, "
           "%.1f MB in %.2f s: %.0f rows/s (%.0f per second of processor)\n",
           settings.thread_count, settings.compress ? ", compressed" : "",
           (unsigned long long)result.resident_count, (unsigned long long)result.civil_count,
           (unsigned long long)result.welfare_count, (unsigned long long)result.vaccination_count,
           (double)result.byte_count / 1e6, result.seconds, (double)rows / result.seconds,
           (double)rows * CLOCKS_PER_SEC / (double)clock());
    if (ras_plan_create(&plan, &settings, &error) == RAS_OK) {
        printf("two residents share a full name: %.1f in a million\n", name_concentration(&plan));
        ras_plan_destroy(&plan);
    }
    return ras_directory_remove(AT_FDCWD, directory, &error) == RAS_OK ? 0 : 1;
}

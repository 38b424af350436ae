/* Timing, the report line, and the calibration of memory. */
#include "bench.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#define LINE_BYTES  64
#define BATCH_LINES 32
#define PROBE_COUNT (UINT64_C(1) << 24) /* a run, over all threads */

static int compare_doubles(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

struct bench_timing bench_measure(unsigned runs, bench_function *function, void *context)
{
    double elapsed_ns[BENCH_RUNS_MAX];
    if (runs < 1)
        runs = 1;
    if (runs > BENCH_RUNS_MAX)
        runs = BENCH_RUNS_MAX;
    function(context);
    for (unsigned run = 0; run < runs; run++) {
        const uint64_t start_ns = ras_clock_ns();
        function(context);
        elapsed_ns[run] = (double)(ras_clock_ns() - start_ns);
    }
    qsort(elapsed_ns, runs, sizeof elapsed_ns[0], compare_doubles);
    return (struct bench_timing){.median_ns = elapsed_ns[runs / 2],
                                 .least_ns = elapsed_ns[0],
                                 .most_ns = elapsed_ns[runs - 1],
                                 .runs = runs};
}

void bench_report(const char *name, const struct bench_timing *timing, uint64_t items,
                  const char *item, uint64_t bytes)
{
    const double seconds = timing->median_ns / 1e9;
    printf("%-40s %10.2f ns  %10.3f M %s/s", name, timing->median_ns / (double)items,
           (double)items / seconds / 1e6, item);
    if (bytes > 0)
        printf("  %8.3f GB/s", (double)bytes / seconds / 1e9);
    printf("  (median of %u, spread %.0f %%)\n", timing->runs,
           (timing->most_ns / timing->least_ns - 1) * 100);
    (void)fflush(stdout);
}

static void print_processor(void)
{
    char line[512];
    FILE *const file = fopen("/proc/cpuinfo", "re");
    while (file != NULL && fgets(line, sizeof line, file) != NULL)
        if (strncmp(line, "model name", 10) == 0) {
            const char *const value = strchr(line, ':');
            printf("%.*s", (int)strcspn(value + 2, "\n"), value + 2);
            break;
        }
    if (file != NULL)
        (void)fclose(file);
}

void bench_print_machine(void)
{
    struct utsname system;
    struct sysinfo memory;
    (void)uname(&system);
    (void)sysinfo(&memory);
    printf("machine: ");
    print_processor();
    printf(", %ld processors%s%s, %.1f GB, %s %s, %s\n", sysconf(_SC_NPROCESSORS_ONLN),
           __builtin_cpu_supports("avx2") ? ", AVX2" : "",
           __builtin_cpu_supports("avx512bw") ? ", AVX-512" : "",
           (double)memory.totalram * memory.mem_unit / 1e9, system.sysname, system.release,
           __VERSION__);
}

uint64_t bench_number(const char *name, uint64_t otherwise)
{
    const char *const text = getenv(name);
    return text == NULL || *text == '\0' ? otherwise : strtoull(text, NULL, 10);
}

/* ---- calibration ----------------------------------------------------------------------------- */

struct table {
    uint64_t *words;
    size_t line_count; /* a power of two */
    unsigned thread_count;
};

static enum ras_status fill_part(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct table *const table = context;
    const size_t words = table->line_count * (LINE_BYTES / 8) / table->thread_count;
    (void)worker, (void)error;
    for (size_t i = part * words; i < (part + 1) * words; i++)
        table->words[i] = i;
    return RAS_OK;
}

static enum ras_status probe_part(void *context, unsigned worker, size_t part,
                                  struct ras_error *error)
{
    const struct table *const table = context;
    const uint64_t *batch[BATCH_LINES];
    uint64_t sum = 0, number = part << 40;
    (void)worker, (void)error;
    for (uint64_t done = 0; done < PROBE_COUNT / table->thread_count; done += BATCH_LINES) {
        for (unsigned i = 0; i < BATCH_LINES; i++) {
            const size_t line = ras_hash_mix(number++) & (table->line_count - 1);
            batch[i] = table->words + line * (LINE_BYTES / 8);
            __builtin_prefetch(batch[i]);
        }
        for (unsigned i = 0; i < BATCH_LINES; i++)
            sum += *batch[i];
    }
    bench_keep(sum);
    return RAS_OK;
}

static enum ras_status read_part(void *context, unsigned worker, size_t part,
                                 struct ras_error *error)
{
    const struct table *const table = context;
    const size_t words = table->line_count * (LINE_BYTES / 8) / table->thread_count;
    const uint64_t *at = table->words + part * words;
    const uint64_t *const end = at + words;
    uint64_t sum[8] = {0};
    (void)worker, (void)error;
    for (; at < end; at += 8)
        for (unsigned lane = 0; lane < 8; lane++)
            sum[lane] += at[lane];
    for (unsigned lane = 0; lane < 8; lane++)
        bench_keep(sum[lane]);
    return RAS_OK;
}

static void run_parts(const struct table *table, ras_task_function *part)
{
    struct table copy = *table;
    if (ras_parallel_run(table->thread_count, table->thread_count, part, &copy, NULL, NULL) !=
        RAS_OK) {
        fprintf(stderr, "bench: cannot run threads\n");
        exit(RAS_NO_MEMORY);
    }
}

static void probe_all(void *context)
{
    run_parts(context, probe_part);
}

static void read_all(void *context)
{
    run_parts(context, read_part);
}

/* Each address depends on what was read before it. */
static void probe_serially(void *context)
{
    const struct table *const table = context;
    uint64_t number = 1;
    for (uint64_t done = 0; done < PROBE_COUNT / 16; done++)
        number = ras_hash_mix(number +
                              table->words[(number & (table->line_count - 1)) * (LINE_BYTES / 8)]);
    bench_keep(number);
}

struct bench_calibration bench_calibrate(size_t table_bytes, unsigned thread_count)
{
    struct table table = {.words = ras_alloc_huge(table_bytes),
                          .line_count = table_bytes / LINE_BYTES,
                          .thread_count = thread_count};
    if (table.words == NULL || (table.line_count & (table.line_count - 1)) != 0) {
        fprintf(stderr, "bench: cannot have a table of %zu bytes\n", table_bytes);
        exit(RAS_NO_MEMORY);
    }
    run_parts(&table, fill_part);
    const struct bench_timing probes = bench_measure(5, probe_all, &table);
    const struct bench_timing reads = bench_measure(3, read_all, &table);
    const struct bench_timing serial = bench_measure(3, probe_serially, &table);
    ras_free_huge(table.words, table_bytes);
    return (struct bench_calibration){
        .table_bytes = table_bytes,
        .thread_count = thread_count,
        .probes_per_s = (double)PROBE_COUNT / (probes.median_ns / 1e9),
        .read_bytes_per_s = (double)table_bytes / (reads.median_ns / 1e9),
        .serial_probe_ns = serial.median_ns / (double)(PROBE_COUNT / 16)};
}

void bench_print_calibration(const struct bench_calibration *calibration)
{
    printf("calibration: %.1f M random 64-byte reads/s (batch 32, %.0f GB, %u threads; reference "
           "134), %.1f GB/s read, %.0f ns a dependent read; goals scale by %.2f\n",
           calibration->probes_per_s / 1e6, (double)calibration->table_bytes / (1 << 30),
           calibration->thread_count, calibration->read_bytes_per_s / 1e9,
           calibration->serial_probe_ns, calibration->probes_per_s / BENCH_REFERENCE_PROBES_PER_S);
    (void)fflush(stdout);
}

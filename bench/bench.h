/* Measuring: the median of several runs, the machine it was on, and the memory calibration by which
 * figures of two machines are compared.
 *
 * A bench program prints bench_print_machine() once and bench_report() for each measure, on
 * standard output. Programs are named bench_<what>.c and are found by the Makefile. */
#ifndef RASOAT_BENCH_BENCH_H
#define RASOAT_BENCH_BENCH_H

#include "base/clock.h"

#include <stddef.h>
#include <stdint.h>

#define BENCH_RUNS_MAX 25

struct bench_timing {
    double median_ns;
    double least_ns;
    double most_ns;
    unsigned runs;
};

typedef void bench_function(void *context);

/* One run unmeasured (warm caches, first touch of memory), then `runs` measured ones. */
struct bench_timing bench_measure(unsigned runs, bench_function *function, void *context);

/* One line: name, median per item, items and bytes a second, spread of the runs (most over least).
 * item: what is counted, in the plural ("rows"). bytes may be 0: no bytes a second are shown. */
void bench_report(const char *name, const struct bench_timing *timing, uint64_t items,
                  const char *item, uint64_t bytes);

/* One line: processor, logical processors, memory, kernel, compiler, build. */
void bench_print_machine(void);

struct bench_calibration {
    uint64_t table_bytes;
    unsigned thread_count;
    double probes_per_s;     /* random 64-byte reads, 32 prefetched at a time, all threads */
    double read_bytes_per_s; /* sequential, all threads */
    double serial_probe_ns;  /* dependent random read, one thread */
};

/* Probes a huge-page table of that many bytes (a power of two); exits with a message without
 * memory. */
struct bench_calibration bench_calibrate(size_t table_bytes, unsigned thread_count);
/* The reference machine's rate of batched probes in 4 GB on two cores; goals scale by it. */
#define BENCH_REFERENCE_PROBES_PER_S 134e6
void bench_print_calibration(const struct bench_calibration *calibration);

/* Lets the compiler believe that a result is used. */
static inline void bench_keep(uint64_t value)
{
    __asm__ volatile("" : : "r"(value) : "memory");
}

/* The number in environment variable `name`, else `otherwise`: BENCH_RUNS=9 make bench. */
uint64_t bench_number(const char *name, uint64_t otherwise);

#endif

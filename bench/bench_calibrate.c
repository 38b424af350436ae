/* The machine line and the calibration line that stand above all figures.
 * BENCH_TABLE_GB: table in GB, a power of two, default 1 (the reference used 4). */
#include "bench.h"

int main(void)
{
    const unsigned thread_count = (unsigned)bench_number("THREADS", 2);
    const size_t table_bytes = (size_t)bench_number("BENCH_TABLE_GB", 1) << 30;
    bench_print_machine();
    const struct bench_calibration calibration = bench_calibrate(table_bytes, thread_count);
    bench_print_calibration(&calibration);
    return 0;
}

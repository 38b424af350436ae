/* Shares that several writers of a comparison need. */
#include "report/bench_report.h"

const uint32_t ras_bench_shares[RAS_BENCH_SHARES] = {0, 50, 100, 200};
const uint32_t ras_bench_calibration_edges[RAS_BENCH_CALIBRATIONS] = {
    0, 10000, 50000, 100000, 250000, 500000, 750000, 900000, 950000, 990000, 999000, 999900};

double ras_bench_precision(uint64_t right, uint64_t links)
{
    return links == 0 ? 0 : (double)right / (double)links;
}

double ras_bench_f1(uint64_t right, uint64_t links, uint64_t true_rows)
{
    return links + true_rows == 0 ? 0 : 2 * (double)right / (double)(links + true_rows);
}

double ras_bench_expected_persons(const struct ras_bench_estimate *estimate)
{
    return estimate->lost_known ? estimate->found + estimate->lost + estimate->unreached_persons
                                : 0;
}

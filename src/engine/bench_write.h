/* A comparison to a caller and to a folder. */
#ifndef RASOAT_ENGINE_BENCH_WRITE_H
#define RASOAT_ENGINE_BENCH_WRITE_H

#include "rasoat/engine.h"
#include "report/bench_report.h"

/* *text for ras_engine_text_free; files where the options name a folder, which is made if need be.
 * Files of an earlier comparison there are replaced whole. */
enum ras_status ras_bench_write(const struct ras_bench_report *report,
                                const struct ras_bench_options *options, char **text,
                                struct ras_error *error) RAS_MUST_CHECK;

/* The tables of a terminal (engine/bench_table.c). */
void ras_bench_table(const struct ras_bench_report *report, struct ras_text *out);

#endif

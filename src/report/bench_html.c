/* page */
#include "report/bench_report.h"
void ras_bench_html(const struct ras_bench_report *report, struct ras_text *out)
{
    (void)report;
    ras_text_string(out, "<!DOCTYPE html>\n");
}

/* The list of what a run leaves, from outputs.def. */
#include "report/report.h"

#include <assert.h>

const struct ras_report_info *ras_report_at(enum ras_report report)
{
    static const struct ras_report_info infos[RAS_REPORT_COUNT] = {
#define OUTPUT(ENUM, name, pattern, columns, vietnamese, english)                                  \
    {name, pattern, columns, vietnamese, english},
#include "report/outputs.def"
#undef OUTPUT
    };
    assert(report < RAS_REPORT_COUNT);
    return &infos[report];
}

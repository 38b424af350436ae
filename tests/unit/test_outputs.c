#include "report/report.h"

#include <criterion/criterion.h>
#include <ctype.h>
#include <string.h>

Test(outputs, every_output_is_described_and_named_once)
{
    for (unsigned i = 0; i < RAS_REPORT_COUNT; i++) {
        const struct ras_report_info *const info = ras_report_at((enum ras_report)i);
        cr_assert_neq(info->name[0], '\0');
        cr_assert_neq(info->pattern[0], '\0');
        cr_assert_neq(info->vietnamese[0], '\0');
        cr_assert_neq(info->english[0], '\0');
        for (const char *c = info->pattern; *c != '\0'; c++)
            cr_assert(islower((unsigned char)*c) || strchr("/.<>", *c) != NULL, "%s",
                      info->pattern);
        for (unsigned j = 0; j < i; j++) {
            cr_assert_str_neq(info->name, ras_report_at((enum ras_report)j)->name);
            cr_assert_str_neq(info->pattern, ras_report_at((enum ras_report)j)->pattern);
        }
    }
}

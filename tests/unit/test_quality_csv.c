#include "report/report.h"
#include "support/expect_text.h"

Test(quality_csv, every_scope_prints_its_code_and_source)
{
    const struct ras_source_summary sources[] = {{.name = "=civil"}};
    const struct ras_measure measures[] = {
        {RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL, "rows", 7, 7, ""},
        {RAS_SCOPE_SOURCE, 0, 0, "dung", 1, 3, "DG01|DG02"},
        {RAS_SCOPE_PROVINCE, 1, RAS_SOURCE_ALL, "du", 2, 3, ""},
        {RAS_SCOPE_COMMUNE, 4, 0, "sach", 0, 0, ""},
        {RAS_SCOPE_COMMUNE, 0, 0, "song", 5, 1000000, ""},
    };
    const struct ras_quality_report report = {
        .sources = sources, .source_count = 1, .measures = measures, .measure_count = 5};
    struct ras_text out;
    ras_text_init(&out);
    ras_quality_csv(&report, &out);
    expect_text(&out, "scope,code,source,measure,numerator,denominator,percent,rules\n"
                      "all,,,rows,7,7,100.00,\n"
                      "source,,\"'=civil\",dung,1,3,33.33,DG01|DG02\n"
                      "province,01,,du,2,3,66.67,\n"
                      "commune,00004,\"'=civil\",sach,0,0,,\n"
                      "commune,unknown,\"'=civil\",song,5,1000000,0.00,\n");
    ras_text_fini(&out);
}

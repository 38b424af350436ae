#include "report/report.h"
#include "support/expect_text.h"
#include "support/report_sample.h"
#include "support/shell_output.h"

#include <unistd.h>

/* Python's opinion on the text: `check` sees it as d. */
static void expect_python(const struct ras_text *json, const char *check)
{
    need_tool("python3");
    char path[] = "/tmp/rasoat_json_XXXXXX";
    const int file = mkstemp(path);
    cr_assert_eq(write(file, json->data, json->length), (ssize_t)json->length);
    (void)close(file);
    char command[1024];
    (void)snprintf(command, sizeof command,
                   "python3 -c \"import json; d=json.load(open('%s',encoding='utf-8')); %s\"", path,
                   check);
    const int status = system(command);
    (void)unlink(path);
    cr_assert_eq(status, 0);
}

Test(quality_json, is_json_with_the_keys_of_the_csv)
{
    struct sample_report sample;
    sample_report_init(&sample, 20, NULL, 0);
    struct ras_text out;
    ras_text_init(&out);
    ras_quality_json(&sample.report, &out);
    expect_python(&out, "m=d['measures']; "
                        "assert list(m[0])==['scope','code','source','measure','numerator',"
                        "'denominator','percent','rules']; "
                        "assert len(m)==(1+3+3+21*4)*10; assert d['as_of']=='2026-09-30'; "
                        "assert m[0]['percent']==100 and m[0]['numerator']==5799381; "
                        "assert [s['name'] for s in d['sources']]==['civil','welfare','vaccine']; "
                        "assert all(s['rows']==s['match']+s['review']+s['none']+s['rejected'] "
                        "for s in d['sources']); "
                        "assert all(len(h)==64 for s in d['sources'] "
                        "for h in s['weight_histogram'].values()); "
                        "assert d['match_weight']==13.2");
    ras_text_fini(&out);
    sample_report_fini(&sample);
}

Test(quality_json, hostile_names_stay_strings)
{
    struct sample_report sample;
    sample_report_init(&sample, 40, sample_hostile, sample_hostile_count);
    struct ras_text out;
    ras_text_init(&out);
    ras_quality_json(&sample.report, &out);
    expect_python(&out, "assert '<script>' in d['purpose'] and len(d['sources'])==3");
    ras_text_fini(&out);
    sample_report_fini(&sample);
}

Test(quality_json, an_empty_run_is_json)
{
    const struct ras_quality_report report = {.run_id = "", .purpose = ""};
    struct ras_text out;
    ras_text_init(&out);
    ras_quality_json(&report, &out);
    expect_python(&out, "assert d['measures']==[] and d['sources']==[] and d['as_of'] is None");
    ras_text_fini(&out);
}

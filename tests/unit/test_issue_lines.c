#include "base/bytes.h"
#include "report/report.h"
#include "support/expect_text.h"
#include "support/report_sample.h"

Test(issue_lines, an_issue_is_one_line)
{
    struct ras_line_words words;
    struct ras_issue issue = {.rule = 0,
                              .field = RAS_FIELD_FULL_NAME,
                              .office = RAS_OFFICE_TU_PHAP,
                              .value = RAS_LITERAL("+Nguyễn"),
                              .proposal = RAS_LITERAL("Nguyễn, Văn"),
                              .evidence = RAS_LITERAL("trùng số")};
    struct ras_line_key record;
    struct ras_text out;
    ras_text_init(&out);
    ras_line_key_make(&record, RAS_LITERAL("r1"));
    ras_line_words_make(&words, sample_rules, SAMPLE_RULES, NULL, 0);
    ras_issue_header(&out);
    ras_issue_append(&out, &words, 0xabc, &record, &issue, 1234);
    issue.rule = 13;
    issue.field = RAS_FIELD_NONE;
    issue.value = issue.proposal = issue.evidence = (struct ras_bytes){NULL, 0};
    ras_line_key_make(&record, RAS_LITERAL("r2"));
    ras_issue_append(&out, &words, 0, &record, &issue, 0);
    expect_text(&out,
                "task_id,record_id,code,word,group,severity,commune,office,field,value,proposal,"
                "evidence\n"
                "0000000000000abc,r1,DG01,dung,8,3,01234,tu_phap,full_name,\"'+Nguyễn\","
                "\"Nguyễn, Văn\",trùng số\n"
                ",r2,SA01,sach,3,1,unknown,tu_phap,,,,\n");
    ras_text_fini(&out);
}

Test(issue_lines, a_proposal_keeps_old_and_new)
{
    struct ras_line_words words;
    struct ras_line_key record;
    struct ras_proposal_line line = {.register_name = RAS_LITERAL("residents"),
                                     .key = RAS_LITERAL("038085001234"),
                                     .field = RAS_FIELD_STATUS,
                                     .old_value = RAS_LITERAL("alive"),
                                     .new_value = RAS_LITERAL("dead"),
                                     .rule = 23, /* SO05 */
                                     .probability = 999999,
                                     .source = RAS_LITERAL("civil"),
                                     .record = &record};
    struct ras_text out;
    ras_text_init(&out);
    ras_line_key_make(&record, RAS_LITERAL("KT-1"));
    ras_line_words_make(&words, sample_rules, SAMPLE_RULES, NULL, 0);
    ras_proposal_header(&out);
    ras_proposal_append(&out, &words, &line);
    /* a change to the record itself: its id, quoted, stands twice */
    line.register_name = line.source;
    line.key = RAS_LITERAL("");
    ras_line_key_make(&record, RAS_LITERAL("=KT \"1\", a"));
    line.field = RAS_FIELD_NONE;
    line.old_value = line.new_value = RAS_LITERAL("");
    line.probability = 1000000;
    ras_proposal_append(&out, &words, &line);
    expect_text(&out, "register,key,field,old,new,rule,probability,source,record_id\n"
                      "residents,038085001234,status,alive,dead,SO05,0.999999,civil,KT-1\n"
                      "civil,\"'=KT \"\"1\"\", a\",,,,SO05,1.000000,civil,"
                      "\"'=KT \"\"1\"\", a\"\n");
    ras_text_fini(&out);
}

#include "base/bytes.h"
#include "report/report.h"
#include "support/expect_text.h"

Test(review_lines, a_candidate_is_one_line)
{
    struct ras_candidate candidate = {.weight = 12344, .probability = 734000};
    candidate.levels.level[RAS_COMPARATOR_BIRTH_DATE] = RAS_LEVEL_BIRTH_DATE_LOWER;
    struct ras_text out;
    ras_text_init(&out);
    ras_review_header(&out);
    ras_review_append(&out, RAS_LITERAL("HT,1"), 2, RAS_LITERAL("@x"), &candidate);
    expect_text(&out, "record_id,rank,resident_id,probability,weight,levels\n"
                      "\"HT,1\",2,\"'@x\",0.734000,12.34,date=year_only\n");
    ras_text_fini(&out);
}

Test(review_lines, the_kept_duplicate_has_no_weight)
{
    struct ras_text out;
    ras_text_init(&out);
    ras_duplicate_header(&out);
    ras_duplicate_append(&out, 1, RAS_LITERAL("a"), RAS_LITERAL(""), 9999, true);
    ras_duplicate_append(&out, 1, RAS_LITERAL("b"), RAS_LITERAL("r"), 20505, false);
    expect_text(&out, "group,record_id,resident_id,weight,kept\n1,a,,,1\n1,b,r,20.51,0\n");
    ras_text_fini(&out);
}

#include "base/bytes.h"
#include "report/worklist_row.h"
#include "support/expect_text.h"
#include "support/report_sample.h"

static struct ras_task number_task(void)
{
    return (struct ras_task){.task_id = 0xabcdef,
                             .rule = 14, /* SA02 */
                             .office = RAS_OFFICE_CONG_AN,
                             .severity = 1,
                             .row_count = 3,
                             .record_id = RAS_LITERAL("HT-1"),
                             .name = RAS_LITERAL("Nguyễn Văn An"),
                             .number = RAS_LITERAL("038085001234"),
                             .field = RAS_FIELD_PERSONAL_ID,
                             .value = RAS_LITERAL("38085001234"),
                             .proposal = RAS_LITERAL("038085001234"),
                             .evidence = RAS_LITERAL("CSDLQG có số 038085001234")};
}

static const char *cell(const struct ras_worklist_row *row, enum ras_worklist_column column)
{
    static char text[512];
    const struct ras_bytes bytes = row->cells[column];
    cr_assert_lt(bytes.length, sizeof text);
    if (bytes.length > 0)
        memcpy(text, bytes.data, bytes.length);
    text[bytes.length] = '\0';
    cr_assert_eq(strlen(text), bytes.length);
    return text;
}

Test(worklist_row, numbers_are_masked_unless_asked_for)
{
    struct ras_worklist_settings settings = sample_settings();
    const struct ras_task task = number_task();
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_NUMBER), "038*******34");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_VALUE), "380******34");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_PROPOSAL), "038*******34");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_EVIDENCE), "CSDLQG có số 038*******34");
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++)
        cr_assert(strstr(cell(&row, (enum ras_worklist_column)column), "038085001234") == NULL);
    settings.reveal_numbers = true;
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_NUMBER), "038085001234");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_VALUE), "38085001234");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_EVIDENCE), "CSDLQG có số 038085001234");
    ras_worklist_row_fini(&row);
}

Test(worklist_row, a_record_known_by_its_number_is_masked_too)
{
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_task task = number_task();
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_RECORD_ID), "HT-1");
    task.record_id = task.number;
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_RECORD_ID), "038*******34");
    ras_worklist_row_fini(&row);
}

Test(worklist_row, says_what_is_wrong_and_who_settles_it)
{
    const struct ras_worklist_settings settings = sample_settings();
    const struct ras_task task = number_task();
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_TASK_ID), "0000000000abcdef");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_OFFICE), "Công an xã");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_SEVERITY), "1 - Gấp");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_SOURCE), "hộ tịch (civil)");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_PROBLEM), "SA02: Số định danh sai định dạng");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_PAPER), "Thẻ căn cước");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_ROW_COUNT), "3");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_RANK), "");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_ANSWER), "");
    ras_worklist_row_fini(&row);
}

Test(worklist_row, a_review_shows_its_candidate)
{
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_task task = number_task();
    task.rule = RAS_TASK_REVIEW;
    task.candidate_rank = 2;
    task.probability = 873512;
    task.candidate_name = RAS_LITERAL("NGUYỄN VĂN ÂN");
    task.candidate_birth_date = RAS_LITERAL("17/03/1985");
    task.candidate_number = RAS_LITERAL("038085009999");
    task.candidate_id = RAS_LITERAL("038085009999");
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, SIZE_MAX));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_RANK), "2");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_NAME), "NGUYỄN VĂN ÂN");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_BIRTH_DATE), "17/03/1985");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_NUMBER), "038*******99");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_ID), "038*******99");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_CANDIDATE_PROBABILITY), "87,35\u00a0%");
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_PAPER), "");
    ras_worklist_row_fini(&row);
}

Test(worklist_row, long_texts_are_cut_at_a_letter)
{
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_task task = number_task();
    task.name = RAS_LITERAL("êêêê");
    struct ras_worklist_row row;
    ras_worklist_row_init(&row);
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, 4));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_NAME), "êêêê");
    cr_assert(ras_worklist_row_fill(&row, &settings, &task, 3));
    cr_assert_str_eq(cell(&row, RAS_WORKLIST_NAME), "êêê…");
    ras_worklist_row_fini(&row);
}

Test(worklist_row, headers_are_named_once)
{
    for (unsigned i = 0; i < RAS_WORKLIST_COLUMN_COUNT; i++)
        for (unsigned j = 0; j < i; j++)
            cr_assert_str_neq(ras_worklist_column_at((enum ras_worklist_column)i)->header,
                              ras_worklist_column_at((enum ras_worklist_column)j)->header);
}

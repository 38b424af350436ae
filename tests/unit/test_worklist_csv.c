#include "base/bytes.h"
#include "report/report.h"
#include "support/expect_text.h"
#include "support/report_sample.h"

static const char header[] =
    "\xEF\xBB\xBFMã việc,Đơn vị giải quyết,Mức độ,Nguồn,Mã bản ghi,Họ tên,Ngày sinh,Giới tính,Số "
    "giấy tờ,Địa chỉ,Lỗi,Giá trị hiện có,Giá trị đề xuất,Căn cứ,Giấy tờ cần có,Số bản ghi,Ứng viên "
    "thứ,Ứng viên: họ tên,Ứng viên: ngày sinh,Ứng viên: số giấy tờ,Ứng viên: mã công dân,Ứng viên: "
    "khả năng đúng,Trả lời,Ghi chú,Người ký (công an / đơn vị)\n";

Test(worklist_csv, a_commune_without_tasks_has_a_header)
{
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_text out;
    ras_text_init(&out);
    ras_worklist_csv_header(&out);
    ras_worklist_csv_append(&out, &settings, NULL, 0);
    expect_text(&out, header);
    ras_text_fini(&out);
}

Test(worklist_csv, a_task_is_one_line)
{
    const struct ras_worklist_settings settings = sample_settings();
    const struct ras_task task = {.task_id = 1,
                                  .source_index = 1,
                                  .rule = 19,
                                  .office = RAS_OFFICE_LAO_DONG,
                                  .severity = 1,
                                  .row_count = 1234,
                                  .record_id = RAS_LITERAL("B,1"),
                                  .name = RAS_LITERAL("=cmd"),
                                  .birth_date = RAS_LITERAL("1931"),
                                  .sex = RAS_LITERAL("Nữ"),
                                  .number = RAS_LITERAL("024123456"),
                                  .address = RAS_LITERAL("-"),
                                  .field = RAS_FIELD_STATUS,
                                  .value = RAS_LITERAL("còn hưởng"),
                                  .proposal = RAS_LITERAL("đã chết"),
                                  .evidence = RAS_LITERAL("khai tử ngày 02/01/2025")};
    struct ras_text out;
    ras_text_init(&out);
    ras_worklist_csv_append(&out, &settings, &task, 1);
    cr_assert_str_eq(
        text_string(&out),
        "0000000000000001,An sinh xã hội,1 - Gấp,an sinh xã hội (welfare),\"B,1\","
        "\"'=cmd\",1931,Nữ,024****56,\"'-\",SO01: Người đã chết còn trong danh sách "
        "hưởng,còn hưởng,đã chết,khai tử ngày 02/01/2025,Trích lục khai tử,1.234,,,,,,,"
        ",,\n");
    ras_text_fini(&out);
}

Test(worklist_csv, no_hostile_field_begins_a_formula)
{
    enum { COUNT = 60 };
    static struct ras_task tasks[COUNT];
    static struct sample_task_text texts[COUNT];
    sample_tasks(tasks, texts, COUNT, sample_hostile, sample_hostile_count);
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_text out;
    ras_text_init(&out);
    ras_worklist_csv_header(&out);
    ras_worklist_csv_append(&out, &settings, tasks, COUNT);
    const char *const text = text_string(&out);
    bool quoted = false, begins = true;
    for (size_t i = 3; i < out.length; i++) {
        if (begins && text[i] == '"') {
            quoted = true;
            cr_assert(strchr("=+-@\t\r", text[i + 1]) == NULL, "at %zu", i);
            begins = false;
            continue;
        }
        if (begins)
            cr_assert(strchr("=+-@\t\r", text[i]) == NULL, "at %zu", i);
        if (text[i] == '"')
            quoted = !quoted;
        begins = !quoted && (text[i] == ',' || text[i] == '\n');
    }
    cr_assert(!quoted);
    ras_text_fini(&out);
}

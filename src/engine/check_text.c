/* A check on paper: input by input, then what a run would cost. */
#include "engine/check.h"

#include "base/bytes.h"
#include "engine/page_figures.h"
#include "engine/text_table.h"
#include "report/mask.h"

#include <string.h>

#define CELL_WIDTH_MAX   52
#define PAIR_COLUMNS_MAX (RAS_TEXT_TABLE_COLUMNS_MAX - 1)

struct page {
    const struct ras_check *check;
    bool vietnamese;
    struct ras_text *out;
};

static const char *say(const struct page *page, const char *english, const char *vietnamese)
{
    return page->vietnamese ? vietnamese : english;
}

/* ---- one input ---- */

static const char *input_name(const struct page *page, const struct ras_check_input *input)
{
    return input->config->kind == RAS_KIND_COUNT ? say(page, "residents", "công dân")
                                                 : input->config->name;
}

static void head_append(const struct page *page, const struct ras_check_input *input)
{
    const enum ras_source_kind kind = input->config->kind;
    ras_text_string(page->out, input_name(page, input));
    if (kind != RAS_KIND_COUNT)
        ras_text_format(page->out, " (%s)",
                        page->vietnamese ? ras_kind_vietnamese(kind) : ras_kind_name(kind));
    ras_text_string(page->out, ": ");
    if (input->status != RAS_OK) {
        ras_text_format(page->out, "%s: %s\n",
                        input->config->optional ? say(page, "left out", "bỏ qua")
                                                : say(page, "cannot be read", "không đọc được"),
                        input->message);
        return;
    }
    ras_page_count(page->out, page->vietnamese, input->row_count);
    ras_text_string(page->out, input->whole ? say(page, " rows, all read\n", " dòng, đã đọc hết\n")
                                            : say(page, " rows read as a sample, about ",
                                                  " dòng đọc làm mẫu, cả nguồn khoảng "));
    if (input->whole)
        return;
    ras_page_count(page->out, page->vietnamese, input->row_estimate);
    ras_text_string(page->out, say(page, " in all\n", " dòng\n"));
}

static const char *delimiter_name(const struct page *page, char delimiter)
{
    switch (delimiter) {
    case ',': return say(page, "comma", "dấu phẩy");
    case ';': return say(page, "semicolon", "dấu chấm phẩy");
    case '\t': return say(page, "tab", "dấu tab");
    case '|': return say(page, "bar", "dấu gạch đứng");
    default: return say(page, "another delimiter", "dấu khác");
    }
}

static void columns_append(const struct page *page, const struct ras_check_file *file)
{
    bool first = true;
    ras_text_format(page->out, "    %s: ", say(page, "columns", "cột"));
    for (uint32_t i = 0; i < file->column_count; i++) {
        if (file->columns[i].field == RAS_FIELD_NONE)
            continue;
        ras_text_format(page->out, "%s%s = %s", first ? "" : ", ", file->columns[i].header,
                        ras_field_name(file->columns[i].field));
        first = false;
    }
    first = true;
    for (uint32_t i = 0; i < file->column_count; i++) {
        if (file->columns[i].field != RAS_FIELD_NONE || file->columns[i].carried)
            continue;
        if (first)
            ras_text_format(page->out, "\n    %s: ", say(page, "not used", "không dùng"));
        ras_text_format(page->out, "%s%s", first ? "" : ", ", file->columns[i].header);
        first = false;
    }
    ras_text_char(page->out, '\n');
}

static void files_append(const struct page *page, const struct ras_check_input *input)
{
    const struct ras_check_file *const files = input->files.data;
    for (size_t i = 0; i < input->files.count; i++) {
        const struct ras_check_file *const file = &files[i];
        ras_text_format(page->out, "  %s", file->path);
        if (!file->opened) {
            ras_text_format(page->out, ": %s\n", say(page, "beyond the sample", "ngoài phần mẫu"));
            continue;
        }
        ras_text_string(page->out, ": ");
        ras_page_bytes(page->out, page->vietnamese, file->byte_count);
        ras_text_format(page->out, ", %s%s%s%s\n", delimiter_name(page, file->delimiter),
                        file->has_bom ? ", BOM" : "", file->has_crlf ? ", CRLF" : "",
                        file->compressed ? ", zstd" : "");
        columns_append(page, file);
    }
}

static void fields_append(const struct page *page, const struct ras_check_input *input)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 4, 6u << 1, CELL_WIDTH_MAX);
    ras_text_table_add_string(&table, say(page, "  field", "  trường"));
    ras_text_table_add_string(&table, say(page, "missing", "thiếu"));
    ras_text_table_add_string(&table, say(page, "unreadable", "không đọc được"));
    ras_text_table_add_string(&table, "");
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++) {
        struct ras_text cell;
        if ((input->mapped >> field & 1) == 0)
            continue;
        ras_text_init(&cell);
        ras_text_format(&cell, "  %s", ras_field_name((enum ras_field)field));
        ras_text_table_add(&table, (struct ras_bytes){cell.data, cell.length});
        ras_text_clear(&cell);
        const uint64_t present = input->present_count[field];
        const uint64_t rows = input->accepted_count;
        ras_page_share(&cell, page->vietnamese, rows > present ? rows - present : 0, rows);
        ras_text_table_add(&table, (struct ras_bytes){cell.data, cell.length});
        ras_text_clear(&cell);
        if (input->unreadable_count[field] > 0)
            ras_page_share(&cell, page->vietnamese, input->unreadable_count[field], rows);
        ras_text_table_add(&table, (struct ras_bytes){cell.data, cell.length});
        ras_text_table_add_string(&table, "");
        ras_text_fini(&cell);
    }
    ras_text_table_append(&table, page->out);
    ras_text_table_fini(&table);
}

static void numbers_append(const struct page *page, const struct ras_check_input *input)
{
    static const char *const english[] = {"none", "12 digits", "9 digits", "malformed", "foreign"};
    static const char *const vietnamese[] = {"không có", "12 số", "9 số", "sai định dạng",
                                             "người nước ngoài"};
    bool first = true;
    ras_text_format(page->out, "  %s: ", say(page, "numbers", "số giấy tờ"));
    for (unsigned i = 0; i <= RAS_NUMBER_FOREIGN; i++) {
        if (input->number_state_count[i] == 0)
            continue;
        ras_text_format(page->out, "%s%s ", first ? "" : ", ",
                        say(page, english[i], vietnamese[i]));
        ras_page_share(page->out, page->vietnamese, input->number_state_count[i],
                       input->accepted_count);
        first = false;
    }
    ras_text_char(page->out, '\n');
}

/* Two to a line: the list is long on real data. */
static void repairs_append(const struct page *page, const struct ras_check_input *input)
{
    struct ras_text_table table;
    ras_text_table_init(&table, 4, 5u, CELL_WIDTH_MAX);
    for (unsigned i = 0; i < RAS_REPAIR_COUNT; i++) {
        struct ras_text cell;
        if (input->repair_count[i] == 0)
            continue;
        ras_text_init(&cell);
        ras_text_string(&cell, "    ");
        ras_page_count(&cell, page->vietnamese, input->repair_count[i]);
        ras_text_table_add(&table, (struct ras_bytes){cell.data, cell.length});
        ras_text_table_add_string(&table, page->vietnamese
                                              ? ras_repair_vietnamese((enum ras_repair)i)
                                              : ras_repair_name((enum ras_repair)i));
        ras_text_fini(&cell);
    }
    if (table.ends.count > 0)
        ras_text_format(page->out, "  %s:\n",
                        say(page, "met in rows, put right or noted",
                            "đã gặp trong các dòng, đã sửa hoặc ghi nhận"));
    ras_text_table_append(&table, page->out);
    ras_text_table_fini(&table);
}

static void rejects_append(const struct page *page, const struct ras_check_input *input)
{
    bool first = true;
    for (unsigned i = 0; i < RAS_REJECT_CODE_COUNT; i++) {
        if (input->reject_count[i] == 0)
            continue;
        ras_text_format(page->out, "%s%s ", first ? say(page, "  rejected: ", "  bị loại: ") : ", ",
                        page->vietnamese ? ras_reject_vietnamese((enum ras_reject_code)i)
                                         : ras_reject_name((enum ras_reject_code)i));
        ras_page_count(page->out, page->vietnamese, input->reject_count[i]);
        first = false;
    }
    if (!first)
        ras_text_char(page->out, '\n');
}

/* ---- warnings ---- */

static void warning_begin(const struct page *page)
{
    ras_text_format(page->out, "  %s: ", say(page, "warning", "lưu ý"));
}

static void mandatory_append(const struct page *page, const struct ras_check_input *input)
{
    bool first = true;
    if (input->mandatory_missing == 0)
        return;
    warning_begin(page);
    ras_text_string(page->out, say(page, "no column for mandatory fields: ",
                                   "không có cột cho trường bắt buộc: "));
    for (uint64_t left = input->mandatory_missing; left != 0; left &= left - 1) {
        ras_text_format(page->out, "%s%s", first ? "" : ", ",
                        ras_field_name((enum ras_field)__builtin_ctzll(left)));
        first = false;
    }
    ras_text_char(page->out, '\n');
}

static void values_append(const struct page *page, const struct ras_check_input *input)
{
    for (unsigned i = 0; i < input->value_count; i++) {
        const struct ras_check_value *const value = &input->values[i];
        if (value->row_count < RAS_CHECK_VALUE_ROWS_MIN)
            continue;
        warning_begin(page);
        ras_text_format(page->out, "%s %s '", ras_field_name(value->field),
                        say(page, "has the unknown value", "có giá trị chưa biết"));
        ras_mask_runs(page->out, ras_bytes_of(value->text));
        ras_text_string(page->out, "' × ");
        ras_page_count(page->out, page->vietnamese, value->row_count);
        ras_text_char(page->out, '\n');
    }
}

static void limit_append(const struct page *page, const struct ras_check_input *input)
{
    const uint64_t rejects = input->row_count - input->accepted_count;
    if (!ras_rejects_exceed(page->check->context.config, rejects, input->row_count))
        return;
    warning_begin(page);
    ras_text_string(page->out,
                    say(page,
                        "more rows are rejected than limits.rejects allows: a run would not be "
                        "published\n",
                        "số dòng bị loại vượt limits.rejects: lượt chạy sẽ không được công bố\n"));
}

static void input_append(const struct page *page, const struct ras_check_input *input)
{
    head_append(page, input);
    if (input->status != RAS_OK)
        return;
    files_append(page, input);
    fields_append(page, input);
    numbers_append(page, input);
    repairs_append(page, input);
    rejects_append(page, input);
    mandatory_append(page, input);
    values_append(page, input);
    limit_append(page, input);
}

/* ---- pairs and cost ---- */

static void pairs_basis(const struct page *page)
{
    const struct ras_check *const check = page->check;
    ras_text_format(page->out, "%s ",
                    say(page, "Residents a row would meet, pass by pass",
                        "Số công dân mỗi dòng sẽ gặp, theo từng khóa"));
    if (check->index_exact) {
        ras_text_string(page->out,
                        say(page, "(counted in the index):\n", "(đếm trong chỉ mục):\n"));
        return;
    }
    ras_text_string(page->out, say(page, "(estimate: a sample of ", "(ước lượng: mẫu "));
    ras_page_count(page->out, page->vietnamese, check->index->counts.resident_count);
    ras_text_string(page->out, say(page, " residents, scaled):\n", " công dân, nhân tỷ lệ):\n"));
}

static void pair_row_append(const struct page *page, struct ras_text_table *table, int pass)
{
    unsigned columns = 0;
    struct ras_text cell;
    ras_text_init(&cell);
    ras_text_string(&cell, "  ");
    ras_text_string(&cell, pass < 0           ? say(page, "all passes", "mọi khóa")
                           : page->vietnamese ? ras_pass_vietnamese((enum ras_pass)pass)
                                              : ras_pass_name((enum ras_pass)pass));
    ras_text_table_add(table, (struct ras_bytes){cell.data, cell.length});
    for (unsigned i = 1; i < page->check->input_count && columns < table->column_count - 1; i++) {
        const struct ras_check_input *const input = &page->check->inputs[i];
        if (!input->pairs_known)
            continue;
        ras_text_clear(&cell);
        ras_page_decimal(&cell, page->vietnamese,
                         pass < 0 ? input->candidates_per_row : input->pairs_per_row[pass]);
        if (pass >= 0 && input->capped_share[pass] >= 0.0005) {
            ras_text_string(&cell, say(page, " (capped ", " (quá khối "));
            ras_page_decimal(&cell, page->vietnamese, 100 * input->capped_share[pass]);
            ras_text_string(&cell, "%)");
        }
        ras_text_table_add(table, (struct ras_bytes){cell.data, cell.length});
        columns++;
    }
    ras_text_fini(&cell);
}

static void pairs_append(const struct page *page)
{
    struct ras_text_table table;
    unsigned columns = 0;
    for (unsigned i = 1; i < page->check->input_count && columns < PAIR_COLUMNS_MAX; i++)
        columns += page->check->inputs[i].pairs_known;
    if (columns == 0 || page->check->index == NULL)
        return;
    pairs_basis(page);
    ras_text_table_init(&table, columns + 1, ~1u, CELL_WIDTH_MAX);
    ras_text_table_add_string(&table, "");
    unsigned named = 0;
    for (unsigned i = 1; i < page->check->input_count && named < columns; i++)
        if (page->check->inputs[i].pairs_known) {
            ras_text_table_add_string(&table, page->check->inputs[i].config->name);
            named++;
        }
    for (int pass = 0; pass < RAS_PASS_COUNT; pass++)
        pair_row_append(page, &table, pass);
    pair_row_append(page, &table, -1);
    ras_text_table_append(&table, page->out);
    ras_text_table_fini(&table);
    ras_text_char(page->out, '\n');
}

static void cost_append(const struct page *page)
{
    const struct ras_check_cost *const cost = &page->check->cost;
    ras_text_format(page->out,
                    "%s: ", say(page, "A run would take about", "Một lượt chạy ước cần"));
    ras_page_bytes(page->out, page->vietnamese, cost->memory_bytes);
    ras_text_string(page->out, say(page, " of memory (index ", " bộ nhớ (chỉ mục "));
    ras_page_bytes(page->out, page->vietnamese, cost->index_bytes);
    ras_text_string(page->out, say(page, ", rows ", ", các dòng "));
    ras_page_bytes(page->out, page->vietnamese, cost->state_bytes);
    ras_text_string(page->out, say(page, ", tasks ", ", đầu việc "));
    ras_page_bytes(page->out, page->vietnamese, cost->task_bytes);
    ras_text_string(page->out, say(page, ", buffers ", ", vùng đệm "));
    ras_page_bytes(page->out, page->vietnamese, cost->buffer_bytes);
    ras_text_string(page->out, "), ");
    ras_page_bytes(page->out, page->vietnamese, cost->disk_bytes);
    ras_text_string(page->out, say(page, " of disk, ", " đĩa, "));
    ras_page_decimal(page->out, page->vietnamese, cost->seconds);
    ras_text_format(page->out, " %s\n", say(page, "seconds", "giây"));
    ras_text_format(page->out, "  %s ", say(page, "(at", "(tính theo"));
    ras_page_count(page->out, page->vietnamese, (uint64_t)RAS_CHECK_RESIDENTS_PER_SECOND);
    ras_text_string(page->out, say(page, " residents/s and ", " công dân/giây và "));
    ras_page_count(page->out, page->vietnamese, (uint64_t)RAS_CHECK_ROWS_PER_SECOND);
    ras_text_format(page->out, " %s %u)\n",
                    say(page, "rows/s on each thread; threads:", "dòng/giây mỗi luồng; số luồng:"),
                    page->check->context.thread_count);
}

void ras_check_text(const struct ras_check *check, bool vietnamese, struct ras_text *out)
{
    const struct page page = {check, vietnamese, out};
    for (unsigned i = 0; i < check->input_count; i++) {
        input_append(&page, &check->inputs[i]);
        ras_text_char(out, '\n');
    }
    pairs_append(&page);
    cost_append(&page);
}

/* A check for programs: counts as they are, under stable keys. */
#include "engine/check.h"

#include "base/bytes.h"
#include "report/json_members.h"
#include "report/mask.h"

#include <math.h>

static void bool_member(struct ras_json *json, const char *name, bool value)
{
    ras_json_name(json, name);
    ras_text_string(json->out, value ? "true" : "false");
}

static void double_member(struct ras_json *json, const char *name, double value)
{
    ras_json_fixed(json, name, llround(value * 1000), 3);
}

static void column_member(struct ras_json *json, const struct ras_check_column *column)
{
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "header", column->header);
    if (column->field == RAS_FIELD_NONE) {
        ras_json_name(json, "field");
        ras_text_string(json->out, "null");
    } else {
        ras_json_string(json, "field", ras_field_name(column->field));
    }
    bool_member(json, "carried", column->carried);
    ras_json_close(json, '}');
}

static void file_member(struct ras_json *json, const struct ras_check_file *file)
{
    const char delimiter[2] = {file->delimiter, '\0'};
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "path", file->path);
    bool_member(json, "read", file->opened);
    if (file->opened) {
        ras_json_unsigned(json, "bytes", file->byte_count);
        ras_json_string(json, "delimiter", delimiter);
        bool_member(json, "bom", file->has_bom);
        bool_member(json, "crlf", file->has_crlf);
        bool_member(json, "compressed", file->compressed);
        ras_json_open(json, "columns", '[');
        for (uint32_t i = 0; i < file->column_count; i++)
            column_member(json, &file->columns[i]);
        ras_json_close(json, ']');
    }
    ras_json_close(json, '}');
}

static void fields_member(struct ras_json *json, const struct ras_check_input *input)
{
    ras_json_open(json, "fields", '[');
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++) {
        if ((input->mapped >> field & 1) == 0)
            continue;
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "field", ras_field_name((enum ras_field)field));
        ras_json_unsigned(json, "present", input->present_count[field]);
        ras_json_unsigned(json, "unreadable", input->unreadable_count[field]);
        ras_json_close(json, '}');
    }
    ras_json_close(json, ']');
}

static void counts_members(struct ras_json *json, const struct ras_check_input *input)
{
    static const char *const states[] = {"none", "twelve", "nine", "malformed", "foreign"};
    ras_json_open(json, "numbers", '{');
    for (unsigned i = 0; i <= RAS_NUMBER_FOREIGN; i++)
        ras_json_unsigned(json, states[i], input->number_state_count[i]);
    ras_json_close(json, '}');
    ras_json_open(json, "repairs", '{');
    for (unsigned i = 0; i < RAS_REPAIR_COUNT; i++)
        if (input->repair_count[i] > 0)
            ras_json_unsigned(json, ras_repair_name((enum ras_repair)i), input->repair_count[i]);
    ras_json_close(json, '}');
    ras_json_open(json, "rejects", '{');
    for (unsigned i = 0; i < RAS_REJECT_CODE_COUNT; i++)
        if (input->reject_count[i] > 0)
            ras_json_unsigned(json, ras_reject_name((enum ras_reject_code)i),
                              input->reject_count[i]);
    ras_json_close(json, '}');
}

static void warnings_members(struct ras_json *json, const struct ras_check_input *input)
{
    ras_json_open(json, "mandatory_without_column", '[');
    for (uint64_t left = input->mandatory_missing; left != 0; left &= left - 1)
        ras_json_string(json, NULL, ras_field_name((enum ras_field)__builtin_ctzll(left)));
    ras_json_close(json, ']');
    ras_json_open(json, "unknown_values", '[');
    for (unsigned i = 0; i < input->value_count; i++) {
        const struct ras_check_value *const value = &input->values[i];
        struct ras_text shown;
        if (value->row_count < RAS_CHECK_VALUE_ROWS_MIN)
            continue;
        ras_text_init(&shown);
        ras_mask_runs(&shown, ras_bytes_of(value->text));
        ras_json_open(json, NULL, '{');
        ras_json_string(json, "field", ras_field_name(value->field));
        ras_json_name(json, "value");
        ras_text_json(json->out, (struct ras_bytes){shown.data, shown.length});
        ras_json_unsigned(json, "rows", value->row_count);
        ras_json_close(json, '}');
        ras_text_fini(&shown);
    }
    ras_json_close(json, ']');
}

static void pairs_member(struct ras_json *json, const struct ras_check_input *input)
{
    if (!input->pairs_known)
        return;
    ras_json_open(json, "pairs_per_row", '{');
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        double_member(json, ras_pass_name((enum ras_pass)pass), input->pairs_per_row[pass]);
    ras_json_close(json, '}');
    ras_json_open(json, "capped_share", '{');
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        double_member(json, ras_pass_name((enum ras_pass)pass), input->capped_share[pass]);
    ras_json_close(json, '}');
}

static void input_member(struct ras_json *json, const struct ras_check_input *input)
{
    const struct ras_check_file *const files = input->files.data;
    const bool residents = input->config->kind == RAS_KIND_COUNT;
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "name", residents ? "residents" : input->config->name);
    ras_json_string(json, "kind", residents ? "residents" : ras_kind_name(input->config->kind));
    ras_json_string(json, "status", ras_status_name(input->status));
    if (input->status != RAS_OK) {
        ras_json_string(json, "message", input->message);
        ras_json_close(json, '}');
        return;
    }
    ras_json_unsigned(json, "rows_read", input->row_count);
    bool_member(json, "read_whole", input->whole);
    ras_json_unsigned(json, "rows_estimate", input->row_estimate);
    ras_json_unsigned(json, "rows_accepted", input->accepted_count);
    ras_json_open(json, "files", '[');
    for (size_t i = 0; i < input->files.count; i++)
        file_member(json, &files[i]);
    ras_json_close(json, ']');
    fields_member(json, input);
    counts_members(json, input);
    warnings_members(json, input);
    pairs_member(json, input);
    ras_json_close(json, '}');
}

static void cost_member(struct ras_json *json, const struct ras_check *check)
{
    const struct ras_check_cost *const cost = &check->cost;
    ras_json_open(json, "estimate", '{');
    ras_json_string(json, "pairs_from",
                    check->index == NULL ? "nothing"
                    : check->index_exact ? "index"
                                         : "sample");
    ras_json_unsigned(json, "residents", cost->resident_count);
    ras_json_unsigned(json, "rows", cost->row_count);
    ras_json_unsigned(json, "memory_bytes", cost->memory_bytes);
    ras_json_unsigned(json, "index_bytes", cost->index_bytes);
    ras_json_unsigned(json, "row_bytes", cost->state_bytes);
    ras_json_unsigned(json, "task_bytes", cost->task_bytes);
    ras_json_unsigned(json, "buffer_bytes", cost->buffer_bytes);
    ras_json_unsigned(json, "disk_bytes", cost->disk_bytes);
    ras_json_unsigned(json, "threads", check->context.thread_count);
    double_member(json, "seconds", cost->seconds);
    double_member(json, "residents_per_second_and_thread", RAS_CHECK_RESIDENTS_PER_SECOND);
    double_member(json, "rows_per_second_and_thread", RAS_CHECK_ROWS_PER_SECOND);
    ras_json_close(json, '}');
}

void ras_check_json(const struct ras_check *check, struct ras_text *out)
{
    struct ras_json json = {out, 0, true};
    ras_json_open(&json, NULL, '{');
    ras_json_open(&json, "inputs", '[');
    for (unsigned i = 0; i < check->input_count; i++)
        input_member(&json, &check->inputs[i]);
    ras_json_close(&json, ']');
    cost_member(&json, check);
    ras_json_close(&json, '}');
    ras_text_char(out, '\n');
}

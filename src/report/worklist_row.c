/* Tasks as cells. */
#include "report/worklist_row.h"

#include "base/bytes.h"
#include "report/line_fields.h"
#include "report/mask.h"
#include "report/utf8_cut.h"
#include "report/vietnamese_figures.h"

#include <assert.h>

static const struct ras_rule_info *rule_of(const struct ras_worklist_settings *settings,
                                           uint32_t rule)
{
    assert(rule < settings->rule_count);
    return settings->rules[rule];
}

static const char *severity_text(unsigned severity)
{
    switch (severity) {
    case 1: return "1 - Gấp";
    case 2: return "2 - Cần sửa";
    default: return "3 - Nên sửa";
    }
}

/* A number of a person: masked unless the officers asked for the digits. */
static void put_number(struct ras_worklist_row *row, const struct ras_worklist_settings *settings,
                       struct ras_bytes number, size_t letters_max)
{
    ras_text_clear(&row->scratch);
    if (settings->reveal_numbers)
        ras_text_bytes(&row->scratch, number);
    else
        ras_mask_number(&row->scratch, number);
    ras_utf8_clean(&row->text, (struct ras_bytes){row->scratch.data, row->scratch.length},
                   letters_max);
}

static void put_sentence(struct ras_worklist_row *row, const struct ras_worklist_settings *settings,
                         struct ras_bytes sentence, size_t letters_max)
{
    ras_text_clear(&row->scratch);
    if (settings->reveal_numbers)
        ras_text_bytes(&row->scratch, sentence);
    else
        ras_mask_runs(&row->scratch, sentence);
    ras_utf8_clean(&row->text, (struct ras_bytes){row->scratch.data, row->scratch.length},
                   letters_max);
}

static void put_value(struct ras_worklist_row *row, const struct ras_worklist_settings *settings,
                      enum ras_field field, struct ras_bytes value, size_t letters_max)
{
    if (ras_mask_field(field))
        put_number(row, settings, value, letters_max);
    else
        put_sentence(row, settings, value, letters_max);
}

/* The key of the record is how the officer finds it; where it is the person's number itself it is
 * masked like the number. */
static void put_record_id(struct ras_worklist_row *row,
                          const struct ras_worklist_settings *settings, const struct ras_task *task,
                          size_t letters_max)
{
    if (task->number.length > 0 && ras_bytes_equal(task->record_id, task->number))
        put_number(row, settings, task->record_id, letters_max);
    else
        ras_utf8_clean(&row->text, task->record_id, letters_max);
}

static void put_source(struct ras_text *out, const struct ras_worklist_settings *settings,
                       uint32_t source)
{
    assert(source < settings->source_count);
    const struct ras_bytes name = ras_bytes_of(settings->source_names[source]);
    ras_text_string(out, ras_kind_vietnamese(settings->source_kinds[source]));
    ras_text_string(out, " (");
    ras_utf8_clean(out, name, 64);
    ras_text_char(out, ')');
}

static void put_candidate(struct ras_worklist_row *row,
                          const struct ras_worklist_settings *settings, const struct ras_task *task,
                          enum ras_worklist_column column, size_t letters_max)
{
    if (task->rule != RAS_TASK_REVIEW)
        return;
    struct ras_text *const out = &row->text;
    switch ((unsigned)column) {
    case RAS_WORKLIST_CANDIDATE_RANK: ras_text_unsigned(out, task->candidate_rank); break;
    case RAS_WORKLIST_CANDIDATE_NAME: ras_utf8_clean(out, task->candidate_name, letters_max); break;
    case RAS_WORKLIST_CANDIDATE_BIRTH_DATE:
        ras_utf8_clean(out, task->candidate_birth_date, letters_max);
        break;
    case RAS_WORKLIST_CANDIDATE_NUMBER:
        put_number(row, settings, task->candidate_number, letters_max);
        break;
    case RAS_WORKLIST_CANDIDATE_ID:
        put_number(row, settings, task->candidate_id, letters_max);
        break;
    case RAS_WORKLIST_CANDIDATE_PROBABILITY:
        ras_figure_share(out, task->probability, 1000000);
        break;
    default: assert(false);
    }
}

static void put_cell(struct ras_worklist_row *row, const struct ras_worklist_settings *settings,
                     const struct ras_task *task, enum ras_worklist_column column,
                     size_t letters_max)
{
    struct ras_text *const out = &row->text;
    const bool review = task->rule == RAS_TASK_REVIEW;
    switch (column) {
    case RAS_WORKLIST_TASK_ID: ras_line_hash(out, task->task_id); break;
    case RAS_WORKLIST_OFFICE: ras_text_string(out, ras_office_vietnamese(task->office)); break;
    case RAS_WORKLIST_SEVERITY: ras_text_string(out, severity_text(task->severity)); break;
    case RAS_WORKLIST_SOURCE: put_source(out, settings, task->source_index); break;
    case RAS_WORKLIST_RECORD_ID: put_record_id(row, settings, task, letters_max); break;
    case RAS_WORKLIST_NAME: ras_utf8_clean(out, task->name, letters_max); break;
    case RAS_WORKLIST_BIRTH_DATE: ras_utf8_clean(out, task->birth_date, letters_max); break;
    case RAS_WORKLIST_SEX: ras_utf8_clean(out, task->sex, letters_max); break;
    case RAS_WORKLIST_NUMBER: put_number(row, settings, task->number, letters_max); break;
    case RAS_WORKLIST_ADDRESS: ras_utf8_clean(out, task->address, letters_max); break;
    case RAS_WORKLIST_PROBLEM: ras_worklist_problem(out, settings, task->rule); break;
    case RAS_WORKLIST_VALUE: put_value(row, settings, task->field, task->value, letters_max); break;
    case RAS_WORKLIST_PROPOSAL:
        put_value(row, settings, task->field, task->proposal, letters_max);
        break;
    case RAS_WORKLIST_EVIDENCE: put_sentence(row, settings, task->evidence, letters_max); break;
    case RAS_WORKLIST_PAPER:
        ras_text_string(out, review ? "" : rule_of(settings, task->rule)->paper);
        break;
    case RAS_WORKLIST_ROW_COUNT: ras_figure_count(out, task->row_count); break;
    case RAS_WORKLIST_CANDIDATE_RANK:
    case RAS_WORKLIST_CANDIDATE_NAME:
    case RAS_WORKLIST_CANDIDATE_BIRTH_DATE:
    case RAS_WORKLIST_CANDIDATE_NUMBER:
    case RAS_WORKLIST_CANDIDATE_ID:
    case RAS_WORKLIST_CANDIDATE_PROBABILITY:
        put_candidate(row, settings, task, column, letters_max);
        break;
    case RAS_WORKLIST_ANSWER:
    case RAS_WORKLIST_REMARK:
    case RAS_WORKLIST_SIGNATURE: break; /* the officer's */
    case RAS_WORKLIST_COLUMN_COUNT: assert(false);
    }
}

const struct ras_worklist_column_info *ras_worklist_column_at(enum ras_worklist_column column)
{
    static const struct ras_worklist_column_info infos[RAS_WORKLIST_COLUMN_COUNT] = {
#define COLUMN(ENUM, header, width, where) {header, width, RAS_WORKLIST_##where},
#include "report/worklist_columns.def"
#undef COLUMN
    };
    assert(column < RAS_WORKLIST_COLUMN_COUNT);
    return &infos[column];
}

void ras_worklist_row_init(struct ras_worklist_row *row)
{
    ras_text_init(&row->text);
    ras_text_init(&row->scratch);
}

void ras_worklist_row_fini(struct ras_worklist_row *row)
{
    ras_text_fini(&row->text);
    ras_text_fini(&row->scratch);
}

bool ras_worklist_row_fill(struct ras_worklist_row *row,
                           const struct ras_worklist_settings *settings,
                           const struct ras_task *task, size_t letters_max)
{
    ras_text_clear(&row->text);
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        row->start[column] = row->text.length;
        put_cell(row, settings, task, (enum ras_worklist_column)column, letters_max);
        row->length[column] = row->text.length - row->start[column];
        ras_text_char(&row->text, '\0');
    }
    return !row->text.failed && !row->scratch.failed;
}

void ras_worklist_problem(struct ras_text *out, const struct ras_worklist_settings *settings,
                          uint32_t rule)
{
    if (rule == RAS_TASK_REVIEW) {
        ras_text_string(out, "Cần xác định: bản ghi này có phải là người nêu ở cột ứng viên?");
        return;
    }
    const struct ras_rule_info *const info = rule_of(settings, rule);
    ras_text_string(out, info->code);
    ras_text_string(out, ": ");
    ras_text_string(out, info->vietnamese);
}

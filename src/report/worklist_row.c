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

/* One row being filled. */
struct filling {
    struct ras_worklist_row *row;
    const struct ras_worklist_settings *settings;
    const struct ras_task *task;
    size_t letters_max;
    struct ras_bytes *cell; /* in hand */
};

static void put_constant(struct filling *filling, const char *text)
{
    *filling->cell = ras_bytes_of(text);
}

/* What is appended to the row's text from here on is the cell's. The text may move until the row is
 * filled: data is found then. */
static struct ras_text *put_begin(struct filling *filling)
{
    *filling->cell = (struct ras_bytes){NULL, filling->row->text.length};
    return &filling->row->text;
}

static void put_end(struct filling *filling)
{
    filling->cell->length = filling->row->text.length - filling->cell->length;
}

/* As it is where it may stand so; a letter has at least one byte. */
static void put_clean(struct filling *filling, struct ras_bytes text)
{
    if (text.length <= filling->letters_max && ras_utf8_plain(text)) {
        *filling->cell = text;
        return;
    }
    ras_utf8_clean(put_begin(filling), text, filling->letters_max);
    put_end(filling);
}

static void put_masked(struct filling *filling, struct ras_bytes text,
                       void (*mask)(struct ras_text *, struct ras_bytes))
{
    struct ras_text *const scratch = &filling->row->scratch;
    ras_text_clear(scratch);
    mask(scratch, text);
    ras_utf8_clean(put_begin(filling), (struct ras_bytes){scratch->data, scratch->length},
                   filling->letters_max);
    put_end(filling);
}

/* A number of a person: masked unless the officers asked for the digits. */
static void put_number(struct filling *filling, struct ras_bytes number)
{
    if (filling->settings->reveal_numbers || number.length == 0)
        put_clean(filling, number);
    else
        put_masked(filling, number, ras_mask_number);
}

static void put_sentence(struct filling *filling, struct ras_bytes sentence)
{
    if (filling->settings->reveal_numbers || !ras_mask_runs_any(sentence))
        put_clean(filling, sentence);
    else
        put_masked(filling, sentence, ras_mask_runs);
}

static void put_value(struct filling *filling, struct ras_bytes value)
{
    if (ras_mask_field(filling->task->field))
        put_number(filling, value);
    else
        put_sentence(filling, value);
}

/* The key of the record is how the officer finds it; where it is the person's number itself it is
 * masked like the number. */
static void put_record_id(struct filling *filling)
{
    const struct ras_task *const task = filling->task;
    if (task->number.length > 0 && ras_bytes_equal(task->record_id, task->number))
        put_number(filling, task->record_id);
    else
        put_clean(filling, task->record_id);
}

static void put_source(struct filling *filling)
{
    const struct ras_worklist_settings *const settings = filling->settings;
    const uint32_t source = filling->task->source_index;
    assert(source < settings->source_count);
    struct ras_text *const out = put_begin(filling);
    ras_text_string(out, ras_kind_vietnamese(settings->source_kinds[source]));
    ras_text_string(out, " (");
    ras_utf8_clean(out, ras_bytes_of(settings->source_names[source]), 64);
    ras_text_char(out, ')');
    put_end(filling);
}

static void put_candidate(struct filling *filling, enum ras_worklist_column column)
{
    const struct ras_task *const task = filling->task;
    *filling->cell = (struct ras_bytes){NULL, 0};
    if (task->rule != RAS_TASK_REVIEW)
        return;
    switch ((unsigned)column) {
    case RAS_WORKLIST_CANDIDATE_RANK:
        ras_text_unsigned(put_begin(filling), task->candidate_rank);
        put_end(filling);
        break;
    case RAS_WORKLIST_CANDIDATE_NAME: put_clean(filling, task->candidate_name); break;
    case RAS_WORKLIST_CANDIDATE_BIRTH_DATE: put_clean(filling, task->candidate_birth_date); break;
    case RAS_WORKLIST_CANDIDATE_NUMBER: put_number(filling, task->candidate_number); break;
    case RAS_WORKLIST_CANDIDATE_ID: put_number(filling, task->candidate_id); break;
    case RAS_WORKLIST_CANDIDATE_PROBABILITY:
        ras_figure_share(put_begin(filling), task->probability, 1000000);
        put_end(filling);
        break;
    default: assert(false);
    }
}

/* Cells that are written anew for every task. */
static void put_written(struct filling *filling, enum ras_worklist_column column)
{
    const struct ras_task *const task = filling->task;
    struct ras_text *const out = put_begin(filling);
    if (column == RAS_WORKLIST_TASK_ID)
        ras_line_hash(out, task->task_id);
    else if (column == RAS_WORKLIST_PROBLEM)
        ras_worklist_problem(out, filling->settings, task->rule);
    else
        ras_figure_count(out, task->row_count);
    put_end(filling);
}

static void put_cell(struct filling *filling, enum ras_worklist_column column)
{
    const struct ras_task *const task = filling->task;
    const bool review = task->rule == RAS_TASK_REVIEW;
    switch (column) {
    case RAS_WORKLIST_OFFICE: put_constant(filling, ras_office_vietnamese(task->office)); break;
    case RAS_WORKLIST_SEVERITY: put_constant(filling, severity_text(task->severity)); break;
    case RAS_WORKLIST_SOURCE: put_source(filling); break;
    case RAS_WORKLIST_RECORD_ID: put_record_id(filling); break;
    case RAS_WORKLIST_NAME: put_clean(filling, task->name); break;
    case RAS_WORKLIST_BIRTH_DATE: put_clean(filling, task->birth_date); break;
    case RAS_WORKLIST_SEX: put_clean(filling, task->sex); break;
    case RAS_WORKLIST_NUMBER: put_number(filling, task->number); break;
    case RAS_WORKLIST_ADDRESS: put_clean(filling, task->address); break;
    case RAS_WORKLIST_VALUE: put_value(filling, task->value); break;
    case RAS_WORKLIST_PROPOSAL: put_value(filling, task->proposal); break;
    case RAS_WORKLIST_EVIDENCE: put_sentence(filling, task->evidence); break;
    case RAS_WORKLIST_PAPER:
        put_constant(filling, review ? "" : rule_of(filling->settings, task->rule)->paper);
        break;
    case RAS_WORKLIST_TASK_ID:
    case RAS_WORKLIST_PROBLEM:
    case RAS_WORKLIST_ROW_COUNT: put_written(filling, column); break;
    case RAS_WORKLIST_CANDIDATE_RANK:
    case RAS_WORKLIST_CANDIDATE_NAME:
    case RAS_WORKLIST_CANDIDATE_BIRTH_DATE:
    case RAS_WORKLIST_CANDIDATE_NUMBER:
    case RAS_WORKLIST_CANDIDATE_ID:
    case RAS_WORKLIST_CANDIDATE_PROBABILITY: put_candidate(filling, column); break;
    case RAS_WORKLIST_ANSWER:
    case RAS_WORKLIST_REMARK:
    case RAS_WORKLIST_SIGNATURE: put_constant(filling, ""); break; /* the officer's */
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
    struct filling filling = {row, settings, task, letters_max, NULL};
    size_t start = 0;
    ras_text_clear(&row->text);
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        filling.cell = &row->cells[column];
        put_cell(&filling, (enum ras_worklist_column)column);
    }
    /* cells of the row's own text follow each other in it */
    for (unsigned column = 0; column < RAS_WORKLIST_COLUMN_COUNT; column++) {
        struct ras_bytes *const cell = &row->cells[column];
        if (cell->data != NULL || cell->length == 0)
            continue;
        cell->data = row->text.data + start;
        start += cell->length;
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

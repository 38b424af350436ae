/* What a run found, on one screen. */
#include "cli/run_summary.h"

#include "base/bytes.h"
#include "cli/figures.h"
#include "record/issue.h"

#include <math.h>
#include <stdio.h>

#define COLUMN_COUNT 7

static uint64_t all_rows(const struct ras_run_result *result)
{
    uint64_t rows = 0;
    for (unsigned i = 0; i < result->source_count; i++)
        rows += result->sources[i].row_count;
    return rows;
}

static void table_row(struct ras_table *table, const char *name,
                      const struct ras_run_source *source)
{
    ras_table_text(table, name);
    ras_table_count(table, source->row_count);
    ras_table_count(table, source->match_count);
    ras_table_count(table, source->review_count);
    ras_table_count(table, source->none_count);
    ras_table_count(table, source->reject_count);
    ras_table_share(table, source->match_count, source->row_count);
}

static void append_sources(struct ras_text *out, enum ras_language language,
                           const struct ras_run_result *result)
{
    static const enum ras_message heads[COLUMN_COUNT] = {
        RAS_MESSAGE_HEAD_SOURCE, RAS_MESSAGE_HEAD_ROWS, RAS_MESSAGE_HEAD_MATCH,
        RAS_MESSAGE_HEAD_REVIEW, RAS_MESSAGE_HEAD_NONE, RAS_MESSAGE_HEAD_REJECT,
        RAS_MESSAGE_HEAD_RATE};
    struct ras_table table;
    struct ras_run_source sum = {.name = ""};
    if (ras_table_open(&table, language, COLUMN_COUNT, result->source_count + 2, NULL) != RAS_OK) {
        out->failed = true;
        return;
    }
    for (unsigned i = 0; i < COLUMN_COUNT; i++)
        ras_table_text(&table, ras_message(language, heads[i]));
    for (unsigned i = 0; i < result->source_count; i++) {
        const struct ras_run_source *const source = &result->sources[i];
        table_row(&table, source->name, source);
        sum.row_count += source->row_count;
        sum.match_count += source->match_count;
        sum.review_count += source->review_count;
        sum.none_count += source->none_count;
        sum.reject_count += source->reject_count;
    }
    if (result->source_count > 1)
        table_row(&table, ras_message(language, RAS_MESSAGE_TOTAL), &sum);
    ras_table_append(out, &table);
    ras_table_close(&table);
}

static void append_percent(struct ras_text *out, enum ras_language language, const char *name,
                           double percent)
{
    ras_text_string(out, name);
    ras_text_char(out, ' ');
    ras_figure_decimal(out, language, percent, 1);
    if (percent >= 0)
        ras_text_char(out, '%');
}

static void append_words(struct ras_text *out, enum ras_language language,
                         const struct ras_run_result *result)
{
    static const char *const english[RAS_WORD_COUNT] = {"correct (đúng)", "complete (đủ)",
                                                        "clean (sạch)", "live (sống)"};
    for (unsigned i = 0; i < RAS_WORD_COUNT; i++) {
        const char *const name =
            language == RAS_VIETNAMESE ? ras_word_vietnamese((enum ras_word)i) : english[i];
        append_percent(out, language, name, result->word_percent[i]);
        ras_text_string(out, " · ");
    }
    append_percent(out, language, ras_message(language, RAS_MESSAGE_INDEX), result->index_percent);
    ras_text_char(out, '\n');
}

static void append_tasks(struct ras_text *out, enum ras_language language,
                         const struct ras_run_result *result)
{
    struct ras_text tasks;
    struct ras_text books;
    ras_text_init(&tasks);
    ras_text_init(&books);
    ras_shown_count(&tasks, language, result->task_count);
    ras_shown_count(&books, language, result->worklist_count);
    ras_text_char(&tasks, '\0');
    ras_text_char(&books, '\0');
    if (tasks.failed || books.failed)
        out->failed = true;
    else
        ras_message_append(out, language, RAS_MESSAGE_TASKS, tasks.data, books.data, NULL);
    ras_text_char(out, '\n');
    ras_text_fini(&tasks);
    ras_text_fini(&books);
}

static void append_path(struct ras_text *out, enum ras_language language, enum ras_message name,
                        const char *folder, const char *rest)
{
    ras_text_string(out, ras_message(language, name));
    ras_text_string(out, ": ");
    ras_text_string(out, folder);
    ras_text_string(out, rest);
    ras_text_char(out, '\n');
}

void ras_run_summary_text(struct ras_text *out, enum ras_language language,
                          const struct ras_run_result *result)
{
    const bool published = result->published[0] != '\0';
    const char *const folder = published ? result->published : result->directory;
    ras_text_string(out, ras_message(language, RAS_MESSAGE_RUN));
    ras_text_char(out, ' ');
    ras_text_string(out, result->run_id);
    ras_text_string(out, ": ");
    ras_shown_count(out, language, result->resident_count);
    ras_text_char(out, ' ');
    ras_text_string(out, ras_message(language, RAS_MESSAGE_RESIDENTS));
    if (result->index_reused) {
        ras_text_string(out, " (");
        ras_text_string(out, ras_message(language, RAS_MESSAGE_INDEX_REUSED));
        ras_text_char(out, ')');
    }
    ras_text_string(out, ", ");
    ras_shown_count(out, language, all_rows(result));
    ras_text_char(out, ' ');
    ras_text_string(out, ras_message(language, RAS_MESSAGE_ROWS));
    ras_text_string(out, "\n\n");
    append_sources(out, language, result);
    ras_text_char(out, '\n');
    append_words(out, language, result);
    append_tasks(out, language, result);
    append_path(out, language, RAS_MESSAGE_REPORT, folder, "/quality.html");
    append_path(out, language, RAS_MESSAGE_WORKLISTS, folder, "/worklists/");
    if (!published)
        append_path(out, language, RAS_MESSAGE_NOT_PUBLISHED, result->directory, "");
    ras_text_string(out, ras_message(language, RAS_MESSAGE_TIME));
    ras_text_string(out, ": ");
    ras_figure_decimal(out, language, result->seconds, 1);
    ras_text_char(out, ' ');
    ras_text_string(out, ras_message(language, RAS_MESSAGE_SECONDS));
    ras_text_string(out, ", ");
    ras_figure_decimal(out, language, result->rows_per_second, 0);
    ras_text_char(out, ' ');
    ras_text_string(out, ras_message(language, RAS_MESSAGE_ROWS_PER_SECOND));
    ras_text_string(out, ", ");
    ras_text_string(out, ras_message(language, RAS_MESSAGE_MEMORY));
    ras_text_char(out, ' ');
    ras_figure_bytes(out, language, result->peak_bytes);
    ras_text_char(out, '\n');
}

/* ---- JSON ---- */

static void json_string(struct ras_text *out, const char *key, const char *value)
{
    ras_text_format(out, "\"%s\":", key);
    ras_text_json(out, ras_bytes_of(value));
    ras_text_char(out, ',');
}

static void json_count(struct ras_text *out, const char *key, uint64_t value)
{
    ras_text_format(out, "\"%s\":%llu,", key, (unsigned long long)value);
}

/* Three decimals; null for a figure that does not exist. */
static void json_decimal(struct ras_text *out, const char *key, double value)
{
    ras_text_format(out, "\"%s\":", key);
    if (value >= 0 && value < 1e15)
        ras_text_fixed(out, llround(value * 1000), 3);
    else
        ras_text_string(out, "null");
    ras_text_char(out, ',');
}

/* The comma behind the last member becomes the closing bracket. */
static void json_close(struct ras_text *out, char bracket)
{
    if (out->length > 0 && out->data[out->length - 1] == ',')
        out->length--;
    ras_text_char(out, bracket);
}

static void json_source(struct ras_text *out, const struct ras_run_source *source)
{
    ras_text_char(out, '{');
    json_string(out, "name", source->name);
    json_count(out, "rows", source->row_count);
    json_count(out, "match", source->match_count);
    json_count(out, "review", source->review_count);
    json_count(out, "none", source->none_count);
    json_count(out, "rejected", source->reject_count);
    json_count(out, "issues", source->issue_count);
    json_count(out, "tasks", source->task_count);
    json_count(out, "duplicates", source->duplicate_count);
    json_close(out, '}');
    ras_text_char(out, ',');
}

void ras_run_summary_json(struct ras_text *out, enum ras_status status,
                          const struct ras_run_result *result)
{
    const unsigned warnings_max = sizeof result->warnings / sizeof result->warnings[0];
    ras_text_char(out, '{');
    json_string(out, "run_id", result->run_id);
    json_string(out, "status", ras_status_name(status));
    json_string(out, "directory", result->directory);
    json_string(out, "published", result->published);
    json_count(out, "residents", result->resident_count);
    ras_text_format(out, "\"index_reused\":%s,", result->index_reused ? "true" : "false");
    ras_text_string(out, "\"sources\":[");
    for (unsigned i = 0; i < result->source_count; i++)
        json_source(out, &result->sources[i]);
    json_close(out, ']');
    ras_text_string(out, ",\"words\":{");
    for (unsigned i = 0; i < RAS_WORD_COUNT; i++)
        json_decimal(out, ras_word_name((enum ras_word)i), result->word_percent[i]);
    json_close(out, '}');
    ras_text_char(out, ',');
    json_decimal(out, "index", result->index_percent);
    json_count(out, "tasks", result->task_count);
    json_count(out, "worklists", result->worklist_count);
    json_string(out, "missed_bar", result->missed_bar);
    json_decimal(out, "seconds", result->seconds);
    json_decimal(out, "rows_per_second", result->rows_per_second);
    json_count(out, "peak_bytes", result->peak_bytes);
    ras_text_string(out, "\"warnings\":[");
    for (unsigned i = 0; i < result->warning_count && i < warnings_max; i++) {
        ras_text_json(out, ras_bytes_of(result->warnings[i]));
        ras_text_char(out, ',');
    }
    json_close(out, ']');
    ras_text_string(out, "}\n");
}

/* quality.json: the measures with the keys of quality.csv, and the counts of each source. */
#include "report/report.h"

#include "base/bytes.h"
#include "rasoat/version.h"
#include "report/json_members.h"
#include "report/quality_figures.h"
#include "report/vietnamese_figures.h"

#include <math.h>

#define QUALITY_FORMAT 1

static void append_measure(const struct ras_quality_report *report,
                           const struct ras_measure *measure, struct ras_text *out)
{
    /* one measure a line: there are hundreds of thousands */
    ras_text_string(out, "{\"scope\": \"");
    ras_text_string(out, ras_scope_name(measure->scope));
    ras_text_string(out, "\", \"code\": \"");
    ras_measure_code(out, measure);
    ras_text_string(out, "\", \"source\": ");
    ras_text_json(out, ras_bytes_of(ras_measure_source(report, measure)));
    ras_text_string(out, ", \"measure\": ");
    ras_text_json(out, ras_bytes_of(measure->measure));
    ras_text_string(out, ", \"numerator\": ");
    ras_text_unsigned(out, measure->numerator);
    ras_text_string(out, ", \"denominator\": ");
    ras_text_unsigned(out, measure->denominator);
    ras_text_string(out, ", \"percent\": ");
    if (measure->denominator == 0)
        ras_text_string(out, "null");
    else
        ras_text_fixed(
            out, (int64_t)ras_percent_hundredths(measure->numerator, measure->denominator), 2);
    ras_text_string(out, ", \"rules\": ");
    ras_text_json(out, ras_bytes_of(measure->rules));
    ras_text_char(out, '}');
}

static void append_settings(struct ras_json *json, const struct ras_quality_report *report)
{
    ras_json_open(json, "word_weights", '{');
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        ras_json_fixed(json, ras_word_name((enum ras_word)word),
                       llround(report->word_weight[word] * 1e6), 6);
    ras_json_close(json, '}');
    ras_json_fixed(json, "green_percent", llround(report->green_percent * 100), 2);
    ras_json_fixed(json, "yellow_percent", llround(report->yellow_percent * 100), 2);
    ras_json_fixed(json, "match_weight", report->match_weight, 3);
    ras_json_fixed(json, "review_weight", report->review_weight, 3);
}

static void append_histograms(struct ras_json *json, const struct ras_source_summary *source)
{
    static const enum ras_decision_kind decisions[] = {RAS_DECISION_NONE, RAS_DECISION_REVIEW,
                                                       RAS_DECISION_MATCH};
    ras_json_open(json, "weight_histogram", '{');
    for (unsigned d = 0; d < 3; d++) {
        ras_json_name(json, ras_decision_name(decisions[d]));
        ras_text_char(json->out, '[');
        for (unsigned bin = 0; bin < RAS_HISTOGRAM_BINS; bin++) {
            ras_text_string(json->out, bin == 0 ? "" : ", ");
            ras_text_unsigned(json->out, source->weight_histogram[decisions[d]][bin]);
        }
        ras_text_char(json->out, ']');
    }
    ras_json_close(json, '}');
}

static void append_source(struct ras_json *json, const struct ras_quality_report *report,
                          const struct ras_source_summary *source)
{
    ras_json_open(json, NULL, '{');
    ras_json_string(json, "name", source->name);
    ras_json_string(json, "kind", ras_kind_name(source->kind));
    ras_json_unsigned(json, "rows", source->row_count);
    ras_json_unsigned(json, "match", source->match_count);
    ras_json_unsigned(json, "review", source->review_count);
    ras_json_unsigned(json, "none", source->none_count);
    ras_json_unsigned(json, "rejected", source->reject_count);
    ras_json_unsigned(json, "duplicates", source->duplicate_count);
    ras_json_unsigned(json, "tasks", source->task_count);
    ras_json_open(json, "outcomes", '{');
    for (unsigned outcome = 0; outcome < RAS_OUTCOME_COUNT; outcome++)
        ras_json_unsigned(json, ras_outcome_name((enum ras_outcome)outcome),
                          source->outcome_count[outcome]);
    ras_json_close(json, '}');
    ras_json_open(json, "passes", '{');
    for (unsigned pass = 0; pass < report->pass_count; pass++)
        ras_json_unsigned(json, report->pass_names[pass], source->pass_count[pass]);
    ras_json_close(json, '}');
    ras_json_open(json, "capped", '{');
    for (unsigned pass = 0; pass < report->pass_count; pass++)
        ras_json_unsigned(json, report->pass_names[pass], source->capped_count[pass]);
    ras_json_close(json, '}');
    ras_json_open(json, "issues", '{');
    for (unsigned rule = 0; rule < report->rule_count; rule++)
        ras_json_unsigned(json, report->rules[rule]->code, source->issue_count[rule]);
    ras_json_close(json, '}');
    append_histograms(json, source);
    ras_json_close(json, '}');
}

void ras_quality_json(const struct ras_quality_report *report, struct ras_text *out)
{
    struct ras_json json = {out, 0, true};
    ras_json_open(&json, NULL, '{');
    ras_json_unsigned(&json, "format", QUALITY_FORMAT);
    ras_json_string(&json, "version", RAS_VERSION);
    ras_json_string(&json, "run_id", report->run_id);
    ras_json_string(&json, "purpose", report->purpose);
    ras_json_date(&json, "as_of", report->as_of);
    ras_json_unsigned(&json, "residents", report->resident_count);
    append_settings(&json, report);
    ras_json_open(&json, "sources", '[');
    for (uint32_t i = 0; i < report->source_count; i++)
        append_source(&json, report, &report->sources[i]);
    ras_json_close(&json, ']');
    ras_json_open(&json, "measures", '[');
    for (size_t i = 0; i < report->measure_count; i++) {
        ras_json_name(&json, NULL);
        append_measure(report, &report->measures[i], out);
    }
    ras_json_close(&json, ']');
    ras_json_close(&json, '}');
    ras_text_char(out, '\n');
}

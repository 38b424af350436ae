/* From counters to the lines of quality.csv: whole, sources, provinces, communes. */
#include "quality/metrics.h"

#include "base/alloc.h"
#include "base/try.h"
#include "quality/counters.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define MILLION    UINT64_C(1000000)
#define INDEX_UNIT 10000 /* the index is told in 1/10000: a percent with two decimals */
#define WEIGHT_MAX 1e6   /* so that four weighted millionths fit in 64 bits */

struct measure_row {
    struct ras_measure_info info;
    enum ras_counter numerator;
    enum ras_counter denominator;
};

static const struct measure_row measure_rows[] = {
#define MEASURE(name_, numerator_, denominator_, rules_, vietnamese_, english_)                    \
    {{#name_, vietnamese_, english_, rules_}, RAS_COUNTER_##numerator_, RAS_COUNTER_##denominator_},
#include "quality/measures.def"
#undef MEASURE
};
#define MEASURE_COUNT (sizeof measure_rows / sizeof measure_rows[0])

/* A line of codes of every rule, "DG01|DG02", fits. */
#define CODES_BYTES_MAX (RAS_RULES_MAX * (RAS_RULE_CODE_MAX + 1))

/* Sums over slots. The last row of each table is of all sources together. */
struct summary {
    uint32_t source_count;
    uint32_t slot_count;
    uint32_t province_count;
    const uint32_t *slot_codes;
    uint32_t *province_codes;          /* sorted */
    uint32_t *slot_provinces;          /* position in province_codes */
    struct ras_counters *wholes;       /* [source] */
    struct ras_counters *provinces;    /* [source][province] */
    struct ras_counters *slots_of_all; /* [slot] */
    const struct ras_metrics *metrics;
};

struct writer {
    struct ras_measure *measures;
    size_t count;
    size_t capacity;
    uint64_t weight[RAS_WORD_COUNT]; /* millionths */
    const char *codes[RAS_WORD_COUNT];
};

unsigned ras_measure_count(void)
{
    return MEASURE_COUNT;
}

const struct ras_measure_info *ras_measure_at(unsigned measure)
{
    assert(measure < MEASURE_COUNT);
    return &measure_rows[measure].info;
}

static int code_order(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void summary_fini(struct summary *summary)
{
    ras_free(summary->province_codes);
    ras_free(summary->slot_provinces);
    ras_free(summary->wholes);
    ras_free(summary->provinces);
    ras_free(summary->slots_of_all);
}

/* province_codes sorted and without doubles; slot_provinces the place of each slot in it. */
static void find_provinces(struct summary *summary, const struct ras_units *units)
{
    for (uint32_t slot = 0; slot < summary->slot_count; slot++) {
        const uint32_t code = summary->slot_codes[slot];
        const struct ras_unit *const unit =
            units == NULL || code == 0 ? NULL : ras_units_find(units, code);
        summary->slot_provinces[slot] = unit == NULL ? 0 : unit->province_code;
        summary->province_codes[slot] = summary->slot_provinces[slot];
    }
    qsort(summary->province_codes, summary->slot_count, sizeof(uint32_t), code_order);
    uint32_t count = 0;
    for (uint32_t i = 0; i < summary->slot_count; i++)
        if (i == 0 || summary->province_codes[i] != summary->province_codes[i - 1])
            summary->province_codes[count++] = summary->province_codes[i];
    summary->province_count = count;
    for (uint32_t slot = 0; slot < summary->slot_count; slot++) {
        const uint32_t *const place =
            bsearch(&summary->slot_provinces[slot], summary->province_codes, count,
                    sizeof(uint32_t), code_order);
        assert(place != NULL);
        summary->slot_provinces[slot] = (uint32_t)(place - summary->province_codes);
    }
}

static void add_up(struct summary *summary)
{
    const uint32_t all = summary->source_count;
    for (uint32_t source = 0; source < summary->source_count; source++)
        for (uint32_t slot = 0; slot < summary->slot_count; slot++) {
            const struct ras_counters *const from =
                ras_metrics_slot(summary->metrics, source, slot);
            const size_t province = summary->slot_provinces[slot];
            const size_t width = summary->province_count;
            ras_counters_add(&summary->wholes[source], from);
            ras_counters_add(&summary->wholes[all], from);
            ras_counters_add(&summary->provinces[source * width + province], from);
            ras_counters_add(&summary->provinces[all * width + province], from);
            ras_counters_add(&summary->slots_of_all[slot], from);
        }
}

static enum ras_status summary_init(struct summary *summary, const struct ras_metrics *metrics,
                                    const uint32_t *slot_codes, const struct ras_units *units,
                                    struct ras_error *error)
{
    *summary = (struct summary){.source_count = metrics->source_count,
                                .slot_count = metrics->slot_count,
                                .slot_codes = slot_codes,
                                .metrics = metrics};
    const size_t slot_count = metrics->slot_count, row_count = (size_t)metrics->source_count + 1;
    summary->province_codes = ras_alloc_zeroed(slot_count, sizeof(uint32_t));
    summary->slot_provinces = ras_alloc_zeroed(slot_count, sizeof(uint32_t));
    summary->wholes = ras_alloc_zeroed(row_count, sizeof(struct ras_counters));
    summary->slots_of_all = ras_alloc_zeroed(slot_count, sizeof(struct ras_counters));
    if (summary->province_codes == NULL || summary->slot_provinces == NULL ||
        summary->wholes == NULL || summary->slots_of_all == NULL)
        return ras_no_memory(error, slot_count * sizeof(struct ras_counters));
    find_provinces(summary, units);
    const size_t province_total = row_count * summary->province_count;
    summary->provinces = ras_alloc_zeroed(province_total, sizeof(struct ras_counters));
    if (summary->provinces == NULL)
        return ras_no_memory(error, province_total * sizeof(struct ras_counters));
    add_up(summary);
    return RAS_OK;
}

/* The weighted mean of the words that have rows, in integers so that every machine rounds alike. */
static void index_of(const struct writer *writer, const struct ras_counters *counters,
                     struct ras_measure *measure)
{
    uint64_t sum = 0, weight_sum = 0;
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        const bool of_all = word == RAS_WORD_DU || word == RAS_WORD_SACH;
        const uint64_t rows = counters->count[of_all ? RAS_COUNTER_READ_VN : RAS_COUNTER_MATCH_VN];
        if (rows == 0)
            continue;
        const uint64_t share = counters->count[RAS_COUNTER_DUNG_GOOD + word] * MILLION / rows;
        sum += writer->weight[word] * share;
        weight_sum += writer->weight[word];
    }
    measure->numerator = weight_sum == 0 ? 0 : sum / weight_sum * INDEX_UNIT / MILLION;
    measure->denominator = weight_sum == 0 ? 0 : INDEX_UNIT;
}

static const char *rules_of(const struct writer *writer, const struct measure_row *row)
{
    if (row->numerator >= RAS_COUNTER_DUNG_GOOD && row->numerator <= RAS_COUNTER_SONG_GOOD)
        return writer->codes[row->numerator - RAS_COUNTER_DUNG_GOOD];
    return row->info.rules;
}

static bool counts_nothing(const struct ras_counters *counters)
{
    return (counters->count[RAS_COUNTER_ROWS] | counters->count[RAS_COUNTER_POPULATION] |
            counters->count[RAS_COUNTER_DEAD_POPULATION]) == 0;
}

static void write_block(struct writer *writer, enum ras_scope scope, uint32_t source_index,
                        uint32_t code, const struct ras_counters *counters)
{
    const bool part = scope == RAS_SCOPE_PROVINCE || scope == RAS_SCOPE_COMMUNE;
    if (part && counts_nothing(counters))
        return;
    for (size_t i = 0; i < MEASURE_COUNT; i++) {
        const struct measure_row *const row = &measure_rows[i];
        struct ras_measure measure = {.scope = scope,
                                      .code = code,
                                      .source_index = source_index,
                                      .measure = row->info.name,
                                      .rules = rules_of(writer, row)};
        if (row->numerator == RAS_COUNTER_INDEX) {
            index_of(writer, counters, &measure);
        } else {
            measure.numerator = counters->count[row->numerator];
            measure.denominator = counters->count[row->denominator];
        }
        if (part && measure.denominator == 0)
            continue;
        assert(writer->count < writer->capacity);
        writer->measures[writer->count++] = measure;
    }
}

static const struct ras_counters *slot_counters(const struct summary *summary, uint32_t source,
                                                uint32_t slot)
{
    return source == summary->source_count ? &summary->slots_of_all[slot]
                                           : ras_metrics_slot(summary->metrics, source, slot);
}

static size_t lines_at_most(const struct summary *summary)
{
    const size_t row_count = (size_t)summary->source_count + 1;
    size_t blocks = row_count;
    for (size_t i = 0; i < row_count * summary->province_count; i++)
        blocks += !counts_nothing(&summary->provinces[i]);
    for (uint32_t source = 0; source < row_count; source++)
        for (uint32_t slot = 0; slot < summary->slot_count; slot++)
            blocks += !counts_nothing(slot_counters(summary, source, slot));
    return blocks * MEASURE_COUNT;
}

static void write_all(struct writer *writer, const struct summary *summary)
{
    const uint32_t all = summary->source_count, last = summary->slot_count - 1;
    write_block(writer, RAS_SCOPE_ALL, RAS_SOURCE_ALL, 0, &summary->wholes[all]);
    for (uint32_t source = 0; source < all; source++)
        write_block(writer, RAS_SCOPE_SOURCE, source, 0, &summary->wholes[source]);
    for (uint32_t source = 0; source <= all; source++)
        for (uint32_t province = 0; province < summary->province_count; province++)
            write_block(writer, RAS_SCOPE_PROVINCE, source == all ? RAS_SOURCE_ALL : source,
                        summary->province_codes[province],
                        &summary->provinces[(size_t)source * summary->province_count + province]);
    for (uint32_t source = 0; source <= all; source++) {
        const uint32_t source_index = source == all ? RAS_SOURCE_ALL : source;
        /* The last slot is code 0: it comes first. */
        write_block(writer, RAS_SCOPE_COMMUNE, source_index, 0,
                    slot_counters(summary, source, last));
        for (uint32_t slot = 0; slot < last; slot++)
            write_block(writer, RAS_SCOPE_COMMUNE, source_index, summary->slot_codes[slot],
                        slot_counters(summary, source, slot));
    }
}

/* The measured rules of a word joined by bars, into text of CODES_BYTES_MAX; returns its end. */
static char *write_codes(char *text, const struct ras_rule_set *rules)
{
    for (unsigned rule = 0; rule < ras_rule_count(); rule++) {
        if (!ras_rule_set_has(rules, rule))
            continue;
        const char *const code = ras_rule_at(rule)->code;
        const size_t length = strlen(code);
        memcpy(text, code, length);
        text[length] = '|';
        text += length + 1;
    }
    text[-1] = '\0'; /* every word has rules: the last bar ends the text */
    return text;
}

static enum ras_status writer_init(struct writer *writer, const struct summary *summary,
                                   const struct ras_quality_settings *settings,
                                   struct ras_error *error)
{
    *writer = (struct writer){.capacity = lines_at_most(summary)};
    const size_t bytes = writer->capacity * sizeof(struct ras_measure) + CODES_BYTES_MAX;
    writer->measures = ras_alloc(bytes);
    if (writer->measures == NULL)
        return ras_no_memory(error, bytes);
    char *text = (char *)(writer->measures + writer->capacity);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
        const double weight = settings->word_weight[word];
        const double bounded = weight < 0 ? 0 : weight > WEIGHT_MAX ? WEIGHT_MAX : weight;
        writer->weight[word] = (uint64_t)(bounded * (double)MILLION + 0.5);
        writer->codes[word] = text;
        text = write_codes(text, &summary->metrics->word_rules[word]);
    }
    return RAS_OK;
}

enum ras_status ras_metrics_measures(const struct ras_metrics *metrics,
                                     const struct ras_quality_settings *settings,
                                     const uint32_t *slot_codes, const struct ras_units *units,
                                     struct ras_measure **measures, size_t *measure_count,
                                     struct ras_error *error)
{
    assert(slot_codes[metrics->slot_count - 1] == 0);
    *measures = NULL;
    *measure_count = 0;
    struct summary summary;
    struct writer writer = {.measures = NULL};
    enum ras_status status;
    RAS_TRY_DONE(summary_init(&summary, metrics, slot_codes, units, error));
    RAS_TRY_DONE(writer_init(&writer, &summary, settings, error));
    write_all(&writer, &summary);
    *measures = writer.measures;
    *measure_count = writer.count;
done:
    summary_fini(&summary);
    return status;
}

/* Counters against a naive recount, merging, reconciling, and the lines of quality.csv. */
#include "quality/metrics.h"

#include "base/alloc.h"
#include "support/random_row.h"

#include <criterion/criterion.h>

/* The commune list is not what is tested here: a stand-in where the first digit is the province. */
const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code)
{
    static const struct ras_unit provinces[3] = {
        {0, 0, "", ""}, {10000, 1, "Xã A", "Tỉnh A"}, {20000, 2, "Xã B", "Tỉnh B"}};
    (void)units;
    return code >= 10000 && code < 30000 ? &provinces[code / 10000] : NULL;
}
static const char any_units[1];
#define UNITS ((const struct ras_units *)(const void *)any_units) /* not read by the stand-in */

#define SOURCES 3U
#define SLOTS   5U
#define ROWS    6000U
static const uint32_t slot_codes[SLOTS] = {10001, 10002, 20001, 90009, 0};

/* One row as the naive recount keeps it. */
struct kept_row {
    uint32_t source, slot;
    bool rejected, first;
    enum ras_decision_kind decision;
    enum ras_outcome outcome;
    struct ras_person person;
    struct ras_rule_set broken;
    unsigned date_level;
    uint32_t flags;
};
static struct kept_row rows[ROWS];
static struct rule_row shared_row;

static void make_rows(uint64_t seed)
{
    uint64_t state = seed;
    for (unsigned i = 0; i < ROWS; i++) {
        struct kept_row *const row = &rows[i];
        random_row(&shared_row, &state);
        row->source = random_below(&state, SOURCES);
        row->slot = random_below(&state, SLOTS);
        row->rejected = random_below(&state, 20) == 0;
        row->first = random_below(&state, 2) == 0;
        row->decision = shared_row.input.decision;
        row->outcome = shared_row.input.outcome;
        row->person = shared_row.person;
        row->date_level = row->decision == RAS_DECISION_MATCH
                              ? shared_row.link.levels.level[RAS_COMPARATOR_BIRTH_DATE]
                              : 0;
        row->flags = shared_row.input.facts.flags;
        ras_rules_check(&shared_row.input, &row->broken);
    }
}

static void count_row(struct ras_metrics *metrics, const struct kept_row *row)
{
    if (row->rejected) {
        ras_metrics_reject(metrics, row->source, row->slot);
        return;
    }
    struct ras_candidate link = {0};
    link.levels.level[RAS_COMPARATOR_BIRTH_DATE] = (uint8_t)row->date_level;
    const struct ras_rule_input input = {
        .person = &row->person,
        .decision = row->decision,
        .outcome = row->outcome,
        .link = row->date_level == 0 && row->decision != RAS_DECISION_MATCH ? NULL : &link,
        .facts = {.flags = row->flags}};
    ras_metrics_row(metrics, row->source, row->slot, &input, &row->broken, row->first);
}

/* ---- the recount: one measure of one row, from its definition ---- */

static bool breaks_word(const struct kept_row *row, enum ras_word word)
{
    for (unsigned rule = 0; rule < ras_rule_count(); rule++)
        if (ras_rule_at(rule)->word == word && ras_rule_measured(rule) &&
            ras_rule_set_has(&row->broken, rule))
            return true;
    return false;
}

struct share {
    bool in, of;
};

static struct share share_of(const struct kept_row *row, const char *measure)
{
#define IS(name) (strcmp(measure, name) == 0)
    const struct ras_person *const person = &row->person;
    const bool read = !row->rejected;
    const bool foreign =
        read && (person->foreign != 0 || person->number_state == RAS_NUMBER_FOREIGN);
    const bool citizen = read && !foreign, match = row->decision == RAS_DECISION_MATCH;
    const bool dung = citizen && match && !breaks_word(row, RAS_WORD_DUNG);
    const unsigned precision = ras_date_precision(person->birth_date);
    if (IS("rows"))
        return (struct share){true, true};
    if (IS("match"))
        return (struct share){read && match, true};
    if (IS("review"))
        return (struct share){read && row->decision == RAS_DECISION_REVIEW, true};
    if (IS("none"))
        return (struct share){read && row->decision == RAS_DECISION_NONE, true};
    if (IS("rejected"))
        return (struct share){row->rejected, true};
    if (IS("foreign"))
        return (struct share){foreign, true};
    if (IS("dung"))
        return (struct share){dung, citizen && match};
    if (IS("du"))
        return (struct share){citizen && !breaks_word(row, RAS_WORD_DU), citizen};
    if (IS("sach"))
        return (struct share){citizen && !breaks_word(row, RAS_WORD_SACH), citizen};
    if (IS("song"))
        return (struct share){citizen && match && !breaks_word(row, RAS_WORD_SONG),
                              citizen && match};
    if (IS("year_level"))
        return (struct share){dung && row->date_level == RAS_LEVEL_BIRTH_DATE_LOWER,
                              citizen && match};
    if (IS("verification"))
        return (struct share){citizen && match, citizen};
    if (IS("sai_thong_tin"))
        return (struct share){citizen && row->outcome == RAS_OUTCOME_WRONG, citizen};
    if (IS("khong_so"))
        return (struct share){citizen && row->outcome == RAS_OUTCOME_NO_NUMBER, citizen};
    if (IS("number_nine"))
        return (struct share){citizen && person->number_state == RAS_NUMBER_NINE, citizen};
    if (IS("date_month"))
        return (struct share){citizen && precision == RAS_DATE_MONTH, citizen};
    if (IS("date_first_january"))
        return (struct share){citizen && (person->birth_date & RAS_DATE_PLACEHOLDER) != 0,
                              citizen && precision == RAS_DATE_DAY};
    if (IS("surplus"))
        return (struct share){citizen && (row->flags & RAS_FACT_DUPLICATE) != 0, citizen};
    if (IS("fresh"))
        return (struct share){citizen && person->updated_date != 0 &&
                                  !ras_rule_set_has(&row->broken, (unsigned)ras_rule_find("SO08")),
                              citizen && person->updated_date != 0};
    if (IS("persons"))
        return (struct share){citizen && row->first, citizen};
    if (IS("person_verification"))
        return (struct share){citizen && row->first && match, citizen && row->first};
    if (IS("person_chua_xac_thuc"))
        return (struct share){citizen && row->first && row->outcome == RAS_OUTCOME_UNVERIFIED,
                              citizen && row->first};
    cr_assert_fail("no recount of %s", measure);
#undef IS
    return (struct share){false, false};
}

static const char *const recounted[] = {"rows",
                                        "match",
                                        "review",
                                        "none",
                                        "rejected",
                                        "foreign",
                                        "dung",
                                        "du",
                                        "sach",
                                        "song",
                                        "year_level",
                                        "verification",
                                        "khong_so",
                                        "number_nine",
                                        "sai_thong_tin",
                                        "date_month",
                                        "surplus",
                                        "fresh",
                                        "persons",
                                        "date_first_january",
                                        "person_verification",
                                        "person_chua_xac_thuc"};

static uint32_t province_of(uint32_t slot)
{
    const uint32_t code = slot_codes[slot];
    return code >= 10000 && code < 30000 ? code / 10000 : 0;
}

static bool row_in(const struct kept_row *row, const struct ras_measure *line)
{
    if (line->source_index != RAS_SOURCE_ALL && line->source_index != row->source)
        return false;
    if (line->scope == RAS_SCOPE_COMMUNE)
        return slot_codes[row->slot] == line->code;
    if (line->scope == RAS_SCOPE_PROVINCE)
        return province_of(row->slot) == line->code;
    return true;
}

struct lines {
    struct ras_measure *measures;
    size_t count;
};

static struct lines lines_of(const struct ras_metrics *metrics)
{
    struct lines lines;
    struct ras_quality_settings settings;
    ras_quality_defaults(&settings);
    cr_assert_eq(ras_metrics_measures(metrics, &settings, slot_codes, UNITS, &lines.measures,
                                      &lines.count, NULL),
                 RAS_OK);
    return lines;
}

Test(metrics, agree_with_a_naive_recount)
{
    struct ras_metrics *const metrics = ras_metrics_create(SOURCES, SLOTS);
    make_rows(21);
    for (unsigned i = 0; i < ROWS; i++)
        count_row(metrics, &rows[i]);
    cr_assert_eq(ras_metrics_reconcile(metrics, NULL), RAS_OK);
    const struct lines lines = lines_of(metrics);
    unsigned checked = 0;
    for (size_t i = 0; i < lines.count; i++) {
        const struct ras_measure *const line = &lines.measures[i];
        bool known = false;
        for (size_t k = 0; k < sizeof recounted / sizeof recounted[0]; k++)
            known |= strcmp(recounted[k], line->measure) == 0;
        if (!known)
            continue;
        uint64_t numerator = 0, denominator = 0;
        for (unsigned r = 0; r < ROWS; r++) {
            if (!row_in(&rows[r], line))
                continue;
            const struct share share = share_of(&rows[r], line->measure);
            numerator += share.in;
            denominator += share.of;
        }
        cr_assert_eq(line->numerator, numerator, "%s %u %u: %lu, not %lu", line->measure,
                     line->scope, line->code, (unsigned long)line->numerator,
                     (unsigned long)numerator);
        cr_assert_eq(line->denominator, denominator, "%s", line->measure);
        checked++;
    }
    cr_assert_gt(checked, 500);
    ras_free(lines.measures);
    ras_metrics_destroy(metrics);
}

Test(metrics, lines_are_ordered_and_parts_add_up)
{
    struct ras_metrics *const metrics = ras_metrics_create(SOURCES, SLOTS);
    make_rows(22);
    for (unsigned i = 0; i < ROWS; i++)
        count_row(metrics, &rows[i]);
    const struct lines lines = lines_of(metrics);
    static const unsigned scope_rank[] = {[RAS_SCOPE_ALL] = 0,
                                          [RAS_SCOPE_SOURCE] = 1,
                                          [RAS_SCOPE_PROVINCE] = 2,
                                          [RAS_SCOPE_COMMUNE] = 3};
    uint64_t of_all = 0, of_sources = 0, of_provinces = 0, of_communes = 0;
    for (size_t i = 0; i < lines.count; i++) {
        const struct ras_measure *const line = &lines.measures[i];
        if (i > 0) {
            const struct ras_measure *const before = line - 1;
            const unsigned a = scope_rank[before->scope], b = scope_rank[line->scope];
            cr_assert(a < b || (a == b && (before->source_index < line->source_index ||
                                           (before->source_index == line->source_index &&
                                            before->code <= line->code))),
                      "line %zu is out of order", i);
        }
        if (strcmp(line->measure, "sach") != 0)
            continue;
        const bool all = line->source_index == RAS_SOURCE_ALL;
        of_all += line->scope == RAS_SCOPE_ALL ? line->numerator : 0;
        of_sources += line->scope == RAS_SCOPE_SOURCE ? line->numerator : 0;
        of_provinces += line->scope == RAS_SCOPE_PROVINCE && !all ? line->numerator : 0;
        of_communes += line->scope == RAS_SCOPE_COMMUNE && all ? line->numerator : 0;
    }
    cr_assert_gt(of_all, 0);
    cr_assert_eq(of_all, of_sources);
    cr_assert_eq(of_all, of_provinces);
    cr_assert_eq(of_all, of_communes);
    ras_free(lines.measures);
    ras_metrics_destroy(metrics);
}

static bool same_lines(const struct lines *a, const struct lines *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->measures[i].numerator != b->measures[i].numerator ||
            a->measures[i].denominator != b->measures[i].denominator ||
            a->measures[i].code != b->measures[i].code ||
            strcmp(a->measures[i].measure, b->measures[i].measure) != 0 ||
            strcmp(a->measures[i].rules, b->measures[i].rules) != 0)
            return false;
    return true;
}

Test(metrics, order_of_merging_does_not_matter)
{
    enum { WORKERS = 4 };
    struct ras_metrics *workers[2][WORKERS];
    make_rows(23);
    for (unsigned turn = 0; turn < 2; turn++) {
        for (unsigned w = 0; w < WORKERS; w++)
            workers[turn][w] = ras_metrics_create(SOURCES, SLOTS);
        for (unsigned i = 0; i < ROWS; i++)
            count_row(workers[turn][turn == 0 ? i % WORKERS : i * WORKERS / ROWS], &rows[i]);
        for (unsigned w = 1; w < WORKERS; w++)
            ras_metrics_merge(workers[turn][0], workers[turn][turn == 0 ? w : WORKERS - w]);
        cr_assert_eq(ras_metrics_reconcile(workers[turn][0], NULL), RAS_OK);
    }
    const struct lines a = lines_of(workers[0][0]), b = lines_of(workers[1][0]);
    cr_assert(same_lines(&a, &b));
    for (uint32_t source = 0; source < SOURCES; source++)
        for (unsigned rule = 0; rule < ras_rule_count(); rule++)
            cr_assert_eq(ras_metrics_rule_count(workers[0][0], source, rule),
                         ras_metrics_rule_count(workers[1][0], source, rule));
    ras_free(a.measures);
    ras_free(b.measures);
    for (unsigned turn = 0; turn < 2; turn++)
        for (unsigned w = 0; w < WORKERS; w++)
            ras_metrics_destroy(workers[turn][w]);
}

Test(metrics, a_row_without_fate_is_found)
{
    struct ras_metrics *const metrics = ras_metrics_create(SOURCES, SLOTS);
    const struct ras_rule_set none = {{0}};
    struct ras_error error = {.status = RAS_OK};
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    for (unsigned i = 0; i < 10; i++)
        ras_metrics_row(metrics, 1, 3, &shared_row.input, &none, true);
    cr_assert_eq(ras_metrics_reconcile(metrics, &error), RAS_OK);
    shared_row.input.decision = (enum ras_decision_kind)7;
    ras_metrics_row(metrics, 1, 3, &shared_row.input, &none, true);
    cr_assert_eq(ras_metrics_reconcile(metrics, &error), RAS_BUG);
    cr_assert_not_null(strstr(error.message, "slot 3 of source 1"));
    ras_metrics_destroy(metrics);
}

Test(metrics, coverage_stands_apart_from_rows)
{
    struct ras_metrics *const metrics = ras_metrics_create(1, 2);
    struct ras_quality_settings settings;
    struct ras_measure *measures;
    size_t count;
    const uint32_t codes[2] = {10001, 0};
    for (unsigned i = 0; i < 8; i++)
        ras_metrics_population(metrics, 0, 0, i < 6);
    ras_metrics_deaths(metrics, 0, 1, true);
    ras_metrics_deaths(metrics, 0, 1, false);
    ras_quality_defaults(&settings);
    cr_assert_eq(ras_metrics_reconcile(metrics, NULL), RAS_OK);
    cr_assert_eq(ras_metrics_measures(metrics, &settings, codes, NULL, &measures, &count, NULL),
                 RAS_OK);
    unsigned found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct ras_measure *const line = &measures[i];
        if (line->scope == RAS_SCOPE_COMMUNE && line->source_index == 0) {
            const bool births = strcmp(line->measure, "coverage") == 0;
            cr_assert(births || strcmp(line->measure, "coverage_deaths") == 0);
            cr_assert_eq(line->numerator, births ? 6 : 1);
            cr_assert_eq(line->denominator, births ? 8 : 2);
            cr_assert_eq(line->code, births ? 10001 : 0);
            found++;
        }
        if (strcmp(line->measure, "index") == 0)
            cr_assert_eq(line->denominator, 0); /* no rows, no words */
    }
    cr_assert_eq(found, 2);
    ras_free(measures);
    ras_metrics_destroy(metrics);
}

static uint64_t index_with(double dung, double du, double sach, double song)
{
    struct ras_metrics *const metrics = ras_metrics_create(1, 1);
    struct ras_quality_settings settings;
    struct ras_measure *measures;
    size_t count;
    const uint32_t code = 0;
    uint64_t index = 0;
    rule_row_clean(&shared_row, RAS_KIND_SOCIAL_WELFARE);
    for (unsigned i = 0; i < 3; i++) { /* đúng 3/3, đủ 3/3, sạch 2/3, sống 3/3 */
        struct ras_rule_set broken = {{0}};
        if (i == 0)
            ras_rule_set_add(&broken, (unsigned)ras_rule_find("SA01"));
        ras_metrics_row(metrics, 0, 0, &shared_row.input, &broken, true);
    }
    ras_quality_defaults(&settings);
    const double weights[RAS_WORD_COUNT] = {dung, du, sach, song};
    memcpy(settings.word_weight, weights, sizeof weights);
    cr_assert_eq(ras_metrics_measures(metrics, &settings, &code, NULL, &measures, &count, NULL),
                 RAS_OK);
    for (size_t i = 0; i < count; i++)
        if (measures[i].scope == RAS_SCOPE_ALL && strcmp(measures[i].measure, "index") == 0) {
            cr_assert(measures[i].denominator == 10000 || measures[i].denominator == 0);
            index = measures[i].numerator;
        }
    ras_free(measures);
    ras_metrics_destroy(metrics);
    return index;
}

Test(metrics, index_is_the_weighted_mean_of_the_words)
{
    cr_assert_eq(index_with(1, 1, 1, 1), 9166); /* (1 + 1 + 2/3 + 1) / 4, rounded down */
    cr_assert_eq(index_with(0, 0, 1, 0), 6666);
    cr_assert_eq(index_with(1, 1, 0, 1), 10000);
    cr_assert_eq(index_with(0, 0, 0, 0), 0);
    cr_assert_eq(index_with(1e9, 1e9, 1e9, 1e9), 9166); /* bounded, not overflowing */
}

Test(metrics, catalogue_names_are_unique_and_rules_exist)
{
    cr_assert_geq(ras_measure_count(), 25);
    for (unsigned i = 0; i < ras_measure_count(); i++) {
        const struct ras_measure_info *const info = ras_measure_at(i);
        cr_assert(strlen(info->name) > 1 && strlen(info->vietnamese) > 1 &&
                  strlen(info->english) > 1);
        for (unsigned other = 0; other < i; other++)
            cr_assert(strcmp(ras_measure_at(other)->name, info->name) != 0, "%s", info->name);
        char codes[64];
        cr_assert_lt(strlen(info->rules), sizeof codes);
        strcpy(codes, info->rules);
        for (char *code = strtok(codes, "|"); code != NULL; code = strtok(NULL, "|"))
            cr_assert_geq(ras_rule_find(code), 0, "%s of %s", code, info->name);
    }
}

Test(metrics, words_list_their_measured_rules)
{
    struct ras_metrics *const metrics = ras_metrics_create(1, 1);
    struct ras_quality_settings settings;
    struct ras_measure *measures;
    size_t count;
    const uint32_t code = 0;
    ras_quality_defaults(&settings);
    cr_assert_eq(ras_metrics_measures(metrics, &settings, &code, NULL, &measures, &count, NULL),
                 RAS_OK);
    ras_metrics_destroy(metrics); /* the texts live with the array */
    for (size_t i = 0; i < count; i++)
        for (unsigned word = 0; word < RAS_WORD_COUNT; word++) {
            if (strcmp(measures[i].measure, ras_word_name((enum ras_word)word)) != 0)
                continue;
            for (unsigned rule = 0; rule < ras_rule_count(); rule++)
                cr_assert_eq(strstr(measures[i].rules, ras_rule_at(rule)->code) != NULL,
                             ras_rule_at(rule)->word == word && ras_rule_measured(rule), "%s",
                             ras_rule_at(rule)->code);
        }
    ras_free(measures);
}

Test(metrics, every_allocation_may_fail)
{
    struct ras_quality_settings settings;
    ras_quality_defaults(&settings);
    for (uint64_t k = 1; k < 20; k++) {
        ras_alloc_fail_at(k);
        struct ras_metrics *const metrics = ras_metrics_create(2, SLOTS);
        struct ras_measure *measures = NULL;
        size_t count = 0;
        enum ras_status status = RAS_NO_MEMORY;
        if (metrics != NULL)
            status =
                ras_metrics_measures(metrics, &settings, slot_codes, NULL, &measures, &count, NULL);
        ras_alloc_fail_at(0);
        cr_assert(status == RAS_NO_MEMORY || (status == RAS_OK && k > 4), "allocation %d", (int)k);
        cr_assert_eq(status == RAS_OK, measures != NULL);
        ras_free(measures);
        ras_metrics_destroy(metrics);
    }
}

/* The table of strategies, what each does to a model, and those that a config declares. */
#include "engine/strategy.h"

#include "block/passes.h"
#include "engine/config.h"
#include "engine/matcher.h"
#include "support/people_sample.h"
#include "support/scratch_folder.h"

#include <criterion/criterion.h>
#include <string.h>

static struct scratch_folder folder;

static void begin(void)
{
    scratch_make(&folder);
    scratch_write(&folder, "residents.csv", "a\n");
    scratch_write(&folder, "civil.csv", "a\n");
}

static void end(void)
{
    scratch_remove(&folder);
}

TestSuite(strategy, .init = begin, .fini = end);

/* ---- the table ---- */

Test(strategy, every_built_in_one_is_complete_and_found_by_name)
{
    bool has_default = false;
    cr_assert_geq(ras_strategy_count(), 6);
    for (size_t i = 0; i < ras_strategy_count(); i++) {
        const struct ras_strategy strategy = ras_strategy_at(i);
        struct ras_strategy found;
        cr_assert_leq(strlen(strategy.name), RAS_STRATEGY_NAME_MAX);
        cr_assert_gt(strlen(strategy.english), 5);
        cr_assert_gt(strlen(strategy.vietnamese), 5);
        cr_assert_neq(strategy.passes & ((UINT32_C(1) << RAS_PASS_COUNT) - 1), 0);
        cr_assert(ras_strategy_find(strategy.name, &found));
        cr_assert_str_eq(found.name, strategy.name);
        for (size_t other = 0; other < i; other++)
            cr_assert_str_neq(ras_strategy_at(other).name, strategy.name);
        has_default = has_default || strcmp(strategy.name, RAS_STRATEGY_DEFAULT) == 0;
    }
    cr_assert(has_default);
    struct ras_strategy none;
    cr_assert_not(ras_strategy_find("fs-", &none));
}

Test(strategy, rules_name_levels_that_there_are)
{
    for (size_t i = 0; i < ras_strategy_count(); i++) {
        const struct ras_strategy strategy = ras_strategy_at(i);
        for (unsigned r = 0; r < strategy.list.rule_count; r++) {
            const struct ras_decision_rule *const rule = &strategy.list.rules[r];
            uint32_t asked = rule->passes;
            cr_assert(rule->probability > 0 && rule->probability <= 1000000);
            cr_assert(rule->decision == RAS_DECISION_MATCH ||
                      rule->decision == RAS_DECISION_REVIEW);
            cr_assert_eq(rule->passes & ~strategy.passes, 0, "%s", rule->name);
            for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++) {
                asked |= rule->levels[c];
                cr_assert_eq(rule->levels[c] >> (ras_level_count((enum ras_comparator)c) + 1), 0);
            }
            cr_assert_neq(asked, 0, "a rule without a question: %s", rule->name);
        }
    }
}

/* ---- what a strategy does ---- */

Test(strategy, the_default_leaves_the_model_as_it_is)
{
    struct ras_model model, before;
    struct ras_strategy strategy;
    ras_model_default(&before);
    model = before;
    cr_assert(ras_strategy_find(RAS_STRATEGY_DEFAULT, &strategy));
    ras_strategy_apply(&strategy, &model);
    cr_assert_eq(memcmp(model.weight, before.weight, sizeof model.weight), 0);
    cr_assert_eq(model.match_probability, before.match_probability);
    cr_assert_eq(model.match_margin, before.match_margin);
    cr_assert(model.name_frequency);
    cr_assert_null(model.list);
}

Test(strategy, silent_comparators_weigh_nothing)
{
    struct ras_model model, before;
    struct ras_strategy strategy;
    ras_model_default(&before);
    model = before;
    ras_strategy_init(&strategy);
    strategy.comparators = UINT32_C(1) << RAS_COMPARATOR_BIRTH_DATE;
    strategy.match_probability = 700000;
    strategy.review_probability = 100000;
    strategy.match_margin = 1234;
    ras_strategy_apply(&strategy, &model);
    for (unsigned c = 0; c < RAS_COMPARATOR_COUNT; c++)
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)c); level++)
            cr_assert_eq(model.weight[c][level],
                         c == RAS_COMPARATOR_BIRTH_DATE ? before.weight[c][level] : 0);
    cr_assert_not(model.name_frequency, "a name that does not count has no frequency");
    cr_assert_eq(model.match_probability, 700000);
    cr_assert_eq(model.review_probability, 100000);
    cr_assert_eq(model.match_margin, 1234);
}

Test(strategy, without_frequency_every_name_weighs_the_same_and_the_file_says_so)
{
    struct ras_model model, read;
    struct ras_text text;
    const struct ras_name_frequency rare = {.full_count = 1,
                                            .given_count = 1,
                                            .surname_count = 1,
                                            .resident_count = 1000000},
                                    common = {.full_count = 9000,
                                              .given_count = 90000,
                                              .surname_count = 300000,
                                              .resident_count = 1000000};
    ras_model_default(&model);
    cr_assert_neq(ras_model_adjustment(&model, RAS_LEVEL_NAME_EQUAL, &rare),
                  ras_model_adjustment(&model, RAS_LEVEL_NAME_EQUAL, &common));
    ras_text_init(&text);
    ras_model_json(&model, &text);
    cr_assert_null(memmem(text.data, text.length, "name_frequency", 14));
    model.name_frequency = false;
    cr_assert_eq(ras_model_adjustment(&model, RAS_LEVEL_NAME_EQUAL, &rare), 0);
    cr_assert_eq(ras_model_adjustment(&model, RAS_LEVEL_NAME_ORDER, &common), 0);
    ras_text_clear(&text);
    ras_model_json(&model, &text);
    cr_assert_eq(ras_model_parse((struct ras_bytes){text.data, text.length}, "m", &read, NULL),
                 RAS_OK);
    cr_assert_not(read.name_frequency);
    ras_text_fini(&text);
}

/* The candidates of some passes are those of all passes that were met in one of them. */
Test(strategy, passes_that_are_not_asked_for_find_nothing)
{
    struct people_sample residents, rows;
    struct ras_model all, some;
    struct ras_matcher full, masked;
    const uint32_t mask = UINT32_C(1) << RAS_PASS_NAME_DATE | UINT32_C(1) << RAS_PASS_DATE_COMMUNE;
    size_t met = 0;
    people_sample_make(&residents, 300, 5, 4);
    people_sample_make(&rows, 120, 6, 4);
    struct ras_index *const index = people_sample_index(&residents, 300, 2000, 1, false);
    ras_model_default(&all);
    some = all;
    some.passes = mask;
    ras_matcher_init(&full, index, &all);
    ras_matcher_init(&masked, index, &some);
    for (size_t i = 0; i < rows.count; i++) {
        size_t at = 0;
        cr_assert_eq(ras_matcher_candidates(&full, &rows.arrivals[i].subject, NULL), RAS_OK);
        cr_assert_eq(ras_matcher_candidates(&masked, &rows.arrivals[i].subject, NULL), RAS_OK);
        const struct ras_candidate *const a = full.candidates.data, *const b =
                                                                        masked.candidates.data;
        for (size_t k = 0; k < full.candidates.count; k++) {
            if ((a[k].passes & mask) == 0)
                continue;
            cr_assert_lt(at, masked.candidates.count);
            cr_assert_eq(b[at].resident, a[k].resident);
            cr_assert_eq(b[at].passes, a[k].passes & mask);
            cr_assert_eq(b[at].weight, a[k].weight);
            at++;
        }
        cr_assert_eq(at, masked.candidates.count);
        met += at;
    }
    cr_assert_gt(met, 0);
    ras_matcher_fini(&full);
    ras_matcher_fini(&masked);
    ras_index_close(index);
    people_sample_fini(&residents);
    people_sample_fini(&rows);
}

/* ---- declared in a config ---- */

#define LEAST                                                                                      \
    "purpose: p\nas_of: 2026-10-31\noutput: out\nresidents: {path: residents.csv}\nsources:\n"     \
    "  - {name: civil, kind: civil_registry, path: civil.csv}\nmatch:\n"

static enum ras_status read_config(const char *text, struct ras_config **config,
                                   struct ras_error *error)
{
    char path[160];
    scratch_write(&folder, "rasoat.yaml", text);
    return ras_config_read(scratch_path(&folder, "rasoat.yaml", path), config, error);
}

Test(strategy, a_config_declares_and_chooses)
{
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    struct ras_strategy strategy;
    const char *names[RAS_STRATEGIES_MAX];
    cr_assert_eq(
        read_config(LEAST "  strategy: few\n  margin: 5\n  strategies:\n"
                          "    few: {passes: [id, name_date], comparators: [name, date, id],\n"
                          "          frequency: false, probability: 0.9, review: 0.2, margin: 3}\n"
                          "    keys: {keys: [name_date, id]}\n"
                          "    own:\n"
                          "      rules:\n"
                          "        - {levels: {name: [equal, tone], date: [equal, missing]}}\n"
                          "        - {passes: [id], decision: review, probability: 0.3}\n",
                    &config, &error),
        RAS_OK, "%s", error.message);
    cr_assert_str_eq(config->strategy.name, "few");
    cr_assert_eq(config->model.passes, 1u << RAS_PASS_ID | 1u << RAS_PASS_NAME_DATE);
    cr_assert_eq(config->model.match_probability, 900000);
    cr_assert_eq(config->model.review_probability, 200000);
    cr_assert_eq(config->model.match_margin, 3000);
    cr_assert_eq(config->model.weight[RAS_COMPARATOR_SEX][1], 0);
    cr_assert_neq(config->model.weight[RAS_COMPARATOR_NAME][1], 0);
    cr_assert_not(config->model.name_frequency);
    cr_assert_eq(config->base_model.match_margin, 5000);
    cr_assert_eq(ras_config_strategy_names(config, names), ras_strategy_count() + 3);
    cr_assert(ras_config_strategy_find(config, "keys", &strategy));
    cr_assert_eq(strategy.list.rule_count, 2);
    cr_assert_eq(strategy.list.rules[0].passes, 1u << RAS_PASS_NAME_DATE);
    cr_assert_eq(strategy.passes, 1u << RAS_PASS_ID | 1u << RAS_PASS_NAME_DATE);
    cr_assert(ras_config_strategy_find(config, "own", &strategy));
    cr_assert_eq(strategy.list.rule_count, 2);
    cr_assert_eq(strategy.list.rules[0].levels[RAS_COMPARATOR_NAME],
                 1u << RAS_LEVEL_NAME_EQUAL | 1u << RAS_LEVEL_NAME_TONE);
    cr_assert_eq(strategy.list.rules[0].levels[RAS_COMPARATOR_BIRTH_DATE], 3);
    cr_assert_eq(strategy.list.rules[0].decision, RAS_DECISION_MATCH);
    cr_assert_eq(strategy.list.rules[1].decision, RAS_DECISION_REVIEW);
    cr_assert_eq(strategy.list.rules[1].probability, 300000);
    ras_config_destroy(config);
}

Test(strategy, a_config_without_any_has_the_default)
{
    struct ras_config *config = NULL;
    cr_assert_eq(read_config(LEAST "  margin: 4\n", &config, NULL), RAS_OK);
    cr_assert_str_eq(config->strategy.name, RAS_STRATEGY_DEFAULT);
    cr_assert_eq(config->model.match_margin, 4000);
    cr_assert_null(config->model.list);
    ras_config_destroy(config);
}

Test(strategy, mistakes_are_told_with_their_place)
{
    static const struct {
        const char *text;
        uint64_t line, column;
        const char *message;
    } table[] = {
        {"  strategies: {a: {pases: [id]}}\n", 8, 20,
         "unknown key 'pases', did you mean 'passes'?"},
        {"  strategies: {a: {passes: [name_dat]}}\n", 8, 29,
         "unknown pass 'name_dat', did you mean 'name_date'?"},
        {"  strategies: {a: {comparators: [nam]}}\n", 8, 34,
         "unknown comparator 'nam', did you mean 'name'?"},
        {"  strategies: {a: {passes: []}}\n", 8, 28, "an empty list: at least one pass is needed"},
        {"  strategies: {fs: {margin: 1}}\n", 8, 16,
         "strategy 'fs' is built in, choose another name"},
        {"  strategies: {A b: {margin: 1}}\n", 8, 16,
         "a strategy's name has 1 to 40 of a-z 0-9 _ -"},
        {"  strategies: {a: {keys: [id], rules: [{passes: [id]}]}}\n", 8, 39,
         "'keys' and 'rules' cannot both be given"},
        {"  strategies: {a: {rules: [{decision: match}]}}\n", 8, 28,
         "a rule needs 'levels' or 'passes', else it holds for everybody"},
        {"  strategies: {a: {rules: [{levels: {name: [equl]}}]}}\n", 8, 45,
         "unknown level 'equl', did you mean 'equal'?"},
        {"  strategies: {a: {review: 0.995}}\n", 8, 15,
         "strategy 'a': 'review' must not be above 'probability'"},
        {"  strategies: {a: {collective: true, frequency: false}}\n", 8, 19,
         "'collective' goes with every comparator and the frequency of names"},
        {"  strategies: {a: {margin: 1}}\n  strategy: b\n", 9, 13, "unknown strategy 'b'"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char text[600];
        struct ras_config *config = NULL;
        struct ras_error error = {0};
        (void)snprintf(text, sizeof text, "%s%s", LEAST, table[i].text);
        cr_assert_eq(read_config(text, &config, &error), RAS_CONFIG, "%s", table[i].text);
        cr_assert_eq(strncmp(error.message, table[i].message, strlen(table[i].message)), 0,
                     "%s: %s", table[i].text, error.message);
        cr_assert_eq(error.line_number, table[i].line, "%s", table[i].text);
        cr_assert_eq(error.column, table[i].column, "%s: %llu", table[i].text,
                     (unsigned long long)error.column);
    }
}

/* The model's JSON, there and back, and what is refused. */
#include "linkage/link_model.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void sample(struct ras_link_schema *schema, struct ras_link_model *model)
{
    *schema = (struct ras_link_schema){.comparison_count = 2};
    ras_link_model_init(model);
    model->prior = 0.00019;
    model->iterations = 7;
    model->converged = true;
    cr_assert_eq(ras_link_model_variant(model, 0, RAS_LITERAL("tom"), RAS_LITERAL("thomas"), NULL),
                 RAS_OK);
    cr_assert_eq(ras_link_model_variant(model, 0, RAS_LITERAL("bảo"), RAS_LITERAL("a\"b"), NULL),
                 RAS_OK);
    for (unsigned c = 0; c < 2; c++) {
        struct ras_link_comparison *const comparison = &schema->comparisons[c];
        comparison->name = c == 0 ? "given" : "born";
        comparison->level_count = 3 + c;
        for (unsigned level = 1; level < comparison->level_count; level++) {
            comparison->level_names[level][0] = (char)('a' + level);
            model->comparisons[c].m[level] = 0.6 / level;
            model->comparisons[c].u[level] = 0.001 * level;
        }
    }
}

static enum ras_status parse(const char *json, const struct ras_link_schema *schema,
                             struct ras_link_model *model, struct ras_error *error)
{
    ras_link_model_init(model);
    return ras_link_model_parse(ras_bytes_of(json), "model.json", schema, model, error);
}

static char *sample_json(const struct ras_link_schema *schema, const struct ras_link_model *model)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_link_model_json(model, schema, &text);
    ras_text_char(&text, '\0');
    cr_assert_not(text.failed);
    char *const json = strdup(text.data);
    ras_text_fini(&text);
    return json;
}

Test(link_model, comes_back_as_it_was)
{
    struct ras_link_schema schema;
    struct ras_link_model model, read;
    struct ras_error error = {.status = RAS_OK};
    sample(&schema, &model);
    char *const json = sample_json(&schema, &model);
    cr_assert_eq(parse(json, &schema, &read, &error), RAS_OK, "%s", error.message);
    cr_assert_lt(fabs(read.prior - model.prior), 1e-12);
    cr_assert_eq(read.iterations, 7);
    cr_assert(read.converged);
    for (unsigned c = 0; c < 2; c++)
        for (unsigned level = 0; level < schema.comparisons[c].level_count; level++)
            cr_assert_eq(ras_link_weight(&read, c, level), ras_link_weight(&model, c, level));
    cr_assert_eq(read.variants[0].count, 2);
    const struct ras_link_variant *const variant = read.variants[0].data;
    cr_assert(ras_bytes_equal(variant[0].b, RAS_LITERAL("thomas")));
    cr_assert(ras_bytes_equal(variant[1].b, RAS_LITERAL("a\"b")));
    char *const again = sample_json(&schema, &read);
    cr_assert_str_eq(again, json);
    ras_link_model_fini(&read);
    ras_link_model_fini(&model);
    free(again);
    free(json);
}

/* What was counted from truth says so; what was not says nothing. */
Test(link_model, true_pairs_are_told)
{
    struct ras_link_schema schema;
    struct ras_link_model model, read;
    sample(&schema, &model);
    char *const without = sample_json(&schema, &model);
    cr_assert_null(strstr(without, "true_pairs"));
    model.true_pairs = 1234;
    char *const json = sample_json(&schema, &model);
    cr_assert_eq(parse(json, &schema, &read, NULL), RAS_OK);
    cr_assert_eq(read.true_pairs, 1234);
    char *const again = sample_json(&schema, &read);
    cr_assert_str_eq(again, json);
    ras_link_model_fini(&read);
    memcpy(strstr(json, "true_pairs"), "time_pairs", 10);
    cr_assert_eq(parse(json, &schema, &read, NULL), RAS_CONFIG);
    ras_link_model_fini(&read);
    ras_link_model_fini(&model);
    free(without);
    free(json);
    free(again);
}

/* Every cut and every changed word is refused with its place. */
Test(link_model, what_is_no_such_model_is_refused)
{
    static const char *const changes[][2] = {{"rasoat-linkage-model", "another"},
                                             {"\"version\": 1", "\"version\": 2"},
                                             {"\"given\"", "\"surname\""},
                                             {"\"b\"", "\"x\""},
                                             {"0.00019", "1"},
                                             {"0.00019", "-0.5"},
                                             {"true", "maybe"},
                                             {"\"m\"", "\"n\""},
                                             {"\"prior\"", "\"before\""},
                                             {"0.6", "1.5"},
                                             {"\"variants\"", "\"other\""},
                                             {"\"thomas\"", "\"thomas\", \"tim\""}};
    struct ras_link_schema schema;
    struct ras_link_model model, read;
    sample(&schema, &model);
    char *const json = sample_json(&schema, &model);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        char changed[4096];
        struct ras_error error = {.status = RAS_OK};
        const char *const at = strstr(json, changes[i][0]);
        cr_assert_not_null(at);
        (void)snprintf(changed, sizeof changed, "%.*s%s%s", (int)(at - json), json, changes[i][1],
                       at + strlen(changes[i][0]));
        cr_assert_eq(parse(changed, &schema, &read, &error), RAS_CONFIG, "%s", changes[i][1]);
        cr_assert_str_eq(error.source, "model.json");
        cr_assert_gt(error.line_number, 0);
        ras_link_model_fini(&read);
    }
    for (size_t length = 0; length + 2 < strlen(json); length++) {
        char *const cut = strndup(json, length);
        cr_assert_eq(parse(cut, &schema, &read, NULL), RAS_CONFIG, "%zu", length);
        ras_link_model_fini(&read);
        free(cut);
    }
    ras_link_model_fini(&model);
    free(json);
}

Test(link_model, other_comparisons_are_refused)
{
    struct ras_link_schema schema;
    struct ras_link_model model, read;
    sample(&schema, &model);
    char *const json = sample_json(&schema, &model);
    schema.comparison_count = 1;
    cr_assert_eq(parse(json, &schema, &read, NULL), RAS_CONFIG);
    ras_link_model_fini(&read);
    schema.comparison_count = 2;
    schema.comparisons[1].level_count = 5;
    cr_assert_eq(parse(json, &schema, &read, NULL), RAS_CONFIG);
    ras_link_model_fini(&read);
    schema.comparisons[1].level_count = 3;
    cr_assert_eq(parse(json, &schema, &read, NULL), RAS_CONFIG);
    ras_link_model_fini(&read);
    ras_link_model_fini(&model);
    free(json);
}

Test(link_model, thresholds_are_weights)
{
    cr_assert_eq(ras_link_threshold(0.5), 0);
    cr_assert_gt(ras_link_threshold(1), 40 * RAS_LINK_MILLIBITS);
    cr_assert_lt(ras_link_threshold(0), -40 * RAS_LINK_MILLIBITS);
    for (double probability = 0.01; probability < 1; probability += 0.01) {
        const int32_t weight = ras_link_threshold(probability);
        cr_assert_geq(ras_link_probability((double)weight / RAS_LINK_MILLIBITS),
                      probability - 1e-12);
        cr_assert_lt(ras_link_probability((double)(weight - 1) / RAS_LINK_MILLIBITS), probability);
    }
}

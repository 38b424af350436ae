/* The default model, weights, frequency, explanation, and model.json there and back. */
#include "score/model.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct ras_levels random_levels(uint64_t *state)
{
    struct ras_levels levels;
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        levels.level[i] = (uint8_t)((*state >> 33) % (ras_level_count((enum ras_comparator)i) + 1));
    }
    return levels;
}

Test(model, default_probabilities_are_distributions)
{
    struct ras_model model;
    ras_model_default(&model);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        double m = 0;
        double u = 0;
        for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)i); level++) {
            cr_expect_gt(model.m[i][level], 0);
            cr_expect_gt(model.u[i][level], 0);
            m += model.m[i][level];
            u += model.u[i][level];
        }
        cr_expect_float_eq(m, 1, 1e-9, "%s m %g", ras_comparator_name((enum ras_comparator)i), m);
        cr_expect_float_eq(u, 1, 0.005, "%s u %g", ras_comparator_name((enum ras_comparator)i), u);
    }
}

Test(model, weights_are_log_ratios)
{
    struct ras_model model;
    ras_model_default(&model);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        for (unsigned level = 0; level <= RAS_LEVEL_MAX; level++) {
            if (level == 0 || level > ras_level_count((enum ras_comparator)i)) {
                cr_expect_eq(model.weight[i][level], 0);
                continue;
            }
            const double bits = log2(model.m[i][level] / model.u[i][level]);
            cr_expect_lt(fabs(model.weight[i][level] - bits * 1000), 0.52);
        }
}

Test(model, nothing_compared_weighs_nothing)
{
    struct ras_model model;
    ras_model_default(&model);
    const struct ras_levels none = {{0}};
    const struct ras_name_frequency frequency = {5, 5, 5, 1000, 0, 0, 0};
    cr_assert_eq(ras_model_weight(&model, &none, &frequency), 0);
    cr_assert_eq(ras_model_weight(&model, &none, NULL), 0);
}

Test(model, rare_names_weigh_more_than_common_ones)
{
    struct ras_model model;
    ras_model_default(&model);
    const uint32_t residents = 10000000;
    const struct ras_name_frequency rare = {1, 50, 300, residents, 0, 0, 0};
    const struct ras_name_frequency average = {900, 80000, 1000000, residents, 0, 0, 0};
    const struct ras_name_frequency common = {10000, 200000, 3200000, residents, 0, 0, 0};
    const struct ras_name_frequency unknown = {1, 1, 1, 0, 0, 0, 0};
    for (uint8_t level = 1; level <= RAS_LEVEL_NAME_OTHER; level++) {
        struct ras_levels levels = {{0}};
        levels.level[RAS_COMPARATOR_NAME] = level;
        const int32_t plain = model.weight[RAS_COMPARATOR_NAME][level];
        const int32_t of_rare = ras_model_weight(&model, &levels, &rare);
        const int32_t of_common = ras_model_weight(&model, &levels, &common);
        cr_expect_eq(ras_model_weight(&model, &levels, NULL), plain);
        cr_expect_eq(ras_model_weight(&model, &levels, &unknown), plain);
        if (level == RAS_LEVEL_NAME_SIBLING || level == RAS_LEVEL_NAME_OTHER) {
            cr_expect_eq(of_rare, plain);
            cr_expect_eq(of_common, plain);
        } else {
            cr_expect_gt(of_rare, plain);
            cr_expect_lt(of_common, plain);
        }
        if (level <= RAS_LEVEL_NAME_TYPO)
            cr_expect_lt(abs(ras_model_weight(&model, &levels, &average) - plain), 300);
    }
}

/* A table of names stands for so many residents more, of each part its own. */
Test(model, counts_with_a_table_are_among_so_many_more)
{
    struct ras_model model;
    ras_model_default(&model);
    for (uint8_t level = 1; level <= RAS_LEVEL_NAME_OTHER; level++) {
        const struct ras_name_frequency more = {90, 400, 1300, 100000, 0, 0, 0};
        const struct ras_name_frequency table = {90, 400, 1300, 0, 100000, 100000, 100000};
        struct ras_name_frequency beside = table;
        beside.resident_count = 1;
        cr_expect_eq(ras_model_adjustment(&model, level, &table), 0, "no residents, no index");
        cr_expect_lt(abs(ras_model_adjustment(&model, level, &beside) -
                         ras_model_adjustment(&model, level, &more)),
                     3);
    }
}

/* log2(m / (p × u / reference)) spelled out. */
Test(model, frequency_replaces_the_average)
{
    struct ras_model model;
    ras_model_default(&model);
    const double *const u = model.u[RAS_COMPARATOR_NAME];
    const double reference = u[1] + u[2] + u[3] + u[4];
    const struct ras_name_frequency frequency = {2500, 7, 7, 20000000, 0, 0, 0};
    for (uint8_t level = 1; level <= RAS_LEVEL_NAME_RESIDUE; level++) {
        struct ras_levels levels = {{0}};
        levels.level[RAS_COMPARATOR_NAME] = level;
        const double p = 2500 / (20000000 + 1 / reference);
        const double bits = log2(model.m[RAS_COMPARATOR_NAME][level] / (p * u[level] / reference));
        cr_expect_lt(fabs(ras_model_weight(&model, &levels, &frequency) - bits * 1000), 1.2);
    }
}

Test(model, a_small_register_does_not_overrule_the_average)
{
    struct ras_model model;
    ras_model_default(&model);
    struct ras_levels levels = {{0}};
    levels.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_EQUAL;
    for (uint32_t residents = 1; residents <= 1000; residents *= 10) {
        const struct ras_name_frequency once = {1, 1, 1, residents, 0, 0, 0};
        cr_expect_lt(
            abs(ras_model_weight(&model, &levels, &once) - model.weight[RAS_COMPARATOR_NAME][1]),
            200);
    }
}

Test(model, extreme_counts_stay_in_bounds)
{
    struct ras_model model;
    ras_model_default(&model);
    struct ras_levels levels = {{0}};
    for (uint8_t level = 1; level <= RAS_LEVEL_NAME_OTHER; level++) {
        levels.level[RAS_COMPARATOR_NAME] = level;
        const int32_t plain = model.weight[RAS_COMPARATOR_NAME][level];
        static const struct ras_name_frequency extremes[] = {
            {1, 1, 1, UINT32_MAX, 0, 0, 0},
            {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX, 0, 0, 0},
            {0, 0, 0, 1, 0, 0, 0},
            {1, 1, 1, UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX},
            {UINT32_MAX, UINT32_MAX, UINT32_MAX, 1, 0, 0, 0}};
        for (size_t i = 0; i < 5; i++) {
            const int32_t change = ras_model_weight(&model, &levels, &extremes[i]) - plain;
            cr_expect(change >= -8000 && change <= 14000);
        }
    }
}

Test(model, a_household_counts_up_to_its_limit)
{
    struct ras_model model;
    ras_model_default(&model);
    struct ras_levels family = {{0}};
    for (unsigned i = RAS_COMPARATOR_COMMUNE; i < RAS_COMPARATOR_COUNT; i++)
        family.level[i] = 1;
    cr_assert_eq(ras_model_weight(&model, &family, NULL), model.household_max);
    family.level[RAS_COMPARATOR_NAME] = RAS_LEVEL_NAME_SIBLING;
    family.level[RAS_COMPARATOR_BIRTH_DATE] = RAS_LEVEL_BIRTH_DATE_OTHER;
    family.level[RAS_COMPARATOR_SEX] = RAS_LEVEL_SEX_EQUAL;
    cr_assert_lt(ras_model_weight(&model, &family, NULL), 13000); /* less than 1 in 10,000 odds */
}

Test(model, shares_sum_to_the_weight)
{
    struct ras_model model;
    ras_model_default(&model);
    uint64_t state = 5;
    for (unsigned round = 0; round < 20000; round++) {
        const struct ras_levels levels = random_levels(&state);
        const struct ras_name_frequency frequency = {(uint32_t)(state >> 50) + 1,
                                                     (uint32_t)(state >> 45) + 1,
                                                     (uint32_t)(state >> 40) + 1,
                                                     (uint32_t)(state >> 36),
                                                     0,
                                                     0,
                                                     0};
        const struct ras_name_frequency *const given = round % 3 == 0 ? NULL : &frequency;
        int32_t share[RAS_COMPARATOR_COUNT];
        ras_model_explain(&model, &levels, given, share);
        int32_t sum = 0;
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
            sum += share[i];
            if (levels.level[i] == RAS_LEVEL_MISSING)
                cr_assert_eq(share[i], 0);
        }
        cr_assert_eq(sum, ras_model_weight(&model, &levels, given));
    }
}

/* ---- model.json ---- */

static struct ras_bytes json_of(const struct ras_model *model, struct ras_text *text)
{
    ras_text_init(text);
    ras_model_json(model, text);
    return (struct ras_bytes){text->data, text->length};
}

Test(model, json_comes_back_byte_for_byte)
{
    uint64_t state = 9;
    for (unsigned round = 0; round < 20; round++) {
        struct ras_model model;
        ras_model_default(&model);
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT && round > 0; i++)
            for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)i); level++) {
                state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
                model.m[i][level] = exp2(-(double)(state >> 40) / 400000);
                model.u[i][level] = exp2(-(double)(state >> 38 & 0xFFFFFF) / 400000);
            }
        strcpy(model.provenance, "đào tạo \"2026\"\t\\ 1\x01");
        model.match_margin = 5125;
        ras_model_refresh(&model);
        struct ras_text first;
        struct ras_text second;
        const struct ras_bytes json = json_of(&model, &first);
        struct ras_model back;
        struct ras_error error;
        cr_assert_eq(ras_model_parse(json, "model.json", &back, &error), RAS_OK, "%s",
                     error.message);
        const struct ras_bytes again = json_of(&back, &second);
        cr_assert(ras_bytes_equal(json, again));
        cr_assert_eq(memcmp(model.weight, back.weight, sizeof model.weight), 0);
        cr_assert_str_eq(model.provenance, back.provenance);
        cr_assert_eq(model.full_reference, back.full_reference);
        cr_assert_eq(model.absence, back.absence);
        ras_text_fini(&first);
        ras_text_fini(&second);
    }
}

/* The default model with the first `old` replaced by `new`. */
static enum ras_status parse_with(const char *old, const char *new, struct ras_error *error)
{
    struct ras_model model;
    struct ras_text text;
    struct ras_text changed;
    ras_model_default(&model);
    (void)json_of(&model, &text);
    ras_text_char(&text, '\0');
    const char *const at = strstr(text.data, old);
    cr_assert_not_null(at, "%s", old);
    ras_text_init(&changed);
    ras_text_bytes(&changed, (struct ras_bytes){text.data, (size_t)(at - text.data)});
    ras_text_string(&changed, new);
    ras_text_string(&changed, at + strlen(old));
    memset(error, 0, sizeof *error);
    const enum ras_status status = ras_model_parse((struct ras_bytes){changed.data, changed.length},
                                                   "model.json", &model, error);
    ras_text_fini(&text);
    ras_text_fini(&changed);
    return status;
}

Test(model, bad_json_is_told_with_its_line)
{
    static const struct {
        const char *old;
        const char *new;
        uint64_t line;
        const char *message;
    } rows[] = {
        {"rasoat-model", "other", 2, "not a model: format is 'other'"},
        {"\"version\": 1", "\"version\": 2", 3, "this program reads models of version 1"},
        {"\"coverage\"", "\"covrage\"", 5, "unknown key 'covrage'"},
        {"\"coverage\": 0.9", "\"coverage\": 0", 5, "a probability must lie between 1e-15 and 1"},
        {"\"coverage\": 0.9", "\"coverage\": 1.5", 5, "a probability must lie between 1e-15 and 1"},
        {"\"coverage\": 0.9", "\"coverage\": -0.5", 5,
         "a probability must lie between 1e-15 and 1"},
        {"\"coverage\": 0.9", "\"coverage\": high", 5, "expected a number of at most 15 digits"},
        {"\"coverage\": 0.9,", "\"coverage\": 0.9", 6, "expected ','"},
        {"\"coverage\"", "\"version\"", 5, "key 'version' is there twice"},
        {"6.000", "-6.000", 8, "bits must lie between 0 and 1000"},
        {"\"name\": \"name\"", "\"name\": \"nmae\"", 12, "unknown comparator 'nmae'"},
        {"\"name\": \"date\"", "\"name\": \"name\"", 30, "comparator 'name' is there twice"},
        {"\"name\": \"equal\"", "\"name\": \"eqal\"", 14, "comparator 'name' has no level 'eqal'"},
        {"\"name\": \"tone\"", "\"name\": \"equal\"", 16, "level 'equal' is there twice"},
        {"\"m\": 0.84", "\"x\": 0.84", 14, "unknown key 'x' in a level"},
        {"\"m\": 0.84", "\"u\": 0.84", 14, "key 'u' is there twice"},
        {"\"m\": 0.84, ", "", 14, "a level lacks 'm'"},
        {"\"bits\": 13", "\"bits\": 013", 14, "expected a number of at most 15 digits"},
        {"\"name\": \"name\",", "", 13, "'name' must come before 'levels'"},
        {"\"default", "\"\\x", 4, "a character that a string cannot hold as it stands"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ras_error error;
        cr_expect_eq(parse_with(rows[i].old, rows[i].new, &error), RAS_CONFIG, "%s", rows[i].new);
        cr_expect_eq(error.line_number, rows[i].line, "%s: line %lu", rows[i].new,
                     (unsigned long)error.line_number);
        cr_expect_str_eq(error.message, rows[i].message);
        cr_expect_str_eq(error.source, "model.json");
    }
}

Test(model, levels_left_out_are_told)
{
    struct ras_error error;
    struct ras_model model;
    cr_expect_eq(
        parse_with("{\"name\": \"other\", \"m\": 0.015, \"u\": 0.5, \"bits\": -5.059}", "", &error),
        RAS_CONFIG);
    cr_expect_eq(ras_model_parse(RAS_LITERAL("{\"comparators\": []}"), "m", &model, &error),
                 RAS_CONFIG);
    cr_expect_str_eq(error.message, "comparator 'name' is not there");
    cr_expect_eq(ras_model_parse(RAS_LITERAL("{}"), "m", &model, &error), RAS_CONFIG);
    cr_expect_str_eq(error.message, "'format', 'version' and 'comparators' must be there");
    cr_expect_eq(ras_model_parse((struct ras_bytes){NULL, 0}, "m", &model, &error), RAS_CONFIG);
    cr_expect_str_eq(error.message, "the file ends before '{'");
    cr_expect_eq(ras_model_parse((struct ras_bytes){NULL, 0}, "m", &model, NULL), RAS_CONFIG);
}

/* A file torn at any byte is an error, never a model and never a crash. */
Test(model, torn_json_is_refused)
{
    struct ras_model model;
    struct ras_text text;
    ras_model_default(&model);
    const struct ras_bytes json = json_of(&model, &text);
    for (size_t length = 0; length + 1 < json.length; length++) {
        struct ras_error error;
        char *const torn = malloc(length + 1); /* its own block: reads beyond it are caught */
        memcpy(torn, json.data, length);
        cr_assert_eq(ras_model_parse((struct ras_bytes){torn, length}, "m", &model, &error),
                     RAS_CONFIG, "%zu", length);
        free(torn);
    }
    ras_text_fini(&text);
}

Test(model, strings_are_unescaped)
{
    struct ras_error error;
    struct ras_model model;
    struct ras_text text;
    ras_model_default(&model);
    strcpy(model.provenance, "@");
    const struct ras_bytes json = json_of(&model, &text);
    static const struct {
        const char *written;
        const char *read;
    } rows[] = {{"\\u0041\\n\\/", "A\n/"},
                {"\\u0111\\u1ea1\\uD83D\\uDE00", "đạ\xF0\x9F\x98\x80"},
                {"\\ud83dx", "\xEF\xBF\xBDx"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct ras_text changed;
        const char *const at = memchr(json.data, '@', json.length);
        ras_text_init(&changed);
        ras_text_bytes(&changed, (struct ras_bytes){json.data, (size_t)(at - json.data)});
        ras_text_string(&changed, rows[i].written);
        ras_text_bytes(&changed,
                       (struct ras_bytes){at + 1, json.length - 1 - (size_t)(at - json.data)});
        struct ras_model back;
        cr_expect_eq(
            ras_model_parse((struct ras_bytes){changed.data, changed.length}, "m", &back, &error),
            RAS_OK);
        cr_expect_str_eq(back.provenance, rows[i].read);
        ras_text_fini(&changed);
    }
    ras_text_fini(&text);
}

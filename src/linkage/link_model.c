/* The model of a linkage: weights, and the JSON it is kept in. */
#include "linkage/link_model.h"

#include "base/bytes.h"
#include "base/try.h"
#include "score/decimal.h"
#include "score/json_cursor.h"

#include <math.h>
#include <string.h>

#define FORMAT_NAME       "rasoat-linkage-model"
#define VERSION           1
#define NAME_MAX          128
#define PROBABILITY_MIN   1e-15
#define ARENA_BLOCK_BYTES ((size_t)4 << 10)

void ras_link_model_init(struct ras_link_model *model)
{
    *model = (struct ras_link_model){.prior = 0};
    ras_arena_init(&model->arena, ARENA_BLOCK_BYTES);
    for (unsigned i = 0; i < RAS_LINK_COMPARISONS_MAX; i++)
        ras_vector_init(&model->variants[i], sizeof(struct ras_link_variant));
}

void ras_link_model_fini(struct ras_link_model *model)
{
    for (unsigned i = 0; i < RAS_LINK_COMPARISONS_MAX; i++)
        ras_vector_fini(&model->variants[i]);
    ras_arena_fini(&model->arena);
}

enum ras_status ras_link_model_variant(struct ras_link_model *model, unsigned comparison,
                                       struct ras_bytes a, struct ras_bytes b,
                                       struct ras_error *error)
{
    void *item = NULL;
    const struct ras_link_variant copy = {ras_arena_copy(&model->arena, a),
                                          ras_arena_copy(&model->arena, b)};
    if (copy.a.data == NULL || copy.b.data == NULL)
        return ras_no_memory(error, a.length + b.length);
    RAS_TRY(ras_vector_extend(&model->variants[comparison], 1, &item, error));
    *(struct ras_link_variant *)item = copy;
    return RAS_OK;
}

int32_t ras_link_millibits(double value)
{
    return (int32_t)lround(value * RAS_LINK_MILLIBITS);
}

int32_t ras_link_weight(const struct ras_link_model *model, unsigned comparison, unsigned level)
{
    const struct ras_link_levels *const levels = &model->comparisons[comparison];
    if (level == 0)
        return 0;
    return ras_link_millibits(log2(levels->m[level] / levels->u[level]));
}

int32_t ras_link_prior_weight(const struct ras_link_model *model)
{
    return ras_link_millibits(log2(model->prior / (1 - model->prior)));
}

double ras_link_probability(double bits)
{
    return 1 / (1 + exp2(-bits));
}

int32_t ras_link_threshold(double probability)
{
    const double kept = fmin(fmax(probability, PROBABILITY_MIN), 1 - PROBABILITY_MIN);
    return (int32_t)ceil(log2(kept / (1 - kept)) * RAS_LINK_MILLIBITS);
}

/* ---- JSON ---- */

static void probability_write(struct ras_text *out, double value)
{
    const double kept = value < PROBABILITY_MIN ? PROBABILITY_MIN : value > 1 ? 1 : value;
    ras_decimal_write(out, ras_decimal_of(kept));
}

/* Left out where there are none. */
static void variants_write(struct ras_text *out, const struct ras_vector *variants)
{
    const struct ras_link_variant *const variant = variants->data;
    for (size_t i = 0; i < variants->count; i++) {
        ras_text_string(out, i == 0 ? ", \"variants\": [\n      [" : ", [");
        ras_text_json(out, variant[i].a);
        ras_text_string(out, ", ");
        ras_text_json(out, variant[i].b);
        ras_text_char(out, ']');
    }
    if (variants->count > 0)
        ras_text_string(out, "\n    ]");
}

static void comparison_write(struct ras_text *out, const struct ras_link_model *model,
                             const struct ras_link_comparison *comparison, unsigned number)
{
    ras_text_string(out, "    {\"name\": ");
    ras_text_json(out, ras_bytes_of(comparison->name));
    ras_text_string(out, ", \"levels\": [\n");
    for (unsigned level = 1; level < comparison->level_count; level++) {
        ras_text_string(out, "      {\"name\": ");
        ras_text_json(out, ras_bytes_of(comparison->level_names[level]));
        ras_text_string(out, ", \"m\": ");
        probability_write(out, model->comparisons[number].m[level]);
        ras_text_string(out, ", \"u\": ");
        probability_write(out, model->comparisons[number].u[level]);
        ras_text_string(out, ", \"bits\": ");
        ras_text_fixed(out, ras_link_weight(model, number, level), 3);
        ras_text_string(out, level + 1 < comparison->level_count ? "},\n" : "}\n");
    }
    ras_text_string(out, "    ]");
    variants_write(out, &model->variants[number]);
    ras_text_char(out, '}');
}

void ras_link_model_json(const struct ras_link_model *model, const struct ras_link_schema *schema,
                         struct ras_text *out)
{
    ras_text_string(out, "{\n  \"format\": \"" FORMAT_NAME "\",\n  \"version\": ");
    ras_text_unsigned(out, VERSION);
    ras_text_string(out, ",\n  \"prior\": ");
    probability_write(out, model->prior);
    ras_text_string(out, ",\n  \"iterations\": ");
    ras_text_unsigned(out, model->iterations);
    ras_text_format(out, ",\n  \"converged\": %s,\n", model->converged ? "true" : "false");
    if (model->true_pairs > 0)
        ras_text_format(out, "  \"true_pairs\": %llu,\n", (unsigned long long)model->true_pairs);
    ras_text_string(out, "  \"comparisons\": [\n");
    for (unsigned i = 0; i < schema->comparison_count; i++) {
        comparison_write(out, model, &schema->comparisons[i], i);
        ras_text_string(out, i + 1 < schema->comparison_count ? ",\n" : "\n");
    }
    ras_text_string(out, "  ]\n}\n");
}

/* The next member must have this key. */
static enum ras_status member_expect(struct ras_json_cursor *cursor, bool *first, const char *key)
{
    char found[NAME_MAX];
    bool more = false;
    RAS_TRY(ras_json_member(cursor, first, found, sizeof found, &more));
    if (!more)
        return ras_json_fail(cursor, "member '%s' is missing", key);
    return strcmp(found, key) == 0 ? RAS_OK
                                   : ras_json_fail(cursor, "'%s' expected, not '%s'", key, found);
}

static enum ras_status object_done(struct ras_json_cursor *cursor, bool *first)
{
    char found[NAME_MAX];
    bool more = false;
    RAS_TRY(ras_json_member(cursor, first, found, sizeof found, &more));
    return more ? ras_json_fail(cursor, "unknown member '%s'", found) : RAS_OK;
}

static enum ras_status probability_read(struct ras_json_cursor *cursor, double *value)
{
    struct ras_decimal number;
    RAS_TRY(ras_json_number(cursor, &number));
    *value = ras_decimal_value(number);
    if (!(*value >= PROBABILITY_MIN && *value <= 1))
        return ras_json_fail(cursor, "a probability must lie between 1e-15 and 1");
    return RAS_OK;
}

static enum ras_status text_expect(struct ras_json_cursor *cursor, const char *wanted)
{
    char text[NAME_MAX];
    RAS_TRY(ras_json_take_string(cursor, text, sizeof text));
    return strcmp(text, wanted) == 0
               ? RAS_OK
               : ras_json_fail(cursor, "'%s' expected, not '%s'", wanted, text);
}

static enum ras_status level_read(struct ras_json_cursor *cursor,
                                  const struct ras_link_comparison *comparison, unsigned level,
                                  struct ras_link_levels *levels)
{
    bool first = true;
    struct ras_decimal bits;
    RAS_TRY(ras_json_expect(cursor, '{'));
    RAS_TRY(member_expect(cursor, &first, "name"));
    RAS_TRY(text_expect(cursor, comparison->level_names[level]));
    RAS_TRY(member_expect(cursor, &first, "m"));
    RAS_TRY(probability_read(cursor, &levels->m[level]));
    RAS_TRY(member_expect(cursor, &first, "u"));
    RAS_TRY(probability_read(cursor, &levels->u[level]));
    RAS_TRY(member_expect(cursor, &first, "bits"));
    RAS_TRY(ras_json_number(cursor, &bits)); /* for people: what m and u say holds */
    return object_done(cursor, &first);
}

static enum ras_status variant_read(struct ras_json_cursor *cursor, struct ras_link_model *model,
                                    unsigned number)
{
    char words[2][NAME_MAX];
    bool first = true;
    bool more = false;
    RAS_TRY(ras_json_expect(cursor, '['));
    for (unsigned i = 0; i < 3; i++) {
        RAS_TRY(ras_json_element(cursor, &first, &more));
        if (more != (i < 2))
            return ras_json_fail(cursor, "a variant is two words");
        if (more)
            RAS_TRY(ras_json_take_string(cursor, words[i], NAME_MAX));
    }
    return ras_link_model_variant(model, number, ras_bytes_of(words[0]), ras_bytes_of(words[1]),
                                  cursor->error);
}

/* The rest of a comparison: its variants, or nothing. */
static enum ras_status variants_read(struct ras_json_cursor *cursor, bool *first,
                                     struct ras_link_model *model, unsigned number)
{
    char key[NAME_MAX];
    bool more = false;
    bool first_variant = true;
    RAS_TRY(ras_json_member(cursor, first, key, sizeof key, &more));
    if (!more)
        return RAS_OK;
    if (strcmp(key, "variants") != 0)
        return ras_json_fail(cursor, "unknown member '%s'", key);
    RAS_TRY(ras_json_expect(cursor, '['));
    for (;;) {
        RAS_TRY(ras_json_element(cursor, &first_variant, &more));
        if (!more)
            return object_done(cursor, first);
        RAS_TRY(variant_read(cursor, model, number));
    }
}

static enum ras_status comparison_read(struct ras_json_cursor *cursor,
                                       const struct ras_link_comparison *comparison,
                                       unsigned number, struct ras_link_model *model)
{
    struct ras_link_levels *const levels = &model->comparisons[number];
    bool first = true;
    bool more = false;
    unsigned level = 1;
    RAS_TRY(ras_json_expect(cursor, '{'));
    RAS_TRY(member_expect(cursor, &first, "name"));
    RAS_TRY(text_expect(cursor, comparison->name));
    RAS_TRY(member_expect(cursor, &first, "levels"));
    RAS_TRY(ras_json_expect(cursor, '['));
    bool first_level = true;
    for (;; level++) {
        RAS_TRY(ras_json_element(cursor, &first_level, &more));
        if (!more)
            break;
        if (level >= comparison->level_count)
            return ras_json_fail(cursor, "'%s' has more levels than the config", comparison->name);
        RAS_TRY(level_read(cursor, comparison, level, levels));
    }
    if (level != comparison->level_count)
        return ras_json_fail(cursor, "'%s' has fewer levels than the config", comparison->name);
    return variants_read(cursor, &first, model, number);
}

static enum ras_status header_read(struct ras_json_cursor *cursor, bool *first,
                                   struct ras_link_model *model)
{
    struct ras_decimal number;
    RAS_TRY(member_expect(cursor, first, "format"));
    RAS_TRY(text_expect(cursor, FORMAT_NAME));
    RAS_TRY(member_expect(cursor, first, "version"));
    RAS_TRY(ras_json_number(cursor, &number));
    if (ras_decimal_value(number) != VERSION)
        return ras_json_fail(cursor, "only version %d can be read", VERSION);
    RAS_TRY(member_expect(cursor, first, "prior"));
    RAS_TRY(probability_read(cursor, &model->prior));
    if (model->prior >= 1)
        return ras_json_fail(cursor, "the prior must be below 1");
    RAS_TRY(member_expect(cursor, first, "iterations"));
    RAS_TRY(ras_json_number(cursor, &number));
    model->iterations = (uint32_t)ras_decimal_value(number);
    return RAS_OK;
}

/* true or false: the cursor has no such reader, since no other document holds one. */
static enum ras_status boolean_read(struct ras_json_cursor *cursor, bool *value)
{
    while (cursor->at < cursor->text.length && cursor->text.data[cursor->at] == ' ')
        cursor->at++;
    const struct ras_bytes left = {cursor->text.data + cursor->at,
                                   cursor->text.length - cursor->at};
    *value = left.length >= 4 && memcmp(left.data, "true", 4) == 0;
    const bool no = left.length >= 5 && memcmp(left.data, "false", 5) == 0;
    cursor->token = cursor->at;
    cursor->at += *value ? 4 : no ? 5 : 0;
    return *value || no ? RAS_OK : ras_json_fail(cursor, "true or false expected");
}

/* Up to the comparisons: how many true pairs were counted, or nothing. */
static enum ras_status true_pairs_read(struct ras_json_cursor *cursor, bool *first,
                                       struct ras_link_model *model)
{
    char found[NAME_MAX];
    bool more = false;
    struct ras_decimal number;
    RAS_TRY(ras_json_member(cursor, first, found, sizeof found, &more));
    if (more && strcmp(found, "comparisons") == 0)
        return RAS_OK;
    if (!more || strcmp(found, "true_pairs") != 0)
        return ras_json_fail(cursor, "'comparisons' expected");
    RAS_TRY(ras_json_number(cursor, &number));
    model->true_pairs = (uint64_t)ras_decimal_value(number);
    return member_expect(cursor, first, "comparisons");
}

enum ras_status ras_link_model_parse(struct ras_bytes json, const char *source,
                                     const struct ras_link_schema *schema,
                                     struct ras_link_model *model, struct ras_error *error)
{
    struct ras_json_cursor cursor;
    bool first = true;
    bool more = false;
    ras_json_begin(&cursor, json, source, error);
    RAS_TRY(ras_json_expect(&cursor, '{'));
    RAS_TRY(header_read(&cursor, &first, model));
    RAS_TRY(member_expect(&cursor, &first, "converged"));
    RAS_TRY(boolean_read(&cursor, &model->converged));
    RAS_TRY(true_pairs_read(&cursor, &first, model));
    RAS_TRY(ras_json_expect(&cursor, '['));
    bool first_comparison = true;
    for (unsigned i = 0;; i++) {
        RAS_TRY(ras_json_element(&cursor, &first_comparison, &more));
        if (more != (i < schema->comparison_count))
            return ras_json_fail(&cursor, "the model has %s comparisons than the config",
                                 more ? "more" : "fewer");
        if (!more)
            break;
        RAS_TRY(comparison_read(&cursor, &schema->comparisons[i], i, model));
    }
    RAS_TRY(object_done(&cursor, &first));
    return ras_json_end(&cursor);
}

/* model.json: written for people to read and for the next run to load.
 *
 *   { "format": "rasoat-model", "version": 1, "provenance": "...", "coverage": 0.9, ...
 *     "comparators": [ { "name": "name", "levels": [
 *       { "name": "equal", "m": 0.86, "u": 0.000083, "bits": 13.339 }, ... ] }, ... ] } */
#include "score/model.h"

#include "base/bytes.h"
#include "base/try.h"
#include "score/json_cursor.h"

#include <string.h>

#define FORMAT_NAME "rasoat-model"
#define VERSION     1
#define KEY_MAX     64
#define BITS_MAX    1000000 /* millibits: what a setting in bits may be at most */
#define MILLIONTHS  1000000

/* Settings beside the comparators: SETTING(name in the file). */
#define SETTINGS(SETTING)                                                                          \
    SETTING(format)                                                                                \
    SETTING(version)                                                                               \
    SETTING(provenance)                                                                            \
    SETTING(coverage)                                                                              \
    SETTING(match_probability)                                                                     \
    SETTING(review_probability)                                                                    \
    SETTING(match_margin_bits)                                                                     \
    SETTING(household_bits_max)                                                                    \
    SETTING(name_frequency)                                                                        \
    SETTING(comparators)

enum setting {
#define SETTING(name) SETTING_##name,
    SETTINGS(SETTING)
#undef SETTING
        SETTING_COUNT
};

static const char *const setting_names[] = {
#define SETTING(name) #name,
    SETTINGS(SETTING)
#undef SETTING
};

/* ---- writing ---- */

static void key_write(struct ras_text *out, const char *indent, enum setting setting)
{
    ras_text_format(out, "%s\"%s\": ", indent, setting_names[setting]);
}

static void level_write(struct ras_text *out, const struct ras_model *model, unsigned comparator,
                        unsigned level)
{
    ras_text_string(out, "        {\"name\": ");
    ras_text_json(out, ras_bytes_of(ras_level_name((enum ras_comparator)comparator, level)));
    ras_text_string(out, ", \"m\": ");
    ras_decimal_write(out, ras_decimal_of(model->m[comparator][level]));
    ras_text_string(out, ", \"u\": ");
    ras_decimal_write(out, ras_decimal_of(model->u[comparator][level]));
    ras_text_string(out, ", \"bits\": ");
    ras_text_fixed(out, model->weight[comparator][level], 3);
    ras_text_char(out, '}');
}

static void comparator_write(struct ras_text *out, const struct ras_model *model,
                             unsigned comparator)
{
    ras_text_string(out, "    {\n      \"name\": ");
    ras_text_json(out, ras_bytes_of(ras_comparator_name((enum ras_comparator)comparator)));
    ras_text_string(out, ",\n      \"levels\": [\n");
    const unsigned count = ras_level_count((enum ras_comparator)comparator);
    for (unsigned level = 1; level <= count; level++) {
        level_write(out, model, comparator, level);
        ras_text_string(out, level < count ? ",\n" : "\n");
    }
    ras_text_string(out, "      ]\n    }");
}

void ras_model_json(const struct ras_model *model, struct ras_text *out)
{
    ras_text_string(out, "{\n");
    key_write(out, "  ", SETTING_format);
    ras_text_string(out, "\"" FORMAT_NAME "\"");
    key_write(out, ",\n  ", SETTING_version);
    ras_text_unsigned(out, VERSION);
    key_write(out, ",\n  ", SETTING_provenance);
    ras_text_json(out, ras_bytes_of(model->provenance));
    key_write(out, ",\n  ", SETTING_coverage);
    ras_decimal_write(out, ras_decimal_of(model->coverage));
    key_write(out, ",\n  ", SETTING_match_probability);
    ras_text_fixed(out, model->match_probability, 6);
    key_write(out, ",\n  ", SETTING_review_probability);
    ras_text_fixed(out, model->review_probability, 6);
    key_write(out, ",\n  ", SETTING_match_margin_bits);
    ras_text_fixed(out, model->match_margin, 3);
    key_write(out, ",\n  ", SETTING_household_bits_max);
    ras_text_fixed(out, model->household_max, 3);
    if (!model->name_frequency) {
        key_write(out, ",\n  ", SETTING_name_frequency);
        ras_text_char(out, '0');
    }
    key_write(out, ",\n  ", SETTING_comparators);
    ras_text_string(out, "[\n");
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        comparator_write(out, model, i);
        ras_text_string(out, i + 1 < RAS_COMPARATOR_COUNT ? ",\n" : "\n");
    }
    ras_text_string(out, "  ]\n}\n");
}

/* ---- reading ---- */

static enum ras_status probability_read(struct ras_json_cursor *cursor, double *probability)
{
    struct ras_decimal number;
    RAS_TRY(ras_json_number(cursor, &number));
    const double value = ras_decimal_value(number);
    if (!(value >= RAS_PROBABILITY_MIN && value <= 1))
        return ras_json_fail(cursor, "a probability must lie between 1e-15 and 1");
    *probability = value;
    return RAS_OK;
}

static enum ras_status millionths_read(struct ras_json_cursor *cursor, uint32_t *millionths)
{
    double probability = 0;
    RAS_TRY(probability_read(cursor, &probability));
    *millionths = (uint32_t)(probability * MILLIONTHS + 0.5);
    return RAS_OK;
}

static enum ras_status millibits_read(struct ras_json_cursor *cursor, int32_t *millibits)
{
    struct ras_decimal number;
    int64_t scaled;
    RAS_TRY(ras_json_number(cursor, &number));
    if (!ras_decimal_scaled(number, RAS_MILLIBITS, &scaled) || scaled < 0 || scaled > BITS_MAX)
        return ras_json_fail(cursor, "bits must lie between 0 and %d", BITS_MAX / RAS_MILLIBITS);
    *millibits = (int32_t)scaled;
    return RAS_OK;
}

static enum ras_status name_frequency_read(struct ras_json_cursor *cursor, bool *name_frequency)
{
    struct ras_decimal number;
    RAS_TRY(ras_json_number(cursor, &number));
    const double value = ras_decimal_value(number);
    if (value != 0 && value != 1)
        return ras_json_fail(cursor, "name_frequency must be 0 or 1");
    *name_frequency = value != 0;
    return RAS_OK;
}

/* The name of a level of this comparator; 0 and an error where it has none such. */
static enum ras_status level_named(struct ras_json_cursor *cursor, unsigned comparator,
                                   unsigned *level)
{
    char name[KEY_MAX];
    RAS_TRY(ras_json_take_string(cursor, name, sizeof name));
    const enum ras_comparator which = (enum ras_comparator)comparator;
    for (*level = ras_level_count(which); *level > 0; --*level)
        if (strcmp(name, ras_level_name(which, *level)) == 0)
            return RAS_OK;
    return ras_json_fail(cursor, "comparator '%s' has no level '%s'", ras_comparator_name(which),
                         name);
}

static enum ras_status level_read(struct ras_json_cursor *cursor, unsigned comparator,
                                  struct ras_model *model, unsigned *seen)
{
    static const char *const keys[] = {"name", "m", "u", "bits"};
    unsigned level = 0;
    double m = 0;
    double u = 0;
    struct ras_decimal bits;
    unsigned members = 0; /* bit per entry of keys */
    bool first = true;
    bool more;
    char key[KEY_MAX];
    RAS_TRY(ras_json_expect(cursor, '{'));
    for (;;) {
        RAS_TRY(ras_json_member(cursor, &first, key, sizeof key, &more));
        if (!more)
            break;
        unsigned k = 0;
        while (k < 4 && strcmp(key, keys[k]) != 0)
            k++;
        if (k == 4)
            return ras_json_fail(cursor, "unknown key '%s' in a level", key);
        if (members >> k & 1)
            return ras_json_fail(cursor, "key '%s' is there twice", key);
        members |= 1u << k;
        switch (k) {
        case 0: RAS_TRY(level_named(cursor, comparator, &level)); break;
        case 1: RAS_TRY(probability_read(cursor, &m)); break;
        case 2: RAS_TRY(probability_read(cursor, &u)); break;
        default: RAS_TRY(ras_json_number(cursor, &bits)); break;
        }
    }
    for (unsigned k = 0; k < 3; k++)
        if (!(members >> k & 1))
            return ras_json_fail(cursor, "a level lacks '%s'", keys[k]);
    if (*seen >> level & 1)
        return ras_json_fail(cursor, "level '%s' is there twice",
                             ras_level_name((enum ras_comparator)comparator, level));
    *seen |= 1u << level;
    model->m[comparator][level] = m;
    model->u[comparator][level] = u;
    return RAS_OK;
}

static enum ras_status levels_read(struct ras_json_cursor *cursor, unsigned comparator,
                                   struct ras_model *model)
{
    unsigned seen = 0;
    bool first = true;
    bool more;
    RAS_TRY(ras_json_expect(cursor, '['));
    for (;;) {
        RAS_TRY(ras_json_element(cursor, &first, &more));
        if (!more)
            break;
        RAS_TRY(level_read(cursor, comparator, model, &seen));
    }
    const enum ras_comparator which = (enum ras_comparator)comparator;
    for (unsigned level = 1; level <= ras_level_count(which); level++)
        if (!(seen >> level & 1))
            return ras_json_fail(cursor, "comparator '%s' lacks level '%s'",
                                 ras_comparator_name(which), ras_level_name(which, level));
    return RAS_OK;
}

static enum ras_status comparator_named(struct ras_json_cursor *cursor, unsigned *comparator)
{
    char name[KEY_MAX];
    RAS_TRY(ras_json_take_string(cursor, name, sizeof name));
    for (*comparator = 0; *comparator < RAS_COMPARATOR_COUNT; ++*comparator)
        if (strcmp(name, ras_comparator_name((enum ras_comparator) * comparator)) == 0)
            return RAS_OK;
    return ras_json_fail(cursor, "unknown comparator '%s'", name);
}

static enum ras_status comparator_read(struct ras_json_cursor *cursor, struct ras_model *model,
                                       unsigned *seen)
{
    unsigned comparator = RAS_COMPARATOR_COUNT;
    bool levels = false;
    bool first = true;
    bool more;
    char key[KEY_MAX];
    RAS_TRY(ras_json_expect(cursor, '{'));
    for (;;) {
        RAS_TRY(ras_json_member(cursor, &first, key, sizeof key, &more));
        if (!more)
            break;
        if (strcmp(key, "name") == 0 && comparator == RAS_COMPARATOR_COUNT) {
            RAS_TRY(comparator_named(cursor, &comparator));
            if (*seen >> comparator & 1)
                return ras_json_fail(cursor, "comparator '%s' is there twice",
                                     ras_comparator_name((enum ras_comparator)comparator));
        } else if (strcmp(key, "levels") == 0 && !levels) {
            if (comparator == RAS_COMPARATOR_COUNT)
                return ras_json_fail(cursor, "'name' must come before 'levels'");
            RAS_TRY(levels_read(cursor, comparator, model));
            levels = true;
        } else {
            return ras_json_fail(cursor, "unknown or doubled key '%s' in a comparator", key);
        }
    }
    if (!levels)
        return ras_json_fail(cursor, "a comparator lacks 'levels'");
    *seen |= 1u << comparator;
    return RAS_OK;
}

static enum ras_status comparators_read(struct ras_json_cursor *cursor, struct ras_model *model)
{
    unsigned seen = 0;
    bool first = true;
    bool more;
    RAS_TRY(ras_json_expect(cursor, '['));
    for (;;) {
        RAS_TRY(ras_json_element(cursor, &first, &more));
        if (!more)
            break;
        RAS_TRY(comparator_read(cursor, model, &seen));
    }
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        if (!(seen >> i & 1))
            return ras_json_fail(cursor, "comparator '%s' is not there",
                                 ras_comparator_name((enum ras_comparator)i));
    return RAS_OK;
}

static enum ras_status format_read(struct ras_json_cursor *cursor)
{
    char format[KEY_MAX];
    RAS_TRY(ras_json_take_string(cursor, format, sizeof format));
    return strcmp(format, FORMAT_NAME) == 0
               ? RAS_OK
               : ras_json_fail(cursor, "not a model: format is '%s'", format);
}

static enum ras_status version_read(struct ras_json_cursor *cursor)
{
    struct ras_decimal number;
    RAS_TRY(ras_json_number(cursor, &number));
    return ras_decimal_value(number) == VERSION
               ? RAS_OK
               : ras_json_fail(cursor, "this program reads models of version %d", VERSION);
}

static enum ras_status setting_read(struct ras_json_cursor *cursor, enum setting setting,
                                    struct ras_model *model)
{
    switch (setting) {
    case SETTING_format: return format_read(cursor);
    case SETTING_version: return version_read(cursor);
    case SETTING_provenance:
        return ras_json_take_string(cursor, model->provenance, sizeof model->provenance);
    case SETTING_coverage: return probability_read(cursor, &model->coverage);
    case SETTING_match_probability: return millionths_read(cursor, &model->match_probability);
    case SETTING_review_probability: return millionths_read(cursor, &model->review_probability);
    case SETTING_match_margin_bits: return millibits_read(cursor, &model->match_margin);
    case SETTING_household_bits_max: return millibits_read(cursor, &model->household_max);
    case SETTING_name_frequency: return name_frequency_read(cursor, &model->name_frequency);
    case SETTING_comparators: return comparators_read(cursor, model);
    case SETTING_COUNT: break;
    }
    return RAS_OK;
}

enum ras_status ras_model_parse(struct ras_bytes json, const char *source, struct ras_model *model,
                                struct ras_error *error)
{
    struct ras_json_cursor cursor;
    unsigned seen = 0;
    bool first = true;
    bool more;
    char key[KEY_MAX];
    ras_json_begin(&cursor, json, source, error);
    ras_model_default(model);
    model->provenance[0] = '\0';
    RAS_TRY(ras_json_expect(&cursor, '{'));
    for (;;) {
        RAS_TRY(ras_json_member(&cursor, &first, key, sizeof key, &more));
        if (!more)
            break;
        unsigned setting = 0;
        while (setting < SETTING_COUNT && strcmp(key, setting_names[setting]) != 0)
            setting++;
        if (setting == SETTING_COUNT)
            return ras_json_fail(&cursor, "unknown key '%s'", key);
        if (seen >> setting & 1)
            return ras_json_fail(&cursor, "key '%s' is there twice", key);
        seen |= 1u << setting;
        RAS_TRY(setting_read(&cursor, (enum setting)setting, model));
    }
    RAS_TRY(ras_json_end(&cursor));
    const unsigned needed =
        1u << SETTING_format | 1u << SETTING_version | 1u << SETTING_comparators;
    if ((seen & needed) != needed)
        return ras_json_fail(&cursor, "'format', 'version' and 'comparators' must be there");
    ras_model_refresh(model);
    return RAS_OK;
}

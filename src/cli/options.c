/* The parser over the option tables. getopt_long does the splitting; values are read by hand, so
 * that "5x", "-1" and "1e3" are refused and no locale takes part. */
#include "cli/options.h"

#include "base/try.h"
#include "read/headers.h"

#include <assert.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#define OPTIONS_MAX    32
#define OPTION_FIRST   256 /* above every letter: the number of the first table line */
#define SHARE_DECIMALS 6

static const struct ras_command *const commands[] = {
#define COMMAND(name) &ras_command_##name,
#include "cli/commands.def"
#undef COMMAND
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

size_t ras_command_count(void)
{
    return COMMAND_COUNT;
}

const struct ras_command *ras_command_at(size_t position)
{
    assert(position < COMMAND_COUNT);
    return commands[position];
}

const struct ras_command *ras_command_find(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* RAS_USAGE with a filled message, and the nearest word if there is one. */
static enum ras_status fail_usage(struct ras_error *error, enum ras_language language,
                                  enum ras_message message, const char *const values[3],
                                  const char *near)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_message_append(&text, language, message, values[0], values[1], values[2]);
    if (near != NULL)
        ras_message_append(&text, language, RAS_MESSAGE_DID_YOU_MEAN, near, NULL, NULL);
    ras_text_char(&text, '\0');
    const enum ras_status status =
        ras_fail(error, RAS_USAGE, "%s", text.failed ? "wrong usage" : text.data);
    ras_text_fini(&text);
    return status;
}

enum ras_status ras_command_unknown(enum ras_language language, const char *name,
                                    struct ras_error *error)
{
    const char *names[COMMAND_COUNT];
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i]->name;
    return fail_usage(error, language, RAS_MESSAGE_UNKNOWN_COMMAND,
                      (const char *[3]){name, NULL, NULL},
                      ras_header_nearest(name, names, COMMAND_COUNT));
}

void ras_arguments_init(struct ras_arguments *arguments, enum ras_language language)
{
    *arguments = (struct ras_arguments){.language = language,
                                        .resident_count = 100000,
                                        .seed = 1,
                                        .dirt = 1.0,
                                        .civil = 0.17,
                                        .welfare = 0.26,
                                        .vaccination = 1.57};
}

static bool parse_count(const char *text, uint64_t *value)
{
    uint64_t count = 0;
    const size_t length = strspn(text, "0123456789");
    if (length == 0 || text[length] != '\0')
        return false;
    for (size_t i = 0; i < length; i++)
        if (__builtin_mul_overflow(count, 10, &count) ||
            __builtin_add_overflow(count, (uint64_t)(text[i] - '0'), &count))
            return false;
    *value = count;
    return true;
}

/* "1.57": at most six digits before the point, six behind. */
static bool parse_share(const char *text, double *value)
{
    uint64_t scaled = 0;
    unsigned decimals = 0;
    const size_t whole = strspn(text, "0123456789");
    const char *const fraction = text + whole + (text[whole] == '.' ? 1 : 0);
    const size_t digits = text[whole] == '.' ? strspn(fraction, "0123456789") : 0;
    if (whole == 0 || whole > 6 || digits > SHARE_DECIMALS || fraction[digits] != '\0' ||
        (text[whole] == '.' && digits == 0))
        return false;
    for (size_t i = 0; i < whole; i++)
        scaled = scaled * 10 + (uint64_t)(text[i] - '0');
    for (; decimals < SHARE_DECIMALS; decimals++)
        scaled = scaled * 10 + (decimals < digits ? (uint64_t)(fraction[decimals] - '0') : 0);
    *value = (double)scaled / 1e6;
    return true;
}

static enum ras_status fail_range(struct ras_error *error, enum ras_language language,
                                  enum ras_message message, const struct ras_option *option,
                                  const char *given)
{
    char low[24];
    char high[24];
    struct ras_text range;
    (void)snprintf(low, sizeof low, "%llu", (unsigned long long)option->minimum);
    (void)snprintf(high, sizeof high, "%llu", (unsigned long long)option->maximum);
    ras_text_init(&range);
    ras_message_append(&range, language, RAS_MESSAGE_FROM_TO, low, high, NULL);
    ras_text_char(&range, '\0');
    const enum ras_status status =
        fail_usage(error, language, message,
                   (const char *[3]){option->name, range.failed ? "" : range.data, given}, NULL);
    ras_text_fini(&range);
    return status;
}

static enum ras_status take_value(const struct ras_option *option, const char *value,
                                  struct ras_arguments *arguments, struct ras_error *error)
{
    void *const target = (char *)arguments + option->offset;
    const enum ras_language language = arguments->language;
    uint64_t count = 0;
    double share = 0;
    switch (option->kind) {
    case RAS_OPTION_FLAG: *(bool *)target = true; return RAS_OK;
    case RAS_OPTION_COUNT:
        if (!parse_count(value, &count) || count < option->minimum || count > option->maximum)
            return fail_range(error, language, RAS_MESSAGE_OPTION_BAD_COUNT, option, value);
        *(uint64_t *)target = count;
        return RAS_OK;
    case RAS_OPTION_SHARE:
        if (!parse_share(value, &share) || share < (double)option->minimum ||
            share > (double)option->maximum)
            return fail_range(error, language, RAS_MESSAGE_OPTION_BAD_SHARE, option, value);
        *(double *)target = share;
        return RAS_OK;
    case RAS_OPTION_TEXT:
        if (value[0] == '\0') {
            char shown[64];
            (void)snprintf(shown, sizeof shown, "--%s", option->name);
            return fail_usage(error, language, RAS_MESSAGE_OPTION_NEEDS_VALUE,
                              (const char *[3]){shown, NULL, NULL}, NULL);
        }
        *(const char **)target = value;
        return RAS_OK;
    case RAS_OPTION_LANGUAGE:
        if (!ras_language_parse(value, target))
            return fail_usage(error, language, RAS_MESSAGE_OPTION_BAD_LANGUAGE,
                              (const char *[3]){value, NULL, NULL}, NULL);
        return RAS_OK;
    }
    return RAS_OK;
}

/* What getopt_long could not read: `word` is the argument, `letter` the short option or the number
 * of a long one that was given a value it does not take. */
static enum ras_status fail_option(const struct ras_command *command, int code, int letter,
                                   const char *word, enum ras_language language,
                                   struct ras_error *error)
{
    char shown[128];
    const char *names[OPTIONS_MAX];
    char near_shown[64];
    if (letter != 0 && letter < OPTION_FIRST)
        (void)snprintf(shown, sizeof shown, "-%c", letter);
    else
        (void)snprintf(shown, sizeof shown, "%.*s", (int)strcspn(word, "="), word);
    const char *const values[3] = {shown, NULL, NULL};
    if (code == ':')
        return fail_usage(error, language, RAS_MESSAGE_OPTION_NEEDS_VALUE, values, NULL);
    if (letter >= OPTION_FIRST)
        return fail_usage(error, language, RAS_MESSAGE_OPTION_TAKES_NO_VALUE, values, NULL);
    for (size_t i = 0; i < command->option_count; i++)
        names[i] = command->options[i].name;
    const char *const near =
        letter != 0 ? NULL : ras_header_nearest(shown + 2, names, command->option_count);
    (void)snprintf(near_shown, sizeof near_shown, "--%s", near == NULL ? "" : near);
    return fail_usage(error, language, RAS_MESSAGE_UNKNOWN_OPTION, values,
                      near == NULL ? NULL : near_shown);
}

static enum ras_status check_operands(const struct ras_command *command,
                                      const struct ras_arguments *arguments,
                                      struct ras_error *error)
{
    if (arguments->operand_count < command->operands_min)
        return fail_usage(error, arguments->language, RAS_MESSAGE_OPERAND_MISSING,
                          (const char *[3]){command->name, command->usage, NULL}, NULL);
    if (arguments->operand_count > command->operands_max)
        return fail_usage(
            error, arguments->language, RAS_MESSAGE_OPERAND_EXTRA,
            (const char *[3]){command->name, arguments->operands[command->operands_max], NULL},
            NULL);
    return RAS_OK;
}

enum ras_status ras_arguments_parse(const struct ras_command *command, int argc, char **argv,
                                    struct ras_arguments *arguments, struct ras_error *error)
{
    struct option longs[OPTIONS_MAX + 1] = {{NULL, 0, NULL, 0}};
    char shorts[OPTIONS_MAX * 2 + 2] = ":";
    size_t used = 1;
    assert(command->option_count <= OPTIONS_MAX);
    for (size_t i = 0; i < command->option_count; i++) {
        const struct ras_option *const option = &command->options[i];
        longs[i] = (struct option){option->name,
                                   option->argument == NULL ? no_argument : required_argument, NULL,
                                   OPTION_FIRST + (int)i};
        if (option->letter == 0)
            continue;
        shorts[used++] = option->letter;
        if (option->argument != NULL)
            shorts[used++] = ':';
    }
    shorts[used] = '\0';
    opterr = 0;
    optind = 0; /* glibc: start anew */
    for (;;) {
        const int before = optind == 0 ? 1 : optind;
        const int code = getopt_long(argc, argv, shorts, longs, NULL);
        if (code == -1)
            break;
        if (code == '?' || code == ':')
            return fail_option(command, code, optopt, argv[optind > before ? optind - 1 : before],
                               arguments->language, error);
        size_t at = code >= OPTION_FIRST ? (size_t)(code - OPTION_FIRST) : 0;
        while (code < OPTION_FIRST && command->options[at].letter != code)
            at++;
        RAS_TRY(take_value(&command->options[at], optarg, arguments, error));
    }
    arguments->operands = argv + optind;
    arguments->operand_count = (size_t)(argc - optind);
    return arguments->help ? RAS_OK : check_operands(command, arguments, error);
}

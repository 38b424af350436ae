/* The option tables and the parser over them. */
#include "cli/options.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 16

static char storage[1024];
static char *words[WORDS_MAX + 1];

/* "run a.yaml --threads 2" into argv. */
static int split(const char *line)
{
    int count = 0;
    (void)snprintf(storage, sizeof storage, "%s", line);
    for (char *word = strtok(storage, " "); word != NULL; word = strtok(NULL, " "))
        words[count++] = word;
    words[count] = NULL;
    return count;
}

static enum ras_status parse(const char *line, struct ras_arguments *arguments,
                             struct ras_error *error)
{
    const int count = split(line);
    const struct ras_command *const command = ras_command_find(words[0]);
    cr_assert_not_null(command);
    ras_arguments_init(arguments, RAS_ENGLISH);
    memset(error, 0, sizeof *error);
    return ras_arguments_parse(command, count, words, arguments, error);
}

static void refused(const char *line, const char *message)
{
    struct ras_arguments arguments;
    struct ras_error error;
    cr_expect_eq(parse(line, &arguments, &error), RAS_USAGE, "accepted: %s", line);
    cr_expect_str_eq(error.message, message);
}

Test(options, every_command_is_complete)
{
    for (size_t i = 0; i < ras_command_count(); i++) {
        const struct ras_command *const command = ras_command_at(i);
        cr_assert_eq(ras_command_find(command->name), command, "name is unique");
        cr_assert_not_null(command->run);
        cr_assert_leq(command->operands_min, command->operands_max);
        cr_assert_neq(strstr(command->examples, "  rasoat "), NULL);
        for (unsigned language = 0; language < RAS_LANGUAGE_COUNT; language++) {
            cr_assert_neq(command->summary[language][0], '\0');
            cr_assert_eq(command->details[language][strlen(command->details[language]) - 1], '\n');
        }
        bool help = false;
        for (size_t k = 0; k < command->option_count; k++) {
            const struct ras_option *const option = &command->options[k];
            help = help || strcmp(option->name, "help") == 0;
            cr_assert_eq(option->argument == NULL, option->kind == RAS_OPTION_FLAG);
            cr_assert_neq(option->help[RAS_ENGLISH][0], '\0');
            cr_assert_neq(option->help[RAS_VIETNAMESE][0], '\0');
            for (size_t other = 0; other < k; other++)
                cr_assert_str_neq(option->name, command->options[other].name);
        }
        cr_assert(help, "%s has --help", command->name);
    }
    cr_assert_null(ras_command_find(""));
    cr_assert_null(ras_command_find("ru"));
}

Test(options, values_go_where_they_belong)
{
    struct ras_arguments arguments;
    struct ras_error error;
    cr_assert_eq(parse("run a.yaml --threads 2 --limit=10 -q --json --lang vi", &arguments, &error),
                 RAS_OK);
    cr_assert_eq(arguments.thread_count, 2);
    cr_assert_eq(arguments.row_limit, 10);
    cr_assert(arguments.quiet);
    cr_assert(arguments.json);
    cr_assert_eq(arguments.language, RAS_VIETNAMESE);
    cr_assert_eq(arguments.operand_count, 1);
    cr_assert_str_eq(arguments.operands[0], "a.yaml");
    cr_assert_eq(parse("index -o f --threads 256 a.yaml", &arguments, &error), RAS_OK);
    cr_assert_str_eq(arguments.output, "f");
    cr_assert_eq(arguments.thread_count, 256);
    cr_assert_str_eq(arguments.operands[0], "a.yaml");
    cr_assert_eq(parse("match a.yaml - --source s", &arguments, &error), RAS_OK);
    cr_assert_eq(arguments.operand_count, 2);
    cr_assert_str_eq(arguments.operands[1], "-");
    cr_assert_eq(
        parse("generate --residents 7 --seed 0 --dirt 0.5 --welfare 0 d", &arguments, &error),
        RAS_OK);
    cr_assert_eq(arguments.resident_count, 7);
    cr_assert_eq(arguments.seed, 0);
    cr_assert_float_eq(arguments.dirt, 0.5, 1e-12);
    cr_assert_float_eq(arguments.welfare, 0, 1e-12);
    cr_assert_float_eq(arguments.civil, 0.17, 1e-12);
}

Test(options, parsing_twice_starts_anew)
{
    struct ras_arguments arguments;
    struct ras_error error;
    refused("run --bad", "unknown option '--bad'");
    cr_assert_eq(parse("run a -q", &arguments, &error), RAS_OK);
    cr_assert_eq(parse("run b", &arguments, &error), RAS_OK);
    cr_assert_not(arguments.quiet);
}

Test(options, two_dashes_end_the_options)
{
    struct ras_arguments arguments;
    struct ras_error error;
    cr_assert_eq(parse("run -- --json", &arguments, &error), RAS_OK);
    cr_assert_str_eq(arguments.operands[0], "--json");
    cr_assert_not(arguments.json);
}

Test(options, help_needs_no_operand)
{
    struct ras_arguments arguments;
    struct ras_error error;
    cr_assert_eq(parse("run --help", &arguments, &error), RAS_OK);
    cr_assert(arguments.help);
    cr_assert_eq(parse("explain -h", &arguments, &error), RAS_OK);
}

Test(options, mistakes_are_told_with_the_nearest_word)
{
    refused("run a.yaml --thread=2x",
            "option '--threads' must be a whole number from 1 to 256, not '2x'");
    refused("run a.yaml --thraeds 2", "unknown option '--thraeds', did you mean '--threads'?");
    refused("run a.yaml --xyzzyplugh", "unknown option '--xyzzyplugh'");
    refused("run a.yaml -z", "unknown option '-z'");
    refused("run a.yaml -qz", "unknown option '-z'");
    refused("run a.yaml --threads", "option '--threads' needs a value");
    refused("index a.yaml -o", "option '-o' needs a value");
    refused("run a.yaml --json=yes", "option '--json' takes no value");
    refused("run a.yaml --lang fr", "option '--lang' must be vi or en, not 'fr'");
    refused("index a.yaml --output=", "option '--output' needs a value");
    refused("run", "'run' needs more arguments: CONFIG [--threads N] [--limit ROWS] [--quiet] "
                   "[--json]");
    refused("run a b", "'run' takes no argument 'b'");
    cr_assert_eq(ras_command_unknown(RAS_ENGLISH, "rum", NULL), RAS_USAGE);
}

Test(options, numbers_at_their_limits)
{
    refused("run a --threads 0",
            "option '--threads' must be a whole number from 1 to 256, not '0'");
    refused("run a --threads 257",
            "option '--threads' must be a whole number from 1 to 256, not '257'");
    refused("run a --threads -1",
            "option '--threads' must be a whole number from 1 to 256, not '-1'");
    refused("run a --threads 18446744073709551617",
            "option '--threads' must be a whole number from 1 to 256, not '18446744073709551617'");
    refused("run a --limit 0", "option '--limit' must be a whole number from 1 to 1099511627776, "
                               "not '0'");
    refused("generate d --dirt 10.1", "option '--dirt' must be a number from 0 to 10, not '10.1'");
    refused("generate d --dirt -1", "option '--dirt' must be a number from 0 to 10, not '-1'");
    refused("generate d --dirt 1e1", "option '--dirt' must be a number from 0 to 10, not '1e1'");
    refused("generate d --dirt 1.", "option '--dirt' must be a number from 0 to 10, not '1.'");
    refused("generate d --dirt 0.1234567",
            "option '--dirt' must be a number from 0 to 10, not '0.1234567'");
    struct ras_arguments arguments;
    struct ras_error error;
    cr_assert_eq(parse("generate d --seed 18446744073709551615 --dirt 10", &arguments, &error),
                 RAS_OK);
    cr_assert_eq(arguments.seed, UINT64_MAX);
}

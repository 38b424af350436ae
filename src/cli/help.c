/* Help, from the tables of the commands. */
#include "cli/figures.h"
#include "cli/options.h"
#include "rasoat/version.h"

#include <stdio.h>
#include <string.h>

#define LEFT_WIDTH 26 /* letters before the explanation */

static void append_line(struct ras_text *out, const char *left, const char *right)
{
    const size_t width = ras_figure_width(left, strlen(left));
    ras_text_string(out, "  ");
    ras_text_string(out, left);
    for (size_t i = width; i < LEFT_WIDTH; i++)
        ras_text_char(out, ' ');
    ras_text_char(out, ' ');
    ras_text_string(out, right);
    ras_text_char(out, '\n');
}

static void append_heading(struct ras_text *out, enum ras_language language,
                           enum ras_message heading)
{
    ras_text_char(out, '\n');
    ras_text_string(out, ras_message(language, heading));
    ras_text_string(out, ":\n");
}

static void append_option(struct ras_text *out, enum ras_language language,
                          const struct ras_option *option)
{
    char left[80];
    char letter[8] = "    ";
    if (option->letter != 0)
        (void)snprintf(letter, sizeof letter, "-%c, ", option->letter);
    (void)snprintf(left, sizeof left, "%s--%s%s%s", letter, option->name,
                   option->argument == NULL ? "" : " ",
                   option->argument == NULL ? "" : option->argument);
    append_line(out, left, option->help[language]);
}

void ras_help_command(struct ras_text *out, enum ras_language language,
                      const struct ras_command *command)
{
    ras_text_format(out, "rasoat %s: %s\n", command->name, command->summary[language]);
    append_heading(out, language, RAS_MESSAGE_USAGE);
    ras_text_format(out, "  rasoat %s %s\n\n", command->name, command->usage);
    ras_text_string(out, command->details[language]);
    append_heading(out, language, RAS_MESSAGE_OPTIONS);
    for (size_t i = 0; i < command->option_count; i++)
        append_option(out, language, &command->options[i]);
    append_heading(out, language, RAS_MESSAGE_EXAMPLES);
    ras_text_string(out, command->examples);
}

void ras_help_program(struct ras_text *out, enum ras_language language)
{
    ras_text_string(out, ras_message(language, RAS_MESSAGE_TITLE));
    ras_text_char(out, '\n');
    append_heading(out, language, RAS_MESSAGE_USAGE);
    ras_text_string(out, "  rasoat COMMAND [OPTIONS] ...\n");
    append_heading(out, language, RAS_MESSAGE_COMMANDS);
    for (size_t i = 0; i < ras_command_count(); i++)
        append_line(out, ras_command_at(i)->name, ras_command_at(i)->summary[language]);
    append_heading(out, language, RAS_MESSAGE_OPTIONS);
    append_line(out, "-h, --help", ras_message(language, RAS_MESSAGE_HELP_HELP));
    append_line(out, "-V, --version", ras_message(language, RAS_MESSAGE_HELP_VERSION));
    append_line(out, "    --lang vi|en", ras_message(language, RAS_MESSAGE_HELP_LANG));
    append_heading(out, language, RAS_MESSAGE_EXAMPLES);
    ras_text_string(out, "  rasoat generate demo --residents 10000\n"
                         "  rasoat run demo/rasoat.yaml\n\n");
    ras_text_string(out, ras_message(language, RAS_MESSAGE_HELP_FOOT));
    ras_text_char(out, '\n');
}

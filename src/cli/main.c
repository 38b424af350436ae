/* rasoat: finds the command, hands it its arguments, turns its status into the exit code. */
#include "base/try.h"
#include "cli/about.h"
#include "cli/console.h"
#include "cli/options.h"
#include "cli/process.h"
#include "cli/signals.h"

#include <stdio.h>
#include <string.h>

/* What may stand before the command. */
struct front {
    enum ras_language language;
    bool help;
    bool version;
    int next; /* argv index of the command */
};

static enum ras_status front_fail(struct ras_error *error, enum ras_language language,
                                  enum ras_message message, const char *value)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_message_append(&text, language, message, value, NULL, NULL);
    ras_text_char(&text, '\0');
    const enum ras_status status = ras_fail(error, RAS_USAGE, "%s", text.failed ? "" : text.data);
    ras_text_fini(&text);
    return status;
}

static enum ras_status front_language(struct front *front, const char *value,
                                      struct ras_error *error)
{
    if (value == NULL)
        return front_fail(error, front->language, RAS_MESSAGE_OPTION_NEEDS_VALUE, "--lang");
    if (!ras_language_parse(value, &front->language))
        return front_fail(error, front->language, RAS_MESSAGE_OPTION_BAD_LANGUAGE, value);
    return RAS_OK;
}

static enum ras_status front_parse(struct front *front, int argc, char **argv,
                                   struct ras_error *error)
{
    static const char lang[] = "--lang=";
    for (front->next = 1; front->next < argc; front->next++) {
        const char *const word = argv[front->next];
        if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
            front->help = true;
        } else if (strcmp(word, "-V") == 0 || strcmp(word, "--version") == 0) {
            front->version = true;
        } else if (strcmp(word, "--lang") == 0) {
            front->next++;
            RAS_TRY(front_language(front, front->next < argc ? argv[front->next] : NULL, error));
        } else if (strncmp(word, lang, sizeof lang - 1) == 0) {
            RAS_TRY(front_language(front, word + sizeof lang - 1, error));
        } else if (word[0] == '-') {
            return front_fail(error, front->language, RAS_MESSAGE_UNKNOWN_OPTION, word);
        } else {
            return RAS_OK;
        }
    }
    return RAS_OK;
}

static enum ras_status print_help(enum ras_language language, const struct ras_command *command,
                                  struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    if (command == NULL)
        ras_help_program(&text, language);
    else
        ras_help_command(&text, language, command);
    return ras_console_finish(&text, error);
}

static enum ras_status print_version(struct ras_error *error)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_about(&text);
    return ras_console_finish(&text, error);
}

/* `rasoat help`, `rasoat help COMMAND` */
static enum ras_status help_of(enum ras_language language, const char *name,
                               struct ras_error *error)
{
    const struct ras_command *const command = name == NULL ? NULL : ras_command_find(name);
    if (name != NULL && command == NULL)
        return ras_command_unknown(language, name, error);
    return print_help(language, command, error);
}

/* *asked is the command whose help may help, NULL = the program's. */
static enum ras_status dispatch(int argc, char **argv, enum ras_language *language,
                                const struct ras_command **asked, struct ras_error *error)
{
    struct front front = {.language = *language};
    struct ras_arguments arguments;
    RAS_TRY(front_parse(&front, argc, argv, error));
    *language = front.language;
    if (front.version)
        return print_version(error);
    if (front.next >= argc)
        return front.help ? print_help(*language, NULL, error)
                          : front_fail(error, *language, RAS_MESSAGE_NO_COMMAND, NULL);
    const char *const name = argv[front.next];
    if (strcmp(name, "help") == 0)
        return help_of(*language, front.next + 1 < argc ? argv[front.next + 1] : NULL, error);
    const struct ras_command *const command = ras_command_find(name);
    if (command == NULL)
        return ras_command_unknown(*language, name, error);
    *asked = command;
    ras_arguments_init(&arguments, *language);
    arguments.help = front.help;
    const enum ras_status status =
        ras_arguments_parse(command, argc - front.next, argv + front.next, &arguments, error);
    *language = arguments.language;
    if (status != RAS_OK)
        return status;
    return arguments.help ? print_help(*language, command, error) : command->run(&arguments, error);
}

/* "try 'rasoat run --help'" after a mistake in the arguments. */
static void tell_try_help(enum ras_language language, const struct ras_command *asked)
{
    char name[64];
    struct ras_text text;
    (void)snprintf(name, sizeof name, "rasoat%s%s", asked == NULL ? "" : " ",
                   asked == NULL ? "" : asked->name);
    ras_text_init(&text);
    ras_text_string(&text, "rasoat: ");
    ras_message_append(&text, language, RAS_MESSAGE_TRY_HELP, name, NULL, NULL);
    ras_text_char(&text, '\n');
    if (!text.failed)
        ras_console_tell((struct ras_bytes){text.data, text.length});
    ras_text_fini(&text);
}

int main(int argc, char **argv)
{
    enum ras_language language = ras_language_of_locale();
    const struct ras_command *asked = NULL;
    struct ras_error error = {.status = RAS_OK};
    ras_process_prepare();
    ras_signals_install();
    const enum ras_status status = dispatch(argc, argv, &language, &asked, &error);
    if (status != RAS_PIPE_CLOSED)
        ras_console_error(language, status, &error);
    if (status == RAS_USAGE)
        tell_try_help(language, asked);
    return (int)status;
}

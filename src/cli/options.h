/* Commands, their options, and what was given on the command line.
 *
 * Every command is one constant struct in its own file; commands.def lists them. Help, the parser
 * and the check of the man page all read these tables, so they cannot disagree. */
#ifndef RASOAT_CLI_OPTIONS_H
#define RASOAT_CLI_OPTIONS_H

#include "base/text.h"
#include "cli/messages.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was given; the defaults are those of ras_arguments_init. */
struct ras_arguments {
    enum ras_language language;
    bool help;
    bool quiet;
    bool json;
    bool reveal;
    bool compress;
    uint64_t thread_count; /* 0 = not given */
    uint64_t row_limit;    /* 0 = not given */
    const char *output;
    const char *source;
    const char *fixed;
    const char *truth;
    uint64_t resident_count;
    uint64_t seed;
    double dirt;
    double civil;
    double welfare;
    double vaccination;
    char **operands; /* what is no option, in order */
    size_t operand_count;
};

enum ras_option_kind {
    RAS_OPTION_FLAG,     /* bool */
    RAS_OPTION_COUNT,    /* uint64_t, minimum..maximum */
    RAS_OPTION_SHARE,    /* double, minimum..maximum, at most six decimals */
    RAS_OPTION_TEXT,     /* const char *, not empty */
    RAS_OPTION_LANGUAGE, /* enum ras_language */
};

struct ras_option {
    const char *name;     /* without dashes */
    char letter;          /* 0 = none */
    const char *argument; /* how help calls the value, NULL = a flag */
    enum ras_option_kind kind;
    size_t offset; /* in struct ras_arguments */
    uint64_t minimum;
    uint64_t maximum;
    const char *help[RAS_LANGUAGE_COUNT];
};

struct ras_command {
    const char *name;
    const char *summary[RAS_LANGUAGE_COUNT];
    const char *usage;                       /* operands and most used options, after the name */
    const char *details[RAS_LANGUAGE_COUNT]; /* a few lines, each ends with a line end */
    const char *examples;                    /* each line: two blanks, "rasoat ...", line end */
    const struct ras_option *options;
    size_t option_count;
    unsigned operands_min;
    unsigned operands_max;
    enum ras_status (*run)(const struct ras_arguments *arguments, struct ras_error *error);
};

/* clang-format off */
#define RAS_ARGUMENT(member) offsetof(struct ras_arguments, member)
#define RAS_OPTION_HELP_LINE                                                                       \
    {"help", 'h', NULL, RAS_OPTION_FLAG, RAS_ARGUMENT(help), 0, 0,                                 \
     {"this help", "trợ giúp này"}}
#define RAS_OPTION_LANG_LINE                                                                       \
    {"lang", 0, "vi|en", RAS_OPTION_LANGUAGE, RAS_ARGUMENT(language), 0, 0,                        \
     {"language of talk and summaries (default: of the locale)",                                   \
      "ngôn ngữ của thông báo và tóm tắt (mặc định theo máy)"}}
#define RAS_OPTION_JSON_LINE                                                                       \
    {"json", 0, NULL, RAS_OPTION_FLAG, RAS_ARGUMENT(json), 0, 0,                                   \
     {"result as JSON on standard output", "in kết quả dạng JSON"}}
#define RAS_OPTION_QUIET_LINE                                                                      \
    {"quiet", 'q', NULL, RAS_OPTION_FLAG, RAS_ARGUMENT(quiet), 0, 0,                               \
     {"no progress line and no warnings", "không hiện tiến độ và cảnh báo"}}
#define RAS_OPTION_THREADS_LINE                                                                    \
    {"threads", 0, "N", RAS_OPTION_COUNT, RAS_ARGUMENT(thread_count), 1, 256,                      \
     {"worker threads, 1 to 256 (default: of the config, else all cores)",                         \
      "số luồng xử lý, 1 đến 256 (mặc định theo cấu hình, nếu không thì mọi nhân)"}}
#define RAS_OPTION_LIMIT_LINE                                                                      \
    {"limit", 0, "ROWS", RAS_OPTION_COUNT, RAS_ARGUMENT(row_limit), 1, UINT64_C(1) << 40,          \
     {"read only that many rows of each source", "chỉ đọc chừng ấy dòng của mỗi nguồn"}}
/* clang-format on */

#define COMMAND(name) extern const struct ras_command ras_command_##name;
#include "cli/commands.def"
#undef COMMAND

size_t ras_command_count(void);
const struct ras_command *ras_command_at(size_t position);
/* NULL if there is none of that name. */
const struct ras_command *ras_command_find(const char *name);
/* RAS_USAGE with a message that names the nearest command. */
enum ras_status ras_command_unknown(enum ras_language language, const char *name,
                                    struct ras_error *error);

void ras_arguments_init(struct ras_arguments *arguments, enum ras_language language);
/* Read argv[1..] by the command's table; argv[0] is the command's name. Options and operands may
 * stand in any order, "--" ends the options. The counts of operands are checked unless --help was
 * given. argv is reordered, arguments->operands points into it. RAS_USAGE with a message. */
enum ras_status ras_arguments_parse(const struct ras_command *command, int argc, char **argv,
                                    struct ras_arguments *arguments,
                                    struct ras_error *error) RAS_MUST_CHECK;

/* Help of one command, and of the program. */
void ras_help_command(struct ras_text *out, enum ras_language language,
                      const struct ras_command *command);
void ras_help_program(struct ras_text *out, enum ras_language language);

#endif

/* What a shell command prints, for tests that look at files with everyday tools. */
#ifndef RASOAT_TESTS_SHELL_OUTPUT_H
#define RASOAT_TESTS_SHELL_OUTPUT_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The output, to be freed; *status is the command's exit status. */
static inline char *shell_output(const char *command, int *status)
{
    FILE *const pipe = popen(command, "r");
    cr_assert_not_null(pipe);
    size_t length = 0, capacity = 1 << 16;
    char *text = malloc(capacity);
    for (size_t got; (got = fread(text + length, 1, capacity - length - 1, pipe)) > 0;) {
        length += got;
        if (capacity - length < 1024)
            text = realloc(text, capacity *= 2);
    }
    text[length] = '\0';
    *status = pclose(pipe);
    return text;
}

static inline void need_tool(const char *tool)
{
    char command[128];
    (void)snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", tool);
    if (system(command) != 0)
        cr_skip_test("%s is not installed", tool);
}

static inline size_t count_of(const char *text, const char *word)
{
    size_t count = 0;
    for (const char *at = text; (at = strstr(at, word)) != NULL; at += strlen(word))
        count++;
    return count;
}

#endif

/* The table of messages and the filling in of values. Templates, not printf formats: the order of
 * words differs between languages, and no format may come from a table. */
#include "cli/messages.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char *const texts[RAS_MESSAGE_COUNT][RAS_LANGUAGE_COUNT] = {
#define MESSAGE(ENUM, english, vietnamese) {english, vietnamese},
#include "cli/messages.def"
#undef MESSAGE
};

enum ras_language ras_language_of_locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *const value = getenv(names[i]);
        if (value != NULL && value[0] != '\0')
            return strcmp(value, "vi") == 0 || strncmp(value, "vi_", 3) == 0 ||
                           strncmp(value, "vi.", 3) == 0
                       ? RAS_VIETNAMESE
                       : RAS_ENGLISH;
    }
    return RAS_ENGLISH;
}

bool ras_language_parse(const char *name, enum ras_language *language)
{
    const bool vietnamese = strcmp(name, "vi") == 0;
    if (!vietnamese && strcmp(name, "en") != 0)
        return false;
    *language = vietnamese ? RAS_VIETNAMESE : RAS_ENGLISH;
    return true;
}

const char *ras_message(enum ras_language language, enum ras_message message)
{
    assert(language < RAS_LANGUAGE_COUNT);
    assert(message < RAS_MESSAGE_COUNT);
    return texts[message][language];
}

void ras_message_append(struct ras_text *out, enum ras_language language, enum ras_message message,
                        const char *first, const char *second, const char *third)
{
    const char *const values[] = {first, second, third};
    const char *at = ras_message(language, message);
    while (*at != '\0') {
        if (at[0] == '{' && at[1] >= '1' && at[1] <= '3' && at[2] == '}') {
            const char *const value = values[at[1] - '1'];
            assert(value != NULL);
            ras_text_string(out, value);
            at += 3;
        } else {
            ras_text_char(out, *at++);
        }
    }
}

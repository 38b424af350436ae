/* What the program says, in English and Vietnamese. Messages of the library's errors stay English:
 * they are what an administrator looks up. */
#ifndef RASOAT_CLI_MESSAGES_H
#define RASOAT_CLI_MESSAGES_H

#include "base/text.h"

enum ras_language { RAS_ENGLISH, RAS_VIETNAMESE, RAS_LANGUAGE_COUNT };

enum ras_message {
#define MESSAGE(ENUM, english, vietnamese) RAS_MESSAGE_##ENUM,
#include "cli/messages.def"
#undef MESSAGE
    RAS_MESSAGE_COUNT
};

/* "vi_VN.UTF-8" in LC_ALL, LC_MESSAGES or LANG (the first that is set) is Vietnamese, all else
 * English. */
enum ras_language ras_language_of_locale(void);
/* "vi" or "en"; false for anything else. */
bool ras_language_parse(const char *name, enum ras_language *language);

/* The bare text. */
const char *ras_message(enum ras_language language, enum ras_message message);
/* The text with {1} {2} {3} filled in; values that the text does not name may be NULL. */
void ras_message_append(struct ras_text *out, enum ras_language language, enum ras_message message,
                        const char *first, const char *second, const char *third);

#endif

/* Every message in both languages; values go where the language wants them. */
#include "cli/messages.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

Test(messages, every_message_has_both_languages_with_the_same_places)
{
    for (unsigned i = 0; i < RAS_MESSAGE_COUNT; i++) {
        const char *const english = ras_message(RAS_ENGLISH, (enum ras_message)i);
        const char *const vietnamese = ras_message(RAS_VIETNAMESE, (enum ras_message)i);
        cr_assert_neq(english[0], '\0');
        cr_assert_neq(vietnamese[0], '\0');
        for (char digit = '1'; digit <= '3'; digit++) {
            const char place[] = {'{', digit, '}', '\0'};
            cr_assert_eq(strstr(english, place) == NULL, strstr(vietnamese, place) == NULL,
                         "places differ in '%s'", english);
        }
    }
}

Test(messages, values_are_filled_in)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_message_append(&text, RAS_ENGLISH, RAS_MESSAGE_OPTION_BAD_COUNT, "threads", "1 to 2", "x");
    ras_text_char(&text, '\0');
    cr_assert_str_eq(text.data, "option '--threads' must be a whole number from 1 to 2, not 'x'");
    ras_text_fini(&text);
}

Test(messages, a_value_is_not_filled_in_again)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_message_append(&text, RAS_VIETNAMESE, RAS_MESSAGE_UNKNOWN_COMMAND, "{1}{2}", NULL, NULL);
    ras_text_char(&text, '\0');
    cr_assert_str_eq(text.data, "không có lệnh '{1}{2}'");
    ras_text_fini(&text);
}

Test(messages, language_follows_the_first_locale_variable)
{
    (void)unsetenv("LC_MESSAGES");
    (void)setenv("LC_ALL", "", 1);
    (void)setenv("LANG", "vi_VN.UTF-8", 1);
    cr_assert_eq(ras_language_of_locale(), RAS_VIETNAMESE);
    (void)setenv("LC_MESSAGES", "en_US.UTF-8", 1);
    cr_assert_eq(ras_language_of_locale(), RAS_ENGLISH);
    (void)setenv("LC_ALL", "vi", 1);
    cr_assert_eq(ras_language_of_locale(), RAS_VIETNAMESE);
    (void)setenv("LC_ALL", "vix", 1);
    cr_assert_eq(ras_language_of_locale(), RAS_ENGLISH);
    (void)unsetenv("LC_ALL");
    (void)unsetenv("LC_MESSAGES");
    (void)unsetenv("LANG");
    cr_assert_eq(ras_language_of_locale(), RAS_ENGLISH);
}

Test(messages, language_names)
{
    enum ras_language language = RAS_ENGLISH;
    cr_assert(ras_language_parse("vi", &language));
    cr_assert_eq(language, RAS_VIETNAMESE);
    cr_assert(ras_language_parse("en", &language));
    cr_assert_eq(language, RAS_ENGLISH);
    cr_assert_not(ras_language_parse("", &language));
    cr_assert_not(ras_language_parse("VI", &language));
    cr_assert_not(ras_language_parse("vie", &language));
}

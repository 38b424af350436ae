/* Comparing a struct ras_text with a string. */
#ifndef RASOAT_TESTS_EXPECT_TEXT_H
#define RASOAT_TESTS_EXPECT_TEXT_H

#include "base/text.h"

#include <criterion/criterion.h>

/* What the text holds, ended by a NUL that is not counted. */
static inline const char *text_string(struct ras_text *text)
{
    ras_text_char(text, '\0');
    cr_assert(!text->failed);
    text->length--;
    return text->data;
}

#define expect_text(text, expected) cr_assert_str_eq(text_string(text), expected)

#endif

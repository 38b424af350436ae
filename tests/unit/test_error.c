/* Filling of struct ras_error. */
#include "rasoat/error.h"

#include <criterion/criterion.h>

#include <string.h>

Test(error, fail_returns_the_status_it_was_given)
{
    cr_assert_eq(ras_fail(NULL, RAS_LOCKED, "x"), RAS_LOCKED);
    cr_assert_eq(ras_fail_at(NULL, RAS_CONFIG, "a.yaml", 3, 5, "x"), RAS_CONFIG);
}

Test(error, fail_forgets_what_stood_there_before)
{
    struct ras_error error;
    memset(&error, 0x55, sizeof error);
    (void)ras_fail(&error, RAS_IO, "cannot write '%s': %d", "out", 7);
    cr_assert_eq(error.status, RAS_IO);
    cr_assert_str_eq(error.message, "cannot write 'out': 7");
    cr_assert_str_eq(error.source, "");
    cr_assert_eq(error.line_number, 0);
    cr_assert_eq(error.column, 0);
    cr_assert_eq(error.byte_offset, 0);
}

Test(error, fail_at_keeps_the_place)
{
    struct ras_error error;
    (void)ras_fail_at(&error, RAS_CONFIG, "rasoat.yaml", 3, 5, "unknown key '%s'", "sorces");
    cr_assert_str_eq(error.source, "rasoat.yaml");
    cr_assert_eq(error.line_number, 3);
    cr_assert_eq(error.column, 5);
    cr_assert_str_eq(error.message, "unknown key 'sorces'");
}

Test(error, a_message_may_be_built_from_itself)
{
    struct ras_error error;
    (void)ras_fail_at(&error, RAS_IO, "a.csv", 1, 2, "inner");
    (void)ras_fail_at(&error, RAS_IO, error.source, 9, 0, "outer: %s", error.message);
    cr_assert_str_eq(error.message, "outer: inner");
    cr_assert_str_eq(error.source, "a.csv");
}

Test(error, a_long_message_is_cut_at_a_whole_letter)
{
    for (size_t lead = 390; lead < 405; lead++) {
        char text[500];
        memset(text, 'a', lead);
        strcpy(text + lead, "ễếế"); /* three letters of three bytes */
        struct ras_error error;
        (void)ras_fail_at(&error, RAS_IO, text, 0, 0, "%s", text);
        const size_t length = strlen(error.message);
        const size_t room = RAS_ERROR_MESSAGE_MAX - 1;
        size_t wanted = room;
        if (lead <= room)
            wanted = lead + (room - lead) / 3 * 3;
        if (wanted > lead + 9)
            wanted = lead + 9;
        cr_assert_eq(length, wanted, "lead %zu: %zu instead of %zu", lead, length, wanted);
        cr_assert_eq(memcmp(error.message, text, length), 0);
        cr_assert_eq(strlen(error.source), sizeof error.source - 1);
    }
}

Test(error, every_status_has_a_name_of_its_own)
{
    static const enum ras_status all[] = {
        RAS_OK,     RAS_BAR_MISSED, RAS_USAGE,       RAS_TOO_MANY_REJECTS, RAS_BAD_INPUT,
        RAS_BUG,    RAS_IO,         RAS_NO_MEMORY,   RAS_CANNOT_CREATE,    RAS_INPUT_MISSING,
        RAS_LOCKED, RAS_CONFIG,     RAS_INTERRUPTED, RAS_TERMINATED,       RAS_PIPE_CLOSED};
    const size_t count = sizeof all / sizeof all[0];
    for (size_t i = 0; i < count; i++) {
        cr_assert_str_neq(ras_status_name(all[i]), "unknown");
        for (size_t j = 0; j < i; j++)
            cr_assert_str_neq(ras_status_name(all[i]), ras_status_name(all[j]));
    }
    cr_assert_str_eq(ras_status_name((enum ras_status)200), "unknown");
}

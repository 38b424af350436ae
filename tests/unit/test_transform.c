/* The table of transforms, arguments as written, chains. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"
#include "support/random_text.h"
#include "support/transforming.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

Test(transform, chains_apply_in_order)
{
    static const char *const chain[] = {"fold", "first_token", "prefix:3"};
    expect_chain(chain, 3, "  Nguyễn-Văn Ánh", "ngu");
    static const char *const other[] = {"prefix:3", "fold"};
    expect_chain(other, 2, "Đỗ Ánh", "do");
    expect_chain(NULL, 0, " As it stands ", " As it stands ");
}

Test(transform, empty_is_missing_whatever_follows)
{
    static const char *const chain[] = {"null_if:n/a", "fold", "soundex"};
    expect_chain(chain, 3, "n/a", "");
    expect_chain(chain, 3, "N/A", "N000");
    expect_chain(chain, 3, "", "");
}

Test(transform, arguments_as_written)
{
    struct ras_transform transform;
    cr_assert_null(ras_transform_parse(RAS_LITERAL("prefix:999"), &transform));
    cr_assert_eq(transform.number, 999);
    cr_assert_null(ras_transform_parse(RAS_LITERAL("null_if:a:b "), &transform));
    cr_assert(ras_bytes_equal(transform.text, RAS_LITERAL("a:b ")));
    cr_assert_null(ras_transform_parse(RAS_LITERAL("date:mdy"), &transform));
    cr_assert_eq(transform.number, RAS_ORDER_MDY);
}

Test(transform, wrong_arguments_are_refused)
{
    static const struct {
        const char *written, *wrong;
    } cases[] = {{"", "unknown transform"},
                 {"Fold", "unknown transform"},
                 {"fold ", "unknown transform"},
                 {":3", "unknown transform"},
                 {"fold:", "nothing may follow its name"},
                 {"fold:x", "nothing may follow its name"},
                 {"prefix", "a number from 1 to 999 must follow the colon"},
                 {"prefix:", "a number from 1 to 999 must follow the colon"},
                 {"prefix:0", "a number from 1 to 999 must follow the colon"},
                 {"prefix:1000", "a number from 1 to 999 must follow the colon"},
                 {"prefix:-1", "a number from 1 to 999 must follow the colon"},
                 {"prefix:3x", "a number from 1 to 999 must follow the colon"},
                 {"date", "dmy, mdy or ymd must follow the colon"},
                 {"date:ydm", "dmy, mdy or ymd must follow the colon"},
                 {"null_if", "a text must follow the colon"},
                 {"null_if:", "a text must follow the colon"}};
    struct ras_transform transform;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *const wrong = ras_transform_parse(ras_bytes_of(cases[i].written), &transform);
        cr_assert_not_null(wrong, "'%s'", cases[i].written);
        cr_expect_str_eq(wrong, cases[i].wrong, "'%s'", cases[i].written);
    }
}

Test(transform, results_are_cut_between_letters)
{
    char out[8];
    const struct ras_bytes text = RAS_LITERAL("ễễễ"); /* three bytes each */
    cr_assert_eq(ras_transforms_apply(NULL, 0, text, out, sizeof out), 6);
    cr_assert_eq(ras_transforms_apply(NULL, 0, text, out, 3), 3);
    cr_assert_eq(ras_transforms_apply(NULL, 0, text, out, 2), 0);
    cr_assert_eq(ras_transforms_apply(NULL, 0, RAS_LITERAL("\x80\x80\x80\x80\x80"), out, 4), 4);
    static char longer[RAS_TRANSFORM_BYTES_MAX + 100], whole[RAS_TRANSFORM_BYTES_MAX + 100];
    memset(longer, 'a', sizeof longer);
    const struct ras_bytes bytes = {longer, sizeof longer};
    cr_assert_eq(ras_transforms_apply(NULL, 0, bytes, whole, sizeof whole),
                 RAS_TRANSFORM_BYTES_MAX);
}

static const char *argument_of(enum ras_transform_argument argument)
{
    return argument == RAS_ARGUMENT_NONE    ? ""
           : argument == RAS_ARGUMENT_COUNT ? ":2"
           : argument == RAS_ARGUMENT_ORDER ? ":dmy"
                                            : ":a";
}

/* Random bytes, broken UTF-8 among them, in a block of just their length, into one of just the
 * capacity: sanitizers see what goes too far. */
Test(transform, every_transform_keeps_to_its_buffers)
{
    uint64_t state = 29;
    for (unsigned i = 0; i < ras_transform_count(); i++) {
        char written[32];
        struct ras_transform transform;
        const struct ras_transform_kind *const kind = ras_transform_at(i);
        (void)snprintf(written, sizeof written, "%s%s", kind->name, argument_of(kind->argument));
        cr_assert_null(ras_transform_parse(ras_bytes_of(written), &transform), "%s", written);
        cr_assert_eq(transform.kind, kind);
        cr_expect_gt(strlen(kind->summary), 0);
        for (unsigned round = 0; round < 400; round++) {
            const size_t length = 1 + random_text_below(&state, round % 10 == 0 ? 600 : 20);
            const size_t capacity = 1 + random_text_below(&state, 30);
            char *const in = malloc(length), *const out = malloc(capacity);
            static const char usual[] = "ab AB12/-.@:\xE1\xBB\x85\xC4\x91\xCC\x81\xFF";
            for (size_t j = 0; j < length; j++)
                in[j] = usual[random_text_below(&state, sizeof usual - 1)];
            const struct ras_bytes text = {in, length};
            cr_assert_leq(kind->apply(&transform, text, out, capacity), capacity, "%s", written);
            free(in);
            free(out);
        }
    }
}

Test(transform, valid_text_stays_valid)
{
    uint64_t state = 31;
    for (unsigned i = 0; i < ras_transform_count(); i++) {
        char written[32];
        struct ras_transform transform;
        const struct ras_transform_kind *const kind = ras_transform_at(i);
        (void)snprintf(written, sizeof written, "%s%s", kind->name, argument_of(kind->argument));
        cr_assert_null(ras_transform_parse(ras_bytes_of(written), &transform));
        for (unsigned round = 0; round < 300; round++) {
            struct random_text text;
            char out[40];
            random_text_make(&text, &state, 30, 8);
            const size_t length = ras_transforms_apply(&transform, 1, random_text_view(&text), out,
                                                       1 + round % sizeof out);
            cr_assert(is_valid_utf8((struct ras_bytes){out, length}), "%s '%.*s'", written,
                      (int)length, out);
        }
    }
}

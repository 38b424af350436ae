/* Applying transforms by their names. */
#ifndef RASOAT_TESTS_TRANSFORMING_H
#define RASOAT_TESTS_TRANSFORMING_H

#include "base/bytes.h"
#include "normalise/transform.h"
#include "normalise/unicode_fold.h"

#include <criterion/criterion.h>

static inline void expect_chain(const char *const *written, unsigned count, const char *in,
                                const char *expected)
{
    struct ras_transform chain[8];
    char out[1024];
    for (unsigned i = 0; i < count; i++) {
        const char *const wrong = ras_transform_parse(ras_bytes_of(written[i]), &chain[i]);
        cr_assert_null(wrong, "%s: %s", written[i], wrong);
    }
    const size_t length = ras_transforms_apply(chain, count, ras_bytes_of(in), out, sizeof out - 1);
    out[length] = '\0';
    cr_expect_str_eq(out, expected, "%s '%s': '%s', not '%s'", count > 0 ? written[count - 1] : "",
                     in, out, expected);
}

static inline void expect_transform(const char *written, const char *in, const char *expected)
{
    expect_chain(&written, 1, in, expected);
}

static inline bool is_valid_utf8(struct ras_bytes text)
{
    unsigned size;
    for (size_t at = 0; at < text.length; at += size)
        if (ras_utf8_decode(text.data + at, text.length - at, &size) == RAS_CODE_POINT_NONE)
            return false;
    return true;
}

#endif

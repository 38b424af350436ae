/* Any bytes, split at the first line end: both halves through every transform and every comparator.
 * Comparing is symmetric and stays in range, whatever the bytes are. */
#include "base/bytes.h"
#include "compare/text_comparator.h"
#include "normalise/transform.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#define OUT_MAX 512

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_transforms(struct ras_bytes text)
{
    for (unsigned i = 0; i < ras_transform_count(); i++) {
        const struct ras_transform transform = {
            .kind = ras_transform_at(i), .number = i % 3, .text = RAS_LITERAL("a")};
        char out[OUT_MAX];
        require(ras_transforms_apply(&transform, 1, text, out, sizeof out) <= sizeof out);
    }
}

static void check_comparators(struct ras_bytes a, struct ras_bytes b)
{
    for (unsigned i = 0; i < ras_text_comparator_count(); i++) {
        const struct ras_text_comparator *const comparator = ras_text_comparator_at(i);
        unsigned there = 0, back = 0;
        const bool readable = comparator->classify(a, b, ~0u, &there);
        require(comparator->classify(b, a, ~0u, &back) == readable && back == there);
        if (comparator->measure == NULL)
            continue;
        const double measured = comparator->measure(a, b, INFINITY);
        const double again = comparator->measure(b, a, INFINITY);
        require(isnan(measured) ? isnan(again) != 0
                                : measured >= 0.0 && !(fabs(measured - again) > 0.0));
        require(comparator->scale != RAS_SCALE_SIMILARITY || measured <= 1.0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *const text = (const char *)data;
    size_t first = 0;
    while (first < size && text[first] != '\n')
        first++;
    const struct ras_bytes a = {text, first};
    const struct ras_bytes b = {text + first, size - first};
    check_transforms(a);
    check_transforms(b);
    check_comparators(a, b);
    return 0;
}

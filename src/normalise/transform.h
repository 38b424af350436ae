/* Transforms that a configuration names: what is done to the text of a field before it is compared
 * or blocked on. `transforms: [fold, "prefix:3"]` is a chain, applied in that order.
 *
 * Texts are UTF-8; lengths in arguments count code points. An empty result means that the value is
 * missing; the transforms after it are not asked.
 *
 * Threads: pure, nothing is allocated. To add a transform: transforms.def. */
#ifndef RASOAT_NORMALISE_TRANSFORM_H
#define RASOAT_NORMALISE_TRANSFORM_H

#include "rasoat/bytes.h"

#include <stddef.h>
#include <stdint.h>

#define RAS_TRANSFORM_BYTES_MAX 4096 /* longer values are cut, between code points */
#define RAS_TRANSFORM_COUNT_MAX 999

struct ras_transform;
/* Write the transformed text into out (capacity >= 1 bytes); returns its length. in and out do not
 * overlap; in.length >= 1. */
typedef size_t ras_transform_function(const struct ras_transform *transform, struct ras_bytes in,
                                      char *out, size_t capacity);

/* The functions of the list: ras_transform_lower ... */
#define TRANSFORM(name, argument, summary) ras_transform_function ras_transform_##name;
#include "normalise/transforms.def"
#undef TRANSFORM

enum ras_transform_argument {
    RAS_ARGUMENT_NONE,
    RAS_ARGUMENT_COUNT, /* prefix:3, RAS_TRANSFORM_COUNT_MAX at most */
    RAS_ARGUMENT_ORDER, /* date:dmy, one of dmy, mdy, ymd */
    RAS_ARGUMENT_TEXT   /* null_if:n/a, anything, not empty */
};

struct ras_transform_kind {
    const char *name;
    enum ras_transform_argument argument;
    ras_transform_function *apply;
    const char *summary;
};

enum ras_date_order { RAS_ORDER_DMY, RAS_ORDER_MDY, RAS_ORDER_YMD };

struct ras_transform {
    const struct ras_transform_kind *kind;
    uint32_t number;       /* the count, or enum ras_date_order */
    struct ras_bytes text; /* borrowed from what was parsed */
};

unsigned ras_transform_count(void);
const struct ras_transform_kind *ras_transform_at(unsigned index);
const char *ras_transform_name(unsigned index);

/* Read "name" or "name:argument". Returns NULL, or what is wrong: "unknown transform" (for the
 * caller to name the nearest), or about its argument. `written` must outlive the transform. */
const char *ras_transform_parse(struct ras_bytes written, struct ras_transform *transform);

/* Apply a chain. Returns the length of the result, 0 = missing; with no transform the text itself.
 * out holds `capacity` bytes, the result is cut between code points if it is longer. */
size_t ras_transforms_apply(const struct ras_transform *chain, unsigned count, struct ras_bytes in,
                            char *out, size_t capacity);

#endif

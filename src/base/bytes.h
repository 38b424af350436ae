/* Small inline helpers for borrowed bytes. */
#ifndef RASOAT_BASE_BYTES_H
#define RASOAT_BASE_BYTES_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <string.h>

/* Kernels read whole vectors: every text buffer is followed by this many readable bytes. */
#define RAS_TEXT_PADDING 64

/* A string literal as bytes. */
#define RAS_LITERAL(text) ((struct ras_bytes){(text), sizeof(text) - 1})

static inline struct ras_bytes ras_bytes_of(const char *text)
{
    return (struct ras_bytes){text, text == NULL ? 0 : strlen(text)};
}

static inline bool ras_bytes_equal(struct ras_bytes a, struct ras_bytes b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* Order of bytes (memcmp), a shorter prefix first. */
static inline int ras_bytes_compare(struct ras_bytes a, struct ras_bytes b)
{
    const size_t shorter = a.length < b.length ? a.length : b.length;
    const int order = shorter == 0 ? 0 : memcmp(a.data, b.data, shorter);
    if (order != 0)
        return order;
    return (a.length > b.length) - (a.length < b.length);
}

#endif

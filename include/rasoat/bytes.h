/* A borrowed run of bytes: not NUL-terminated, not owned. data may be NULL when length is 0. */
#ifndef RASOAT_BYTES_H
#define RASOAT_BYTES_H

#include <stddef.h>

struct ras_bytes {
    const char *data;
    size_t length;
};

#endif

/* One write(2). */
#ifndef RASOAT_BASE_WRITE_SOME_H
#define RASOAT_BASE_WRITE_SOME_H

#include <stddef.h>
#include <sys/types.h>

/* The count taken, 0 to try again, -1 with errno. A descriptor set to non-blocking by someone who
 * shares it (a terminal, a pipe) is waited for. */
ssize_t ras_write_some(int descriptor, const char *data, size_t length);

#endif

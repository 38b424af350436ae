/* What write(2) may answer. */
#include "base/write_some.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

ssize_t ras_write_some(int descriptor, const char *data, size_t length)
{
    const ssize_t taken = write(descriptor, data, length);
    if (taken > 0)
        return taken;
    if (taken == 0) {
        errno = EIO;
        return -1;
    }
    if (errno == EINTR)
        return 0;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
        struct pollfd wait = {.fd = descriptor, .events = POLLOUT};
        return poll(&wait, 1, -1) < 0 && errno != EINTR ? -1 : 0;
    }
    return -1;
}

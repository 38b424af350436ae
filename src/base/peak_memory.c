/* /proc/self, and getrusage where there is none. */
#include "base/peak_memory.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define STATUS_BYTES 4096

void ras_peak_memory_reset(void)
{
    const int descriptor = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    if (write(descriptor, "5", 1) != 1) { /* the mark stays where it is, and is told as it is */
    }
    (void)close(descriptor);
}

uint64_t ras_peak_memory(void)
{
    char status[STATUS_BYTES];
    struct rusage usage;
    const int descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) {
        const ssize_t length = read(descriptor, status, sizeof status - 1);
        (void)close(descriptor);
        status[length > 0 ? length : 0] = '\0';
        const char *const mark = strstr(status, "VmHWM:");
        if (mark != NULL)
            return strtoull(mark + strlen("VmHWM:"), NULL, 10) * 1024;
    }
    return getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss * 1024 : 0;
}

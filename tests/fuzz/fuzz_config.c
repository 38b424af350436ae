/* Any bytes as a config: never a crash, a leak or an error without a message. */
#include "rasoat/engine.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct ras_config *config = NULL;
    struct ras_error error = {0};
    const int descriptor = memfd_create("rasoat.yaml", MFD_CLOEXEC);
    if (descriptor < 0)
        abort();
    for (size_t done = 0; done < size;) {
        const ssize_t wrote = write(descriptor, data + done, size - done);
        if (wrote <= 0)
            abort();
        done += (size_t)wrote;
    }
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", descriptor);
    const enum ras_status status = ras_config_read(path, &config, &error);
    if (status != RAS_OK && (error.message[0] == '\0' || error.status != status || config != NULL))
        abort();
    ras_config_destroy(config);
    (void)close(descriptor);
    return 0;
}

/* A crash must not leave the residents' names in a core file, a closed standard error must not be
 * opened anew as an output file and then receive messages. */
#include "cli/process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

void ras_process_prepare(void)
{
    const struct rlimit none = {0, 0};
    /* open gives the lowest free number, so the loop ends with the first above 2 */
    int descriptor = 0;
    do
        descriptor = open("/dev/null", O_RDWR | O_CLOEXEC);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor > STDERR_FILENO)
        (void)close(descriptor);
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)prctl(PR_SET_DUMPABLE, 0L, 0L, 0L, 0L); /* also where core_pattern is a pipe */
    (void)umask(077);
}

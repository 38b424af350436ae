/* Versions, allocator and instruction set, for bug reports. */
#include "cli/about.h"

#include "base/hash.h"
#include "rasoat/version.h"

#include <zstd.h>

#ifdef RAS_JEMALLOC
#include <jemalloc/jemalloc.h>
#endif

static void append_allocator(struct ras_text *out)
{
#ifdef RAS_JEMALLOC
    const char *version = NULL;
    size_t size = sizeof version;
    if (mallctl("version", (void *)&version, &size, NULL, 0) == 0 && version != NULL) {
        ras_text_format(out, "jemalloc %s", version);
        return;
    }
#endif
    ras_text_string(out, "libc malloc");
}

/* The kernels choose by the same questions when they first run. */
static const char *instruction_set(void)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw"))
        return "avx512";
    if (__builtin_cpu_supports("avx2"))
        return "avx2";
#endif
    return "scalar";
}

void ras_about(struct ras_text *out)
{
    const unsigned xxhash = XXH_versionNumber();
    ras_text_string(out, "rasoat " RAS_VERSION "\nallocator: ");
    append_allocator(out);
    ras_text_format(out, "\nlibzstd: %s\nxxhash: %u.%u.%u\nsimd: %s\n", ZSTD_versionString(),
                    xxhash / 10000, xxhash / 100 % 100, xxhash % 100, instruction_set());
}

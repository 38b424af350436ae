/* The choice of the instruction set for the scan, and the byte-by-byte walk of the quoting rule
 * that all of them fall back on. */
#include "read/csv_scan.h"

#include "read/reader.h"

#include <assert.h>
#include <stdatomic.h>
#include <string.h>

static const struct ras_csv_kernels *const all_kernels[] = {
    &ras_csv_kernels_scalar,
#if defined(__x86_64__)
    &ras_csv_kernels_avx2,
    &ras_csv_kernels_avx512,
#endif
};
#define KERNEL_COUNT (sizeof all_kernels / sizeof all_kernels[0])

/* Chosen at first use; the same choice whichever thread makes it. */
static _Atomic(const struct ras_csv_kernels *) chosen;

static const struct ras_csv_kernels *best_kernels(void)
{
    for (size_t i = KERNEL_COUNT; i > 1; i--)
        if (all_kernels[i - 1]->supported())
            return all_kernels[i - 1];
    return all_kernels[0];
}

static const struct ras_csv_kernels *kernels(void)
{
    const struct ras_csv_kernels *found = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (found == NULL) {
        found = best_kernels();
        atomic_store_explicit(&chosen, found, memory_order_relaxed);
    }
    return found;
}

bool ras_csv_scan_force(const char *name)
{
    if (name == NULL) {
        atomic_store(&chosen, best_kernels());
        return true;
    }
    for (size_t i = 0; i < KERNEL_COUNT; i++) {
        if (strcmp(all_kernels[i]->name, name) != 0)
            continue;
        if (!all_kernels[i]->supported())
            return false;
        atomic_store(&chosen, all_kernels[i]);
        return true;
    }
    return false;
}

uint64_t ras_csv_inside_slow(const char *text, unsigned count, char delimiter,
                             struct ras_csv_state *state)
{
    assert(count <= 64);
    uint64_t inside = 0;
    for (unsigned i = 0; i < count; i++) {
        const char c = text[i];
        if (state->inside) {
            inside |= UINT64_C(1) << i;
            if (c == '"')
                *state = (struct ras_csv_state){false, true};
        } else if (c == '"' && state->fresh) {
            *state = (struct ras_csv_state){true, false};
        } else {
            state->fresh = c == delimiter || c == '\n' || c == '\r';
        }
    }
    return inside;
}

void ras_csv_split(struct ras_csv_split *split, const char *text, size_t from, size_t to,
                   char delimiter)
{
    assert(from <= to);
    kernels()->split(split, text, from, to, delimiter);
}

void ras_csv_index(struct ras_csv_index *index, const char *text, size_t length, char delimiter)
{
    assert(length <= UINT32_MAX / 2);
    kernels()->index(index, text, length, delimiter);
}

bool ras_text_is_clean(const char *text, size_t length)
{
    return kernels()->clean(text, length);
}

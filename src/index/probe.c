/* The ring of look-ups, once for each instruction set. */
#include "index/probe.h"

#include <stdatomic.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define STAGE_PROBES                                                                               \
    16 /* between two stages: with their second lines some forty lines on the way */
#define BUCKET_AT_ONCE 8

typedef struct ras_posting_run bucket_find(const struct ras_postings *postings, uint64_t key);

static inline const uint32_t *fence_of(const struct ras_probe *probe)
{
    return &probe->postings->fences[ras_postings_bucket(probe->postings, probe->key)];
}

/* A usual bucket is half a line long, and may lie across two. */
static inline void postings_ask(const struct ras_probe *probe)
{
    const uint32_t *const fence = fence_of(probe);
    const struct ras_posting *const postings = probe->postings->postings;
    if (fence[0] == fence[1])
        return;
    __builtin_prefetch(&postings[fence[0]]);
    __builtin_prefetch(&postings[fence[1] - 1]);
}

static inline __attribute__((always_inline)) void ring_run(struct ras_probe *probes, size_t count,
                                                           bucket_find *find)
{
    for (size_t i = 0; i < count + 2 * STAGE_PROBES; i++) {
        if (i < count)
            __builtin_prefetch(fence_of(&probes[i]));
        if (i >= STAGE_PROBES && i - STAGE_PROBES < count)
            postings_ask(&probes[i - STAGE_PROBES]);
        if (i >= 2 * STAGE_PROBES) {
            struct ras_probe *const probe = &probes[i - 2 * STAGE_PROBES];
            probe->run = find(probe->postings, probe->key);
        }
    }
}

static void scalar_run(struct ras_probe *probes, size_t count)
{
    ring_run(probes, count, ras_postings_find);
}

static bool scalar_supported(void)
{
    return true;
}

#if defined(__x86_64__)

/* Bit i: posting i of the bucket has the tag. Postings of one tag stand together. */
static inline struct ras_posting_run run_of(const struct ras_posting *first, unsigned found)
{
    return (struct ras_posting_run){
        first + ((unsigned)__builtin_ctz(found | 1u << BUCKET_AT_ONCE) & (BUCKET_AT_ONCE - 1)),
        (uint32_t)__builtin_popcount(found)};
}

/* Masked loads touch nothing behind the bucket, which may be the end of the postings. */
__attribute__((target("avx2,bmi,popcnt"))) static inline struct ras_posting_run
avx2_find(const struct ras_postings *postings, uint64_t key)
{
    const uint32_t *const fence = &postings->fences[ras_postings_bucket(postings, key)];
    const struct ras_posting *const first = postings->postings + fence[0];
    const uint32_t count = fence[1] - fence[0];
    if (count > BUCKET_AT_ONCE)
        return ras_postings_find(postings, key);
    const __m256i length = _mm256_set1_epi64x(count);
    const __m256i tag = _mm256_set1_epi64x((uint32_t)key);
    const __m256i low_half = _mm256_set1_epi64x(UINT32_MAX);
    const __m256i low_mask = _mm256_cmpgt_epi64(length, _mm256_set_epi64x(3, 2, 1, 0));
    const __m256i high_mask = _mm256_cmpgt_epi64(length, _mm256_set_epi64x(7, 6, 5, 4));
    const __m256i low = _mm256_maskload_epi64((const void *)first, low_mask);
    const __m256i high = _mm256_maskload_epi64((const void *)(first + 4), high_mask);
    const __m256i low_equal =
        _mm256_and_si256(low_mask, _mm256_cmpeq_epi64(_mm256_and_si256(low, low_half), tag));
    const __m256i high_equal =
        _mm256_and_si256(high_mask, _mm256_cmpeq_epi64(_mm256_and_si256(high, low_half), tag));
    return run_of(first, (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(low_equal)) |
                             (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(high_equal)) << 4);
}

__attribute__((target("avx2,bmi,popcnt"))) static void avx2_run(struct ras_probe *probes,
                                                                size_t count)
{
    ring_run(probes, count, avx2_find);
}

static bool avx2_supported(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("popcnt");
}

__attribute__((target("avx512f,bmi,bmi2,popcnt"))) static inline struct ras_posting_run
avx512_find(const struct ras_postings *postings, uint64_t key)
{
    const uint32_t *const fence = &postings->fences[ras_postings_bucket(postings, key)];
    const struct ras_posting *const first = postings->postings + fence[0];
    const uint32_t count = fence[1] - fence[0];
    if (count > BUCKET_AT_ONCE)
        return ras_postings_find(postings, key);
    const __mmask8 present = (__mmask8)((1u << count) - 1);
    const __m512i bucket = _mm512_maskz_loadu_epi64(present, first);
    const __m512i tags = _mm512_and_si512(bucket, _mm512_set1_epi64(UINT32_MAX));
    return run_of(first, _mm512_mask_cmpeq_epi64_mask(present, tags,
                                                      _mm512_set1_epi64((int64_t)(uint32_t)key)));
}

__attribute__((target("avx512f,bmi,bmi2,popcnt"))) static void avx512_run(struct ras_probe *probes,
                                                                          size_t count)
{
    ring_run(probes, count, avx512_find);
}

static bool avx512_supported(void)
{
    return avx2_supported() && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("avx512f");
}
#endif

/* One row per instruction set, best last. */
struct kernel {
    const char *name;
    bool (*supported)(void);
    void (*run)(struct ras_probe *probes, size_t count);
};

static const struct kernel kernels[] = {
    {"scalar", scalar_supported, scalar_run},
#if defined(__x86_64__)
    {"avx2", avx2_supported, avx2_run},
    {"avx512", avx512_supported, avx512_run},
#endif
};
#define KERNEL_COUNT (sizeof kernels / sizeof kernels[0])

/* Chosen at first use; the same choice whichever thread makes it. */
static _Atomic(const struct kernel *) chosen;

static const struct kernel *best_kernel(void)
{
    for (size_t i = KERNEL_COUNT; i > 1; i--)
        if (kernels[i - 1].supported())
            return &kernels[i - 1];
    return &kernels[0];
}

void ras_probe_run(struct ras_probe *probes, size_t count)
{
    const struct kernel *kernel = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (kernel == NULL) {
        kernel = best_kernel();
        atomic_store_explicit(&chosen, kernel, memory_order_relaxed);
    }
    kernel->run(probes, count);
}

bool ras_probe_force(const char *name)
{
    if (name == NULL) {
        atomic_store(&chosen, best_kernel());
        return true;
    }
    for (size_t i = 0; i < KERNEL_COUNT; i++) {
        if (strcmp(kernels[i].name, name) != 0)
            continue;
        if (!kernels[i].supported())
            return false;
        atomic_store(&chosen, &kernels[i]);
        return true;
    }
    return false;
}

/* The scan with AVX-512: one register a block, comparisons give masks at once, and the positions of
 * the set bits come out of a compressing move (VBMI2). UTF-8 is checked with the AVX2 kernel. */
#include "read/csv_scan.h"

#if defined(__x86_64__)

#include <immintrin.h>

#define SCAN_TARGET                                                                                \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,bmi,bmi2,lzcnt,popcnt,pclmul")))

struct block_masks {
    uint64_t quote;
    uint64_t delimiter;
    uint64_t line_feed;
    uint64_t carriage_return;
};

SCAN_TARGET static inline struct block_masks block_scan(const char *bytes, char delimiter)
{
    const __m512i block = _mm512_loadu_si512((const void *)bytes);
    return (struct block_masks){_mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('"')),
                                _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8(delimiter)),
                                _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\n')),
                                _mm512_cmpeq_epi8_mask(block, _mm512_set1_epi8('\r'))};
}

SCAN_TARGET static inline uint64_t block_parity(uint64_t quotes)
{
    const __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8((char)0xFF), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

SCAN_TARGET static inline uint32_t *block_positions(uint32_t *out, uint64_t mask, uint32_t base)
{
    const __m512i identity = _mm512_set_epi64(
        0x3F3E3D3C3B3A3938, 0x3736353433323130, 0x2F2E2D2C2B2A2928, 0x2726252423222120,
        0x1F1E1D1C1B1A1918, 0x1716151413121110, 0x0F0E0D0C0B0A0908, 0x0706050403020100);
    const unsigned count = (unsigned)__builtin_popcountll(mask);
    const __m512i packed = _mm512_maskz_compress_epi8(mask, identity);
    const __m512i start = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512(
        (void *)out, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
    if (count > 16) {
        const __m128i second = _mm512_extracti32x4_epi32(packed, 1);
        const __m128i third = _mm512_extracti32x4_epi32(packed, 2);
        const __m128i fourth = _mm512_extracti32x4_epi32(packed, 3);
        _mm512_storeu_si512((void *)(out + 16),
                            _mm512_add_epi32(start, _mm512_cvtepu8_epi32(second)));
        _mm512_storeu_si512((void *)(out + 32),
                            _mm512_add_epi32(start, _mm512_cvtepu8_epi32(third)));
        _mm512_storeu_si512((void *)(out + 48),
                            _mm512_add_epi32(start, _mm512_cvtepu8_epi32(fourth)));
    }
    return out + count;
}

#include "read/csv_scan_loops.h"

static bool supported(void)
{
    return ras_csv_kernels_avx2.supported() && __builtin_cpu_supports("avx512f") &&
           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vbmi2");
}

static bool scan_clean(const char *text, size_t length)
{
    return ras_csv_kernels_avx2.clean(text, length);
}

const struct ras_csv_kernels ras_csv_kernels_avx512 = {"avx512", supported, scan_split, scan_index,
                                                       scan_clean};

#else
typedef int ras_no_avx512; /* an empty file is not C */
#endif

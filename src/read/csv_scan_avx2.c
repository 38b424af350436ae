/* The scan with AVX2: two registers of 32 bytes a block.
 *
 * UTF-8 is checked in the way of J. Keiser and D. Lemire, "Validating UTF-8 in less than one
 * instruction per byte" (2021): every error of two neighbouring bytes shows in three nibbles, so
 * three 16-entry tables, looked up in parallel and joined with AND, leave a bit for each kind of
 * error; the third and fourth byte of a long sequence are checked by distance from their lead. */
#include "read/csv_scan.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

#define SCAN_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt,pclmul")))

struct block_masks {
    uint64_t quote;
    uint64_t delimiter;
    uint64_t line_feed;
    uint64_t carriage_return;
};

SCAN_TARGET static inline __m256i load(const char *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

SCAN_TARGET static inline uint64_t equal_mask(__m256i low, __m256i high, char c)
{
    const __m256i wanted = _mm256_set1_epi8(c);
    const uint32_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
    const uint32_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
    return (uint64_t)b << 32 | a;
}

SCAN_TARGET static inline struct block_masks block_scan(const char *bytes, char delimiter)
{
    const __m256i low = load(bytes);
    const __m256i high = load(bytes + 32);
    return (struct block_masks){equal_mask(low, high, '"'), equal_mask(low, high, delimiter),
                                equal_mask(low, high, '\n'), equal_mask(low, high, '\r')};
}

/* A carry-less product with all ones is the running parity. */
SCAN_TARGET static inline uint64_t block_parity(uint64_t quotes)
{
    const __m128i product =
        _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)quotes), _mm_set1_epi8((char)0xFF), 0);
    return (uint64_t)_mm_cvtsi128_si64(product);
}

/* Eight at a time without asking: a branch on each bit would be missed once a block. */
SCAN_TARGET static inline uint32_t *block_positions(uint32_t *out, uint64_t mask, uint32_t base)
{
    const unsigned count = (unsigned)__builtin_popcountll(mask);
    for (unsigned done = 0; done < count; done += 8)
        for (unsigned i = 0; i < 8; i++) {
            out[done + i] = base + (uint32_t)_tzcnt_u64(mask);
            mask = _blsr_u64(mask);
        }
    return out + count;
}

#include "read/csv_scan_loops.h"

static bool supported(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt") &&
           __builtin_cpu_supports("pclmul");
}

/* Kinds of error of two neighbouring bytes, one bit each. */
enum {
    TOO_SHORT = 1 << 0,     /* a lead, then no continuation */
    TOO_LONG = 1 << 1,      /* ASCII, then a continuation */
    OVERLONG_3 = 1 << 2,    /* E0 below A0 */
    TOO_LARGE = 1 << 3,     /* F4 above 8F, or F5 .. FF */
    SURROGATE = 1 << 4,     /* ED above 9F */
    OVERLONG_2 = 1 << 5,    /* C0, C1 */
    OVERLONG_4 = 1 << 6,    /* F0 below 90; also F5 .. FF, then 80 .. 8F */
    TWO_CONTINUED = 1 << 7, /* a continuation after a continuation: right only in long sequences */
    CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUED /* these say nothing about the low nibble */
};

#define TWICE(...) _mm256_setr_epi8(__VA_ARGS__, __VA_ARGS__)

/* The table entry of each byte's nibble (0 .. 15). */
SCAN_TARGET static inline __m256i first_high_errors(__m256i nibbles)
{
    const __m256i table =
        TWICE(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
              (char)TWO_CONTINUED, (char)TWO_CONTINUED, (char)TWO_CONTINUED, (char)TWO_CONTINUED,
              TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
              TOO_SHORT | TOO_LARGE | OVERLONG_4);
    return _mm256_shuffle_epi8(table, nibbles);
}

SCAN_TARGET static inline __m256i first_low_errors(__m256i nibbles)
{
    /* F5 .. FF are too large whatever follows: behind them 80 .. 8F show in the OVERLONG_4 bit. */
    const __m256i table = TWICE(
        (char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2),
        (char)CARRY, (char)CARRY, (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | OVERLONG_4),
        (char)(CARRY | TOO_LARGE | OVERLONG_4), (char)(CARRY | TOO_LARGE | OVERLONG_4),
        (char)(CARRY | TOO_LARGE | OVERLONG_4), (char)(CARRY | TOO_LARGE | OVERLONG_4),
        (char)(CARRY | TOO_LARGE | OVERLONG_4), (char)(CARRY | TOO_LARGE | OVERLONG_4),
        (char)(CARRY | TOO_LARGE | OVERLONG_4), (char)(CARRY | TOO_LARGE | OVERLONG_4 | SURROGATE),
        (char)(CARRY | TOO_LARGE | OVERLONG_4), (char)(CARRY | TOO_LARGE | OVERLONG_4));
    return _mm256_shuffle_epi8(table, nibbles);
}

SCAN_TARGET static inline __m256i second_high_errors(__m256i nibbles)
{
    const char continued = (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUED);
    const __m256i table = TWICE(
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
        (char)(continued | OVERLONG_3 | OVERLONG_4), (char)(continued | OVERLONG_3 | TOO_LARGE),
        (char)(continued | SURROGATE | TOO_LARGE), (char)(continued | SURROGATE | TOO_LARGE),
        TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
    return _mm256_shuffle_epi8(table, nibbles);
}

SCAN_TARGET static inline __m256i high_nibbles(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

/* The bytes `distance` places before each byte. */
#define BEFORE(bytes, previous, distance)                                                          \
    _mm256_alignr_epi8(bytes, _mm256_permute2x128_si256(previous, bytes, 0x21), 16 - (distance))

SCAN_TARGET static inline __m256i utf8_errors(__m256i bytes, __m256i previous)
{
    const __m256i one = BEFORE(bytes, previous, 1);
    const __m256i kinds = _mm256_and_si256(
        _mm256_and_si256(first_high_errors(high_nibbles(one)),
                         first_low_errors(_mm256_and_si256(one, _mm256_set1_epi8(0x0F)))),
        second_high_errors(high_nibbles(bytes)));
    /* Leads E0 and above two places back, F0 and above three places back: here a continuation must
     * follow a continuation, and nowhere else may it. */
    const __m256i third = _mm256_subs_epu8(BEFORE(bytes, previous, 2), _mm256_set1_epi8(0x60));
    const __m256i fourth = _mm256_subs_epu8(BEFORE(bytes, previous, 3), _mm256_set1_epi8(0x70));
    const __m256i due =
        _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
    return _mm256_xor_si256(kinds, due);
}

/* Non-zero bytes where the register ends inside a sequence. */
SCAN_TARGET static inline __m256i unfinished(__m256i bytes)
{
    const __m256i highest = _mm256_setr_epi8(-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                             -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
                                             -1, (char)0xEF, (char)0xDF, (char)0xBF);
    return _mm256_subs_epu8(bytes, highest);
}

struct clean_state {
    __m256i errors;
    __m256i previous;
    __m256i open; /* what `previous` left unfinished */
};

SCAN_TARGET static inline void clean_block(struct clean_state *state, const char *bytes)
{
    const __m256i low = load(bytes);
    const __m256i high = load(bytes + 32);
    const __m256i zero = _mm256_cmpeq_epi8(_mm256_min_epu8(low, high), _mm256_setzero_si256());
    state->errors = _mm256_or_si256(state->errors, zero);
    if (_mm256_movemask_epi8(_mm256_or_si256(low, high)) == 0) {
        state->errors = _mm256_or_si256(state->errors, state->open);
        state->open = _mm256_setzero_si256();
    } else {
        state->errors = _mm256_or_si256(state->errors, utf8_errors(low, state->previous));
        state->errors = _mm256_or_si256(state->errors, utf8_errors(high, low));
        state->open = unfinished(high);
    }
    state->previous = high;
}

SCAN_TARGET static bool scan_clean(const char *text, size_t length)
{
    struct clean_state state = {_mm256_setzero_si256(), _mm256_setzero_si256(),
                                _mm256_setzero_si256()};
    size_t at = 0;
    for (; length - at >= 64; at += 64)
        clean_block(&state, text + at);
    char last[64];
    memset(last, ' ', sizeof last);
    if (length > at)
        memcpy(last, text + at, length - at);
    clean_block(&state, last);
    const __m256i errors = _mm256_or_si256(state.errors, state.open);
    return _mm256_testz_si256(errors, errors);
}

const struct ras_csv_kernels ras_csv_kernels_avx2 = {"avx2", supported, scan_split, scan_index,
                                                     scan_clean};

#else
typedef int ras_no_avx2; /* an empty file is not C */
#endif

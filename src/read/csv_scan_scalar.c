/* The scan without vector instructions: eight bytes at a time in ordinary registers. It runs
 * everywhere and is the oracle of the others. */
#include "read/csv_scan.h"

#include "read/utf8.h"

#include <string.h>

#define SCAN_TARGET

struct block_masks {
    uint64_t quote;
    uint64_t delimiter;
    uint64_t line_feed;
    uint64_t carriage_return;
};

#define EACH_BYTE UINT64_C(0x0101010101010101)
#define LOW_BITS  UINT64_C(0x7F7F7F7F7F7F7F7F)

/* Bit i = byte i of the word (lowest first) equals c. Exact: no borrow runs between bytes. */
static inline uint64_t word_equal(uint64_t word, char c)
{
    const uint64_t difference = word ^ (EACH_BYTE * (unsigned char)c);
    const uint64_t zero = ~(((difference & LOW_BITS) + LOW_BITS) | difference | LOW_BITS);
    /* The eight top bits are gathered into one byte: the factor moves bit 8i + 7 to bit 56 + i. */
    return ((zero >> 7) * UINT64_C(0x0102040810204080)) >> 56;
}

static inline struct block_masks block_scan(const char *bytes, char delimiter)
{
    struct block_masks masks = {0, 0, 0, 0};
    for (unsigned i = 0; i < 8; i++) {
        uint64_t word = 0;
        memcpy(&word, bytes + (size_t)8 * i, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        masks.quote |= word_equal(word, '"') << (8 * i);
        masks.delimiter |= word_equal(word, delimiter) << (8 * i);
        masks.line_feed |= word_equal(word, '\n') << (8 * i);
        masks.carriage_return |= word_equal(word, '\r') << (8 * i);
    }
    return masks;
}

static inline uint64_t block_parity(uint64_t quotes)
{
    for (unsigned shift = 1; shift < 64; shift *= 2)
        quotes ^= quotes << shift;
    return quotes;
}

static inline uint32_t *block_positions(uint32_t *out, uint64_t mask, uint32_t base)
{
    for (; mask != 0; mask &= mask - 1)
        *out++ = base + (uint32_t)__builtin_ctzll(mask);
    return out;
}

#include "read/csv_scan_loops.h"

static bool supported(void)
{
    return true;
}

static bool scan_clean(const char *text, size_t length)
{
    return (length == 0 || memchr(text, 0, length) == NULL) &&
           ras_utf8_error(text, length) == RAS_UTF8_VALID;
}

const struct ras_csv_kernels ras_csv_kernels_scalar = {"scalar", supported, scan_split, scan_index,
                                                       scan_clean};

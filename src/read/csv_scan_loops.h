/* The loops of the structural scan, written once and compiled for each instruction set: the file
 * that includes this one defines
 *   SCAN_TARGET                      the target attribute (or nothing)
 *   struct block_masks block_scan(const char *bytes, char delimiter)
 *                                    the four masks of 64 bytes
 *   uint64_t block_parity(uint64_t quotes)
 *                                    bit i = parity of the quotes at 0 .. i
 *   uint32_t *block_positions(uint32_t *out, uint64_t mask, uint32_t base)
 *                                    base + i for each set bit i, rising; may write up to 64
 *                                    entries; returns the end
 * No include guard: one inclusion per translation unit. */
#include "read/csv_scan.h"

SCAN_TARGET static inline uint64_t lowest_bits(unsigned count)
{
    return count >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << count) - 1;
}

/* Line ends of a block; a CR is one unless an LF follows, which for the last byte is looked up. */
SCAN_TARGET static inline uint64_t line_ends(const struct block_masks *masks, const char *bytes,
                                             unsigned count)
{
    uint64_t followed = masks->line_feed >> 1;
    if ((masks->carriage_return >> (count - 1)) & 1)
        followed |= (uint64_t)(bytes[count] == '\n') << (count - 1);
    return masks->line_feed | (masks->carriage_return & ~followed);
}

/* Which bytes stand inside quotes, and the state behind the block. */
SCAN_TARGET static inline uint64_t inside_quotes(const struct block_masks *masks, const char *bytes,
                                                 unsigned count, char delimiter,
                                                 struct ras_csv_state *state)
{
    const uint64_t breaks = masks->delimiter | masks->line_feed | masks->carriage_return;
    const uint64_t carried = state->inside ? ~UINT64_C(0) : 0;
    if (masks->quote == 0) {
        state->fresh = (breaks >> (count - 1)) & 1;
        return carried;
    }
    const uint64_t inside = block_parity(masks->quote) ^ carried;
    const uint64_t opening = masks->quote & inside;
    const uint64_t fresh = ((breaks | masks->quote) << 1) | (uint64_t)state->fresh;
    if ((opening & ~fresh) != 0)
        return ras_csv_inside_slow(bytes, count, delimiter, state);
    state->inside = (inside >> (count - 1)) & 1;
    state->fresh = ((breaks | masks->quote) >> (count - 1)) & 1;
    return inside;
}

SCAN_TARGET static inline void masks_cut(struct block_masks *masks, unsigned count)
{
    const uint64_t valid = lowest_bits(count);
    masks->quote &= valid;
    masks->delimiter &= valid;
    masks->line_feed &= valid;
    masks->carriage_return &= valid;
}

SCAN_TARGET static inline void split_block(struct ras_csv_split *split, const char *text, size_t at,
                                           unsigned count, char delimiter)
{
    struct block_masks masks = block_scan(text + at, delimiter);
    if (count < 64)
        masks_cut(&masks, count);
    const uint64_t lines = line_ends(&masks, text + at, count);
    const uint64_t rows =
        lines & ~inside_quotes(&masks, text + at, count, delimiter, &split->state);
    if (rows != 0) {
        const unsigned last = 63 - (unsigned)__builtin_clzll(rows);
        split->row_end = at + last + 1;
        split->row_end_lines =
            split->line_count + (uint64_t)__builtin_popcountll(lines & lowest_bits(last + 1));
    }
    split->line_count += (uint64_t)__builtin_popcountll(lines);
}

SCAN_TARGET static void scan_split(struct ras_csv_split *split, const char *text, size_t from,
                                   size_t to, char delimiter)
{
    struct ras_csv_split local = *split; /* a local copy stays in registers */
    size_t at = from;
    for (; to - at >= 64; at += 64)
        split_block(&local, text, at, 64, delimiter);
    if (to > at)
        split_block(&local, text, at, (unsigned)(to - at), delimiter);
    *split = local;
}

struct index_cursor {
    uint32_t *structurals;
    const uint32_t *first;
    struct ras_csv_row_end *end;
    uint32_t line_count;
    struct ras_csv_state state;
};

SCAN_TARGET static inline void index_block(struct index_cursor *cursor, const char *text, size_t at,
                                           unsigned count, char delimiter)
{
    struct block_masks masks = block_scan(text + at, delimiter);
    if (count < 64)
        masks_cut(&masks, count);
    const uint64_t lines = line_ends(&masks, text + at, count);
    const uint64_t outside = ~inside_quotes(&masks, text + at, count, delimiter, &cursor->state);
    const uint64_t structurals = (masks.delimiter | lines) & outside;
    const uint32_t rank = (uint32_t)(cursor->structurals - cursor->first);
    for (uint64_t rows = lines & outside; rows != 0; rows &= rows - 1) {
        const unsigned bit = (unsigned)__builtin_ctzll(rows);
        *cursor->end++ = (struct ras_csv_row_end){
            (uint32_t)at + bit,
            rank + (uint32_t)__builtin_popcountll(structurals & lowest_bits(bit)),
            cursor->line_count + (uint32_t)__builtin_popcountll(lines & lowest_bits(bit + 1)),
        };
    }
    cursor->line_count += (uint32_t)__builtin_popcountll(lines);
    cursor->structurals = block_positions(cursor->structurals, structurals, (uint32_t)at);
}

SCAN_TARGET static void scan_index(struct ras_csv_index *index, const char *text, size_t length,
                                   char delimiter)
{
    struct index_cursor cursor = {index->structurals, index->structurals, index->ends, 0,
                                  RAS_CSV_STATE_START};
    size_t at = 0;
    for (; length - at >= 64; at += 64)
        index_block(&cursor, text, at, 64, delimiter);
    if (length > at)
        index_block(&cursor, text, at, (unsigned)(length - at), delimiter);
    index->structural_count = (size_t)(cursor.structurals - index->structurals);
    index->end_count = (size_t)(cursor.end - index->ends);
}

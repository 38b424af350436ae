/* Cells as hashes of their folded text. */
#include "normalise/cell_hash.h"

#include "base/bytes.h"
#include "base/digits.h"
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"

#include <string.h>

#define FOLDED_MAX 256 /* bytes of a text that becomes a hash */

/* The hash of the folded text, 0 = nothing is left of it. */
static uint64_t hash_folded(struct ras_bytes written, bool squeeze)
{
    char folded[FOLDED_MAX];
    size_t length = ras_text_fold(written, folded, sizeof folded);
    if (squeeze) {
        size_t kept = 0;
        for (size_t i = 0; i < length; i++)
            if (folded[i] != ' ')
                folded[kept++] = folded[i];
        length = kept;
    }
    if (length == 0)
        return 0;
    const uint64_t hash = ras_hash(folded, length);
    return hash == 0 ? 1 : hash;
}

uint64_t ras_cell_hash_code(struct ras_bytes written)
{
    char lower[RAS_PLAIN_BYTES_MAX];
    if (!ras_plain_lower(written, lower))
        return hash_folded(written, true);
    const uint64_t hash = ras_hash(lower, written.length);
    return hash == 0 ? 1 : hash;
}

uint64_t ras_cell_hash_wording(struct ras_row_memory *memory, struct ras_bytes written)
{
    if (memory == NULL || written.length < 8 || written.length > RAS_WORDING_BYTES)
        return hash_folded(written, false);
    const uint64_t first = ras_word_at(written.data);
    const uint64_t last = ras_word_at(written.data + written.length - 8);
    const uint64_t mixed = (first + last * 3 + written.length) * UINT64_C(0x9e3779b97f4a7c15);
    struct ras_wording *const kept = &memory->wordings[mixed >> 32 & (RAS_WORDINGS_KEPT - 1)];
    if (kept->length == written.length && memcmp(kept->text, written.data, written.length) == 0)
        return kept->hash;
    kept->hash = hash_folded(written, false);
    kept->length = written.length;
    memcpy(kept->text, written.data, written.length);
    return kept->hash;
}

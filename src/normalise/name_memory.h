/* A worker's memory of the words of names: what a token as written comes to, and its syllable.
 *
 * Registers repeat a few thousand tokens ("NGUYỄN", "Nguyễn", "nguyen"), so a name is looked up
 * token by token rather than read letter by letter. ras_name_canonical says what the answer must
 * be: it reads what the memory does not know, and the names that only its slow path can read.
 *
 *   slots  | 64 B | 64 B | ...   open addressing, at most half full
 *            16 bytes of the token, 16 of its canonical form, its syllable, its repairs
 *
 * Junk must not let it grow without end: at RAS_TOKENS_KEPT_MAX it learns nothing more, and other
 * tokens cost what they cost without a memory.
 * Ownership: syllables live until fini. Threads: a memory belongs to one thread at a time. */
#ifndef RASOAT_NORMALISE_NAME_MEMORY_H
#define RASOAT_NORMALISE_NAME_MEMORY_H

#include "base/arena.h"
#include "normalise/syllable_cache.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/person.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define RAS_TOKENS_KEPT_MAX 16384u
#define RAS_TOKEN_BYTES                                                                            \
    16 /* a longer token is not kept: no Vietnamese syllable is, in any form                       \
        */

struct ras_token_entry {
    uint64_t key[2];                     /* the bytes as written, zeros behind them */
    uint64_t canonical[2];               /* the same */
    const struct ras_syllable *syllable; /* of the canonical form */
    uint64_t repairs;                    /* that the token alone stands for */
    uint8_t length;                      /* of the key; 0 = free slot */
    uint8_t canonical_length;
    uint8_t traits;
    uint8_t spare[13];
};
static_assert(sizeof(struct ras_token_entry) == 64, "one cache line");

struct ras_name_memory {
    struct ras_token_entry *slots;
    size_t capacity; /* a power of two; 0 before the first name */
    unsigned shift;  /* 64 - its logarithm */
    size_t count;
    struct ras_syllable_cache syllables;
};

void ras_name_memory_init(struct ras_name_memory *memory);
void ras_name_memory_fini(struct ras_name_memory *memory);

/* The canonical form of a name into the arena, as ras_name_canonical makes it, and its syllables if
 * they come for nothing (else syllables->list is NULL: ask ras_syllable_cache_name). Length 0: no
 * name. RAS_TEXT_PADDING readable bytes follow written. Adds to *repairs. */
enum ras_status ras_name_recall(struct ras_name_memory *memory, struct ras_bytes written,
                                struct ras_arena *arena, struct ras_bytes *name,
                                struct ras_syllable_list *syllables, uint64_t *repairs,
                                struct ras_error *error) RAS_MUST_CHECK;

#endif

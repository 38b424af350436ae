/* Blocking: which pairs are worth comparing.
 *
 * A pass makes one 64-bit key of a subject; a row meets the residents that have the same key in at
 * least one pass. A key is the XXH3 of its parts as bytes (every part is key bytes, never the seed)
 * together with the number of the pass. 0 = a part is missing, the subject does not take part.
 * Threads: pure. */
#ifndef RASOAT_BLOCK_PASSES_H
#define RASOAT_BLOCK_PASSES_H

#include "record/resident.h"

#include <stdint.h>

enum ras_pass {
#define PASS(ENUM, name, refined, vietnamese) RAS_PASS_##ENUM,
#include "block/passes.def"
#undef PASS
    RAS_PASS_COUNT
};

/* In outputs the passes are followed by one word more: the row was settled by a closer look over
 * all rows of its source (engine/closer_look.h), not by the pair alone. */
#define RAS_PASS_CLOSER RAS_PASS_COUNT
#define RAS_PASS_WORDS  (RAS_PASS_COUNT + 1)

struct ras_keys {
    uint64_t key[RAS_PASS_COUNT];
};

/* What the name parts of keys are made of; for the index, which counts names by them. */
struct ras_name_keys {
    uint64_t folded;  /* the folded syllables in order */
    uint64_t bag;     /* the folded syllables in any order */
    uint64_t given;   /* the last folded syllable */
    uint64_t surname; /* the first folded syllable */
};
/* All 0 for a name without syllables. */
void ras_name_keys_make(const struct ras_name *name, struct ras_name_keys *keys);

void ras_keys_make(const struct ras_subject *subject, struct ras_keys *keys);
/* The key of a pass that is made of a name (ras_name_keys.folded) and one more value. */
uint64_t ras_name_key(enum ras_pass pass, uint64_t folded, uint64_t value);
/* The key of the finer block that a key above the cap is split into; 0 = the refining field is
 * missing. */
uint64_t ras_key_refine(enum ras_pass pass, uint64_t key, const struct ras_subject *subject);

const char *ras_pass_name(enum ras_pass pass);       /* "name_date" */
const char *ras_pass_vietnamese(enum ras_pass pass); /* "họ tên không dấu và ngày sinh" */
const char *const *ras_pass_names(void);             /* RAS_PASS_WORDS of them */

#endif

/* Names that are not clean: everything the fast path of person_name.c hands over. */
#ifndef RASOAT_NORMALISE_NAME_REPAIR_H
#define RASOAT_NORMALISE_NAME_REPAIR_H

#include "normalise/syllable_rules.h"
#include "rasoat/bytes.h"
#include "record/name.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where the syllables of a canonical text begin; more than so many are not looked at. */
#define RAS_NAME_TOKENS_MAX 16

struct ras_name_text {
    char *out; /* RAS_NAME_BYTES_MAX + 1 bytes */
    size_t length;
    unsigned token_count; /* may exceed RAS_NAME_TOKENS_MAX */
    uint8_t start[RAS_NAME_TOKENS_MAX];
    bool marked;        /* some letter has a mark or a tone */
    uint32_t dots;      /* bit i: token i was followed by a dot */
    uint32_t vowelless; /* bit i: token i is one to three letters without a vowel */
};

/* Write the canonical form of any text into name (reset first). */
void ras_name_repair(struct ras_bytes written, struct ras_name_text *name, uint64_t *repairs);

/* Keys typed with the input method off (a-z, 0-9: nguyeexn, nguye6n4) -> the syllable they were to
 * be; false if they make none. *strong is set when more than one letter for the tone speaks for it.
 */
bool ras_residue_decode(const char *typed, unsigned length, struct ras_token *token, bool *strong);

/* Is that folded word one of the surnames of the country? */
bool ras_surname_known(struct ras_bytes folded);

#endif

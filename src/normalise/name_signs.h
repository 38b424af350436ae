/* A written name as signs: letters in lower case with their marks on them, and what parts them.
 * Brackets, notes after a comma and signs of lost letters are already out. */
#ifndef RASOAT_NORMALISE_NAME_SIGNS_H
#define RASOAT_NORMALISE_NAME_SIGNS_H

#include "normalise/unicode_fold.h"
#include "rasoat/bytes.h"
#include "record/person.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_SIGNS_MAX 512 /* of one name; later ones are cut */

struct ras_sign {
    uint32_t code_point; /* letters: lower case */
    uint8_t kind;        /* enum ras_sign_kind */
    bool upper;
};

struct ras_signs {
    unsigned count;
    bool any_lower;
    struct ras_sign sign[RAS_SIGNS_MAX + RAS_CLUSTER_MAX];
};

void ras_signs_read(struct ras_bytes written, struct ras_signs *signs, uint64_t *repairs);

static inline bool ras_sign_is_word(const struct ras_sign *sign)
{
    return sign->kind == RAS_SIGN_LETTER || sign->kind == RAS_SIGN_DIGIT;
}

#endif

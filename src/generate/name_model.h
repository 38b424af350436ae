/* Which names people are given. */
#ifndef RASOAT_GENERATE_NAME_MODEL_H
#define RASOAT_GENERATE_NAME_MODEL_H

#include "generate/households.h"

/* What a family hands on, drawn once per household. */
struct ras_family_names {
    const struct ras_ethnic_group *group; /* NULL = Kinh */
    unsigned region;
    const char *middle[2][2]; /* of the children, men and women: parts, NULL = none */
};

/* Where names follow the north, the centre or the south. */
unsigned ras_name_region(uint8_t landscape);
/* 0, 1 or 2: fashion at that year of birth, blurred by some years. */
unsigned ras_name_era(unsigned birth_year, struct ras_random *random);

/* A surname (or clan); NULL for peoples without. */
const char *ras_surname_draw(const struct ras_plan *plan, const struct ras_family_names *family,
                             struct ras_random *random);
/* Middle parts into middle[0..1]; NULL = none. */
void ras_middle_draw(const struct ras_plan *plan, unsigned sex, unsigned birth_year,
                     struct ras_random *random, const char *middle[2]);
/* A whole name. surname from ras_surname_draw; middle may be NULL (drawn anew). */
void ras_name_draw(const struct ras_plan *plan, const struct ras_family_names *family,
                   const char *surname, const char *const *middle, unsigned sex,
                   unsigned birth_year, struct ras_random *random, struct ras_made_name *name);
/* The given name (last part; for clan-last peoples the one before) is replaced by another. */
void ras_name_draw_given(const struct ras_plan *plan, const struct ras_family_names *family,
                         unsigned sex, unsigned birth_year, struct ras_random *random,
                         struct ras_made_name *name);
bool ras_made_name_equal(const struct ras_made_name *a, const struct ras_made_name *b);
/* The name as it is written, NUL-terminated; returns its length. capacity at least 160. */
size_t ras_made_name_write(const struct ras_made_name *name, char *out, size_t capacity);

#endif

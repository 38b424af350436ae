/* Clerks: each writes one cell about a person as such cells are found in registers, and tells what
 * it did wrong. Threads: pure but for the random sequence, the cell and the set given. */
#ifndef RASOAT_GENERATE_CLERKS_H
#define RASOAT_GENERATE_CLERKS_H

#include "generate/errors.h"
#include "generate/households.h"

/* Where somebody lives, enough to write an address. */
struct ras_place {
    uint32_t old_commune;
    uint32_t today_commune;
    uint16_t house_number;
    uint8_t street;
    uint8_t group;
    uint8_t hamlet;
};

struct ras_place ras_place_of(const struct ras_block *block, const struct ras_made_person *person);
/* Another commune (if there is one) and a house in it. */
struct ras_place ras_place_draw(const struct ras_plan *plan, const struct ras_place *from,
                                struct ras_random *random);
/* The address as the residents' table has it; then in one of the ways that others write it. */
void ras_address_write(const struct ras_plan *plan, const struct ras_place *place,
                       struct ras_made_cell *cell);
void ras_address_write_otherwise(const struct ras_plan *plan, const struct ras_place *place,
                                 struct ras_random *random, struct ras_made_cell *cell);
/* A commune code: today's, an old one, none or one that does not exist. */
void ras_commune_clerk(const struct ras_plan *plan, const struct ras_place *place,
                       struct ras_random *random, struct ras_made_cell *cell,
                       struct ras_error_set *errors);

/* A name; with chance `wrong` (millionths) another one than the person's, then the usual forms. */
void ras_name_clerk(const struct ras_plan *plan, const struct ras_made_person *person,
                    uint32_t wrong, struct ras_random *random, struct ras_made_cell *cell,
                    struct ras_error_set *errors);
/* The name of a parent: mistyped with chance `wrong` (then true), capitals, no marks. */
bool ras_parent_clerk(const struct ras_made_name *name, uint32_t wrong, bool capitals,
                      bool no_marks, struct ras_random *random, struct ras_made_cell *cell);

void ras_birth_clerk(const struct ras_plan *plan, const struct ras_rates *rates,
                     const struct ras_made_person *person, struct ras_random *random,
                     struct ras_made_cell *cell, struct ras_error_set *errors);

/* The number cell. missing: chance that it is empty; other: whose id is written by mistake. */
void ras_number_clerk(const struct ras_rates *rates, uint32_t missing,
                      const struct ras_made_person *person, uint64_t other_id,
                      struct ras_random *random, struct ras_made_cell *cell,
                      struct ras_error_set *errors);

void ras_sex_clerk(const struct ras_rates *rates, const struct ras_made_person *person,
                   struct ras_random *random, struct ras_made_cell *cell,
                   struct ras_error_set *errors);

#endif

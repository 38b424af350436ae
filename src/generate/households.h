/* The people: blocks of households that can be made again from (seed, number of the block).
 *
 *   block b = residents 64 b .. 64 b + 63, some 18 households, one commune, one hamlet
 *           + those who live here without being in the residents' table (newborns, others)
 *
 * A person's number is 128 × block + position in the block: positions of residents and of absent
 * ones are mixed, so at most 128 in a block. Nothing is kept in memory between blocks. */
#ifndef RASOAT_GENERATE_HOUSEHOLDS_H
#define RASOAT_GENERATE_HOUSEHOLDS_H

#include "generate/plan.h"
#include "record/person.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_BLOCK_RESIDENTS      64
#define RAS_BLOCK_PERSONS_MAX    96
#define RAS_BLOCK_HOUSEHOLDS_MAX 64
#define RAS_NAME_PARTS_MAX       6
#define RAS_NOBODY               UINT8_MAX

/* A name as its parts; a part may hold blanks ("Rơ Châm"). part_count 0 = no name known. */
struct ras_made_name {
    const char *parts[RAS_NAME_PARTS_MAX];
    uint8_t part_count;
    uint8_t surname_count; /* parts in front that are the surname */
    uint8_t glued_part;    /* this part follows without a blank (K'Brèo: 1); 0 = none */
};

struct ras_made_person {
    struct ras_made_name name;
    struct ras_made_name mother;
    struct ras_made_name father;
    uint64_t number;
    uint64_t personal_id;
    uint32_t old_id;     /* 9 digits, 0 = never had one */
    uint32_t birth_date; /* packed, always full: what really happened */
    uint32_t death_date; /* packed, 0 = alive */
    uint8_t sex;         /* enum ras_sex */
    uint8_t household;
    uint8_t mother_position; /* in the block, or RAS_NOBODY */
    uint8_t father_position;
    uint8_t spouse_position;
    uint8_t age;       /* whole years at as_of, or what they would be */
    bool absent;       /* not in the residents' table */
    bool dead_unknown; /* dead, and alive in the residents' table */
    bool moved_away;   /* marked so in the residents' table */
    bool year_only;    /* the residents' table knows the year of birth alone */
    bool twin;
};

struct ras_made_household {
    uint64_t number;
    uint16_t house_number; /* 0 = none */
    uint8_t street;
    uint8_t group; /* tổ dân phố */
    uint8_t ethnicity;
    bool poor;
};

struct ras_block {
    uint32_t number;
    uint32_t old_commune; /* position */
    uint32_t today_commune;
    uint8_t hamlet; /* position in ras_hamlet_names */
    uint8_t person_count;
    uint8_t resident_count;
    uint8_t household_count;
    uint32_t cells[RAS_BLOCK_PERSONS_MAX]; /* first six digits of the ids, see people.h */
    struct ras_made_person persons[RAS_BLOCK_PERSONS_MAX];
    struct ras_made_household households[RAS_BLOCK_HOUSEHOLDS_MAX];
};

/* Make block `number`. Threads: pure. Cost: about 10 µs. */
void ras_block_make(const struct ras_plan *plan, uint32_t number, struct ras_block *block);

#endif

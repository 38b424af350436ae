/* The invented communes: those of before 1 July 2025, of about 4,000 residents each, and today's,
 * made of one to fourteen of them; and which block of residents lives where.
 *
 * A block is 64 residents who live beside each other (households.h). Communes of one old province
 * lie side by side, and so do their blocks.
 * Ownership: create/destroy. Threads: read-only once created. */
#ifndef RASOAT_GENERATE_COMMUNES_H
#define RASOAT_GENERATE_COMMUNES_H

#include "base/text.h"
#include "generate/place_tables.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stdint.h>

struct ras_old_commune {
    uint32_t code;
    uint32_t first_block;
    uint32_t block_count;
    uint32_t today;      /* position of today's commune */
    uint32_t part_today; /* a divided commune: where its last blocks went; else = today */
    uint32_t part_block_count;
    uint32_t minority_share; /* millionths of the households */
    uint16_t name;           /* first word × 64 + second word */
    uint8_t old_province;    /* position in ras_old_provinces */
    uint8_t minority;        /* the people that lives here beside the Kinh */
    uint8_t hamlet_count;
    uint8_t hamlet_kind;
    uint8_t first_hamlet;
    bool urban;
};

struct ras_today_commune {
    uint32_t code; /* the code of one of its old members, as in life */
    uint16_t name;
    uint8_t province; /* code of today's province */
    bool urban;
    bool unchanged; /* one old commune, wholly, and nothing else */
};

struct ras_communes {
    struct ras_old_commune *old;
    struct ras_today_commune *today;
    uint32_t *commune_of_block;
    uint32_t old_count;
    uint32_t today_count;
    uint32_t block_count;
    uint32_t province_first_block[RAS_OLD_PROVINCE_COUNT];
    uint32_t province_block_count[RAS_OLD_PROVINCE_COUNT];
};

enum ras_status ras_communes_create(struct ras_communes *communes, uint64_t seed,
                                    uint32_t block_count, struct ras_error *error) RAS_MUST_CHECK;
void ras_communes_destroy(struct ras_communes *communes);
/* Position of today's commune that a block lies in. */
uint32_t ras_communes_today(const struct ras_communes *communes, uint32_t block);
/* The whole of units.csv and crosswalk.csv, headers included. */
void ras_communes_units_csv(const struct ras_communes *communes, struct ras_text *text);
void ras_communes_crosswalk_csv(const struct ras_communes *communes, struct ras_text *text);
/* "Tân Hòa" of a packed name. */
void ras_place_name(uint16_t name, struct ras_text *text);

#endif

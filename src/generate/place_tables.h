/* Provinces before and after 1 July 2025, and the words that invented communes, streets and hamlets
 * are named with. Codes and names of provinces are public facts (decision 124/2004, 19/2025); the
 * communes are invented, so that no figure can be mistaken for one of a real commune. */
#ifndef RASOAT_GENERATE_PLACE_TABLES_H
#define RASOAT_GENERATE_PLACE_TABLES_H

#include <stddef.h>
#include <stdint.h>

#define RAS_PROVINCE_COUNT     34
#define RAS_OLD_PROVINCE_COUNT 63

enum ras_landscape { /* who lives there, and what places are called */
                     RAS_NORTH_PLAIN,
                     RAS_NORTH_HILLS,
                     RAS_CENTRE,
                     RAS_HIGHLANDS,
                     RAS_SOUTH
};

struct ras_province {
    uint8_t code; /* of today */
    const char *name;
};

struct ras_old_province {
    uint8_t code;     /* before 1 July 2025; with a 0 in front, the first digits of personal ids */
    uint8_t province; /* code of today's province */
    uint8_t landscape;
};

extern const struct ras_province ras_provinces[RAS_PROVINCE_COUNT];
extern const struct ras_old_province ras_old_provinces[RAS_OLD_PROVINCE_COUNT];

struct ras_words {
    const char *const *items;
    uint32_t count;
};
extern const struct ras_words ras_place_first;     /* Tân, Phú ... */
extern const struct ras_words ras_place_second;    /* Hòa, Thạnh ... */
extern const struct ras_words ras_street_names;    /* Trần Hưng Đạo ... */
extern const struct ras_words ras_hamlet_names;    /* Đông, Trung, Đồng Tâm ... */
extern const struct ras_words ras_hamlet_kinds[5]; /* by landscape: thôn, xóm, bản, buôn, ấp */

/* Name of today's province with that code. */
const char *ras_province_name(uint8_t code);

#endif

/* Name parts with weights: aggregate shares only, typed from published percentages and general
 * knowledge of what was given when; no list of persons. */
#ifndef RASOAT_GENERATE_NAME_TABLES_H
#define RASOAT_GENERATE_NAME_TABLES_H

#include <stddef.h>
#include <stdint.h>

/* Births before 1965, from 1965 to 1989, from 1990. */
#define RAS_ERA_COUNT 3
/* Where a surname is spelt how: north, centre, south (Hoàng or Huỳnh, Vũ or Võ). */
#define RAS_REGION_COUNT 3

struct ras_weighted_name {
    const char *text;
    uint16_t weights[3]; /* by era, or by region for surnames */
};

struct ras_name_table {
    const struct ras_weighted_name *items;
    size_t item_count;
};

extern const struct ras_name_table ras_surname_table;
extern const struct ras_name_table ras_given_tables[2];  /* men, women */
extern const struct ras_name_table ras_middle_tables[2]; /* men, women; not Văn and Thị */

/* How a people's names are built. */
enum ras_name_form {
    RAS_FORM_SURNAME,   /* surname, Văn or Thị or another middle name, given name */
    RAS_FORM_SHORT,     /* surname and given name, few middle names (Khmer, Hmông women Thị) */
    RAS_FORM_CLAN_LAST, /* Y Blô Niê, H'Lim Êban: marker, given name, clan of the mother */
    RAS_FORM_MARKER,    /* A Thút, Y Nhen: a marker and a given name, no surname */
    RAS_FORM_GLUED,     /* K'Brèo, Ka Hương: the marker stands before the given name */
    RAS_FORM_CLAN_FIRST /* Ksor H'Bia, Rơ Châm Tuân: clan of the mother first */
};

struct ras_ethnic_group {
    uint8_t code;     /* of the list of 1979 */
    const char *name; /* as the dân tộc column has it */
    enum ras_name_form form;
    const char *markers[2];  /* men, women; NULL = none */
    const char *surnames[8]; /* or clans; NULL ends the list */
    const char *given[2][16];
};

extern const struct ras_ethnic_group ras_ethnic_groups[];
extern const size_t ras_ethnic_group_count;
/* The group of a code, NULL for 1 (Kinh) and for codes that have no names here. */
const struct ras_ethnic_group *ras_ethnic_group_find(uint8_t code);

#endif

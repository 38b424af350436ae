/* Communes: today's list, and the way from codes of before 1 July 2025 to today's.
 *
 * A code without its vintage means little: every new code is also the code of one of its old
 * members. A written code that is one of today's is taken as today's (the old commune of that code
 * lies in the new one); else it is looked up in the crosswalk. An old commune that was divided has
 * several targets: the first listed is taken and the row says COMMUNE_SPLIT.
 *
 * Threads: filled by one thread, then read by many. */
#ifndef RASOAT_RECORD_UNITS_H
#define RASOAT_RECORD_UNITS_H

#include "rasoat/bytes.h"
#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_unit {
    uint32_t code;          /* 5 digits */
    uint32_t province_code; /* 2 digits */
    char name[64];          /* "Xã Tân Hòa", UTF-8, NUL-terminated, cut at a letter */
    char province[48];
};

struct ras_units;

struct ras_units *ras_units_create(void) RAS_MUST_CHECK; /* NULL without memory */
void ras_units_destroy(struct ras_units *units);
/* One of today's communes. A repeated code keeps the first. */
enum ras_status ras_units_add(struct ras_units *units, const struct ras_unit *unit,
                              struct ras_error *error) RAS_MUST_CHECK;
/* One line of the crosswalk; several lines of one old code are a divided commune. */
enum ras_status ras_units_add_old(struct ras_units *units, uint32_t old_code, uint32_t new_code,
                                  struct ras_error *error) RAS_MUST_CHECK;
/* Sort; to be called once after the last add. */
void ras_units_seal(struct ras_units *units);

/* Today's code for a written one. found = false: the code is in neither list, it is returned as it
 * is. With an empty list (no unit list configured) every code is today's and found. */
uint32_t ras_units_today(const struct ras_units *units, uint32_t written, bool *found, bool *old,
                         bool *split);
size_t ras_units_count(const struct ras_units *units);
const struct ras_unit *ras_units_at(const struct ras_units *units, size_t position); /* by code */
const struct ras_unit *ras_units_find(const struct ras_units *units, uint32_t code); /* or NULL */

#endif

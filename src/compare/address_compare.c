/* Comparing addresses that were reduced to hashes of their places and a house number. */
#include "compare/compare.h"

#include <stdbool.h>

static bool both_and_other(uint16_t a, uint16_t b)
{
    return a != 0 && b != 0 && a != b;
}

/* One names the street, the other its group alone; or a street is misspelt in a group that agrees.
 */
static bool may_be_one_place(struct ras_address a, struct ras_address b)
{
    return (uint16_t)a.place == b.group || a.group == (uint16_t)b.place ||
           (a.group != 0 && a.group == b.group);
}

unsigned ras_address_compare(struct ras_address row, struct ras_address resident)
{
    if (row.place == 0 || resident.place == 0)
        return RAS_LEVEL_MISSING;
    if (row.place != resident.place)
        return may_be_one_place(row, resident) ? RAS_LEVEL_MISSING : RAS_LEVEL_ADDRESS_OTHER;
    return row.number != 0 && row.number == resident.number &&
                   !both_and_other(row.group, resident.group)
               ? RAS_LEVEL_ADDRESS_EQUAL
               : RAS_LEVEL_ADDRESS_PLACE;
}

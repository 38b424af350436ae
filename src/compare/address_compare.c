/* Comparing addresses that were reduced to the hash of their place words and a house number. */
#include "compare/compare.h"

unsigned ras_address_compare(uint32_t row_place, uint16_t row_number, uint32_t resident_place,
                             uint16_t resident_number)
{
    if (row_place == 0 || resident_place == 0)
        return RAS_LEVEL_MISSING;
    if (row_place != resident_place)
        return RAS_LEVEL_ADDRESS_OTHER;
    return row_number != 0 && row_number == resident_number ? RAS_LEVEL_ADDRESS_EQUAL
                                                            : RAS_LEVEL_ADDRESS_PLACE;
}

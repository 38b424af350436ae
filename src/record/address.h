/* An address as far as two of them can be compared. */
#ifndef RASOAT_RECORD_ADDRESS_H
#define RASOAT_RECORD_ADDRESS_H

#include <stdint.h>

/* Hashes of folded words. The lower half of a place's hash is never 0. */
struct ras_address {
    uint32_t place;  /* street or hamlet, 0 = none */
    uint16_t group;  /* its group or alley; lower half of the hash, 0 = none */
    uint16_t number; /* of the house, 0 = none */
};

#endif

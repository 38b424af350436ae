/* What ras_address_parse says of an address, by lists of words. */
#ifndef RASOAT_TESTS_ADDRESS_NAIVE_H
#define RASOAT_TESTS_ADDRESS_NAIVE_H

#include "rasoat/bytes.h"

#include <stdint.h>

void naive_address_parse(struct ras_bytes written, uint32_t *place, uint16_t *number);

#endif

/* What ras_address_parse says of an address, by lists of words. */
#ifndef RASOAT_TESTS_ADDRESS_NAIVE_H
#define RASOAT_TESTS_ADDRESS_NAIVE_H

#include "rasoat/bytes.h"
#include "record/address.h"

void naive_address_parse(struct ras_bytes written, struct ras_address *address);

#endif

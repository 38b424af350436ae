/* A resident as packed in the index, and the form in which two persons are compared.
 *
 * 64 bytes, one cache line: a candidate costs one miss. Names are numbers into the index's table of
 * distinct names (0 = no name). Stored on disk as it stands (little endian). */
#ifndef RASOAT_RECORD_RESIDENT_H
#define RASOAT_RECORD_RESIDENT_H

#include "record/address.h"
#include "record/name.h"

#include <assert.h>
#include <stdint.h>

#define RAS_RESIDENT_NONE UINT32_MAX

struct ras_resident {
    uint64_t personal_id; /* 12 digits as a number, 0 = none */
    uint64_t mother_id;
    uint64_t father_id;
    uint32_t old_id;
    uint32_t birth_date;
    uint32_t name;
    uint32_t mother_name;
    uint32_t father_name;
    uint32_t commune; /* today's code */
    uint32_t death_date;
    struct ras_address address;
    uint8_t sex;
    uint8_t status;
    uint8_t ethnicity;
    uint8_t spare[1];
};
static_assert(sizeof(struct ras_resident) == 64, "one cache line");

/* Either side of a comparison: a row of a source, or a resident with its names looked up.
 * fields.name, mother_name and father_name are not read by comparators; the names below are. */
struct ras_subject {
    struct ras_resident fields;
    struct ras_name name;
    struct ras_name mother;
    struct ras_name father;
    uint64_t repairs;    /* of the row; 0 for a resident */
    uint64_t partial_id; /* of the row, see struct ras_person; 0 for a resident */
    uint8_t partial_digits;
};

#endif

/* Closed lists: the words for sex, status, events, peoples, and the numbers of telephones. */
#ifndef RASOAT_NORMALISE_VALUES_H
#define RASOAT_NORMALISE_VALUES_H

#include "normalise/normaliser.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_VALUE_BYTES_MAX 64 /* of a folded value; a longer one is in no list */

/* Could a cell that is not empty be one of the words for nothing? Told by its first two bytes,
 * since nearly all cells are not: nu(ll), no(ne), na(n), n/(a), ni(l), kh(ông), ch(ưa), tr(ống),
 * xx, un. */
static inline bool ras_value_may_be_blank(struct ras_bytes written)
{
    const unsigned first = (unsigned char)written.data[0];
    const unsigned second = written.length > 1 ? (unsigned char)written.data[1] | 0x20u : 0;
    switch (first | 0x20) {
    case 'n':
        return second == 'u' || second == 'o' || second == 'a' || second == 'i' || second == '/';
    case 'k':
    case 'c': return second == 'h';
    case 't': return second == 'r';
    case 'x': return second == 'x';
    case 'u': return second == 'n';
    default: return (first | 0x20) - 'a' > 25u && first - '0' > 9u; /* signs, perhaps only signs */
    }
}
/* A cell that only says that there is nothing: "", "-", "không có", "N/A", "null" ... */
bool ras_value_is_blank(struct ras_bytes written);
/* Value of the config's mappings for that field; false if none of them fits. */
bool ras_value_mapped(const struct ras_normaliser *normaliser, enum ras_field field,
                      struct ras_bytes written, uint8_t *value);
uint8_t ras_status_parse(struct ras_bytes written); /* enum ras_person_status */
uint8_t ras_event_parse(struct ras_bytes written);  /* enum ras_event_type */
/* 1 if the nationality is another than Vietnamese. */
uint8_t ras_nationality_foreign(struct ras_bytes written);
/* Which dose: "2", "Mũi 2", "mui thu 3"; 0 = not to be read (boosters have no number of their own).
 */
uint8_t ras_dose_parse(struct ras_bytes written);
/* Commune code of 1 to 5 digits, also inside "Xã X (12345)"; 0 = none. */
uint32_t ras_commune_parse(struct ras_bytes written, uint64_t *repairs);

#endif

/* Closed lists: the words for sex, status, events, peoples, and the numbers of telephones. */
#ifndef RASOAT_NORMALISE_VALUES_H
#define RASOAT_NORMALISE_VALUES_H

#include "normalise/normaliser.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_VALUE_BYTES_MAX 64 /* of a folded value; a longer one is in no list */

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

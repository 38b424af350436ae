/* From cells to values: one call per row, and the parts it is made of.
 *
 * Cells are tried as people write them; every repair is recorded in person.repairs, every cell that
 * is there but gives no value in person.unreadable. Nothing is guessed silently: a value that could
 * mean two things is left out and marked.
 *
 * Threads: a normaliser is read-only after creation and shared by all workers; the arena and the
 * person are the caller's. No allocation but from the arena. */
#ifndef RASOAT_NORMALISE_NORMALISER_H
#define RASOAT_NORMALISE_NORMALISER_H

#include "base/arena.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "record/batch.h"
#include "record/person.h"
#include "record/units.h"

#include <stdbool.h>
#include <stdint.h>

/* One line of `values:` in the config, e.g. sex "1" -> RAS_SEX_FEMALE. Tried before the built-in
 * synonyms; compared after folding marks, case, blanks and punctuation. */
struct ras_value_mapping {
    enum ras_field field; /* SEX, STATUS, EVENT_TYPE */
    const char *written;
    uint8_t value; /* enum ras_sex, ras_person_status or ras_event_type */
};

struct ras_normaliser {
    enum ras_source_kind kind; /* RAS_KIND_COUNT for residents */
    uint32_t as_of;            /* packed date: the only "now" */
    const struct ras_units *units;
    const struct ras_value_mapping *values;
    size_t value_count;
    bool leave_address; /* the address stays 0: the caller parses the cell of
                           the few rows that need them (ras_address_parse) */
};

struct ras_row_memory; /* normalise/row_memory.h */

/* Fill *person from one row of the batch; texts go to the arena. memory may be NULL.
 * Errors: RAS_NO_MEMORY only. */
enum ras_status ras_normalise_row(const struct ras_normaliser *normaliser,
                                  const struct ras_batch *batch, uint32_t row,
                                  struct ras_row_memory *memory, struct ras_arena *arena,
                                  struct ras_person *person,
                                  struct ras_error *error) RAS_MUST_CHECK;

/* ---- names (person_name.c, syllable.c) ---- */

/* Canonical form of a name as written: see struct ras_person. out holds at least
 * RAS_NAME_BYTES_MAX + 1 bytes; returns its length (0 = no name). Adds to *repairs.
 * Kernel: Vietnamese letters by own tables; anything else through utf8proc. */
size_t ras_name_canonical(struct ras_bytes written, char *out, uint64_t *repairs);
/* The syllables of a canonical name; returns how many (at most RAS_NAME_SYLLABLES_MAX). */
uint32_t ras_name_syllables(struct ras_bytes canonical, struct ras_syllable *syllables);
/* One canonical token (no blanks) with all its forms. Pure. */
void ras_syllable_make(struct ras_bytes token, struct ras_syllable *syllable);
/* As people write it: capital at the start of each syllable, H' and K' forms; for officers. out
 * holds at least 2 × length + 2 bytes. */
size_t ras_name_display(struct ras_bytes canonical, char *out, size_t capacity);

/* Folded ASCII text of anything (addresses, benefits, headers): lower case, no marks, runs of other
 * bytes become one blank, trimmed. out holds capacity bytes, cut if longer; returns length. */
size_t ras_text_fold(struct ras_bytes written, char *out, size_t capacity);
/* NFC of UTF-8 text (own tables for Vietnamese, utf8proc for the rest); returns length, cut at a
 * letter when capacity is short; *changed tells whether anything was recomposed. */
size_t ras_text_compose(struct ras_bytes written, char *out, size_t capacity, bool *changed);

/* ---- dates (date_text.c) ---- */

/* A date as written -> packed date, 0 when none can be read. as_of bounds the future and the
 * century of a two-digit year. Sets repairs; *placeholder is set for 00/00/0000, 1/1/1900,
 * 31/12/9999. */
uint32_t ras_date_parse(struct ras_bytes written, uint32_t as_of, uint64_t *repairs,
                        bool *placeholder);

/* ---- numbers (identity_number.c) ---- */

struct ras_number {
    uint64_t personal_id;
    uint32_t old_id;
    uint64_t partial_id;
    uint8_t partial_digits;
    uint8_t state; /* enum ras_number_state */
};
/* A number as written: 12 digits, 9 digits, lost zeros, separators, apostrophe, full-width digits,
 * 3.60E+10, placeholders. Source of the structure: decree 137/2015 art. 13, circular 59/2021. */
void ras_number_parse(struct ras_bytes written, struct ras_number *number, uint64_t *repairs);
/* Do the 12 digits obey the structure (province or country code, sex and century digit)? */
bool ras_number_structure_holds(uint64_t personal_id);
/* Sex and birth year that the 12 digits say; year 0 when the digit is outside 0-9's use. */
void ras_number_claims(uint64_t personal_id, uint8_t *sex, uint16_t *birth_year);

/* ---- the rest (values.c, address.c) ---- */
uint8_t ras_sex_parse(struct ras_bytes written, uint64_t *repairs);
uint8_t ras_ethnicity_parse(struct ras_bytes written);
uint64_t ras_phone_parse(struct ras_bytes written, uint64_t *repairs);
/* "Số 12, thôn Đông, xã X" and "12 Thon Dong" agree. */
void ras_address_parse(struct ras_bytes written, struct ras_address *address);

/* The instruction set of the name kernel, for tests; see ras_csv_scan_force. */
bool ras_fold_force(const char *name);

#endif

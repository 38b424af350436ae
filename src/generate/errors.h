/* The errors a row was given, and the cells in which they are made.
 *
 * A clerk function writes one cell as somebody typed it and adds what went wrong to the set. */
#ifndef RASOAT_GENERATE_ERRORS_H
#define RASOAT_GENERATE_ERRORS_H

#include "base/text.h"
#include "generate/random.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum ras_made_error {
#define ERROR(ENUM, name, description) RAS_MADE_##ENUM,
#include "generate/errors.def"
#undef ERROR
    RAS_MADE_ERROR_COUNT
};

/* "id_missing" for RAS_MADE_ID_MISSING; and the sentence about it. */
const char *ras_made_error_name(enum ras_made_error error);
const char *ras_made_error_description(enum ras_made_error error);

struct ras_error_set {
    uint64_t words[2];
};

static inline void ras_error_set_add(struct ras_error_set *set, enum ras_made_error error)
{
    set->words[error / 64] |= UINT64_C(1) << (error % 64);
}

static inline bool ras_error_set_has(const struct ras_error_set *set, enum ras_made_error error)
{
    return (set->words[error / 64] >> (error % 64) & 1) != 0;
}

/* The names, joined by a bar, in the order of errors.def. */
void ras_error_set_write(const struct ras_error_set *set, struct ras_text *text);

/* One cell. Every text that goes in is bounded by the lists it is made of; what would not fit is
 * cut off. */
#define RAS_CELL_BYTES 248
struct ras_made_cell {
    size_t length;
    char data[RAS_CELL_BYTES];
};

static inline void ras_cell_bytes(struct ras_made_cell *cell, const char *data, size_t length)
{
    const size_t room = RAS_CELL_BYTES - cell->length;
    const size_t taken = length < room ? length : room;
    memcpy(cell->data + cell->length, data, taken);
    cell->length += taken;
}

static inline void ras_cell_string(struct ras_made_cell *cell, const char *string)
{
    ras_cell_bytes(cell, string, strlen(string));
}

static inline void ras_cell_char(struct ras_made_cell *cell, char c)
{
    if (cell->length < RAS_CELL_BYTES)
        cell->data[cell->length++] = c;
}

/* Exactly `digits` digits; 0 = as many as there are. */
void ras_cell_number(struct ras_made_cell *cell, uint64_t value, unsigned digits);
/* "05/03/1985" of a packed full date; nothing for 0. */
void ras_cell_date(struct ras_made_cell *cell, uint32_t date);
void ras_text_cell(struct ras_text *text, const struct ras_made_cell *cell); /* as a CSV field */

#endif

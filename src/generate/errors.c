/* Error names and cells. */
#include "generate/errors.h"

#include "record/date.h"

static_assert(RAS_MADE_ERROR_COUNT <= 128, "a set is two words");

const char *ras_made_error_name(enum ras_made_error error)
{
    static const char *const names[] = {
#define ERROR(ENUM, name, description) #name,
#include "generate/errors.def"
#undef ERROR
    };
    assert(error < RAS_MADE_ERROR_COUNT);
    return names[error];
}

const char *ras_made_error_description(enum ras_made_error error)
{
    static const char *const descriptions[] = {
#define ERROR(ENUM, name, description) description,
#include "generate/errors.def"
#undef ERROR
    };
    assert(error < RAS_MADE_ERROR_COUNT);
    return descriptions[error];
}

void ras_error_set_write(const struct ras_error_set *set, struct ras_text *text)
{
    bool first = true;
    for (unsigned word = 0; word < 2; word++) {
        for (uint64_t bits = set->words[word]; bits != 0; bits &= bits - 1) {
            const unsigned error = word * 64 + (unsigned)__builtin_ctzll(bits);
            if (!first)
                ras_text_char(text, '|');
            ras_text_string(text, ras_made_error_name((enum ras_made_error)error));
            first = false;
        }
    }
}

void ras_cell_number(struct ras_made_cell *cell, uint64_t value, unsigned digits)
{
    char buffer[20];
    size_t at = sizeof buffer;
    assert(digits <= sizeof buffer);
    while (at > sizeof buffer - digits || value != 0 || at == sizeof buffer) {
        buffer[--at] = (char)('0' + value % 10);
        value /= 10;
    }
    ras_cell_bytes(cell, buffer + at, sizeof buffer - at);
}

void ras_cell_date(struct ras_made_cell *cell, uint32_t date)
{
    if (date == 0)
        return;
    ras_cell_number(cell, ras_date_day(date), 2);
    ras_cell_char(cell, '/');
    ras_cell_number(cell, ras_date_month(date), 2);
    ras_cell_char(cell, '/');
    ras_cell_number(cell, ras_date_year(date), 4);
}

void ras_text_cell(struct ras_text *text, const struct ras_made_cell *cell)
{
    ras_text_csv(text, (struct ras_bytes){cell->data, cell->length});
}

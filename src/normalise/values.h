/* Closed lists: the words for sex, status, events, peoples, and the numbers of telephones. */
#ifndef RASOAT_NORMALISE_VALUES_H
#define RASOAT_NORMALISE_VALUES_H

#include "normalise/normaliser.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

#define RAS_VALUE_BYTES_MAX 64 /* of a folded value; a longer one is in no list */

/* A digit, or an ASCII letter that no word for nothing begins with: such a cell says something. */
static inline bool ras_value_head_is_plain(char head)
{
    const uint32_t others = 1u << ('n' - 'a') | 1u << ('k' - 'a') | 1u << ('c' - 'a') |
                            1u << ('t' - 'a') | 1u << ('x' - 'a') | 1u << ('u' - 'a');
    const unsigned letter = ((unsigned char)head | 0x20u) - 'a';
    return (unsigned char)head - (unsigned)'0' <= 9 ||
           (letter <= 25 && (others >> letter & 1) == 0);
}

/* Could a cell that is not empty be one of the words for nothing? Told by its first three bytes,
 * since nearly all cells are not: nul(l), non(e), nan, n/(a), nil, kho(ng), chu(a), tro(ng), xxx,
 * unk(nown). A third byte beyond ASCII may be that letter with its marks. */
static inline bool ras_value_may_be_blank(struct ras_bytes written)
{
#define BIT(c) (1u << ((c) - 'a'))
    static const uint32_t seconds[26] = {['n' - 'a'] = BIT('o') | BIT('a') | BIT('u') | BIT('i'),
                                         ['k' - 'a'] = BIT('h'),
                                         ['c' - 'a'] = BIT('h'),
                                         ['t' - 'a'] = BIT('r'),
                                         ['x' - 'a'] = BIT('x'),
                                         ['u' - 'a'] = BIT('n')};
#undef BIT
    static const char thirds[26] = {['k' - 'a'] = 'o',
                                    ['c' - 'a'] = 'u',
                                    ['t' - 'a'] = 'o',
                                    ['x' - 'a'] = 'x',
                                    ['u' - 'a'] = 'k'};
    const unsigned first = (unsigned char)written.data[0];
    const unsigned letter = (first | 0x20) - 'a';
    if (letter > 25)
        return first - '0' > 9; /* signs, perhaps only signs */
    const unsigned second = written.length > 1 ? (unsigned char)written.data[1] | 0x20u : 0;
    if (second - 'a' > 25)
        return letter == 'n' - 'a' && second == '/';
    if ((seconds[letter] >> (second - 'a') & 1) == 0)
        return false;
    const unsigned third = written.length > 2 ? (unsigned char)written.data[2] | 0x20u : 0;
    const char wanted = letter != 'n' - 'a'              ? thirds[letter]
                        : second == 'o' || second == 'a' ? 'n'
                                                         : 'l';
    return third - 'a' > 25 || third == (unsigned char)wanted;
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

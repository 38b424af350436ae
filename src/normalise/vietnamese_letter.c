/* The tables of Vietnamese letters, written from one list: 12 vowels × 6 tones × 2 cases, the
 * consonants, đ, and six letters of the Central Highlands. Source: Unicode 15, Latin blocks. */
#include "normalise/vietnamese_letter.h"

#include <assert.h>

static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "packed letters are stored as they stand");

/* L(letter, small: level, fall, hook, tilde, rise, heavy; capital: the same) */
#define TONED_LETTERS(L)                                                                           \
    L(RAS_LETTER('a'), 0x61, 0xE0, 0x1EA3, 0xE3, 0xE1, 0x1EA1, 0x41, 0xC0, 0x1EA2, 0xC3, 0xC1,     \
      0x1EA0)                                                                                      \
    L(RAS_LETTER_A_BREVE, 0x103, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB7, 0x102, 0x1EB0, 0x1EB2,    \
      0x1EB4, 0x1EAE, 0x1EB6)                                                                      \
    L(RAS_LETTER_A_HAT, 0xE2, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0xC2, 0x1EA6, 0x1EA8,        \
      0x1EAA, 0x1EA4, 0x1EAC)                                                                      \
    L(RAS_LETTER('e'), 0x65, 0xE8, 0x1EBB, 0x1EBD, 0xE9, 0x1EB9, 0x45, 0xC8, 0x1EBA, 0x1EBC, 0xC9, \
      0x1EB8)                                                                                      \
    L(RAS_LETTER_E_HAT, 0xEA, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0xCA, 0x1EC0, 0x1EC2,        \
      0x1EC4, 0x1EBE, 0x1EC6)                                                                      \
    L(RAS_LETTER('i'), 0x69, 0xEC, 0x1EC9, 0x129, 0xED, 0x1ECB, 0x49, 0xCC, 0x1EC8, 0x128, 0xCD,   \
      0x1ECA)                                                                                      \
    L(RAS_LETTER('o'), 0x6F, 0xF2, 0x1ECF, 0xF5, 0xF3, 0x1ECD, 0x4F, 0xD2, 0x1ECE, 0xD5, 0xD3,     \
      0x1ECC)                                                                                      \
    L(RAS_LETTER_O_HAT, 0xF4, 0x1ED3, 0x1ED5, 0x1ED7, 0x1ED1, 0x1ED9, 0xD4, 0x1ED2, 0x1ED4,        \
      0x1ED6, 0x1ED0, 0x1ED8)                                                                      \
    L(RAS_LETTER_O_HORN, 0x1A1, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x1A0, 0x1EDC, 0x1EDE,     \
      0x1EE0, 0x1EDA, 0x1EE2)                                                                      \
    L(RAS_LETTER('u'), 0x75, 0xF9, 0x1EE7, 0x169, 0xFA, 0x1EE5, 0x55, 0xD9, 0x1EE6, 0x168, 0xDA,   \
      0x1EE4)                                                                                      \
    L(RAS_LETTER_U_HORN, 0x1B0, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1AF, 0x1EEA, 0x1EEC,     \
      0x1EEE, 0x1EE8, 0x1EF0)                                                                      \
    L(RAS_LETTER('y'), 0x79, 0x1EF3, 0x1EF7, 0x1EF9, 0xFD, 0x1EF5, 0x59, 0x1EF2, 0x1EF6, 0x1EF8,   \
      0xDD, 0x1EF4)

/* L(letter, small, capital) */
#define PLAIN_LETTERS(L)                                                                           \
    L(RAS_LETTER('b'), 'b', 'B')                                                                   \
    L(RAS_LETTER('c'), 'c', 'C')                                                                   \
    L(RAS_LETTER('d'), 'd', 'D')                                                                   \
    L(RAS_LETTER('f'), 'f', 'F')                                                                   \
    L(RAS_LETTER('g'), 'g', 'G')                                                                   \
    L(RAS_LETTER('h'), 'h', 'H')                                                                   \
    L(RAS_LETTER('j'), 'j', 'J')                                                                   \
    L(RAS_LETTER('k'), 'k', 'K')                                                                   \
    L(RAS_LETTER('l'), 'l', 'L')                                                                   \
    L(RAS_LETTER('m'), 'm', 'M')                                                                   \
    L(RAS_LETTER('n'), 'n', 'N')                                                                   \
    L(RAS_LETTER('p'), 'p', 'P')                                                                   \
    L(RAS_LETTER('q'), 'q', 'Q')                                                                   \
    L(RAS_LETTER('r'), 'r', 'R')                                                                   \
    L(RAS_LETTER('s'), 's', 'S')                                                                   \
    L(RAS_LETTER('t'), 't', 'T')                                                                   \
    L(RAS_LETTER('v'), 'v', 'V')                                                                   \
    L(RAS_LETTER('w'), 'w', 'W')                                                                   \
    L(RAS_LETTER('x'), 'x', 'X')                                                                   \
    L(RAS_LETTER('z'), 'z', 'Z')
#define MARKED_LETTERS(L)                                                                          \
    L(RAS_LETTER_D_STROKE, 0x111, 0x110)                                                           \
    L(RAS_LETTER_C_CARON, 0x10D, 0x10C)                                                            \
    L(RAS_LETTER_E_BREVE, 0x115, 0x114)                                                            \
    L(RAS_LETTER_I_BREVE, 0x12D, 0x12C)                                                            \
    L(RAS_LETTER_N_TILDE, 0xF1, 0xD1)                                                              \
    L(RAS_LETTER_O_BREVE, 0x14F, 0x14E)                                                            \
    L(RAS_LETTER_U_BREVE, 0x16D, 0x16C)

#define AT(code_point)                                                                             \
    ((code_point) < 0x250 ? (code_point) : (code_point)-RAS_LETTER_TONED_FIRST + 0x250)
#define UTF8(code_point)                                                                           \
    ((code_point) < 0x80 ? 0x01000000u | (code_point)                                              \
     : (code_point) < 0x800                                                                        \
         ? 0x02000000u | (0xC0u | (code_point) >> 6) | (0x80u | ((code_point)&0x3Fu)) << 8         \
         : 0x03000000u | (0xE0u | (code_point) >> 12) |                                            \
               (0x80u | ((code_point) >> 6 & 0x3Fu)) << 8 | (0x80u | ((code_point)&0x3Fu)) << 16)

#define MARK_FLAG(code_point) ((code_point) < 0x80 ? 0u : RAS_INFO_MARKED)
/* A tone on a letter that has its own mark sits right, but for ư (ươ carries it on ơ). */
#define MOVABLE_FLAG(letter, tone)                                                                 \
    ((tone) != 0 && ((letter) < RAS_LETTER_A_BREVE || (letter) == RAS_LETTER_U_HORN)               \
         ? RAS_INFO_MOVABLE                                                                        \
         : 0u)
#define INFO(letter, tone, code_point)                                                             \
    (uint16_t)(RAS_INFO_LETTER | (letter) | (tone) << 6 | MARK_FLAG(code_point) |                  \
               MOVABLE_FLAG(letter, tone))

const uint16_t ras_letter_info[RAS_LETTER_INDEX_COUNT] = {
    [' '] = RAS_INFO_BLANK,
#define ONE(letter, tone, small, capital)                                                          \
    [AT(small)] = INFO(letter, tone, small),                                                       \
    [AT(capital)] = INFO(letter, tone, capital) | RAS_INFO_UPPER,
#define SIX(letter, a, b, c, d, e, f, g, h, i, j, k, l)                                            \
    ONE(letter, 0, a, g)                                                                           \
    ONE(letter, 1, b, h)                                                                           \
    ONE(letter, 2, c, i)                                                                           \
    ONE(letter, 3, d, j)                                                                           \
    ONE(letter, 4, e, k)                                                                           \
    ONE(letter, 5, f, l)
#define ALONE(letter, small, capital) ONE(letter, 0, small, capital)
    TONED_LETTERS(SIX) PLAIN_LETTERS(ALONE) MARKED_LETTERS(ALONE)
#undef ALONE
#undef SIX
#undef ONE
        [0xF0] = INFO(RAS_LETTER_D_STROKE, 0, 0x111) | RAS_INFO_LOOKALIKE,
    [0xD0] = INFO(RAS_LETTER_D_STROKE, 0, 0x110) | RAS_INFO_LOOKALIKE | RAS_INFO_UPPER,
    [0x189] = INFO(RAS_LETTER_D_STROKE, 0, 0x110) | RAS_INFO_LOOKALIKE | RAS_INFO_UPPER,
};

const uint32_t ras_letter_small[RAS_LETTER_INDEX_COUNT] = {
    [' '] = UTF8(0x20),
#define ONE(small, capital) [AT(small)] = UTF8(small), [AT(capital)] = UTF8(small),
#define SIX(letter, a, b, c, d, e, f, g, h, i, j, k, l)                                            \
    ONE(a, g)                                                                                      \
    ONE(b, h)                                                                                      \
    ONE(c, i)                                                                                      \
    ONE(d, j)                                                                                      \
    ONE(e, k)                                                                                      \
    ONE(f, l)
#define ALONE(letter, small, capital) ONE(small, capital)
    TONED_LETTERS(SIX) PLAIN_LETTERS(ALONE) MARKED_LETTERS(ALONE)
#undef ALONE
#undef SIX
#undef ONE
        [0xF0] = UTF8(0x111),
    [0xD0] = UTF8(0x111),
    [0x189] = UTF8(0x111),
};

const uint32_t ras_letter_utf8[RAS_LETTER_COUNT][RAS_TONE_COUNT] = {
#define SIX(letter, a, b, c, d, e, f, g, h, i, j, k, l)                                            \
    [letter] = {UTF8(a), UTF8(b), UTF8(c), UTF8(d), UTF8(e), UTF8(f)},
#define ALONE(letter, small, capital) [letter] = {UTF8(small)},
    TONED_LETTERS(SIX) PLAIN_LETTERS(ALONE) MARKED_LETTERS(ALONE)
#undef ALONE
#undef SIX
};

const uint16_t ras_letter_code_point[2][RAS_LETTER_COUNT][RAS_TONE_COUNT] = {
    {
#define SIX(letter, a, b, c, d, e, f, g, h, i, j, k, l) [letter] = {a, b, c, d, e, f},
#define ALONE(letter, small, capital)                   [letter] = {small},
        TONED_LETTERS(SIX) PLAIN_LETTERS(ALONE) MARKED_LETTERS(ALONE)
#undef ALONE
#undef SIX
    },
    {
#define SIX(letter, a, b, c, d, e, f, g, h, i, j, k, l) [letter] = {g, h, i, j, k, l},
#define ALONE(letter, small, capital)                   [letter] = {capital},
        TONED_LETTERS(SIX) PLAIN_LETTERS(ALONE) MARKED_LETTERS(ALONE)
#undef ALONE
#undef SIX
    },
};

const char ras_letter_fold[RAS_LETTER_COUNT + 1] = " abcdefghijklmnopqrstuvwxyzaadeoou"
                                                   "ceinou";

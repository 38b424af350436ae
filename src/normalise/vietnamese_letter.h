/* The Vietnamese letters as numbers: what a letter is without case, and how it is written.
 *
 * A letter is a number 1..26 for a..z, then the seven letters with a mark of their own, then those
 * that only names of the Central Highlands use. A tone is 0..5. The tables are indexed by a dense
 * index of the code points that occur: U+0000..024F and U+1E80..1EFF. */
#ifndef RASOAT_NORMALISE_VIETNAMESE_LETTER_H
#define RASOAT_NORMALISE_VIETNAMESE_LETTER_H

#include <stdint.h>
#include <string.h>

enum {
    RAS_LETTER_A_BREVE = 27,
    RAS_LETTER_A_HAT,
    RAS_LETTER_D_STROKE,
    RAS_LETTER_E_HAT,
    RAS_LETTER_O_HAT,
    RAS_LETTER_O_HORN,
    RAS_LETTER_U_HORN,
    RAS_LETTER_C_CARON, /* from here: Ê Đê, Gia Rai, Ba Na */
    RAS_LETTER_E_BREVE,
    RAS_LETTER_I_BREVE,
    RAS_LETTER_N_TILDE,
    RAS_LETTER_O_BREVE,
    RAS_LETTER_U_BREVE,
    RAS_LETTER_COUNT
};
/* The number of an ASCII letter. */
#define RAS_LETTER(c) ((c) - 'a' + 1)

enum {
    RAS_TONE_LEVEL, /* a */
    RAS_TONE_FALL,  /* à */
    RAS_TONE_HOOK,  /* ả */
    RAS_TONE_TILDE, /* ã */
    RAS_TONE_RISE,  /* á */
    RAS_TONE_HEAVY, /* ạ */
    RAS_TONE_COUNT
};

/* Information on a code point: 0 = none of ours.
 *   bits 0..5 letter, 6..8 tone, then flags */
#define RAS_INFO_UPPER     0x0200u
#define RAS_INFO_LOOKALIKE 0x0400u /* Ð of Iceland, Ɖ of Africa for Đ */
#define RAS_INFO_LETTER    0x0800u
#define RAS_INFO_BLANK     0x1000u /* U+0020 only */
#define RAS_INFO_MOVABLE   0x2000u /* tone on a, e, i, o, u, y or ư: it might sit elsewhere */
#define RAS_INFO_MARKED    0x4000u /* not plain ASCII */

#define RAS_LETTER_LOW_COUNT   0x250u
#define RAS_LETTER_TONED_FIRST 0x1E80u
#define RAS_LETTER_INDEX_COUNT (RAS_LETTER_LOW_COUNT + 0x80u)

extern const uint16_t ras_letter_info[RAS_LETTER_INDEX_COUNT];
/* Lower case of the code point as UTF-8: three bytes, then their count in the top byte. */
extern const uint32_t ras_letter_small[RAS_LETTER_INDEX_COUNT];
/* A letter with a tone as UTF-8, packed the same; 0 where there is no such letter. */
extern const uint32_t ras_letter_utf8[RAS_LETTER_COUNT][RAS_TONE_COUNT];
/* A letter with a tone as a code point, [0] small and [1] capital; 0 where there is none. */
extern const uint16_t ras_letter_code_point[2][RAS_LETTER_COUNT][RAS_TONE_COUNT];
/* ASCII letter under the marks. */
extern const char ras_letter_fold[RAS_LETTER_COUNT + 1];

/* Bit of each letter that is a vowel. */
#define RAS_VOWELS                                                                                 \
    (UINT64_C(1) << RAS_LETTER('a') | UINT64_C(1) << RAS_LETTER('e') |                             \
     UINT64_C(1) << RAS_LETTER('i') | UINT64_C(1) << RAS_LETTER('o') |                             \
     UINT64_C(1) << RAS_LETTER('u') | UINT64_C(1) << RAS_LETTER('y') |                             \
     UINT64_C(1) << RAS_LETTER_A_BREVE | UINT64_C(1) << RAS_LETTER_A_HAT |                         \
     UINT64_C(1) << RAS_LETTER_E_HAT | UINT64_C(1) << RAS_LETTER_O_HAT |                           \
     UINT64_C(1) << RAS_LETTER_O_HORN | UINT64_C(1) << RAS_LETTER_U_HORN |                         \
     UINT64_C(1) << RAS_LETTER_E_BREVE | UINT64_C(1) << RAS_LETTER_I_BREVE |                       \
     UINT64_C(1) << RAS_LETTER_O_BREVE | UINT64_C(1) << RAS_LETTER_U_BREVE)

static inline unsigned ras_info_letter(unsigned info)
{
    return info & 0x3F;
}
static inline unsigned ras_info_tone(unsigned info)
{
    return info >> 6 & 7;
}
static inline int ras_letter_is_vowel(unsigned letter)
{
    return (int)(RAS_VOWELS >> letter & 1);
}

/* Index of a code point in the tables; 0 (U+0000, none of ours) when it is in neither range. */
static inline uint32_t ras_letter_index(uint32_t code_point)
{
    if (code_point < RAS_LETTER_LOW_COUNT)
        return code_point;
    if (code_point - RAS_LETTER_TONED_FIRST < 0x80u)
        return RAS_LETTER_LOW_COUNT + (code_point - RAS_LETTER_TONED_FIRST);
    return 0;
}

/* Index of the UTF-8 letter at s and its length in *step; 0 when the tables do not know it. At
 * least three bytes after s must be readable, of which `left` belong to the text. */
static inline uint32_t ras_letter_at(const unsigned char *s, size_t left, unsigned *step)
{
    const unsigned b = s[0];
    if (b < 0x80) {
        *step = 1;
        return b;
    }
    if (b == 0xE1) {
        if (left < 3 || (s[1] & 0xFE) != 0xBA || (s[2] & 0xC0) != 0x80)
            return 0;
        *step = 3;
        return RAS_LETTER_LOW_COUNT + ((s[1] & 1u) << 6 | (s[2] & 0x3Fu));
    }
    if (b < 0xC3 || b > 0xC8 || left < 2 || (s[1] & 0xC0) != 0x80)
        return 0;
    *step = 2;
    return (b & 0x1Fu) << 6 | (s[1] & 0x3Fu);
}

/* Append a packed letter; four bytes must be writable at out. Returns the bytes it takes. */
static inline unsigned ras_letter_put(char *out, uint32_t packed)
{
    memcpy(out, &packed, 4);
    return packed >> 24;
}

#endif

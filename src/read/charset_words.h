/* Words of legacy Vietnamese encodings: do these bytes, read in that encoding, make a syllable?
 *
 * Sources of the codes: TCVN 5712:1993 (TCVN3, as the ABC fonts use it), RFC 1456 (VISCII),
 * Microsoft code page 1258, and the VNI-Win font encoding (a letter, then a byte for its mark).
 * Threads: pure. */
#ifndef RASOAT_READ_CHARSET_WORDS_H
#define RASOAT_READ_CHARSET_WORDS_H

#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stddef.h>

enum ras_legacy {
    RAS_LEGACY_TCVN3,
    RAS_LEGACY_VNI,
    RAS_LEGACY_VISCII,
    RAS_LEGACY_CP1258,
    RAS_LEGACY_LATIN1, /* the Vietnamese letters that Latin-1 has: proper words, not legacy ones */
    RAS_LEGACY_COUNT
};

#define RAS_WORD_BYTES_MAX 32

/* Is the word (letters and bytes above 7F) one Vietnamese syllable in that encoding, tone and coda
 * agreeing? */
bool ras_legacy_is_syllable(enum ras_legacy legacy, const unsigned char *word, size_t length);

#endif

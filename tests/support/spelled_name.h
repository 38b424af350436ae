/* Names for tests from their spelling, independent of src/normalise/. */
#ifndef RASOAT_TESTS_SPELLED_NAME_H
#define RASOAT_TESTS_SPELLED_NAME_H

#include "record/name.h"

struct spelled_name {
    struct ras_name name; /* points into syllables: do not copy the struct */
    struct ras_syllable syllables[RAS_NAME_SYLLABLES_MAX];
};

/* text: canonical (lower case, one blank between syllables), UTF-8. */
void spelled_name_make(struct spelled_name *out, const char *text);
/* One syllable of ASCII letters, all forms alike. */
void spelled_syllable_make(struct ras_syllable *out, const char *fold);

#endif

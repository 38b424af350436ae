/* Soundex, NYSIIS and Metaphone: vectors of jellyfish, and the rules case by case. */
#include "support/transforming.h"
#include "support/vectors.h"

#include <criterion/criterion.h>

Test(transform_phonetic, soundex)
{
    expect_transform("soundex", "Robert", "R163");
    expect_transform("soundex", "Rupert", "R163");
    expect_transform("soundex", "Honeyman", "H555");
    expect_transform("soundex", "Ashcraft", "A261"); /* h parts no equal codes */
    expect_transform("soundex", "Tymczak", "T522");  /* a vowel does */
    expect_transform("soundex", "VanDeusen", "V532");
    expect_transform("soundex", "van deusen", "V532");
    expect_transform("soundex", "O'Hara", "O600");
    expect_transform("soundex", "a", "A000");
    expect_transform("soundex", "12", "");
}

Test(transform_phonetic, nysiis)
{
    expect_transform("nysiis", "Knight", "NAGT");
    expect_transform("nysiis", "Schmidt", "SNAD");
    expect_transform("nysiis", "Steven", "STAFAN");
    expect_transform("nysiis", "Philip", "FALAP");
    expect_transform("nysiis", "Day", "DY");
    expect_transform("nysiis", "12", "");
}

Test(transform_phonetic, metaphone)
{
    expect_transform("metaphone", "Thompson", "0MPSN");
    expect_transform("metaphone", "Thumb", "0M");
    expect_transform("metaphone", "Knight", "NT");
    expect_transform("metaphone", "Science", "SNS");
    expect_transform("metaphone", "School", "SKL");
    expect_transform("metaphone", "Judge", "JJ");
    expect_transform("metaphone", "Maggie", "MK");
    expect_transform("metaphone", "Sign", "SN");
    expect_transform("metaphone", "Match", "MX");
    expect_transform("metaphone", "Nation", "NXN");
    expect_transform("metaphone", "Xavier", "SFR");
    expect_transform("metaphone", "anna  maria", "AN MR");
    expect_transform("metaphone", "y", "");
    expect_transform("metaphone", "maria y anna", "MR AN"); /* no blank for a silent word */
}

static size_t check_vectors(const char *path, const char *transform, const char *left_out)
{
    struct vectors *const vectors = vectors_open(path);
    const char *const *fields;
    size_t checked = 0;
    if (vectors == NULL)
        cr_skip_test("vectors are not here");
    while (vectors_next(vectors, &fields) >= 2) {
        if (strcmp(fields[0], left_out) == 0)
            continue;
        expect_transform(transform, fields[0], fields[1]);
        checked++;
    }
    vectors_close(vectors);
    return checked;
}

#define JELLYFISH "../shared/data/strings/jellyfish/"

Test(transform_phonetic, soundex_vectors)
{
    /* A text without a letter has no code here. */
    cr_assert_eq(check_vectors(JELLYFISH "soundex.csv", "soundex", "¿"), 10);
}

Test(transform_phonetic, nysiis_vectors)
{
    /* Codes are of the letters A to Z here. */
    cr_assert_eq(check_vectors(JELLYFISH "nysiis.csv", "nysiis", "ç"), 35);
}

Test(transform_phonetic, metaphone_vectors)
{
    cr_assert_eq(check_vectors(JELLYFISH "metaphone.csv", "metaphone", ""), 33);
}

/* Kinds of likeness of two texts. */
#include "compare/text_distance.h"

#include "base/bytes.h"

#include <criterion/criterion.h>

#define BIT(kind) (1u << RAS_LIKENESS_##kind)

static void expect(const char *a, const char *b, unsigned bits)
{
    cr_expect_eq(ras_text_likeness(ras_bytes_of(a), ras_bytes_of(b)), bits, "'%s' '%s'", a, b);
    cr_expect_eq(ras_text_likeness(ras_bytes_of(b), ras_bytes_of(a)), bits, "'%s' '%s'", b, a);
}

Test(text_likeness, kinds)
{
    expect("maria", "maria", BIT(EXACT) | BIT(TOKENS) | BIT(CONTAINED) | BIT(SHARED));
    expect("m", "maria", BIT(INITIAL));
    expect("m", "anna maria", 0);
    expect("ro", "robert", 0);
    expect("rob", "robert", BIT(PREFIX));
    expect("rob", "rob roy", BIT(PREFIX) | BIT(CONTAINED) | BIT(SHARED));
    expect("anna maria", "maria anna", BIT(TOKENS) | BIT(CONTAINED) | BIT(SHARED));
    expect("anna maria anna", "maria anna", BIT(TOKENS) | BIT(CONTAINED) | BIT(SHARED));
    expect("maria", "anna maria", BIT(CONTAINED) | BIT(SHARED));
    expect("maria ann", "anna maria", BIT(SHARED));
    expect("j smith", "j jones", 0); /* an initial is no word in common */
    expect("j smith", "j smith", BIT(EXACT) | BIT(TOKENS) | BIT(CONTAINED) | BIT(SHARED));
    expect("smith", "jones", 0);
}

Test(text_likeness, letters_beyond_ascii)
{
    expect("đ", "đào", BIT(INITIAL));
    expect("đà", "đào", 0);
    expect("đào", "đàof", BIT(PREFIX));
    expect("ễ ễ", "ễ", BIT(INITIAL) | BIT(TOKENS) | BIT(CONTAINED));
    expect("\xE1\xBB", "\xE1\xBB\x85", 0); /* cut inside a letter */
}

Test(text_likeness, empty_texts)
{
    expect("", "", BIT(EXACT));
    expect("", "a", 0);
    expect(" ", "a", 0);
    expect(" ", "  ", BIT(INITIAL)); /* a blank is a sign like any other where it begins */
}

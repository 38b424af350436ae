/* Transforms of e-mail addresses, postal codes and Vietnamese names. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/transform_writer.h"

#define POSTCODE_MAX        16 /* longer texts are no postal codes: cut */
#define INWARD_LETTERS      3  /* of a UK-like code: digit, letter, letter */
#define AREA_DIGITS         2  /* of a code of digits alone */
#define DISTRICT_DIGITS     3
#define OUTWARD_LETTERS_MIN 2

/* ---- e-mail ---- */

static struct ras_bytes trimmed(struct ras_bytes text)
{
    while (text.length > 0 && text.data[0] == ' ')
        text = ras_text_after(text, 1);
    while (text.length > 0 && text.data[text.length - 1] == ' ')
        text.length--;
    return text;
}

/* Place of the last @, or the length of the text. */
static size_t last_at_sign(struct ras_bytes text)
{
    for (size_t i = text.length; i > 0; i--)
        if (text.data[i - 1] == '@')
            return i - 1;
    return text.length;
}

size_t ras_transform_email_user(const struct ras_transform *transform, struct ras_bytes in,
                                char *out, size_t capacity)
{
    in.length = last_at_sign(in);
    in = trimmed(in);
    return in.length == 0 ? 0 : ras_transform_lower(transform, in, out, capacity);
}

size_t ras_transform_email_domain(const struct ras_transform *transform, struct ras_bytes in,
                                  char *out, size_t capacity)
{
    const size_t at = last_at_sign(in);
    if (at == in.length)
        return 0;
    in = trimmed(ras_text_after(in, at + 1));
    return in.length == 0 ? 0 : ras_transform_lower(transform, in, out, capacity);
}

/* ---- postal codes ---- */

/* Folded, without blanks; *first_word gets the length of what stood before the first blank. */
static size_t code_read(struct ras_bytes in, char *code, size_t *first_word)
{
    char folded[POSTCODE_MAX];
    const size_t length = ras_text_fold(in, folded, sizeof folded);
    size_t kept = 0;
    *first_word = 0;
    for (size_t i = 0; i < length; i++) {
        if (folded[i] == ' ') {
            *first_word = *first_word == 0 ? kept : *first_word;
            continue;
        }
        code[kept++] = folded[i];
    }
    *first_word = *first_word == 0 ? kept : *first_word;
    return kept;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t letters_in_front(const char *code, size_t length)
{
    size_t count = 0;
    while (count < length && !is_digit(code[count]))
        count++;
    return count;
}

size_t ras_transform_postcode_area(const struct ras_transform *transform, struct ras_bytes in,
                                   char *out, size_t capacity)
{
    char code[POSTCODE_MAX];
    size_t first_word;
    (void)transform;
    const size_t length = code_read(in, code, &first_word);
    const size_t letters = letters_in_front(code, length);
    const size_t digits = length < AREA_DIGITS ? length : AREA_DIGITS;
    return ras_text_copy((struct ras_bytes){code, letters > 0 ? letters : digits}, out, capacity);
}

/* A UK-like code ends in digit, letter, letter: what stands before is its outward part. Another
 * code with letters is taken up to its first blank. */
static size_t district_length(const char *code, size_t length, size_t first_word)
{
    if (letters_in_front(code, length) == 0)
        return length < DISTRICT_DIGITS ? length : DISTRICT_DIGITS;
    const bool inward = length >= INWARD_LETTERS + OUTWARD_LETTERS_MIN &&
                        is_digit(code[length - 3]) && !is_digit(code[length - 2]) &&
                        !is_digit(code[length - 1]);
    return inward ? length - INWARD_LETTERS : first_word;
}

size_t ras_transform_postcode_district(const struct ras_transform *transform, struct ras_bytes in,
                                       char *out, size_t capacity)
{
    char code[POSTCODE_MAX];
    size_t first_word;
    (void)transform;
    const size_t length = code_read(in, code, &first_word);
    return ras_text_copy((struct ras_bytes){code, district_length(code, length, first_word)}, out,
                         capacity);
}

/* ---- names ---- */

size_t ras_transform_vietnamese_name(const struct ras_transform *transform, struct ras_bytes in,
                                     char *out, size_t capacity)
{
    char name[RAS_NAME_BYTES_MAX + 1];
    uint64_t repairs = 0;
    (void)transform;
    const size_t length = ras_name_canonical(in, name, &repairs);
    return ras_text_copy((struct ras_bytes){name, length}, out, capacity);
}

/* Names as they come: half composed letters, brackets, notes, dots, apostrophes, glued words,
 * residue of typing. The text becomes signs, the signs become tokens, each token is put right
 * alone.
 *
 *   "Ng. V.HùngMạnh (chết), xã X"  ->  ng | v | hùng | mạnh */
#include "normalise/name_repair.h"

#include "normalise/name_signs.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <assert.h>
#include <string.h>

static void set(uint64_t *repairs, enum ras_repair repair)
{
    *repairs |= RAS_REPAIR_BIT(repair);
}

static void append(struct ras_name_text *name, const char *text, size_t length, uint64_t *repairs)
{
    const size_t blank = name->length > 0;
    if (length == 0)
        return;
    if (name->length + blank + length > RAS_NAME_BYTES_MAX) {
        set(repairs, RAS_REPAIR_NAME_CUT);
        if (name->length + blank >= RAS_NAME_BYTES_MAX)
            return;
        length = RAS_NAME_BYTES_MAX - name->length - blank;
        while (length > 0 && (text[length] & 0xC0) == 0x80)
            length--;
        if (length == 0)
            return;
    }
    if (blank)
        name->out[name->length++] = ' ';
    if (name->token_count < RAS_NAME_TOKENS_MAX)
        name->start[name->token_count] = (uint8_t)name->length;
    name->token_count++;
    memcpy(name->out + name->length, text, length);
    name->length += length;
    for (size_t i = 0; i < length; i++)
        name->marked = name->marked || (text[i] & 0x80) != 0;
}

static size_t write_letters(const struct ras_sign *signs, unsigned count, char *out,
                            size_t capacity)
{
    size_t length = 0;
    for (unsigned i = 0; i < count; i++) {
        if (signs[i].kind != RAS_SIGN_LETTER)
            continue;
        if (capacity - length < 4)
            break;
        length += ras_utf8_encode(signs[i].code_point, out + length);
    }
    return length;
}

static bool letters_plausible(const struct ras_sign *signs, unsigned count)
{
    char text[4 * RAS_TOKEN_LETTERS_MAX + 4];
    struct ras_token token;
    if (count > RAS_TOKEN_LETTERS_MAX)
        return false;
    const size_t length = write_letters(signs, count, text, sizeof text);
    return ras_token_read((struct ras_bytes){text, length}, &token) &&
           ras_syllable_plausible(&token);
}

/* Length of the part up to the next capital that follows a small letter. */
static unsigned part_length(const struct ras_sign *signs, unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        if (signs[i].upper && !signs[i - 1].upper)
            return i;
    return count;
}

/* PhạmQuốc: two words without their blank, if every part is a syllable and the whole is none. */
static bool append_glued(struct ras_name_text *name, const struct ras_sign *signs, unsigned count,
                         uint64_t *repairs)
{
    if (part_length(signs, count) == count || letters_plausible(signs, count))
        return false;
    for (unsigned at = 0; at < count;) {
        const unsigned part = part_length(signs + at, count - at);
        if (!letters_plausible(signs + at, part))
            return false;
        at += part;
    }
    for (unsigned at = 0; at < count;) {
        const unsigned part = part_length(signs + at, count - at);
        char text[4 * RAS_TOKEN_LETTERS_MAX + 4];
        append(name, text, write_letters(signs + at, part, text, sizeof text), repairs);
        at += part;
    }
    set(repairs, RAS_REPAIR_NAME_GLUED);
    return true;
}

static bool is_surname(struct ras_bytes token)
{
    char fold[RAS_NAME_BYTES_MAX + 1];
    const size_t length = ras_text_fold(token, fold, sizeof fold);
    return ras_surname_known((struct ras_bytes){fold, length});
}

/* May a token be read as Telex though only one letter (the tone) speaks for it? Only among people
 * with a Vietnamese surname: Nhar and Mer are names of the Highlands. Any word before counts, since
 * titles may stand there. */
static bool weak_residue_allowed(const struct ras_name_text *name, struct ras_bytes own)
{
    if (name->length == 0)
        return is_surname(own);
    for (unsigned i = 0; i < name->token_count && i < RAS_NAME_TOKENS_MAX; i++) {
        const bool last = i + 1 == name->token_count || i + 1 == RAS_NAME_TOKENS_MAX;
        const size_t end = last ? name->length : name->start[i + 1] - 1u;
        if (is_surname((struct ras_bytes){name->out + name->start[i], end - name->start[i]}))
            return true;
    }
    return false;
}

/* Is there any key of Telex (a doubled letter, or one that stands for a tone) or of VNI (a digit)?
 */
static bool has_residue_keys(const struct ras_sign *signs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const uint32_t c = signs[i].code_point;
        if (c >= 0x80)
            return false;
    }
    for (unsigned i = 0; i < count; i++) {
        const uint32_t c = signs[i].code_point;
        if (c < 'a' ||
            (i > 0 && (strchr("sfrxjwzd", (int)c) != NULL ||
                       (i > 1 && strchr("aeo", (int)c) != NULL) || signs[i - 1].code_point == c)))
            return true;
    }
    return false;
}

static bool has_lost_letter(const struct ras_sign *signs, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (signs[i].code_point == '?')
            return true;
    return false;
}

static bool append_residue(struct ras_name_text *name, const struct ras_sign *signs, unsigned count,
                           uint64_t *repairs)
{
    char typed[RAS_TOKEN_LETTERS_MAX];
    char text[3 * RAS_TOKEN_LETTERS_MAX + 4];
    struct ras_token token;
    bool strong;
    bool digits = false;
    if (count > RAS_TOKEN_LETTERS_MAX || !has_residue_keys(signs, count))
        return false;
    for (unsigned i = 0; i < count; i++) {
        typed[i] = (char)signs[i].code_point;
        digits = digits || signs[i].kind == RAS_SIGN_DIGIT;
    }
    if (!digits && letters_plausible(signs, count))
        return false;
    if (!ras_residue_decode(typed, count, &token, &strong))
        return false;
    const size_t length = ras_token_write(&token, text);
    if (!strong && !weak_residue_allowed(name, (struct ras_bytes){text, length}))
        return false;
    append(name, text, length, repairs);
    set(repairs, RAS_REPAIR_NAME_RESIDUE);
    return true;
}

/* V, Ng, Th: what stands for a name. */
static bool is_vowelless(const struct ras_sign *signs, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const unsigned info = ras_letter_info[ras_letter_index(signs[i].code_point)];
        if ((info & RAS_INFO_LETTER) == 0 || ras_letter_is_vowel(ras_info_letter(info)))
            return false;
    }
    return count <= 3;
}

static bool has_case(uint32_t code_point)
{
    return ras_letter_info[ras_letter_index(code_point)] != 0 ||
           (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point) != code_point;
}

/* Copy the letters of a token, leaving out its digits. Returns how many. */
static unsigned letters_only(const struct ras_sign *signs, unsigned count, struct ras_sign *letters)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < count; i++)
        if (signs[i].kind == RAS_SIGN_LETTER)
            letters[kept++] = signs[i];
    return kept;
}

static void append_letters(struct ras_name_text *name, const struct ras_sign *signs, unsigned count,
                           bool any_case, uint64_t *repairs)
{
    char text[RAS_NAME_BYTES_MAX + 4];
    bool case_odd = !signs[0].upper && has_case(signs[0].code_point);
    for (unsigned i = 1; i < count; i++)
        case_odd = case_odd || signs[i].upper;
    const size_t length = write_letters(signs, count, text, sizeof text);
    if (case_odd && !any_case)
        set(repairs, RAS_REPAIR_NAME_CASE);
    if (is_vowelless(signs, count) && name->token_count < RAS_NAME_TOKENS_MAX)
        name->vowelless |= UINT32_C(1) << name->token_count;
    if (ras_tone_misplaced((struct ras_bytes){text, length}))
        set(repairs, RAS_REPAIR_NAME_TONE_PLACEMENT);
    append(name, text, length, repairs);
}

static void append_token(struct ras_name_text *name, const struct ras_signs *all, unsigned first,
                         unsigned count, uint64_t *repairs)
{
    const struct ras_sign *const signs = all->sign + first;
    struct ras_sign letters[RAS_SIGNS_MAX + RAS_CLUSTER_MAX];
    if (has_lost_letter(signs, count)) {
        append_letters(name, letters, letters_only(signs, count, letters), true, repairs);
        return;
    }
    if (append_residue(name, signs, count, repairs))
        return;
    const unsigned kept = letters_only(signs, count, letters);
    if (kept < count) {
        set(repairs, RAS_REPAIR_NAME_DIGIT);
        if (kept == 0 || append_residue(name, letters, kept, repairs))
            return;
    }
    if (all->any_lower && append_glued(name, letters, kept, repairs))
        return;
    const bool after_apostrophe = first > 0 && all->sign[first - 1].kind == RAS_SIGN_APOSTROPHE;
    append_letters(name, letters, kept, after_apostrophe || kept < count, repairs);
}

/* What a sign between words says about the name. */
static void note_separator(const struct ras_signs *signs, unsigned i, uint64_t *repairs)
{
    const bool inside = i > 0 && ras_sign_is_word(&signs->sign[i - 1]) && i + 1 < signs->count;
    switch ((enum ras_sign_kind)signs->sign[i].kind) {
    case RAS_SIGN_APOSTROPHE:
        set(repairs, inside ? RAS_REPAIR_NAME_APOSTROPHE : RAS_REPAIR_NAME_PUNCTUATION);
        break;
    case RAS_SIGN_DOT:
    case RAS_SIGN_COMMA:
    case RAS_SIGN_OTHER: set(repairs, RAS_REPAIR_NAME_PUNCTUATION); break;
    case RAS_SIGN_HYPHEN:
    case RAS_SIGN_BLANK:
    case RAS_SIGN_ODD_BLANK:
    case RAS_SIGN_INVISIBLE:
    case RAS_SIGN_MARK:
    case RAS_SIGN_OPEN:
    case RAS_SIGN_CLOSE:
    case RAS_SIGN_LETTER:
    case RAS_SIGN_DIGIT: break;
    }
}

void ras_name_repair(struct ras_bytes written, struct ras_name_text *name, uint64_t *repairs)
{
    struct ras_signs signs;
    ras_signs_read(written, &signs, repairs);
    name->length = 0;
    name->token_count = 0;
    name->marked = false;
    name->dots = 0;
    name->vowelless = 0;
    for (unsigned i = 0; i < signs.count;) {
        if (!ras_sign_is_word(&signs.sign[i])) {
            note_separator(&signs, i, repairs);
            i++;
            continue;
        }
        unsigned end = i;
        while (end < signs.count && ras_sign_is_word(&signs.sign[end]))
            end++;
        append_token(name, &signs, i, end - i, repairs);
        const bool dot = end < signs.count && signs.sign[end].kind == RAS_SIGN_DOT;
        if (dot && name->token_count > 0 && name->token_count <= RAS_NAME_TOKENS_MAX)
            name->dots |= UINT32_C(1) << (name->token_count - 1);
        i = end;
    }
}

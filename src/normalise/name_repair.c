/* Names as they come: half composed letters, brackets, notes, dots, apostrophes, glued words,
 * residue of typing. The text becomes signs, the signs become tokens, each token is put right
 * alone.
 *
 *   "Ng. V.HùngMạnh (chết), xã X"  ->  ng | v | hùng | mạnh */
#include "normalise/name_repair.h"

#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <assert.h>
#include <string.h>

#define SIGNS_MAX 512 /* of one name; later ones are cut */

struct sign {
    uint32_t code_point; /* letters: lower case */
    uint8_t kind;        /* enum ras_sign_kind */
    bool upper;
};

struct signs {
    unsigned count;
    bool any_lower;
    struct sign sign[SIGNS_MAX + RAS_CLUSTER_MAX];
};

static void set(uint64_t *repairs, enum ras_repair repair)
{
    *repairs |= RAS_REPAIR_BIT(repair);
}

/* ---- text to signs ---- */

static uint32_t lower_of(uint32_t code_point)
{
    const unsigned info = ras_letter_info[ras_letter_index(code_point)];
    if ((info & RAS_INFO_LETTER) != 0)
        return ras_letter_code_point[0][ras_info_letter(info)][ras_info_tone(info)];
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code_point);
}

/* Collect the marks after a letter that ended at `at`. Returns the bytes read. */
static size_t collect_marks(struct ras_bytes text, size_t at, uint32_t *cluster, unsigned *count,
                            uint64_t *repairs)
{
    const size_t first = at;
    while (at < text.length && (text.data[at] & 0x80) != 0 && *count < RAS_CLUSTER_MAX) {
        unsigned size;
        const uint32_t mark = ras_utf8_decode(text.data + at, text.length - at, &size);
        if (mark == RAS_CODE_POINT_NONE)
            break;
        const enum ras_sign_kind kind = ras_sign_kind(mark);
        if (kind == RAS_SIGN_INVISIBLE)
            set(repairs, RAS_REPAIR_NAME_INVISIBLE);
        else if (kind == RAS_SIGN_MARK)
            cluster[(*count)++] = mark;
        else
            break;
        at += size;
    }
    return at - first;
}

static void add_letter(struct signs *signs, uint32_t *cluster, unsigned count, uint64_t *repairs)
{
    if (count > 1)
        set(repairs, RAS_REPAIR_NAME_UNICODE_FORM);
    const bool upper = lower_of(cluster[0]) != cluster[0];
    for (unsigned i = 0; i < count; i++)
        cluster[i] = lower_of(cluster[i]);
    count = ras_cluster_compose(cluster, count);
    if (ras_letter_info[ras_letter_index(cluster[0])] == 0)
        set(repairs, RAS_REPAIR_NAME_FOREIGN);
    signs->any_lower = signs->any_lower || !upper;
    for (unsigned i = 0; i < count; i++)
        signs->sign[signs->count++] = (struct sign){cluster[i], RAS_SIGN_LETTER, upper && i == 0};
}

static void add_sign(struct signs *signs, uint32_t code_point, enum ras_sign_kind kind,
                     uint64_t *repairs)
{
    const bool blank = kind == RAS_SIGN_BLANK || kind == RAS_SIGN_ODD_BLANK;
    if (kind == RAS_SIGN_ODD_BLANK)
        set(repairs, RAS_REPAIR_NAME_INVISIBLE);
    if (blank && (signs->count == 0 || signs->sign[signs->count - 1].kind == RAS_SIGN_BLANK))
        set(repairs, RAS_REPAIR_NAME_SPACING);
    signs->sign[signs->count++] =
        (struct sign){code_point, (uint8_t)(blank ? RAS_SIGN_BLANK : kind), false};
}

static void read_signs(struct ras_bytes text, struct signs *signs, uint64_t *repairs)
{
    size_t at = 0;
    signs->count = 0;
    signs->any_lower = false;
    while (at < text.length && signs->count < SIGNS_MAX) {
        unsigned size;
        const uint32_t written = ras_utf8_decode(text.data + at, text.length - at, &size);
        at += size;
        const uint32_t code_point = ras_sign_plain(written);
        if (code_point != written)
            set(repairs, RAS_REPAIR_NAME_LOOKALIKE);
        const enum ras_sign_kind kind =
            written == RAS_CODE_POINT_NONE ? RAS_SIGN_OTHER : ras_sign_kind(code_point);
        if (kind == RAS_SIGN_LETTER) {
            uint32_t cluster[RAS_CLUSTER_MAX] = {code_point};
            unsigned count = 1;
            at += collect_marks(text, at, cluster, &count, repairs);
            add_letter(signs, cluster, count, repairs);
        } else if (kind == RAS_SIGN_INVISIBLE) {
            set(repairs, RAS_REPAIR_NAME_INVISIBLE);
        } else if (kind == RAS_SIGN_MARK) {
            set(repairs, RAS_REPAIR_NAME_UNICODE_FORM); /* a mark on nothing */
        } else {
            add_sign(signs, code_point, kind, repairs);
        }
    }
    if (at < text.length)
        set(repairs, RAS_REPAIR_NAME_CUT);
    if (signs->count > 0 && signs->sign[signs->count - 1].kind == RAS_SIGN_BLANK)
        set(repairs, RAS_REPAIR_NAME_SPACING);
}

/* ---- notes: brackets, and text after a comma ---- */

static bool letters_outside_brackets(const struct signs *signs)
{
    unsigned depth = 0;
    for (unsigned i = 0; i < signs->count; i++) {
        const unsigned kind = signs->sign[i].kind;
        if (kind == RAS_SIGN_OPEN)
            depth++;
        else if (kind == RAS_SIGN_CLOSE && depth > 0)
            depth--;
        else if (kind == RAS_SIGN_LETTER && depth == 0)
            return true;
    }
    return false;
}

/* Bracketed signs become hyphens, which part words and say nothing. */
static void drop_brackets(struct signs *signs, uint64_t *repairs)
{
    const bool drop = letters_outside_brackets(signs);
    unsigned depth = 0;
    for (unsigned i = 0; i < signs->count; i++) {
        const unsigned kind = signs->sign[i].kind;
        const bool bracket = kind == RAS_SIGN_OPEN || kind == RAS_SIGN_CLOSE;
        depth += kind == RAS_SIGN_OPEN;
        if (bracket)
            set(repairs, RAS_REPAIR_NAME_BRACKET);
        if (bracket || (depth > 0 && drop))
            signs->sign[i].kind = RAS_SIGN_HYPHEN;
        if (kind == RAS_SIGN_CLOSE && depth > 0)
            depth--;
    }
}

static bool is_word_sign(const struct sign *sign)
{
    return sign->kind == RAS_SIGN_LETTER || sign->kind == RAS_SIGN_DIGIT;
}

/* Does a note begin at sign i: a comma, or a dash between blanks? */
static bool note_begins(const struct signs *signs, unsigned i)
{
    const struct sign *const s = signs->sign;
    if (s[i].kind == RAS_SIGN_COMMA)
        return true;
    return s[i].kind == RAS_SIGN_HYPHEN && s[i].code_point == '-' && i > 0 &&
           s[i - 1].kind == RAS_SIGN_BLANK && i + 1 < signs->count &&
           s[i + 1].kind == RAS_SIGN_BLANK;
}

static void cut_note(struct signs *signs, uint64_t *repairs)
{
    unsigned words = 0;
    for (unsigned i = 0; i < signs->count; i++) {
        const bool starts =
            is_word_sign(&signs->sign[i]) && (i == 0 || !is_word_sign(&signs->sign[i - 1]));
        words += starts;
        if (words >= 2 && note_begins(signs, i)) {
            set(repairs, RAS_REPAIR_NAME_PUNCTUATION);
            signs->count = i;
            return;
        }
    }
}

/* ---- one token ---- */

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
}

static size_t write_letters(const struct sign *signs, unsigned count, char *out, size_t capacity)
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

static bool letters_plausible(const struct sign *signs, unsigned count)
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
static unsigned part_length(const struct sign *signs, unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        if (signs[i].upper && !signs[i - 1].upper)
            return i;
    return count;
}

/* PhạmQuốc: two words without their blank, if every part is a syllable and the whole is none. */
static bool append_glued(struct ras_name_text *name, const struct sign *signs, unsigned count,
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

/* May a token be read as Telex though only one letter (the tone) speaks for it? Only among people
 * with a Vietnamese surname: Nhar and Mer are names of the Highlands. */
static bool weak_residue_allowed(const struct ras_name_text *name, const char *text, size_t length)
{
    char fold[RAS_NAME_BYTES_MAX + 1];
    const struct ras_bytes own = {text, length};
    const char *const blank = memchr(name->out, ' ', name->length);
    const size_t first = blank == NULL ? name->length : (size_t)(blank - name->out);
    const struct ras_bytes surname = name->length == 0 ? own : (struct ras_bytes){name->out, first};
    const size_t folded = ras_text_fold(surname, fold, sizeof fold);
    return ras_surname_known((struct ras_bytes){fold, folded});
}

static bool append_residue(struct ras_name_text *name, const struct sign *signs, unsigned count,
                           uint64_t *repairs)
{
    char typed[RAS_TOKEN_LETTERS_MAX];
    char text[3 * RAS_TOKEN_LETTERS_MAX + 4];
    struct ras_token token;
    bool strong;
    bool digits = false;
    if (count > RAS_TOKEN_LETTERS_MAX)
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (signs[i].code_point >= 0x80)
            return false;
        typed[i] = (char)signs[i].code_point;
        digits = digits || signs[i].kind == RAS_SIGN_DIGIT;
    }
    if (!digits && letters_plausible(signs, count))
        return false;
    if (!ras_residue_decode(typed, count, &token, &strong))
        return false;
    const size_t length = ras_token_write(&token, text);
    if (!strong && !weak_residue_allowed(name, text, length))
        return false;
    append(name, text, length, repairs);
    name->marked = true;
    set(repairs, RAS_REPAIR_NAME_RESIDUE);
    return true;
}

static bool has_case(uint32_t code_point)
{
    return ras_letter_info[ras_letter_index(code_point)] != 0 ||
           (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point) != code_point;
}

static void append_token(struct ras_name_text *name, const struct signs *all, unsigned first,
                         unsigned count, uint64_t *repairs)
{
    const struct sign *const signs = all->sign + first;
    bool digits = false, case_odd = !signs[0].upper && has_case(signs[0].code_point);
    for (unsigned i = 0; i < count; i++) {
        digits = digits || signs[i].kind == RAS_SIGN_DIGIT;
        case_odd = case_odd || (i > 0 && signs[i].upper);
        name->marked = name->marked || signs[i].code_point >= 0x80;
    }
    const bool after_apostrophe = first > 0 && all->sign[first - 1].kind == RAS_SIGN_APOSTROPHE;
    if (append_residue(name, signs, count, repairs))
        return;
    if (digits)
        set(repairs, RAS_REPAIR_NAME_DIGIT);
    if (!digits && all->any_lower && append_glued(name, signs, count, repairs))
        return;
    char text[RAS_NAME_BYTES_MAX + 4];
    const size_t length = write_letters(signs, count, text, sizeof text);
    if (length == 0)
        return;
    if (case_odd && !digits && !after_apostrophe)
        set(repairs, RAS_REPAIR_NAME_CASE);
    if (ras_tone_misplaced((struct ras_bytes){text, length}))
        set(repairs, RAS_REPAIR_NAME_TONE_PLACEMENT);
    append(name, text, length, repairs);
}

/* A sign that neither belongs to a word nor parts two: the ? and U+FFFD of a lost letter. */
static bool lost_letter(const struct signs *signs, unsigned i)
{
    const struct sign *const s = signs->sign;
    return (s[i].code_point == '?' || s[i].code_point == 0xFFFD) && i > 0 && i + 1 < signs->count &&
           s[i - 1].kind == RAS_SIGN_LETTER && s[i + 1].kind == RAS_SIGN_LETTER;
}

static void close_up_lost_letters(struct signs *signs, uint64_t *repairs)
{
    unsigned kept = 0;
    for (unsigned i = 0; i < signs->count; i++) {
        if (lost_letter(signs, i)) {
            set(repairs, RAS_REPAIR_NAME_PUNCTUATION);
            continue;
        }
        signs->sign[kept++] = signs->sign[i];
    }
    signs->count = kept;
}

/* What a sign between words says about the name. */
static void note_separator(const struct signs *signs, unsigned i, uint64_t *repairs)
{
    const bool inside = i > 0 && is_word_sign(&signs->sign[i - 1]) && i + 1 < signs->count;
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
    struct signs signs;
    read_signs(written, &signs, repairs);
    close_up_lost_letters(&signs, repairs);
    drop_brackets(&signs, repairs);
    cut_note(&signs, repairs);
    name->length = 0;
    name->token_count = 0;
    name->marked = false;
    name->dots = 0;
    for (unsigned i = 0; i < signs.count;) {
        if (!is_word_sign(&signs.sign[i])) {
            note_separator(&signs, i, repairs);
            i++;
            continue;
        }
        unsigned end = i;
        while (end < signs.count && is_word_sign(&signs.sign[end]))
            end++;
        append_token(name, &signs, i, end - i, repairs);
        const bool dot = end < signs.count && signs.sign[end].kind == RAS_SIGN_DOT;
        if (dot && name->token_count > 0 && name->token_count <= RAS_NAME_TOKENS_MAX)
            name->dots |= UINT32_C(1) << (name->token_count - 1);
        i = end;
    }
}

/* Text to signs: reading, and leaving out what is no part of the name. */
#include "normalise/name_signs.h"

#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

static void set(uint64_t *repairs, enum ras_repair repair)
{
    *repairs |= RAS_REPAIR_BIT(repair);
}

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

static void add_sign(struct ras_signs *signs, uint32_t code_point, enum ras_sign_kind kind,
                     uint64_t *repairs)
{
    const bool blank = kind == RAS_SIGN_BLANK || kind == RAS_SIGN_ODD_BLANK;
    if (kind == RAS_SIGN_ODD_BLANK)
        set(repairs, RAS_REPAIR_NAME_INVISIBLE);
    if (blank && (signs->count == 0 || signs->sign[signs->count - 1].kind == RAS_SIGN_BLANK))
        set(repairs, RAS_REPAIR_NAME_SPACING);
    signs->sign[signs->count++] =
        (struct ras_sign){code_point, (uint8_t)(blank ? RAS_SIGN_BLANK : kind), false};
}

static void add_letter(struct ras_signs *signs, uint32_t *cluster, unsigned count,
                       uint64_t *repairs)
{
    if (count > 1)
        set(repairs, RAS_REPAIR_NAME_UNICODE_FORM);
    const bool upper = lower_of(cluster[0]) != cluster[0];
    for (unsigned i = 0; i < count; i++)
        cluster[i] = lower_of(cluster[i]);
    count = ras_cluster_compose(cluster, count);
    const enum ras_sign_kind kind = ras_sign_kind(cluster[0]);
    if (kind != RAS_SIGN_LETTER) { /* U+0374 is a letter and canonically the sign U+02B9 */
        add_sign(signs, cluster[0], kind, repairs);
        return;
    }
    if (ras_letter_info[ras_letter_index(cluster[0])] == 0)
        set(repairs, RAS_REPAIR_NAME_FOREIGN);
    signs->any_lower = signs->any_lower || !upper;
    for (unsigned i = 0; i < count; i++)
        signs->sign[signs->count++] =
            (struct ras_sign){cluster[i], RAS_SIGN_LETTER, upper && i == 0};
}

static void read_signs(struct ras_bytes text, struct ras_signs *signs, uint64_t *repairs)
{
    size_t at = 0;
    signs->count = 0;
    signs->any_lower = false;
    while (at < text.length && signs->count < RAS_SIGNS_MAX) {
        unsigned size;
        const uint32_t written = ras_utf8_decode(text.data + at, text.length - at, &size);
        at += size;
        const uint32_t code_point = ras_sign_plain(written);
        if (code_point != written)
            set(repairs, RAS_REPAIR_NAME_LOOKALIKE);
        const enum ras_sign_kind kind =
            written == RAS_CODE_POINT_NONE ? RAS_SIGN_OTHER : ras_sign_kind(code_point);
        if (kind == RAS_SIGN_LETTER) {
            uint32_t cluster[RAS_CLUSTER_MAX]; /* not cleared: it is most of a letter's cost */
            unsigned count = 1;
            cluster[0] = code_point;
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

static bool letters_outside_brackets(const struct ras_signs *signs)
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
static void drop_brackets(struct ras_signs *signs, uint64_t *repairs)
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

/* Does a note begin at sign i: a comma, or a dash between blanks? */
static bool note_begins(const struct ras_signs *signs, unsigned i)
{
    const struct ras_sign *const s = signs->sign;
    if (s[i].kind == RAS_SIGN_COMMA)
        return true;
    return s[i].kind == RAS_SIGN_HYPHEN && s[i].code_point == '-' && i > 0 &&
           s[i - 1].kind == RAS_SIGN_BLANK && i + 1 < signs->count &&
           s[i + 1].kind == RAS_SIGN_BLANK;
}

static void cut_note(struct ras_signs *signs, uint64_t *repairs)
{
    unsigned words = 0;
    for (unsigned i = 0; i < signs->count; i++) {
        const bool starts =
            ras_sign_is_word(&signs->sign[i]) && (i == 0 || !ras_sign_is_word(&signs->sign[i - 1]));
        words += starts;
        if (words >= 2 && note_begins(signs, i)) {
            set(repairs, RAS_REPAIR_NAME_PUNCTUATION);
            signs->count = i;
            return;
        }
    }
}

/* ---- lost letters: the ? and U+FFFD that a narrow character set left of them ---- */

static bool is_lost_sign(const struct ras_sign *sign)
{
    return sign->code_point == '?' || sign->code_point == 0xFFFD;
}

/* Lost letters in the word of signs that begins at i, which ends before *end; 0 where nothing of a
 * word is left. */
static unsigned lost_in_word(const struct ras_signs *signs, unsigned i, unsigned *end)
{
    unsigned lost = 0, letters = 0;
    for (; i < signs->count; i++) {
        const bool sign = is_lost_sign(&signs->sign[i]);
        if (!sign && signs->sign[i].kind != RAS_SIGN_LETTER)
            break;
        lost += sign;
        letters += !sign;
    }
    *end = i;
    return letters > 0 ? lost : 0;
}

/* A lone ? behind the last letter asks whether the name is right. */
static bool is_question(const struct ras_signs *signs, unsigned lost)
{
    unsigned i = signs->count;
    while (i > 0 && signs->sign[i - 1].kind != RAS_SIGN_LETTER &&
           !is_lost_sign(&signs->sign[i - 1]))
        i--;
    return lost == 1 && i > 0 && is_lost_sign(&signs->sign[i - 1]);
}

/* They become letters that are written '?': as many as they were, and where. */
static void keep_lost_letters(struct ras_signs *signs, uint64_t *repairs)
{
    unsigned lost = 0;
    for (unsigned i = 0, end; i<signs->count; i = end> i ? end : i + 1)
        lost += lost_in_word(signs, i, &end);
    if (lost == 0 || is_question(signs, lost))
        return;
    set(repairs, RAS_REPAIR_NAME_LOST);
    for (unsigned i = 0, end; i<signs->count; i = end> i ? end : i + 1) {
        if (lost_in_word(signs, i, &end) == 0)
            continue;
        for (unsigned k = i; k < end; k++)
            if (is_lost_sign(&signs->sign[k]))
                signs->sign[k] =
                    (struct ras_sign){'?', RAS_SIGN_LETTER, k > i && signs->sign[k - 1].upper};
    }
}

void ras_signs_read(struct ras_bytes written, struct ras_signs *signs, uint64_t *repairs)
{
    read_signs(written, signs, repairs);
    drop_brackets(signs, repairs);
    cut_note(signs, repairs);
    keep_lost_letters(signs, repairs);
}

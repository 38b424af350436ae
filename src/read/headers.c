/* Looking headers up: folding, the table, and the nearest name where nothing fits. */
#include "read/headers.h"

#include "base/bytes.h"
#include "read/utf8.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

enum strength { STRONG, WEAK, PART };

struct entry {
    const char *folded;
    const char *written;
    enum ras_field field;
    enum strength strength;
};

static const struct entry entries[] = {
#define HEADER(field, strength, folded, written) {folded, written, RAS_FIELD_##field, strength},
#include "read/headers.def"
#undef HEADER
};
#define ENTRY_COUNT (sizeof entries / sizeof entries[0])

/* More candidates of one letter than any Latin letter has (NFKD of Arabic ligatures is longer and
 * then simply cut). */
#define DECOMPOSED_MAX 18

static bool is_word_byte(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Folded bytes of one code point; 0 where nothing is left of it. */
static size_t fold_code_point(uint32_t code_point, char out[4])
{
    if (code_point >= 'A' && code_point <= 'Z')
        code_point += 'a' - 'A';
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return is_word_byte((unsigned char)code_point) ? 1 : 0;
    }
    switch (code_point) {
    case 0x0110:
    case 0x0111:
    case 0x00D0:
    case 0x00F0: /* Đ đ, and Ð ð typed for them */ out[0] = 'd'; return 1;
    case 0x00A0:
    case 0xFEFF:
    case 0x200B:
    case 0x200C:
    case 0x200D: /* blanks one cannot see */ return 0;
    default: break;
    }
    utf8proc_int32_t parts[DECOMPOSED_MAX];
    const utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, DECOMPOSED_MAX,
                                UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD |
                                    UTF8PROC_STRIPMARK | UTF8PROC_IGNORE,
                                NULL);
    if (count <= 0 || count > DECOMPOSED_MAX)
        return 0;
    if (parts[0] < 0x80) {
        out[0] = (char)parts[0];
        return is_word_byte((unsigned char)parts[0]) ? 1 : 0;
    }
    return (size_t)utf8proc_encode_char(parts[0], (utf8proc_uint8_t *)out);
}

size_t ras_header_fold(struct ras_bytes header, char *out, size_t capacity)
{
    assert(capacity > 0);
    size_t length = 0;
    for (size_t at = 0; at < header.length;) {
        const size_t sequence = ras_utf8_sequence(header.data + at, header.length - at);
        if (sequence == 0) {
            at++; /* a byte that is no text says nothing */
            continue;
        }
        char folded[4];
        const size_t bytes =
            fold_code_point(ras_utf8_code_point(header.data + at, sequence), folded);
        if (length + bytes > capacity - 1)
            break;
        memcpy(out + length, folded, bytes);
        length += bytes;
        at += sequence;
    }
    out[length] = '\0';
    return length;
}

/* Fields whose canonical name is this one: "full_name", "FullName", "full name". */
static enum ras_field canonical_field(const char *folded)
{
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++) {
        char name[RAS_HEADER_FOLD_MAX];
        (void)ras_header_fold(ras_bytes_of(ras_field_name((enum ras_field)field)), name,
                              sizeof name);
        if (strcmp(name, folded) == 0)
            return (enum ras_field)field;
    }
    return RAS_FIELD_NONE;
}

static void match_add(struct ras_header_match *match, const struct entry *entry)
{
    switch (entry->strength) {
    case STRONG:
        assert(match->strong[1] == RAS_FIELD_NONE);
        match->strong[match->strong[0] == RAS_FIELD_NONE ? 0 : 1] = entry->field;
        break;
    case WEAK: match->weak = entry->field; break;
    case PART: match->part = entry->field; break;
    }
}

static bool match_empty(const struct ras_header_match *match)
{
    return match->strong[0] == RAS_FIELD_NONE && match->weak == RAS_FIELD_NONE &&
           match->part == RAS_FIELD_NONE;
}

static struct ras_header_match folded_find(const char *folded)
{
    struct ras_header_match match = {
        {RAS_FIELD_NONE, RAS_FIELD_NONE}, RAS_FIELD_NONE, RAS_FIELD_NONE};
    if (folded[0] == '\0')
        return match;
    match.strong[0] = canonical_field(folded);
    if (match.strong[0] != RAS_FIELD_NONE)
        return match;
    for (size_t i = 0; i < ENTRY_COUNT; i++)
        if (strcmp(entries[i].folded, folded) == 0)
            match_add(&match, &entries[i]);
    return match;
}

/* The header up to its first bracket: what stands behind is mostly a format or a unit. */
static struct ras_bytes before_bracket(struct ras_bytes header)
{
    size_t length = 0;
    while (length < header.length && header.data[length] != '(' && header.data[length] != '[')
        length++;
    return (struct ras_bytes){header.data, length};
}

struct ras_header_match ras_header_find(struct ras_bytes header)
{
    char folded[RAS_HEADER_FOLD_MAX];
    (void)ras_header_fold(header, folded, sizeof folded);
    struct ras_header_match match = folded_find(folded);
    if (!match_empty(&match))
        return match;
    (void)ras_header_fold(before_bracket(header), folded, sizeof folded);
    return folded_find(folded);
}

enum ras_field ras_header_field(struct ras_bytes header, bool *weak)
{
    const struct ras_header_match match = ras_header_find(header);
    const bool only_weak = match.strong[0] == RAS_FIELD_NONE && match.weak != RAS_FIELD_NONE;
    if (weak != NULL)
        *weak = only_weak;
    if (match.strong[0] != RAS_FIELD_NONE)
        return match.strong[0];
    return only_weak ? match.weak : match.part;
}

/* Levenshtein distance of two folded forms, cut to FOLD_NEAR_MAX bytes. */
#define FOLD_NEAR_MAX 48
static size_t edit_distance(const char *a, const char *b)
{
    const size_t a_length = strnlen(a, FOLD_NEAR_MAX);
    const size_t b_length = strnlen(b, FOLD_NEAR_MAX);
    size_t row[FOLD_NEAR_MAX + 1];
    for (size_t j = 0; j <= b_length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            const size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            const size_t skipped = (row[j] < row[j - 1] ? row[j] : row[j - 1]) + 1;
            diagonal = row[j];
            row[j] = replaced < skipped ? replaced : skipped;
        }
    }
    return row[b_length];
}

/* Near is at most a third of the letters, and never all of a short word. */
static bool is_near(size_t distance, size_t length)
{
    return distance * 3 <= length;
}

struct nearest {
    const char *name;
    size_t distance;
};

static void nearest_try(struct nearest *best, const char *folded, const char *candidate,
                        const char *candidate_folded)
{
    const size_t distance = edit_distance(folded, candidate_folded);
    const size_t a = strlen(folded);
    const size_t b = strlen(candidate_folded);
    if (is_near(distance, a < b ? a : b) && (best->name == NULL || distance < best->distance))
        *best = (struct nearest){candidate, distance};
}

const char *ras_header_nearest(const char *wanted, const char *const *candidates, size_t count)
{
    assert(wanted != NULL);
    struct nearest best = {NULL, 0};
    char folded[RAS_HEADER_FOLD_MAX];
    (void)ras_header_fold(ras_bytes_of(wanted), folded, sizeof folded);
    for (size_t i = 0; i < count; i++) {
        char candidate[RAS_HEADER_FOLD_MAX];
        (void)ras_header_fold(ras_bytes_of(candidates[i]), candidate, sizeof candidate);
        nearest_try(&best, folded, candidates[i], candidate);
    }
    for (size_t i = 0; i < ENTRY_COUNT && candidates == NULL; i++)
        nearest_try(&best, folded, entries[i].written, entries[i].folded);
    return best.name;
}

const char *ras_header_nearest_to_field(enum ras_field field, const char *const *candidates,
                                        size_t count)
{
    struct nearest best = {NULL, 0};
    for (size_t i = 0; i < count; i++) {
        char candidate[RAS_HEADER_FOLD_MAX];
        char name[RAS_HEADER_FOLD_MAX];
        (void)ras_header_fold(ras_bytes_of(candidates[i]), candidate, sizeof candidate);
        (void)ras_header_fold(ras_bytes_of(ras_field_name(field)), name, sizeof name);
        nearest_try(&best, name, candidates[i], candidate);
        for (size_t j = 0; j < ENTRY_COUNT; j++)
            if (entries[j].field == field)
                nearest_try(&best, entries[j].folded, candidates[i], candidate);
    }
    return best.name;
}

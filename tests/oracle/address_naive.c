/* Addresses part by part: every word of a part is folded, then phrases are looked for in lists. */
#include "oracle/address_naive.h"

#include "base/bytes.h"
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <string.h>

#define ADDRESS_MAX 250 /* bytes that are looked at; a word's length fits a byte */
#define TOKENS_MAX  40
#define PACKED_MAX  8   /* a word of more letters is no class word with a number */
#define WORD_END    '_' /* behind each folded word: a sign that no folded text has */

/* What a word at the head of a part says about it. */
enum kind {
    KIND_PLAIN,
    KIND_HOUSE, /* so, so nha, sn: a house number follows */
    KIND_PLACE, /* thon, xom, ap, to, duong ...: dropped, its part counts */
    KIND_ADMIN  /* xa, phuong, huyen ...: its part and what follows is left out */
};

struct class_word {
    const char *text; /* folded words, WORD_END between them */
    enum kind kind;
};

/* One list for each first letter; longer phrases first, so that "thi xa" is not read as "xa". */
static const struct class_word classes_a[] = {{"ap", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_b[] = {
    {"ban", KIND_PLACE}, {"buon", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_c[] = {{"cum", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_d[] = {
    {"dac_khu", KIND_ADMIN}, {"doi", KIND_PLACE}, {"duong", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_h[] = {
    {"hem", KIND_PLACE}, {"huyen", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_k[] = {
    {"khu_dan_cu", KIND_PLACE}, {"khu_tap_the", KIND_PLACE}, {"khu_pho", KIND_PLACE},
    {"khu_vuc", KIND_PLACE},    {"kp", KIND_PLACE},          {"khu", KIND_PLACE},
    {"khom", KIND_PLACE},       {"khoi", KIND_PLACE},        {"kiet", KIND_PLACE},
    {NULL, KIND_PLAIN}};
static const struct class_word classes_l[] = {{"lang", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_n[] = {{"nha_so", KIND_HOUSE},
                                              {"nha", KIND_HOUSE},
                                              {"ngo", KIND_PLACE},
                                              {"ngach", KIND_PLACE},
                                              {NULL, KIND_PLAIN}};
static const struct class_word classes_p[] = {
    {"pho", KIND_PLACE}, {"phuong", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_q[] = {{"quan", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_s[] = {
    {"so_nha", KIND_HOUSE}, {"so", KIND_HOUSE}, {"sn", KIND_HOUSE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_t[] = {
    {"to_dan_pho", KIND_PLACE}, {"to_dan_cu", KIND_PLACE}, {"thi_tran", KIND_ADMIN},
    {"thi_xa", KIND_ADMIN},     {"thanh_pho", KIND_ADMIN}, {"thon", KIND_PLACE},
    {"to", KIND_PLACE},         {"tdp", KIND_PLACE},       {"tinh", KIND_ADMIN},
    {"tp", KIND_ADMIN},         {"tx", KIND_ADMIN},        {"tt", KIND_ADMIN},
    {NULL, KIND_PLAIN}};
static const struct class_word classes_v[] = {{"viet_nam", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_x[] = {
    {"xom", KIND_PLACE}, {"xa", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word *const classes[26] = {
    ['a' - 'a'] = classes_a, ['b' - 'a'] = classes_b, ['c' - 'a'] = classes_c,
    ['d' - 'a'] = classes_d, ['h' - 'a'] = classes_h, ['k' - 'a'] = classes_k,
    ['l' - 'a'] = classes_l, ['n' - 'a'] = classes_n, ['p' - 'a'] = classes_p,
    ['q' - 'a'] = classes_q, ['s' - 'a'] = classes_s, ['t' - 'a'] = classes_t,
    ['v' - 'a'] = classes_v, ['x' - 'a'] = classes_x};
/* One letter and a dot: T. (thôn) and X. (xóm) before a place was named, else province, commune. */
static const struct class_word dotted[] = {{"t", KIND_PLACE}, {"x", KIND_PLACE}, {"k", KIND_PLACE},
                                           {"d", KIND_PLACE}, {"p", KIND_ADMIN}, {"q", KIND_ADMIN},
                                           {"h", KIND_ADMIN}};

struct token {
    const char *text; /* folded */
    uint8_t length;
    bool dot; /* a dot follows */
};

/* Words are folded part by part: most addresses are settled before their province is read. */
struct scan {
    struct ras_bytes written;
    size_t at;      /* bytes of written that are read */
    size_t used;    /* bytes of text, which ends with a NUL */
    unsigned count; /* tokens of all parts so far */
    struct token token[TOKENS_MAX];
    char text[2 * ADDRESS_MAX + 2 * TOKENS_MAX];
};

/* Words that stand for one place. */
struct section {
    size_t length;
    char text[2 * ADDRESS_MAX];
};

struct place {
    size_t length; /* of all sections, as they are joined by blanks */
    unsigned number;
    unsigned section_count;
    bool section_over;
    struct section sections[TOKENS_MAX + 1];
    bool named; /* a place part has been taken */
    bool done;
};

/* What stands between words, and between parts. */
enum { BETWEEN_WORDS = 1, BETWEEN_PARTS = 2 };
static const uint8_t separators[256] = {
    [' '] = BETWEEN_WORDS, ['.'] = BETWEEN_WORDS, ['-'] = BETWEEN_WORDS, ['\t'] = BETWEEN_WORDS,
    [','] = BETWEEN_PARTS, [';'] = BETWEEN_PARTS, ['|'] = BETWEEN_PARTS};

static unsigned separator(char c)
{
    return separators[(unsigned char)c];
}

/* Fold letters and digits up to the first sign that the tables do not know, which the caller looks
 * at. Returns the bytes read; as many must be writable at out. */
static size_t fold_letters(struct ras_bytes rest, char *out, size_t *length)
{
    const unsigned char *const s = (const unsigned char *)rest.data;
    size_t at = 0, used = 0;
    while (at < rest.length) {
        unsigned step = 1;
        char c;
        if (s[at] < 0x80) {
            if (ras_ascii_fold[s[at]] <= RAS_FOLD_NOTHING)
                break;
            c = (char)ras_ascii_fold[s[at]];
        } else {
            const unsigned info = ras_letter_info[ras_letter_at(s + at, rest.length - at, &step)];
            if (info == 0)
                break;
            c = ras_letter_fold[ras_info_letter(info)];
        }
        out[used++] = c;
        at += step;
    }
    *length = used;
    return at;
}

/* Fold the word at the cursor, which ends at a separator: its folded length, 0 = signs only. */
static size_t fold_word(struct scan *scan)
{
    const struct ras_bytes rest = {scan->written.data + scan->at, scan->written.length - scan->at};
    const size_t letters = scan->used - scan->count;
    size_t length = 0, end = 0;
    /* Folding by the tables never lengthens a text; another sign may become several letters. */
    if (letters <= scan->at)
        end = fold_letters(rest, scan->text + scan->used, &length);
    if (end == rest.length || (end > 0 && separator(rest.data[end]) != 0)) {
        scan->at += end;
        return length;
    }
    while (end < rest.length && separator(rest.data[end]) == 0)
        end++;
    scan->at += end;
    return ras_text_fold((struct ras_bytes){rest.data, end}, scan->text + scan->used,
                         ADDRESS_MAX - letters);
}

static void token_put(struct scan *scan, const char *text, size_t length, bool dot)
{
    char *const put = scan->text + scan->used;
    memcpy(put, text, length);
    scan->token[scan->count++] = (struct token){put, (uint8_t)length, dot};
    scan->used += length;
    scan->text[scan->used++] = WORD_END;
    scan->text[scan->used] = '\0';
}

/* Is that a word that heads a place or a house number, alone? */
static bool heads_a_place(const char *text, size_t length)
{
    const unsigned letter = (unsigned)(text[0] - 'a');
    const struct class_word *word = letter < 26 ? classes[letter] : NULL;
    for (; word != NULL && word->text != NULL; word++)
        if (strlen(word->text) == length && memcmp(word->text, text, length) == 0)
            return word->kind == KIND_PLACE || word->kind == KIND_HOUSE;
    return false;
}

/* The folded word that stands at the end of the text; "tdp7" are two. */
static void token_add(struct scan *scan, size_t length, bool dot)
{
    char text[ADDRESS_MAX + 1];
    size_t letters = length;
    memcpy(text, scan->text + scan->used, length);
    while (letters > 0 && text[letters - 1] >= '0' && text[letters - 1] <= '9')
        letters--;
    if (length > PACKED_MAX || letters == 0 || letters == length || scan->count + 1 >= TOKENS_MAX ||
        !heads_a_place(text, letters)) {
        token_put(scan, text, length, dot);
        return;
    }
    token_put(scan, text, letters, false);
    token_put(scan, text + letters, length - letters, dot);
}

/* Split the next part that has words at blanks, dots, dashes, and fold each word. A part ends at a
 * comma. */
static void scan_part(struct scan *scan)
{
    const unsigned first = scan->count;
    while (scan->at < scan->written.length && scan->count < TOKENS_MAX) {
        const unsigned between = separator(scan->written.data[scan->at]);
        if (between != 0) {
            scan->at++;
            if (between == BETWEEN_PARTS && scan->count > first)
                return;
            continue;
        }
        const size_t length = fold_word(scan);
        if (length == 0)
            continue;
        const bool dot = scan->at < scan->written.length && scan->written.data[scan->at] == '.';
        token_add(scan, length, dot);
    }
}

/* How many words the phrase covers at the start of the folded text; 0 = it does not stand there. */
static unsigned phrase_words(const char *text, const char *phrase)
{
    unsigned words = 1;
    for (; *phrase != '\0'; phrase++, text++) {
        if (*text != *phrase)
            return 0;
        words += *phrase == WORD_END;
    }
    return *text == WORD_END ? words : 0;
}

static enum kind classify(const struct scan *scan, unsigned at, bool named, unsigned *taken)
{
    const struct token *const token = &scan->token[at];
    *taken = 1;
    if (token->length == 1 && token->dot) {
        for (unsigned i = 0; i < sizeof dotted / sizeof dotted[0]; i++)
            if (dotted[i].text[0] == token->text[0])
                return named ? KIND_ADMIN : dotted[i].kind;
        return KIND_PLAIN;
    }
    const unsigned letter = (unsigned)(token->text[0] - 'a');
    const struct class_word *word = letter < 26 ? classes[letter] : NULL;
    for (; word != NULL && word->text != NULL; word++) {
        if (word->text[1] != token->text[1]) /* no phrase is a letter alone */
            continue;
        const unsigned words = phrase_words(token->text, word->text);
        if (words > 0) {
            *taken = words;
            return word->kind;
        }
    }
    *taken = 0;
    return KIND_PLAIN;
}

/* Leading digits of a word: 12 of 12a and of 12/5. */
static unsigned leading_number(const struct token *token)
{
    unsigned number = 0;
    for (unsigned i = 0; i < token->length && token->text[i] >= '0' && token->text[i] <= '9'; i++)
        number = number < 10000 ? number * 10 + (unsigned)(token->text[i] - '0') : number;
    return number;
}

static void add_word(struct place *place, const struct token *token)
{
    if (place->length + token->length > ADDRESS_MAX)
        return;
    if (place->section_over || place->section_count == 0)
        place->sections[place->section_count++].length = 0;
    struct section *const section = &place->sections[place->section_count - 1];
    if (!place->section_over && section->length > 0) {
        section->text[section->length++] = ' ';
        place->length++;
    }
    place->section_over = false;
    memcpy(section->text + section->length, token->text, token->length);
    section->length += token->length;
    place->length += token->length;
}

/* Take the words of the part that was scanned last, from token `first` on. An admin word inside it
 * (there was no comma) ends it. */
static void take_part(const struct scan *scan, unsigned first, struct place *place)
{
    bool head = true, classed = false;
    const size_t before = place->length;
    for (unsigned i = first; i < scan->count;) {
        unsigned taken;
        const bool named = place->named || place->length > before;
        const enum kind kind = classify(scan, i, named, &taken);
        if (kind == KIND_ADMIN && (head || place->length > 0)) {
            place->done = named || first > 0;
            break;
        }
        if (kind == KIND_PLACE || kind == KIND_HOUSE) {
            classed = classed || kind == KIND_PLACE;
            place->section_over = true;
            i += taken;
            head = kind == KIND_HOUSE;
            continue;
        }
        const unsigned number = leading_number(&scan->token[i]);
        if (head && !classed && number != 0 && place->number == 0 && !place->named)
            place->number = number;
        else if (classed || !place->named)
            add_word(place, &scan->token[i]);
        head = false;
        i++;
    }
    place->named = place->named || place->length > before;
    place->section_over = true;
}

static uint32_t section_hash(const struct section *section)
{
    const uint32_t hash = (uint32_t)ras_hash(section->text, section->length);
    return (hash & 0xFFFF) == 0 ? hash | 1 : hash;
}

/* The first of the first three that does not begin with a digit, else the first. */
static unsigned main_section(const struct place *place, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        if (place->sections[i].text[0] < '0' || place->sections[i].text[0] > '9')
            return i;
    return 0;
}

void naive_address_parse(struct ras_bytes written, struct ras_address *address)
{
    struct scan scan;
    struct place place;
    memset(address, 0, sizeof *address);
    scan.written = written;
    if (written.length > ADDRESS_MAX)
        scan.written.length = ADDRESS_MAX;
    scan.at = scan.used = scan.count = 0;
    place.length = place.number = place.section_count = 0;
    place.named = place.done = place.section_over = false;
    while (!place.done) {
        const unsigned first = scan.count;
        scan_part(&scan);
        if (scan.count == first)
            break;
        take_part(&scan, first, &place);
    }
    if (place.number <= UINT16_MAX)
        address->number = (uint16_t)place.number;
    const unsigned count = place.section_count < 3 ? place.section_count : 3;
    const unsigned main = main_section(&place, count);
    if (count > 0)
        address->place = section_hash(&place.sections[main]);
    if (count > 1)
        address->group = (uint16_t)section_hash(&place.sections[main == 0 ? 1 : 0]);
}

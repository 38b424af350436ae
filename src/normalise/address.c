/* Addresses as far as two of them can be compared: a house number, the words of the place below the
 * commune (street, hamlet) and those of its part (group, alley), without the words that only say
 * what kind of place it is.
 *
 *   "Số 12, thôn Đông, xã X, tỉnh Y"                ->  12, "dong"
 *   "SN 12 T. Đông"                                 ->  12, "dong"
 *   "Số 8, đường Lê Lai, tổ dân phố 7, phường Z"    ->   8, "le lai", "7"
 *   "8 PHỐ LÊ LAI TDP7"                             ->   8, "le lai", "7"
 *
 * Words are folded one by one, packed into integers, and none is folded behind the commune. */
#include "base/bytes.h"
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <string.h>

#define ADDRESS_MAX 250 /* bytes that are looked at; a word's length fits a byte */
#define TOKENS_MAX  40
#define PACKED_MAX  8 /* letters of a packed word */

/* What a word at the head of a part says about it. */
enum kind {
    KIND_PLAIN,
    KIND_HOUSE, /* so, so nha, sn: a house number follows */
    KIND_PLACE, /* thon, xom, ap, to, duong ...: dropped, its part counts */
    KIND_ADMIN, /* xa, phuong, huyen ...: its part and what follows is left out */
    /* words that say it with the word behind them */
    HEAD_DAC,
    HEAD_KHU,
    HEAD_NHA,
    HEAD_SO,
    HEAD_THANH,
    HEAD_THI,
    HEAD_TO,
    HEAD_VIET
};

/* A folded word as an integer, its last letter lowest. */
#define PACKED_2(a, b)             ((uint64_t)(a) << 8 | (uint8_t)(b))
#define PACKED_3(a, b, c)          (PACKED_2(a, b) << 8 | (uint8_t)(c))
#define PACKED_4(a, b, c, d)       (PACKED_3(a, b, c) << 8 | (uint8_t)(d))
#define PACKED_5(a, b, c, d, e)    (PACKED_4(a, b, c, d) << 8 | (uint8_t)(e))
#define PACKED_6(a, b, c, d, e, f) (PACKED_5(a, b, c, d, e) << 8 | (uint8_t)(f))

/* No two of the words below share a slot: the multiplier was searched for. */
#define SLOTS_LOG                6
#define SLOT(packed)             ((packed)*UINT64_C(0x44aa2132c3cc3b63) >> (64 - SLOTS_LOG))
#define CLASS_WORD(packed, kind) [SLOT(packed)] = {packed, kind}

struct class_word {
    uint64_t word;
    enum kind kind;
};

static const struct class_word class_words[1u << SLOTS_LOG] = {
    CLASS_WORD(PACKED_2('a', 'p'), KIND_PLACE),
    CLASS_WORD(PACKED_3('b', 'a', 'n'), KIND_PLACE),
    CLASS_WORD(PACKED_4('b', 'u', 'o', 'n'), KIND_PLACE),
    CLASS_WORD(PACKED_3('c', 'u', 'm'), KIND_PLACE),
    CLASS_WORD(PACKED_3('d', 'a', 'c'), HEAD_DAC),
    CLASS_WORD(PACKED_3('d', 'o', 'i'), KIND_PLACE),
    CLASS_WORD(PACKED_5('d', 'u', 'o', 'n', 'g'), KIND_PLACE),
    CLASS_WORD(PACKED_3('h', 'e', 'm'), KIND_PLACE),
    CLASS_WORD(PACKED_5('h', 'u', 'y', 'e', 'n'), KIND_ADMIN),
    CLASS_WORD(PACKED_4('k', 'h', 'o', 'i'), KIND_PLACE),
    CLASS_WORD(PACKED_4('k', 'h', 'o', 'm'), KIND_PLACE),
    CLASS_WORD(PACKED_3('k', 'h', 'u'), HEAD_KHU),
    CLASS_WORD(PACKED_4('k', 'i', 'e', 't'), KIND_PLACE),
    CLASS_WORD(PACKED_2('k', 'p'), KIND_PLACE),
    CLASS_WORD(PACKED_4('l', 'a', 'n', 'g'), KIND_PLACE),
    CLASS_WORD(PACKED_5('n', 'g', 'a', 'c', 'h'), KIND_PLACE),
    CLASS_WORD(PACKED_3('n', 'g', 'o'), KIND_PLACE),
    CLASS_WORD(PACKED_3('n', 'h', 'a'), HEAD_NHA),
    CLASS_WORD(PACKED_3('p', 'h', 'o'), KIND_PLACE),
    CLASS_WORD(PACKED_6('p', 'h', 'u', 'o', 'n', 'g'), KIND_ADMIN),
    CLASS_WORD(PACKED_4('q', 'u', 'a', 'n'), KIND_ADMIN),
    CLASS_WORD(PACKED_2('s', 'n'), KIND_HOUSE),
    CLASS_WORD(PACKED_2('s', 'o'), HEAD_SO),
    CLASS_WORD(PACKED_3('t', 'd', 'p'), KIND_PLACE),
    CLASS_WORD(PACKED_5('t', 'h', 'a', 'n', 'h'), HEAD_THANH),
    CLASS_WORD(PACKED_3('t', 'h', 'i'), HEAD_THI),
    CLASS_WORD(PACKED_4('t', 'h', 'o', 'n'), KIND_PLACE),
    CLASS_WORD(PACKED_4('t', 'i', 'n', 'h'), KIND_ADMIN),
    CLASS_WORD(PACKED_2('t', 'o'), HEAD_TO),
    CLASS_WORD(PACKED_2('t', 'p'), KIND_ADMIN),
    CLASS_WORD(PACKED_2('t', 't'), KIND_ADMIN),
    CLASS_WORD(PACKED_2('t', 'x'), KIND_ADMIN),
    CLASS_WORD(PACKED_4('v', 'i', 'e', 't'), HEAD_VIET),
    CLASS_WORD(PACKED_2('x', 'a'), KIND_ADMIN),
    CLASS_WORD(PACKED_3('x', 'o', 'm'), KIND_PLACE),
};

struct token {
    uint64_t word;    /* packed, UINT64_MAX if it is longer */
    const char *text; /* folded, NULL if packed */
    uint8_t length;
    bool dot; /* a dot follows */
};

struct scan {
    struct ras_bytes written;
    size_t at;      /* bytes of written that are read */
    size_t letters; /* folded so far */
    size_t first;   /* tokens before the part in hand */
    unsigned count; /* tokens of all parts so far */
    bool part_over;
    bool splits; /* the digits of a word like "tdp7" come next */
    bool holds;  /* a token was read ahead */
    struct token digits;
    struct token held;
    char text[ADDRESS_MAX]; /* words that are not packed */
};

/* Words that stand for one place: where they are in the text. */
#define SECTIONS_MAX 3u
struct section {
    uint16_t start, end;
    bool named; /* not by a number alone */
};

struct place {
    size_t length;
    unsigned number;
    unsigned section_count;
    bool section_over; /* the next word begins another section */
    struct section sections[SECTIONS_MAX];
    bool named; /* a place part has been taken */
    bool done;
    char text[ADDRESS_MAX + 1 + PACKED_MAX]; /* a packed word is stored as a whole */
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

/* Fold the word at the cursor if it is one of a few letters and digits that the tables know. */
static bool pack_word(struct scan *scan, struct token *token)
{
    const unsigned char *const s = (const unsigned char *)scan->written.data;
    const size_t end = scan->written.length;
    size_t at = scan->at;
    uint64_t word = 0;
    unsigned length = 0;
    for (; at < end; length++) {
        if (s[at] < 0x80) {
            const unsigned c = ras_ascii_fold[s[at]];
            if (c <= RAS_FOLD_NOTHING) {
                if (separators[s[at]] == 0)
                    return false;
                break;
            }
            word = word << 8 | c;
            at++;
            continue;
        }
        unsigned step = 1;
        const unsigned info = ras_letter_info[ras_letter_at(s + at, end - at, &step)];
        if (info == 0)
            return false;
        word = word << 8 | (unsigned char)ras_letter_fold[ras_info_letter(info)];
        at += step;
    }
    if (length > PACKED_MAX)
        return false;
    scan->at = at;
    *token = (struct token){word, NULL, (uint8_t)length, false};
    return true;
}

/* Fold any word at the cursor; it may have signs only, and a length of 0. */
static __attribute__((noinline)) void fold_word(struct scan *scan, struct token *token)
{
    const char *const start = scan->written.data + scan->at;
    char *const text = scan->text + scan->letters;
    while (scan->at < scan->written.length && separator(scan->written.data[scan->at]) == 0)
        scan->at++;
    const size_t bytes = (size_t)(scan->written.data + scan->at - start);
    const size_t length =
        ras_text_fold((struct ras_bytes){start, bytes}, text, ADDRESS_MAX - scan->letters);
    *token = (struct token){UINT64_MAX, text, (uint8_t)length, false};
    if (length > PACKED_MAX)
        return;
    token->word = 0;
    for (size_t i = 0; i < length; i++)
        token->word = token->word << 8 | (unsigned char)text[i];
}

static bool is_digit(uint64_t letter)
{
    return (letter & 0xFF) - '0' <= 9;
}

/* "tdp7", "to3", "sn12": the word alone is left, the digits are the next token. */
static void split_digits(struct scan *scan, struct token *token)
{
    unsigned digits = 0;
    while (digits < token->length && is_digit(token->word >> 8 * digits))
        digits++;
    if (digits == token->length)
        return;
    const uint64_t word = token->word >> 8 * digits;
    const struct class_word *const class_word = &class_words[SLOT(word)];
    if (class_word->word != word ||
        (class_word->kind != KIND_HOUSE && class_word->kind != KIND_PLACE &&
         class_word->kind != HEAD_KHU && class_word->kind != HEAD_NHA &&
         class_word->kind != HEAD_SO && class_word->kind != HEAD_TO))
        return;
    scan->splits = true;
    scan->digits = (struct token){token->word & ((UINT64_C(1) << 8 * digits) - 1), NULL,
                                  (uint8_t)digits, token->dot};
    *token = (struct token){word, NULL, (uint8_t)(token->length - digits), false};
}

/* The next word of the part in hand. A part has words, and ends at a comma. */
static bool token_read(struct scan *scan, struct token *token)
{
    if (scan->splits) {
        scan->splits = false;
        *token = scan->digits;
        scan->count++;
        return true;
    }
    if (scan->part_over)
        return false;
    while (scan->at < scan->written.length && scan->count < TOKENS_MAX) {
        const unsigned between = separator(scan->written.data[scan->at]);
        if (between != 0) {
            scan->at++;
            if (between == BETWEEN_PARTS && scan->count > scan->first)
                break;
            continue;
        }
        /* Folding by the tables never lengthens a text; another sign may become several letters,
         * and then there may be no room for all. */
        if (scan->letters > scan->at || !pack_word(scan, token))
            fold_word(scan, token);
        if (token->length == 0)
            continue;
        token->dot = scan->at < scan->written.length && scan->written.data[scan->at] == '.';
        scan->letters += token->length;
        scan->count++;
        if (is_digit(token->word) && scan->count < TOKENS_MAX)
            split_digits(scan, token);
        return true;
    }
    scan->part_over = true;
    return false;
}

static bool token_next(struct scan *scan, struct token *token)
{
    if (!scan->holds)
        return token_read(scan, token);
    *token = scan->held;
    scan->holds = false;
    return true;
}

/* Whether the next word of the part is this one. It stays the next. */
static bool next_is(struct scan *scan, uint64_t word)
{
    if (!scan->holds)
        scan->holds = token_read(scan, &scan->held);
    return scan->holds && scan->held.word == word;
}

/* Take the next word if it is this one. */
static void take_one(struct scan *scan, uint64_t word)
{
    if (next_is(scan, word))
        scan->holds = false;
}

/* Take the next two words if they are these. */
static bool take_two(struct scan *scan, uint64_t first, uint64_t second)
{
    if (!next_is(scan, first))
        return false;
    const struct scan before = *scan;
    scan->holds = false;
    if (!next_is(scan, second)) {
        *scan = before;
        return false;
    }
    scan->holds = false;
    return true;
}

static enum kind admin_before(struct scan *scan, uint64_t word)
{
    return next_is(scan, word) ? KIND_ADMIN : KIND_PLAIN;
}

/* A head word by what stands behind it; the words of a place's kind are taken. */
static enum kind head_kind(struct scan *scan, enum kind head)
{
    switch ((int)head) {
    case HEAD_DAC: return admin_before(scan, PACKED_3('k', 'h', 'u'));
    case HEAD_THANH: return admin_before(scan, PACKED_3('p', 'h', 'o'));
    case HEAD_VIET: return admin_before(scan, PACKED_3('n', 'a', 'm'));
    case HEAD_THI:
        if (next_is(scan, PACKED_4('t', 'r', 'a', 'n')))
            return KIND_ADMIN;
        return admin_before(scan, PACKED_2('x', 'a'));
    case HEAD_NHA: take_one(scan, PACKED_2('s', 'o')); return KIND_HOUSE;
    case HEAD_SO: take_one(scan, PACKED_3('n', 'h', 'a')); return KIND_HOUSE;
    case HEAD_TO:
        if (!take_two(scan, PACKED_3('d', 'a', 'n'), PACKED_3('p', 'h', 'o')))
            take_two(scan, PACKED_3('d', 'a', 'n'), PACKED_2('c', 'u'));
        return KIND_PLACE;
    case HEAD_KHU:
        if (next_is(scan, PACKED_3('p', 'h', 'o')) || next_is(scan, PACKED_3('v', 'u', 'c')))
            scan->holds = false;
        else if (!take_two(scan, PACKED_3('d', 'a', 'n'), PACKED_2('c', 'u')))
            take_two(scan, PACKED_3('t', 'a', 'p'), PACKED_3('t', 'h', 'e'));
        return KIND_PLACE;
    default: return head;
    }
}

/* One letter and a dot: T. (thôn) and X. (xóm) before a place was named, else province, commune. */
static enum kind dotted_kind(uint64_t letter, bool named)
{
    switch (letter) {
    case 't':
    case 'x':
    case 'k':
    case 'd': return named ? KIND_ADMIN : KIND_PLACE;
    case 'p':
    case 'q':
    case 'h': return KIND_ADMIN;
    default: return KIND_PLAIN;
    }
}

static enum kind classify(struct scan *scan, const struct token *token, bool named)
{
    if (token->length == 1 && token->dot)
        return dotted_kind(token->word, named);
    const struct class_word *const class_word = &class_words[SLOT(token->word)];
    if (class_word->word != token->word)
        return KIND_PLAIN;
    return class_word->kind < HEAD_DAC ? class_word->kind : head_kind(scan, class_word->kind);
}

/* Leading digits of a word: 12 of 12a and of 12/5. */
static unsigned leading_number(const struct token *token)
{
    unsigned number = 0;
    for (unsigned i = 0; i < token->length; i++) {
        const unsigned c = token->text != NULL
                               ? (unsigned char)token->text[i]
                               : (unsigned)(token->word >> 8 * (token->length - 1 - i) & 0xFF);
        if (c - '0' > 9)
            break;
        number = number < 10000 ? number * 10 + (c - '0') : number;
    }
    return number;
}

static void add_word(struct place *place, const struct token *token)
{
    if (place->length + token->length > ADDRESS_MAX)
        return;
    if (place->section_over || place->section_count == 0) {
        place->section_over = false;
        if (place->section_count < SECTIONS_MAX)
            place->sections[place->section_count] =
                (struct section){(uint16_t)place->length, (uint16_t)place->length, false};
        place->section_count++;
    } else {
        place->text[place->length++] = ' ';
    }
    if (token->text != NULL) {
        memcpy(place->text + place->length, token->text, token->length);
    } else {
        const uint64_t word = __builtin_bswap64(token->word << 8 * (PACKED_MAX - token->length));
        memcpy(place->text + place->length, &word, sizeof word);
    }
    place->length += token->length;
    if (place->section_count <= SECTIONS_MAX) {
        struct section *const section = &place->sections[place->section_count - 1];
        section->end = (uint16_t)place->length;
        section->named = !is_digit((unsigned char)place->text[section->start]);
    }
}

/* Take the words of the next part. An admin word inside it (there was no comma) ends it. */
static void take_part(struct scan *scan, struct place *place)
{
    bool head = true, classed = false;
    const size_t before = place->length;
    struct token token;
    while (token_next(scan, &token)) {
        const bool named = place->named || place->length > before;
        const enum kind kind = classify(scan, &token, named);
        if (kind == KIND_ADMIN && (head || place->length > 0)) {
            place->done = named || scan->first > 0;
            break;
        }
        if (kind == KIND_PLACE || kind == KIND_HOUSE) {
            classed = classed || kind == KIND_PLACE;
            place->section_over = true;
            head = kind == KIND_HOUSE;
            continue;
        }
        const unsigned number =
            head && !classed && place->number == 0 && !place->named ? leading_number(&token) : 0;
        if (number != 0)
            place->number = number;
        else if (classed || !place->named)
            add_word(place, &token);
        head = false;
    }
    place->named = place->named || place->length > before;
    place->section_over = true;
}

static uint32_t section_hash(const struct place *place, unsigned section)
{
    const struct section *const found = &place->sections[section];
    const uint32_t hash =
        (uint32_t)ras_hash(place->text + found->start, (size_t)(found->end - found->start));
    return (uint16_t)hash == 0 ? hash | 1 : hash;
}

/* The place is what has a name: "tổ 5, thôn Đông" lies in Đông. */
static void sections_take(const struct place *place, struct ras_address *address)
{
    const unsigned count =
        place->section_count < SECTIONS_MAX ? place->section_count : SECTIONS_MAX;
    unsigned main = 0;
    if (count == 0)
        return;
    for (unsigned i = count; i-- > 0;)
        if (place->sections[i].named)
            main = i;
    address->place = section_hash(place, main);
    if (count > 1)
        address->group = (uint16_t)section_hash(place, main == 0 ? 1 : 0);
}

void ras_address_parse(struct ras_bytes written, struct ras_address *address)
{
    struct scan scan;
    struct place place;
    *address = (struct ras_address){.place = 0};
    scan.written = written;
    if (written.length > ADDRESS_MAX)
        scan.written.length = ADDRESS_MAX;
    scan.at = scan.letters = scan.count = 0;
    place.length = place.number = place.section_count = 0;
    place.named = place.done = place.section_over = false;
    do {
        scan.first = scan.count;
        scan.part_over = scan.holds = scan.splits = false;
        take_part(&scan, &place);
        struct token rest;
        while (!place.done && token_next(&scan, &rest))
            continue;
    } while (!place.done && scan.count > scan.first);
    if (place.number <= UINT16_MAX)
        address->number = (uint16_t)place.number;
    sections_take(&place, address);
}

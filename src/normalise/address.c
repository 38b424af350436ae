/* Addresses as far as two of them can be compared: a house number and the words of the place below
 * the commune (street, hamlet, group), without the words that only say what kind of place it is.
 *
 *   "Số 12, thôn Đông, xã X, tỉnh Y"  ->  12, "dong"
 *   "SN 12 T. Đông"                   ->  12, "dong" */
#include "base/bytes.h"
#include "base/hash.h"
#include "normalise/normaliser.h"

#include <string.h>

#define ADDRESS_MAX 250 /* bytes that are looked at; a word's length fits a byte */
#define TOKENS_MAX  40

/* What a word at the head of a part says about it. */
enum kind {
    KIND_PLAIN,
    KIND_HOUSE, /* so, so nha, sn: a house number follows */
    KIND_PLACE, /* thon, xom, ap, to, duong ...: dropped, its part counts */
    KIND_ADMIN  /* xa, phuong, huyen ...: its part and what follows is left out */
};

struct class_word {
    const char *text; /* folded words, blanks between */
    enum kind kind;
};

/* One list for each first letter; longer phrases first, so that "thi xa" is not read as "xa". */
static const struct class_word classes_a[] = {{"ap", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_b[] = {
    {"ban", KIND_PLACE}, {"buon", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_c[] = {{"cum", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_d[] = {
    {"dac khu", KIND_ADMIN}, {"doi", KIND_PLACE}, {"duong", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_h[] = {
    {"hem", KIND_PLACE}, {"huyen", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_k[] = {
    {"khu dan cu", KIND_PLACE}, {"khu tap the", KIND_PLACE}, {"khu pho", KIND_PLACE},
    {"khu vuc", KIND_PLACE},    {"kp", KIND_PLACE},          {"khu", KIND_PLACE},
    {"khom", KIND_PLACE},       {"khoi", KIND_PLACE},        {"kiet", KIND_PLACE},
    {NULL, KIND_PLAIN}};
static const struct class_word classes_l[] = {{"lang", KIND_PLACE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_n[] = {{"nha so", KIND_HOUSE},
                                              {"nha", KIND_HOUSE},
                                              {"ngo", KIND_PLACE},
                                              {"ngach", KIND_PLACE},
                                              {NULL, KIND_PLAIN}};
static const struct class_word classes_p[] = {
    {"pho", KIND_PLACE}, {"phuong", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_q[] = {{"quan", KIND_ADMIN}, {NULL, KIND_PLAIN}};
static const struct class_word classes_s[] = {
    {"so nha", KIND_HOUSE}, {"so", KIND_HOUSE}, {"sn", KIND_HOUSE}, {NULL, KIND_PLAIN}};
static const struct class_word classes_t[] = {
    {"to dan pho", KIND_PLACE}, {"to dan cu", KIND_PLACE}, {"thi tran", KIND_ADMIN},
    {"thi xa", KIND_ADMIN},     {"thanh pho", KIND_ADMIN}, {"thon", KIND_PLACE},
    {"to", KIND_PLACE},         {"tdp", KIND_PLACE},       {"tinh", KIND_ADMIN},
    {"tp", KIND_ADMIN},         {"tx", KIND_ADMIN},        {"tt", KIND_ADMIN},
    {NULL, KIND_PLAIN}};
static const struct class_word classes_v[] = {{"viet nam", KIND_ADMIN}, {NULL, KIND_PLAIN}};
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
    bool part_start; /* first after a comma */
    bool dot;        /* a dot follows */
};

struct scan {
    unsigned count;
    struct token token[TOKENS_MAX];
    char text[ADDRESS_MAX + 1];
};

struct place {
    size_t length;
    unsigned number;
    bool named; /* a place part has been taken */
    bool done;
    char text[ADDRESS_MAX + 1];
};

static bool ends_part(char c)
{
    return c == ',' || c == ';' || c == '|';
}

static bool is_separator(char c)
{
    return c == ' ' || c == '.' || c == '-' || c == '\t' || ends_part(c);
}

/* Split at blanks, dots, dashes and commas, and fold each word. */
static void scan_words(struct ras_bytes written, struct scan *scan)
{
    size_t used = 0;
    bool start = true;
    scan->count = 0;
    for (size_t at = 0; at < written.length && scan->count < TOKENS_MAX;) {
        if (is_separator(written.data[at])) {
            start = start || ends_part(written.data[at]);
            at++;
            continue;
        }
        size_t end = at;
        while (end < written.length && !is_separator(written.data[end]))
            end++;
        const struct ras_bytes word = {written.data + at, end - at};
        const size_t length = ras_text_fold(word, scan->text + used, ADDRESS_MAX - used);
        if (length > 0) {
            scan->token[scan->count++] =
                (struct token){scan->text + used, (uint8_t)length, start,
                               end < written.length && written.data[end] == '.'};
            used += length;
            start = false;
        }
        at = end;
    }
}

/* How many tokens from `at` on the phrase covers within one part; 0 = it does not stand there. */
static unsigned phrase_tokens(const struct scan *scan, unsigned at, const char *phrase)
{
    const struct token *token = &scan->token[at];
    unsigned taken = 1, letter = 0;
    for (; *phrase != '\0'; phrase++) {
        if (*phrase != ' ') {
            if (letter == token->length || token->text[letter] != *phrase)
                return 0;
            letter++;
            continue;
        }
        if (letter != token->length || at + taken == scan->count || token[1].part_start)
            return 0;
        token++;
        taken++;
        letter = 0;
    }
    return letter == token->length ? taken : 0;
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
        const unsigned tokens = phrase_tokens(scan, at, word->text);
        if (tokens > 0) {
            *taken = tokens;
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
    if (place->length + token->length + 1 > sizeof place->text)
        return;
    if (place->length > 0)
        place->text[place->length++] = ' ';
    memcpy(place->text + place->length, token->text, token->length);
    place->length += token->length;
}

/* Take the words of one part, from its first token to the one before the next part. An admin word
 * inside a part (there was no comma) ends it. Returns the first token after the part. */
static unsigned take_part(const struct scan *scan, unsigned at, struct place *place)
{
    const bool first_part = at == 0;
    bool head = true, classed = false;
    const size_t before = place->length;
    unsigned i = at;
    for (; i < scan->count && (i == at || !scan->token[i].part_start);) {
        unsigned taken;
        const bool named = place->named || place->length > before;
        const enum kind kind = classify(scan, i, named, &taken);
        if (kind == KIND_ADMIN && (head || place->length > 0)) {
            place->done = place->done || named || !first_part;
            do
                i++;
            while (i < scan->count && !scan->token[i].part_start);
            break;
        }
        if (kind == KIND_PLACE || kind == KIND_HOUSE) {
            classed = classed || kind == KIND_PLACE;
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
    return i;
}

void ras_address_parse(struct ras_bytes written, uint32_t *place_hash, uint16_t *number)
{
    struct scan scan;
    struct place place = {0};
    *place_hash = 0;
    *number = 0;
    if (written.length > ADDRESS_MAX)
        written.length = ADDRESS_MAX;
    scan_words(written, &scan);
    for (unsigned at = 0; at < scan.count && !place.done;)
        at = take_part(&scan, at, &place);
    if (place.number <= UINT16_MAX)
        *number = (uint16_t)place.number;
    if (place.length > 0) {
        const uint32_t hash = (uint32_t)ras_hash(place.text, place.length);
        *place_hash = hash == 0 ? 1 : hash;
    }
}

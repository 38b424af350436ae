/* A person's name: the fast path for clean Vietnamese text, then what concerns whole words.
 *
 * Nine names in ten are letters and single blanks: those go through one loop over the letter
 * tables. The first sign of anything else hands the whole text to name_repair.c. */
#include "base/bytes.h"
#include "normalise/name_clean.h"
#include "normalise/name_repair.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <utf8proc.h>

#include <assert.h>
#include <string.h>

#define BIT(c) (UINT64_C(1) << RAS_LETTER(c))
/* Letters that stand in no Vietnamese syllable after its second letter, but are Telex keys. */
#define TELEX_TAIL                                                                                 \
    (BIT('s') | BIT('f') | BIT('r') | BIT('x') | BIT('j') | BIT('w') | BIT('z') | BIT('d'))
#define TELEX_SECOND (BIT('s') | BIT('f') | BIT('x') | BIT('j') | BIT('w') | BIT('z'))
#define TELEX_DOUBLE (BIT('a') | BIT('e') | BIT('o') | BIT('d'))

/* What the letters of a token add up to. */
struct run {
    unsigned count;
    unsigned first;      /* information on the first letter */
    unsigned any, every; /* of the letters after it */
    unsigned second_letter;
    uint64_t tail;    /* set of the letters from the third on */
    uint64_t doubled; /* set of the letters that follow themselves */
    bool composed;    /* a combining mark was put on its letter */
};

/* Put the combining mark at s (U+0300..036F) on the letter before it; false if Vietnamese knows no
 * such letter. */
static bool add_mark(const unsigned char *s, size_t left, unsigned *letter, unsigned *tone)
{
    if (left < 2 || (s[0] != 0xCC && s[0] != 0xCD))
        return false;
    return ras_letter_add_mark(letter, tone, (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu));
}

/* The next letter of the tables: 0 at anything else. Its UTF-8 in lower case goes to *out. */
static inline unsigned take_letter(const unsigned char **in, const unsigned char *end, char **out)
{
    unsigned step = 1;
    if (*in == end)
        return 0;
    const uint32_t index = ras_letter_at(*in, (size_t)(end - *in), &step);
    const unsigned info = ras_letter_info[index];
    if ((info & RAS_INFO_LETTER) == 0)
        return 0;
    *out += ras_letter_put(*out, ras_letter_small[index]);
    *in += step;
    return info;
}

/* Copy one token in lower case, up to the first sign that is no letter of the tables. The first two
 * letters are taken by hand, since the sums are of those after them. */
static inline void scan_letters(const unsigned char **in, const unsigned char *end, char **out,
                                struct run *run)
{
    const unsigned char *s = *in;
    char *o = *out;
    *run = (struct run){.first = take_letter(&s, end, &o), .every = ~0u};
    if (run->first != 0) {
        const unsigned info = take_letter(&s, end, &o);
        run->count = 1;
        if (info != 0) {
            unsigned any = info, every = info, last = ras_info_letter(info), count = 2;
            uint64_t tail = 0, doubled = (uint64_t)(last == ras_info_letter(run->first)) << last;
            run->second_letter = last;
            for (unsigned next; (next = take_letter(&s, end, &o)) != 0; count++) {
                const unsigned letter = ras_info_letter(next);
                any |= next;
                every &= next;
                tail |= UINT64_C(1) << letter;
                doubled |= (uint64_t)(letter == last) << letter;
                last = letter;
            }
            run->count = count;
            run->any = any;
            run->every = every;
            run->tail = tail;
            run->doubled = doubled;
        }
    }
    *in = s;
    *out = o;
}

/* The same for a token in which combining marks stand after their letters; false if there is
 * another sign. */
static bool scan_marked(const unsigned char **in, const unsigned char *end, char **out,
                        struct run *run)
{
    const unsigned char *s = *in;
    char *o = *out, *last_at = o;
    unsigned count = 0, first = 0, any = 0, every = ~0u, second = 0, last = 0, last_tone = 0;
    uint64_t tail = 0, doubled = 0;
    bool composed = false;
    while (s < end) {
        unsigned step = 1;
        const uint32_t index = ras_letter_at(s, (size_t)(end - s), &step);
        const unsigned info = ras_letter_info[index];
        if ((info & RAS_INFO_LETTER) != 0) {
            const unsigned letter = ras_info_letter(info);
            last_at = o;
            o += ras_letter_put(o, ras_letter_small[index]);
            any |= count == 0 ? 0 : info;
            every &= count == 0 ? ~0u : info;
            first = count == 0 ? info : first;
            second = count == 1 ? letter : second;
            tail |= (uint64_t)(count > 1) << letter;
            doubled |= (uint64_t)(letter == last) << letter;
            last = letter;
            last_tone = ras_info_tone(info);
            count++;
            s += step;
            continue;
        }
        if (info != 0)
            break;
        unsigned letter = last, tone = last_tone;
        if (count == 0 || !add_mark(s, (size_t)(end - s), &letter, &tone))
            return false;
        const unsigned flags = RAS_INFO_MARKED | (tone == RAS_TONE_LEVEL ? 0u : RAS_INFO_MOVABLE);
        first |= count == 1 ? flags : 0;
        any |= count == 1 ? 0 : flags;
        o = last_at + ras_letter_put(last_at, ras_letter_utf8[letter][tone]);
        last = letter;
        last_tone = tone;
        composed = true;
        s += 2;
    }
    *in = s;
    *out = o;
    *run = (struct run){count, first, any, every, second, tail, doubled, composed};
    return true;
}

/* Copy one token in lower case; false if a sign is met that is neither letter nor blank. */
static inline bool scan_token(const unsigned char **in, const unsigned char *end, char **out,
                              struct run *run)
{
    const unsigned char *const start = *in;
    char *const start_out = *out;
    scan_letters(in, end, out, run);
    if (run->count > 0 && (*in == end || **in == ' '))
        return true;
    *in = start;
    *out = start_out;
    return scan_marked(in, end, out, run);
}

/* Could the token be Telex residue or two words glued? Then the slow path looks at it. */
static inline bool needs_repair(const struct run *run)
{
    const uint64_t second = UINT64_C(1) << run->second_letter;
    const bool r_alone =
        run->second_letter == RAS_LETTER('r') && ras_info_letter(run->first) != RAS_LETTER('t');
    const bool inner_capital =
        (run->any & RAS_INFO_UPPER) != 0 && (run->every & RAS_INFO_UPPER) == 0;
    return inner_capital || r_alone || (run->tail & TELEX_TAIL) != 0 ||
           (second & TELEX_SECOND) != 0 || (run->doubled & TELEX_DOUBLE) != 0;
}

static inline uint64_t vowels_of(const struct run *run)
{
    const uint64_t letters =
        run->tail | UINT64_C(1) << run->second_letter | UINT64_C(1) << ras_info_letter(run->first);
    return letters & RAS_VOWELS;
}

static inline bool may_be_misplaced(const struct run *run)
{
    const uint64_t vowels = vowels_of(run);
    return ((run->first | run->any) & RAS_INFO_MOVABLE) != 0 && (vowels & (vowels - 1)) != 0;
}

bool ras_name_read_clean(struct ras_bytes written, struct ras_name_text *name, uint64_t *repairs)
{
    const unsigned char *in = (const unsigned char *)written.data;
    const unsigned char *const end = in + written.length;
    char *out = name->out;
    uint64_t found = 0;
    unsigned all = 0;
    bool composed = false;
    name->token_count = 0;
    name->dots = 0;
    name->vowelless = 0;
    if (written.length > RAS_NAME_CLEAN_BYTES_MAX)
        return false;
    while (in < end) {
        if (*in == ' ') {
            const bool between = out != name->out && in + 1 < end && in[1] != ' ';
            found |= between ? 0 : RAS_REPAIR_BIT(RAS_REPAIR_NAME_SPACING);
            in++;
            continue;
        }
        if (out != name->out)
            *out++ = ' ';
        char *const start = out;
        struct run run;
        if (!scan_token(&in, end, &out, &run) || needs_repair(&run))
            return false;
        const bool title_case =
            (run.first & RAS_INFO_UPPER) != 0 && (run.any & RAS_INFO_UPPER) == 0;
        found |= title_case ? 0 : RAS_REPAIR_BIT(RAS_REPAIR_NAME_CASE);
        all |= run.first | run.any;
        if (may_be_misplaced(&run) &&
            ras_tone_misplaced((struct ras_bytes){start, (size_t)(out - start)}))
            found |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_TONE_PLACEMENT);
        composed |= run.composed;
        if (name->token_count < RAS_NAME_TOKENS_MAX) {
            name->start[name->token_count] = (uint8_t)(start - name->out);
            name->vowelless |= (uint32_t)(run.count <= 3 && vowels_of(&run) == 0)
                               << name->token_count;
        }
        name->token_count++;
    }
    if (composed)
        found |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_UNICODE_FORM);
    if ((all & RAS_INFO_LOOKALIKE) != 0)
        found |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_LOOKALIKE);
    name->marked = (all & RAS_INFO_MARKED) != 0;
    name->length = (size_t)(out - name->out);
    *repairs |= found;
    return true;
}

/* ---- words ---- */

static struct ras_bytes token_at(const struct ras_name_text *name, unsigned i)
{
    const size_t start = name->start[i];
    const bool last = i + 1 >= name->token_count || i + 1 >= RAS_NAME_TOKENS_MAX;
    const size_t end = last ? name->length : name->start[i + 1] - 1u;
    return (struct ras_bytes){name->out + start, end - start};
}

#define WORD(text)                                                                                 \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
#define ONE_OF(token, words) one_of(token, words, sizeof(words) / sizeof(words)[0])
static bool one_of(struct ras_bytes token, const struct ras_bytes *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (ras_bytes_equal(token, words[i]))
            return true;
    return false;
}

/* Forms of address, as written with their marks; "ong", "ba" only where the whole name has none. */
static const struct ras_bytes title_words[] = {
    WORD("ông"), WORD("bà"),  WORD("anh"), WORD("chị"),  WORD("cháu"), WORD("bé"), WORD("em"),
    WORD("cô"),  WORD("chú"), WORD("bác"), WORD("thầy"), WORD("cụ"),   WORD("dì"), WORD("cậu")};
static const struct ras_bytes plain_titles[] = {WORD("ong"), WORD("ba")};

static bool is_title(const struct ras_name_text *name, unsigned i)
{
    static const struct ras_bytes after[] = {WORD("trai"), WORD("gái")}; /* bé gái, cháu trai */
    const struct ras_bytes token = token_at(name, i);
    if (token.length > 6)
        return false;
    if (!name->marked)
        return ONE_OF(token, plain_titles);
    return ONE_OF(token, title_words) || (i > 0 && ONE_OF(token, after));
}

bool ras_name_may_be_title(struct ras_bytes token)
{
    return ONE_OF(token, title_words) || ONE_OF(token, plain_titles);
}

static bool is_surname(struct ras_bytes token)
{
    char fold[RAS_NAME_BYTES_MAX + 1];
    const size_t length = ras_text_fold(token, fold, sizeof fold);
    return ras_surname_known((struct ras_bytes){fold, length});
}

/* Drop the first tokens. */
static void drop_tokens(struct ras_name_text *name, unsigned count)
{
    const size_t cut = name->start[count];
    memmove(name->out, name->out + cut, name->length - cut);
    name->length -= cut;
    const unsigned kept =
        (name->token_count < RAS_NAME_TOKENS_MAX ? name->token_count : RAS_NAME_TOKENS_MAX) - count;
    for (unsigned i = 0; i < kept; i++)
        name->start[i] = (uint8_t)(name->start[i + count] - cut);
    name->token_count = kept;
    name->dots >>= count;
    name->vowelless >>= count;
    name->marked = false;
    for (size_t i = 0; i < name->length; i++)
        name->marked = name->marked || (name->out[i] & 0x80) != 0;
}

/* "Ông Nguyễn Văn A", but not "Ông Ích Khiêm": a title is one only before a surname and at least
 * one word more. */
static void drop_titles(struct ras_name_text *name, uint64_t *repairs)
{
    unsigned titles = 0;
    while (titles + 2 < RAS_NAME_TOKENS_MAX && titles + 2 < name->token_count &&
           is_title(name, titles))
        titles++;
    if (titles == 0 || titles + 2 > name->token_count || !is_surname(token_at(name, titles)))
        return;
    if (!name->marked && titles + 3 > name->token_count)
        return;
    drop_tokens(name, titles);
    *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_TITLE);
}

/* "Nguyễn Văn B con ông Nguyễn Văn C" ends before "con". */
static void cut_parentage(struct ras_name_text *name, uint64_t *repairs)
{
    static const struct ras_bytes of[] = {WORD("ông"), WORD("bà"), WORD("của"), WORD("anh"),
                                          WORD("chị")};
    const unsigned count =
        name->token_count < RAS_NAME_TOKENS_MAX ? name->token_count : RAS_NAME_TOKENS_MAX;
    for (unsigned i = 2; i + 2 < count; i++) {
        if (!ras_bytes_equal(token_at(name, i), RAS_LITERAL("con")) ||
            !ONE_OF(token_at(name, i + 1), of))
            continue;
        name->length = name->start[i] - 1u;
        name->token_count = i;
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_TITLE);
        return;
    }
}

static unsigned utf8_letters(struct ras_bytes text)
{
    unsigned count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += (text.data[i] & 0xC0) != 0x80;
    return count;
}

/* A token without a vowel (V, Ng, Th), or one letter and a dot inside the name. */
static bool has_initial(const struct ras_name_text *name)
{
    for (unsigned i = 0; i < name->token_count && i < RAS_NAME_TOKENS_MAX; i++) {
        const bool dot = (name->dots >> i & 1) != 0, vowelless = (name->vowelless >> i & 1) != 0;
        if (!dot && !vowelless)
            continue;
        const size_t length = token_at(name, i).length;
        /* H Lim and K Brôi are whole names. */
        if (vowelless && (i > 0 || dot || length > 1))
            return true;
        if (dot && i + 1 < name->token_count && length <= 3 && utf8_letters(token_at(name, i)) == 1)
            return true;
    }
    return false;
}

/* No mark anywhere, and a word that cannot be without one: a surname such as Nguyen, or Van, Thi
 * inside the name, or an ending in c, p, t, ch, which always carries a tone. */
static bool lost_its_marks(const struct ras_name_text *name)
{
    static const struct ras_bytes always_marked[] = {
        WORD("nguyen"), WORD("tran"),  WORD("le"),     WORD("pham"), WORD("hoang"), WORD("huynh"),
        WORD("vu"),     WORD("vo"),    WORD("dang"),   WORD("bui"),  WORD("do"),    WORD("ho"),
        WORD("ngo"),    WORD("duong"), WORD("dinh"),   WORD("doan"), WORD("dao"),   WORD("trinh"),
        WORD("luong"),  WORD("luu"),   WORD("truong"), WORD("ta"),   WORD("phung"), WORD("vuong"),
        WORD("thach"),  WORD("quach"), WORD("nong")};
    static const struct ras_bytes middle[] = {WORD("van"), WORD("thi"), WORD("duc"), WORD("huu"),
                                              WORD("ngoc")};
    if (name->marked || name->token_count < 2)
        return false;
    if (ONE_OF(token_at(name, 0), always_marked))
        return true;
    for (unsigned i = 0; i < name->token_count && i < RAS_NAME_TOKENS_MAX; i++) {
        const struct ras_bytes token = token_at(name, i);
        const char last = token.data[token.length - 1];
        const bool ch = last == 'h' && token.length > 1 && token.data[token.length - 2] == 'c';
        if (token.length > 1 && (ch || last == 'c' || last == 'p' || last == 't'))
            return true;
        if (i > 0 && i + 1 < name->token_count && ONE_OF(token, middle))
            return true;
    }
    return false;
}

void ras_name_finish(struct ras_name_text *name, uint64_t *repairs)
{
    if (name->token_count > RAS_NAME_TOKENS_MAX)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_CUT);
    if (name->token_count >= 3)
        drop_titles(name, repairs);
    if (name->token_count >= 5)
        cut_parentage(name, repairs);
    if ((name->dots | name->vowelless) != 0 && has_initial(name))
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_INITIAL);
    if (!name->marked && lost_its_marks(name))
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_NO_MARKS);
    if (name->token_count > RAS_NAME_SYLLABLES_MAX)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_NAME_CUT);
}

size_t ras_name_canonical(struct ras_bytes written, char *out, uint64_t *repairs)
{
    struct ras_name_text name;
    assert(out != NULL);
    name.out = out;
    if (!ras_name_read_clean(written, &name, repairs))
        ras_name_repair(written, &name, repairs);
    ras_name_finish(&name, repairs);
    return name.length;
}

/* ---- as people write it ---- */

static unsigned put_capital(const char *text, size_t left, char *out, unsigned *size)
{
    const uint32_t code_point = ras_utf8_decode(text, left, size);
    if (code_point == RAS_CODE_POINT_NONE) {
        out[0] = text[0];
        return 1;
    }
    const unsigned info = ras_letter_info[ras_letter_index(code_point)];
    const uint32_t upper =
        (info & RAS_INFO_LETTER) != 0
            ? ras_letter_code_point[1][ras_info_letter(info)][ras_info_tone(info)]
            : (uint32_t)utf8proc_toupper((utf8proc_int32_t)code_point);
    return ras_utf8_encode(upper, out);
}

size_t ras_name_display(struct ras_bytes canonical, char *out, size_t capacity)
{
    size_t length = 0;
    for (size_t at = 0; at < canonical.length && capacity - length >= 4;) {
        const bool first = at == 0 || canonical.data[at - 1] == ' ';
        const bool prefix = at == 1 && canonical.data[1] == ' ' &&
                            (canonical.data[0] == 'h' || canonical.data[0] == 'k');
        unsigned size = 1;
        if (prefix)
            out[length++] = '\'';
        else if (first)
            length += put_capital(canonical.data + at, canonical.length - at, out + length, &size);
        else
            out[length++] = canonical.data[at];
        at += size;
    }
    return length;
}

/* One scalar kernel for now: a name is too short to pay for wider loads on every machine. */
bool ras_fold_force(const char *name)
{
    return name == NULL || strcmp(name, "scalar") == 0;
}

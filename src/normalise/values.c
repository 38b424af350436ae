/* Words of closed lists, compared after folding marks, case, blanks and punctuation away. */
#include "normalise/values.h"

#include "base/bytes.h"
#include "normalise/unicode_fold.h"
#include "normalise/vietnamese_letter.h"

#include <string.h>

struct word {
    const char *text; /* folded, without blanks */
    uint8_t length;
    uint8_t value;
};
#define WORD(text, value)                                                                          \
    {                                                                                              \
        text, sizeof(text) - 1, value                                                              \
    }

/* The folded text without blanks; the length is 0 if it is too long for any list. */
static struct ras_bytes squeeze(struct ras_bytes written, char *out)
{
    if (written.length > 4 * RAS_VALUE_BYTES_MAX)
        return (struct ras_bytes){out, 0};
    const size_t length = ras_text_fold(written, out, RAS_VALUE_BYTES_MAX);
    size_t kept = 0;
    for (size_t i = 0; i < length; i++)
        if (out[i] != ' ')
            out[kept++] = out[i];
    return (struct ras_bytes){out, length == RAS_VALUE_BYTES_MAX ? 0 : kept};
}

static uint8_t look_up(const struct word *words, size_t count, struct ras_bytes text)
{
    for (size_t i = 0; i < count; i++)
        if (text.length == words[i].length && memcmp(text.data, words[i].text, text.length) == 0)
            return words[i].value;
    return 0;
}
#define LOOK_UP(words, text) look_up(words, sizeof(words) / sizeof(words)[0], text)

/* Is the letter at s of the tables, and none of those? */
static bool is_other_letter(const unsigned char *s, size_t left, uint32_t letters)
{
    unsigned step;
    const unsigned info = ras_letter_info[ras_letter_at(s, left, &step)];
    return info != 0 && (letters >> (ras_letter_fold[ras_info_letter(info)] - 'a') & 1) == 0;
}

#define BIT(c) (1u << ((c) - 'a'))

/* Does the text begin with a Vietnamese letter that no word for nothing begins with, or go on with
 * one after two letters (Chị, Trần)? Then it need not be folded whole. */
static bool begins_otherwise(struct ras_bytes written)
{
    const uint32_t heads = BIT('n') | BIT('k') | BIT('c') | BIT('t') | BIT('x') | BIT('u');
    const uint32_t thirds = BIT('l') | BIT('n') | BIT('o') | BIT('u') | BIT('x') | BIT('k');
    const unsigned char *const s = (const unsigned char *)written.data;
    if (s[0] >= 0x80)
        return is_other_letter(s, written.length, heads);
    if (written.length < 3 || s[2] < 0x80 || (s[0] | 0x20u) - 'a' > 25 || (s[1] | 0x20u) - 'a' > 25)
        return false;
    return is_other_letter(s + 2, written.length - 2, thirds);
}

bool ras_value_is_blank(struct ras_bytes written)
{
    static const struct word blanks[] = {WORD("null", 1),        WORD("none", 1),
                                         WORD("nan", 1),         WORD("nil", 1),
                                         WORD("khong", 1),       WORD("khongco", 1),
                                         WORD("chuaco", 1),      WORD("khongro", 1),
                                         WORD("chuaro", 1),      WORD("khongcothongtin", 1),
                                         WORD("chuaxacdinh", 1), WORD("khongxacdinh", 1),
                                         WORD("chuacapnhat", 1), WORD("trong", 1),
                                         WORD("xxx", 1),         WORD("unknown", 1),
                                         WORD("khongbiet", 1)};
    char text[RAS_VALUE_BYTES_MAX];
    if (written.length > 32)
        return false;
    if (written.length > 0 && (!ras_value_may_be_blank(written) || begins_otherwise(written)))
        return false;
    bool visible = false;
    for (size_t i = 0; i < written.length; i++)
        visible = visible || (unsigned char)written.data[i] > ' ';
    if (!visible)
        return true;
    const struct ras_bytes folded = squeeze(written, text);
    if (folded.length == 0) { /* signs only, or letters of another script */
        for (size_t i = 0; i < written.length; i++)
            if ((unsigned char)written.data[i] >= 0x80)
                return false;
        return true;
    }
    if (folded.length < 2 || folded.length > 15)
        return false;
    /* "Na" is a name; "N/A" is nothing */
    if (folded.length == 2)
        return written.length > 2 && memcmp(folded.data, "na", 2) == 0 &&
               memchr(written.data, '/', written.length) != NULL;
    return LOOK_UP(blanks, folded) != 0;
}

bool ras_value_mapped(const struct ras_normaliser *normaliser, enum ras_field field,
                      struct ras_bytes written, uint8_t *value)
{
    char text[RAS_VALUE_BYTES_MAX], mapped[RAS_VALUE_BYTES_MAX];
    struct ras_bytes folded = {NULL, 0};
    for (size_t i = 0; i < normaliser->value_count; i++) {
        const struct ras_value_mapping *const mapping = &normaliser->values[i];
        if (mapping->field != field)
            continue;
        const struct ras_bytes own = ras_bytes_of(mapping->written);
        bool same = ras_bytes_equal(own, written);
        if (!same) {
            if (folded.data == NULL)
                folded = squeeze(written, text);
            same = folded.length > 0 && ras_bytes_equal(folded, squeeze(own, mapped));
        }
        if (same) {
            *value = mapping->value;
            return true;
        }
    }
    return false;
}

uint8_t ras_sex_parse(struct ras_bytes written, uint64_t *repairs)
{
    static const struct word words[] = {
        WORD("nam", RAS_SEX_MALE),         WORD("nu", RAS_SEX_FEMALE),
        WORD("1", RAS_SEX_MALE),           WORD("2", RAS_SEX_FEMALE),
        WORD("m", RAS_SEX_MALE),           WORD("f", RAS_SEX_FEMALE),
        WORD("male", RAS_SEX_MALE),        WORD("female", RAS_SEX_FEMALE),
        WORD("trai", RAS_SEX_MALE),        WORD("gai", RAS_SEX_FEMALE),
        WORD("betrai", RAS_SEX_MALE),      WORD("begai", RAS_SEX_FEMALE),
        WORD("contrai", RAS_SEX_MALE),     WORD("congai", RAS_SEX_FEMALE),
        WORD("ong", RAS_SEX_MALE),         WORD("ba", RAS_SEX_FEMALE),
        WORD("namgioi", RAS_SEX_MALE),     WORD("nugioi", RAS_SEX_FEMALE),
        WORD("01", RAS_SEX_MALE),          WORD("02", RAS_SEX_FEMALE),
        WORD("gioitinhnam", RAS_SEX_MALE), WORD("gioitinhnu", RAS_SEX_FEMALE)};
    char text[RAS_VALUE_BYTES_MAX];
    if (ras_bytes_equal(written, RAS_LITERAL("Nam")))
        return RAS_SEX_MALE;
    if (ras_bytes_equal(written, RAS_LITERAL("Nữ")))
        return RAS_SEX_FEMALE;
    const uint8_t sex = LOOK_UP(words, squeeze(written, text));
    if (sex != RAS_SEX_UNKNOWN)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_SEX_SYNONYM);
    return sex;
}

uint8_t ras_status_parse(struct ras_bytes written)
{
    static const struct word words[] = {WORD("dangsong", RAS_STATUS_ALIVE),
                                        WORD("song", RAS_STATUS_ALIVE),
                                        WORD("consong", RAS_STATUS_ALIVE),
                                        WORD("thuongtru", RAS_STATUS_ALIVE),
                                        WORD("tamtru", RAS_STATUS_ALIVE),
                                        WORD("dangcutru", RAS_STATUS_ALIVE),
                                        WORD("dangthuongtru", RAS_STATUS_ALIVE),
                                        WORD("dangquanly", RAS_STATUS_ALIVE),
                                        WORD("danghuong", RAS_STATUS_ALIVE),
                                        WORD("alive", RAS_STATUS_ALIVE),
                                        WORD("hoatdong", RAS_STATUS_ALIVE),
                                        WORD("binhthuong", RAS_STATUS_ALIVE),
                                        WORD("dachet", RAS_STATUS_DEAD),
                                        WORD("chet", RAS_STATUS_DEAD),
                                        WORD("damat", RAS_STATUS_DEAD),
                                        WORD("mat", RAS_STATUS_DEAD),
                                        WORD("tuvong", RAS_STATUS_DEAD),
                                        WORD("datuvong", RAS_STATUS_DEAD),
                                        WORD("khaitu", RAS_STATUS_DEAD),
                                        WORD("dakhaitu", RAS_STATUS_DEAD),
                                        WORD("quadoi", RAS_STATUS_DEAD),
                                        WORD("daquadoi", RAS_STATUS_DEAD),
                                        WORD("dead", RAS_STATUS_DEAD),
                                        WORD("chuyendi", RAS_STATUS_MOVED),
                                        WORD("dachuyendi", RAS_STATUS_MOVED),
                                        WORD("chuyennoikhac", RAS_STATUS_MOVED),
                                        WORD("chuyencutru", RAS_STATUS_MOVED),
                                        WORD("chuyenhokhau", RAS_STATUS_MOVED),
                                        WORD("dachuyen", RAS_STATUS_MOVED),
                                        WORD("moved", RAS_STATUS_MOVED),
                                        WORD("dinhcunuocngoai", RAS_STATUS_MOVED),
                                        WORD("mattich", RAS_STATUS_MISSING),
                                        WORD("bimattich", RAS_STATUS_MISSING),
                                        WORD("missing", RAS_STATUS_MISSING),
                                        WORD("vangmat", RAS_STATUS_MISSING),
                                        WORD("bodiphuong", RAS_STATUS_MISSING)};
    char text[RAS_VALUE_BYTES_MAX];
    if (ras_bytes_equal(written, RAS_LITERAL("Đang sống")))
        return RAS_STATUS_ALIVE;
    return LOOK_UP(words, squeeze(written, text));
}

uint8_t ras_event_parse(struct ras_bytes written)
{
    static const struct word words[] = {WORD("khaisinh", RAS_EVENT_BIRTH),
                                        WORD("dangkykhaisinh", RAS_EVENT_BIRTH),
                                        WORD("sinh", RAS_EVENT_BIRTH),
                                        WORD("birth", RAS_EVENT_BIRTH),
                                        WORD("ks", RAS_EVENT_BIRTH),
                                        WORD("dangkylaikhaisinh", RAS_EVENT_BIRTH),
                                        WORD("khaisinhlai", RAS_EVENT_BIRTH),
                                        WORD("khaitu", RAS_EVENT_DEATH),
                                        WORD("dangkykhaitu", RAS_EVENT_DEATH),
                                        WORD("tuvong", RAS_EVENT_DEATH),
                                        WORD("chet", RAS_EVENT_DEATH),
                                        WORD("death", RAS_EVENT_DEATH),
                                        WORD("kt", RAS_EVENT_DEATH),
                                        WORD("dangkylaikhaitu", RAS_EVENT_DEATH),
                                        WORD("kethon", RAS_EVENT_MARRIAGE),
                                        WORD("dangkykethon", RAS_EVENT_MARRIAGE),
                                        WORD("honnhan", RAS_EVENT_MARRIAGE),
                                        WORD("marriage", RAS_EVENT_MARRIAGE),
                                        WORD("kh", RAS_EVENT_MARRIAGE),
                                        WORD("dangkylaikethon", RAS_EVENT_MARRIAGE),
                                        WORD("khac", RAS_EVENT_OTHER),
                                        WORD("other", RAS_EVENT_OTHER),
                                        WORD("nhanchamecon", RAS_EVENT_OTHER),
                                        WORD("nuoiconnuoi", RAS_EVENT_OTHER),
                                        WORD("giamho", RAS_EVENT_OTHER),
                                        WORD("caichinh", RAS_EVENT_OTHER),
                                        WORD("caichinhhotich", RAS_EVENT_OTHER),
                                        WORD("thaydoihotich", RAS_EVENT_OTHER),
                                        WORD("xacdinhlaidantoc", RAS_EVENT_OTHER),
                                        WORD("lyhon", RAS_EVENT_OTHER),
                                        WORD("xacnhantinhtranghonnhan", RAS_EVENT_OTHER),
                                        WORD("thaydoicaichinh", RAS_EVENT_OTHER)};
    char text[RAS_VALUE_BYTES_MAX];
    return LOOK_UP(words, squeeze(written, text));
}

uint8_t ras_nationality_foreign(struct ras_bytes written)
{
    static const struct word words[] = {
        WORD("vietnam", 1),       WORD("vn", 1),
        WORD("vnm", 1),           WORD("viet", 1),
        WORD("vietnamese", 1),    WORD("vie", 1),
        WORD("704", 1),           WORD("congdanvietnam", 1),
        WORD("nguoivietnam", 1),  WORD("conghoaxahoichunghiavietnam", 1),
        WORD("chxhcnvietnam", 1), WORD("kinh", 1)};
    char text[RAS_VALUE_BYTES_MAX];
    return ras_bytes_equal(written, RAS_LITERAL("Việt Nam")) ||
                   LOOK_UP(words, squeeze(written, text)) != 0
               ? 0
               : 1;
}

uint8_t ras_dose_parse(struct ras_bytes written)
{
    char text[RAS_VALUE_BYTES_MAX];
    if (written.length == 1 && written.data[0] >= '0' && written.data[0] <= '9')
        return (uint8_t)(written.data[0] - '0');
    const struct ras_bytes folded = squeeze(written, text);
    static const char *const labels[] = {"",       "mui",  "muithu", "muiso",  "lan",
                                         "lanthu", "dose", "lieu",   "lieuthu"};
    size_t letters = 0;
    while (letters < folded.length && (folded.data[letters] < '0' || folded.data[letters] > '9'))
        letters++;
    bool known = false;
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        known = known ||
                ras_bytes_equal((struct ras_bytes){folded.data, letters}, ras_bytes_of(labels[i]));
    const size_t digits = folded.length - letters;
    if (!known || digits == 0 || digits > 2)
        return 0;
    unsigned dose = 0;
    for (size_t i = letters; i < folded.length; i++) {
        if (folded.data[i] < '0' || folded.data[i] > '9')
            return 0;
        dose = dose * 10 + (unsigned)(folded.data[i] - '0');
    }
    return (uint8_t)dose;
}

/* The first run of exactly five digits in a text that also has letters. */
static uint32_t code_among_letters(struct ras_bytes text)
{
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        uint32_t value = 0;
        while (end < text.length && text.data[end] >= '0' && text.data[end] <= '9') {
            value = value * 10 + (uint32_t)(text.data[end] - '0');
            end++;
        }
        if (end - at == 5)
            return value;
        at = end + (end == at);
    }
    return 0;
}

/* Five bare digits: nearly every cell. */
static bool read_bare_code(struct ras_bytes written, uint32_t *value)
{
    if (written.length != 5)
        return false;
    *value = 0;
    for (size_t i = 0; i < 5; i++) {
        const unsigned digit = (unsigned)(unsigned char)written.data[i] - '0';
        if (digit > 9)
            return false;
        *value = *value * 10 + digit;
    }
    return true;
}

uint32_t ras_commune_parse(struct ras_bytes written, uint64_t *repairs)
{
    uint32_t value = 0;
    size_t digits = 0, others = 0;
    struct ras_bytes text = written;
    if (read_bare_code(written, &value))
        return value;
    value = 0;
    if (text.length > 2 && memcmp(text.data + text.length - 2, ".0", 2) == 0)
        text.length -= 2;
    if (text.length > 4 * RAS_VALUE_BYTES_MAX)
        text.length = 4 * RAS_VALUE_BYTES_MAX;
    for (size_t at = 0; at < text.length;) {
        unsigned size;
        const uint32_t point = ras_sign_read(text.data + at, text.length - at, &size);
        at += size;
        if (point - '0' < 10) {
            if (digits < 6)
                value = value * 10 + (point - '0');
            digits++;
        } else if (point > ' ' && point != '\'' && point != 0xA0) {
            others++;
        }
    }
    if (others > 0)
        return code_among_letters(text);
    if (digits == 0 || digits > 5)
        return 0;
    if (digits < 5 && value != 0)
        *repairs |= RAS_REPAIR_BIT(RAS_REPAIR_COMMUNE_LOST_ZERO);
    return value;
}

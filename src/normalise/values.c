/* Words of closed lists, compared after folding marks, case, blanks and punctuation away. */
#include "normalise/values.h"

#include "base/bytes.h"
#include "normalise/unicode_fold.h"

#include <string.h>

struct word {
    const char *text; /* folded, without blanks */
    uint8_t value;
};

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
        if (ras_bytes_equal(text, ras_bytes_of(words[i].text)))
            return words[i].value;
    return 0;
}
#define LOOK_UP(words, text) look_up(words, sizeof(words) / sizeof(words)[0], text)

bool ras_value_is_blank(struct ras_bytes written)
{
    static const struct word blanks[] = {{"null", 1},        {"none", 1},
                                         {"nan", 1},         {"nil", 1},
                                         {"khong", 1},       {"khongco", 1},
                                         {"chuaco", 1},      {"khongro", 1},
                                         {"chuaro", 1},      {"khongcothongtin", 1},
                                         {"chuaxacdinh", 1}, {"khongxacdinh", 1},
                                         {"chuacapnhat", 1}, {"trong", 1},
                                         {"xxx", 1},         {"unknown", 1},
                                         {"khongbiet", 1}};
    char text[RAS_VALUE_BYTES_MAX];
    if (written.length > 32)
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
        {"nam", RAS_SEX_MALE},         {"nu", RAS_SEX_FEMALE},     {"1", RAS_SEX_MALE},
        {"2", RAS_SEX_FEMALE},         {"m", RAS_SEX_MALE},        {"f", RAS_SEX_FEMALE},
        {"male", RAS_SEX_MALE},        {"female", RAS_SEX_FEMALE}, {"trai", RAS_SEX_MALE},
        {"gai", RAS_SEX_FEMALE},       {"betrai", RAS_SEX_MALE},   {"begai", RAS_SEX_FEMALE},
        {"contrai", RAS_SEX_MALE},     {"congai", RAS_SEX_FEMALE}, {"ong", RAS_SEX_MALE},
        {"ba", RAS_SEX_FEMALE},        {"namgioi", RAS_SEX_MALE},  {"nugioi", RAS_SEX_FEMALE},
        {"01", RAS_SEX_MALE},          {"02", RAS_SEX_FEMALE},     {"gioitinhnam", RAS_SEX_MALE},
        {"gioitinhnu", RAS_SEX_FEMALE}};
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
    static const struct word words[] = {{"dangsong", RAS_STATUS_ALIVE},
                                        {"song", RAS_STATUS_ALIVE},
                                        {"consong", RAS_STATUS_ALIVE},
                                        {"thuongtru", RAS_STATUS_ALIVE},
                                        {"tamtru", RAS_STATUS_ALIVE},
                                        {"dangcutru", RAS_STATUS_ALIVE},
                                        {"dangthuongtru", RAS_STATUS_ALIVE},
                                        {"dangquanly", RAS_STATUS_ALIVE},
                                        {"danghuong", RAS_STATUS_ALIVE},
                                        {"alive", RAS_STATUS_ALIVE},
                                        {"hoatdong", RAS_STATUS_ALIVE},
                                        {"binhthuong", RAS_STATUS_ALIVE},
                                        {"dachet", RAS_STATUS_DEAD},
                                        {"chet", RAS_STATUS_DEAD},
                                        {"damat", RAS_STATUS_DEAD},
                                        {"mat", RAS_STATUS_DEAD},
                                        {"tuvong", RAS_STATUS_DEAD},
                                        {"datuvong", RAS_STATUS_DEAD},
                                        {"khaitu", RAS_STATUS_DEAD},
                                        {"dakhaitu", RAS_STATUS_DEAD},
                                        {"quadoi", RAS_STATUS_DEAD},
                                        {"daquadoi", RAS_STATUS_DEAD},
                                        {"dead", RAS_STATUS_DEAD},
                                        {"chuyendi", RAS_STATUS_MOVED},
                                        {"dachuyendi", RAS_STATUS_MOVED},
                                        {"chuyennoikhac", RAS_STATUS_MOVED},
                                        {"chuyencutru", RAS_STATUS_MOVED},
                                        {"chuyenhokhau", RAS_STATUS_MOVED},
                                        {"dachuyen", RAS_STATUS_MOVED},
                                        {"moved", RAS_STATUS_MOVED},
                                        {"dinhcunuocngoai", RAS_STATUS_MOVED},
                                        {"mattich", RAS_STATUS_MISSING},
                                        {"bimattich", RAS_STATUS_MISSING},
                                        {"missing", RAS_STATUS_MISSING},
                                        {"vangmat", RAS_STATUS_MISSING},
                                        {"bodiphuong", RAS_STATUS_MISSING}};
    char text[RAS_VALUE_BYTES_MAX];
    return LOOK_UP(words, squeeze(written, text));
}

uint8_t ras_event_parse(struct ras_bytes written)
{
    static const struct word words[] = {{"khaisinh", RAS_EVENT_BIRTH},
                                        {"dangkykhaisinh", RAS_EVENT_BIRTH},
                                        {"sinh", RAS_EVENT_BIRTH},
                                        {"birth", RAS_EVENT_BIRTH},
                                        {"ks", RAS_EVENT_BIRTH},
                                        {"dangkylaikhaisinh", RAS_EVENT_BIRTH},
                                        {"khaisinhlai", RAS_EVENT_BIRTH},
                                        {"khaitu", RAS_EVENT_DEATH},
                                        {"dangkykhaitu", RAS_EVENT_DEATH},
                                        {"tuvong", RAS_EVENT_DEATH},
                                        {"chet", RAS_EVENT_DEATH},
                                        {"death", RAS_EVENT_DEATH},
                                        {"kt", RAS_EVENT_DEATH},
                                        {"dangkylaikhaitu", RAS_EVENT_DEATH},
                                        {"kethon", RAS_EVENT_MARRIAGE},
                                        {"dangkykethon", RAS_EVENT_MARRIAGE},
                                        {"honnhan", RAS_EVENT_MARRIAGE},
                                        {"marriage", RAS_EVENT_MARRIAGE},
                                        {"kh", RAS_EVENT_MARRIAGE},
                                        {"dangkylaikethon", RAS_EVENT_MARRIAGE},
                                        {"khac", RAS_EVENT_OTHER},
                                        {"other", RAS_EVENT_OTHER},
                                        {"nhanchamecon", RAS_EVENT_OTHER},
                                        {"nuoiconnuoi", RAS_EVENT_OTHER},
                                        {"giamho", RAS_EVENT_OTHER},
                                        {"caichinh", RAS_EVENT_OTHER},
                                        {"caichinhhotich", RAS_EVENT_OTHER},
                                        {"thaydoihotich", RAS_EVENT_OTHER},
                                        {"xacdinhlaidantoc", RAS_EVENT_OTHER},
                                        {"lyhon", RAS_EVENT_OTHER},
                                        {"xacnhantinhtranghonnhan", RAS_EVENT_OTHER},
                                        {"thaydoicaichinh", RAS_EVENT_OTHER}};
    char text[RAS_VALUE_BYTES_MAX];
    return LOOK_UP(words, squeeze(written, text));
}

uint8_t ras_nationality_foreign(struct ras_bytes written)
{
    static const struct word words[] = {{"vietnam", 1},       {"vn", 1},
                                        {"vnm", 1},           {"viet", 1},
                                        {"vietnamese", 1},    {"vie", 1},
                                        {"704", 1},           {"congdanvietnam", 1},
                                        {"nguoivietnam", 1},  {"conghoaxahoichunghiavietnam", 1},
                                        {"chxhcnvietnam", 1}, {"kinh", 1}};
    char text[RAS_VALUE_BYTES_MAX];
    return ras_bytes_equal(written, RAS_LITERAL("Việt Nam")) ||
                   LOOK_UP(words, squeeze(written, text)) != 0
               ? 0
               : 1;
}

uint8_t ras_dose_parse(struct ras_bytes written)
{
    char text[RAS_VALUE_BYTES_MAX];
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

uint32_t ras_commune_parse(struct ras_bytes written, uint64_t *repairs)
{
    uint32_t value = 0;
    size_t digits = 0, others = 0;
    struct ras_bytes text = written;
    if (text.length > 2 && memcmp(text.data + text.length - 2, ".0", 2) == 0)
        text.length -= 2;
    if (text.length > 4 * RAS_VALUE_BYTES_MAX)
        text.length = 4 * RAS_VALUE_BYTES_MAX;
    for (size_t at = 0; at < text.length;) {
        unsigned size;
        const uint32_t point =
            ras_sign_plain(ras_utf8_decode(text.data + at, text.length - at, &size));
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

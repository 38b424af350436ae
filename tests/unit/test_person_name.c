/* Names as they come: what they become, and what was done to them. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/unicode_fold.h"
#include "support/data_rows.h"

#include <utf8proc.h>

#include <stdlib.h>
#include <string.h>

#define R(repair) RAS_REPAIR_BIT(RAS_REPAIR_NAME_##repair)

static const char *canonical(const char *text, uint64_t *repairs)
{
    static char out[RAS_NAME_BYTES_MAX + 1];
    *repairs = 0;
    out[ras_name_canonical(ras_bytes_of(text), out, repairs)] = '\0';
    return out;
}

static const struct {
    const char *written;
    const char *expected;
    uint64_t repairs;
} as_written[] = {
    {"", "", 0},
    {"A", "a", 0},
    {"Nguyễn Văn An", "nguyễn văn an", 0},
    {"NGUYỄN VĂN AN", "nguyễn văn an", R(CASE)},
    {"nguyễn Văn An", "nguyễn văn an", R(CASE)},
    {"  Nguyễn Văn An", "nguyễn văn an", R(SPACING)},
    {"Nguyễn Văn An ", "nguyễn văn an", R(SPACING)},
    {"Nguyễn  Văn An", "nguyễn văn an", R(SPACING)},
    {"Nguyễn Văn  A.", "nguyễn văn a", R(SPACING) | R(PUNCTUATION)},
    {"Nguyễn\u00A0Văn An", "nguyễn văn an", R(INVISIBLE)},
    {"\uFEFFNguyễn Văn\u200B An", "nguyễn văn an", R(INVISIBLE)},
    {"Nguyễn Ðức An", "nguyễn đức an", R(LOOKALIKE)},
    {"\u0189ỗ An", "đỗ an", R(LOOKALIKE)},
    {"Nguye\u0302\u0303n An", "nguyễn an", R(UNICODE_FORM)},
    {"Nguyê\u0303n An", "nguyễn an", R(UNICODE_FORM)},
    {"Nguye\u0303\u0302n An", "nguyễn an", R(UNICODE_FORM)},
    {"Ng. V. Hùng", "ng v hùng", R(PUNCTUATION) | R(INITIAL)},
    {"Nguyễn V Hùng", "nguyễn v hùng", R(INITIAL)},
    {"Nguyễn T.Hùng", "nguyễn t hùng", R(PUNCTUATION) | R(INITIAL)},
    {"Như Ý", "như ý", 0},
    {"H'Lim Êban", "h lim êban", R(APOSTROPHE)},
    {"H’Lim Êban", "h lim êban", R(APOSTROPHE)},
    {"Hʼlim Êban", "h lim êban", R(APOSTROPHE)},
    {"H Lim Êban", "h lim êban", 0},
    {"K'Brôi", "k brôi", R(APOSTROPHE)},
    {"'Nguyễn An", "nguyễn an", R(PUNCTUATION)},
    {"Y Blô Niê", "y blô niê", 0},
    {"Y Nhar Niê", "y nhar niê", 0},
    {"Nguyeexn Vawn Hufng", "nguyễn văn hùng", R(RESIDUE)},
    {"Nguye6n4 Va8n Hu2ng", "nguyễn văn hùng", R(RESIDUE)},
    {"Trần Max", "trần mã", R(RESIDUE)},
    {"PhạmQuốc Anh", "phạm quốc anh", R(GLUED)},
    {"NguyễnVănAn", "nguyễn văn an", R(GLUED)},
    {"TrỊnh YẾn", "trịnh yến", R(CASE)},
    {"GiẢn ThuỶ", "giản thuỷ", R(CASE)},
    {"Ông Nguyễn Văn An", "nguyễn văn an", R(TITLE)},
    {"Bà Lê Hoa", "lê hoa", R(TITLE)},
    {"Bé gái Trần Thị Hoa", "trần thị hoa", R(TITLE) | R(CASE)},
    {"Ông Ích Khiêm", "ông ích khiêm", 0},
    {"Ông Nguyễn", "ông nguyễn", 0},
    {"Anh Thư", "anh thư", 0},
    {"Trần Văn An (chết)", "trần văn an", R(BRACKET)},
    {"Trần Văn An (chết", "trần văn an", R(BRACKET)},
    {"(Trần Văn An)", "trần văn an", R(BRACKET)},
    {"Trần Văn An (con (nuôi) ông B)", "trần văn an", R(BRACKET)},
    {"Trần Văn An, sinh 1960", "trần văn an", R(PUNCTUATION)},
    {"Trần Văn An - 0912345678", "trần văn an", R(PUNCTUATION)},
    {"Trần Văn An 0912345678", "trần văn an", R(DIGIT)},
    {"Trần Văn An2", "trần văn àn", R(RESIDUE)},
    {"Trần Thị Bích-Ngọc", "trần thị bích ngọc", 0},
    {"Lê Hòang Qúy", "lê hòang qúy", R(TONE_PLACEMENT)},
    {"Lê Hòa", "lê hòa", 0},
    {"Lê Hoà", "lê hoà", 0},
    {"Tran Van Nam", "tran van nam", R(NO_MARKS)},
    {"Mai Lan Anh", "mai lan anh", 0},
    {"Nguy?n Thị An", "nguy?n thị an", R(LOST)},
    {"??ng Th? V?n", "??ng th? v?n", R(LOST)},
    {"D\uFFFD\uFFFDng V\uFFFDn An", "d??ng v?n an", R(LOST)},
    {"Nguyễn Thị An?", "nguyễn thị an", R(PUNCTUATION)},
    {"Nguyễn Thị ? An", "nguyễn thị an", R(PUNCTUATION)},
    {"Müller Hans", "müller hans", R(FOREIGN)},
    {"山田", "山田", R(FOREIGN)},
    {"...", "", R(PUNCTUATION)},
    {"-", "", 0},
    {"123", "", R(DIGIT)},
};

Test(person_name, as_written_becomes_canonical)
{
    for (unsigned i = 0; i < sizeof as_written / sizeof as_written[0]; i++) {
        uint64_t repairs;
        cr_assert_str_eq(canonical(as_written[i].written, &repairs), as_written[i].expected, "%s",
                         as_written[i].written);
        cr_assert_eq(repairs, as_written[i].repairs, "%s: %lx", as_written[i].written, repairs);
    }
}

Test(person_name, eth_is_read_as_d_with_stroke)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "tone/eth-for-d.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        uint64_t repairs, clean;
        char expected[256];
        strcpy(expected, canonical(rows.field[1], &clean));
        cr_assert_str_eq(canonical(rows.field[0], &repairs), expected);
        cr_assert_eq(repairs & ~clean, R(LOOKALIKE), "%s", rows.field[0]);
        count++;
    }
    cr_assert_gt(count, 100);
    data_rows_close(&rows);
}

Test(person_name, composed_and_decomposed_spelling_agree)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "charset/samples.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        uint64_t repairs, clean;
        char expected[256];
        if (rows.count < 2)
            continue;
        strcpy(expected, canonical(rows.field[0], &clean));
        cr_assert_str_eq(canonical(rows.field[1], &repairs), expected);
        const bool same = strcmp(rows.field[0], rows.field[1]) == 0;
        cr_assert_eq(repairs & ~clean, same ? 0 : R(UNICODE_FORM), "%s", rows.field[0]);
        count++;
    }
    cr_assert_gt(count, 600);
    data_rows_close(&rows);
}

Test(person_name, real_names_are_clean)
{
    static const char *const files[] = {"names/given-names-female.csv",
                                        "names/given-names-male.csv"};
    unsigned count = 0, repaired = 0;
    for (unsigned i = 0; i < 2; i++) {
        struct data_rows rows;
        if (!data_rows_open(&rows, files[i]))
            cr_skip_test("no reference data");
        while (data_rows_next(&rows)) {
            uint64_t repairs;
            char lower[256] = {0};
            utf8proc_uint8_t *const nfc = utf8proc_NFC((const utf8proc_uint8_t *)rows.field[0]);
            size_t length = 0;
            for (size_t at = 0; nfc[at] != '\0';) {
                unsigned size;
                const uint32_t point =
                    ras_utf8_decode((const char *)nfc + at, strlen((const char *)nfc + at), &size);
                length +=
                    ras_utf8_encode((uint32_t)utf8proc_tolower((int32_t)point), lower + length);
                at += size;
            }
            free(nfc);
            const char *const name = canonical(rows.field[0], &repairs);
            if (repairs == 0)
                cr_assert_str_eq(name, lower);
            repaired += repairs != 0;
            count++;
        }
        data_rows_close(&rows);
    }
    cr_assert_lt(repaired * 10, count, "%u of %u", repaired, count);
}

Test(person_name, variants_of_units_differ_in_spelling_only)
{
    struct data_rows rows;
    unsigned count = 0, equal = 0;
    if (!data_rows_open(&rows, "units/name-variants-by-code.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        char a[256];
        uint64_t repairs;
        struct ras_syllable first[RAS_NAME_SYLLABLES_MAX], second[RAS_NAME_SYLLABLES_MAX];
        if (strcmp(rows.field[7], "diacritics-or-tone-place") != 0)
            continue;
        strcpy(a, canonical(rows.field[3], &repairs));
        const char *const b = canonical(rows.field[5], &repairs);
        const uint32_t n = ras_name_syllables(ras_bytes_of(a), first);
        bool same = n == ras_name_syllables(ras_bytes_of(b), second);
        for (uint32_t i = 0; same && i < n; i++)
            same = first[i].toned == second[i].toned;
        equal += same;
        count++;
    }
    cr_assert_gt(count, 300);
    /* The other ninety differ in a letter or a tone: Mù Căng Chải, Mù Cang Chải. */
    cr_assert_eq(equal, 286, "%u of %u", equal, count);
    data_rows_close(&rows);
}

static uint64_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33;
}

Test(person_name, canonical_twice_changes_nothing)
{
    static const char *const pieces[] = {
        "Nguyễn", "văn",    "AN",   " ",   " ",      " ",      "  ", ".",   ",",      "(",
        ")",      "'",      "’",    "Ông", "bà",     "con",    "bé", "Lê",  "H",      "K",
        "PhạmAn", "aaf",    "e6",   "w",   "7",      "-",      "/",  "Ð",   "\u0301", "\u0302",
        "\u031B", "\u0323", "u",    "o",   "\u00A0", "\u200D", "ß",  "İ",   "Ǆ",      "ﬁ",
        "山",     "?",      "\xC3", "Σ",   "\u0345", "đ",      "q",  "gia", "ạ"};
    uint64_t state = 3;
    for (unsigned i = 0; i < 200000; i++) {
        char text[1024] = {0}, once[256], third[256];
        uint64_t repairs;
        size_t length = 0;
        for (uint64_t left = next_random(&state) % 14; left > 0; left--) {
            const char *const piece =
                pieces[next_random(&state) % (sizeof pieces / sizeof pieces[0])];
            strcpy(text + length, piece);
            length += strlen(piece);
        }
        strcpy(once, canonical(text, &repairs));
        strcpy(third, canonical(once, &repairs));
        cr_assert_str_eq(third, once, "[%s]", text);
    }
}

Test(person_name, long_names_are_cut_at_a_letter)
{
    char text[2048], out[RAS_NAME_BYTES_MAX + 1];
    uint64_t repairs = 0;
    memset(text, 'a', sizeof text);
    cr_assert_eq(ras_name_canonical((struct ras_bytes){text, 255}, out, &repairs), 255);
    cr_assert_eq(repairs & R(CUT), 0);
    cr_assert_eq(ras_name_canonical((struct ras_bytes){text, 256}, out, &repairs), 255);
    cr_assert_neq(repairs & R(CUT), 0);
    for (size_t i = 0; i + 1 < sizeof text; i += 2)
        memcpy(text + i, "\u0111", 2);
    cr_assert_eq(ras_name_canonical((struct ras_bytes){text, sizeof text}, out, &repairs), 254);
    repairs = 0;
    cr_assert_str_eq(canonical("A B C D E G H I K L", &repairs), "a b c d e g h i k l");
    cr_assert_eq(repairs & R(CUT), 0);
    (void)canonical("A B C D E G H I K L M", &repairs);
    cr_assert_neq(repairs & R(CUT), 0);
}

Test(person_name, display_is_as_people_write_it)
{
    static const char *const cases[][2] = {{"nguyễn văn an", "Nguyễn Văn An"},
                                           {"đỗ thị ánh", "Đỗ Thị Ánh"},
                                           {"h lim êban", "H'Lim Êban"},
                                           {"k brôi", "K'Brôi"},
                                           {"y blô niê", "Y Blô Niê"},
                                           {"h", "H"},
                                           {"", ""},
                                           {"müller", "Müller"}};
    for (unsigned i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[64];
        const struct ras_bytes name = ras_bytes_of(cases[i][0]);
        out[ras_name_display(name, out, 2 * name.length + 2)] = '\0';
        cr_assert_str_eq(out, cases[i][1]);
    }
}

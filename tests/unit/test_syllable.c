/* Forms of syllables: what is equal at which level, against lists of real syllables. */
#include <criterion/criterion.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "normalise/syllable_rules.h"
#include "support/data_rows.h"

#include <string.h>

static struct ras_syllable make(const char *text)
{
    struct ras_syllable syllable;
    ras_syllable_make(ras_bytes_of(text), &syllable);
    return syllable;
}

static uint64_t toned(const char *text)
{
    return make(text).toned;
}

static uint64_t dialect(const char *text)
{
    return make(text).dialect;
}

Test(syllable, forms_are_hashes_of_their_texts)
{
    const struct ras_syllable s = make("hoà");
    cr_assert_eq(s.spelled, ras_hash("hoà", strlen("hoà")));
    cr_assert_eq(s.toned, ras_hash("hoà", strlen("hoà")));
    cr_assert_eq(s.marked, ras_hash("hoa", 3));
    cr_assert_eq(s.folded, ras_hash("hoa", 3));
    cr_assert_eq(make("hòa").toned, s.toned);
    cr_assert_neq(make("hòa").spelled, s.spelled);
    cr_assert_eq(make("đường").marked, ras_hash("đương", strlen("đương")));
    cr_assert_eq(make("đường").folded, ras_hash("duong", 5));
    cr_assert_eq(make("đường").fold_length, 5);
    cr_assert_str_eq(make("đường").fold, "duong");
    cr_assert_eq(make("ba").letters, 3u);
}

Test(syllable, old_and_new_tone_style_agree)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "tone/old-new-style.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        cr_assert_eq(toned(rows.field[0]), toned(rows.field[1]), "%s %s", rows.field[0],
                     rows.field[1]);
        cr_assert_eq(make(rows.field[0]).folded, ras_hash(rows.field[2], strlen(rows.field[2])));
        cr_assert_not(ras_tone_misplaced(ras_bytes_of(rows.field[0])), "%s", rows.field[0]);
        cr_assert_not(ras_tone_misplaced(ras_bytes_of(rows.field[1])), "%s", rows.field[1]);
        count++;
    }
    cr_assert_gt(count, 300);
    data_rows_close(&rows);
}

Test(syllable, misplaced_tones_are_found_and_agree)
{
    struct data_rows rows;
    unsigned count = 0;
    if (!data_rows_open(&rows, "tone/misplaced-tone.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        if (rows.count > 3 && rows.field[3][0] != '\0')
            continue;
        const uint64_t canonical = toned(rows.field[2]);
        cr_assert_eq(toned(rows.field[0]), canonical, "%s %s", rows.field[0], rows.field[2]);
        cr_assert_eq(toned(rows.field[1]), canonical, "%s %s", rows.field[1], rows.field[2]);
        cr_assert(ras_tone_misplaced(ras_bytes_of(rows.field[0])), "%s", rows.field[0]);
        cr_assert_not(ras_tone_misplaced(ras_bytes_of(rows.field[1])), "%s", rows.field[1]);
        count++;
    }
    cr_assert_gt(count, 10000);
    data_rows_close(&rows);
}

Test(syllable, qu_and_gi_keep_their_glide)
{
    cr_assert_eq(toned("qúy"), toned("quý"));
    cr_assert_eq(make("quý").toned, make("quý").spelled);
    cr_assert_eq(make("già").toned, make("già").spelled);
    cr_assert_eq(make("gì").toned, make("gì").spelled);
    cr_assert_neq(toned("giạ"), toned("gịa"));
    cr_assert_eq(make("giếng").toned, make("giếng").spelled);
}

Test(syllable, vy_and_vi_stay_apart_at_every_level)
{
    static const char *const pairs[][2] = {
        {"vy", "vi"}, {"my", "mi"}, {"ly", "li"}, {"thy", "thi"}};
    for (unsigned i = 0; i < 4; i++) {
        const struct ras_syllable a = make(pairs[i][0]), b = make(pairs[i][1]);
        cr_assert(a.toned != b.toned && a.marked != b.marked && a.folded != b.folded &&
                      a.dialect != b.dialect,
                  "%s", pairs[i][0]);
    }
}

Test(syllable, five_names_have_two_spellings)
{
    static const char *const pairs[][2] = {
        {"quý", "quí"}, {"sỹ", "sĩ"}, {"mỹ", "mĩ"}, {"lý", "lí"}, {"kỳ", "kì"}};
    for (unsigned i = 0; i < 5; i++) {
        cr_assert_eq(dialect(pairs[i][0]), dialect(pairs[i][1]), "%s", pairs[i][0]);
        cr_assert_neq(make(pairs[i][0]).folded, make(pairs[i][1]).folded);
    }
    cr_assert_neq(dialect("vỹ"), dialect("vĩ"));
    cr_assert_neq(dialect("lỳ"), dialect("lì"));
}

Test(syllable, dialect_merges_onsets_only)
{
    static const char *const same[][2] = {{"lan", "nan"},    {"sinh", "xinh"}, {"châu", "trâu"},
                                          {"dang", "giang"}, {"rang", "dang"}, {"giêng", "diêng"},
                                          {"gì", "dì"},      {"giẻ", "dẻ"}};
    static const char *const apart[][2] = {
        {"ngân", "ngâng"}, {"nga", "la"}, {"nhi", "li"}, {"vang", "dang"}, {"tan", "tran"}};
    for (unsigned i = 0; i < sizeof same / sizeof same[0]; i++)
        cr_assert_eq(dialect(same[i][0]), dialect(same[i][1]), "%s", same[i][0]);
    for (unsigned i = 0; i < sizeof apart / sizeof apart[0]; i++)
        cr_assert_neq(dialect(apart[i][0]), dialect(apart[i][1]), "%s", apart[i][0]);
}

Test(syllable, foreign_and_long_tokens_have_all_forms)
{
    char text[256];
    memset(text, 'a', 255);
    text[255] = '\0';
    const struct ras_syllable at_limit = make(text + 255 - 32), beyond = make(text + 255 - 33);
    cr_assert_eq(at_limit.fold_length, RAS_SYLLABLE_FOLD_MAX);
    cr_assert_eq(beyond.fold_length, RAS_SYLLABLE_FOLD_MAX);
    cr_assert_eq(beyond.folded, ras_hash(text, 33));
    cr_assert_eq(at_limit.folded, ras_hash(text, 32));
    cr_assert_eq(make(text).folded, ras_hash(text, 255));
    cr_assert_eq(make("müller").folded, ras_hash("muller", 6));
    cr_assert_neq(make("山").folded, make("田").folded);
    cr_assert_eq(make("山").fold_length, 0);
    cr_assert_eq(make("").fold_length, 0);
}

Test(syllable, names_split_at_blanks_up_to_the_limit)
{
    struct ras_syllable s[RAS_NAME_SYLLABLES_MAX];
    cr_assert_eq(ras_name_syllables(RAS_LITERAL(""), s), 0);
    cr_assert_eq(ras_name_syllables(RAS_LITERAL("a"), s), 1);
    cr_assert_eq(ras_name_syllables(RAS_LITERAL("nguyễn văn an"), s), 3);
    cr_assert_eq(s[2].spelled, ras_hash("an", 2));
    cr_assert_eq(ras_name_syllables(RAS_LITERAL("a b c d e g h i k l"), s), 10);
    cr_assert_eq(ras_name_syllables(RAS_LITERAL("a b c d e g h i k l m"), s), 10);
}

Test(syllable, plausible_is_what_the_language_has)
{
    static const char *const good[] = {"nguyễn", "thị",   "quỳnh", "giêng", "nghĩa", "khuya", "ước",
                                       "yến",    "huỳnh", "thuở",  "xoong", "quốc",  "gì"};
    static const char *const bad[] = {"nguyeexn", "phạmquốc", "tr",   "kang", "nge", "cat",
                                      "hoàan",    "gha",      "zung", "cí",   "hàt"};
    struct ras_token token;
    for (unsigned i = 0; i < sizeof good / sizeof good[0]; i++)
        cr_assert(ras_token_read(ras_bytes_of(good[i]), &token) && ras_syllable_plausible(&token),
                  "%s", good[i]);
    for (unsigned i = 0; i < sizeof bad / sizeof bad[0]; i++)
        cr_assert_not(ras_token_read(ras_bytes_of(bad[i]), &token) &&
                          ras_syllable_plausible(&token),
                      "%s", bad[i]);
}

Test(syllable, every_listed_syllable_is_plausible)
{
    struct data_rows rows;
    unsigned count = 0, rejected = 0;
    if (!data_rows_open(&rows, "tone/misplaced-tone.csv"))
        cr_skip_test("no reference data");
    while (data_rows_next(&rows)) {
        struct ras_token token;
        count++;
        rejected +=
            !ras_token_read(ras_bytes_of(rows.field[2]), &token) || !ras_syllable_plausible(&token);
    }
    /* The list also has a few syllables that no dictionary knows. */
    cr_assert_lt(rejected * 100, count * 2, "%u of %u rejected", rejected, count);
    data_rows_close(&rows);
}

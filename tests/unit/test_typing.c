/* Letters and typing errors. */
#include "generate/typing.h"

#include <criterion/criterion.h>
#include <string.h>
#include <utf8proc.h>

static struct ras_letters letters_of(const char *text)
{
    struct ras_letters letters;
    ras_letters_read(&letters, text, strlen(text));
    return letters;
}

static const char *written(const struct ras_letters *letters, bool decomposed)
{
    static char buffer[RAS_CELL_BYTES + 1];
    struct ras_made_cell cell = {.length = 0};
    ras_letters_write(letters, decomposed, &cell);
    memcpy(buffer, cell.data, cell.length);
    buffer[cell.length] = '\0';
    return buffer;
}

Test(typing, every_vowel_is_found_in_both_cases)
{
    unsigned count = 0;
    for (unsigned base = 0; base < 12; base++) {
        for (unsigned tone = 0; tone < 6; tone++) {
            for (unsigned upper = 0; upper < 2; upper++) {
                const uint32_t code = ras_vowel_code(base, tone, upper == 1);
                const struct ras_vowel vowel = ras_vowel_of(code);
                cr_assert(vowel.found && vowel.base == base && vowel.tone == tone &&
                          vowel.upper == (upper == 1));
                cr_assert_eq(ras_letter_lower(ras_letter_upper(code)), ras_letter_lower(code));
                count++;
            }
        }
    }
    cr_assert_eq(count, 144);
    cr_assert_not(ras_vowel_of('b').found);
    cr_assert_not(ras_vowel_of(0x111).found);
}

Test(typing, decomposed_text_is_nfd)
{
    static const char *const texts[] = {"",
                                        "a",
                                        "Nguyễn Thị Ánh Tuyết",
                                        "Đặng Hữu Phước",
                                        "Y Blô Niê Kdăm",
                                        "H'Ngăm Byă",
                                        "Trương Quốc Cường",
                                        "Lê Mỹ Duệ",
                                        "Hmĕk Rơ Ŏ",
                                        "NGUYỄN PHƯỢNG ẤẦẨẪẬẮẰẲẴẶỰỢ"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        const struct ras_letters letters = letters_of(texts[i]);
        cr_assert_str_eq(written(&letters, false), texts[i]);
        utf8proc_uint8_t *const nfd = utf8proc_NFD((const utf8proc_uint8_t *)texts[i]);
        cr_assert_str_eq(written(&letters, true), (const char *)nfd);
        free(nfd);
    }
}

Test(typing, bare_letters_are_ascii)
{
    struct ras_letters letters = letters_of("Đặng Ngữ Ưởng ăâêôơư ỲỶỸÝỴ ĕŏŭ");
    for (unsigned i = 0; i < letters.count; i++)
        letters.codes[i] = ras_letter_bare(letters.codes[i]);
    cr_assert_str_eq(written(&letters, false), "Dang Ngu Uong aaeoou YYYYY eou");
}

Test(typing, errors_change_the_name_and_stay_text)
{
    static const char *const names[] = {"Nguyễn Văn Hùng", "Lê Thị Hoa", "K'Brèo", "Trần An",
                                        "Phạm Nguyễn Quỳnh Trang"};
    for (unsigned i = 0; i < 2000; i++) {
        struct ras_random random = ras_random_start(9, RAS_STREAM_BLOCK, i);
        const char *const name = names[i % 5];
        struct ras_letters letters = letters_of(name);
        bool changed = false;
        switch (i / 5 % 5) {
        case 0: changed = ras_typo_letter(&letters, &random); break;
        case 1: changed = ras_typo_tone(&letters, &random); break;
        case 2: changed = ras_typo_dialect(&letters, &random); break;
        case 3: changed = ras_typo_keystrokes(&letters, false, &random); break;
        default: changed = ras_typo_keystrokes(&letters, true, &random); break;
        }
        const char *const after = written(&letters, false);
        cr_assert_eq(changed, strcmp(after, name) != 0, "%s: %s", name, after);
        cr_assert(utf8proc_decompose((const utf8proc_uint8_t *)after,
                                     (utf8proc_ssize_t)strlen(after), NULL, 0, 0) >= 0);
    }
}

Test(typing, nothing_changes_in_an_empty_name)
{
    struct ras_random random = ras_random_start(9, RAS_STREAM_BLOCK, 0);
    struct ras_letters letters = letters_of("");
    cr_assert_not(ras_typo_letter(&letters, &random));
    cr_assert_not(ras_typo_vowel_iy(&letters));
    cr_assert_not(ras_typo_tone_placement(&letters));
    cr_assert_eq(letters.count, 0);
}

Test(typing, keystrokes_are_telex_and_vni)
{
    bool telex = false, vni = false;
    for (unsigned i = 0; i < 50; i++) {
        struct ras_random random = ras_random_start(9, RAS_STREAM_BLOCK, i);
        struct ras_letters letters = letters_of("Nguyễn");
        cr_assert(ras_typo_keystrokes(&letters, i % 2 == 1, &random));
        const char *const after = written(&letters, false);
        telex |= strcmp(after, "Nguyeexn") == 0 || strcmp(after, "Nguyeenx") == 0;
        vni |= strcmp(after, "Nguye64n") == 0 || strcmp(after, "Nguye6n4") == 0;
    }
    cr_assert(telex && vni);
}

Test(typing, i_and_y_change_only_in_words_with_two_spellings)
{
    struct ras_letters letters = letters_of("Trần Mỹ Linh");
    cr_assert(ras_typo_vowel_iy(&letters));
    cr_assert_str_eq(written(&letters, false), "Trần Mĩ Linh");
    letters = letters_of("Lý Quí");
    cr_assert(ras_typo_vowel_iy(&letters));
    cr_assert_str_eq(written(&letters, false), "Lí Quí");
    static const char *const fixed[] = {"Trần Vy", "Lê My", "Hà Ly", "Thy Vi", "Kỹ Mỳ"};
    for (size_t i = 0; i < 5; i++) {
        letters = letters_of(fixed[i]);
        cr_assert_not(ras_typo_vowel_iy(&letters), "%s", fixed[i]);
    }
}

Test(typing, tones_move_only_in_open_syllables)
{
    struct ras_letters letters = letters_of("Lê Hòa Bình");
    cr_assert(ras_typo_tone_placement(&letters));
    cr_assert_str_eq(written(&letters, false), "Lê Hoà Bình");
    cr_assert(ras_typo_tone_placement(&letters));
    cr_assert_str_eq(written(&letters, false), "Lê Hòa Bình");
    letters = letters_of("Trần Thủy");
    cr_assert(ras_typo_tone_placement(&letters));
    cr_assert_str_eq(written(&letters, false), "Trần Thuỷ");
    letters = letters_of("Hoàng Quý Hoa");
    cr_assert_not(ras_typo_tone_placement(&letters));
}

Test(typing, a_long_name_is_cut_at_a_letter)
{
    char text[600];
    for (unsigned i = 0; i < 299; i++)
        memcpy(text + 2 * i, "ư", 2);
    text[598] = '\0';
    struct ras_letters letters = letters_of(text);
    cr_assert_eq(letters.count, RAS_LETTERS_MAX);
    ras_letters_insert(&letters, 0, 'a');
    cr_assert_eq(letters.count, RAS_LETTERS_MAX);
    const char *const out = written(&letters, true);
    cr_assert_leq(strlen(out), RAS_CELL_BYTES);
    cr_assert(utf8proc_decompose((const utf8proc_uint8_t *)out, (utf8proc_ssize_t)strlen(out), NULL,
                                 0, 0) >= 0);
}

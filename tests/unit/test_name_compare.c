/* Levels of names: what each means, that the better one wins, and that sides may be exchanged. */
#include "base/bytes.h"
#include "compare/compare.h"
#include "normalise/normaliser.h"
#include "record/person.h"
#include "support/spelled_name.h"

#include <criterion/criterion.h>

#define RESIDUE  RAS_REPAIR_BIT(RAS_REPAIR_NAME_RESIDUE)
#define NO_MARKS RAS_REPAIR_BIT(RAS_REPAIR_NAME_NO_MARKS)

static unsigned level_of(const char *row, const char *resident, uint64_t repairs)
{
    struct spelled_name a;
    struct spelled_name b;
    spelled_name_make(&a, row);
    spelled_name_make(&b, resident);
    return ras_name_compare(&a.name, &b.name, repairs);
}

struct example {
    const char *row;
    const char *resident;
    unsigned level;
};

#define CHECK(examples) examples_check(examples, sizeof examples / sizeof examples[0])

static void examples_check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct example *const e = &examples[i];
        const unsigned level = level_of(e->row, e->resident, 0);
        cr_expect_eq(level, e->level, "'%s' / '%s' is %s, not %s", e->row, e->resident,
                     ras_level_name(RAS_COMPARATOR_NAME, level),
                     ras_level_name(RAS_COMPARATOR_NAME, e->level));
        const unsigned exchanged = level_of(e->resident, e->row, 0);
        cr_expect_eq(exchanged, level, "'%s' / '%s' exchanged is %s", e->row, e->resident,
                     ras_level_name(RAS_COMPARATOR_NAME, exchanged));
    }
}

Test(name_compare, a_side_without_name_is_missing)
{
    cr_assert_eq(level_of("", "nguyễn văn an", 0), RAS_LEVEL_MISSING);
    cr_assert_eq(level_of("nguyễn văn an", "", 0), RAS_LEVEL_MISSING);
    cr_assert_eq(level_of("", "", RESIDUE), RAS_LEVEL_MISSING);
}

Test(name_compare, weaker_forms_give_weaker_levels)
{
    static const struct example examples[] = {
        {"nguyễn văn an", "nguyễn văn an", RAS_LEVEL_NAME_EQUAL},
        {"y", "y", RAS_LEVEL_NAME_EQUAL},
        {"trần thị hoà", "trần thị hòa", RAS_LEVEL_NAME_TONE_PLACEMENT},
        {"lê thị thuý", "lê thị thúy", RAS_LEVEL_NAME_TONE_PLACEMENT},
        {"trần thị hoà", "trần thị hóa", RAS_LEVEL_NAME_TONE},
        {"phạm văn hung", "phạm văn hùng", RAS_LEVEL_NAME_TONE},
        {"pham van hung", "phạm văn hùng", RAS_LEVEL_NAME_MARKS},
        {"đỗ văn đức", "do van duc", RAS_LEVEL_NAME_MARKS},
        {"phạm văn hưng", "phạm văn hùng", RAS_LEVEL_NAME_MARKS},
        {"lê văn lam", "lê văn nam", RAS_LEVEL_NAME_DIALECT},
        {"trần xuân sơn", "trần suân xơn", RAS_LEVEL_NAME_DIALECT},
        {"phạm quí", "phạm quý", RAS_LEVEL_NAME_DIALECT},
        {"tôn nữ công tằng huyền trân", "tôn nữ công tằng huyền trân", RAS_LEVEL_NAME_EQUAL},
    };
    CHECK(examples);
}

Test(name_compare, one_mistyped_syllable_is_a_typo)
{
    static const struct example examples[] = {
        {"ngyễn văn an", "nguyễn văn an", RAS_LEVEL_NAME_TYPO},
        {"nguyễn văn thanhh", "nguyễn văn thanh", RAS_LEVEL_NAME_TYPO},
        {"nguyễn thị huogn", "nguyễn thị hương", RAS_LEVEL_NAME_TYPO},
        {"nguyênx văn an", "nguyễn văn an", RAS_LEVEL_NAME_TYPO},
        {"nguyen thi phuonf", "nguyễn thị phương", RAS_LEVEL_NAME_TYPO},
        {"ngueyxn thi lan", "nguyễn thị lan", RAS_LEVEL_NAME_TYPO}, /* two slips, long */
        {"lê thị lan", "lê thị loan", RAS_LEVEL_NAME_TYPO},
        {"nguyễn vy", "nguyễn vi", RAS_LEVEL_NAME_TYPO},   /* two names, never dialect */
        {"lê văn lam", "lý văn nam", RAS_LEVEL_NAME_TYPO}, /* beside a dialect spelling */
    };
    CHECK(examples);
}

Test(name_compare, middle_names_may_be_dropped_or_initialled)
{
    static const struct example examples[] = {
        {"nguyễn an", "nguyễn văn an", RAS_LEVEL_NAME_MIDDLE},
        {"nguyễn hà", "nguyễn thị thu hà", RAS_LEVEL_NAME_MIDDLE},
        {"nguyễn thu hà", "nguyễn thị thu hà", RAS_LEVEL_NAME_MIDDLE},
        {"nguyen thi ha", "nguyễn thị thu hà", RAS_LEVEL_NAME_MIDDLE},
        {"văn an", "nguyễn văn an", RAS_LEVEL_NAME_MIDDLE}, /* surname missing */
        {"nguyễn v an", "nguyễn văn an", RAS_LEVEL_NAME_MIDDLE},
        {"n v an", "nguyễn văn an", RAS_LEVEL_NAME_MIDDLE},
        {"ng thị lan", "nguyễn thị lan", RAS_LEVEL_NAME_MIDDLE},
        {"nguyễn văn kh", "nguyễn văn khánh", RAS_LEVEL_NAME_MIDDLE},
        {"nguyễn t h", "nguyễn thị thu hà", RAS_LEVEL_NAME_NEAR}, /* only the surname is whole */
        {"nguyễn t hà", "nguyễn thị thu hà", RAS_LEVEL_NAME_MIDDLE},
        {"n v t", "nguyễn văn tâm", RAS_LEVEL_NAME_NEAR}, /* nothing whole agrees */
        {"nguyễn như ý", "nguyễn như yến", RAS_LEVEL_NAME_SIBLING},
        {"nguyễn như y", "nguyễn như yến", RAS_LEVEL_NAME_SIBLING}, /* no initial of a given name */
    };
    CHECK(examples);
}

Test(name_compare, order_and_near)
{
    static const struct example examples[] = {
        {"an nguyễn văn", "nguyễn văn an", RAS_LEVEL_NAME_ORDER},
        {"nguyễn an văn", "nguyễn văn an", RAS_LEVEL_NAME_ORDER},
        {"an nguyen", "nguyễn ân", RAS_LEVEL_NAME_ORDER},
        {"nguyễn văm thanhh", "nguyễn văn thanh", RAS_LEVEL_NAME_NEAR}, /* two typos */
        {"an nguyeen văn", "nguyễn văn an", RAS_LEVEL_NAME_NEAR},       /* order and a typo */
        {"nguyễn thanhh", "nguyễn văn thanh", RAS_LEVEL_NAME_NEAR},     /* dropped and a typo */
        {"ngyễn tu hà", "nguyễn thị thu hà", RAS_LEVEL_NAME_OTHER},     /* two typos and a gap */
        {"nguyễn tuh hà", "nguyễn thị thu hà", RAS_LEVEL_NAME_NEAR},
        {"nguyễn thị thu", "nguyễn thị thu hà", RAS_LEVEL_NAME_NEAR}, /* cut off */
        {"lam", "lan", RAS_LEVEL_NAME_NEAR},                          /* nothing else agrees */
    };
    CHECK(examples);
}

/* "Anh Nguyễn Tố" is Mr Nguyễn Tố, or Nguyễn Tố Anh with the given name in front. */
Test(name_compare, a_form_of_address_may_have_been_the_given_name)
{
    const uint64_t title = RAS_REPAIR_BIT(RAS_REPAIR_NAME_TITLE);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tố anh", title), RAS_LEVEL_NAME_ORDER);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tố chi", title), RAS_LEVEL_NAME_ORDER);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tố", title), RAS_LEVEL_NAME_EQUAL);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tố anh", 0), RAS_LEVEL_NAME_OTHER);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tố nga", title), RAS_LEVEL_NAME_OTHER);
    cr_expect_eq(level_of("nguyễn tố", "nguyễn tú anh", title), RAS_LEVEL_NAME_OTHER);
    cr_expect_eq(level_of("nguyễn tố anh", "nguyễn tố", title), RAS_LEVEL_NAME_OTHER);
}

/* Both names as the program reads them. */
static unsigned read_level(const char *row, const char *resident)
{
    const char *const written[2] = {row, resident};
    struct ras_syllable syllables[2][RAS_NAME_SYLLABLES_MAX];
    struct ras_name names[2];
    uint64_t repairs[2] = {0, 0};
    for (unsigned n = 0; n < 2; n++) {
        char canonical[RAS_NAME_BYTES_MAX + 1];
        const size_t length = ras_name_canonical(ras_bytes_of(written[n]), canonical, &repairs[n]);
        names[n].count = ras_name_syllables((struct ras_bytes){canonical, length}, syllables[n]);
        for (uint32_t i = 0; i < names[n].count; i++)
            names[n].syllable[i] = &syllables[n][i];
    }
    return ras_name_compare(&names[0], &names[1], repairs[0]);
}

/* Of letters with marks a narrow character set leaves question marks. */
Test(name_compare, a_lost_letter_may_be_any)
{
    cr_expect_eq(read_level("Hu?nh Ng?c Minh Ngh?a", "Huỳnh Ngọc Minh Nghĩa"),
                 RAS_LEVEL_NAME_MARKS);
    cr_expect_eq(read_level("??ng V?n An", "Đặng Văn An"), RAS_LEVEL_NAME_MARKS);
    cr_expect_gt(read_level("??ng V?n An", "Hoàng Văn An"), RAS_LEVEL_NAME_MARKS);
    cr_expect_gt(read_level("??ng V?n An", "Đặng Văn Anh"), RAS_LEVEL_NAME_MARKS);
    cr_expect_gt(read_level("Tr?n V?n Bình", "Trình Văn Bình"), RAS_LEVEL_NAME_MARKS);
    cr_expect_eq(read_level("Trần Văn Bình?", "Trần Văn Bình"), RAS_LEVEL_NAME_EQUAL);
}

Test(name_compare, other_people)
{
    static const struct example examples[] = {
        {"nguyễn thị hoa", "nguyễn thị cúc", RAS_LEVEL_NAME_SIBLING},
        {"nguyễn thị thu hoa", "nguyễn thị thu cúc", RAS_LEVEL_NAME_SIBLING},
        {"nguyễn văn hùng", "nguyễn quốc hùng", RAS_LEVEL_NAME_GIVEN},
        {"nguyễn văn hùng", "nguyễn mạnh quốc hùng", RAS_LEVEL_NAME_GIVEN},
        {"hùng", "nguyễn văn hùng", RAS_LEVEL_NAME_GIVEN}, /* too little to be more */
        {"nguyễn văn hùng", "trần thị mai", RAS_LEVEL_NAME_OTHER},
        {"nguyễn hoa", "nguyễn cúc", RAS_LEVEL_NAME_OTHER},
        {"nguyễn", "nguyễn văn an", RAS_LEVEL_NAME_OTHER},
        {"hoa", "cúc", RAS_LEVEL_NAME_OTHER},
        {"n", "nguyễn", RAS_LEVEL_NAME_OTHER},
        {"a", "y", RAS_LEVEL_NAME_OTHER},
        {"hoàng an", "hoa ngân", RAS_LEVEL_NAME_OTHER}, /* the same letters, two syllables each */
    };
    CHECK(examples);
}

Test(name_compare, glued_syllables_are_the_same_letters)
{
    static const struct example examples[] = {
        {"phạmquốc anh", "phạm quốc anh", RAS_LEVEL_NAME_TONE_PLACEMENT},
        {"h lim êban", "hlim êban", RAS_LEVEL_NAME_TONE_PLACEMENT},
        {"y blô niê kđăm", "y blôniê kđăm", RAS_LEVEL_NAME_TONE_PLACEMENT},
        {"phạmquốc anh", "phạm quốc ánh", RAS_LEVEL_NAME_MARKS},
        {"phamquoc anh", "phạm quốc anh em", RAS_LEVEL_NAME_OTHER},
    };
    CHECK(examples);
    cr_expect_eq(level_of("phamquoc anh", "phạm quốc anh", NO_MARKS), RAS_LEVEL_NAME_MARKS);
    cr_expect_eq(level_of("phamquoc anh", "phạm quốc anh", RESIDUE), RAS_LEVEL_NAME_RESIDUE);
    /* 20 letters in one token: the 20th is not kept, so the run is not known */
    cr_expect_eq(level_of("nguyenthiphuongthaoo", "nguyễn thị phương thảo", 0),
                 RAS_LEVEL_NAME_OTHER);
}

Test(name_compare, residue_is_the_best_a_decoded_row_gets)
{
    cr_expect_eq(level_of("nguyễn văn an", "nguyễn văn an", RESIDUE), RAS_LEVEL_NAME_RESIDUE);
    cr_expect_eq(level_of("nguyen van an", "nguyễn văn an", RESIDUE), RAS_LEVEL_NAME_RESIDUE);
    cr_expect_eq(level_of("nguyexn văn an", "nguyễn văn an", RESIDUE), RAS_LEVEL_NAME_RESIDUE);
    cr_expect_eq(level_of("nguyễn văn lam", "nguyễn văn nam", RESIDUE), RAS_LEVEL_NAME_RESIDUE);
    cr_expect_eq(level_of("lê xuân lam", "lê suân nam", RESIDUE), RAS_LEVEL_NAME_DIALECT);
    cr_expect_eq(level_of("nguyễn an", "nguyễn văn an", RESIDUE), RAS_LEVEL_NAME_MIDDLE);
    cr_expect_eq(level_of("nguyễn thị hoa", "nguyễn thị cúc", RESIDUE), RAS_LEVEL_NAME_SIBLING);
}

Test(name_compare, tokens_without_latin_letters_agree_only_as_written)
{
    cr_expect_eq(level_of("李 四", "李 四", 0), RAS_LEVEL_NAME_EQUAL);
    cr_expect_eq(level_of("李 四", "王 五", 0), RAS_LEVEL_NAME_OTHER);
    cr_expect_eq(level_of("李", "王 五", 0), RAS_LEVEL_NAME_OTHER);
}

/* Damage done to a name in a fixed way never gives a better level than less damage. */
Test(name_compare, more_damage_is_never_better)
{
    static const char *const worse[] = {
        "trần thị thuý hoà",  "trần thị thúy hòa", "trần thị thuy hoá",  "tran thi thuy hoa",
        "tran thi thuyy hoa", "tran thuy hoa",     "hoa tran thi thuyy", "le van binh"};
    unsigned before = 0;
    for (size_t i = 0; i < sizeof worse / sizeof worse[0]; i++) {
        const unsigned level = level_of(worse[i], "trần thị thuý hoà", 0);
        cr_expect_gt(level, before, "'%s'", worse[i]);
        before = level;
    }
}

/* Any two of a mixed lot: exchanging the sides changes nothing; a name with itself is equal. */
Test(name_compare, sides_may_be_exchanged)
{
    static const char *const names[] = {"a",
                                        "y",
                                        "n",
                                        "an",
                                        "lan",
                                        "loan",
                                        "nguyễn",
                                        "nguyễn an",
                                        "an nguyễn",
                                        "nguyễn văn an",
                                        "nguyen van an",
                                        "nguyễn v an",
                                        "n v an",
                                        "ng v a",
                                        "nguyễn văn ân",
                                        "nguyễn văn anh",
                                        "văn an",
                                        "văn anh nguyễn",
                                        "nguyễn thị thu hà",
                                        "nguyễn thị hà thu",
                                        "nguyễn thu hà",
                                        "nguyễn thuhà",
                                        "nguyễn t hà",
                                        "trần thị thu hà",
                                        "trần hà",
                                        "h lim êban",
                                        "hlim êban",
                                        "y blô niê",
                                        "lê văn lam",
                                        "lê văn nam",
                                        "lê xuân nam",
                                        "tôn nữ công tằng huyền trân",
                                        "tôn nữ huyền trân",
                                        "tôn trân",
                                        "a b c d e f g h i k",
                                        "a b c d e f g h i l",
                                        "b a c d e f g h i k",
                                        "a c d e f g h i k",
                                        "李 四"};
    const size_t count = sizeof names / sizeof names[0];
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            const unsigned level = level_of(names[i], names[j], 0);
            cr_assert_eq(level, level_of(names[j], names[i], 0), "'%s' / '%s'", names[i], names[j]);
            cr_assert(level >= 1 && level <= RAS_LEVEL_NAME_OTHER);
            cr_assert_eq(level == RAS_LEVEL_NAME_EQUAL, i == j, "'%s' / '%s'", names[i], names[j]);
        }
}

/* Comparing two names, syllable by syllable.
 *
 * Names with as many syllables are compared place by place: masks say where the forms of the two
 * differ, and every level down to "dialect" is one mask being empty. Names of unlike length are
 * aligned at the surname (first syllable) and the given name (last), with middle syllables left out
 * of the longer one. Letters are measured only where the dialect forms differ.
 *
 * The levels are tried from best to worst and the first that holds is returned, so a pair never
 * gets a worse level than it could have. One exception is meant: a row whose telex or VNI residue
 * the normaliser decoded is at best RESIDUE, because what was written is not the name. */
#include "compare/compare.h"
#include "record/person.h"

#include <stdbool.h>
#include <string.h>

#define NEAR_DISTANCE_MAX 3 /* letters over the whole name */
#define NEAR_TYPOS_MAX    2 /* syllables */
#define ABBREVIATION_MAX  3 /* letters: ngh */
#define LONG_SYLLABLE     5 /* letters from which two slips in one syllable are still a slip */

/* How two syllables at one place stand to each other. */
enum agreement { FULL, INITIAL, TYPO, UNLIKE };

/* Bit i of a mask: the forms differ at syllable i. */
struct differences {
    unsigned spelled;
    unsigned folded;
    unsigned dialect;
    /* over the syllables that are not spelled alike */
    uint64_t bag; /* sum of the hashes of one name less that of the other: 0 = the same syllables */
    uint32_t row_letters;
    uint32_t resident_letters;
};

/* Tokens without any Latin letter all fold to nothing: they agree only as written. */
static bool folded_equal(const struct ras_syllable *a, const struct ras_syllable *b)
{
    return a->folded == b->folded && (a->fold_length != 0 || a->marked == b->marked);
}

static bool dialect_equal(const struct ras_syllable *a, const struct ras_syllable *b)
{
    return a->dialect == b->dialect && (a->fold_length != 0 || a->marked == b->marked);
}

/* Distance if b may be a mistyped, 0 if not. A single letter is no syllable to slip in. */
static unsigned typo_distance(const struct ras_syllable *a, const struct ras_syllable *b)
{
    const unsigned shorter = a->fold_length < b->fold_length ? a->fold_length : b->fold_length;
    if (shorter < 2)
        return 0;
    const unsigned limit = shorter >= LONG_SYLLABLE ? 2 : 1;
    const unsigned distance = ras_syllable_distance(a, b, limit);
    if (distance > limit)
        return 0;
    return distance > 0 ? distance : 1; /* tokens that differ beyond the letters kept */
}

/* A letter, or the consonants that open a syllable. */
static bool is_abbreviation(const struct ras_syllable *syllable, bool vowel_allowed)
{
    const char *const fold = syllable->fold;
    switch (syllable->fold_length) {
    case 1: return vowel_allowed || strchr("aeiouy", fold[0]) == NULL;
    case 2:
        return (fold[1] == 'h' && strchr("cgknpt", fold[0]) != NULL) ||
               (fold[0] == 'n' && fold[1] == 'g') || (fold[0] == 't' && fold[1] == 'r') ||
               (fold[0] == 'q' && fold[1] == 'u') || (fold[0] == 'g' && fold[1] == 'i');
    case 3: return memcmp(fold, "ngh", 3) == 0;
    default: return false;
    }
}

/* One of the two is an initial of the other. Ý and À are names of their own: an initial carries no
 * tone, and a bare vowel stands for no given name (Như Y is Như Ý, not Như Yến). */
static bool is_initial(const struct ras_syllable *a, const struct ras_syllable *b, bool given)
{
    if (a->fold[0] != b->fold[0])
        return false;
    const struct ras_syllable *const shorter = a->fold_length < b->fold_length ? a : b;
    const struct ras_syllable *const longer = shorter == a ? b : a;
    if (shorter->fold_length == 0 || shorter->fold_length > ABBREVIATION_MAX ||
        shorter->fold_length == longer->fold_length || shorter->spelled != shorter->marked)
        return false;
    for (unsigned i = 1; i < shorter->fold_length; i++)
        if (shorter->fold[i] != longer->fold[i])
            return false;
    return is_abbreviation(shorter, !given);
}

static enum agreement syllable_agreement(const struct ras_syllable *a, const struct ras_syllable *b,
                                         bool given)
{
    if (folded_equal(a, b) || dialect_equal(a, b))
        return FULL;
    if (is_initial(a, b, given))
        return INITIAL;
    return typo_distance(a, b) != 0 ? TYPO : UNLIKE;
}

/* Enough whole syllables agree to bear initials, gaps or a slip elsewhere. */
static bool well_founded(unsigned full, bool given_full)
{
    return full >= 2 || (full == 1 && given_full);
}

/* ---- as many syllables ---- */

static uint64_t bag_value(const struct ras_syllable *syllable)
{
    return syllable->fold_length != 0 ? syllable->folded : syllable->marked;
}

/* Syllables that are spelled alike are alike in every form, so only the others are looked into. */
static struct differences name_differences(const struct ras_name *row,
                                           const struct ras_name *resident)
{
    struct differences found = {0, 0, 0, 0, 0, 0};
    for (uint32_t i = 0; i < row->count; i++)
        found.spelled |= (unsigned)(row->syllable[i]->spelled != resident->syllable[i]->spelled)
                         << i;
    for (unsigned rest = found.spelled; rest != 0; rest &= rest - 1) {
        const unsigned i = (unsigned)__builtin_ctz(rest);
        const struct ras_syllable *const x = row->syllable[i];
        const struct ras_syllable *const y = resident->syllable[i];
        found.folded |= (unsigned)!folded_equal(x, y) << i;
        found.dialect |= (unsigned)!dialect_equal(x, y) << i;
        found.bag += bag_value(x) - bag_value(y);
        found.row_letters |= x->letters;
        found.resident_letters |= y->letters;
    }
    return found;
}

/* The names agree without marks: how much more do they agree? */
static unsigned folded_level(const struct ras_name *row, const struct ras_name *resident,
                             unsigned spelled)
{
    unsigned level = RAS_LEVEL_NAME_EQUAL;
    for (unsigned rest = spelled; rest != 0; rest &= rest - 1) {
        const unsigned i = (unsigned)__builtin_ctz(rest);
        const struct ras_syllable *const x = row->syllable[i];
        const struct ras_syllable *const y = resident->syllable[i];
        const unsigned here = x->toned == y->toned     ? RAS_LEVEL_NAME_TONE_PLACEMENT
                              : x->marked == y->marked ? RAS_LEVEL_NAME_TONE
                                                       : RAS_LEVEL_NAME_MARKS;
        level = here > level ? here : level;
    }
    return level;
}

/* The same syllables in another order, but for one that is mistyped. */
static bool same_bag_but_typo(const struct ras_name *a, const struct ras_name *b)
{
    unsigned taken = 0; /* syllables of b that have their partner */
    const struct ras_syllable *alone = NULL;
    for (uint32_t i = 0; i < a->count; i++) {
        uint32_t j = 0;
        while (j < b->count && ((taken >> j & 1) || !folded_equal(a->syllable[i], b->syllable[j])))
            j++;
        if (j < b->count)
            taken |= 1u << j;
        else if (alone == NULL)
            alone = a->syllable[i];
        else
            return false;
    }
    const unsigned left = ~taken & ((1u << b->count) - 1);
    return alone != NULL && typo_distance(alone, b->syllable[__builtin_ctz(left)]) != 0;
}

/* What the syllables that differ even in dialect can be. */
static unsigned slips_level(const struct ras_name *row, const struct ras_name *resident,
                            unsigned different)
{
    const unsigned last = row->count - 1;
    unsigned full = row->count;
    for (unsigned rest = different; rest != 0; rest &= rest - 1)
        full--;
    const bool founded = well_founded(full, (different >> last & 1) == 0);
    unsigned typos = 0; /* syllables that can only be typos */
    unsigned distance = 0;
    for (unsigned rest = different; rest != 0; rest &= rest - 1) {
        const unsigned i = (unsigned)__builtin_ctz(rest);
        const struct ras_syllable *const a = row->syllable[i];
        const struct ras_syllable *const b = resident->syllable[i];
        const bool only = different == 1u << i && row->count > 1;
        const bool initial = is_initial(a, b, i == last);
        const unsigned typo = initial && !only ? 0 : typo_distance(a, b);
        if (only && typo != 0)
            return RAS_LEVEL_NAME_TYPO;
        if (initial)
            continue;
        if (typo == 0 || ++typos > NEAR_TYPOS_MAX)
            return RAS_LEVEL_NAME_OTHER;
        distance += typo;
    }
    if (typos == 0 && founded)
        return RAS_LEVEL_NAME_MIDDLE;
    /* nothing whole agrees: only initials throughout, or the one syllable that there is */
    const bool near = full > 0 || (typos == 0 ? row->count >= 3 : row->count == 1);
    return near && distance <= NEAR_DISTANCE_MAX ? RAS_LEVEL_NAME_NEAR : RAS_LEVEL_NAME_OTHER;
}

/* The names differ in a syllable even in dialect. */
static unsigned unlike_compare(const struct ras_name *row, const struct ras_name *resident,
                               const struct differences *found)
{
    const unsigned slips = slips_level(row, resident, found->dialect);
    if (slips < RAS_LEVEL_NAME_ORDER)
        return slips;
    const bool moved = (found->folded & (found->folded - 1)) != 0; /* two places differ at least */
    if (moved && found->bag == 0)
        return RAS_LEVEL_NAME_ORDER;
    /* a typo of at most two letters changes at most four letters of the set */
    const bool may_be_moved = moved && row->count >= 3 &&
                              !ras_more_bits_than(found->row_letters ^ found->resident_letters, 4);
    if (slips == RAS_LEVEL_NAME_NEAR || (may_be_moved && same_bag_but_typo(row, resident)))
        return RAS_LEVEL_NAME_NEAR;
    const unsigned last = 1u << (row->count - 1);
    if (row->count >= 3 && found->folded == last)
        return RAS_LEVEL_NAME_SIBLING;
    if (row->count >= 3 && (found->folded & (last | 1)) == 0)
        return RAS_LEVEL_NAME_GIVEN;
    return RAS_LEVEL_NAME_OTHER;
}

static unsigned same_count_compare(const struct ras_name *row, const struct ras_name *resident,
                                   bool residue)
{
    const struct differences found = name_differences(row, resident);
    if (found.folded == 0)
        return residue ? RAS_LEVEL_NAME_RESIDUE : folded_level(row, resident, found.spelled);
    if (residue && (found.folded & (found.folded - 1)) == 0 && row->count > 1) {
        const unsigned i = (unsigned)__builtin_ctz(found.folded);
        if (typo_distance(row->syllable[i], resident->syllable[i]) != 0)
            return RAS_LEVEL_NAME_RESIDUE;
    }
    if (found.dialect == 0)
        return RAS_LEVEL_NAME_DIALECT;
    return unlike_compare(row, resident, &found);
}

/* ---- unlike counts ---- */

/* The letters of a name in one run; 0 where they are not all there. */
static size_t run_together(const struct ras_name *name, char *out)
{
    size_t length = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        const struct ras_syllable *const syllable = name->syllable[i];
        if (syllable->fold_length == 0 || syllable->fold_length >= RAS_SYLLABLE_FOLD_MAX)
            return 0;
        memcpy(out + length, syllable->fold, syllable->fold_length);
        length += syllable->fold_length;
    }
    return length;
}

/* The same letters divided into syllables in another way. */
static bool same_letters(const struct ras_name *a, const struct ras_name *b)
{
    char a_run[RAS_NAME_SYLLABLES_MAX * RAS_SYLLABLE_FOLD_MAX];
    char b_run[RAS_NAME_SYLLABLES_MAX * RAS_SYLLABLE_FOLD_MAX];
    if (a->syllable[0]->fold[0] != b->syllable[0]->fold[0])
        return false;
    uint32_t a_letters = 0;
    uint32_t b_letters = 0;
    uint32_t surplus = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        a_letters |= a->syllable[i]->letters;
        surplus += a->syllable[i]->fold_length;
    }
    for (uint32_t i = 0; i < b->count; i++) {
        b_letters |= b->syllable[i]->letters;
        surplus -= b->syllable[i]->fold_length;
    }
    if (surplus != 0 || a_letters != b_letters)
        return false;
    const size_t length = run_together(a, a_run);
    return length > 0 && length == run_together(b, b_run) && memcmp(a_run, b_run, length) == 0;
}

/* Marks of the part that was run together are not known; those beside it are. */
static unsigned divided_level(const struct ras_name *shorter, const struct ras_name *longer,
                              uint64_t row_repairs)
{
    if (row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_RESIDUE))
        return RAS_LEVEL_NAME_RESIDUE;
    if (row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_NO_MARKS))
        return RAS_LEVEL_NAME_MARKS;
    const uint32_t gap = longer->count - shorter->count;
    bool toned = true;
    for (uint32_t i = 0; i < shorter->count; i++) {
        const struct ras_syllable *const a = shorter->syllable[i];
        if (a->folded != longer->syllable[i]->folded)
            break;
        toned = toned && a->toned == longer->syllable[i]->toned;
    }
    for (uint32_t i = shorter->count; i > 0; i--) {
        const struct ras_syllable *const a = shorter->syllable[i - 1];
        if (a->folded != longer->syllable[i - 1 + gap]->folded)
            break;
        toned = toned && a->toned == longer->syllable[i - 1 + gap]->toned;
    }
    return toned ? RAS_LEVEL_NAME_TONE_PLACEMENT : RAS_LEVEL_NAME_MARKS;
}

/* All of shorter agrees in full with longer from place `start` on. */
static bool is_run_of(const struct ras_name *shorter, const struct ras_name *longer, uint32_t start)
{
    for (uint32_t i = 0; i < shorter->count; i++)
        if (!folded_equal(shorter->syllable[i], longer->syllable[start + i]) &&
            !dialect_equal(shorter->syllable[i], longer->syllable[start + i]))
            return false;
    return true;
}

/* Can the middle of shorter be had by leaving out middle syllables of longer? The syllable at
 * typo_index (0 = none: the surname is no middle) must be a typo. The earliest partner is always
 * right, since what follows then has the most to choose from. *full counts whole agreements. */
static bool middle_fits(const struct ras_name *shorter, const struct ras_name *longer,
                        uint32_t typo_index, unsigned *full)
{
    uint32_t j = 1;
    unsigned agreed = 0;
    for (uint32_t i = 1; i + 1 < shorter->count; i++, j++) {
        enum agreement found = UNLIKE;
        for (; j + 1 < longer->count; j++) {
            found = syllable_agreement(shorter->syllable[i], longer->syllable[j], false);
            if (i == typo_index ? found == TYPO : found == FULL || found == INITIAL)
                break;
        }
        if (j + 1 >= longer->count)
            return false;
        agreed += found == FULL;
    }
    *full += agreed;
    return true;
}

/* Both have a surname and a given name; middle syllables of longer are left out. */
static unsigned dropped_level(const struct ras_name *shorter, const struct ras_name *longer)
{
    const enum agreement given = syllable_agreement(shorter->syllable[shorter->count - 1],
                                                    longer->syllable[longer->count - 1], true);
    if (given == UNLIKE)
        return RAS_LEVEL_NAME_OTHER;
    const enum agreement surname =
        syllable_agreement(shorter->syllable[0], longer->syllable[0], false);
    if (surname == UNLIKE || (surname == TYPO && given == TYPO))
        return RAS_LEVEL_NAME_OTHER;
    unsigned full = (unsigned)(surname == FULL) + (unsigned)(given == FULL);
    bool typo = surname == TYPO || given == TYPO;
    bool fits = middle_fits(shorter, longer, 0, &full);
    if (!fits && !typo) {
        typo = true;
        for (uint32_t i = 1; !fits && i + 1 < shorter->count; i++)
            fits = middle_fits(shorter, longer, i, &full);
    }
    if (!fits)
        return RAS_LEVEL_NAME_OTHER;
    const bool founded = well_founded(full, given == FULL);
    if (!typo)
        return founded ? RAS_LEVEL_NAME_MIDDLE : RAS_LEVEL_NAME_NEAR;
    /* of surname and mistyped given name, "an" for "anh" is no evidence, "thanhh" is */
    const bool long_given =
        full == 1 && shorter->syllable[shorter->count - 1]->fold_length >= LONG_SYLLABLE;
    return founded || long_given ? RAS_LEVEL_NAME_NEAR : RAS_LEVEL_NAME_OTHER;
}

static unsigned unlike_count_compare(const struct ras_name *shorter, const struct ras_name *longer,
                                     uint64_t row_repairs)
{
    if (same_letters(shorter, longer))
        return divided_level(shorter, longer, row_repairs);
    const struct ras_syllable *const given = shorter->syllable[shorter->count - 1];
    const struct ras_syllable *const longer_given = longer->syllable[longer->count - 1];
    if (shorter->count == 1) /* a lone given name says too little to be a name with parts missing */
        return folded_equal(given, longer_given) || dialect_equal(given, longer_given)
                   ? RAS_LEVEL_NAME_GIVEN
                   : RAS_LEVEL_NAME_OTHER;
    if (is_run_of(shorter, longer, longer->count - shorter->count)) /* surname missing */
        return RAS_LEVEL_NAME_MIDDLE;
    const unsigned level = dropped_level(shorter, longer);
    if (level != RAS_LEVEL_NAME_OTHER)
        return level;
    if (shorter->count >= 3 && is_run_of(shorter, longer, 0)) /* cut off at the end */
        return RAS_LEVEL_NAME_NEAR;
    return folded_equal(shorter->syllable[0], longer->syllable[0]) &&
                   folded_equal(given, longer_given)
               ? RAS_LEVEL_NAME_GIVEN
               : RAS_LEVEL_NAME_OTHER;
}

/* '?' stands for one letter that was lost, any letter. */
static bool lost_equal(const struct ras_syllable *row, const struct ras_syllable *resident)
{
    if (memchr(row->fold, '?', sizeof row->fold) == NULL)
        return folded_equal(row, resident) || dialect_equal(row, resident);
    if (row->fold_length != resident->fold_length)
        return false;
    for (unsigned i = 0; i < sizeof row->fold && i < row->fold_length; i++)
        if (row->fold[i] != resident->fold[i] && row->fold[i] != '?')
            return false;
    return true;
}

/* A name of which letters were lost, which may be any letters with marks. */
static bool is_all_but_lost(const struct ras_name *row, const struct ras_name *resident,
                            uint64_t row_repairs)
{
    if ((row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_LOST)) == 0 || row->count != resident->count)
        return false;
    for (uint32_t i = 0; i < row->count; i++)
        if (!lost_equal(row->syllable[i], resident->syllable[i]))
            return false;
    return true;
}

/* Forms of address that are given names as well, without marks. */
static bool may_be_address(const struct ras_syllable *syllable)
{
    static const char words[][5] = {"anh", "ba", "bac", "be", "cau", "chi", "chu", "cu", "em"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(syllable->fold, words[i]) == 0)
            return true;
    return false;
}

/* "Anh Nguyễn Tố" lost its first word as a form of address, but may be Nguyễn Tố Anh. */
static bool is_given_in_front(const struct ras_name *row, const struct ras_name *resident,
                              uint64_t row_repairs)
{
    return (row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_TITLE)) != 0 &&
           row->count + 1 == resident->count && row->count >= 2 &&
           may_be_address(resident->syllable[resident->count - 1]) && is_run_of(row, resident, 0);
}

unsigned ras_name_compare(const struct ras_name *row, const struct ras_name *resident,
                          uint64_t row_repairs)
{
    if (row->count == 0 || resident->count == 0)
        return RAS_LEVEL_MISSING;
    if (is_all_but_lost(row, resident, row_repairs))
        return RAS_LEVEL_NAME_MARKS;
    if (row->count == resident->count)
        return same_count_compare(row, resident,
                                  (row_repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_RESIDUE)) != 0);
    if (is_given_in_front(row, resident, row_repairs))
        return RAS_LEVEL_NAME_ORDER;
    if (row->count < resident->count)
        return unlike_count_compare(row, resident, row_repairs);
    return unlike_count_compare(resident, row, row_repairs);
}

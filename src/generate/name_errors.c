/* Names as clerks write them.
 *
 * First perhaps another name (a part lost, a syllable mistyped), then perhaps another form of what
 * is left (capitals, no marks, NFD). The two are kept apart: a form is put right without asking. */
#include "generate/clerks.h"
#include "generate/name_model.h"
#include "generate/typing.h"

#include <string.h>

#define CAPITALS_CHANCE      UINT32_C(222000)
#define NO_MARKS_CHANCE      UINT32_C(72000)
#define NFD_CHANCE           UINT32_C(33000)
#define LOWER_CASE_CHANCE    UINT32_C(7000)
#define INNER_CAPITAL_CHANCE UINT32_C(5000)
#define ETH_CHANCE           UINT32_C(100000) /* of names with Đ */
#define PLACEMENT_CHANCE     UINT32_C(150000) /* of names with oa, oe, uy */
#define VOWEL_IY_CHANCE      UINT32_C(150000) /* of names with Quý, Mỹ ... */
#define DOUBLE_SPACE_CHANCE  UINT32_C(9000)
#define INVISIBLE_CHANCE     UINT32_C(11000)
#define PUNCTUATION_CHANCE   UINT32_C(3000)
#define BRACKET_CHANCE       UINT32_C(3000)
#define TITLE_CHANCE         UINT32_C(13000)
#define GLUED_CHANCE         UINT32_C(3000)
#define APOSTROPHE_CHANCE    UINT32_C(450000) /* of names with an apostrophe */

static void part_remove(struct ras_made_name *name, unsigned position)
{
    name->part_count--;
    for (unsigned i = position; i < name->part_count; i++)
        name->parts[i] = name->parts[i + 1];
}

static bool middle_lose(struct ras_made_name *name, struct ras_random *random)
{
    const unsigned first = name->surname_count;
    if (name->glued_part != 0 || first == 0 || name->part_count < first + 2u)
        return false;
    part_remove(name, first + ras_random_below(random, name->part_count - first - 1u));
    return true;
}

static bool middle_add(const struct ras_plan *plan, struct ras_made_name *name, unsigned sex,
                       struct ras_random *random)
{
    const unsigned at = name->surname_count;
    if (name->glued_part != 0 || at == 0 || name->part_count >= RAS_NAME_PARTS_MAX)
        return false;
    const unsigned woman = sex == RAS_SEX_FEMALE;
    const uint32_t item = ras_sampler_draw(&plan->middle[woman][1], random);
    for (unsigned i = name->part_count; i > at; i--)
        name->parts[i] = name->parts[i - 1];
    name->parts[at] = ras_middle_tables[woman].items[item].text;
    name->part_count++;
    return true;
}

static bool order_change(struct ras_made_name *name, struct ras_random *random)
{
    const unsigned count = name->part_count;
    if (count < 2 || name->glued_part != 0)
        return false;
    const char *const before[2] = {name->parts[0], name->parts[count - 1]};
    if (count == 2 || ras_random_below(random, 3) != 0) {
        /* Given name first, the rest as it was: "Anh Nguyễn Tuấn". */
        for (unsigned i = count - 1; i > 0; i--)
            name->parts[i] = name->parts[i - 1];
        name->parts[0] = before[1];
    } else {
        name->parts[count - 1] = name->parts[count - 2];
        name->parts[count - 2] = before[1];
    }
    return strcmp(name->parts[0], before[0]) != 0 || strcmp(name->parts[count - 1], before[1]) != 0;
}

static bool regional_swap(struct ras_made_name *name)
{
    static const char *const pairs[][2] = {
        {"Hoàng", "Huỳnh"}, {"Vũ", "Võ"},      {"Phúc", "Phước"},  {"Chu", "Châu"},
        {"Cảnh", "Kiểng"},  {"Sinh", "Sanh"},  {"Bảo", "Bửu"},     {"Thái", "Thới"},
        {"Nhân", "Nhơn"},   {"Nghĩa", "Ngãi"}, {"Chính", "Chánh"}, {"Trường", "Tràng"},
        {"Lĩnh", "Lãnh"},   {"Nhật", "Nhựt"},  {"Đàm", "Đờm"}};
    for (unsigned i = 0; i < name->part_count; i++) {
        for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
            for (unsigned side = 0; side < 2; side++) {
                if (strcmp(name->parts[i], pairs[p][side]) == 0) {
                    name->parts[i] = pairs[p][1 - side];
                    return true;
                }
            }
        }
    }
    return false;
}

/* "N.T. Hoa" or "Nguyễn T. Hoa". */
static bool initials_write(const struct ras_made_name *name, bool surname_too,
                           struct ras_letters *letters)
{
    if (name->glued_part != 0 || name->part_count < 3 || name->surname_count == 0)
        return false;
    struct ras_made_cell cell = {.length = 0};
    for (unsigned i = 0; i < name->part_count; i++) {
        const bool shorten = i + 1 < name->part_count && (i > 0 || surname_too);
        const char *const part = name->parts[i];
        const size_t first = (unsigned char)part[0] >= 0xE0   ? 3
                             : (unsigned char)part[0] >= 0xC0 ? 2
                                                              : 1;
        ras_cell_bytes(&cell, part, shorten ? first : strlen(part));
        if (shorten)
            ras_cell_char(&cell, '.');
        if (i + 1 < name->part_count && (!shorten || i + 2 == name->part_count))
            ras_cell_char(&cell, ' ');
    }
    ras_letters_read(letters, cell.data, cell.length);
    return true;
}

static void letters_of(const struct ras_made_name *name, struct ras_letters *letters)
{
    char text[200];
    const size_t length = ras_made_name_write(name, text, sizeof text);
    ras_letters_read(letters, text, length);
}

enum wrong { TYPO, TONE, DIALECT, TELEX, VNI, ORDER, LOST, INITIALS, ADDED, REGIONAL, OTHER };

static bool part_wrong(const struct ras_plan *plan, enum wrong kind, unsigned sex,
                       struct ras_made_name *name, struct ras_random *random)
{
    switch (kind) {
    case ORDER: return order_change(name, random);
    case LOST: return middle_lose(name, random);
    case ADDED: return middle_add(plan, name, sex, random);
    case REGIONAL: return regional_swap(name);
    case OTHER: {
        const struct ras_family_names family = {.group = NULL};
        if (name->surname_count == 0)
            return false;
        ras_name_draw_given(plan, &family, sex, 1975, random, name);
        return true;
    }
    case TYPO:
    case TONE:
    case DIALECT:
    case TELEX:
    case VNI:
    case INITIALS: return false;
    }
    return false;
}

static bool syllable_wrong(enum wrong kind, const struct ras_made_name *name,
                           struct ras_letters *letters, struct ras_random *random)
{
    switch (kind) {
    case TONE: return ras_typo_tone(letters, random);
    case DIALECT: return ras_typo_dialect(letters, random);
    case TELEX:
    case VNI: return ras_typo_keystrokes(letters, kind == VNI, random);
    case INITIALS: return initials_write(name, ras_random_below(random, 4) == 0, letters);
    case TYPO: return ras_typo_letter(letters, random);
    case ORDER:
    case LOST:
    case ADDED:
    case REGIONAL:
    case OTHER: return false;
    }
    return false;
}

/* A kind that does not apply to this name gives way to a mistyped letter. */
static enum ras_made_error name_wrong(const struct ras_plan *plan, unsigned sex,
                                      struct ras_made_name *name, struct ras_letters *letters,
                                      struct ras_random *random)
{
    static const uint8_t percent[] = {24, 18, 15, 8, 2, 7, 13, 5, 2, 4, 2};
    static const enum ras_made_error errors[] = {
        RAS_MADE_NAME_TYPO,           RAS_MADE_NAME_TONE,        RAS_MADE_NAME_DIALECT,
        RAS_MADE_NAME_TELEX,          RAS_MADE_NAME_VNI,         RAS_MADE_NAME_ORDER,
        RAS_MADE_NAME_MIDDLE_MISSING, RAS_MADE_NAME_INITIALS,    RAS_MADE_NAME_MIDDLE_ADDED,
        RAS_MADE_NAME_REGIONAL,       RAS_MADE_NAME_GIVEN_OTHER,
    };
    unsigned point = ras_random_below(random, 100), kind = 0;
    while (point >= percent[kind])
        point -= percent[kind++];
    const bool by_part = part_wrong(plan, (enum wrong)kind, sex, name, random);
    letters_of(name, letters);
    if (by_part || syllable_wrong((enum wrong)kind, name, letters, random))
        return errors[kind];
    if (ras_typo_letter(letters, random))
        return RAS_MADE_NAME_TYPO;
    ras_letters_insert(letters, letters->count, 'h');
    return RAS_MADE_NAME_TYPO;
}

static void upper_all(struct ras_letters *letters)
{
    for (unsigned i = 0; i < letters->count; i++)
        letters->codes[i] = ras_letter_upper(letters->codes[i]);
}

static void bare_all(struct ras_letters *letters)
{
    for (unsigned i = 0; i < letters->count; i++)
        letters->codes[i] = ras_letter_bare(letters->codes[i]);
}

static bool eth_put(struct ras_letters *letters)
{
    bool found = false;
    for (unsigned i = 0; i < letters->count; i++) {
        if (letters->codes[i] == 0x110 || letters->codes[i] == 0x111) {
            letters->codes[i] = letters->codes[i] == 0x110 ? 0xD0 : 0xF0;
            found = true;
        }
    }
    return found;
}

/* Letters: case, marks, look-alikes, tone placement. */
static void letters_form(struct ras_letters *letters, struct ras_random *random,
                         struct ras_error_set *errors)
{
    if (ras_random_chance(random, PLACEMENT_CHANCE) && ras_typo_tone_placement(letters))
        ras_error_set_add(errors, RAS_MADE_NAME_TONE_PLACEMENT);
    if (ras_random_chance(random, VOWEL_IY_CHANCE) && ras_typo_vowel_iy(letters))
        ras_error_set_add(errors, RAS_MADE_NAME_VOWEL_IY);
    if (ras_random_chance(random, NO_MARKS_CHANCE)) {
        bare_all(letters);
        ras_error_set_add(errors, RAS_MADE_NAME_NO_MARKS);
    } else if (ras_random_chance(random, ETH_CHANCE) && eth_put(letters)) {
        ras_error_set_add(errors, RAS_MADE_NAME_ETH);
    }
    const uint32_t casing = ras_random_below(random, RAS_MILLION);
    if (casing < CAPITALS_CHANCE) {
        upper_all(letters);
        ras_error_set_add(errors, RAS_MADE_NAME_CAPITALS);
    } else if (casing < CAPITALS_CHANCE + LOWER_CASE_CHANCE) {
        for (unsigned i = 0; i < letters->count; i++)
            letters->codes[i] = ras_letter_lower(letters->codes[i]);
        ras_error_set_add(errors, RAS_MADE_NAME_LOWER_CASE);
    } else if (casing < CAPITALS_CHANCE + LOWER_CASE_CHANCE + INNER_CAPITAL_CHANCE) {
        for (unsigned i = 1; i < letters->count; i++) {
            if (letters->codes[i] < 0x80 || letters->codes[i - 1] == ' ')
                continue;
            letters->codes[i] = ras_letter_upper(letters->codes[i]);
            ras_error_set_add(errors, RAS_MADE_NAME_INNER_CAPITAL);
        }
    }
}

static unsigned blank_find(const struct ras_letters *letters, struct ras_random *random)
{
    const unsigned start = ras_random_below(random, letters->count);
    for (unsigned k = 0; k < letters->count; k++)
        if (letters->codes[(start + k) % letters->count] == ' ')
            return (start + k) % letters->count;
    return letters->count;
}

static void apostrophe_change(struct ras_letters *letters, struct ras_random *random,
                              struct ras_error_set *errors)
{
    static const uint16_t others[] = {0x2019, 0x2BC, '`', 0, ' '};
    if (!ras_random_chance(random, APOSTROPHE_CHANCE))
        return;
    for (unsigned i = 0; i < letters->count; i++) {
        if (letters->codes[i] != '\'')
            continue;
        const uint16_t other = others[ras_random_below(random, 5)];
        if (other == 0)
            ras_letters_remove(letters, i);
        else
            letters->codes[i] = other;
        ras_error_set_add(errors, RAS_MADE_NAME_APOSTROPHE);
        return;
    }
}

/* Blanks: doubled, invisible, lost. */
static void blanks_form(struct ras_letters *letters, struct ras_random *random,
                        struct ras_error_set *errors)
{
    static const uint16_t odd[] = {0xA0, 0xA0, 0x200B, 0x200C, 0xFEFF, 0xAD};
    apostrophe_change(letters, random, errors);
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    if (draw >= DOUBLE_SPACE_CHANCE + INVISIBLE_CHANCE + GLUED_CHANCE)
        return;
    const unsigned blank = blank_find(letters, random);
    if (draw < DOUBLE_SPACE_CHANCE) {
        ras_letters_insert(letters, blank, ' ');
        ras_error_set_add(errors, RAS_MADE_NAME_DOUBLE_SPACE);
    } else if (draw < DOUBLE_SPACE_CHANCE + INVISIBLE_CHANCE) {
        const uint16_t code = odd[ras_random_below(random, 6)];
        if (code == 0xA0 && blank < letters->count)
            letters->codes[blank] = code;
        else
            ras_letters_insert(letters, blank, code);
        ras_error_set_add(errors, RAS_MADE_NAME_INVISIBLE);
    } else if (blank < letters->count) {
        ras_letters_remove(letters, blank);
        ras_error_set_add(errors, RAS_MADE_NAME_GLUED);
    }
}

static const char *title_for(const struct ras_made_person *person, struct ras_random *random)
{
    const bool woman = person->sex == RAS_SEX_FEMALE;
    if (person->age < 16)
        return ras_random_below(random, 2) == 0 ? "Cháu " : "Bé ";
    if (person->age >= 75 && ras_random_below(random, 2) == 0)
        return "Cụ ";
    if (person->age < 35 && ras_random_below(random, 2) == 0)
        return woman ? "Chị " : "Anh ";
    return woman ? "Bà " : "Ông ";
}

void ras_name_clerk(const struct ras_plan *plan, const struct ras_made_person *person,
                    uint32_t wrong, struct ras_random *random, struct ras_made_cell *cell,
                    struct ras_error_set *errors)
{
    static const char *const brackets[] = {" (chết)", " (TT)", " (mới)", " (con ông Năm)", " (KT)"};
    struct ras_letters letters;
    struct ras_made_name name = person->name;
    if (ras_random_chance(random, wrong))
        ras_error_set_add(errors, name_wrong(plan, person->sex, &name, &letters, random));
    else
        letters_of(&name, &letters);
    letters_form(&letters, random, errors);
    blanks_form(&letters, random, errors);
    cell->length = 0;
    if (ras_random_chance(random, TITLE_CHANCE)) {
        ras_cell_string(cell, title_for(person, random));
        ras_error_set_add(errors, RAS_MADE_NAME_TITLE);
    }
    const size_t before = cell->length;
    ras_letters_write(&letters, false, cell);
    if (ras_random_chance(random, NFD_CHANCE)) {
        const size_t composed = cell->length;
        cell->length = before;
        ras_letters_write(&letters, true, cell);
        if (cell->length != composed)
            ras_error_set_add(errors, RAS_MADE_NAME_NFD);
    }
    const uint32_t tail = ras_random_below(random, RAS_MILLION);
    if (tail < PUNCTUATION_CHANCE) {
        ras_cell_char(cell, tail % 3 == 0 ? ',' : '.');
        ras_error_set_add(errors, RAS_MADE_NAME_PUNCTUATION);
    } else if (tail < PUNCTUATION_CHANCE + BRACKET_CHANCE) {
        ras_cell_string(cell, brackets[tail % 5]);
        ras_error_set_add(errors, RAS_MADE_NAME_BRACKET);
    }
}

bool ras_parent_clerk(const struct ras_made_name *name, uint32_t wrong, bool capitals,
                      bool no_marks, struct ras_random *random, struct ras_made_cell *cell)
{
    struct ras_letters letters;
    letters_of(name, &letters);
    bool changed = false;
    if (ras_random_chance(random, wrong))
        changed = ras_random_below(random, 2) == 0 ? ras_typo_tone(&letters, random)
                                                   : ras_typo_letter(&letters, random);
    if (no_marks)
        bare_all(&letters);
    if (capitals)
        upper_all(&letters);
    cell->length = 0;
    ras_letters_write(&letters, false, cell);
    return changed;
}

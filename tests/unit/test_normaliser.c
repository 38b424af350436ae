/* Whole rows: what the fields of a person are made of. */
#include <criterion/criterion.h>

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/hash.h"
#include "normalise/normaliser.h"
#include "record/date.h"

#include <string.h>

#define B(field)  RAS_FIELD_BIT(RAS_FIELD_##field)
#define R(repair) RAS_REPAIR_BIT(RAS_REPAIR_##repair)

struct input {
    enum ras_field field;
    const char *text;
};

static struct ras_arena arena;
static struct ras_units *units;

static void begin(void)
{
    ras_arena_init(&arena, 4096);
    units = ras_units_create();
    const struct ras_unit unit = {.code = 175, .province_code = 1, .name = "Phường Yên Hòa"};
    cr_assert_eq(ras_units_add(units, &unit, NULL), RAS_OK);
    cr_assert_eq(ras_units_add_old(units, 170, 175, NULL), RAS_OK);
    ras_units_seal(units);
}

static void end(void)
{
    ras_arena_fini(&arena);
    ras_units_destroy(units);
}

static enum ras_status try_row(const struct input *inputs, size_t count, struct ras_person *person)
{
    char text[2048] = {0};
    struct ras_cell cells[16];
    struct ras_batch batch = {.text = text, .row_count = 1};
    const struct ras_normaliser normaliser = {
        .kind = RAS_KIND_SOCIAL_WELFARE, .as_of = ras_date_make(2026, 10, 31), .units = units};
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t length = strlen(inputs[i].text);
        memcpy(text + used, inputs[i].text, length);
        cells[i] = (struct ras_cell){(uint32_t)used, (uint32_t)length};
        batch.cells[inputs[i].field] = &cells[i];
        used += length;
    }
    const enum ras_status status =
        ras_normalise_row(&normaliser, &batch, 0, NULL, &arena, person, NULL);
    person->record_id.data = NULL; /* points into the text of this call */
    return status;
}
#define ROW(person, ...)                                                                           \
    do {                                                                                           \
        const struct input inputs[] = {__VA_ARGS__};                                               \
        cr_assert_eq(try_row(inputs, sizeof inputs / sizeof inputs[0], person), RAS_OK);           \
    } while (0)

TestSuite(normaliser, .init = begin, .fini = end);

Test(normaliser, clean_row_has_every_value_and_no_repair)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_RECORD_ID, "HS-1"}, {RAS_FIELD_FULL_NAME, "Nguyễn Văn An"},
        {RAS_FIELD_BIRTH_DATE, "07/03/1940"}, {RAS_FIELD_SEX, "Nam"},
        {RAS_FIELD_PERSONAL_ID, "036040012345"}, {RAS_FIELD_COMMUNE, "00175"},
        {RAS_FIELD_ADDRESS, "Số 12, thôn Đông"}, {RAS_FIELD_BENEFIT, "Người cao tuổi"},
        {RAS_FIELD_ACCOUNT, "0011 2233"}, {RAS_FIELD_PHONE, "0912345678"},
        {RAS_FIELD_ETHNICITY, "Kinh"}, {RAS_FIELD_STATUS, "Đang sống"});
    cr_assert(ras_bytes_equal(p.name, RAS_LITERAL("nguyễn văn an")));
    cr_assert_eq(p.record_id.length, 4);
    cr_assert_eq(p.birth_date, ras_date_make(1940, 3, 7));
    cr_assert_eq(p.sex, RAS_SEX_MALE);
    cr_assert_eq(p.personal_id, 36040012345);
    cr_assert_eq(p.number_state, RAS_NUMBER_TWELVE);
    cr_assert_eq(p.commune, 175);
    cr_assert_eq(p.commune_written, 175);
    cr_assert_eq(p.address.number, 12);
    cr_assert_neq(p.address.place, 0);
    cr_assert_eq(p.benefit_hash, ras_hash("nguoi cao tuoi", 14));
    cr_assert_eq(p.account_hash, ras_hash("00112233", 8));
    cr_assert_eq(p.phone, 912345678);
    cr_assert_eq(p.ethnicity, 1);
    cr_assert_eq(p.status, RAS_STATUS_ALIVE);
    cr_assert_eq(p.repairs, 0);
    cr_assert_eq(p.unreadable, 0);
    cr_assert_eq(p.present, B(RECORD_ID) | B(FULL_NAME) | B(BIRTH_DATE) | B(SEX) | B(PERSONAL_ID) |
                                B(COMMUNE) | B(ADDRESS) | B(BENEFIT) | B(ACCOUNT) | B(PHONE) |
                                B(ETHNICITY) | B(STATUS));
}

Test(normaliser, empty_row_has_nothing)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_FULL_NAME, "  "}, {RAS_FIELD_BIRTH_DATE, ""}, {RAS_FIELD_SEX, "-"},
        {RAS_FIELD_PERSONAL_ID, "không có"}, {RAS_FIELD_COMMUNE, "N/A"});
    cr_assert_eq(p.present, 0);
    cr_assert_eq(p.unreadable, 0);
    cr_assert_eq(p.repairs, 0);
    cr_assert_eq(p.number_state, RAS_NUMBER_NONE);
}

Test(normaliser, what_cannot_be_read_is_marked)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_FULL_NAME, "123"}, {RAS_FIELD_BIRTH_DATE, "hôm qua"}, {RAS_FIELD_SEX, "9"},
        {RAS_FIELD_PERSONAL_ID, "B1234567"}, {RAS_FIELD_COMMUNE, "Xã A"}, {RAS_FIELD_PHONE, "12"},
        {RAS_FIELD_ETHNICITY, "Pháp"}, {RAS_FIELD_DOSE_NUMBER, "x"}, {RAS_FIELD_EVENT_TYPE, "y"});
    const uint64_t all = B(FULL_NAME) | B(BIRTH_DATE) | B(SEX) | B(PERSONAL_ID) | B(COMMUNE) |
                         B(PHONE) | B(ETHNICITY) | B(DOSE_NUMBER) | B(EVENT_TYPE);
    cr_assert_eq(p.present, all);
    cr_assert_eq(p.unreadable, all);
    cr_assert_eq(p.number_state, RAS_NUMBER_MALFORMED);
}

Test(normaliser, names_are_joined_from_columns)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_SURNAME, "Nguyễn"}, {RAS_FIELD_MIDDLE_NAME, "Văn "},
        {RAS_FIELD_GIVEN_NAME, "An"});
    cr_assert(ras_bytes_equal(p.name, RAS_LITERAL("nguyễn văn an")));
    cr_assert_eq(p.present, B(SURNAME) | B(MIDDLE_NAME) | B(GIVEN_NAME) | B(FULL_NAME));
    cr_assert_eq(p.repairs, 0);
    ROW(&p, {RAS_FIELD_FULL_NAME, " Lê An"}, {RAS_FIELD_MOTHER_NAME, "BÀ TRẦN THỊ HOA"},
        {RAS_FIELD_FATHER_NAME, "-"});
    cr_assert(ras_bytes_equal(p.mother_name, RAS_LITERAL("trần thị hoa")));
    cr_assert_eq(p.repairs, R(NAME_SPACING));
    cr_assert_eq(p.father_name.length, 0);
}

Test(normaliser, birth_dates_are_joined_from_columns)
{
    static const struct {
        const char *day, *month, *year;
        uint32_t date;
        uint64_t repairs;
    } cases[] = {
        {"7", "3", "1985", RAS_DATE_DAY << 21 | 1985u << 9 | 3 << 5 | 7, 0},
        {"", "3", "1985", RAS_DATE_MONTH << 21 | 1985u << 9 | 3 << 5, 0},
        {"", "", "1985", RAS_DATE_YEAR << 21 | 1985u << 9, 0},
        {"31", "2", "1985", RAS_DATE_MONTH << 21 | 1985u << 9 | 2 << 5, R(DATE_IMPOSSIBLE)},
        {"7", "3", "85", RAS_DATE_DAY << 21 | 1985u << 9 | 3 << 5 | 7,
         R(DATE_TWO_DIGIT_YEAR) | R(DATE_SHAPE)}};
    for (unsigned i = 0; i < 5; i++) {
        struct ras_person p;
        ROW(&p, {RAS_FIELD_BIRTH_DAY, cases[i].day}, {RAS_FIELD_BIRTH_MONTH, cases[i].month},
            {RAS_FIELD_BIRTH_YEAR, cases[i].year});
        cr_assert_eq(p.birth_date, cases[i].date, "%u", i);
        cr_assert_eq(p.repairs, cases[i].repairs, "%u: %lx", i, p.repairs);
        cr_assert_neq(p.present & B(BIRTH_DATE), 0);
    }
    struct ras_person p;
    ROW(&p, {RAS_FIELD_BIRTH_DAY, "x"}, {RAS_FIELD_BIRTH_MONTH, "3"},
        {RAS_FIELD_BIRTH_YEAR, "1985"});
    cr_assert_eq(p.unreadable, B(BIRTH_DATE));
}

Test(normaliser, numbers_find_their_field)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_DOCUMENT_ID, "036040012345"});
    cr_assert_eq(p.personal_id, 36040012345);
    cr_assert_eq(p.present, B(DOCUMENT_ID) | B(PERSONAL_ID));
    ROW(&p, {RAS_FIELD_PERSONAL_ID, "271450001"});
    cr_assert_eq(p.old_id, 271450001);
    cr_assert_eq(p.number_state, RAS_NUMBER_NINE);
    ROW(&p, {RAS_FIELD_OLD_ID, "036040012345"}, {RAS_FIELD_PERSONAL_ID, "3604001234"});
    cr_assert_eq(p.personal_id, 36040012345);
    cr_assert_eq(p.number_state, RAS_NUMBER_TWELVE);
    cr_assert_eq(p.partial_digits, 0);
    ROW(&p, {RAS_FIELD_PERSONAL_ID, "0360400123456"}, {RAS_FIELD_MOTHER_ID, "036140012345"});
    cr_assert_eq(p.partial_id, 360400123456);
    cr_assert_eq(p.partial_digits, 13);
    cr_assert_eq(p.mother_id, 36140012345);
    cr_assert_eq(p.unreadable, B(PERSONAL_ID));
    ROW(&p, {RAS_FIELD_PERSONAL_ID, "111111111111"});
    cr_assert_eq(p.present, 0);
    cr_assert_eq(p.repairs, R(ID_PLACEHOLDER));
}

Test(normaliser, passports_of_foreigners_are_no_error)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_PERSONAL_ID, "B1234567"}, {RAS_FIELD_NATIONALITY, "Lào"});
    cr_assert_eq(p.foreign, 1);
    cr_assert_eq(p.number_state, RAS_NUMBER_FOREIGN);
    cr_assert_eq(p.unreadable, 0);
}

Test(normaliser, communes_are_brought_to_today)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_COMMUNE, "170"});
    cr_assert_eq(p.commune, 175);
    cr_assert_eq(p.commune_written, 170);
    cr_assert_eq(p.repairs, R(COMMUNE_OLD) | R(COMMUNE_LOST_ZERO));
    ROW(&p, {RAS_FIELD_COMMUNE, "99999"});
    cr_assert_eq(p.commune, 0);
    cr_assert_eq(p.commune_written, 99999);
    cr_assert_eq(p.repairs, R(COMMUNE_UNKNOWN));
    cr_assert_eq(p.unreadable, 0);
}

Test(normaliser, repairs_of_other_fields_are_not_the_persons)
{
    struct ras_person p;
    ROW(&p, {RAS_FIELD_EVENT_DATE, "7-3-85"}, {RAS_FIELD_FATHER_ID, "36040012345"},
        {RAS_FIELD_MOTHER_NAME, "TRẦN  HOA"}, {RAS_FIELD_DEATH_DATE, "31/12/9999"});
    cr_assert_eq(p.repairs, 0);
    cr_assert_eq(p.event_date, ras_date_make(1985, 3, 7));
    cr_assert_eq(p.father_id, 36040012345);
    cr_assert_eq(p.present, B(EVENT_DATE) | B(FATHER_ID) | B(MOTHER_NAME));
}

Test(normaliser, no_memory_is_told)
{
    struct ras_person p;
    const struct input name = {RAS_FIELD_FULL_NAME, "Lê An"};
    ras_alloc_fail_at(1);
    cr_assert_eq(try_row(&name, 1, &p), RAS_NO_MEMORY);
    cr_assert_eq(p.name.length, 0);
    ras_alloc_fail_at(0);
}

#include "engine/context.h"

#include "support/scratch_folder.h"

static struct scratch_folder folder;

static void begin(void)
{
    scratch_make(&folder);
}

static void end(void)
{
    scratch_remove(&folder);
}

TestSuite(units_file, .init = begin, .fini = end);

#define LIST                                                                                       \
    "code,name,type,province_code,province\n00004,Phường Ba Đình,phường,01,Hà Nội\n"    \
    "178,Xã Tân Hòa,xã,01,Hà Nội\n"
#define CROSSWALK "old_code,new_code,kind\n00007,00004,whole\n00010,00004,part\n00010,00178,part\n"

/* The list and crosswalk given (NULL = none), read and sealed; the message of a failure. */
static struct ras_units *units_of(const char *list, const char *crosswalk, struct ras_error *error)
{
    char first[160], second[160];
    struct ras_units *const units = ras_units_create();
    if (list != NULL)
        scratch_write(&folder, "units.csv", list);
    if (crosswalk != NULL)
        scratch_write(&folder, "crosswalk.csv", crosswalk);
    const enum ras_status status = ras_units_read(
        units, list == NULL ? NULL : scratch_path(&folder, "units.csv", first),
        crosswalk == NULL ? NULL : scratch_path(&folder, "crosswalk.csv", second), error);
    if (status == RAS_OK) {
        ras_units_seal(units);
        return units;
    }
    cr_assert_eq(error->status, status);
    cr_assert_neq(error->message[0], '\0');
    ras_units_destroy(units);
    return NULL;
}

Test(units_file, no_files_are_an_empty_list)
{
    struct ras_error error = {0};
    bool found = false, old = true, split = true;
    struct ras_units *const units = units_of(NULL, NULL, &error);
    cr_assert_not_null(units);
    cr_assert_eq(ras_units_count(units), 0);
    cr_assert_eq(ras_units_today(units, 777, &found, &old, &split), 777);
    cr_assert(found && !old && !split);
    ras_units_destroy(units);
}

Test(units_file, both_files_are_taken)
{
    struct ras_error error = {0};
    bool found = false, old = false, split = false;
    struct ras_units *const units = units_of(LIST, CROSSWALK, &error);
    cr_assert_not_null(units, "%s", error.message);
    cr_assert_eq(ras_units_count(units), 2);
    const struct ras_unit *const unit = ras_units_find(units, 4);
    cr_assert_not_null(unit);
    cr_assert_str_eq(unit->name, "Phường Ba Đình");
    cr_assert_str_eq(unit->province, "Hà Nội");
    cr_assert_eq(unit->province_code, 1);
    cr_assert_eq(ras_units_today(units, 178, &found, &old, &split), 178);
    cr_assert(found && !old && !split);
    cr_assert_eq(ras_units_today(units, 7, &found, &old, &split), 4);
    cr_assert(found && old && !split);
    cr_assert_eq(ras_units_today(units, 10, &found, &old, &split), 4);
    cr_assert(found && old && split);
    cr_assert_eq(ras_units_today(units, 99, &found, &old, &split), 99);
    cr_assert_not(found);
    ras_units_destroy(units);
}

Test(units_file, columns_may_stand_in_any_order_and_names_are_cut_at_a_letter)
{
    struct ras_error error = {0};
    char list[400] = "province;name;code;province_code\nHuế;";
    for (unsigned i = 0; i < 40; i++) /* 3 bytes each: 63 is no end of a letter... */
        strcat(list, i == 0 ? "xẫ" : "ẫ");
    strcat(list, ";20000;46\n");
    struct ras_units *const units = units_of(list, NULL, &error);
    cr_assert_not_null(units, "%s", error.message);
    const struct ras_unit *const unit = ras_units_find(units, 20000);
    cr_assert_not_null(unit);
    cr_assert_eq(strlen(unit->name), 61); /* "x" and 20 letters of three bytes */
    cr_assert_str_eq(unit->province, "Huế");
    ras_units_destroy(units);
}

Test(units_file, what_cannot_be_read_is_told_with_its_line)
{
    static const struct {
        const char *list, *crosswalk;
        uint64_t line;
    } bad[] = {
        {"code,name,province_code,province\n4,a,1,b\nx4,a,1,b\n", NULL, 3},
        {"code,name,province_code,province\n,a,1,b\n", NULL, 2},
        {"code,name,province_code,province\n4,a,,b\n", NULL, 2},
        {"code,name,province_code,province\n1234567,a,1,b\n", NULL, 2},
        {"code,name,province_code,province\n4,a,1,b\n4,a,1\n", NULL, 3},
        {"code,name,province_code,province\n-4,a,1,b\n", NULL, 2},
        {LIST, "old_code,new_code\n7,4\n8,\n", 3},
        {LIST, "old_code,new_code\n7,four\n", 2},
        {"code,name,province\n4,a,b\n", NULL, 0},
        {LIST, "old,new\n7,4\n", 0},
        {"", NULL, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ras_error error = {0};
        cr_assert_null(units_of(bad[i].list, bad[i].crosswalk, &error), "case %zu", i);
        cr_assert_eq(error.status, RAS_BAD_INPUT, "case %zu", i);
        if (bad[i].line != 0)
            cr_assert_eq(error.line_number, bad[i].line, "case %zu: %llu", i,
                         (unsigned long long)error.line_number);
    }
}

Test(units_file, a_list_that_is_not_there_is_told)
{
    struct ras_error error = {0};
    char path[160];
    struct ras_units *const units = ras_units_create();
    cr_assert_eq(ras_units_read(units, scratch_path(&folder, "none.csv", path), NULL, &error),
                 RAS_INPUT_MISSING);
    ras_units_destroy(units);
}

/* A table of names, from the file to the counts. */
#include "engine/name_table.h"

#include "base/bytes.h"
#include "block/passes.h"
#include "normalise/normaliser.h"
#include "support/scratch_folder.h"

static struct scratch_folder folder;
static char path[160];
static struct ras_name_population population;

static void begin(void)
{
    scratch_make(&folder);
    (void)scratch_path(&folder, "names.csv", path);
    ras_name_population_init(&population);
}

static void end(void)
{
    ras_name_population_fini(&population);
    scratch_remove(&folder);
}

TestSuite(name_table, .init = begin, .fini = end);

static enum ras_status read_text(const char *text, struct ras_error *error)
{
    scratch_write(&folder, "names.csv", text);
    ras_name_population_fini(&population);
    ras_name_population_init(&population);
    return ras_name_table_read(&population, path, NULL, error);
}

/* The blended counts of a canonical name that so many residents bear in every part. */
static void blend(const char *canonical, uint32_t residents, uint32_t counts[3])
{
    struct ras_syllable syllables[RAS_NAME_SYLLABLES_MAX];
    struct ras_name name = {.count = ras_name_syllables(ras_bytes_of(canonical), syllables)};
    struct ras_name_keys keys;
    for (uint32_t i = 0; i < name.count; i++)
        name.syllable[i] = &syllables[i];
    ras_name_keys_make(&name, &keys);
    counts[0] = ras_name_part_blend(&population.full, keys.folded, residents);
    counts[1] = ras_name_part_blend(&population.given, syllables[name.count - 1].folded, residents);
    counts[2] = ras_name_part_blend(&population.surname, syllables[0].folded, residents);
}

static void expect(const char *canonical, uint32_t residents, uint32_t full, uint32_t given,
                   uint32_t surname)
{
    uint32_t counts[3];
    blend(canonical, residents, counts);
    cr_assert_eq(counts[0], full, "%s full: %u", canonical, counts[0]);
    cr_assert_eq(counts[1], given, "%s given: %u", canonical, counts[1]);
    cr_assert_eq(counts[2], surname, "%s surname: %u", canonical, counts[2]);
}

/* A million people, so the table stands for its greatest weight of 100,000 residents. */
Test(name_table, full_names_count_whole_and_in_parts)
{
    cr_assert_eq(read_text("name,count,note\nNGUYỄN VĂN HÙNG,600000,\nNguyen Van Hung,100000,x\n"
                           "Trần Thị Hoa,290000,\nVũ Hùng,10000,\nLê Lợi,0,\n",
                           NULL),
                 RAS_OK);
    cr_assert_eq(ras_name_part_weight(&population.full), RAS_NAME_TABLE_RESIDENTS);
    expect("nguyễn văn hùng", 5, 5 + 70000, 5 + 71000, 5 + 70000);
    expect("trần văn hùng", 1, 1 + 1000, 1 + 71000, 1 + 29000);
    expect("lê lợi", 2, 2 + 1000, 2 + 29000, 2 + 1000); /* as common as the rarest */
}

Test(name_table, given_names_leave_the_rest_to_the_residents)
{
    cr_assert_eq(read_text("count;name\n30;Hùng\n10;HOA\n", NULL), RAS_OK);
    cr_assert_eq(ras_name_part_weight(&population.full), 0);
    cr_assert_eq(ras_name_part_weight(&population.given), 40);
    cr_assert_eq(ras_name_part_weight(&population.surname), 0);
    expect("nguyễn văn hùng", 7, 7, 37, 7);
    expect("hoa", 7, 7, 17, 7);
    expect("lan", 7, 7, 17, 7);
}

Test(name_table, what_cannot_be_read_is_told_with_line_and_column)
{
    static const struct {
        const char *text;
        uint64_t line, column;
    } bad[] = {
        {"name,number\nLê A,1\n", 1, 0},
        {"name,count\nLê A,1\n---,2\n", 3, 1},
        {"name,count\nLê A,many\n", 2, 7},
        {"name,count\nLê A,0\n", 0, 0},
        {"name,count\n", 0, 0},
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct ras_error error = {.line_number = 0};
        cr_assert_eq(read_text(bad[i].text, &error), RAS_BAD_INPUT, "case %zu", i);
        cr_assert_eq(error.line_number, bad[i].line, "case %zu: %s", i, error.message);
        cr_assert_eq(error.column, bad[i].column, "case %zu: %s", i, error.message);
        cr_assert_str_eq(error.source, path);
    }
}

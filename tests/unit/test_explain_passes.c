/* The table of key parts against the keys themselves: it must never tell another story. */
#include "engine/explain_passes.h"

#include "base/hash.h"
#include "index/builder.h"
#include "normalise/normaliser.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <string.h>

static const char *const words[] = {"nguyễn", "văn", "thị", "an", "bình", "hoà"};
static struct ras_syllable syllables[6];

static uint64_t state = 1;
static uint32_t draw(uint32_t below)
{
    state++;
    return (uint32_t)(ras_hash_mix(state) % below);
}

static void name_draw(struct ras_name *name)
{
    name->count = draw(4);
    for (uint32_t i = 0; i < name->count; i++)
        name->syllable[i] = &syllables[draw(6)];
}

/* Few values, so that parts are often equal, and often missing. */
static void subject_draw(struct ras_subject *subject)
{
    static const uint64_t ids[] = {0, 38085001234, 38085901234, 1000000, 38085001235};
    static const uint32_t old_ids[] = {0, 123456789, 123456780};
    memset(subject, 0, sizeof *subject);
    subject->fields.personal_id = ids[draw(5)];
    subject->fields.old_id = old_ids[draw(3)];
    subject->fields.sex = (uint8_t)draw(3);
    subject->fields.commune = draw(3);
    subject->fields.address.place = draw(3);
    const uint32_t dates[] = {0, ras_date_make(1985, 0, 0), ras_date_make(1985, 3, 7),
                              ras_date_make(1985, 3, 8), ras_date_make(1986, 1, 1)};
    subject->fields.birth_date = dates[draw(5)];
    name_draw(&subject->name);
    name_draw(&subject->mother);
}

static struct ras_index *index_of(const struct ras_subject *residents, size_t count, uint32_t cap)
{
    struct ras_index_builder *const builder = ras_index_builder_create(false);
    struct ras_index *index = NULL;
    const struct ras_index_finish finish = {
        .fingerprint = 1, .block_rows_max = cap, .thread_count = 1};
    struct ras_error error;
    for (size_t i = 0; i < count; i++) {
        struct ras_arrival arrival = {.subject = residents[i]};
        arrival.name_text = arrival.mother_text = (struct ras_bytes){"a b c d", 7};
        cr_assert_eq(ras_index_builder_add(builder, &arrival, 1, &error), RAS_OK);
    }
    cr_assert_eq(ras_index_builder_finish(builder, &finish, &index, &error), RAS_OK, "%s",
                 error.message);
    ras_index_builder_destroy(builder);
    return index;
}

static void words_make(void)
{
    for (unsigned i = 0; i < 6; i++)
        ras_syllable_make((struct ras_bytes){words[i], strlen(words[i])}, &syllables[i]);
}

Test(explain_passes, parts_agree_exactly_where_keys_agree)
{
    words_make();
    struct ras_subject one;
    subject_draw(&one);
    struct ras_index *const index = index_of(&one, 1, 100);
    unsigned met = 0;
    for (unsigned round = 0; round < 20000; round++) {
        struct ras_subject row, resident;
        struct ras_keys row_keys, resident_keys;
        struct ras_explain_pass passes[RAS_PASS_COUNT];
        subject_draw(&row);
        subject_draw(&resident);
        ras_keys_make(&row, &row_keys);
        ras_keys_make(&resident, &resident_keys);
        ras_explain_passes(index, &row, &resident, passes);
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
            const bool equal =
                row_keys.key[pass] != 0 && row_keys.key[pass] == resident_keys.key[pass];
            cr_assert_eq(passes[pass].meeting == RAS_MEETING_MET, equal, "pass %s",
                         ras_pass_name((enum ras_pass)pass));
            met += equal;
            for (unsigned i = 0; i < passes[pass].part_count; i++)
                if (passes[pass].parts[i] == RAS_PART_ROW_LACKS)
                    cr_assert_eq(row_keys.key[pass], 0);
        }
    }
    cr_assert_gt(met, 1000);
    ras_index_close(index);
}

Test(explain_passes, a_block_above_the_cap_tells_what_its_finer_key_says)
{
    words_make();
    struct ras_subject residents[6];
    struct ras_explain_pass passes[RAS_PASS_COUNT];
    for (unsigned i = 0; i < 6; i++) {
        memset(&residents[i], 0, sizeof residents[i]);
        residents[i].fields.birth_date = ras_date_make(1985, 3, 7);
        residents[i].fields.commune = i < 4 ? 7 : 8;
        residents[i].name.count = 1;
        residents[i].name.syllable[0] = &syllables[0];
    }
    struct ras_index *const index = index_of(residents, 6, 3);
    /* name_date has 6 rows; divided by commune 4 and 2 */
    ras_explain_passes(index, &residents[0], &residents[1], passes);
    cr_assert_eq(passes[RAS_PASS_NAME_DATE].meeting, RAS_MEETING_CAPPED);
    cr_assert_eq(passes[RAS_PASS_NAME_DATE].block_rows, 6);
    ras_explain_passes(index, &residents[4], &residents[5], passes);
    cr_assert_eq(passes[RAS_PASS_NAME_DATE].meeting, RAS_MEETING_MET);
    ras_explain_passes(index, &residents[0], &residents[5], passes);
    cr_assert_eq(passes[RAS_PASS_NAME_DATE].meeting, RAS_MEETING_REFINED);
    residents[0].fields.commune = residents[1].fields.commune = 0;
    ras_explain_passes(index, &residents[0], &residents[1], passes);
    cr_assert_eq(passes[RAS_PASS_NAME_DATE].meeting, RAS_MEETING_REFINED);
    ras_index_close(index);
}

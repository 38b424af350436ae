#include "engine/closer_look.h"

#include "record/date.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

/* ---- what sure entries say to one more ---- */

Test(closer_look, an_entry_that_is_there_already_speaks_against)
{
    const uint64_t doses[] = {UINT64_C(7) << 32 | 1, UINT64_C(7) << 32 | 3};
    const int32_t twice = ras_closer_entry_share(RAS_KIND_VACCINATION, doses, 2, 3);
    const int32_t gap = ras_closer_entry_share(RAS_KIND_VACCINATION, doses, 2, 2);
    const int32_t next = ras_closer_entry_share(RAS_KIND_VACCINATION, doses, 2, 4);
    cr_expect_lt(twice, 0);
    cr_expect_gt(next, 0);
    cr_expect_gt(gap, next);
    cr_expect_eq(ras_closer_entry_share(RAS_KIND_VACCINATION, doses, 2, 7), 0);
    cr_expect_eq(ras_closer_entry_share(RAS_KIND_VACCINATION, doses, 2, 0), 0, "no number");
    const uint64_t birth[] = {RAS_EVENT_BIRTH};
    cr_expect_lt(ras_closer_entry_share(RAS_KIND_CIVIL_REGISTRY, birth, 1, RAS_EVENT_BIRTH), 0);
    cr_expect_eq(ras_closer_entry_share(RAS_KIND_CIVIL_REGISTRY, birth, 1, RAS_EVENT_DEATH), 0);
}

Test(closer_look, entries_and_contacts_are_found_by_halving)
{
    struct ras_closer_source source;
    memset(&source, 0, sizeof source);
    ras_vector_init(&source.ties.entries, sizeof(uint64_t));
    ras_vector_init(&source.ties.contacts, sizeof(struct ras_closer_contact));
    for (uint32_t i = 0; i < 60; i++) {
        void *item = NULL;
        const uint32_t number = 2 * (i / 3) + 1; /* 1, 1, 1, 3, 3, 3 ... */
        cr_assert_eq(ras_vector_extend(&source.ties.entries, 1, &item, NULL), RAS_OK);
        *(uint64_t *)item = (uint64_t)number << 32 | i;
        cr_assert_eq(ras_vector_extend(&source.ties.contacts, 1, &item, NULL), RAS_OK);
        *(struct ras_closer_contact *)item = (struct ras_closer_contact){number, i};
    }
    for (uint32_t wanted = 0; wanted < 44; wanted++) {
        size_t entries = 0, contacts = 0;
        const uint64_t *const entry = ras_closer_entries_find(&source, wanted, &entries);
        const struct ras_closer_contact *const contact =
            ras_closer_contacts_find(&source, wanted, &contacts);
        const bool there = wanted % 2 == 1 && wanted < 40;
        cr_expect_eq(entries, there ? 3 : 0);
        cr_expect_eq(contacts, there ? 3 : 0);
        cr_expect_eq(entry == NULL, !there);
        cr_expect_eq(contact == NULL, !there);
        if (there) {
            cr_expect_eq(entry[0] >> 32, wanted);
            cr_expect_eq(contact[0].contact, wanted);
            cr_expect_eq(contact[0].resident, 3 * (wanted / 2));
        }
    }
    ras_vector_fini(&source.ties.entries);
    ras_vector_fini(&source.ties.contacts);
}

Test(closer_look, a_contact_is_a_telephone_or_an_account)
{
    struct ras_row_state state;
    memset(&state, 0, sizeof state);
    state.detail_hash = ras_vaccine_detail(UINT64_C(0xFEDCBA9876543210), 912345678);
    cr_expect_eq(ras_closer_contact_of(RAS_KIND_VACCINATION, &state), 912345678);
    cr_expect_eq(ras_detail_vaccine(state.detail_hash), UINT64_C(0xFEDCBA9876543210) >> 34);
    cr_expect_eq(ras_closer_contact_of(RAS_KIND_CIVIL_REGISTRY, &state), 0);
    state.detail_hash = 77;
    cr_expect_eq(ras_closer_contact_of(RAS_KIND_SOCIAL_WELFARE, &state), 77);
    state.dose_number = 3;
    cr_expect_eq(ras_closer_entry_of(RAS_KIND_VACCINATION, &state), 3);
    state.event_type = RAS_EVENT_MARRIAGE;
    cr_expect_eq(ras_closer_entry_of(RAS_KIND_CIVIL_REGISTRY, &state), 0, "one may marry again");
}

/* ---- what a source does to its values ---- */

static void sure_row(struct ras_source_run *source, unsigned name, unsigned date, unsigned commune)
{
    void *item = NULL;
    struct ras_levels levels = {.level = {0}};
    cr_assert_eq(ras_vector_extend(&source->states, 1, &item, NULL), RAS_OK);
    memset(item, 0, sizeof(struct ras_row_state));
    levels.level[RAS_COMPARATOR_NAME] = (uint8_t)name;
    levels.level[RAS_COMPARATOR_BIRTH_DATE] = (uint8_t)date;
    levels.level[RAS_COMPARATOR_PERSONAL_ID] = RAS_LEVEL_PERSONAL_ID_EQUAL;
    levels.level[RAS_COMPARATOR_COMMUNE] = (uint8_t)commune;
    ((struct ras_row_state *)item)->decision = RAS_DECISION_MATCH;
    ((struct ras_row_state *)item)->levels = ras_levels_pack(&levels) & UINT64_C(0xFFFFFFFFFFF);
}

/* Enough rows overrule the model; rows with somebody else's number say nothing about names. */
Test(closer_look, m_is_counted_on_the_sure_rows)
{
    static const struct ras_source_config config = {.name = "source"};
    struct ras_source_run source;
    struct ras_closer_model model;
    uint64_t numbered = 1;
    struct ras_model base;
    struct people_sample people;
    people_sample_make(&people, 50, 3, 5);
    struct ras_index *const index = people_sample_index(&people, 50, 2000, 1, false);
    ras_model_default(&base);
    ras_source_run_init(&source, &config, 0);
    struct ras_closer_counting counting = {
        .index = index, .source = &source, .base = &base, .thread_count = 1};
    cr_assert_eq(ras_closer_model_make(&counting, &model, &numbered, NULL), RAS_OK);
    cr_expect_eq(numbered, 0);
    cr_expect_lt(fabs(model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_TYPO] -
                      base.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_TYPO]),
                 1e-12, "no rows: the model's");
    for (unsigned i = 0; i < 20000; i++) {
        const bool moved = i % 10 == 0;
        sure_row(&source, i % 4 == 0 ? RAS_LEVEL_NAME_TYPO : RAS_LEVEL_NAME_EQUAL,
                 RAS_LEVEL_BIRTH_DATE_EQUAL,
                 moved ? RAS_LEVEL_COMMUNE_OTHER : RAS_LEVEL_COMMUNE_EQUAL);
        if (i % 20 == 0)
            sure_row(&source, RAS_LEVEL_NAME_OTHER, RAS_LEVEL_BIRTH_DATE_OTHER,
                     RAS_LEVEL_COMMUNE_OTHER);
    }
    ras_source_states(&source)[7].personal_id = 1;
    ras_source_states(&source)[20500].personal_id = 2;
    cr_assert_eq(ras_closer_model_make(&counting, &model, &numbered, NULL), RAS_OK);
    cr_expect_eq(numbered, 2);
    /* on several threads not a bit else */
    for (counting.thread_count = 2; counting.thread_count <= 8; counting.thread_count *= 2) {
        struct ras_closer_model again = {.coverage = 0};
        cr_assert_eq(ras_closer_model_make(&counting, &again, &numbered, NULL), RAS_OK);
        for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
            for (unsigned level = 1; level <= RAS_LEVEL_MAX; level++)
                cr_expect_eq(again.m[i][level], model.m[i][level]);
        cr_expect_eq(again.other_number, model.other_number);
        cr_expect_eq(numbered, 2);
    }
    cr_expect_lt(fabs(model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_TYPO] - 0.25), 0.002);
    cr_expect_lt(fabs(model.m[RAS_COMPARATOR_COMMUNE][RAS_LEVEL_COMMUNE_OTHER] - 0.1), 0.002);
    cr_expect_lt(model.m[RAS_COMPARATOR_NAME][RAS_LEVEL_NAME_OTHER], 0.001);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        double sum = 0;
        for (unsigned level = 1; level <= RAS_LEVEL_MAX; level++)
            sum += model.m[i][level];
        cr_expect_lt(fabs(sum - 1), 1e-6, "comparator %u", i);
    }
    ras_source_run_fini(&source);
    ras_index_close(index);
    people_sample_fini(&people);
}

#include "index/builder.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/pipeline.h"
#include "base/thread.h"
#include "index/memory.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CAP 20

static bool names_equal(const struct ras_name *a, const struct ras_name *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (memcmp(a->syllable[i], b->syllable[i], sizeof *a->syllable[i]) != 0)
            return false;
    return true;
}

Test(builder, residents_come_back_in_order_and_whole)
{
    struct people_sample sample;
    people_sample_make(&sample, 500, 1, 40);
    struct ras_index *const index = people_sample_index(&sample, 64, CAP, 2, false);
    cr_assert_eq(index->counts.resident_count, 500);
    cr_assert_eq(index->counts.row_count, 500);
    cr_assert_eq(index->fingerprint, 77);
    cr_assert_eq(index->block_rows_max, CAP);
    for (uint32_t i = 0; i < 500; i++) {
        const struct ras_subject *const given = &sample.arrivals[i].subject;
        struct ras_subject got;
        char text[RAS_NAME_BYTES_MAX + 1];
        ras_index_subject(index, i, &got);
        cr_assert(names_equal(&got.name, &given->name));
        cr_assert(names_equal(&got.mother, &given->mother));
        cr_assert(names_equal(&got.father, &given->father));
        cr_assert_eq(got.fields.name == 0, given->name.count == 0);
        cr_assert(ras_bytes_equal(ras_index_name_text(index, got.fields.name, text),
                                  sample.arrivals[i].name_text));
        cr_assert(ras_bytes_equal(ras_index_name_text(index, got.fields.mother_name, text),
                                  sample.arrivals[i].mother_text));
        got.fields.name = got.fields.mother_name = got.fields.father_name = 0;
        cr_assert_eq(memcmp(&got.fields, &given->fields, sizeof got.fields), 0);
    }
    ras_index_close(index);
    people_sample_fini(&sample);
}

/* A name is kept once, whoever bears it; two spellings are two names. */
Test(builder, names_and_syllables_are_kept_once)
{
    struct people_sample sample;
    people_sample_blank(&sample, 4);
    people_sample_name(&sample, 0, 0, "lê hòa");
    people_sample_name(&sample, 1, 1, "lê hòa");
    people_sample_name(&sample, 2, 0, "lê hoà");
    people_sample_name(&sample, 3, 2, "hòa lê");
    struct ras_index *const index = people_sample_index(&sample, 4, CAP, 1, false);
    cr_assert_eq(index->counts.name_count, 4); /* with "no name" */
    cr_assert_eq(index->counts.syllable_count, 3);
    cr_assert_eq(index->residents[0].name, index->residents[1].mother_name);
    cr_assert_eq(index->residents[0].name, 1);
    cr_assert_eq(index->residents[1].name, 0);
    cr_assert_eq(index->residents[2].name, 2);
    cr_assert_eq(index->residents[3].father_name, 3);
    cr_assert_eq(index->names[0].count, 0);
    ras_index_close(index);
    people_sample_fini(&sample);
}

Test(builder, long_names_keep_their_first_syllables)
{
    char token[RAS_NAME_BYTES_MAX + 2];
    char text[RAS_NAME_BYTES_MAX + 1];
    struct people_sample sample;
    people_sample_blank(&sample, 5);
    people_sample_name(&sample, 0, 0, "a b c d e g h i k l");
    people_sample_name(&sample, 1, 0, "a b c d e g h i k l m n");
    people_sample_name(&sample, 2, 0, "x");
    memset(token, 'x', sizeof token);
    token[RAS_NAME_BYTES_MAX] = '\0';
    people_sample_name(&sample, 3, 0, token); /* one token as long as a name can be */
    token[100] = token[200] = ' ';
    people_sample_name(&sample, 4, 0, token);
    struct ras_index *const index = people_sample_index(&sample, 2, CAP, 1, false);
    cr_assert_eq(index->names[1].count, RAS_NAME_SYLLABLES_MAX);
    cr_assert_eq(index->residents[1].name, index->residents[0].name);
    cr_assert_str_eq(ras_index_name_text(index, 1, text).data, "a b c d e g h i k l");
    cr_assert_str_eq(ras_index_name_text(index, index->residents[2].name, text).data, "x");
    cr_assert_eq(ras_index_name_text(index, index->residents[3].name, text).length,
                 RAS_NAME_BYTES_MAX);
    cr_assert_str_eq(ras_index_name_text(index, index->residents[4].name, text).data, token);
    cr_assert_eq(ras_index_name_text(index, 0, text).length, 0);
    ras_index_close(index);
    people_sample_fini(&sample);
}

static bool folded_equal(const struct ras_name *a, const struct ras_name *b, uint32_t from_a,
                         uint32_t from_b, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (a->syllable[from_a + i]->folded != b->syllable[from_b + i]->folded)
            return false;
    return true;
}

static void frequency_count(const struct people_sample *sample, const struct ras_name *name,
                            uint32_t counts[3])
{
    memset(counts, 0, 3 * sizeof counts[0]);
    for (size_t i = 0; i < sample->count; i++) {
        const struct ras_name *const other = &sample->arrivals[i].subject.name;
        if (other->count == 0)
            continue;
        counts[0] += other->count == name->count && folded_equal(name, other, 0, 0, name->count);
        counts[1] += folded_equal(name, other, name->count - 1, other->count - 1, 1);
        counts[2] += folded_equal(name, other, 0, 0, 1);
    }
    for (unsigned part = 0; part < 3; part++)
        counts[part] = counts[part] == 0 ? 1 : counts[part];
}

/* Counts of the residents, and what the table adds to them, part by part. */
Test(builder, a_table_of_names_is_blended_into_the_counts)
{
    struct people_sample sample, table;
    struct ras_name_population population;
    struct ras_index *plain = NULL, *blended = NULL;
    people_sample_make(&sample, 300, 8, 30);
    people_sample_blank(&table, 2);
    people_sample_name(&table, 0, 0, "nguyễn văn hùng");
    people_sample_name(&table, 1, 0, "trần lan");
    ras_name_population_init(&population);
    cr_assert_eq(ras_name_population_add(&population, &table.arrivals[0].subject.name, 3000, NULL),
                 RAS_OK);
    cr_assert_eq(ras_name_population_add(&population, &table.arrivals[1].subject.name, 1000, NULL),
                 RAS_OK);
    ras_name_population_seal(&population);
    plain = people_sample_index(&sample, 300, CAP, 1, false);
    blended = people_sample_index_with(&sample, 300, CAP, 2, &population);
    cr_assert_eq(plain->counts.full_table, 0);
    cr_assert_eq(blended->counts.full_table, 4000);
    cr_assert_eq(blended->counts.given_table, 4000);
    cr_assert_eq(blended->counts.surname_table, 4000);
    for (uint32_t i = 1; i < plain->counts.name_count; i++) {
        const struct ras_name_entry *const before = &plain->names[i], *const after =
                                                                          &blended->names[i];
        char text[RAS_NAME_BYTES_MAX + 1];
        struct ras_name name;
        (void)ras_index_name_text(plain, i, text);
        ras_index_name(plain, i, &name);
        const char *const given = name.syllable[name.count - 1]->fold;
        /* the rarest of the table is worth a thousand, and so is what it has not */
        const bool hung = strncmp(given, "hung", 5) == 0;
        const bool nguyen = strncmp(name.syllable[0]->fold, "nguyen", 7) == 0;
        cr_assert_eq(after->given_count, before->given_count + (hung ? 3000 : 1000), "%s", text);
        cr_assert_eq(after->surname_count, before->surname_count + (nguyen ? 3000 : 1000));
        cr_assert_eq(after->full_count,
                     before->full_count + (strcmp(text, "nguyễn văn hùng") == 0 ? 3000 : 1000));
    }
    struct ras_name_frequency frequency;
    ras_index_frequency(blended, 0, &frequency);
    cr_assert_eq(frequency.resident_count, 300);
    cr_assert_eq(frequency.full_table, 4000);
    ras_index_close(plain);
    ras_index_close(blended);
    ras_name_population_fini(&population);
    people_sample_fini(&sample);
    people_sample_fini(&table);
}

Test(builder, frequencies_agree_with_counting)
{
    struct people_sample sample;
    people_sample_make(&sample, 400, 8, 30);
    people_sample_name(&sample, 7, 1, "bùi thị mơ"); /* nobody's own */
    struct ras_index *const index = people_sample_index(&sample, 400, CAP, 1, false);
    for (uint32_t i = 0; i < 400; i++) {
        const uint32_t numbers[2] = {index->residents[i].name, index->residents[i].mother_name};
        for (unsigned n = 0; n < 2; n++) {
            struct ras_name name;
            uint32_t counts[3];
            ras_index_name(index, numbers[n], &name);
            if (name.count == 0)
                continue;
            frequency_count(&sample, &name, counts);
            const struct ras_name_entry *const entry = &index->names[numbers[n]];
            cr_assert_eq(entry->full_count, counts[0]);
            cr_assert_eq(entry->given_count, counts[1]);
            cr_assert_eq(entry->surname_count, counts[2]);
        }
        struct ras_name_frequency frequency;
        ras_index_frequency(index, i, &frequency);
        cr_assert_eq(frequency.resident_count, 400);
        cr_assert_geq(frequency.full_count, 1); /* also of those without a name */
        cr_assert_geq(frequency.given_count, 1);
        cr_assert_geq(frequency.surname_count, 1);
    }
    ras_index_close(index);
    people_sample_fini(&sample);
}

Test(builder, resident_ids_are_kept_where_they_are_mapped)
{
    struct people_sample sample;
    char text[RAS_RESIDENT_ID_MAX];
    people_sample_make(&sample, 50, 2, 5);
    static const char *const ids[] = {"", "R-1", "đ", "000000000000000000000000000000000000000001"};
    for (size_t i = 0; i < 50; i++)
        sample.arrivals[i].resident_id = ras_bytes_of(ids[i % 4]);
    struct ras_index *const mapped = people_sample_index(&sample, 7, CAP, 1, true);
    struct ras_index *const bare = people_sample_index(&sample, 7, CAP, 1, false);
    cr_assert_null(bare->id_offsets);
    for (uint32_t i = 0; i < 50; i++) {
        char expected[16];
        cr_assert(
            ras_bytes_equal(ras_index_resident_id(mapped, i, text), ras_bytes_of(ids[i % 4])));
        (void)snprintf(expected, sizeof expected, "%012llu",
                       (unsigned long long)sample.arrivals[i].subject.fields.personal_id);
        cr_assert(ras_bytes_equal(ras_index_resident_id(bare, i, text), ras_bytes_of(expected)));
    }
    ras_index_close(mapped);
    ras_index_close(bare);
    people_sample_fini(&sample);
}

Test(builder, rejects_are_counted_and_kept)
{
    const struct ras_index_finish finish = {
        .fingerprint = 1, .block_rows_max = CAP, .thread_count = 1};
    struct ras_index *index = NULL;
    struct ras_index_builder *const builder = ras_index_builder_create(false);
    cr_assert_eq(ras_index_builder_reject(builder, RAS_LITERAL("a\n"), 2, NULL), RAS_OK);
    cr_assert_eq(ras_index_builder_reject(builder, (struct ras_bytes){NULL, 0}, 0, NULL), RAS_OK);
    cr_assert_eq(ras_index_builder_reject(builder, RAS_LITERAL("b\n"), 1, NULL), RAS_OK);
    cr_assert_eq(ras_index_builder_finish(builder, &finish, &index, NULL), RAS_OK);
    ras_index_builder_destroy(builder);
    cr_assert(ras_bytes_equal(index->rejects, RAS_LITERAL("a\nb\n")));
    cr_assert_eq(index->counts.reject_count, 3);
    cr_assert_eq(index->counts.row_count, 3);
    cr_assert_eq(index->counts.resident_count, 0);
    ras_index_close(index);
}

Test(builder, an_index_of_nobody_finds_nobody)
{
    struct people_sample sample;
    people_sample_blank(&sample, 0);
    struct ras_index *const index = people_sample_index(&sample, 1, CAP, 3, true);
    cr_assert_eq(index->counts.resident_count, 0);
    cr_assert_eq(index->counts.name_count, 1);
    cr_assert_eq(ras_index_find_id(index, 1), RAS_RESIDENT_NONE);
    cr_assert_eq(ras_index_find_id(index, 0), RAS_RESIDENT_NONE);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        cr_assert_eq(ras_postings_find(&index->blocks[pass], UINT64_MAX).count, 0);
    ras_index_close(index);
    people_sample_fini(&sample);
}

static void expect_same_bytes(const struct ras_index *a, const struct ras_index *b)
{
    cr_assert_eq(memcmp(&a->counts, &b->counts, sizeof a->counts), 0);
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const left = &a->memory->section[i];
        const struct ras_section_memory *const right = &b->memory->section[i];
        cr_assert_eq(left->bytes, right->bytes, "section %u", i);
        cr_assert(left->bytes == 0 || memcmp(left->data, right->data, left->bytes) == 0,
                  "section %u", i);
    }
}

Test(builder, same_bytes_for_any_number_of_threads_and_any_chunks)
{
    struct people_sample sample;
    people_sample_make(&sample, 3000, 4, 60);
    struct ras_index *const one = people_sample_index(&sample, 3000, CAP, 1, true);
    const unsigned threads[] = {2, 3, 8};
    const size_t chunks[] = {1, 999, 64};
    for (unsigned t = 0; t < 3; t++) {
        struct ras_index *const many =
            people_sample_index(&sample, chunks[t], CAP, threads[t], true);
        expect_same_bytes(one, many);
        ras_index_close(many);
    }
    ras_thread_fail_at(1); /* without a thread to be had */
    struct ras_index *const alone = people_sample_index(&sample, 3000, CAP, 8, true);
    ras_thread_fail_at(0);
    expect_same_bytes(one, alone);
    ras_index_close(alone);
    ras_index_close(one);
    people_sample_fini(&sample);
}

static size_t run_place(struct ras_posting_run run, uint32_t resident)
{
    for (uint32_t i = 0; i < run.count; i++)
        if (run.first[i].resident == resident)
            return i;
    return SIZE_MAX;
}

/* Every resident under every key it has; one of a hot block also under its refined key, together
 * with just those that share both. */
static void expect_reachable(const struct ras_index *index, uint32_t cap, uint64_t hot[2])
{
    const uint32_t count = (uint32_t)index->counts.resident_count;
    struct ras_subject *const subjects = calloc(count, sizeof subjects[0]);
    struct ras_keys *const keys = calloc(count, sizeof keys[0]);
    for (uint32_t i = 0; i < count; i++) {
        ras_index_subject(index, i, &subjects[i]);
        ras_keys_make(&subjects[i], &keys[i]);
    }
    for (unsigned p = 0; p < RAS_PASS_COUNT; p++) {
        const enum ras_pass pass = (enum ras_pass)p;
        uint32_t refined_posted = 0;
        for (uint32_t i = 0; i < count; i++) {
            const uint64_t key = keys[i].key[pass];
            if (key == 0)
                continue;
            const struct ras_posting_run run = ras_postings_find(&index->blocks[pass], key);
            cr_assert_neq(run_place(run, i), SIZE_MAX);
            const uint64_t refined_key = ras_key_refine(pass, key, &subjects[i]);
            if (run.count <= cap || refined_key == 0) {
                hot[0] += run.count <= cap;
                continue;
            }
            const struct ras_posting_run finer =
                ras_postings_find(&index->refined[pass], refined_key);
            uint32_t wanted = 0;
            for (uint32_t k = 0; k < count; k++)
                if (keys[k].key[pass] == key &&
                    ras_key_refine(pass, key, &subjects[k]) == refined_key) {
                    wanted++;
                    cr_assert_neq(run_place(finer, k), SIZE_MAX);
                }
            cr_assert_eq(finer.count, wanted);
            refined_posted++;
            hot[1]++;
        }
        cr_assert_eq(index->refined[pass].posting_count, refined_posted);
    }
    free(subjects);
    free(keys);
}

Test(builder, residents_of_hot_blocks_are_reached_by_the_refined_key)
{
    struct people_sample sample;
    const uint32_t varieties[] = {1, 3, 30};
    uint64_t hot[2] = {0, 0};
    for (unsigned v = 0; v < 3; v++)
        for (uint32_t cap = 1; cap <= CAP; cap += CAP - 1) {
            people_sample_make(&sample, 300, 12 + v, varieties[v]);
            struct ras_index *const index = people_sample_index(&sample, 300, cap, 2, false);
            expect_reachable(index, cap, hot);
            ras_index_close(index);
            people_sample_fini(&sample);
        }
    cr_assert_gt(hot[0], 1000);
    cr_assert_gt(hot[1], 1000);
}

/* A block of exactly the cap is not refined, one more is. */
Test(builder, the_cap_itself_is_allowed)
{
    for (size_t count = CAP; count <= CAP + 1; count++) {
        struct people_sample sample;
        people_sample_blank(&sample, count);
        for (size_t i = 0; i < count; i++) {
            sample.arrivals[i].subject.fields.personal_id = UINT64_C(1085000001);
            sample.arrivals[i].subject.fields.commune = 178;
        }
        struct ras_index *const index = people_sample_index(&sample, count, CAP, 1, false);
        cr_assert_eq(index->refined[RAS_PASS_ID].posting_count, count > CAP ? count : 0);
        cr_assert_eq(ras_index_find_id(index, UINT64_C(1085000001)), 0);
        ras_index_close(index);
        people_sample_fini(&sample);
    }
}

/* The whole way from arrivals to an index, with every allocation failing once. */
static enum ras_status build_once(const struct people_sample *sample, struct ras_index **index)
{
    const struct ras_index_finish finish = {
        .fingerprint = 1, .block_rows_max = 3, .thread_count = 2};
    enum ras_status status = RAS_OK;
    *index = NULL;
    struct ras_index_builder *const builder = ras_index_builder_create(true);
    if (builder == NULL)
        return RAS_NO_MEMORY;
    for (size_t i = 0; i < sample->count && status == RAS_OK; i += 16)
        status = ras_index_builder_add(builder, sample->arrivals + i, 16, NULL);
    if (status == RAS_OK)
        status = ras_index_builder_reject(builder, RAS_LITERAL("x\n"), 1, NULL);
    if (status == RAS_OK)
        status = ras_index_builder_finish(builder, &finish, index, NULL);
    ras_index_builder_destroy(builder);
    return status;
}

Test(builder, failed_allocations_leave_nothing)
{
    struct people_sample sample;
    struct ras_index *index = NULL;
    uint64_t failed = 0;
    people_sample_make(&sample, 320, 6, 10);
    for (uint64_t k = 1;; k++, failed++) {
        cr_assert_lt(k, 2000);
        ras_alloc_fail_at(k);
        const enum ras_status status = build_once(&sample, &index);
        ras_alloc_fail_at(0);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
        cr_assert_null(index);
    }
    cr_assert_gt(failed, 40);
    ras_index_close(index);
    people_sample_fini(&sample);
}

Test(builder, a_request_to_stop_is_heard)
{
    struct people_sample sample;
    struct ras_index *index = NULL;
    atomic_int stop;
    atomic_init(&stop, RAS_TERMINATED);
    const struct ras_index_finish finish = {
        .fingerprint = 1, .block_rows_max = CAP, .thread_count = 2, .stop = &stop};
    people_sample_make(&sample, 30, 6, 10);
    struct ras_index_builder *const builder = ras_index_builder_create(false);
    cr_assert_eq(ras_index_builder_add(builder, sample.arrivals, 30, NULL), RAS_OK);
    cr_assert_eq(ras_index_builder_finish(builder, &finish, &index, NULL), RAS_TERMINATED);
    cr_assert_null(index);
    ras_index_builder_destroy(builder);
    people_sample_fini(&sample);
}

#include "index/builder.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "index/memory.h"
#include "support/people_sample.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FINGERPRINT 77 /* of people_sample_index */

static char folder[64], path[96];
static struct people_sample sample;
static struct ras_index *built;

static enum ras_status save(const struct ras_index *index)
{
    (void)unlink(path);
    return ras_index_save(index, AT_FDCWD, path, path, NULL);
}

static void begin(void)
{
    strcpy(folder, "/tmp/rasoat-index-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/residents.index", folder);
    people_sample_make(&sample, 400, 21, 6);
    built = people_sample_index(&sample, 100, 10, 2, true);
    cr_assert_eq(save(built), RAS_OK);
}

static void end(void)
{
    ras_index_close(built);
    people_sample_fini(&sample);
    (void)unlink(path);
    (void)rmdir(folder);
}

TestSuite(index_file, .init = begin, .fini = end);

static enum ras_status open_status(uint64_t fingerprint)
{
    struct ras_index *index = NULL;
    struct ras_error error = {0};
    const enum ras_status status = ras_index_open(path, fingerprint, &index, &error);
    cr_assert_eq(index != NULL, status == RAS_OK);
    cr_assert_eq(error.message[0] != '\0', status != RAS_OK);
    ras_index_close(index);
    return status;
}

static long file_bytes(void)
{
    struct stat information;
    cr_assert_eq(stat(path, &information), 0);
    return (long)information.st_size;
}

static void flip(long offset)
{
    unsigned char byte = 0;
    const int file = open(path, O_RDWR);
    cr_assert_eq(pread(file, &byte, 1, offset), 1);
    byte ^= 0x40;
    cr_assert_eq(pwrite(file, &byte, 1, offset), 1);
    (void)close(file);
}

Test(index_file, what_was_saved_is_opened)
{
    struct ras_index *opened = NULL;
    cr_assert_eq(ras_index_open(path, FINGERPRINT, &opened, NULL), RAS_OK);
    cr_assert_eq(memcmp(&opened->counts, &built->counts, sizeof built->counts), 0);
    cr_assert_eq(opened->fingerprint, FINGERPRINT);
    cr_assert_eq(opened->block_rows_max, built->block_rows_max);
    cr_assert_eq(ras_index_byte_count(opened), ras_index_byte_count(built));
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const a = &built->memory->section[i];
        const struct ras_section_memory *const b = &opened->memory->section[i];
        cr_assert_eq(a->bytes, b->bytes);
        cr_assert(a->bytes == 0 || memcmp(a->data, b->data, a->bytes) == 0);
        cr_assert_eq((uintptr_t)b->data % 64, 0);
    }
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        cr_assert_eq(opened->blocks[pass].shift, built->blocks[pass].shift);
        cr_assert_eq(opened->blocks[pass].bucket_count, built->blocks[pass].bucket_count);
        cr_assert_eq(opened->refined[pass].shift, built->refined[pass].shift);
        cr_assert_eq(opened->refined[pass].posting_count, built->refined[pass].posting_count);
    }
    for (uint32_t i = 0; i < 400; i++) {
        char a[RAS_NAME_BYTES_MAX + 1], b[RAS_NAME_BYTES_MAX + 1];
        cr_assert(ras_bytes_equal(ras_index_resident_id(built, i, a),
                                  ras_index_resident_id(opened, i, b)));
        const uint64_t id = built->residents[i].personal_id;
        cr_assert_eq(ras_index_find_id(opened, id), ras_index_find_id(built, id));
        cr_assert_eq(id == 0, ras_index_find_id(opened, id) == RAS_RESIDENT_NONE);
    }
    cr_assert_eq(ras_index_find_id(opened, UINT64_C(999999999999)), RAS_RESIDENT_NONE);
    cr_assert_eq(ras_index_check(opened, 3, NULL), RAS_OK);
    cr_assert_eq(ras_index_check(built, 3, NULL), RAS_OK);
    ras_index_close(opened);
}

Test(index_file, an_index_of_nobody_is_saved_and_opened)
{
    struct people_sample nobody;
    struct ras_index *opened = NULL;
    people_sample_blank(&nobody, 0);
    struct ras_index *const empty = people_sample_index(&nobody, 1, 10, 1, false);
    cr_assert_eq(save(empty), RAS_OK);
    cr_assert_eq(ras_index_open(path, 0, &opened, NULL), RAS_OK);
    cr_assert_eq(ras_index_check(opened, 1, NULL), RAS_OK);
    cr_assert_eq(opened->counts.resident_count, 0);
    cr_assert_null(opened->id_offsets);
    cr_assert_eq(ras_index_find_id(opened, 5), RAS_RESIDENT_NONE);
    ras_index_close(opened);
    ras_index_close(empty);
    people_sample_fini(&nobody);
}

Test(index_file, saving_overwrites_nothing)
{
    cr_assert_neq(ras_index_save(built, AT_FDCWD, path, path, NULL), RAS_OK);
    cr_assert_eq(open_status(FINGERPRINT), RAS_OK);
}

Test(index_file, other_inputs_are_told_from_these)
{
    cr_assert_eq(open_status(0), RAS_OK); /* any */
    cr_assert_eq(open_status(FINGERPRINT), RAS_OK);
    cr_assert_eq(open_status(FINGERPRINT + 1), RAS_BAD_INPUT);
}

Test(index_file, what_is_no_index_is_refused)
{
    char other[96];
    struct ras_index *index = NULL;
    (void)snprintf(other, sizeof other, "%s/none", folder);
    cr_assert_eq(ras_index_open(other, 0, &index, NULL), RAS_INPUT_MISSING);
    cr_assert_neq(ras_index_open(folder, 0, &index, NULL), RAS_OK);
    cr_assert_eq(symlink(path, other), 0);
    cr_assert_eq(ras_index_open(other, 0, &index, NULL), RAS_IO);
    (void)unlink(other);
    cr_assert_null(index);
    cr_assert_eq(truncate(path, 0), 0);
    cr_assert_eq(open_status(0), RAS_BAD_INPUT);
    cr_assert_eq(truncate(path, 1 << 20), 0); /* zeros */
    cr_assert_eq(open_status(0), RAS_BAD_INPUT);
}

/* The header ends where its own hash ends: the last byte before the zeros up to the page. */
static long header_bytes(void)
{
    unsigned char page[4096];
    const int file = open(path, O_RDONLY);
    cr_assert_eq(pread(file, page, sizeof page, 0), (ssize_t)sizeof page);
    (void)close(file);
    long length = sizeof page;
    while (length > 0 && page[length - 1] == 0)
        length--;
    return length;
}

Test(index_file, every_byte_of_the_header_counts)
{
    const long length = header_bytes();
    cr_assert_gt(length, 500);
    cr_assert_lt(length, 4096);
    for (long i = 0; i < length; i++) {
        flip(i);
        cr_assert_eq(open_status(FINGERPRINT), RAS_BAD_INPUT, "byte %ld", i);
        flip(i);
    }
    cr_assert_eq(open_status(FINGERPRINT), RAS_OK);
}

Test(index_file, a_file_that_is_cut_or_grown_is_refused)
{
    const long bytes = file_bytes();
    cr_assert_eq(truncate(path, bytes + 1), 0);
    cr_assert_eq(open_status(FINGERPRINT), RAS_BAD_INPUT);
    cr_assert_eq(truncate(path, bytes + 4096), 0);
    cr_assert_eq(open_status(FINGERPRINT), RAS_BAD_INPUT);
    for (long length = bytes - 1; length > 0; length -= 1 + length / 40) {
        cr_assert_eq(truncate(path, length), 0);
        cr_assert_eq(open_status(FINGERPRINT), RAS_BAD_INPUT, "%ld bytes", length);
    }
}

Test(index_file, a_damaged_byte_in_any_section_is_found)
{
    struct ras_index *opened = NULL;
    struct ras_error error = {0};
    long first[RAS_SECTION_COUNT], last[RAS_SECTION_COUNT];
    cr_assert_eq(ras_index_open(path, 0, &opened, NULL), RAS_OK);
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const section = &opened->memory->section[i];
        first[i] = (const char *)section->data - (const char *)opened->mapping;
        last[i] = section->bytes == 0 ? -1 : first[i] + (long)section->bytes - 1;
    }
    ras_index_close(opened);
    unsigned sections = 0;
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++)
        for (unsigned end = 0; end < 2 && last[i] >= 0; end++, sections++) {
            const long offset = end == 0 ? first[i] : last[i];
            flip(offset);
            cr_assert_eq(ras_index_open(path, 0, &opened, NULL), RAS_OK);
            cr_assert_eq(ras_index_check(opened, 1 + i % 3, &error), RAS_BAD_INPUT, "section %u",
                         i);
            cr_assert_not_null(strstr(error.message, "damaged"));
            ras_index_close(opened);
            flip(offset);
        }
    cr_assert_gt(sections, 50);
    cr_assert_eq(ras_index_open(path, 0, &opened, NULL), RAS_OK);
    cr_assert_eq(ras_index_check(opened, 2, NULL), RAS_OK);
    ras_index_close(opened);
}

/* A header that is whole but says what the sections do not bear out; each is signed by saving an
 * index in memory that was bent. */
Test(index_file, counts_that_do_not_fit_the_sections_are_refused)
{
    const struct ras_index kept = *built;
    uint64_t *const counts[] = {&built->counts.resident_count, &built->counts.name_count,
                                &built->counts.syllable_count};
    for (unsigned i = 0; i < 3; i++)
        for (unsigned way = 0; way < 4; way++) {
            const uint64_t values[] = {*counts[i] + 1, *counts[i] - 1, 0, UINT64_MAX / 32};
            const uint64_t value = *counts[i];
            *counts[i] = values[way];
            cr_assert_eq(save(built), RAS_OK);
            cr_assert_eq(open_status(0), RAS_BAD_INPUT);
            *counts[i] = value;
        }
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        for (unsigned way = 0; way < 6; way++) {
            struct ras_postings *const postings =
                way % 2 == 0 ? &built->blocks[pass] : &built->refined[pass];
            if (way < 2)
                postings->bucket_count *= 2;
            else if (way < 4)
                postings->bucket_count = 0;
            else
                postings->posting_count++;
            cr_assert_eq(save(built), RAS_OK);
            cr_assert_eq(open_status(0), RAS_BAD_INPUT);
            built->blocks[pass] = kept.blocks[pass];
            built->refined[pass] = kept.refined[pass];
        }
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        struct ras_section_memory *const section = &built->memory->section[i];
        if (section->bytes == 0 || i == RAS_SECTION_ID_TEXT || i == RAS_SECTION_SPELLING_TEXT ||
            i == RAS_SECTION_REJECTS)
            continue; /* a text has no count */
        section->bytes--;
        cr_assert_eq(save(built), RAS_OK);
        cr_assert_eq(open_status(0), RAS_BAD_INPUT, "section %u", i);
        section->bytes++;
    }
    cr_assert_eq(save(built), RAS_OK);
    cr_assert_eq(open_status(0), RAS_OK);
}

Test(index_file, failed_allocations_leave_nothing)
{
    for (uint64_t k = 1;; k++) {
        struct ras_index *index = NULL;
        ras_alloc_fail_at(k);
        enum ras_status status = ras_index_open(path, 0, &index, NULL);
        if (status == RAS_OK)
            status = ras_index_check(index, 2, NULL);
        ras_alloc_fail_at(0);
        ras_index_close(index);
        if (status == RAS_OK) {
            cr_assert_geq(k, 3);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY);
    }
    for (uint64_t k = 1;; k++) {
        ras_alloc_fail_at(k);
        const enum ras_status status = save(built);
        ras_alloc_fail_at(0);
        if (status == RAS_OK)
            break;
        cr_assert_eq(status, RAS_NO_MEMORY);
    }
    cr_assert_eq(open_status(FINGERPRINT), RAS_OK);
}

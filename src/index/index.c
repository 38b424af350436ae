/* Looking at an index, and giving its memory back. */
#include "index/index.h"

#include "base/alloc.h"
#include "base/digits.h"
#include "base/hash.h"
#include "index/memory.h"

#include <string.h>
#include <sys/mman.h>

void ras_index_attach(struct ras_index *index, const struct ras_pass_shape *shapes)
{
    const struct ras_section_memory *const section = index->memory->section;
    index->residents = section[RAS_SECTION_RESIDENTS].data;
    index->id_offsets =
        section[RAS_SECTION_ID_OFFSETS].bytes == 0 ? NULL : section[RAS_SECTION_ID_OFFSETS].data;
    index->id_text = section[RAS_SECTION_ID_TEXT].data;
    index->syllables = section[RAS_SECTION_SYLLABLES].data;
    index->spelling_offsets = section[RAS_SECTION_SPELLING_OFFSETS].data;
    index->spelling_text = section[RAS_SECTION_SPELLING_TEXT].data;
    index->names = section[RAS_SECTION_NAMES].data;
    index->syllable_lists = section[RAS_SECTION_SYLLABLE_LISTS].data;
    index->rejects =
        (struct ras_bytes){section[RAS_SECTION_REJECTS].data, section[RAS_SECTION_REJECTS].bytes};
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        const struct ras_section_memory *const own = &section[RAS_SECTION_PASSES + 4 * pass];
        const uint32_t buckets = shapes[pass].bucket_count;
        const uint32_t refined = shapes[pass].refined_bucket_count;
        index->blocks[pass] =
            (struct ras_postings){own[0].data, own[1].data, buckets, shapes[pass].posting_count,
                                  64 - (unsigned)__builtin_ctz(buckets | UINT32_C(0x80000000))};
        index->refined[pass] = (struct ras_postings){
            own[2].data, own[3].data, refined, shapes[pass].refined_posting_count,
            64 - (unsigned)__builtin_ctz(refined | UINT32_C(0x80000000))};
    }
}

void ras_index_shapes(const struct ras_index *index, struct ras_pass_shape *shapes)
{
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
        shapes[pass] = (struct ras_pass_shape){
            index->blocks[pass].bucket_count, index->blocks[pass].posting_count,
            index->refined[pass].bucket_count, index->refined[pass].posting_count};
}

void ras_index_close(struct ras_index *index)
{
    if (index == NULL)
        return;
    for (unsigned i = 0; index->memory != NULL && i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const section = &index->memory->section[i];
        /* the sections were made writable and are only lent out as read-only */
        void *const data = (void *)(uintptr_t)section->data;
        if (section->owner == RAS_OWNER_HEAP)
            ras_free(data);
        else if (section->owner == RAS_OWNER_HUGE)
            ras_free_huge(data, section->held_bytes);
        else if (section->owner == RAS_OWNER_GROWN)
            ras_free_grown(data, section->held_bytes);
    }
    if (index->mapping != NULL)
        (void)munmap(index->mapping, index->mapping_bytes);
    ras_free(index->memory);
    ras_free(index);
}

uint64_t ras_index_byte_count(const struct ras_index *index)
{
    uint64_t bytes = 0;
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++)
        bytes += index->memory->section[i].bytes;
    return bytes;
}

void ras_index_subject(const struct ras_index *index, uint32_t resident,
                       struct ras_subject *subject)
{
    subject->fields = index->residents[resident];
    ras_index_name(index, subject->fields.name, &subject->name);
    ras_index_name(index, subject->fields.mother_name, &subject->mother);
    ras_index_name(index, subject->fields.father_name, &subject->father);
    subject->repairs = 0;
    subject->partial_id = 0;
    subject->partial_digits = 0;
}

void ras_index_frequency(const struct ras_index *index, uint32_t resident,
                         struct ras_name_frequency *frequency)
{
    ras_index_name_frequency(index, index->residents[resident].name, frequency);
}

void ras_index_name_frequency(const struct ras_index *index, uint32_t number,
                              struct ras_name_frequency *frequency)
{
    const struct ras_name_entry *const name = &index->names[number];
    *frequency = (struct ras_name_frequency){
        .full_count = name->full_count == 0 ? 1 : name->full_count,
        .given_count = name->given_count == 0 ? 1 : name->given_count,
        .surname_count = name->surname_count == 0 ? 1 : name->surname_count,
        .resident_count = (uint32_t)index->counts.resident_count,
        .full_table = index->counts.full_table,
        .given_table = index->counts.given_table,
        .surname_table = index->counts.surname_table};
}

struct ras_bytes ras_index_resident_id(const struct ras_index *index, uint32_t resident, char *out)
{
    if (index->id_offsets != NULL)
        return (struct ras_bytes){
            index->id_text + index->id_offsets[resident],
            (size_t)(index->id_offsets[resident + 1] - index->id_offsets[resident])};
    const uint64_t number = index->residents[resident].personal_id;
    const uint64_t first = ras_digits_word((uint32_t)(number / 100000000 % 10000)) >> 32;
    const uint64_t last = ras_digits_word((uint32_t)(number % 100000000));
    memcpy(out, &first, 4);
    memcpy(out + 4, &last, 8);
    return (struct ras_bytes){out, 12};
}

struct ras_bytes ras_index_name_text(const struct ras_index *index, uint32_t number, char *out)
{
    const struct ras_name_entry *const name = &index->names[number];
    const uint32_t *const list = ras_index_syllables(index, name);
    size_t length = 0;
    for (uint32_t i = 0; i < name->count; i++) {
        const uint32_t syllable = list[i];
        const uint32_t start = index->spelling_offsets[syllable];
        const size_t bytes = index->spelling_offsets[syllable + 1] - start;
        if (length + bytes + (i > 0) > RAS_NAME_BYTES_MAX)
            break;
        if (i > 0)
            out[length++] = ' ';
        memcpy(out + length, index->spelling_text + start, bytes);
        length += bytes;
    }
    out[length] = '\0';
    return (struct ras_bytes){out, length};
}

uint32_t ras_index_find_id(const struct ras_index *index, uint64_t personal_id)
{
    struct ras_subject subject;
    struct ras_keys keys;
    memset(&subject, 0, sizeof subject);
    subject.fields.personal_id = personal_id;
    ras_keys_make(&subject, &keys);
    if (keys.key[RAS_PASS_ID] == 0)
        return RAS_RESIDENT_NONE;
    const struct ras_posting_run run =
        ras_postings_find(&index->blocks[RAS_PASS_ID], keys.key[RAS_PASS_ID]);
    for (uint32_t i = 0; i < run.count; i++)
        if (index->residents[run.first[i].resident].personal_id == personal_id)
            return run.first[i].resident;
    return RAS_RESIDENT_NONE;
}

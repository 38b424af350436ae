/* Which doubts are one person. */
#include "engine/closer_look.h"

#include "base/alloc.h"
#include "base/leaders.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "compare/compare.h"

#include <stdlib.h>
#include <string.h>

#define PART_DOUBTS      1024u
#define CONTACT_ROWS_MAX 24 /* a telephone of more rows is that of an office */

/* ---- doubts that are one person ---- */

struct keyed {
    uint64_t key;
    uint32_t item;
};

static int keyed_compare(const void *left, const void *right)
{
    const struct keyed *const a = left, *const b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static bool one_person(const struct ras_source_run *source, uint32_t a, uint32_t b)
{
    struct ras_subject one, other;
    struct ras_levels levels;
    ras_closer_subject(source, a, &one);
    ras_closer_subject(source, b, &other);
    ras_compare(&one, &other, &levels);
    const unsigned name = levels.level[RAS_COMPARATOR_NAME];
    const unsigned date = levels.level[RAS_COMPARATOR_BIRTH_DATE];
    return name != RAS_LEVEL_MISSING && name <= RAS_LEVEL_NAME_NEAR &&
           (date == RAS_LEVEL_MISSING || date <= RAS_LEVEL_BIRTH_DATE_DIGIT);
}

uint64_t ras_closer_details(const struct ras_source_run *source, uint32_t item)
{
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    const uint64_t contact = ras_closer_contact_of(source->config->kind,
                                                   &ras_source_states(source)[leftovers[item].row]);
    struct ras_subject subject;
    uint64_t parts[16 + 3 * RAS_NAME_SYLLABLES_MAX];
    size_t count = 0;
    ras_closer_subject(source, item, &subject);
    const struct ras_resident *const fields = &subject.fields;
    const struct ras_name *const names[3] = {&subject.name, &subject.mother, &subject.father};
    parts[count++] = fields->personal_id;
    parts[count++] = fields->mother_id;
    parts[count++] = (uint64_t)fields->old_id << 32 | fields->birth_date;
    parts[count++] = (uint64_t)fields->commune << 32 | fields->address.place;
    parts[count++] =
        (uint64_t)fields->address.group << 32 | (uint64_t)fields->address.number << 8 | fields->sex;
    parts[count++] = subject.partial_id;
    parts[count++] = contact;
    for (unsigned n = 0; n < 3; n++) {
        parts[count++] = names[n]->count;
        for (uint32_t i = 0; i < names[n]->count; i++)
            parts[count++] = names[n]->syllable[i]->spelled;
    }
    const uint64_t hash = ras_hash(parts, count * sizeof parts[0]);
    return hash == 0 ? 1 : hash;
}

static void copies_join(const struct keyed *keyed, size_t count, uint32_t *leaders)
{
    for (size_t i = 1; i < count; i++)
        if (keyed[i].key == keyed[i - 1].key)
            ras_leaders_join(leaders, keyed[i - 1].item, keyed[i].item);
}

static void contacts_join(const struct ras_source_run *source, const struct keyed *keyed,
                          size_t count, uint32_t *leaders)
{
    for (size_t start = 0, end; start < count; start = end) {
        for (end = start + 1; end < count && keyed[end].key == keyed[start].key;)
            end++;
        if (end - start > CONTACT_ROWS_MAX)
            continue;
        for (size_t a = start; a < end; a++)
            for (size_t b = a + 1; b < end; b++)
                if (ras_leader_find(leaders, keyed[a].item) !=
                        ras_leader_find(leaders, keyed[b].item) &&
                    one_person(source, keyed[a].item, keyed[b].item))
                    ras_leaders_join(leaders, keyed[a].item, keyed[b].item);
    }
}

struct keying {
    const struct ras_source_run *source;
    struct keyed *keyed;
};

static enum ras_status details_fill(void *context, unsigned worker, size_t part,
                                    struct ras_error *error)
{
    const struct keying *const keying = context;
    const size_t count = keying->source->leftover_rows.count, start = part * PART_DOUBTS;
    const size_t end = count - start < PART_DOUBTS ? count : start + PART_DOUBTS;
    (void)worker;
    (void)error;
    for (size_t i = start; i < end; i++)
        keying->keyed[i] =
            (struct keyed){ras_closer_details(keying->source, (uint32_t)i), (uint32_t)i};
    return RAS_OK;
}

/* Doubts with a contact. */
static size_t contacts_fill(const struct ras_source_run *source, struct keyed *keyed)
{
    const struct ras_leftover *const leftovers = source->leftover_rows.data;
    const struct ras_row_state *const states = ras_source_states(source);
    size_t made = 0;
    for (uint32_t i = 0; i < source->leftover_rows.count; i++) {
        const uint64_t contact =
            ras_closer_contact_of(source->config->kind, &states[leftovers[i].row]);
        keyed[made] = (struct keyed){contact, i};
        made += contact != 0;
    }
    return made;
}

enum ras_status ras_closer_groups(struct ras_closer_look *look, struct ras_closer_source *source,
                                  uint32_t *leaders, struct ras_error *error)
{
    const struct ras_context *const context = look->run->context;
    struct ras_source_run *const run = source->source;
    const size_t count = run->leftover_rows.count;
    enum ras_status status = RAS_OK;
    if (count == 0)
        return RAS_OK;
    struct keying keying = {.source = run,
                            .keyed = ras_alloc_zeroed(count, sizeof keying.keyed[0])};
    if (keying.keyed == NULL)
        return ras_no_memory(error, count * sizeof keying.keyed[0]);
    for (uint32_t i = 0; i < count; i++)
        leaders[i] = i;
    RAS_TRY_DONE(ras_parallel_run(context->thread_count, (count + PART_DOUBTS - 1) / PART_DOUBTS,
                                  details_fill, &keying, context->stop, error));
    qsort(keying.keyed, count, sizeof keying.keyed[0], keyed_compare);
    copies_join(keying.keyed, count, leaders);
    const size_t contact_count = contacts_fill(run, keying.keyed);
    if (contact_count > 0)
        qsort(keying.keyed, contact_count, sizeof keying.keyed[0], keyed_compare);
    contacts_join(run, keying.keyed, contact_count, leaders);
    for (uint32_t i = 0; i < count; i++)
        leaders[i] = ras_leader_find(leaders, i);
done:
    ras_free(keying.keyed);
    return status;
}

/* Keys of all residents, made anew for every row. */
#include "oracle/candidates_naive.h"

#include "block/passes.h"
#include "compare/compare.h"

struct party {
    struct ras_subject subject;
    struct ras_keys keys;
};

static void party_make(const struct ras_index *index, uint32_t resident, struct party *party)
{
    ras_index_subject(index, resident, &party->subject);
    ras_keys_make(&party->subject, &party->keys);
}

/* How many residents have the row's key of this pass, and how many its refined key too. */
static void block_count(const struct ras_index *index, enum ras_pass pass, uint64_t key,
                        uint64_t refined_key, uint32_t counts[2])
{
    counts[0] = counts[1] = 0;
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        struct party party;
        party_make(index, i, &party);
        if (party.keys.key[pass] != key)
            continue;
        counts[0]++;
        counts[1] += refined_key != 0 && ras_key_refine(pass, key, &party.subject) == refined_key;
    }
}

/* 0: the pass takes no part; 1: whole block; 2: refined block only. */
static unsigned pass_way(const struct ras_index *index, enum ras_pass pass, uint64_t key,
                         uint64_t refined_key, struct candidates_naive *found)
{
    uint32_t counts[2];
    if (key == 0)
        return 0;
    block_count(index, pass, key, refined_key, counts);
    if (counts[0] <= index->block_rows_max)
        return 1;
    found->refined++;
    if (refined_key != 0 && counts[1] <= index->block_rows_max)
        return 2;
    found->capped++;
    return 0;
}

void candidates_naive_find(const struct ras_index *index, const struct ras_model *model,
                           const struct ras_subject *row, struct candidates_naive *found)
{
    struct ras_keys keys;
    unsigned ways[RAS_PASS_COUNT];
    uint64_t refined[RAS_PASS_COUNT];
    found->count = found->refined = found->capped = 0;
    ras_keys_make(row, &keys);
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        refined[pass] = ras_key_refine((enum ras_pass)pass, keys.key[pass], row);
        ways[pass] = pass_way(index, (enum ras_pass)pass, keys.key[pass], refined[pass], found);
    }
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        struct party party;
        struct ras_name_frequency frequency;
        struct ras_candidate candidate = {.resident = i};
        party_make(index, i, &party);
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++)
            if (ways[pass] != 0 && party.keys.key[pass] == keys.key[pass] &&
                (ways[pass] == 1 || ras_key_refine((enum ras_pass)pass, keys.key[pass],
                                                   &party.subject) == refined[pass]))
                candidate.passes |= UINT32_C(1) << pass;
        if (candidate.passes == 0)
            continue;
        ras_compare(row, &party.subject, &candidate.levels);
        ras_index_frequency(index, i, &frequency);
        candidate.weight = ras_model_weight(model, &candidate.levels, &frequency);
        found->candidates[found->count++] = candidate;
    }
}

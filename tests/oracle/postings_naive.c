/* One pass over all keys for every look-up. */
#include "oracle/postings_naive.h"

static int meets(const struct ras_postings *postings, uint64_t a, uint64_t b)
{
    return a != 0 && (uint32_t)a == (uint32_t)b && a >> postings->shift == b >> postings->shift;
}

static uint32_t resident_of(const struct ras_posting_input *input, size_t i)
{
    return input->residents == NULL ? (uint32_t)i : input->residents[i];
}

int postings_agree(const struct ras_postings *postings, const struct ras_posting_input *input,
                   uint64_t key)
{
    const struct ras_posting_run run = ras_postings_find(postings, key);
    uint32_t wanted = 0;
    for (size_t i = 0; i < input->count; i++) {
        uint32_t posted = 0, found = 0;
        if (!meets(postings, input->keys[i], key))
            continue;
        wanted++;
        /* where residents are named, one may be posted several times */
        for (size_t k = 0; input->residents != NULL && k < input->count; k++)
            posted += meets(postings, input->keys[k], key) &&
                      resident_of(input, k) == resident_of(input, i);
        for (uint32_t k = 0; input->residents != NULL && k < run.count; k++)
            found += run.first[k].resident == resident_of(input, i);
        if (posted != found)
            return 0;
        if (input->residents == NULL &&
            (wanted > run.count || run.first[wanted - 1].resident != (uint32_t)i))
            return 0;
    }
    for (uint32_t k = 1; k < run.count; k++)
        if (run.first[k - 1].resident > run.first[k].resident)
            return 0;
    return wanted == run.count;
}

int postings_are_sound(const struct ras_postings *postings, const struct ras_posting_input *input)
{
    uint32_t posted = 0;
    for (size_t i = 0; i < input->count; i++)
        posted += input->keys[i] != 0;
    if (postings->posting_count != posted || postings->fences[0] != 0 ||
        postings->fences[postings->bucket_count] != posted)
        return 0;
    for (uint32_t bucket = 0; bucket < postings->bucket_count; bucket++) {
        if (postings->fences[bucket] > postings->fences[bucket + 1])
            return 0;
        for (uint32_t i = postings->fences[bucket] + 1; i < postings->fences[bucket + 1]; i++)
            if (postings->postings[i - 1].tag > postings->postings[i].tag)
                return 0;
    }
    return 1;
}

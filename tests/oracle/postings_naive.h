/* Postings without an index: every key is looked at. */
#ifndef RASOAT_TESTS_POSTINGS_NAIVE_H
#define RASOAT_TESTS_POSTINGS_NAIVE_H

#include "index/postings.h"

#include <stddef.h>
#include <stdint.h>

/* Does the run of `key` hold just the residents that the input has under it, each once for every
 * time it was posted, rising? Keys count as equal where the postings cannot tell them apart: same
 * bucket, same low half. */
int postings_agree(const struct ras_postings *postings, const struct ras_posting_input *input,
                   uint64_t key);
/* Are the postings whole: fences rising from 0 to the count, tags rising in each bucket? */
int postings_are_sound(const struct ras_postings *postings, const struct ras_posting_input *input);

#endif

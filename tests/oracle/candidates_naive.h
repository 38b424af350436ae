/* Candidates of a row without an index: every resident is looked at. */
#ifndef RASOAT_TESTS_CANDIDATES_NAIVE_H
#define RASOAT_TESTS_CANDIDATES_NAIVE_H

#include "index/index.h"
#include "record/pair.h"
#include "score/model.h"

#include <stddef.h>
#include <stdint.h>

struct candidates_naive {
    struct ras_candidate *candidates; /* one per resident at most, by resident */
    size_t count;
    unsigned refined; /* passes whose block is above the cap */
    unsigned capped;  /* of these, passes that give nothing for it */
};

/* candidates: room for every resident of the index. */
void candidates_naive_find(const struct ras_index *index, const struct ras_model *model,
                           const struct ras_subject *row, struct candidates_naive *found);

#endif

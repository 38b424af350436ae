/* The values that comparators looked at, as a person reads them: masked unless --reveal. */
#ifndef RASOAT_ENGINE_EXPLAIN_VALUES_H
#define RASOAT_ENGINE_EXPLAIN_VALUES_H

#include "engine/explain.h"
#include "index/index.h"
#include "rasoat/error.h"
#include "record/batch.h"
#include "record/person.h"

#include <stdint.h>

/* Of the row, as written; RAS_COMPARATOR_COUNT values. */
enum ras_status ras_explain_row_values(struct ras_explanation *explanation,
                                       const struct ras_batch *batch, uint32_t row,
                                       const struct ras_person *person, struct ras_bytes *values,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* Of a resident, as the index holds it: of the address only the house number is kept as text. */
enum ras_status ras_explain_resident_values(struct ras_explanation *explanation,
                                            const struct ras_index *index, uint32_t resident,
                                            struct ras_bytes *values,
                                            struct ras_error *error) RAS_MUST_CHECK;

#endif

/* What the life of a resident says about the events of a row: who died on the day that a death row
 * tells, at whose home somebody of the other sex married on the day that a marriage row tells, who
 * was dead when a row says that he came.
 *
 * All shares are counted on the sure rows of the source: nothing is assumed of how well a register
 * keeps its deaths, or writes both of a couple. Units: millibits. Threads: read-only once made. */
#ifndef RASOAT_ENGINE_CLOSER_EVENTS_H
#define RASOAT_ENGINE_CLOSER_EVENTS_H

#include "base/vector.h"
#include "engine/register_statistics.h"
#include "engine/source_run.h"
#include "index/index.h"
#include "rasoat/error.h"

#include <stdint.h>

/* What the register holds of the person of a death row. */
enum ras_closer_death {
    RAS_DEATH_THAT_DAY,
    RAS_DEATH_OTHER_DAY,
    RAS_DEATH_UNKNOWN,
    RAS_DEATH_COUNT
};

struct ras_closer_events {
    const struct ras_index *index;
    const struct ras_register_statistics *statistics;
    int32_t death[RAS_DEATH_COUNT];
    int32_t after_death;        /* a row that is dated after the death of its person */
    double partner_at_home;     /* P(the other row of a wedding is of the same home) */
    struct ras_vector weddings; /* uint64_t: day of a sure marriage row | resident, rising */
};

void ras_closer_events_init(struct ras_closer_events *events);
void ras_closer_events_fini(struct ras_closer_events *events);
/* Count the matched rows of the source. index and statistics stay the caller's. */
enum ras_status ras_closer_events_make(const struct ras_source_run *source,
                                       const struct ras_index *index,
                                       const struct ras_register_statistics *statistics,
                                       struct ras_closer_events *events,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* What the event of this row says for the resident, or against. */
int32_t ras_closer_event_share(const struct ras_closer_events *events,
                               const struct ras_row_state *state, uint32_t resident);

#endif

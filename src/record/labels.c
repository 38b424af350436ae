/* Names of reject codes and repairs, from the lists in batch.h and person.h. */
#include "record/batch.h"
#include "record/person.h"

#include <assert.h>

static_assert(RAS_REPAIR_COUNT <= 64, "repairs are a 64-bit set");

const char *ras_reject_name(enum ras_reject_code code)
{
    static const char *const names[] = {
#define REJECT(ENUM, name, vietnamese) #name,
        RAS_REJECT_CODES(REJECT)
#undef REJECT
    };
    assert(code < RAS_REJECT_CODE_COUNT);
    return names[code];
}

const char *ras_reject_vietnamese(enum ras_reject_code code)
{
    static const char *const names[] = {
#define REJECT(ENUM, name, vietnamese) vietnamese,
        RAS_REJECT_CODES(REJECT)
#undef REJECT
    };
    assert(code < RAS_REJECT_CODE_COUNT);
    return names[code];
}

const char *ras_repair_name(enum ras_repair repair)
{
    static const char *const names[] = {
#define REPAIR(ENUM, name, field, vietnamese) #name,
        RAS_REPAIRS(REPAIR)
#undef REPAIR
    };
    assert(repair < RAS_REPAIR_COUNT);
    return names[repair];
}

const char *ras_repair_vietnamese(enum ras_repair repair)
{
    static const char *const names[] = {
#define REPAIR(ENUM, name, field, vietnamese) vietnamese,
        RAS_REPAIRS(REPAIR)
#undef REPAIR
    };
    assert(repair < RAS_REPAIR_COUNT);
    return names[repair];
}

/* Names of fields and source kinds, from the lists in fields.h. */
#include "record/fields.h"

#include "base/bytes.h"

#include <assert.h>
#include <stdint.h>

static_assert(RAS_FIELD_COUNT <= 64, "sets of fields are 64-bit masks");

static const char *const field_names[RAS_FIELD_COUNT] = {
#define FIELD(ENUM, name, personal) #name,
    RAS_FIELDS(FIELD)
#undef FIELD
};

static const char *const kind_names[RAS_KIND_COUNT] = {
#define KIND(ENUM, name, vietnamese) #name,
    RAS_SOURCE_KINDS(KIND)
#undef KIND
};

static const char *const kind_vietnamese[RAS_KIND_COUNT] = {
#define KIND(ENUM, name, vietnamese) vietnamese,
    RAS_SOURCE_KINDS(KIND)
#undef KIND
};

const char *ras_field_name(enum ras_field field)
{
    assert(field < RAS_FIELD_COUNT);
    return field_names[field];
}

enum ras_field ras_field_find(struct ras_bytes name)
{
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        if (ras_bytes_equal(name, ras_bytes_of(field_names[field])))
            return (enum ras_field)field;
    return RAS_FIELD_NONE;
}

const char *ras_kind_name(enum ras_source_kind kind)
{
    assert(kind < RAS_KIND_COUNT);
    return kind_names[kind];
}

const char *ras_kind_vietnamese(enum ras_source_kind kind)
{
    assert(kind < RAS_KIND_COUNT);
    return kind_vietnamese[kind];
}

enum ras_source_kind ras_kind_find(struct ras_bytes name)
{
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
        if (ras_bytes_equal(name, ras_bytes_of(kind_names[kind])))
            return (enum ras_source_kind)kind;
    return RAS_KIND_COUNT;
}

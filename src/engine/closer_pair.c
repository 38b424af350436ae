/* A row with one resident: levels, chances, weight. */
#include "engine/closer_look.h"

#include "block/passes.h"
#include "compare/compare.h"
#include "record/date.h"

#include <string.h>

/* Bearers of a name that live as everybody does, beside those that are counted. */
#define HOME_PRIOR 4.0

void ras_closer_subject(const struct ras_source_run *source, uint32_t item,
                        struct ras_subject *subject)
{
    const struct ras_leftover *const leftover =
        (const struct ras_leftover *)source->leftover_rows.data + item;
    ras_index_subject(source->leftover_index, item, subject);
    subject->repairs = leftover->repairs;
    subject->partial_id = leftover->partial_id;
    subject->partial_digits = leftover->partial_digits;
}

void ras_closer_row_make(const struct ras_closer_look *look, const struct ras_subject *subject,
                         struct ras_closer_row *row)
{
    const uint64_t number = subject->fields.personal_id;
    memset(row, 0, sizeof *row);
    row->subject = subject;
    ras_register_row(&look->statistics, subject, &row->chances);
    row->chances.name_in_commune = row->chances.name_in_row_commune = row->chances.name_in_year = 1;
    row->holder = number == 0 ? RAS_RESIDENT_NONE : ras_index_find_id(look->run->index, number);
}

/* Do these two live together, as far as the register says? */
static bool one_household(const struct ras_resident *a, const struct ras_resident *b)
{
    if (a->personal_id == b->mother_id || a->personal_id == b->father_id ||
        b->personal_id == a->mother_id || b->personal_id == a->father_id)
        return true;
    if (a->mother_id != 0 && a->mother_id == b->mother_id)
        return true;
    if (a->commune != b->commune)
        return false;
    if (a->mother_name != 0 && a->mother_name == b->mother_name && a->father_name != 0 &&
        a->father_name == b->father_name)
        return true;
    return a->address.place != 0 && a->address.place == b->address.place &&
           a->address.number != 0 && a->address.number == b->address.number;
}

/* How much likelier one more bearer of this name is than anybody to be where `among` of the bearers
 * are, and where the share `share` of all residents is. */
static double home_ratio(uint32_t among, uint32_t bearers, double share)
{
    return (among + HOME_PRIOR * share) / (bearers + HOME_PRIOR) / share;
}

void ras_closer_home_keys(const struct ras_closer_look *look, const struct ras_closer_row *row,
                          uint32_t resident, enum ras_pass pass[RAS_CLOSER_HOMES],
                          uint64_t key[RAS_CLOSER_HOMES])
{
    const struct ras_index *const index = look->run->index;
    const struct ras_resident *const fields = &index->residents[resident];
    const uint32_t commune = row->subject->fields.commune;
    struct ras_name name;
    struct ras_name_keys keys;
    ras_index_name(index, fields->name, &name);
    ras_name_keys_make(&name, &keys);
    pass[0] = pass[2] = RAS_PASS_NAME_COMMUNE;
    pass[1] = RAS_PASS_NAME_YEAR;
    key[0] = ras_name_key(pass[0], keys.folded, fields->commune);
    key[1] = ras_name_key(pass[1], keys.folded, ras_date_year(fields->birth_date));
    key[2] = commune == fields->commune ? 0 : ras_name_key(pass[2], keys.folded, commune);
}

void ras_closer_homes_set(const struct ras_closer_look *look, const struct ras_closer_row *row,
                          uint32_t resident, const uint32_t count[RAS_CLOSER_HOMES],
                          struct ras_closer_chances *chances)
{
    const struct ras_index *const index = look->run->index;
    const struct ras_resident *const fields = &index->residents[resident];
    const uint32_t bearers = index->names[fields->name].full_count;
    const uint32_t commune = row->subject->fields.commune;
    chances->name_in_commune = home_ratio(count[0], bearers, chances->commune);
    chances->name_in_year = home_ratio(count[1], bearers, chances->year);
    chances->name_in_row_commune = 1;
    if (commune != 0 && commune != fields->commune)
        chances->name_in_row_commune =
            home_ratio(count[2], bearers, ras_register_commune(&look->statistics, commune));
}

void ras_closer_chances_set(const struct ras_closer_look *look, const struct ras_closer_row *row,
                            uint32_t resident, const struct ras_levels *levels,
                            struct ras_closer_chances *chances)
{
    const struct ras_index *const index = look->run->index;
    const struct ras_resident *const fields = &index->residents[resident];
    ras_register_resident(&look->statistics, resident, chances);
    if (ras_closer_wants_place(levels))
        ras_register_place(&look->statistics, resident, chances);
    if (ras_closer_wants_parent(levels->level[RAS_COMPARATOR_MOTHER_NAME]))
        chances->mother_name = ras_register_parent(&look->statistics, fields->mother_name);
    if (ras_closer_wants_parent(levels->level[RAS_COMPARATOR_FATHER_NAME]))
        chances->father_name = ras_register_parent(&look->statistics, fields->father_name);
    chances->number_is_of_another = row->holder != RAS_RESIDENT_NONE && row->holder != resident;
    chances->number_is_of_household =
        chances->number_is_of_another && one_household(&index->residents[row->holder], fields);
}

static int32_t total_of(const struct ras_closer_look *look, const struct ras_closer_weight *weight)
{
    return weight->person +
           (weight->household < look->household_max ? weight->household : look->household_max);
}

int32_t ras_closer_total(const struct ras_closer_look *look, const struct ras_closer_source *source,
                         const struct ras_closer_row *row, uint32_t resident, int32_t name_share,
                         const struct ras_levels *levels, const struct ras_closer_chances *chances)
{
    struct ras_closer_weight weight;
    ras_closer_weigh(&source->model, row->subject, &look->run->index->residents[resident],
                     name_share, levels, chances, &weight);
    return total_of(look, &weight);
}

void ras_closer_candidate_weigh(const struct ras_closer_look *look,
                                const struct ras_closer_source *source,
                                const struct ras_closer_row *row, uint32_t resident,
                                int32_t name_share, const struct ras_levels *levels,
                                const struct ras_closer_chances *chances,
                                struct ras_closer_candidate *candidate)
{
    struct ras_closer_weight weight;
    ras_closer_weigh(&source->model, row->subject, &look->run->index->residents[resident],
                     name_share, levels, chances, &weight);
    candidate->resident = resident;
    candidate->levels = *levels;
    candidate->household = weight.household;
    candidate->total = total_of(look, &weight);
    for (unsigned i = 0; i < RAS_COMPARATOR_COMMUNE; i++)
        candidate->share[i] = (int16_t)(weight.share[i] > INT16_MAX   ? INT16_MAX
                                        : weight.share[i] < INT16_MIN ? INT16_MIN
                                                                      : weight.share[i]);
}

void ras_closer_pair(const struct ras_closer_look *look, const struct ras_closer_source *source,
                     const struct ras_closer_row *row, uint32_t resident,
                     struct ras_closer_candidate *candidate)
{
    struct ras_subject subject;
    struct ras_levels levels;
    struct ras_closer_chances chances = row->chances;
    const struct ras_index *const index = look->run->index;
    ras_index_subject(index, resident, &subject);
    ras_compare(row->subject, &subject, &levels);
    ras_closer_chances_set(look, row, resident, &levels, &chances);
    if (ras_closer_has_homes(&levels)) {
        enum ras_pass pass[RAS_CLOSER_HOMES];
        uint64_t key[RAS_CLOSER_HOMES];
        uint32_t count[RAS_CLOSER_HOMES] = {0, 0, 0};
        ras_closer_home_keys(look, row, resident, pass, key);
        for (unsigned i = 0; i < RAS_CLOSER_HOMES; i++)
            if (key[i] != 0)
                count[i] = ras_postings_find(&index->blocks[pass[i]], key[i]).count;
        ras_closer_homes_set(look, row, resident, count, &chances);
    }
    ras_register_name(&look->statistics, index->residents[resident].name, &chances);
    const int32_t name_share =
        ras_closer_weigh_name(&source->model, row->subject, subject.name.count,
                              levels.level[RAS_COMPARATOR_NAME], &chances);
    ras_closer_candidate_weigh(look, source, row, resident, name_share, &levels, &chances,
                               candidate);
}

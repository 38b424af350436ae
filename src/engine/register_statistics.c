/* Counting the register. */
#include "engine/register_statistics.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "block/passes.h"
#include "record/date.h"
#include "record/person.h"

#include <string.h>

#define SAMPLE_MAX   200000u
#define YEARS        4096u
#define DAYS_OF_YEAR 365.25
/* Residents that a register of average names is worth beside the real ones: keeps a small one, in
 * which every name is frequent, from taking a name for more common than it is. */
#define NAMES_PRIOR 10000.0
#define PART_PRIOR  30.0
#define CHANCE_MIN  1e-12
/* A syllable that no resident has where the row has it. */
#define UNSEEN_COUNT 0.02

struct syllable_count {
    uint32_t surname, middle, given;
};

void ras_register_statistics_init(struct ras_register_statistics *statistics,
                                  const struct ras_index *index)
{
    memset(statistics, 0, sizeof *statistics);
    statistics->index = index;
    ras_table_init(&statistics->communes);
    ras_table_init(&statistics->places);
    ras_table_init(&statistics->syllables);
    ras_table_init(&statistics->names);
    ras_table_init(&statistics->spelled);
    ras_vector_init(&statistics->commune_counts, sizeof(uint32_t));
    ras_vector_init(&statistics->place_counts, sizeof(uint32_t));
    ras_vector_init(&statistics->syllable_counts, sizeof(struct syllable_count));
    ras_vector_init(&statistics->name_counts, sizeof(uint32_t));
    ras_vector_init(&statistics->spelled_counts, sizeof(uint32_t));
}

void ras_register_statistics_fini(struct ras_register_statistics *statistics)
{
    ras_free(statistics->born);
    ras_free(statistics->first_january);
    ras_free(statistics->no_old_id);
    ras_free(statistics->years);
    ras_table_fini(&statistics->communes);
    ras_table_fini(&statistics->places);
    ras_table_fini(&statistics->syllables);
    ras_table_fini(&statistics->names);
    ras_table_fini(&statistics->spelled);
    ras_vector_fini(&statistics->commune_counts);
    ras_vector_fini(&statistics->place_counts);
    ras_vector_fini(&statistics->syllable_counts);
    ras_vector_fini(&statistics->name_counts);
    ras_vector_fini(&statistics->spelled_counts);
}

/* The item of a hash, zeroed when it is new. */
static enum ras_status item_of(struct ras_table *table, struct ras_vector *items, uint64_t hash,
                               void **item, struct ras_error *error)
{
    uint32_t number = 0;
    RAS_TRY(ras_table_add(table, hash, (uint32_t)items->count, &number, error));
    if (number == items->count) {
        RAS_TRY(ras_vector_extend(items, 1, item, error));
        memset(*item, 0, items->item_bytes);
    }
    *item = (char *)items->data + (size_t)number * items->item_bytes;
    return RAS_OK;
}

static const void *item_find(const struct ras_table *table, const struct ras_vector *items,
                             uint64_t hash)
{
    const uint32_t number = ras_table_find(table, hash);
    return number == RAS_TABLE_NONE
               ? NULL
               : (const char *)items->data + (size_t)number * items->item_bytes;
}

/* Of the name with its marks and tones, wherever they were put. */
static uint64_t spelled_hash(const struct ras_name *name)
{
    uint64_t hash = name->count;
    for (uint32_t i = 0; i < name->count; i++)
        hash = ras_hash_mix(hash ^ name->syllable[i]->toned);
    return hash;
}

#define ANYWHERE UINT32_MAX /* as a commune: the place in whichever */

static uint64_t place_hash(uint32_t commune, uint32_t place)
{
    return ras_hash_mix((uint64_t)commune << 32 | place);
}

/* ---- counting ---- */

#define PREFETCH_SAMPLES 8u

/* Counting under way. Every task writes tables of its own, so nothing is locked or merged. */
struct counting {
    struct ras_register_statistics *statistics;
    const struct ras_register_rows *rows;
    uint64_t step; /* between residents of the sample */
};

static enum ras_status count_up(struct ras_table *table, struct ras_vector *items, uint64_t hash,
                                struct ras_error *error)
{
    void *item = NULL;
    RAS_TRY(item_of(table, items, hash, &item, error));
    ++*(uint32_t *)item;
    return RAS_OK;
}

/* The names of the residents that come next in the sample are asked for. */
static inline void sample_prefetch(const struct counting *counting, uint64_t resident)
{
    const struct ras_index *const index = counting->statistics->index;
    const uint64_t next = resident + PREFETCH_SAMPLES * counting->step;
    if (next + PREFETCH_SAMPLES * counting->step < index->counts.resident_count)
        __builtin_prefetch(&index->residents[next + PREFETCH_SAMPLES * counting->step]);
    if (next < index->counts.resident_count)
        __builtin_prefetch(&index->names[index->residents[next].name]);
}

static enum ras_status values_count(const struct counting *counting, struct ras_error *error)
{
    struct ras_register_statistics *const statistics = counting->statistics;
    const struct ras_index *const index = statistics->index;
    for (uint64_t i = 0; i < index->counts.resident_count; i += counting->step) {
        const struct ras_resident *const resident = &index->residents[i];
        const uint32_t year = ras_date_year(resident->birth_date);
        statistics->sampled++;
        statistics->dead += resident->status == RAS_STATUS_DEAD || resident->death_date != 0;
        statistics->born[year]++;
        statistics->first_january[year] += (resident->birth_date & RAS_DATE_PLACEHOLDER) != 0;
        statistics->no_old_id[year] += resident->old_id == 0;
        RAS_TRY(
            count_up(&statistics->communes, &statistics->commune_counts, resident->commune, error));
        if (resident->address.place == 0)
            continue;
        RAS_TRY(count_up(&statistics->places, &statistics->place_counts,
                         place_hash(resident->commune, resident->address.place), error));
        RAS_TRY(count_up(&statistics->places, &statistics->place_counts,
                         place_hash(ANYWHERE, resident->address.place), error));
    }
    return RAS_OK;
}

static enum ras_status name_syllables_count(struct ras_register_statistics *statistics,
                                            const struct ras_name *name, struct ras_error *error)
{
    for (uint32_t i = 0; i < name->count; i++) {
        void *item = NULL;
        RAS_TRY(item_of(&statistics->syllables, &statistics->syllable_counts,
                        name->syllable[i]->folded, &item, error));
        struct syllable_count *const count = item;
        if (i == 0)
            count->surname++;
        else if (i + 1 == name->count)
            count->given++;
        else
            count->middle++;
    }
    return RAS_OK;
}

static enum ras_status syllables_count(const struct counting *counting, struct ras_error *error)
{
    const struct ras_index *const index = counting->statistics->index;
    for (uint64_t i = 0; i < index->counts.resident_count; i += counting->step) {
        struct ras_name name;
        sample_prefetch(counting, i);
        ras_index_name(index, index->residents[i].name, &name);
        RAS_TRY(name_syllables_count(counting->statistics, &name, error));
    }
    return RAS_OK;
}

static enum ras_status spelled_count(const struct counting *counting, struct ras_error *error)
{
    struct ras_register_statistics *const statistics = counting->statistics;
    const struct ras_index *const index = statistics->index;
    struct ras_name name;
    for (uint32_t row = 0; row < counting->rows->count; row++) {
        void *item = NULL;
        counting->rows->name(counting->rows->context, row, &name);
        if (name.count > 0)
            RAS_TRY(item_of(&statistics->spelled, &statistics->spelled_counts, spelled_hash(&name),
                            &item, error));
    }
    for (uint64_t i = 0; i < index->counts.resident_count; i += counting->step) {
        sample_prefetch(counting, i);
        ras_index_name(index, index->residents[i].name, &name);
        const uint32_t spelled = ras_table_find(&statistics->spelled, spelled_hash(&name));
        if (spelled != RAS_TABLE_NONE)
            ++((uint32_t *)statistics->spelled_counts.data)[spelled];
    }
    return RAS_OK;
}

/* The index knows how many residents share the name of each of its entries. */
static enum ras_status names_count(const struct counting *counting, struct ras_error *error)
{
    struct ras_register_statistics *const statistics = counting->statistics;
    const struct ras_index *const index = statistics->index;
    struct ras_name_keys keys;
    struct ras_name name;
    for (uint32_t row = 0; row < counting->rows->count; row++) {
        void *item = NULL;
        counting->rows->name(counting->rows->context, row, &name);
        ras_name_keys_make(&name, &keys);
        if (name.count > 0)
            RAS_TRY(
                item_of(&statistics->names, &statistics->name_counts, keys.folded, &item, error));
    }
    uint32_t *const counts = statistics->name_counts.data;
    for (uint64_t i = 0; i < index->counts.name_count && counts != NULL; i++) {
        if (index->names[i].full_count == 0)
            continue;
        ras_index_name(index, (uint32_t)i, &name);
        ras_name_keys_make(&name, &keys);
        const uint32_t number = ras_table_find(&statistics->names, keys.folded);
        if (number != RAS_TABLE_NONE)
            counts[number] = index->names[i].full_count;
    }
    return RAS_OK;
}

static double part_of(double count, double all)
{
    const double chance = count / all;
    return chance < CHANCE_MIN ? CHANCE_MIN : chance;
}

static void year_chances(const struct ras_register_statistics *statistics, uint32_t year,
                         struct ras_register_year *chances)
{
    const double born = statistics->born[year], first = statistics->first_january[year];
    const double first_share = (first + 0.5) / (born + 0.5 * DAYS_OF_YEAR);
    chances->year = part_of(born + 0.5, statistics->sampled + 50.0);
    chances->first = chances->year * first_share;
    chances->day = chances->year * (1 - first_share) / (DAYS_OF_YEAR - 1);
    chances->no_old_id = (statistics->no_old_id[year] + 1.0) / (born + 1.0);
}

static enum ras_status task_count(void *context, unsigned worker, size_t task,
                                  struct ras_error *error)
{
    static enum ras_status (*const tasks[])(const struct counting *, struct ras_error *) = {
        names_count, spelled_count, syllables_count, values_count};
    (void)worker;
    return tasks[task](context, error);
}

enum ras_status ras_register_statistics_count(struct ras_register_statistics *statistics,
                                              const struct ras_register_rows *rows,
                                              unsigned thread_count, const atomic_int *stop,
                                              struct ras_error *error)
{
    const uint64_t count = statistics->index->counts.resident_count;
    struct counting counting = {
        .statistics = statistics, .rows = rows, .step = (count + SAMPLE_MAX - 1) / SAMPLE_MAX};
    statistics->born = ras_alloc_zeroed(YEARS, sizeof(uint32_t));
    statistics->first_january = ras_alloc_zeroed(YEARS, sizeof(uint32_t));
    statistics->no_old_id = ras_alloc_zeroed(YEARS, sizeof(uint32_t));
    if (statistics->born == NULL || statistics->first_january == NULL ||
        statistics->no_old_id == NULL)
        return ras_no_memory(error, YEARS * sizeof(uint32_t));
    statistics->years = ras_alloc_zeroed(YEARS, sizeof statistics->years[0]);
    if (statistics->years == NULL)
        return ras_no_memory(error, YEARS * sizeof statistics->years[0]);
    RAS_TRY(ras_parallel_run(thread_count, 4, task_count, &counting, stop, error));
    for (uint32_t year = 0; year < YEARS; year++)
        year_chances(statistics, year, &statistics->years[year]);
    return RAS_OK;
}

/* ---- chances ---- */

/* The parts of a name come together as if drawn one by one, near enough for a name nobody has. */
static double made_name(const struct ras_register_statistics *statistics,
                        const struct ras_name *name)
{
    const double all = statistics->sampled + 1.0;
    double chance = 1;
    for (uint32_t i = 0; i < name->count; i++) {
        const struct syllable_count *const count = item_find(
            &statistics->syllables, &statistics->syllable_counts, name->syllable[i]->folded);
        double found = 0;
        if (count != NULL)
            found = i == 0 ? count->surname : i + 1 == name->count ? count->given : count->middle;
        chance *= (found + UNSEEN_COUNT) / all;
    }
    return chance;
}

static double folded_chance(const struct ras_register_statistics *statistics,
                            const struct ras_name *name)
{
    struct ras_name_keys keys;
    const double all = (double)statistics->index->counts.resident_count + NAMES_PRIOR;
    ras_name_keys_make(name, &keys);
    const uint32_t *const count =
        item_find(&statistics->names, &statistics->name_counts, keys.folded);
    if (count != NULL && *count > 0)
        return *count / all;
    const double made = made_name(statistics, name);
    return made > 1 / all ? 1 / all : made < CHANCE_MIN ? CHANCE_MIN : made;
}

/* No more than all that fold to the same letters; of those a name that was not met has little. */
static double spelled_chance(const struct ras_register_statistics *statistics,
                             const struct ras_name *name, double folded)
{
    const uint32_t *const count =
        item_find(&statistics->spelled, &statistics->spelled_counts, spelled_hash(name));
    const double met = count == NULL ? 0 : *count;
    const double chance = (met + UNSEEN_COUNT) / (statistics->sampled + NAMES_PRIOR);
    return chance < folded ? chance : folded;
}

static double given_chance(const struct ras_register_statistics *statistics,
                           const struct ras_name *name)
{
    const struct syllable_count *const count =
        item_find(&statistics->syllables, &statistics->syllable_counts,
                  name->syllable[name->count - 1]->folded);
    return ((count == NULL ? 0 : count->given) + UNSEEN_COUNT) / (statistics->sampled + 1.0);
}

static double year_chance(const struct ras_register_statistics *statistics, uint32_t date)
{
    return statistics->years[ras_date_year(date)].year;
}

static double date_chance(const struct ras_register_statistics *statistics, uint32_t date)
{
    const struct ras_register_year *const year = &statistics->years[ras_date_year(date)];
    if (ras_date_precision(date) == RAS_DATE_NONE)
        return 1;
    if (ras_date_precision(date) != RAS_DATE_DAY)
        return year->year;
    return (date & RAS_DATE_PLACEHOLDER) != 0 ? year->first : year->day;
}

void ras_register_row(const struct ras_register_statistics *statistics,
                      const struct ras_subject *row, struct ras_closer_chances *chances)
{
    chances->row_date = date_chance(statistics, row->fields.birth_date);
    chances->row_name = chances->row_spelled = chances->row_given = 1;
    if (row->name.count == 0)
        return;
    chances->row_name = folded_chance(statistics, &row->name);
    chances->row_spelled = spelled_chance(statistics, &row->name, chances->row_name);
    chances->row_given = given_chance(statistics, &row->name);
}

double ras_register_commune(const struct ras_register_statistics *statistics, uint32_t commune)
{
    const uint32_t *const count =
        item_find(&statistics->communes, &statistics->commune_counts, commune);
    return ((count == NULL ? 0 : *count) + 1.0) / (statistics->sampled + 1.0);
}

static double neighbours(const struct ras_register_statistics *statistics, uint32_t commune)
{
    const uint32_t *const count =
        item_find(&statistics->communes, &statistics->commune_counts, commune);
    return count == NULL ? 0 : *count;
}

double ras_register_dead(const struct ras_register_statistics *statistics)
{
    return (statistics->dead + 0.5) / (statistics->sampled + 1.0);
}

void ras_register_resident(const struct ras_register_statistics *statistics, uint32_t resident,
                           struct ras_closer_chances *chances)
{
    const struct ras_index *const index = statistics->index;
    const struct ras_resident *const fields = &index->residents[resident];
    chances->resident_count = (uint32_t)index->counts.resident_count;
    chances->date = date_chance(statistics, fields->birth_date);
    chances->year = year_chance(statistics, fields->birth_date);
    chances->no_old_id = statistics->years[ras_date_year(fields->birth_date)].no_old_id;
    chances->commune =
        part_of(neighbours(statistics, fields->commune) + 1, statistics->sampled + 1.0);
}

void ras_register_name(const struct ras_register_statistics *statistics, uint32_t name,
                       struct ras_closer_chances *chances)
{
    const struct ras_name_entry *const entry = &statistics->index->names[name];
    const double all = (double)statistics->index->counts.resident_count + PART_PRIOR;
    chances->name =
        (entry->full_count == 0 ? 1 : entry->full_count) / (all - PART_PRIOR + NAMES_PRIOR);
    chances->name_part = (entry->surname_count + 1) / all * ((entry->given_count + 1) / all);
}

void ras_register_place(const struct ras_register_statistics *statistics, uint32_t resident,
                        struct ras_closer_chances *chances)
{
    const struct ras_resident *const fields = &statistics->index->residents[resident];
    const uint32_t *const place = item_find(&statistics->places, &statistics->place_counts,
                                            place_hash(fields->commune, fields->address.place));
    const uint32_t *const anywhere = item_find(&statistics->places, &statistics->place_counts,
                                               place_hash(ANYWHERE, fields->address.place));
    chances->place =
        part_of((place == NULL ? 0 : *place) + 1, neighbours(statistics, fields->commune) + 1);
    chances->place_anywhere =
        part_of((anywhere == NULL ? 0 : *anywhere) + 1, statistics->sampled + 1.0);
}

double ras_register_parent(const struct ras_register_statistics *statistics, uint32_t name)
{
    const struct ras_index *const index = statistics->index;
    return (index->names[name].full_count + 0.5) /
           ((double)index->counts.resident_count + NAMES_PRIOR);
}

/* Drawing people from short lists. */
#include "support/people_sample.h"

#include "base/bytes.h"
#include "record/date.h"
#include "record/person.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static const char *const surnames[] = {"nguyễn", "trần", "lê", "đỗ"};
static const char *const middles[] = {"văn", "thị", "hữu", "ngọc", ""};
static const char *const givens[] = {"hùng", "hoà", "hòa", "lan", "nam", "lam", "quý"};

#define PICK(list, state) (list)[sample_below(state, sizeof(list) / sizeof(list)[0])]

void people_sample_blank(struct people_sample *sample, size_t count)
{
    ras_syllable_cache_init(&sample->syllables);
    ras_arena_init(&sample->texts, 65536);
    sample->arrivals = calloc(count + 1, sizeof sample->arrivals[0]);
    sample->count = count;
    cr_assert_not_null(sample->arrivals);
}

void people_sample_fini(struct people_sample *sample)
{
    ras_syllable_cache_fini(&sample->syllables);
    ras_arena_fini(&sample->texts);
    free(sample->arrivals);
}

void people_sample_name(struct people_sample *sample, size_t position, unsigned which,
                        const char *canonical)
{
    struct ras_arrival *const arrival = &sample->arrivals[position];
    struct ras_name *const names[] = {&arrival->subject.name, &arrival->subject.mother,
                                      &arrival->subject.father};
    struct ras_bytes *const texts[] = {&arrival->name_text, &arrival->mother_text,
                                       &arrival->father_text};
    *texts[which] = ras_arena_copy(&sample->texts, ras_bytes_of(canonical));
    cr_assert_eq(ras_syllable_cache_name(&sample->syllables, &sample->texts, *texts[which],
                                         names[which], NULL),
                 RAS_OK);
}

static void name_draw(char *out, uint64_t *state)
{
    const char *const middle = PICK(middles, state);
    strcpy(out, PICK(surnames, state));
    strcat(out, " ");
    strcat(out, middle);
    strcat(out, middle[0] == '\0' ? "" : " ");
    strcat(out, PICK(givens, state));
}

static uint32_t birth_draw(uint64_t *state, uint32_t variety)
{
    const unsigned day = sample_below(state, variety);
    const uint32_t precision = sample_below(state, 16);
    const unsigned year = 1950 + day / 300 % 60, month = 1 + day / 28 % 12;
    return precision == 0   ? 0
           : precision == 1 ? ras_date_make(year, 0, 0)
                            : ras_date_make(year, month, 1 + day % 28);
}

void people_sample_make(struct people_sample *sample, size_t count, uint64_t seed, uint32_t variety)
{
    uint64_t state = seed;
    people_sample_blank(sample, count);
    for (size_t i = 0; i < count; i++) {
        struct ras_resident *const fields = &sample->arrivals[i].subject.fields;
        char text[RAS_NAME_BYTES_MAX + 1];
        if (sample_below(&state, 20) != 0) {
            name_draw(text, &state);
            people_sample_name(sample, i, 0, text);
        }
        if (sample_below(&state, 3) == 0) {
            name_draw(text, &state);
            people_sample_name(sample, i, 1, text);
        }
        if (sample_below(&state, 4) == 0) {
            name_draw(text, &state);
            people_sample_name(sample, i, 2, text);
        }
        if (sample_below(&state, 5) != 0)
            fields->personal_id =
                UINT64_C(1085000000) + sample_below(&state, (uint32_t)count / 2 + 1);
        if (sample_below(&state, 3) == 0)
            fields->old_id = 100000000 + sample_below(&state, (uint32_t)count / 2 + 1);
        fields->birth_date = birth_draw(&state, variety);
        fields->sex = (uint8_t)sample_below(&state, 3);
        fields->commune = sample_below(&state, 8) == 0 ? 0 : 4 + 3 * sample_below(&state, variety);
        fields->address.place = sample_below(&state, 4) * 7919;
        fields->status = RAS_STATUS_ALIVE;
        sample->arrivals[i].resident_id = sample->arrivals[i].name_text;
    }
}

static struct ras_index *index_finish(const struct people_sample *sample, size_t chunk,
                                      const struct ras_index_finish *finish, bool keep_ids)
{
    struct ras_index *index = NULL;
    struct ras_index_builder *const builder = ras_index_builder_create(keep_ids);
    cr_assert_not_null(builder);
    for (size_t i = 0; i < sample->count; i += chunk) {
        const size_t part = sample->count - i < chunk ? sample->count - i : chunk;
        cr_assert_eq(ras_index_builder_add(builder, sample->arrivals + i, part, NULL), RAS_OK);
    }
    cr_assert_eq(ras_index_builder_finish(builder, finish, &index, NULL), RAS_OK);
    ras_index_builder_destroy(builder);
    return index;
}

struct ras_index *people_sample_index(const struct people_sample *sample, size_t chunk,
                                      uint32_t block_rows_max, unsigned thread_count, bool keep_ids)
{
    const struct ras_index_finish finish = {
        .fingerprint = 77, .block_rows_max = block_rows_max, .thread_count = thread_count};
    return index_finish(sample, chunk, &finish, keep_ids);
}

struct ras_index *people_sample_index_with(const struct people_sample *sample, size_t chunk,
                                           uint32_t block_rows_max, unsigned thread_count,
                                           const struct ras_name_population *names)
{
    const struct ras_index_finish finish = {.fingerprint = 77,
                                            .block_rows_max = block_rows_max,
                                            .thread_count = thread_count,
                                            .names = names};
    return index_finish(sample, chunk, &finish, false);
}

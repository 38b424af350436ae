/* Rendering and shuffling of rows; the cells shared by all extracts. */
#include "generate/rows.h"

#include "base/alloc.h"

#define RECORDS_PER_PERSON 8u
#define PERSONS_PER_BLOCK  128u

const struct ras_extract ras_extracts[RAS_GENERATED_COUNT] = {
    [RAS_GENERATED_CIVIL] = {"ma_ho_so,loai_su_kien,ngay_dang_ky,ho_ten,ngay_sinh,gioi_tinh,"
                             "so_dinh_danh,ma_xa,ho_ten_me,so_dinh_danh_me,ho_ten_cha,ngay_mat\n",
                             "HT", RAS_STREAM_CIVIL, ras_civil_chances, ras_civil_rows},
    [RAS_GENERATED_WELFARE] = {"ma_doi_tuong,ho_ten,ngay_sinh,gioi_tinh,so_giay_to,ma_xa,dia_chi,"
                               "loai_tro_cap,so_tai_khoan,ngay_cap_nhat\n",
                               "BT", RAS_STREAM_WELFARE, ras_welfare_chances, ras_welfare_rows},
    [RAS_GENERATED_VACCINATION] = {"ma_mui,ho_ten,ngay_sinh,gioi_tinh,so_giay_to,so_dien_thoai,"
                                   "ma_xa,dia_chi,mui_so,ngay_tiem,loai_vac_xin\n",
                                   "TC", RAS_STREAM_VACCINATION, ras_vaccination_chances,
                                   ras_vaccination_rows},
};

void ras_rows_init(struct ras_rows *rows)
{
    *rows = (struct ras_rows){.count = 0};
    ras_text_init(&rows->text);
    ras_text_init(&rows->truth);
}

void ras_rows_fini(struct ras_rows *rows)
{
    ras_text_fini(&rows->text);
    ras_text_fini(&rows->truth);
    ras_free(rows->spans);
    *rows = (struct ras_rows){.count = 0};
}

void ras_rows_clear(struct ras_rows *rows)
{
    ras_text_clear(&rows->text);
    ras_text_clear(&rows->truth);
    rows->count = 0;
}

/* Numbers that say nothing about the order of persons: a record id must not give a link away. */
static void hidden_number(const struct ras_plan *plan, uint64_t stream, uint64_t number,
                          uint64_t count, struct ras_text *text)
{
    const uint64_t key = ras_random_start(plan->seed, RAS_STREAM_RECORD_ID, stream).state;
    const uint64_t hidden = ras_permute_bits(number, ras_permute_width(count), key);
    ras_text_digits(text, hidden, 10);
}

static void record_id_write(const struct ras_desk *desk, const struct ras_made_person *person,
                            unsigned row_number, struct ras_text *text)
{
    assert(row_number < RECORDS_PER_PERSON);
    const struct ras_extract *const extract = &ras_extracts[desk->source];
    const uint64_t count =
        (uint64_t)desk->plan->block_count * PERSONS_PER_BLOCK * RECORDS_PER_PERSON;
    ras_text_string(text, extract->record_prefix);
    hidden_number(desk->plan, (uint64_t)extract->stream,
                  person->number * RECORDS_PER_PERSON + row_number, count, text);
}

void ras_rows_begin(struct ras_rows *rows, const struct ras_desk *desk,
                    const struct ras_made_person *person, unsigned row_number)
{
    if (rows->count == rows->capacity) {
        const uint32_t capacity = rows->capacity == 0 ? 4096 : rows->capacity * 2;
        struct ras_row_span *const spans = ras_realloc(rows->spans, capacity, sizeof *rows->spans);
        if (spans == NULL) {
            rows->failed = true;
            rows->count = 0; /* the job fails; writing goes on without harm */
        } else {
            rows->spans = spans;
            rows->capacity = capacity;
        }
    }
    if (rows->spans == NULL)
        return;
    rows->spans[rows->count].start = (uint32_t)rows->text.length;
    rows->spans[rows->count].truth_start = (uint32_t)rows->truth.length;
    record_id_write(desk, person, row_number, &rows->text);
    ras_text_string(&rows->truth, ras_generated_name(desk->source));
    ras_text_char(&rows->truth, ',');
    record_id_write(desk, person, row_number, &rows->truth);
}

void ras_rows_end(struct ras_rows *rows, const struct ras_desk *desk,
                  const struct ras_made_person *person, const struct ras_error_set *errors)
{
    const struct ras_plan *const plan = desk->plan;
    struct ras_text *const truth = &rows->truth;
    if (rows->spans == NULL)
        return;
    ras_text_char(&rows->text, '\n');
    ras_text_string(truth, ",P");
    hidden_number(plan, 0, person->number, (uint64_t)plan->block_count * PERSONS_PER_BLOCK, truth);
    ras_text_char(truth, ',');
    if (!person->absent)
        ras_text_digits(truth, person->personal_id, 12);
    ras_text_char(truth, ',');
    ras_error_set_write(errors, truth);
    ras_text_char(truth, '\n');
    rows->spans[rows->count].end = (uint32_t)rows->text.length;
    rows->spans[rows->count].truth_end = (uint32_t)truth->length;
    rows->count++;
}

void ras_rows_deliver(struct ras_rows *rows, struct ras_random *random, struct ras_text *text,
                      struct ras_text *truth)
{
    if (rows->failed || !ras_text_reserve(text, rows->text.length) ||
        !ras_text_reserve(truth, rows->truth.length))
        return;
    for (uint32_t i = 0; i < rows->count; i++) {
        const uint32_t chosen = i + ras_random_below(random, rows->count - i);
        const struct ras_row_span span = rows->spans[chosen];
        rows->spans[chosen] = rows->spans[i];
        ras_text_bytes(text,
                       (struct ras_bytes){rows->text.data + span.start, span.end - span.start});
        ras_text_bytes(truth, (struct ras_bytes){rows->truth.data + span.truth_start,
                                                 span.truth_end - span.truth_start});
    }
}

const struct ras_made_person *ras_desk_other(const struct ras_desk *desk, struct ras_random *random)
{
    const struct ras_block *const block =
        &desk->blocks[ras_random_below(random, desk->block_count)];
    return &block->persons[ras_random_below(random, block->person_count)];
}

/* A wrong number is as often that of somebody of the household as of anybody. */
static uint64_t other_id(const struct ras_desk *desk, const struct ras_block *block,
                         const struct ras_made_person *person, struct ras_random *random)
{
    const unsigned position = (unsigned)(person - block->persons);
    const unsigned beside = position + 1 < block->person_count ? position + 1 : 0;
    const struct ras_made_person *const other =
        ras_random_below(random, 2) == 0 ? &block->persons[beside] : ras_desk_other(desk, random);
    return other->personal_id;
}

void ras_entry_make(const struct ras_desk *desk, const struct ras_block *block,
                    const struct ras_made_person *person, uint32_t id_missing,
                    struct ras_random *random, struct ras_entry *entry)
{
    const struct ras_plan *const plan = desk->plan;
    const struct ras_rates *const rates = desk->rates;
    struct ras_error_set *const errors = &entry->errors;
    struct ras_place place = ras_place_of(block, person);
    *errors = (struct ras_error_set){{0, 0}};
    ras_name_clerk(plan, person, rates->name_wrong, random, &entry->name, errors);
    ras_birth_clerk(plan, rates, person, random, &entry->birth, errors);
    ras_sex_clerk(rates, person, random, &entry->sex, errors);
    ras_number_clerk(rates, id_missing, person, other_id(desk, block, person, random), random,
                     &entry->number, errors);
    if (ras_random_chance(random, rates->moved)) {
        place = ras_place_draw(plan, &place, random);
        ras_error_set_add(errors, RAS_MADE_MOVED);
    }
    ras_commune_clerk(plan, &place, random, &entry->commune, errors);
    const uint32_t draw = ras_random_below(random, RAS_MILLION);
    entry->address.length = 0;
    if (draw < rates->address_missing) {
        ras_error_set_add(errors, RAS_MADE_ADDRESS_MISSING);
    } else if (draw < rates->address_missing + rates->address_otherwise) {
        ras_address_write_otherwise(plan, &place, random, &entry->address);
        ras_error_set_add(errors, RAS_MADE_ADDRESS_OTHERWISE);
    } else {
        ras_address_write(plan, &place, &entry->address);
    }
    if (person->absent)
        ras_error_set_add(errors, RAS_MADE_ABSENT);
}

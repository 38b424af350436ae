/* Rows of an extract in the making: rendered person by person, delivered in another order.
 *
 * A job renders all rows of some blocks one after another (copies of an earlier row need it at
 * hand), then hands them out shuffled, as registers are not sorted by person. */
#ifndef RASOAT_GENERATE_ROWS_H
#define RASOAT_GENERATE_ROWS_H

#include "generate/clerks.h"

struct ras_row_span {
    uint32_t start, end;             /* in text */
    uint32_t truth_start, truth_end; /* in truth */
};

struct ras_rows {
    struct ras_text text;
    struct ras_text truth;
    struct ras_row_span *spans;
    uint32_t count;
    uint32_t capacity;
    bool failed; /* an allocation failed */
};

/* What a writer of rows sees: the plan, the extract, and the blocks of its job. */
struct ras_desk {
    const struct ras_plan *plan;
    const struct ras_rates *rates;
    const struct ras_block *blocks;
    unsigned block_count;
    enum ras_generated source;
};

/* The cells that all extracts share. */
struct ras_entry {
    struct ras_made_cell name;
    struct ras_made_cell birth;
    struct ras_made_cell sex;
    struct ras_made_cell number;
    struct ras_made_cell commune;
    struct ras_made_cell address;
    struct ras_error_set errors;
};

void ras_rows_init(struct ras_rows *rows);
void ras_rows_fini(struct ras_rows *rows);
void ras_rows_clear(struct ras_rows *rows);
/* Around the writing of one row: begin writes the record id, end the end of line and the truth.
 * row_number: 0..7, the how-manieth row of this person in this extract. */
void ras_rows_begin(struct ras_rows *rows, const struct ras_desk *desk,
                    const struct ras_made_person *person, unsigned row_number);
void ras_rows_end(struct ras_rows *rows, const struct ras_desk *desk,
                  const struct ras_made_person *person, const struct ras_error_set *errors);
/* All rows in an order drawn from `random` into text and truth. */
void ras_rows_deliver(struct ras_rows *rows, struct ras_random *random, struct ras_text *text,
                      struct ras_text *truth);

/* Somebody else of the job. */
const struct ras_made_person *ras_desk_other(const struct ras_desk *desk,
                                             struct ras_random *random);
/* Type the shared cells anew. id_missing: the chance of an empty number cell. */
void ras_entry_make(const struct ras_desk *desk, const struct ras_block *block,
                    const struct ras_made_person *person, uint32_t id_missing,
                    struct ras_random *random, struct ras_entry *entry);

/* ---- one per extract (write_civil.c, write_welfare.c, write_vaccination.c) ---- */

/* How likely a person is to be in an extract. */
struct ras_chance {
    uint32_t weight; /* millionths, before calibration */
    uint32_t rows;   /* thousandths of a row to expect if chosen */
};

#define RAS_CHANCES_MAX 3
typedef unsigned ras_chances_function(const struct ras_block *block, unsigned position,
                                      struct ras_chance chances[RAS_CHANCES_MAX]);
typedef void ras_person_rows_function(const struct ras_desk *desk, const struct ras_block *block,
                                      unsigned position, struct ras_rows *rows);

ras_chances_function ras_civil_chances, ras_welfare_chances, ras_vaccination_chances;
ras_person_rows_function ras_civil_rows, ras_welfare_rows, ras_vaccination_rows;

struct ras_extract {
    const char *header;
    const char *record_prefix;
    enum ras_stream stream;
    ras_chances_function *chances;
    ras_person_rows_function *person_rows;
};
extern const struct ras_extract ras_extracts[RAS_GENERATED_COUNT];

/* Chosen with chance weight × selection, by the next number of the sequence. */
static inline bool ras_chosen(const struct ras_rates *rates, uint32_t weight,
                              struct ras_random *random)
{
    return ras_random_below(random, RAS_MILLION) < (weight * rates->selection >> 20);
}

/* ---- the residents (write_residents.c) ---- */
#define RAS_RESIDENTS_HEADER                                                                       \
    "so_dinh_danh,so_cmnd,ho_ten,ngay_sinh,gioi_tinh,dan_toc,ma_xa,dia_chi,ma_ho,ho_ten_me,"       \
    "so_dinh_danh_me,ho_ten_cha,so_dinh_danh_cha,trang_thai,ngay_mat\n"
void ras_residents_write(const struct ras_plan *plan, const struct ras_block *block,
                         struct ras_text *text);

/* ---- the config that goes with them (write_config.c) ---- */
void ras_config_write(const struct ras_plan *plan, bool compress, struct ras_text *text);

#endif

/* Nanoseconds a name, a syllable, a date and a whole row of twelve fields cost, on clean and on
 * dirty text, beside utf8proc doing the folding of the same names. */
#include "bench.h"

#include "base/arena.h"
#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/row_memory.h"
#include "record/date.h"

#include <utf8proc.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_COUNT 100000u
#define ROW_COUNT  50000u
#define TEXT_MAX   (NAME_COUNT * 80u)

static const char *const surnames[] = {"Nguyễn", "Trần", "Lê",   "Phạm", "Hoàng", "Huỳnh", "Phan",
                                       "Vũ",     "Võ",   "Đặng", "Bùi",  "Đỗ",    "Hồ",    "Ngô"};
static const char *const middles[] = {"Văn", "Thị",  "Ngọc", "Minh", "Thanh",  "Hữu",
                                      "Đức", "Quốc", "Kim",  "Xuân", "Thị Thu"};
static const char *const givens[] = {"Anh",  "Linh", "Huy",   "Thảo", "Hiếu",   "Trang",
                                     "Nhi",  "Duy",  "Tuấn",  "Đạt",  "Phương", "Ngân",
                                     "Thúy", "Hòa",  "Quỳnh", "Sỹ"};
#define PICK(list, random) list[(random) % (sizeof(list) / sizeof(list)[0])]

struct texts {
    char *text;
    size_t used;
    struct ras_bytes name[NAME_COUNT];
};

static uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static struct texts *make_names(bool decomposed)
{
    struct texts *const texts = calloc(1, sizeof *texts);
    uint64_t state = 1;
    if (texts == NULL || (texts->text = calloc(1, TEXT_MAX)) == NULL)
        exit(71);
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        char *const at = texts->text + texts->used;
        const uint64_t random = next_random(&state);
        int length = snprintf(at, 64, "%s %s %s", PICK(surnames, random),
                              PICK(middles, random >> 8), PICK(givens, random >> 16));
        if (decomposed) {
            utf8proc_uint8_t *const form = utf8proc_NFD((const utf8proc_uint8_t *)at);
            length = (int)strlen((char *)form);
            memcpy(at, form, (size_t)length);
            free(form);
        }
        texts->name[i] = (struct ras_bytes){at, (size_t)length};
        texts->used += (size_t)length;
    }
    return texts;
}

static void free_names(struct texts *texts)
{
    free(texts->text);
    free(texts);
}

static void run_canonical(void *context)
{
    const struct texts *const texts = context;
    char out[RAS_NAME_BYTES_MAX + 1];
    uint64_t repairs = 0, sum = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++)
        sum += ras_name_canonical(texts->name[i], out, &repairs);
    bench_keep(sum + repairs);
}

static struct ras_row_memory memory;

static void run_recall(void *context)
{
    const struct texts *const texts = context;
    struct ras_arena arena;
    uint64_t repairs = 0, sum = 0;
    ras_arena_init(&arena, 1u << 20);
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        struct ras_bytes name;
        struct ras_syllable_list syllables;
        if (i % 32 == 0)
            ras_arena_reset(&arena);
        if (ras_name_recall(&memory.names, texts->name[i], &arena, &name, &syllables, &repairs,
                            NULL) != RAS_OK)
            exit(71);
        sum += name.length + syllables.count;
    }
    ras_arena_fini(&arena);
    bench_keep(sum + repairs);
}

static void run_syllables(void *context)
{
    const struct texts *const texts = context;
    struct ras_syllable syllables[RAS_NAME_SYLLABLES_MAX];
    uint64_t sum = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++)
        sum += ras_name_syllables(texts->name[i], syllables) + syllables[0].dialect;
    bench_keep(sum);
}

static void run_fold(void *context)
{
    const struct texts *const texts = context;
    char out[RAS_NAME_BYTES_MAX + 1];
    uint64_t sum = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++)
        sum += ras_text_fold(texts->name[i], out, sizeof out);
    bench_keep(sum);
}

static void run_utf8proc(void *context)
{
    const struct texts *const texts = context;
    int32_t points[256];
    uint64_t sum = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        const utf8proc_ssize_t count = utf8proc_decompose(
            (const utf8proc_uint8_t *)texts->name[i].data, (utf8proc_ssize_t)texts->name[i].length,
            points, 256, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
        sum += (uint64_t)utf8proc_reencode(points, count, UTF8PROC_STABLE);
    }
    bench_keep(sum);
}

/* ---- rows ---- */

static const enum ras_field row_fields[] = {
    RAS_FIELD_RECORD_ID,   RAS_FIELD_FULL_NAME, RAS_FIELD_BIRTH_DATE, RAS_FIELD_SEX,
    RAS_FIELD_PERSONAL_ID, RAS_FIELD_COMMUNE,   RAS_FIELD_ADDRESS,    RAS_FIELD_MOTHER_NAME,
    RAS_FIELD_ETHNICITY,   RAS_FIELD_BENEFIT,   RAS_FIELD_ACCOUNT,    RAS_FIELD_UPDATED_DATE};
#define ROW_FIELDS (sizeof row_fields / sizeof row_fields[0])

struct rows {
    struct ras_normaliser normaliser;
    struct ras_batch batch;
    struct ras_arena arena;
    struct ras_row_memory *memory; /* NULL: each row is read as if it were the first */
    char *text;
    struct ras_cell *cells[ROW_FIELDS];
};

static void add_cell(struct rows *rows, unsigned field, uint32_t row, size_t *used,
                     struct ras_bytes value)
{
    memcpy(rows->text + *used, value.data, value.length);
    rows->cells[field][row] = (struct ras_cell){(uint32_t)*used, (uint32_t)value.length};
    *used += value.length;
    rows->text[(*used)++] = ',';
}

static void make_row(struct rows *rows, const struct texts *names, uint32_t row, size_t *used)
{
    char cell[ROW_FIELDS][96];
    const unsigned day = row % 28 + 1, month = row % 12 + 1, year = 1930 + row % 95;
    snprintf(cell[0], 96, "HS-%08u", row);
    snprintf(cell[2], 96, "%02u/%02u/%04u", day, month, year);
    snprintf(cell[3], 96, "%s", row % 2 == 0 ? "Nam" : "Nữ");
    snprintf(cell[4], 96, "038%u%02u%06u", row % 4, year % 100, row % 999983 + 1);
    snprintf(cell[5], 96, "%05u", 10000 + row % 3000);
    snprintf(cell[6], 96, "Số %u, thôn %s, xã Tân Hòa, tỉnh Thanh Hóa", row % 200 + 1,
             PICK(givens, row));
    snprintf(cell[8], 96, "Kinh");
    snprintf(cell[9], 96, "Người cao tuổi");
    snprintf(cell[10], 96, "%013u", row);
    snprintf(cell[11], 96, "2026-%02u-%02u", month, day);
    for (unsigned field = 0; field < ROW_FIELDS; field++) {
        const struct ras_bytes value = field == 1   ? names->name[row]
                                       : field == 7 ? names->name[NAME_COUNT - 1 - row]
                                                    : ras_bytes_of(cell[field]);
        add_cell(rows, field, row, used, value);
    }
}

static struct rows *make_rows(const struct texts *names)
{
    struct rows *const rows = calloc(1, sizeof *rows);
    size_t used = 0;
    if (rows == NULL || (rows->text = calloc(1, ROW_COUNT * 512u)) == NULL)
        exit(71);
    for (unsigned field = 0; field < ROW_FIELDS; field++) {
        rows->cells[field] = calloc(ROW_COUNT, sizeof *rows->cells[field]);
        if (rows->cells[field] == NULL)
            exit(71);
        rows->batch.cells[row_fields[field]] = rows->cells[field];
    }
    for (uint32_t row = 0; row < ROW_COUNT; row++)
        make_row(rows, names, row, &used);
    rows->batch.text = rows->text;
    rows->batch.row_count = ROW_COUNT;
    rows->normaliser =
        (struct ras_normaliser){.kind = RAS_KIND_COUNT, .as_of = ras_date_make(2026, 10, 31)};
    ras_arena_init(&rows->arena, 1u << 20);
    return rows;
}

static void free_rows(struct rows *rows)
{
    for (unsigned field = 0; field < ROW_FIELDS; field++)
        free(rows->cells[field]);
    ras_arena_fini(&rows->arena);
    free(rows->text);
    free(rows);
}

static void run_rows(void *context)
{
    struct rows *const rows = context;
    struct ras_person person;
    uint64_t sum = 0;
    ras_arena_reset(&rows->arena);
    for (uint32_t row = 0; row < ROW_COUNT; row++) {
        if (ras_normalise_row(&rows->normaliser, &rows->batch, row, rows->memory, &rows->arena,
                              &person, NULL) != RAS_OK)
            exit(71);
        sum += person.name.length + person.personal_id + person.unreadable;
    }
    bench_keep(sum);
}

static void measure(const char *name, bench_function *function, void *context, uint64_t items,
                    const char *item, uint64_t bytes)
{
    const struct bench_timing timing =
        bench_measure((unsigned)bench_number("BENCH_RUNS", 5), function, context);
    bench_report(name, &timing, items, item, bytes);
}

int main(void)
{
    struct texts *const clean = make_names(false), *const decomposed = make_names(true);
    struct texts *const canonical = make_names(false);
    uint64_t repairs = 0;
    canonical->used = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        char out[RAS_NAME_BYTES_MAX + 1];
        const size_t length = ras_name_canonical(clean->name[i], out, &repairs);
        memcpy(canonical->text + canonical->used, out, length);
        canonical->name[i] = (struct ras_bytes){canonical->text + canonical->used, length};
        canonical->used += length;
    }
    struct rows *const rows = make_rows(clean);
    bench_print_machine();
    measure("name, clean", run_canonical, clean, NAME_COUNT, "names", clean->used);
    measure("name, decomposed (NFD)", run_canonical, decomposed, NAME_COUNT, "names",
            decomposed->used);
    ras_row_memory_init(&memory);
    measure("name and syllables, remembered", run_recall, clean, NAME_COUNT, "names", clean->used);
    measure("the same, decomposed (NFD)", run_recall, decomposed, NAME_COUNT, "names",
            decomposed->used);
    measure("name to syllables", run_syllables, canonical, NAME_COUNT, "names", canonical->used);
    measure("text to ASCII", run_fold, clean, NAME_COUNT, "names", clean->used);
    measure("text to ASCII, utf8proc", run_utf8proc, clean, NAME_COUNT, "names", clean->used);
    measure("row of 12 fields", run_rows, rows, ROW_COUNT, "rows", 0);
    rows->memory = &memory;
    measure("row of 12 fields, remembered", run_rows, rows, ROW_COUNT, "rows", 0);
    ras_row_memory_fini(&memory);
    free_rows(rows);
    free_names(canonical);
    free_names(decomposed);
    free_names(clean);
    return 0;
}

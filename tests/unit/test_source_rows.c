#include "engine/source_rows.h"

#include "base/bytes.h"
#include "report/report.h"
#include "support/expect_text.h"
#include "support/scratch_folder.h"

#define HEADER "ma,so_dinh_danh,cmnd,ho_ten,ngay_sinh,gioi_tinh,ma_xa\n"

static struct scratch_folder folder;
static struct ras_config config;
static struct ras_engine_options options;
static struct ras_source_config source;
static struct ras_context context;
static struct ras_source_rows rows;
static char path[160];

static void begin(void)
{
    scratch_make(&folder);
    memset(&config, 0, sizeof config);
    options = (struct ras_engine_options){.thread_count = 1};
    config.as_of = UINT32_C(0x6FD15F); /* 2026-10-31 */
    config.path = "rasoat.yaml";
    config.reject_share_max = 0.05;
    source = (struct ras_source_config){.name = "welfare",
                                        .kind = RAS_KIND_SOCIAL_WELFARE,
                                        .path = scratch_path(&folder, "w.csv", path),
                                        .line_number = 12};
    cr_assert_eq(ras_context_init(&context, &config, &options, NULL), RAS_OK);
}

static void end(void)
{
    ras_context_fini(&context);
    scratch_remove(&folder);
}

TestSuite(source_rows, .init = begin, .fini = end);

static enum ras_status open_status(const char *text, struct ras_error *error)
{
    if (text != NULL)
        scratch_write(&folder, "w.csv", text);
    return ras_source_rows_open(&rows, &context, &source, NULL, error);
}

/* The first chunk, parsed. */
static void chunk_read(struct ras_chunk *chunk)
{
    bool end = false;
    ras_chunk_init(chunk);
    cr_assert_eq(ras_reader_next(rows.reader, chunk, &end, NULL), RAS_OK);
    cr_assert_not(end);
    cr_assert_eq(ras_chunk_parse(chunk, NULL), RAS_OK);
}

Test(source_rows, a_row_becomes_a_person_and_a_subject)
{
    struct ras_chunk chunk;
    struct ras_row_scratch scratch;
    struct ras_person person;
    struct ras_subject subject;
    enum ras_reject_code code = RAS_REJECT_NO_IDENTITY;
    cr_assert_eq(open_status(HEADER "R1,001085000017,,Nguyễn Văn HÙNG,07/03/1985,Nam,178\n", NULL),
                 RAS_OK);
    chunk_read(&chunk);
    ras_row_scratch_init(&scratch);
    cr_assert_eq(ras_source_row(&rows, &chunk.batch, 0, &scratch, &person, &code, NULL), RAS_OK);
    cr_assert_eq(code, RAS_ROW_ACCEPTED);
    cr_assert(ras_bytes_equal(person.record_id, RAS_LITERAL("R1")));
    memset(&subject, 0xFF, sizeof subject);
    cr_assert_eq(ras_source_subject(&scratch, &person, &subject, NULL), RAS_OK);
    cr_assert_eq(subject.fields.personal_id, UINT64_C(1085000017));
    cr_assert_eq(subject.fields.birth_date, person.birth_date);
    cr_assert_eq(subject.fields.commune, 178);
    cr_assert_eq(subject.fields.sex, RAS_SEX_MALE);
    cr_assert_eq(subject.fields.name, 0);
    cr_assert_eq(subject.fields.spare[0], 0);
    cr_assert_eq(subject.repairs, person.repairs);
    cr_assert_eq(subject.name.count, 3);
    cr_assert_eq(subject.mother.count, 0);
    cr_assert_eq(subject.father.count, 0);
    ras_row_scratch_fini(&scratch);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
    ras_source_rows_close(&rows); /* once more does no harm */
}

/* What is kept for the delivery outlives the group's arena and the worker's memory. */
Test(source_rows, a_subject_that_is_kept_owns_its_syllables)
{
    struct ras_chunk chunk;
    struct ras_row_scratch scratch;
    struct ras_arena arena;
    struct ras_person person;
    struct ras_subject subject, kept;
    struct ras_syllable made[RAS_NAME_SYLLABLES_MAX];
    enum ras_reject_code code = RAS_REJECT_NO_IDENTITY;
    cr_assert_eq(open_status(HEADER "R1,001085000017,,Nguyễn Văn HÙNG,07/03/1985,Nam,178\n", NULL),
                 RAS_OK);
    chunk_read(&chunk);
    ras_arena_init(&arena, 4096);
    ras_row_scratch_init(&scratch);
    cr_assert_eq(ras_source_row(&rows, &chunk.batch, 0, &scratch, &person, &code, NULL), RAS_OK);
    cr_assert_eq(ras_source_subject(&scratch, &person, &subject, NULL), RAS_OK);
    kept = subject;
    cr_assert_eq(ras_source_subject_keep(&arena, &kept, NULL), RAS_OK);
    cr_assert_neq(kept.name.syllable[0], subject.name.syllable[0]);
    ras_row_scratch_fini(&scratch);
    cr_assert_eq(kept.name.count, 3);
    cr_assert_eq(ras_name_syllables(RAS_LITERAL("nguyễn văn hùng"), made), 3);
    for (unsigned i = 0; i < 3; i++)
        cr_assert_eq(memcmp(kept.name.syllable[i], &made[i], sizeof made[i]), 0);
    cr_assert_eq(kept.mother.count, 0);
    ras_arena_fini(&arena);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
}

static enum ras_reject_code judged(enum ras_source_kind kind, const char *row)
{
    struct ras_chunk chunk;
    struct ras_row_scratch scratch;
    struct ras_person person;
    char text[400];
    enum ras_reject_code code = RAS_ROW_ACCEPTED;
    (void)snprintf(text, sizeof text, HEADER "%s\n", row);
    source.kind = kind;
    cr_assert_eq(open_status(text, NULL), RAS_OK);
    chunk_read(&chunk);
    cr_assert_eq(chunk.batch.row_count, 1);
    ras_row_scratch_init(&scratch);
    cr_assert_eq(ras_source_row(&rows, &chunk.batch, 0, &scratch, &person, &code, NULL), RAS_OK);
    ras_row_scratch_fini(&scratch);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
    return code;
}

Test(source_rows, rows_without_an_id_or_an_identity_are_rejected)
{
    static const struct {
        const char *row;
        enum ras_reject_code source, resident;
    } cases[] = {
        {"R1,,,Lê A,1985,Nam,4", RAS_ROW_ACCEPTED, RAS_ROW_ACCEPTED},
        {"R1,001085000017,,,,,", RAS_ROW_ACCEPTED, RAS_ROW_ACCEPTED},
        {"R1,,034567812,,,,", RAS_ROW_ACCEPTED, RAS_ROW_ACCEPTED},
        {",001085000017,,Lê A,1985,Nam,4", RAS_REJECT_NO_RECORD_ID, RAS_ROW_ACCEPTED},
        {",,,Lê A,1985,Nam,4", RAS_REJECT_NO_RECORD_ID, RAS_REJECT_NO_RECORD_ID},
        {"R1,,,,1985,Nam,4", RAS_REJECT_NO_IDENTITY, RAS_REJECT_NO_IDENTITY},
        {"R1,,,   ,,,", RAS_REJECT_NO_IDENTITY, RAS_REJECT_NO_IDENTITY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
            cr_assert_eq(judged((enum ras_source_kind)kind, cases[i].row), cases[i].source,
                         "case %zu", i);
        cr_assert_eq(judged(RAS_KIND_COUNT, cases[i].row), cases[i].resident, "case %zu", i);
    }
}

Test(source_rows, columns_that_nothing_can_be_found_without_are_asked_for)
{
    struct ras_error error = {0};
    cr_assert_eq(open_status("ma,ho_ten\nR1,Lê A\n", &error), RAS_OK);
    struct ras_chunk chunk;
    bool end = false;
    ras_chunk_init(&chunk); /* the columns are known with the first rows */
    cr_assert_eq(ras_reader_next(rows.reader, &chunk, &end, &error), RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, "birth_date"), "%s", error.message);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
}

Test(source_rows, a_missing_file_is_told_with_the_line_of_the_config)
{
    struct ras_error error = {0};
    cr_assert_eq(open_status(NULL, &error), RAS_INPUT_MISSING);
    cr_assert_eq(error.line_number, 12);
    cr_assert_str_eq(error.source, "rasoat.yaml");
    cr_assert_null(rows.reader);
    source.path = "/nonexistent/*.csv";
    cr_assert_eq(ras_source_rows_open(&rows, &context, &source, NULL, &error), RAS_INPUT_MISSING);
}

Test(source_rows, one_file_may_be_given_instead_of_the_glob)
{
    char other[160];
    scratch_write(&folder, "w[1].csv", HEADER "R9,,,Lê A,1985,Nam,4\n");
    source.path = "/nonexistent/*.csv";
    cr_assert_eq(ras_source_rows_open(&rows, &context, &source,
                                      scratch_path(&folder, "w[1].csv", other), NULL),
                 RAS_OK);
    cr_assert_eq(rows.path_count, 1);
    struct ras_chunk chunk;
    chunk_read(&chunk);
    cr_assert_eq(chunk.batch.row_count, 1);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
}

/* The reader's rejects and the engine's, in the order of the lines. */
Test(source_rows, rejects_are_told_in_the_order_of_the_file)
{
    struct ras_chunk chunk;
    struct ras_text out;
    struct ras_reject own[3];
    cr_assert_eq(open_status(HEADER
                             ",,,a,1985,,\nragged\n,,,b,1985,,\nragged,again\nR5,,,c,,,\n,,,d,,,\n",
                             NULL),
                 RAS_OK);
    chunk_read(&chunk);
    cr_assert_eq(chunk.batch.row_count, 4);
    cr_assert_eq(chunk.batch.reject_count, 2);
    const uint32_t rejected[3] = {0, 1, 3};
    for (unsigned i = 0; i < 3; i++)
        own[i] = ras_source_reject(&chunk.batch, rejected[i], RAS_REJECT_NO_RECORD_ID);
    ras_text_init(&out);
    ras_source_rejects_append(&rows, &chunk.batch, own, 3, &out);
    const char *at = text_string(&out);
    static const char *const lines[] = {",2,", ",3,", ",4,", ",5,", ",7,"};
    for (unsigned i = 0; i < 5; i++) {
        at = strstr(at, lines[i]);
        cr_assert_not_null(at, "line %s", lines[i]);
    }
    unsigned count = 0;
    for (const char *c = out.data; *c != '\0'; c++)
        count += *c == '\n';
    cr_assert_eq(count, 5);
    ras_text_clear(&out);
    ras_source_rejects_append(&rows, &chunk.batch, NULL, 0, &out);
    cr_assert_not_null(strstr(text_string(&out), "ragged"));
    ras_text_fini(&out);
    ras_chunk_fini(&chunk);
    ras_source_rows_close(&rows);
}

Test(source_rows, the_limit_of_rejects_is_a_share_that_may_be_reached)
{
    cr_assert_not(ras_rejects_exceed(&config, 0, 0));
    cr_assert_not(ras_rejects_exceed(&config, 5, 100));
    cr_assert(ras_rejects_exceed(&config, 6, 100));
    cr_assert(ras_rejects_exceed(&config, 1, 1));
    config.reject_share_max = 0;
    cr_assert_not(ras_rejects_exceed(&config, 0, 100));
    cr_assert(ras_rejects_exceed(&config, 1, 100));
    config.reject_share_max = 1;
    cr_assert_not(ras_rejects_exceed(&config, 100, 100));
}

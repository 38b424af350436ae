/* From header lines to fields: the table, its context rules, the config's mapping, the errors. */
#include "unit/read_support.h"

#include "read/layout.h"

static struct ras_layout made;
static struct ras_arena arena;
static struct ras_error error;

static enum ras_status make(const char *header, struct ras_reader_settings settings)
{
    const struct ras_bytes row = {header, strlen(header)};
    ras_arena_init(&arena, 4096);
    settings.source_name = "test";
    return ras_layout_make(&made, &settings, "x.csv", row, ras_delimiter_detect(row), &arena,
                           &error);
}

/* The fields of the columns, "-" for none. */
static void expect_fields(const char *header, struct ras_reader_settings settings,
                          const char *expected)
{
    char found[1024] = "";
    cr_assert_eq(make(header, settings), RAS_OK, "%s", error.message);
    for (uint32_t i = 0; i < made.column_count; i++) {
        strcat(found, i == 0 ? "" : " ");
        strcat(found,
               made.column_field[i] == RAS_FIELD_NONE ? "-" : ras_field_name(made.column_field[i]));
    }
    cr_assert_str_eq(found, expected);
    ras_arena_fini(&arena);
}

static void expect_error(const char *header, struct ras_reader_settings settings,
                         const char *const *parts, size_t count)
{
    cr_assert_eq(make(header, settings), RAS_BAD_INPUT);
    for (size_t i = 0; i < count; i++)
        cr_assert_not_null(strstr(error.message, parts[i]), "'%s' lacks '%s'", error.message,
                           parts[i]);
    cr_assert_str_eq(error.source, "x.csv");
    ras_arena_fini(&arena);
}
#define EXPECT_ERROR(header, settings, ...)                                                        \
    expect_error(header, settings, (const char *const[]){__VA_ARGS__},                             \
                 sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
#define PLAIN ((struct ras_reader_settings){.delimiter = 0})

Test(layout, usual_headers_are_mapped)
{
    expect_fields("STT,Mã hồ sơ,Họ và tên,Ngày sinh,Giới tính,Số CCCD,Ghi chú", PLAIN,
                  "- record_id full_name birth_date sex personal_id -");
    expect_fields("STT;Họ tên;Năm sinh", PLAIN, "record_id full_name birth_date");
    expect_fields("mã hộ\tvai trò\tsố điện thoại", PLAIN, "household_id role phone");
}

Test(layout, three_columns_of_a_date_and_of_a_name)
{
    expect_fields("Họ,Chữ đệm,Tên,Ngày,Tháng,Năm", PLAIN,
                  "surname middle_name given_name birth_day birth_month birth_year");
    expect_fields("Họ đệm,Tên,Ngày sinh,Tháng sinh,Năm sinh", PLAIN,
                  "surname given_name birth_day birth_month birth_year");
    expect_fields("Họ tên,Ngày sinh,Năm sinh", PLAIN, "full_name birth_date birth_year");
    expect_fields("Họ tên,Năm", PLAIN, "full_name -");
    expect_fields("full_name,birth_date,day,năm", PLAIN, "full_name birth_date - -");
}

Test(layout, config_mapping_wins)
{
    const struct ras_column_mapping mappings[] = {{RAS_FIELD_FULL_NAME, "ten_khac"},
                                                  {RAS_FIELD_PERSONAL_ID, "Ma So"}};
    struct ras_reader_settings settings = {.mappings = mappings, .mapping_count = 2};
    expect_fields("ho_ten,ten_khac,mã số,cccd", settings, "- full_name personal_id -");
}

Test(layout, ambiguity_is_an_error_that_names_both)
{
    EXPECT_ERROR("CCCD,Số định danh", PLAIN, "'CCCD'", "'Số định danh'", "personal_id");
    EXPECT_ERROR("Mã,Tên", PLAIN, "'Tên'", "full_name", "given_name");
    const struct ras_column_mapping mappings[] = {{RAS_FIELD_FULL_NAME, "x"},
                                                  {RAS_FIELD_MOTHER_NAME, "x"}};
    struct ras_reader_settings settings = {.mappings = mappings, .mapping_count = 2};
    EXPECT_ERROR("x,y", settings, "'x'", "full_name", "mother_name");
    EXPECT_ERROR("x,x", settings, "two columns 'x' and 'x'");
}

Test(layout, ambiguous_column_is_settled_by_the_config)
{
    const struct ras_column_mapping mappings[] = {{RAS_FIELD_FULL_NAME, "Tên"}};
    struct ras_reader_settings settings = {.mappings = mappings, .mapping_count = 1};
    expect_fields("Mã,Tên", settings, "record_id full_name");
}

Test(layout, missing_column_is_told_with_those_found_and_the_nearest)
{
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME)};
    EXPECT_ERROR("mã,ho_tenn,ngày sinh", settings, "full_name", "x.csv", "ho_tenn", "ngày sinh",
                 "did you mean 'ho_tenn'");
    const struct ras_column_mapping mappings[] = {{RAS_FIELD_FULL_NAME, "hoten"}};
    settings = (struct ras_reader_settings){.mappings = mappings, .mapping_count = 1};
    EXPECT_ERROR("mã,họ_tém", settings, "'hoten' in the config", "did you mean 'họ_tém'");
}

Test(layout, requirement_is_met_by_parts)
{
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME) |
                                                       RAS_FIELD_BIT(RAS_FIELD_BIRTH_DATE) |
                                                       RAS_FIELD_BIT(RAS_FIELD_PERSONAL_ID)};
    expect_fields("họ,tên,ngày,tháng,năm,số giấy tờ", settings,
                  "surname given_name birth_day birth_month birth_year document_id");
    EXPECT_ERROR("họ,ngày,tháng,năm,số giấy tờ", settings, "full_name");
}

Test(layout, first_line_that_is_a_person_is_not_shown)
{
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME)};
    EXPECT_ERROR("Trần Thị Mẫu,001185000001,1985-01-01", settings, "no header line");
    cr_assert_null(strstr(error.message, "Mẫu"));
    cr_assert_null(strstr(error.message, "001185"));
}

Test(layout, many_columns_are_cut_in_the_message_and_too_many_refused)
{
    char header[8192] = "c0";
    for (unsigned i = 1; i < RAS_HEADER_COLUMNS_MAX; i++)
        (void)snprintf(header + strlen(header), 16, ",c%u", i);
    struct ras_reader_settings settings = {.required = RAS_FIELD_BIT(RAS_FIELD_FULL_NAME)};
    EXPECT_ERROR(header, settings, "full_name", "more)");
    cr_assert_eq(make(header, PLAIN), RAS_OK);
    cr_assert_eq(made.column_count, RAS_HEADER_COLUMNS_MAX);
    ras_arena_fini(&arena);
    strcat(header, ",x");
    EXPECT_ERROR(header, PLAIN, "more than 512 columns");
}

Test(layout, carried_column_must_be_there)
{
    struct ras_reader_settings settings = {CARRY("ghi chú")};
    expect_fields("mã,Ghi_Chu", settings, "record_id -");
    EXPECT_ERROR("mã,ghi chủ 2", settings, "ghi chú", "did you mean");
}

Test(layout, delimiter_follows_known_headers_first)
{
    static const char one[] = "Họ, chữ đệm và tên;Ngày sinh";
    cr_assert_eq(ras_delimiter_detect((struct ras_bytes){one, sizeof one - 1}), ';');
    cr_assert_eq(ras_delimiter_detect((struct ras_bytes){"x", 1}), ',');
    cr_assert_eq(ras_delimiter_detect((struct ras_bytes){"", 0}), ',');
    cr_assert_eq(ras_delimiter_detect((struct ras_bytes){"a;b,c", 5}), ',');
}

#include "report/report.h"
#include "support/expect_text.h"

#include <stdlib.h>

Test(reject_lines, places_are_of_the_file_and_not_of_the_batch)
{
    const char text[] = "a,b\n=x,\"y\nc";
    const struct ras_batch batch = {
        .text = text, .first_line_number = 1000, .first_byte_offset = 50000};
    const struct ras_reject reject = {.offset = 4,
                                      .length = 5,
                                      .line = 1,
                                      .error_offset = 3,
                                      .code = RAS_REJECT_RAGGED,
                                      .field = RAS_FIELD_NONE,
                                      .detail = 7};
    struct ras_text out;
    ras_text_init(&out);
    ras_reject_header(&out);
    ras_reject_append(&out, "civil.csv", &batch, &reject);
    expect_text(&out, "file,line,byte_offset,code,field,reason,raw\n"
                      "civil.csv,1001,50007,ragged,,số cột khác dòng tiêu đề (7 cột),"
                      "\"'=x,\"\"y\"\n");
    ras_text_fini(&out);
}

Test(reject_lines, names_the_field_and_cleans_the_row)
{
    const struct ras_batch batch = {.text = "x\xFFy\0z", .first_line_number = 1};
    const struct ras_reject reject = {.length = 5,
                                      .error_offset = 1,
                                      .code = RAS_REJECT_INVALID_UTF8,
                                      .field = RAS_FIELD_FULL_NAME};
    struct ras_text out;
    ras_text_init(&out);
    ras_reject_append(&out, "f", &batch, &reject);
    expect_text(&out, "f,1,1,invalid_utf8,full_name,byte không phải UTF-8,"
                      "x\xEF\xBF\xBDy\xEF\xBF\xBDz\n");
    ras_text_fini(&out);
}

Test(reject_lines, a_long_row_is_cut_at_a_letter)
{
    /* an "ê" across the limit: its first byte is the last that would fit */
    char *const text = malloc(RAS_REJECT_RAW_MAX + 10);
    memset(text, 'n', RAS_REJECT_RAW_MAX + 10);
    memcpy(text + RAS_REJECT_RAW_MAX - 1, "\xC3\xAA", 2);
    const struct ras_batch batch = {.text = text};
    struct ras_reject reject = {.length = RAS_REJECT_RAW_MAX + 10,
                                .code = RAS_REJECT_LINE_TOO_LONG,
                                .field = RAS_FIELD_NONE};
    struct ras_text out;
    ras_text_init(&out);
    ras_reject_append(&out, "f", &batch, &reject);
    const char *const raw = strrchr(text_string(&out), ',') + 1;
    cr_assert_eq(strlen(raw), RAS_REJECT_RAW_MAX - 1 + 1); /* and the line end */
    reject.length = RAS_REJECT_RAW_MAX + 1;
    text[RAS_REJECT_RAW_MAX - 1] = text[RAS_REJECT_RAW_MAX] = 'n';
    ras_text_clear(&out);
    ras_reject_append(&out, "f", &batch, &reject);
    cr_assert_eq(strlen(strrchr(text_string(&out), ',') + 1), RAS_REJECT_RAW_MAX + 1);
    ras_text_fini(&out);
    free(text);
}

/* Splitting and parsing against the naive reader: random byte soups, every small chunk size, every
 * instruction set. */
#include "unit/read_support.h"

#include "oracle/csv_naive.h"

static const char header[] = "a,b,c\n";
#define HEADER_BYTES (sizeof header - 1)
#define COLUMNS      3

/* xorshift64*: the same soups everywhere. */
static uint64_t next_random(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * UINT64_C(0x2545F4914F6CDD1D);
}

/* Naive validation by decoding: SIZE_MAX = valid. */
static size_t utf8_trouble(const unsigned char *s, size_t length)
{
    for (size_t at = 0; at < length;) {
        const unsigned lead = s[at];
        const size_t count = lead < 0x80   ? 1
                             : lead < 0xC0 ? 0
                             : lead < 0xE0 ? 2
                             : lead < 0xF0 ? 3
                             : lead < 0xF8 ? 4
                                           : 0;
        if (count == 0 || at + count > length)
            return at;
        uint32_t value = count == 1 ? lead : lead & (0x7Fu >> count);
        for (size_t i = 1; i < count; i++) {
            if (s[at + i] >> 6 != 2)
                return at;
            value = value << 6 | (s[at + i] & 0x3Fu);
        }
        static const uint32_t least[5] = {0, 0, 0x80, 0x800, 0x10000};
        if (value < least[count] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
            return at;
        at += count;
    }
    return SIZE_MAX;
}

static void expected_row(FILE *out, const struct csv_naive *naive, const struct csv_naive_row *row,
                         const char *text, size_t row_bytes_max)
{
    const char *const raw = text + row->byte_offset;
    const size_t length = row->raw_length;
    const char *const nul = memchr(raw, 0, length);
    const size_t invalid = utf8_trouble((const unsigned char *)raw, length);
    fprintf(out, "line %llu byte %llu ", (unsigned long long)row->line_number,
            (unsigned long long)row->byte_offset);
    if (row->too_long)
        fprintf(out, "line_too_long at %zu detail 0\n", row_bytes_max);
    else if (row->unclosed)
        fprintf(out, "unclosed_quote at %zu detail 0 length %zu\n", row->quote_offset, length);
    else if (length == HEADER_BYTES - 1 && memcmp(raw, header, length) == 0)
        fprintf(out, "repeated_header at 0 detail 0 length %zu\n", length);
    else if (nul != NULL)
        fprintf(out, "nul_byte at %zu detail 0 length %zu\n", (size_t)(nul - raw), length);
    else if (invalid != SIZE_MAX)
        fprintf(out, "invalid_utf8 at %zu detail 0 length %zu\n", invalid, length);
    else if (row->field_count != COLUMNS)
        fprintf(out, "ragged detail %zu length %zu\n", row->field_count, length);
    else {
        fprintf(out, "length %zu:", length);
        for (size_t i = 0; i < COLUMNS; i++) {
            fprintf(out, " [");
            fwrite(naive->text + row->field_offset[i], 1, row->field_length[i], out);
            fprintf(out, "]");
        }
        fprintf(out, "\n");
    }
}

static char *expected_text(const char *text, size_t length, size_t row_bytes_max)
{
    struct csv_naive naive;
    char *expected = NULL;
    size_t expected_length = 0;
    FILE *const out = open_memstream(&expected, &expected_length);
    csv_naive_read(&naive, text, length, ',', row_bytes_max);
    for (size_t i = 1; i < naive.row_count; i++)
        expected_row(out, &naive, &naive.rows[i], text, row_bytes_max);
    csv_naive_free(&naive);
    fclose(out);
    return expected;
}

/* Text of `length` bytes behind a header; heavy in what matters. */
static size_t soup(char *text, size_t length, uint64_t *state)
{
    static const char *const pieces[] = {
        ",",
        ",",
        ",",
        "\"",
        "\"",
        "\"",
        "\"\"",
        "\",\"",
        "\n",
        "\n",
        "\r\n",
        "\r",
        "x",
        "yz",
        " ",
        ",\"",
        "\"\n",
        "\"\r\n",
        "Nguy\xE1\xBB\x85n",
        "\xC3\xA1",
        "1,2,3\n",
        "\"p\",\"q\",\"r\"\n",
        "a,b,c\n",
        "long enough to cross a block or two of the scan",
    };
    static const char *const rare[] = {"\xFF", "\xC3", "\xE1\xBB", "\xED\xA0\x80", "\x01"};
    memcpy(text, header, HEADER_BYTES);
    size_t used = HEADER_BYTES;
    while (used < length) {
        const uint64_t r = next_random(state);
        const char *piece = pieces[(r >> 8) % (sizeof pieces / sizeof pieces[0])];
        if (r % 97 == 0)
            piece = rare[(r >> 32) % (sizeof rare / sizeof rare[0])];
        if (r % 211 == 1) {
            text[used++] = '\0';
            continue;
        }
        const size_t bytes = strlen(piece);
        if (used + bytes > length)
            break;
        memcpy(text + used, piece, bytes);
        used += bytes;
    }
    return used;
}

static unsigned compared; /* of this test: each runs in its own process */

static void compare(const char *text, size_t length, size_t chunk_bytes, size_t row_bytes_max,
                    const char *expected)
{
    struct ras_reader_settings settings = {CARRY("a", "b", "c"), .delimiter = ',',
                                           .chunk_bytes = chunk_bytes,
                                           .row_bytes_max = row_bytes_max};
    struct read_result result = read_text(text, length, settings);
    /* A soup may be judged to be no text at all: then there is nothing to compare. */
    if (result.status == RAS_OK) {
        compared++;
        cr_assert_str_eq(result.text, expected, "chunk %zu, row max %zu:\n%s---\n%s", chunk_bytes,
                         row_bytes_max, result.text, expected);
        cr_assert_eq(result.counted, result.rows + result.rejects);
    } else {
        cr_assert_eq(result.status, RAS_BAD_INPUT);
        cr_assert_not_null(strstr(result.error.message, "not "), "%s", result.error.message);
    }
    free(result.text);
}

static void soups(const char *kernel, uint64_t seed, size_t count)
{
    static char text[4096];
    if (!ras_csv_scan_force(kernel))
        cr_skip_test("this machine has no such instruction set");
    uint64_t state = seed;
    for (size_t i = 0; i < count; i++) {
        const size_t length = soup(text, HEADER_BYTES + 1 + next_random(&state) % 1200, &state);
        const size_t row_max = 8 + next_random(&state) % 300;
        char *const expected = expected_text(text, length, row_max);
        compare(text, length, 1 + next_random(&state) % row_max, row_max, expected);
        compare(text, length, row_max, row_max, expected);
        free(expected);
    }
    cr_assert_gt(compared, count, "most soups must be comparable");
}

Test(csv_rows, soups_agree_with_oracle_scalar)
{
    soups("scalar", 1, 4000);
}
Test(csv_rows, soups_agree_with_oracle_avx2)
{
    soups("avx2", 2, 4000);
}
Test(csv_rows, soups_agree_with_oracle_avx512)
{
    soups("avx512", 3, 4000);
}

Test(csv_rows, every_chunk_size_gives_the_same_rows)
{
    static char text[2048];
    static const char *const kernels[] = {"scalar", "avx2", "avx512"};
    uint64_t state = 99;
    for (unsigned k = 0; k < 3; k++) {
        if (!ras_csv_scan_force(kernels[k]))
            continue;
        for (unsigned round = 0; round < 3; round++) {
            const size_t length = soup(text, 900, &state);
            const size_t row_max = 60 + 70 * round;
            char *const expected = expected_text(text, length, row_max);
            for (size_t chunk = 1; chunk <= 200; chunk++)
                compare(text, length, chunk, row_max, expected);
            free(expected);
        }
    }
}

Test(csv_rows, quotes_are_undone_in_place)
{
    struct ras_reader_settings settings = {CARRY("a", "b")};
    static const char text[] = "a,b\n"
                               "\"\",\"\"\"\"\n"
                               "\"x\"y,\"\"z\n"
                               "p\"q,r\"\"s\n"
                               "\"1\"\"2\"\"3\",\"\"\"4\"\"\"\n"
                               " \"5\",\"6 \"\n";
    expect_read(text, sizeof text - 1, settings,
                "line 2 byte 4 length 7: [] [\"]\n"
                "line 3 byte 12 length 8: [xy] [z]\n"
                "line 4 byte 21 length 8: [p\"q] [r\"\"s]\n"
                "line 5 byte 30 length 17: [1\"2\"3] [\"4\"]\n"
                "line 6 byte 48 length 9: [ \"5\"] [6 ]\n");
}

Test(csv_rows, one_column_may_be_field_and_carried_at_once)
{
    struct ras_reader_settings settings = {CARRY("full_name", "full_name")};
    static const char text[] = "full_name\n\"Tr\"\"an\"\n";
    expect_read(text, sizeof text - 1, settings, "line 2 byte 10 length 8: [Tr\"an] [Tr\"an]\n");
}

Test(csv_rows, dense_structurals_fill_whole_blocks)
{
    static char text[600];
    struct ras_reader_settings settings = {CARRY("a", "b")};
    memcpy(text, "a,b\n", 4);
    for (size_t length = 4; length < sizeof text; length++) {
        memset(text + 4, ',', length - 4);
        struct read_result result = read_text(text, length, settings);
        cr_assert_eq(result.status, RAS_OK);
        cr_assert_eq(result.rows, length == 5);
        cr_assert_eq(result.rejects, length > 5);
        free(result.text);
    }
}

/* Encodings: every legacy one is recognised, and no Vietnamese file is ever refused. */
#include "base/bytes.h"
#include "read/charset.h"
#include "unit/read_support.h"

#include <iconv.h>

#define SAMPLES "../shared/data/charset/samples.csv"

static struct ras_error error;

static enum ras_status judge(const char *text, size_t length)
{
    error.message[0] = '\0';
    return ras_charset_judge((struct ras_bytes){text, length}, "x.csv", &error);
}
#define JUDGE(text) judge(text, sizeof(text) - 1)

static void expect(enum ras_status status, const char *part)
{
    cr_assert_eq(status, RAS_BAD_INPUT);
    cr_assert_not_null(strstr(error.message, part), "'%s' lacks '%s'", error.message, part);
    cr_assert_not_null(strstr(error.message, "'x.csv'"));
}

/* One column of the sample table, a value a line; hex columns decoded. */
static char *sample_column(const char *name, size_t *length)
{
    const char *const path = SAMPLES;
    struct ras_reader_settings settings = {.paths = &path, .path_count = 1, CARRY(name)};
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    bool end = false;
    char *text = NULL;
    FILE *const out = open_memstream(&text, length);
    ras_chunk_init(&chunk);
    cr_assert_eq(ras_reader_open(&reader, &settings, &error), RAS_OK, "%s", error.message);
    const bool hex = strstr(name, "_hex") != NULL;
    for (size_t seen = 0;;) {
        cr_assert_eq(ras_reader_next(reader, &chunk, &end, &error), RAS_OK, "%s", error.message);
        if (end)
            break;
        cr_assert_eq(ras_chunk_parse(&chunk, &error), RAS_OK);
        for (uint32_t row = 0; row < chunk.batch.row_count; row++, seen++) {
            const struct ras_cell cell = chunk.batch.carried[0][row];
            fprintf(out, "%zu,", seen);
            for (uint32_t i = 0; i < cell.length; i += hex ? 2 : 1) {
                const char pair[3] = {chunk.batch.text[cell.offset + i],
                                      chunk.batch.text[cell.offset + i + 1], 0};
                const int c = hex ? (int)strtol(pair, NULL, 16)
                                  : (unsigned char)chunk.batch.text[cell.offset + i];
                fputc(c == '\n' || c == '\r' ? ' ' : c, out);
            }
            fputc('\n', out);
        }
    }
    ras_chunk_fini(&chunk);
    ras_reader_close(reader);
    fclose(out);
    return text;
}

static bool samples_there(void)
{
    return access(SAMPLES, R_OK) == 0;
}

/* The bytes of text that shows as UTF-8; letters beyond Windows-1252 become '?'. */
static char *to_1252(const char *text, size_t length, size_t *out_length)
{
    const iconv_t converter = iconv_open("CP1252", "UTF-8");
    char *const out = malloc(length + 1);
    char *in_at = malloc(length + 1);
    char *const in_start = in_at;
    memcpy(in_at, text, length);
    size_t in_left = length;
    char *out_at = out;
    size_t out_left = length;
    while (in_left > 0 && iconv(converter, &in_at, &in_left, &out_at, &out_left) == (size_t)-1) {
        const unsigned char lead = (unsigned char)*in_at;
        const size_t skip = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        in_at += skip;
        in_left -= skip;
        *out_at++ = '?';
        out_left--;
    }
    *out_length = (size_t)(out_at - out);
    free(in_start);
    iconv_close(converter);
    return out;
}

static size_t lines_end(const char *text, size_t length, size_t at, size_t lines)
{
    for (; lines > 0 && at < length; at++)
        lines -= text[at] == '\n';
    return at;
}

/* Does most of the lines hold such a word? */
static bool has_enough(const char *text, size_t length)
{
    size_t lines = 0;
    size_t telling = 0;
    bool high = false;
    for (size_t i = 0; i < length; i++) {
        high = high || (unsigned char)text[i] >= 0x80;
        if (text[i] != '\n')
            continue;
        lines++;
        telling += high;
        high = false;
    }
    return telling * 10 >= lines * 7;
}

/* All windows of the samples, small and large, behind an ASCII header. */
static void over_windows(const char *column, const char *part, bool as_1252)
{
    static const char header[] = "id,ho_ten\n";
    static const size_t sizes[] = {5, 20, 100, 700};
    size_t length = 0;
    char *text = sample_column(column, &length);
    if (as_1252) {
        char *const bytes = to_1252(text, length, &length);
        free(text);
        text = bytes;
    }
    char *const window = malloc(length + sizeof header);
    memcpy(window, header, sizeof header - 1);
    for (size_t s = 0; s < 4; s++)
        for (size_t start = 0; start < length;) {
            const size_t end = lines_end(text, length, start, sizes[s]);
            const size_t bytes = sizeof header - 1 + end - start;
            memcpy(window + sizeof header - 1, text + start, end - start);
            const enum ras_status status = judge(window, bytes);
            if (part == NULL)
                cr_assert_eq(status, RAS_OK, "%s byte %zu + %zu rows: %s", column, start, sizes[s],
                             error.message);
            else if (has_enough(window, bytes)) /* some cells of the table are empty */
                cr_assert(status == RAS_BAD_INPUT && strstr(error.message, part) != NULL,
                          "%s byte %zu + %zu rows: %s", column, start, sizes[s], error.message);
            start = end;
        }
    free(window);
    free(text);
}

Test(charset, genuine_vietnamese_is_never_refused)
{
    if (!samples_there())
        cr_skip_test("no shared data here");
    over_windows("unicode_nfc", NULL, false);
    over_windows("unicode_nfd", NULL, false);
    over_windows("ascii_fold", NULL, false);
    over_windows("viqr_recode", NULL, false);
}

Test(charset, real_lists_of_names_and_places_are_not_refused)
{
    static const char *const paths[] = {
        "../shared/data/names/surnames.csv",
        "../shared/data/names/middle-tokens.csv",
        "../shared/data/names/given-tokens.csv",
        "../shared/data/names/given-names-male.csv",
        "../shared/data/names/given-names-female.csv",
        "../shared/data/names/surnames-by-region.csv",
        "../shared/data/names/surnames-national-share.csv",
        "../shared/data/units/units-2025-03-en.csv",
        "../shared/data/units/units-2026-07-en.csv",
        "../shared/data/units/gso-2025-07-18-wards.csv",
        "../shared/data/units/name-variants-by-code.csv",
        "../shared/data/units/alias-wards.csv",
        "../shared/data/tone/old-new-style.csv",
        "../shared/data/tone/misplaced-tone.csv",
        "../shared/data/tone/eth-for-d.csv",
        "../shared/data/spelling/viwiki-mistakes.csv",
        "../shared/data/strings/oracle-pairs.csv",
    };
    if (!samples_there())
        cr_skip_test("no shared data here");
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        FILE *const file = fopen(paths[i], "rb");
        cr_assert_not_null(file, "%s", paths[i]);
        char *const text = malloc((size_t)1 << 20);
        const size_t length = fread(text, 1, (size_t)1 << 20, file);
        cr_assert_eq(judge(text, length), RAS_OK, "%s: %s", paths[i], error.message);
        /* And each small part of it, cut without regard to letters. */
        for (size_t at = 0; at + 600 < length && at < 200000; at += 600) {
            size_t start = at;
            while (((unsigned char)text[start] & 0xC0) == 0x80)
                start++;
            cr_assert_eq(judge(text + start, 600), RAS_OK, "%s at %zu: %s", paths[i], start,
                         error.message);
        }
        free(text);
        fclose(file);
    }
}

Test(charset, legacy_files_are_named)
{
    if (!samples_there())
        cr_skip_test("no shared data here");
    over_windows("tcvn3_text", "TCVN3", true);
    over_windows("tcvn3_abc_single_case_text", "TCVN3", true);
    over_windows("vni_text", "VNI", true);
    over_windows("viscii_hex", "VISCII", false);
    over_windows("cp1258_hex", "Windows-1258", false);
}

Test(charset, legacy_text_saved_as_utf8_is_named)
{
    if (!samples_there())
        cr_skip_test("no shared data here");
    over_windows("tcvn3_text", "TCVN3", false);
    over_windows("tcvn3_abc_single_case_text", "TCVN3", false);
    over_windows("vni_text", "VNI", false);
}

Test(charset, utf8_encoded_twice_is_named)
{
    expect(JUDGE("id,ho_ten\n1,Nguy\xC3\xA1\xC2\xBB\xE2\x80\xA6n\n2,V\xC3\x84\xC6\x92n\n"
                 "3,Tr\xC3\xA1\xC2\xBA\xC2\xA7n\n"),
           "twice");
}

Test(charset, a_few_bad_rows_are_no_reason)
{
    cr_assert_eq(JUDGE("a,b\n1,\xFF\n2,x\n3,y\n4,z\n5,u\n6,v\n7,w\n8,t\n"), RAS_OK);
    cr_assert_eq(JUDGE("a,b\n1,An\n2,Nguy\xEAn\n3,\xC3\x81\n4,\xC4\x90\n5,\xC4\x91\n"), RAS_OK);
    cr_assert_eq(JUDGE("a,b\n1,caf\xE9\n2,x\n3,y\n4,z\n"), RAS_OK);
}

Test(charset, header_that_is_not_utf8_is_a_reason)
{
    expect(JUDGE("m\xB7,h\xE4 t\xAAn\n1,An\n2,Binh\n3,Chi\n4,Dung\n5,Em\n"), "not UTF-8");
}

Test(charset, western_text_is_named_so)
{
    expect(JUDGE("a,b\n1,M\xFCller\n2,caf\xE9\n3,gar\xE7on\n"), "Windows-1252");
}

Test(charset, utf16_and_utf32_with_and_without_mark)
{
    static const char *const forms[] = {"UTF-16LE", "UTF-16BE", "UTF-32LE",
                                        "UTF-32BE", "UTF-16",   "UTF-32"};
    static const char text[] = "ma,ho_ten,ngay_sinh\n1,Nguyễn Văn An,1985-01-02\n2,Lê,1990\n";
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        char in[sizeof text];
        char out[8 * sizeof text];
        char *in_at = in;
        char *out_at = out;
        size_t in_left = sizeof text - 1;
        size_t out_left = sizeof out;
        memcpy(in, text, sizeof text);
        const iconv_t converter = iconv_open(forms[i], "UTF-8");
        cr_assert_neq(iconv(converter, &in_at, &in_left, &out_at, &out_left), (size_t)-1);
        iconv_close(converter);
        expect(judge(out, (size_t)(out_at - out)),
               i == 2 || i == 3 || i == 5 ? "UTF-32" : "UTF-16");
    }
}

Test(charset, other_kinds_of_file_are_named)
{
    expect(JUDGE("PK\x03\x04\x14\0\0\0"), "Excel");
    expect(JUDGE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Excel");
    expect(JUDGE("\x1F\x8B\x08\0\0\0\0\0"), "gzip");
    expect(JUDGE("%PDF-1.7\n"), "PDF");
    expect(JUDGE("\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02"), "binary");
}

Test(charset, short_and_ascii_inputs_pass)
{
    cr_assert_eq(judge(NULL, 0), RAS_OK);
    cr_assert_eq(JUDGE("a"), RAS_OK);
    cr_assert_eq(JUDGE("a,b\n1,2\n"), RAS_OK);
    cr_assert_eq(JUDGE("\xEF\xBB\xBF"), RAS_OK);
    cr_assert_eq(JUDGE("\xEF\xBB\xBF"
                       "Họ tên\nNguyễn"),
                 RAS_OK);
    cr_assert_eq(JUDGE("caf\xC3\xA9 M\xC3\xBCller fa\xC3\xA7"
                       "ade \xC3\x9C"
                       "bung"),
                 RAS_OK);
    cr_assert_eq(JUDGE("a,b\n1,x\0y\n"), RAS_OK);
}

/* The judgement over the first part of a file: other Unicode forms, other kinds of file, legacy
 * encodings, mojibake. */
#include "read/charset.h"

#include "base/try.h"
#include "read/charset_words.h"
#include "read/utf8.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Mojibake shows in the first few hundred rows; more would cost every file milliseconds. */
#define MOJIBAKE_BYTES_MAX ((size_t)64 << 10)
/* With fewer telling words a file is never called mojibake. */
#define MOJIBAKE_WORDS_MIN 3
/* One word that only Unicode can write speaks against as many that make sense read back. */
#define UNICODE_WEIGHT 10
/* A row or two with a NUL byte do not make UTF-16. */
#define UTF16_ZEROS_MIN 8

struct word_counts {
    uint64_t total;                      /* words with a byte above 7F */
    uint64_t syllable[RAS_LEGACY_COUNT]; /* of them, syllables in that encoding */
};

static enum ras_status refuse(const char *path, const char *what, struct ras_error *error)
{
    return ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0,
                       "'%s' is not UTF-8: it looks like %s; save it as UTF-8", path, what);
}

/* Kinds of file that people hand in for a CSV, by their first bytes. */
static enum ras_status other_kind(struct ras_bytes head, const char *path, struct ras_error *error)
{
    static const struct {
        const char *magic;
        size_t length;
        const char *what;
    } kinds[] = {
        {"PK\x03\x04", 4, "a zip archive or an Excel workbook (.xlsx)"},
        {"\xD0\xCF\x11\xE0", 4, "an old Excel workbook (.xls)"},
        {"\x1F\x8B", 2, "a gzip file"},
        {"BZh", 3, "a bzip2 file"},
        {"\xFD"
         "7zXZ",
         5, "an xz file"},
        {"7z\xBC\xAF", 4, "a 7z archive"},
        {"Rar!", 4, "a rar archive"},
        {"%PDF-", 5, "a PDF document"},
        {"PAR1", 4, "a Parquet file"},
        {"SQLite format 3", 16, "an SQLite database"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (head.length >= kinds[i].length &&
            memcmp(head.data, kinds[i].magic, kinds[i].length) == 0)
            return ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0,
                               "'%s' is not a CSV file: it looks like %s; save it as CSV in UTF-8",
                               path, kinds[i].what);
    return RAS_OK;
}

/* UTF-16 and UTF-32 by byte order mark, or by where the NUL bytes of ASCII letters lie. */
static enum ras_status other_unicode(struct ras_bytes head, const char *path,
                                     struct ras_error *error)
{
    const char *const s = head.data;
    if (head.length >= 4 &&
        (memcmp(s, "\xFF\xFE\0\0", 4) == 0 || memcmp(s, "\0\0\xFE\xFF", 4) == 0))
        return refuse(path, "UTF-32", error);
    if (head.length >= 2 && (memcmp(s, "\xFF\xFE", 2) == 0 || memcmp(s, "\xFE\xFF", 2) == 0))
        return refuse(path, "UTF-16", error);
    if (memchr(s, '\0', head.length) == NULL)
        return RAS_OK;
    uint64_t zeros[4] = {0, 0, 0, 0};
    const size_t length = head.length & ~(size_t)3;
    for (size_t i = 0; i < length; i++)
        zeros[i % 4] += s[i] == '\0';
    const uint64_t quarter = length / 4;
    const uint64_t even = zeros[0] + zeros[2];
    const uint64_t odd = zeros[1] + zeros[3];
    if (quarter < 2)
        return RAS_OK;
    if (zeros[1] + zeros[2] >= quarter * 2 * 9 / 10 && even + odd >= quarter * 5 / 2)
        return refuse(path, "UTF-32", error);
    /* Half of the letters of Vietnamese text are ASCII, and commas and digits nearly all. */
    if (odd >= UTF16_ZEROS_MIN && odd >= quarter * 2 / 3 && even * 8 <= odd)
        return refuse(path, "UTF-16 (little endian, without byte order mark)", error);
    if (even >= UTF16_ZEROS_MIN && even >= quarter * 2 / 3 && odd * 8 <= even)
        return refuse(path, "UTF-16 (big endian, without byte order mark)", error);
    return RAS_OK;
}

static bool is_word_byte(unsigned char c)
{
    return c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static void word_count(struct word_counts *counts, const unsigned char *word, size_t length)
{
    bool beyond_ascii = false;
    for (size_t i = 0; i < length; i++)
        beyond_ascii = beyond_ascii || word[i] >= 0x80;
    if (!beyond_ascii)
        return;
    counts->total++;
    for (unsigned legacy = 0; legacy < RAS_LEGACY_COUNT; legacy++)
        counts->syllable[legacy] += ras_legacy_is_syllable((enum ras_legacy)legacy, word, length);
}

static void words_count(struct word_counts *counts, struct ras_bytes text)
{
    const unsigned char *const s = (const unsigned char *)text.data;
    size_t start = 0;
    for (size_t at = 0; at <= text.length; at++) {
        if (at < text.length && is_word_byte(s[at]))
            continue;
        if (at > start)
            word_count(counts, s + start, at - start);
        start = at + 1;
    }
}

static enum ras_charset counts_guess(const struct word_counts *counts)
{
    static const enum ras_charset charsets[] = {
        [RAS_LEGACY_TCVN3] = RAS_CHARSET_TCVN3,   [RAS_LEGACY_VNI] = RAS_CHARSET_VNI,
        [RAS_LEGACY_VISCII] = RAS_CHARSET_VISCII, [RAS_LEGACY_CP1258] = RAS_CHARSET_CP1258,
        [RAS_LEGACY_LATIN1] = RAS_CHARSET_CP1252,
    };
    unsigned best = RAS_LEGACY_TCVN3;
    for (unsigned legacy = 0; legacy < RAS_LEGACY_LATIN1; legacy++)
        if (counts->syllable[legacy] > counts->syllable[best])
            best = legacy;
    return counts->total > 0 && counts->syllable[best] * 10 >= counts->total * 6
               ? charsets[best]
               : RAS_CHARSET_UNKNOWN;
}

/* Bytes that Windows-1252 uses for letters, against all above 7F. */
static bool mostly_western_letters(struct ras_bytes text)
{
    size_t letters = 0;
    size_t high = 0;
    for (size_t i = 0; i < text.length; i++) {
        const unsigned char c = (unsigned char)text.data[i];
        high += c >= 0x80;
        letters += c >= 0xC0 && c != 0xD7 && c != 0xF7;
    }
    return high > 0 && letters * 10 >= high * 8;
}

const char *ras_charset_name(enum ras_charset charset)
{
    switch (charset) {
    case RAS_CHARSET_TCVN3: return "TCVN3 (ABC)";
    case RAS_CHARSET_VNI: return "VNI (VNI-Win)";
    case RAS_CHARSET_VISCII: return "VISCII";
    case RAS_CHARSET_CP1258: return "Windows-1258 (Vietnamese)";
    case RAS_CHARSET_CP1252: return "Windows-1252 (Western European)";
    case RAS_CHARSET_UNKNOWN: return "another encoding or binary data";
    }
    return "another encoding";
}

enum ras_charset ras_charset_guess(struct ras_bytes text)
{
    struct word_counts counts = {0, {0}};
    words_count(&counts, text);
    const enum ras_charset guess = counts_guess(&counts);
    return guess == RAS_CHARSET_UNKNOWN && mostly_western_letters(text) ? RAS_CHARSET_CP1252
                                                                        : guess;
}

struct line_counts {
    uint64_t lines; /* not empty */
    uint64_t beyond_ascii;
    uint64_t invalid;
    struct word_counts words; /* of the invalid lines */
    bool first_is_invalid;    /* the header line */
    uint64_t western;         /* invalid lines whose high bytes are western letters */
};

static void line_count(struct line_counts *counts, struct ras_bytes line, bool cut)
{
    if (line.length == 0)
        return;
    counts->lines++;
    bool ascii = true;
    for (size_t i = 0; i < line.length && ascii; i++)
        ascii = (unsigned char)line.data[i] < 0x80;
    if (ascii)
        return;
    counts->beyond_ascii++;
    const size_t invalid = ras_utf8_error(line.data, line.length);
    /* The first part may end in the middle of a letter. */
    if (invalid == RAS_UTF8_VALID || (cut && line.length - invalid < 4))
        return;
    counts->invalid++;
    counts->first_is_invalid = counts->first_is_invalid || counts->lines == 1;
    words_count(&counts->words, line);
    counts->western += mostly_western_letters(line);
}

static void lines_count(struct line_counts *counts, struct ras_bytes head)
{
    size_t start = 0;
    for (size_t at = 0; at <= head.length; at++) {
        const bool ends = at == head.length || head.data[at] == '\n' || head.data[at] == '\r';
        if (!ends)
            continue;
        line_count(counts, (struct ras_bytes){head.data + start, at - start}, at == head.length);
        start = at + 1;
    }
}

/* Invalid UTF-8: of the file or of a few rows? */
static enum ras_status judge_invalid(struct ras_bytes head, const char *path,
                                     struct ras_error *error)
{
    struct line_counts counts = {.lines = 0};
    lines_count(&counts, (struct ras_bytes){head.data, head.length < MOJIBAKE_BYTES_MAX
                                                           ? head.length
                                                           : MOJIBAKE_BYTES_MAX});
    enum ras_charset guess = counts_guess(&counts.words);
    if (guess == RAS_CHARSET_UNKNOWN && counts.western * 10 >= counts.invalid * 8)
        guess = RAS_CHARSET_CP1252;
    const bool most = counts.invalid * 2 > counts.beyond_ascii;
    /* Some rows in a legacy encoding are named by their words; others only by being many. */
    const uint64_t share_needed = guess == RAS_CHARSET_UNKNOWN ? 2 : 4;
    const bool many = counts.invalid >= 2 && counts.invalid * share_needed >= counts.lines;
    if (counts.first_is_invalid || (most && many))
        return refuse(path, ras_charset_name(guess), error);
    return RAS_OK;
}

/* The byte of Windows-1252 that shows as this code point, 0 if there is none. Undefined bytes pass
 * as the control characters of the same number. */
static unsigned char cp1252_byte(uint32_t code_point)
{
    static const uint16_t upper_controls[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    if (code_point < 0x100)
        return (unsigned char)code_point;
    if (code_point > 0x02DC && code_point < 0x2013)
        return 0; /* the toned letters of Vietnamese, which are most of what passes here */
    for (unsigned i = 0; i < 32; i++)
        if (upper_controls[i] == code_point)
            return (unsigned char)(0x80 + i);
    return 0;
}

struct mojibake_counts {
    uint64_t unicode; /* words that only Unicode can write */
    uint64_t plain;   /* syllables as they stand; they may be chance */
    uint64_t tcvn3;   /* words that make sense only when read back as that */
    uint64_t vni;
    uint64_t twice;
    uint64_t other;
};

static void mojibake_word(struct mojibake_counts *counts, const unsigned char *word, size_t length,
                          bool beyond_1252)
{
    bool beyond_ascii = beyond_1252;
    bool letters = false;
    for (size_t i = 0; i < length; i++) {
        beyond_ascii = beyond_ascii || word[i] >= 0x80;
        letters = letters || word[i] < 0x80;
    }
    if (!beyond_ascii || !letters)
        return;
    if (beyond_1252)
        counts->unicode++;
    else if (ras_legacy_is_syllable(RAS_LEGACY_LATIN1, word, length))
        counts->plain++;
    else if (ras_utf8_error((const char *)word, length) == RAS_UTF8_VALID)
        counts->twice++;
    else if (ras_legacy_is_syllable(RAS_LEGACY_TCVN3, word, length))
        counts->tcvn3++;
    else if (ras_legacy_is_syllable(RAS_LEGACY_VNI, word, length))
        counts->vni++;
    else
        counts->other++;
}

static uint64_t telling_words(const struct mojibake_counts *counts)
{
    return counts->tcvn3 + counts->vni + counts->twice;
}

/* text is valid UTF-8 but for a letter cut at its end. Stops when so many words only Unicode can
 * write that the rest, four bytes for a word, could not outweigh them. */
static void mojibake_count(struct mojibake_counts *counts, struct ras_bytes text)
{
    unsigned char word[RAS_WORD_BYTES_MAX + 1]; /* as Windows-1252; one more marks a longer one */
    size_t length = 0;
    bool beyond_1252 = false;
    for (size_t at = 0; at < text.length;) {
        uint32_t code_point = (unsigned char)text.data[at];
        size_t sequence = 1;
        if (code_point >= 0x80) {
            sequence = ras_utf8_sequence(text.data + at, text.length - at);
            if (sequence == 0)
                break;
            code_point = ras_utf8_code_point(text.data + at, sequence);
        }
        at += sequence;
        if (code_point >= 0x80 || is_word_byte((unsigned char)code_point)) {
            const unsigned char byte = cp1252_byte(code_point);
            beyond_1252 = beyond_1252 || byte == 0;
            if (length < sizeof word)
                word[length++] = byte == 0 ? 0x80 : byte;
            continue;
        }
        if (length > 0)
            mojibake_word(counts, word, length, beyond_1252);
        if (beyond_1252 &&
            UNICODE_WEIGHT * counts->unicode > telling_words(counts) + (text.length - at) / 4 + 1)
            return;
        length = 0;
        beyond_1252 = false;
    }
    mojibake_word(counts, word, length, beyond_1252);
}

static enum ras_status judge_mojibake(struct ras_bytes head, const char *path,
                                      struct ras_error *error)
{
    struct mojibake_counts counts = {.other = 0};
    mojibake_count(&counts, (struct ras_bytes){head.data, head.length < MOJIBAKE_BYTES_MAX
                                                              ? head.length
                                                              : MOJIBAKE_BYTES_MAX});
    const uint64_t telling = telling_words(&counts);
    /* The single kinds share words, so the sum decides whether and the largest which. Real
     * Vietnamese soon has a word that no 8-bit code page can write. */
    if (telling < MOJIBAKE_WORDS_MIN || telling < 2 * counts.other || telling < counts.plain ||
        telling < UNICODE_WEIGHT * counts.unicode)
        return RAS_OK;
    const char *what = counts.tcvn3 >= counts.vni ? "TCVN3 (ABC)" : "VNI (VNI-Win)";
    if (counts.twice > counts.tcvn3 && counts.twice > counts.vni)
        return ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0,
                           "'%s' seems to be UTF-8 that was encoded twice: convert it back once",
                           path);
    return ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0,
                       "'%s' holds %s text that was saved as UTF-8 without conversion: convert it "
                       "to Unicode first",
                       path, what);
}

/* Bytes below 0x20 of at most 255, counted in a byte so that the compiler takes them 16 at a time.
 */
static unsigned low_bytes(const char *bytes, size_t length)
{
    uint8_t low = 0;
    for (size_t i = 0; i < length; i++)
        low = (uint8_t)(low + ((unsigned char)bytes[i] < 0x20));
    return low;
}

/* Control bytes that no text has; with many of them the file is something else. */
static bool is_binary(struct ras_bytes head)
{
    enum { STEP = 240 };
    size_t low = 0, controls = 0;
    for (size_t at = 0; at < head.length; at += STEP)
        low += low_bytes(head.data + at, head.length - at < STEP ? head.length - at : STEP);
    if (low * 10 <= head.length)
        return false; /* too few even if none were a line end */
    for (size_t i = 0; i < head.length; i++) {
        const unsigned char c = (unsigned char)head.data[i];
        controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A;
    }
    return controls * 10 > head.length;
}

enum ras_status ras_charset_judge(struct ras_bytes head, const char *path, struct ras_error *error)
{
    assert(head.length == 0 || head.data != NULL);
    if (head.length == 0)
        return RAS_OK;
    RAS_TRY(other_kind(head, path, error));
    RAS_TRY(other_unicode(head, path, error));
    if (head.length >= 3 && memcmp(head.data, "\xEF\xBB\xBF", 3) == 0)
        head = (struct ras_bytes){head.data + 3, head.length - 3};
    /* judge_invalid looks at no more: trouble further on is a matter of single rows. */
    const size_t invalid = ras_utf8_error(
        head.data, head.length < MOJIBAKE_BYTES_MAX ? head.length : MOJIBAKE_BYTES_MAX);
    if (invalid != RAS_UTF8_VALID && head.length - invalid >= 4)
        RAS_TRY(judge_invalid(head, path, error));
    if (is_binary(head))
        return ras_fail_at(error, RAS_BAD_INPUT, path, 0, 0,
                           "'%s' is not text: it looks like binary data", path);
    return judge_mojibake(head, path, error);
}

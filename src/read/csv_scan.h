/* The structural scan of CSV text: 64 bytes at a time, which delimiters and line ends stand outside
 * quotes.
 *
 * The quoting rule is the same everywhere in this folder (RFC 4180, and for what the RFC leaves
 * open the usual lenient reading). After each byte the text is in one of three states:
 *
 *   FRESH   a field may start, or a quoted field has just closed: a quote opens (or reopens, "")
 *   PLAIN   inside a field without quotes, or behind a closed one: a quote is an ordinary byte
 *   INSIDE  inside quotes: only a quote ends it
 *
 * A line end is LF, CR LF or a lone CR; outside quotes it ends the row. As long as every quote
 * that opens is met in FRESH, INSIDE is the running parity of quotes, which a block computes at
 * once; a block with any other quote is walked byte by byte. The result is always exact.
 *
 * Shape: text is followed by RAS_TEXT_PADDING readable bytes; a CR as last byte looks at the byte
 * behind it. Positions are 32-bit: a text is shorter than 2^31 bytes. Threads: pure, but for the
 * switch ras_csv_scan_force (reader.h), which is for tests. */
#ifndef RASOAT_READ_CSV_SCAN_H
#define RASOAT_READ_CSV_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct ras_csv_state {
    bool inside; /* INSIDE */
    bool fresh;  /* FRESH; has no meaning while inside */
};
#define RAS_CSV_STATE_START ((struct ras_csv_state){false, true})

/* What one or several calls of ras_csv_split have seen of a text. */
struct ras_csv_split {
    struct ras_csv_state state; /* behind the last byte scanned */
    size_t row_end;             /* position behind the last row end, 0 = none yet */
    uint64_t line_count;        /* line ends seen, also those inside quotes */
    uint64_t row_end_lines;     /* of them, those up to row_end */
};

struct ras_csv_row_end {
    uint32_t position; /* of the line end's last byte */
    uint32_t rank;     /* of this row end among the structurals */
    uint32_t lines;    /* line ends from the start of the text up to this one */
};

/* All structurals of a text of whole rows. */
struct ras_csv_index {
    uint32_t *structurals;        /* positions; room for length + RAS_CSV_INDEX_SLACK */
    struct ras_csv_row_end *ends; /* room for every line end + 1 */
    size_t structural_count;
    size_t end_count;
};
#define RAS_CSV_INDEX_SLACK 65

/* Scan text[from, to) on; split is zeroed but for the state before the first call. */
void ras_csv_split(struct ras_csv_split *split, const char *text, size_t from, size_t to,
                   char delimiter);
/* Fill the index for text[0, length). A last row without line end is not in `ends`. */
void ras_csv_index(struct ras_csv_index *index, const char *text, size_t length, char delimiter);
/* Is the text valid UTF-8 without any NUL byte? (The fast answer; ras_utf8_error tells where.) */
bool ras_text_is_clean(const char *text, size_t length);

/* Bit i is set when byte i of the `count` bytes is INSIDE; byte by byte, for irregular blocks. */
uint64_t ras_csv_inside_slow(const char *text, unsigned count, char delimiter,
                             struct ras_csv_state *state);

/* One row per instruction set, best last; see csv_scan.c. */
struct ras_csv_kernels {
    const char *name;
    bool (*supported)(void);
    void (*split)(struct ras_csv_split *split, const char *text, size_t from, size_t to,
                  char delimiter);
    void (*index)(struct ras_csv_index *index, const char *text, size_t length, char delimiter);
    bool (*clean)(const char *text, size_t length);
};
extern const struct ras_csv_kernels ras_csv_kernels_scalar;
#if defined(__x86_64__)
extern const struct ras_csv_kernels ras_csv_kernels_avx2;
extern const struct ras_csv_kernels ras_csv_kernels_avx512;
#endif

#endif

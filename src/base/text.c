/* Text building: numbers without printf, and the project's only escapers. */
#include "base/text.h"

#include "base/alloc.h"
#include "base/bytes.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

void ras_text_init(struct ras_text *text)
{
    *text = (struct ras_text){NULL, 0, 0, false};
}

void ras_text_fini(struct ras_text *text)
{
    ras_free(text->data);
    ras_text_init(text);
}

bool ras_text_grow(struct ras_text *text, size_t bytes)
{
    if (text->failed)
        return false;
    size_t wanted = 0;
    const bool fits =
        !__builtin_add_overflow(text->length, bytes, &wanted) && wanted <= (size_t)PTRDIFF_MAX / 2;
    size_t capacity = text->capacity == 0 ? 256 : text->capacity * 2;
    while (fits && capacity < wanted)
        capacity *= 2;
    char *const data = fits ? ras_realloc(text->data, capacity, 1) : NULL;
    if (data == NULL) {
        text->failed = true;
        return false;
    }
    text->data = data;
    text->capacity = capacity;
    return true;
}

enum ras_status ras_text_status(const struct ras_text *text, struct ras_error *error)
{
    return text->failed ? ras_no_memory(error, text->capacity * 2) : RAS_OK;
}

void ras_text_format(struct ras_text *text, const char *format, ...)
{
    char local[512];
    va_list arguments;
    va_start(arguments, format);
    const int length = vsnprintf(local, sizeof local, format, arguments);
    va_end(arguments);
    if (length < 0)
        return;
    if ((size_t)length < sizeof local) {
        ras_text_bytes(text, (struct ras_bytes){local, (size_t)length});
        return;
    }
    if (!ras_text_reserve(text, (size_t)length + 1))
        return;
    va_start(arguments, format);
    (void)vsnprintf(text->data + text->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    text->length += (size_t)length;
}

void ras_text_unsigned(struct ras_text *text, uint64_t value)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    ras_text_bytes(text, (struct ras_bytes){digits + at, sizeof digits - at});
}

void ras_text_signed(struct ras_text *text, int64_t value)
{
    if (value < 0)
        ras_text_char(text, '-');
    ras_text_unsigned(text, value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value);
}

void ras_text_digits(struct ras_text *text, uint64_t value, unsigned digits)
{
    assert(digits <= 20);
    char buffer[20];
    for (unsigned at = digits; at > 0; at--) {
        buffer[at - 1] = (char)('0' + value % 10);
        value /= 10;
    }
    ras_text_bytes(text, (struct ras_bytes){buffer, digits});
}

void ras_text_fixed(struct ras_text *text, int64_t scaled, unsigned decimals)
{
    assert(decimals <= 19);
    uint64_t magnitude = scaled < 0 ? (uint64_t)0 - (uint64_t)scaled : (uint64_t)scaled;
    uint64_t unit = 1;
    for (unsigned i = 0; i < decimals; i++)
        unit *= 10;
    if (scaled < 0)
        ras_text_char(text, '-');
    ras_text_unsigned(text, magnitude / unit);
    if (decimals > 0) {
        ras_text_char(text, '.');
        ras_text_digits(text, magnitude % unit, decimals);
    }
}

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Not 0 if one of the eight bytes of word is c (Mycroft's test for a zero byte). */
static inline uint64_t word_has(uint64_t word, unsigned char c)
{
    const uint64_t difference = word ^ EACH_BYTE * c;
    return (difference - EACH_BYTE) & ~difference & EACH_BYTE << 7;
}

static inline bool word_needs_quotes(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return (word_has(word, ',') | word_has(word, '"') | word_has(word, '\n') |
            word_has(word, '\r')) != 0;
}

static inline bool byte_needs_quotes(char c)
{
    return c == ',' || c == '"' || c == '\n' || c == '\r';
}

static bool csv_needs_quotes(struct ras_bytes field)
{
    if (field.length == 0)
        return false;
    if (field.data[0] == ' ' || field.data[field.length - 1] == ' ')
        return true;
    if (field.length < sizeof(uint64_t)) {
        for (size_t i = 0; i < field.length; i++)
            if (byte_needs_quotes(field.data[i]))
                return true;
        return false;
    }
    const size_t last = field.length - sizeof(uint64_t); /* the last word overlaps its neighbour */
    for (size_t i = 0; i < last; i += sizeof(uint64_t))
        if (word_needs_quotes(field.data + i))
            return true;
    return word_needs_quotes(field.data + last);
}

static void csv_quoted(struct ras_text *text, struct ras_bytes field)
{
    for (size_t i = 0; i < field.length; i++) {
        if (field.data[i] == '"')
            ras_text_char(text, '"');
        ras_text_char(text, field.data[i]);
    }
}

void ras_text_csv(struct ras_text *text, struct ras_bytes field)
{
    if (!csv_needs_quotes(field)) {
        ras_text_bytes(text, field);
        return;
    }
    ras_text_char(text, '"');
    csv_quoted(text, field);
    ras_text_char(text, '"');
}

void ras_text_csv_safe(struct ras_text *text, struct ras_bytes field)
{
    if (field.length == 0 || !ras_begins_formula(field)) {
        ras_text_csv(text, field);
        return;
    }
    ras_text_string(text, "\"'");
    csv_quoted(text, field);
    ras_text_char(text, '"');
}

/* Length of the valid UTF-8 sequence at the start of bytes, 0 if there is none (Unicode 15, D92).
 */
static size_t utf8_sequence(const unsigned char *s, size_t length)
{
    if (s[0] < 0x80)
        return 1;
    if (s[0] < 0xC2 || s[0] > 0xF4)
        return 0;
    const size_t wanted = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
    if (length < wanted)
        return 0;
    for (size_t i = 1; i < wanted; i++)
        if ((s[i] & 0xC0) != 0x80)
            return 0;
    if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) ||
        (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
        return 0;
    return wanted;
}

static void json_escape(struct ras_text *text, unsigned char c)
{
    if (c >= 0x80) {
        ras_text_string(text, "\xEF\xBF\xBD");
    } else if (c == '"' || c == '\\') {
        ras_text_char(text, '\\');
        ras_text_char(text, (char)c);
    } else {
        ras_text_format(text, "\\u%04x", c);
    }
}

void ras_text_json(struct ras_text *text, struct ras_bytes string)
{
    size_t i = 0, plain = 0; /* [plain, i) is taken as it stands */
    ras_text_char(text, '"');
    while (i < string.length) {
        const unsigned char *const at = (const unsigned char *)string.data + i;
        const size_t sequence = utf8_sequence(at, string.length - i);
        const bool escaped =
            sequence == 0 || *at < 0x20 || *at == '"' || *at == '\\' || *at == 0x7F;
        if (!escaped) {
            i += sequence;
            continue;
        }
        ras_text_bytes(text, (struct ras_bytes){string.data + plain, i - plain});
        json_escape(text, *at);
        plain = ++i;
    }
    if (i > plain)
        ras_text_bytes(text, (struct ras_bytes){string.data + plain, i - plain});
    ras_text_char(text, '"');
}

void ras_text_html(struct ras_text *text, struct ras_bytes string)
{
    for (size_t i = 0; i < string.length; i++) {
        const char c = string.data[i];
        switch (c) {
        case '&': ras_text_string(text, "&amp;"); break;
        case '<': ras_text_string(text, "&lt;"); break;
        case '>': ras_text_string(text, "&gt;"); break;
        case '"': ras_text_string(text, "&quot;"); break;
        case '\'': ras_text_string(text, "&#39;"); break;
        default: ras_text_char(text, c); break;
        }
    }
}

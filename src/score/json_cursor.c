/* Reading JSON piece by piece (RFC 8259). */
#include "score/json_cursor.h"

#include "base/try.h"

#include <stdarg.h>
#include <stdio.h>

#define REPLACEMENT UINT32_C(0xFFFD) /* a lone surrogate */

void ras_json_begin(struct ras_json_cursor *cursor, struct ras_bytes text, const char *source,
                    struct ras_error *error)
{
    *cursor =
        (struct ras_json_cursor){.text = text, .line_number = 1, .source = source, .error = error};
}

enum ras_status ras_json_fail(struct ras_json_cursor *cursor, const char *format, ...)
{
    char message[RAS_ERROR_MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ras_fail_at(cursor->error, RAS_CONFIG, cursor->source, cursor->line_number,
                       cursor->token - cursor->line_start + 1, "%s", message);
}

/* The next byte that is not blank, '\0' at the end; token stands on it. */
static char next_mark(struct ras_json_cursor *cursor)
{
    for (; cursor->at < cursor->text.length; cursor->at++) {
        const char c = cursor->text.data[cursor->at];
        if (c == '\n') {
            cursor->line_number++;
            cursor->line_start = cursor->at + 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            break;
        }
    }
    cursor->token = cursor->at;
    return cursor->at < cursor->text.length ? cursor->text.data[cursor->at] : '\0';
}

enum ras_status ras_json_expect(struct ras_json_cursor *cursor, char mark)
{
    if (next_mark(cursor) != mark)
        return ras_json_fail(
            cursor,
            cursor->at < cursor->text.length ? "expected '%c'" : "the file ends before '%c'", mark);
    cursor->at++;
    return RAS_OK;
}

/* What stands between the parts of an object or array: a comma, or the closing mark. */
static enum ras_status part_follows(struct ras_json_cursor *cursor, char close, bool *first,
                                    bool *more)
{
    const char mark = next_mark(cursor);
    *more = mark != close;
    if (!*more)
        cursor->at++;
    else if (!*first)
        RAS_TRY(ras_json_expect(cursor, ','));
    *first = false;
    return RAS_OK;
}

enum ras_status ras_json_member(struct ras_json_cursor *cursor, bool *first, char *key,
                                size_t capacity, bool *more)
{
    RAS_TRY(part_follows(cursor, '}', first, more));
    if (!*more)
        return RAS_OK;
    RAS_TRY(ras_json_take_string(cursor, key, capacity));
    const size_t token = cursor->token;
    RAS_TRY(ras_json_expect(cursor, ':'));
    cursor->token = token; /* what is wrong with a member is wrong with its key */
    return RAS_OK;
}

enum ras_status ras_json_element(struct ras_json_cursor *cursor, bool *first, bool *more)
{
    return part_follows(cursor, ']', first, more);
}

static bool hexadecimal(struct ras_json_cursor *cursor, uint32_t *value)
{
    *value = 0;
    for (unsigned i = 0; i < 4; i++, cursor->at++) {
        if (cursor->at >= cursor->text.length)
            return false;
        const char c = cursor->text.data[cursor->at];
        uint32_t digit;
        if (c >= '0' && c <= '9')
            digit = (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            digit = (uint32_t)(c - 'a') + 10;
        else if (c >= 'A' && c <= 'F')
            digit = (uint32_t)(c - 'A') + 10;
        else
            return false;
        *value = *value << 4 | digit;
    }
    return true;
}

/* The four digits after \u, and a second \u where they are the first half of a pair. */
static bool escaped_point(struct ras_json_cursor *cursor, uint32_t *point)
{
    if (!hexadecimal(cursor, point))
        return false;
    if (*point < 0xD800 || *point > 0xDFFF)
        return *point != 0; /* strings end at NUL here */
    const size_t after = cursor->at;
    const struct ras_bytes text = cursor->text;
    uint32_t low = 0;
    if (*point < 0xDC00 && after + 1 < text.length && text.data[after] == '\\' &&
        text.data[after + 1] == 'u') {
        cursor->at += 2;
        if (!hexadecimal(cursor, &low))
            return false;
    }
    if (low >= 0xDC00 && low <= 0xDFFF) {
        *point = 0x10000 + ((*point - 0xD800) << 10) + (low - 0xDC00);
    } else {
        cursor->at = after;
        *point = REPLACEMENT;
    }
    return true;
}

static size_t point_write(uint32_t point, char *out)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    const size_t length = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, point >>= 6)
        out[i] = (char)(0x80 | (point & 0x3F));
    out[0] = (char)((0xF00u >> length & 0xFF) | point);
    return length;
}

/* One character of a string, as bytes of out (at least 4); 0 = not allowed there. */
static size_t character_read(struct ras_json_cursor *cursor, char *out)
{
    static const char escapes[] = "\"\\/bfnrt";
    static const char meanings[] = "\"\\/\b\f\n\r\t";
    const char c = cursor->text.data[cursor->at++];
    if ((unsigned char)c < 0x20)
        return 0;
    if (c != '\\') {
        out[0] = c;
        return 1;
    }
    if (cursor->at >= cursor->text.length)
        return 0;
    const char escape = cursor->text.data[cursor->at++];
    for (size_t i = 0; i + 1 < sizeof escapes; i++)
        if (escapes[i] == escape) {
            out[0] = meanings[i];
            return 1;
        }
    uint32_t point;
    return escape == 'u' && escaped_point(cursor, &point) ? point_write(point, out) : 0;
}

enum ras_status ras_json_take_string(struct ras_json_cursor *cursor, char *out, size_t capacity)
{
    if (next_mark(cursor) != '"')
        return ras_json_fail(cursor, "expected a string in quotes");
    cursor->at++;
    size_t length = 0;
    while (cursor->at < cursor->text.length && cursor->text.data[cursor->at] != '"') {
        char bytes[4];
        const size_t count = character_read(cursor, bytes);
        if (count == 0)
            return ras_json_fail(cursor, "a character that a string cannot hold as it stands");
        for (size_t i = 0; i < count; i++) {
            if (length + 1 >= capacity)
                return ras_json_fail(cursor, "a string longer than %zu bytes", capacity - 1);
            out[length++] = bytes[i];
        }
    }
    if (cursor->at >= cursor->text.length)
        return ras_json_fail(cursor, "a string without its closing quote");
    cursor->at++;
    out[length] = '\0';
    return RAS_OK;
}

enum ras_status ras_json_number(struct ras_json_cursor *cursor, struct ras_decimal *number)
{
    (void)next_mark(cursor);
    const size_t start = cursor->at;
    while (cursor->at < cursor->text.length) {
        const char c = cursor->text.data[cursor->at];
        if (!(c >= '0' && c <= '9') && c != '-' && c != '+' && c != '.' && c != 'e' && c != 'E')
            break;
        cursor->at++;
    }
    const struct ras_bytes written = {cursor->text.data + start, cursor->at - start};
    if (!ras_decimal_read(written, number))
        return ras_json_fail(cursor, "expected a number of at most 15 digits");
    return RAS_OK;
}

enum ras_status ras_json_end(struct ras_json_cursor *cursor)
{
    (void)next_mark(cursor);
    return cursor->at == cursor->text.length
               ? RAS_OK
               : ras_json_fail(cursor, "expected nothing after the closing brace");
}

/* Any bytes through the escapers: what is written can be read back, and nothing in it breaks out.
 */
#include "base/text.h"

#include "base/bytes.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

/* Undoes the quoting of one field (RFC 4180) and compares. */
static void check_csv(const struct ras_text *text, struct ras_bytes field)
{
    size_t length = 0;
    const bool quoted = text->length > 0 && text->data[0] == '"';
    if (!quoted) {
        require(ras_bytes_equal((struct ras_bytes){text->data, text->length}, field));
        for (size_t i = 0; i < field.length; i++)
            require(strchr(",\"\n\r", field.data[i]) == NULL || field.data[i] == '\0');
        return;
    }
    require(text->length >= 2 && text->data[text->length - 1] == '"');
    for (size_t i = 1; i < text->length - 1; i++) {
        if (text->data[i] == '"')
            require(text->data[++i] == '"' && i < text->length - 1);
        require(length < field.length && text->data[i] == field.data[length]);
        length++;
    }
    require(length == field.length);
}

static void check_json(const struct ras_text *text)
{
    require(text->length >= 2 && text->data[0] == '"' && text->data[text->length - 1] == '"');
    for (size_t i = 1; i < text->length - 1; i++) {
        require((unsigned char)text->data[i] >= 0x20 && text->data[i] != '"');
        i += text->data[i] == '\\';
        require(i < text->length - 1);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct ras_bytes field = {(const char *)data, size};
    struct ras_text text;
    ras_text_init(&text);
    ras_text_csv(&text, field);
    check_csv(&text, field);
    ras_text_clear(&text);
    ras_text_csv_safe(&text, field);
    require(text.length == 0 || strchr("=+-@\t\r", text.data[0]) == NULL || text.data[0] == '\0');
    ras_text_clear(&text);
    ras_text_json(&text, field);
    check_json(&text);
    ras_text_clear(&text);
    ras_text_html(&text, field);
    for (size_t i = 0; i < text.length; i++)
        require(text.data[i] != '<' && text.data[i] != '>' && text.data[i] != '"');
    ras_text_fini(&text);
    return 0;
}

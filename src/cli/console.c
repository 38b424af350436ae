/* Writing for people, without stdio: a short write and a closed pipe must each be seen. */
#include "cli/console.h"

#include "base/bytes.h"
#include "base/output.h"
#include "base/try.h"

#include <errno.h>
#include <unistd.h>

enum ras_status ras_console_print(struct ras_bytes bytes, struct ras_error *error)
{
    struct ras_output output;
    RAS_TRY(ras_output_open_stdout(&output, error));
    ras_output_write(&output, bytes.data, bytes.length);
    return ras_output_close(&output, NULL, NULL, error);
}

enum ras_status ras_console_finish(struct ras_text *text, struct ras_error *error)
{
    enum ras_status status = ras_text_status(text, error);
    if (status == RAS_OK)
        status = ras_console_print((struct ras_bytes){text->data, text->length}, error);
    ras_text_fini(text);
    return status;
}

void ras_console_tell(struct ras_bytes bytes)
{
    while (bytes.length > 0) {
        const ssize_t wrote = write(STDERR_FILENO, bytes.data, bytes.length);
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote <= 0)
            return;
        bytes = (struct ras_bytes){bytes.data + wrote, bytes.length - (size_t)wrote};
    }
}

static void tell_text(struct ras_text *text)
{
    if (!text->failed)
        ras_console_tell((struct ras_bytes){text->data, text->length});
    else
        ras_console_tell(RAS_LITERAL("rasoat: error: out of memory\n"));
    ras_text_fini(text);
}

/* "file:3:5: ", "file: " or "rasoat: " */
static void append_place(struct ras_text *text, const struct ras_error *error)
{
    ras_text_string(text, error->source[0] == '\0' ? "rasoat" : error->source);
    if (error->source[0] != '\0' && error->line_number != 0) {
        ras_text_char(text, ':');
        ras_text_unsigned(text, error->line_number);
        if (error->column != 0) {
            ras_text_char(text, ':');
            ras_text_unsigned(text, error->column);
        }
    }
    ras_text_string(text, ": ");
}

void ras_console_error(enum ras_language language, enum ras_status status,
                       const struct ras_error *error)
{
    const bool stopped = status == RAS_INTERRUPTED || status == RAS_TERMINATED;
    struct ras_text text;
    if (status == RAS_OK)
        return;
    ras_text_init(&text);
    append_place(&text, error);
    ras_text_string(&text, ras_message(language, RAS_MESSAGE_ERROR));
    ras_text_string(&text, ": ");
    if (error->message[0] != '\0')
        ras_text_string(&text, error->message);
    else if (stopped)
        ras_text_string(&text, ras_message(language, RAS_MESSAGE_STOPPED));
    else
        ras_text_string(&text, ras_status_name(status));
    ras_text_char(&text, '\n');
    tell_text(&text);
}

void ras_console_warning(enum ras_language language, const char *message)
{
    struct ras_text text;
    ras_text_init(&text);
    ras_text_string(&text, "rasoat: ");
    ras_text_string(&text, ras_message(language, RAS_MESSAGE_WARNING));
    ras_text_string(&text, ": ");
    ras_text_string(&text, message);
    ras_text_char(&text, '\n');
    tell_text(&text);
}

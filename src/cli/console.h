/* The two ways out: results on standard output, talk on standard error. */
#ifndef RASOAT_CLI_CONSOLE_H
#define RASOAT_CLI_CONSOLE_H

#include "base/text.h"
#include "cli/messages.h"
#include "rasoat/error.h"

/* All bytes on standard output; RAS_PIPE_CLOSED when its reader has gone, RAS_IO otherwise. */
enum ras_status ras_console_print(struct ras_bytes bytes, struct ras_error *error) RAS_MUST_CHECK;
/* The text built so far, or RAS_NO_MEMORY if an append failed. The text is given back. */
enum ras_status ras_console_finish(struct ras_text *text, struct ras_error *error) RAS_MUST_CHECK;
/* All bytes on standard error; trouble there cannot be told anywhere. */
void ras_console_tell(struct ras_bytes bytes);
/* "rasoat: error: message" or "file:line:column: error: message". Nothing for RAS_OK. */
void ras_console_error(enum ras_language language, enum ras_status status,
                       const struct ras_error *error);
/* "rasoat: warning: message". */
void ras_console_warning(enum ras_language language, const char *message);

#endif

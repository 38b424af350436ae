/* One line is one row; quotes are undone in place. */
#include "support/data_rows.h"

#include <string.h>

bool data_rows_open(struct data_rows *rows, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "../shared/data/%s", name);
    rows->file = fopen(path, "r");
    return rows->file != NULL && data_rows_next(rows);
}

bool data_rows_next(struct data_rows *rows)
{
    if (fgets(rows->line, sizeof rows->line, rows->file) == NULL)
        return false;
    char *in = rows->line, *out = rows->line;
    rows->count = 0;
    for (bool more = true; more && rows->count < DATA_FIELDS_MAX;) {
        bool quoted = *in == '"';
        in += quoted;
        rows->field[rows->count++] = out;
        while (*in != '\0' && *in != '\n' && *in != '\r' && (quoted || *in != ',')) {
            if (quoted && *in == '"' && in[1] != '"') {
                quoted = false;
                in++;
                continue;
            }
            in += quoted && *in == '"';
            *out++ = *in++;
        }
        more = *in == ',';
        in++;
        *out++ = '\0';
    }
    return true;
}

void data_rows_close(struct data_rows *rows)
{
    if (rows->file != NULL)
        (void)fclose(rows->file);
}

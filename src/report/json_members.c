/* JSON objects, member by member. */
#include "report/json_members.h"

#include "base/bytes.h"
#include "record/date.h"
#include "report/line_fields.h"

static void next_line(struct ras_json *json)
{
    if (!json->first)
        ras_text_char(json->out, ',');
    if (json->depth > 0) {
        ras_text_char(json->out, '\n');
        for (unsigned i = 0; i < json->depth; i++)
            ras_text_string(json->out, "  ");
    }
    json->first = false;
}

void ras_json_name(struct ras_json *json, const char *name)
{
    next_line(json);
    if (name != NULL) {
        ras_text_json(json->out, ras_bytes_of(name));
        ras_text_string(json->out, ": ");
    }
}

void ras_json_open(struct ras_json *json, const char *name, char bracket)
{
    ras_json_name(json, name);
    ras_text_char(json->out, bracket);
    json->depth++;
    json->first = true;
}

void ras_json_close(struct ras_json *json, char bracket)
{
    json->depth--;
    if (!json->first) {
        ras_text_char(json->out, '\n');
        for (unsigned i = 0; i < json->depth; i++)
            ras_text_string(json->out, "  ");
    }
    ras_text_char(json->out, bracket);
    json->first = false;
}

void ras_json_string(struct ras_json *json, const char *name, const char *value)
{
    ras_json_name(json, name);
    ras_text_json(json->out, ras_bytes_of(value));
}

void ras_json_unsigned(struct ras_json *json, const char *name, uint64_t value)
{
    ras_json_name(json, name);
    ras_text_unsigned(json->out, value);
}

void ras_json_fixed(struct ras_json *json, const char *name, int64_t scaled, unsigned decimals)
{
    ras_json_name(json, name);
    ras_text_fixed(json->out, scaled, decimals);
}

void ras_json_hash(struct ras_json *json, const char *name, uint64_t value)
{
    ras_json_name(json, name);
    ras_text_char(json->out, '"');
    ras_line_hash(json->out, value);
    ras_text_char(json->out, '"');
}

void ras_json_date(struct ras_json *json, const char *name, uint32_t date)
{
    char written[16];
    ras_json_name(json, name);
    if (ras_date_iso(date, written) == 0)
        ras_text_string(json->out, "null");
    else
        ras_text_json(json->out, ras_bytes_of(written));
}

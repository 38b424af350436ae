/* Members of JSON objects, one line each, so that two runs can be told apart with diff. A member
 * ends with the comma of the one before it: `first` is true for the first of an object.
 * Threads: pure. */
#ifndef RASOAT_REPORT_JSON_MEMBERS_H
#define RASOAT_REPORT_JSON_MEMBERS_H

#include "base/text.h"
#include "rasoat/bytes.h"

#include <stdbool.h>
#include <stdint.h>

/* Where the next member stands: the depth of its object and whether it is the first. */
struct ras_json {
    struct ras_text *out;
    unsigned depth;
    bool first;
};

/* Open and close an object or array; name is NULL for an element of an array and for the root. */
void ras_json_open(struct ras_json *json, const char *name, char bracket);
void ras_json_close(struct ras_json *json, char bracket);
void ras_json_name(struct ras_json *json, const char *name);
void ras_json_string(struct ras_json *json, const char *name, const char *value);
void ras_json_unsigned(struct ras_json *json, const char *name, uint64_t value);
/* scaled / 10^decimals */
void ras_json_fixed(struct ras_json *json, const char *name, int64_t scaled, unsigned decimals);
/* 16 hexadecimal digits in quotes */
void ras_json_hash(struct ras_json *json, const char *name, uint64_t value);
/* "2026-09-30"; null for no date. */
void ras_json_date(struct ras_json *json, const char *name, uint32_t date);

#endif

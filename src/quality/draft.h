/* An issue while it is being worded: bounded buffers on the stack, copied into the arena at the
 * end. Private to quality/. */
#ifndef RASOAT_QUALITY_DRAFT_H
#define RASOAT_QUALITY_DRAFT_H

#include "quality/rule_view.h"
#include "rasoat/bytes.h"
#include "record/issue.h"

#include <stdint.h>
#include <string.h>

/* A name of RAS_NAME_BYTES_MAX in capitals (at most one byte more a letter) and a phrase around it.
 */
#define RAS_DRAFT_LINE_MAX 640

struct ras_draft_line {
    size_t length;
    char text[RAS_DRAFT_LINE_MAX];
};

struct ras_draft {
    struct ras_issue *issue; /* rule, field, office and needs_person are preset from the rule */
    struct ras_draft_line proposal;
    struct ras_draft_line evidence;
};

/* Appending never overruns: what does not fit is left out at a letter. */
void ras_draft_cut(struct ras_draft_line *line, struct ras_bytes text); /* where it may not fit */
static inline void ras_draft_bytes(struct ras_draft_line *line, struct ras_bytes text)
{
    if (text.length > RAS_DRAFT_LINE_MAX - line->length) {
        ras_draft_cut(line, text);
    } else if (text.length > 0) {
        memcpy(line->text + line->length, text.data, text.length);
        line->length += text.length;
    }
}
/* Inline, so that the length of a literal is known where it is written. */
static inline void ras_draft_string(struct ras_draft_line *line, const char *text)
{
    ras_draft_bytes(line, (struct ras_bytes){text, strlen(text)});
}
void ras_draft_unsigned(struct ras_draft_line *line, uint64_t value, unsigned digits);
void ras_draft_date(struct ras_draft_line *line, uint32_t date);     /* 07/03/1985 */
void ras_draft_date_iso(struct ras_draft_line *line, uint32_t date); /* 1985-03-07 */
/* A canonical name as people write it: a capital at the start of each syllable, and after the
 * apostrophe of H'Lim and K'Brông. */
void ras_draft_name(struct ras_draft_line *line, struct ras_bytes canonical);
void ras_draft_sex(struct ras_draft_line *line, uint8_t sex); /* Nam, Nữ */
/* The Vietnamese texts of a set of repairs, joined by commas. */
void ras_draft_repairs(struct ras_draft_line *line, uint64_t repairs);
/* "00175 (Xã Tân Hòa)", the name where the unit list knows it. */
void ras_draft_commune(struct ras_draft_line *line, const struct ras_units *units, uint32_t code);

/* The cell a field was read from: of a number any of its three columns, of a date or a name that
 * stands in three columns their joined text (written into *scratch). Empty when there is none. */
struct ras_bytes ras_draft_cell(const struct ras_rule_input *input, enum ras_field field,
                                struct ras_draft_line *scratch);
/* Is there any column in the file that the field could be read from? */
bool ras_draft_has_column(const struct ras_batch *batch, enum ras_field field);
/* The parsed value of a date field, 0 for other fields. */
uint32_t ras_person_date(const struct ras_person *person, enum ras_field field);

#endif

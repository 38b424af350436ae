/* From a header line to the columns in use: the config's mapping first, then the table of usual
 * headers, then what the neighbours say of headers that could be two things. */
#include "read/layout.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "read/csv_scan.h"
#include "read/headers.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const char delimiters[] = {',', ';', '\t', '|'};

/* Everything the steps below share. */
struct mapper {
    const struct ras_reader_settings *settings;
    const char *path;
    struct ras_layout *layout;
    enum ras_field *column_field;           /* = layout->column_field, while it is being filled */
    struct ras_header_match *matches;       /* by column */
    uint64_t fixed;                         /* fields that the config has mapped */
    uint32_t field_column[RAS_FIELD_COUNT]; /* UINT32_MAX = none yet */
    struct ras_error *error;
};

/* End of the field that starts at `at`, by the quoting rule. */
static size_t field_end(struct ras_bytes row, size_t at, char delimiter)
{
    struct ras_csv_state state = RAS_CSV_STATE_START;
    while (at < row.length) {
        if (!state.inside && row.data[at] == delimiter)
            break;
        (void)ras_csv_inside_slow(row.data + at, 1, delimiter, &state);
        at++;
    }
    return at;
}

/* While the delimiter is not known, a quote may open behind any of them: "a","x;y;z" has one
 * comma and no semicolon. */
static unsigned delimiter_score(struct ras_bytes row, char delimiter)
{
    struct ras_csv_state state = RAS_CSV_STATE_START;
    unsigned known = 0;
    unsigned columns = 0;
    size_t start = 0;
    for (size_t at = 0; at <= row.length; at++) {
        const char c = at < row.length ? row.data[at] : delimiter;
        const bool breaks = memchr(delimiters, c, sizeof delimiters) != NULL;
        if ((!state.inside && c == delimiter) || at == row.length) {
            known += ras_header_field((struct ras_bytes){row.data + start, at - start}, NULL) !=
                     RAS_FIELD_NONE;
            columns += columns < RAS_HEADER_COLUMNS_MAX;
            start = at + 1;
        }
        (void)ras_csv_inside_slow(&c, 1, breaks ? c : delimiter, &state);
    }
    return known * (RAS_HEADER_COLUMNS_MAX + 1) + columns;
}

char ras_delimiter_detect(struct ras_bytes header_row)
{
    char best = delimiters[0];
    unsigned best_score = 0;
    for (size_t i = 0; i < sizeof delimiters; i++) {
        if (memchr(header_row.data, delimiters[i], header_row.length) == NULL)
            continue;
        const unsigned score = delimiter_score(header_row, delimiters[i]);
        if (score > best_score) {
            best = delimiters[i];
            best_score = score;
        }
    }
    return best;
}

static enum ras_status bad_file(const struct mapper *mapper, const char *message)
{
    return ras_fail_at(mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0, "%s", message);
}

/* The headers as written, unquoted, NUL-terminated. */
static enum ras_status headers_read(struct ras_layout *layout, const char *path,
                                    struct ras_bytes row, struct ras_arena *arena,
                                    struct ras_error *error)
{
    const char **const headers =
        ras_arena_alloc(arena, RAS_HEADER_COLUMNS_MAX * sizeof *headers, _Alignof(char *));
    if (headers == NULL)
        return ras_no_memory(error, RAS_HEADER_COLUMNS_MAX * sizeof *headers);
    uint32_t count = 0;
    for (size_t at = 0;; count++) {
        if (count == RAS_HEADER_COLUMNS_MAX)
            return ras_fail_at(error, RAS_BAD_INPUT, path, 1, 0, "'%s' has more than %d columns",
                               path, RAS_HEADER_COLUMNS_MAX);
        const size_t end = field_end(row, at, layout->delimiter);
        char *const copy = ras_arena_alloc(arena, end - at + 1, 1);
        if (copy == NULL)
            return ras_no_memory(error, end - at + 1);
        struct ras_cell cell = {0, (uint32_t)(end - at)};
        if (cell.length > 0) {
            memcpy(copy, row.data + at, cell.length);
            cell = ras_field_unquote(copy, cell);
        }
        copy[cell.offset + cell.length] = '\0';
        headers[count] = copy + cell.offset;
        if (end == row.length)
            break;
        at = end + 1;
    }
    layout->headers = headers;
    layout->column_count = count + 1;
    return RAS_OK;
}

/* The column with that header: the same bytes, or else the same folded form. Two equal ones are an
 * error. UINT32_MAX = none. */
static enum ras_status column_find(const struct mapper *mapper, const char *wanted,
                                   uint32_t *column)
{
    const struct ras_layout *const layout = mapper->layout;
    char wanted_folded[RAS_HEADER_FOLD_MAX];
    (void)ras_header_fold(ras_bytes_of(wanted), wanted_folded, sizeof wanted_folded);
    *column = UINT32_MAX;
    for (unsigned exact = 1; *column == UINT32_MAX && exact <= 1; exact--) {
        for (uint32_t i = 0; i < layout->column_count; i++) {
            char folded[RAS_HEADER_FOLD_MAX];
            (void)ras_header_fold(ras_bytes_of(layout->headers[i]), folded, sizeof folded);
            const bool equal = exact ? strcmp(layout->headers[i], wanted) == 0
                                     : folded[0] != '\0' && strcmp(folded, wanted_folded) == 0;
            if (equal && *column != UINT32_MAX)
                return ras_fail_at(mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0,
                                   "'%s' has two columns '%s' and '%s' where one is asked for",
                                   mapper->path, layout->headers[*column], layout->headers[i]);
            if (equal)
                *column = i;
        }
    }
    return RAS_OK;
}

/* A first line with long numbers in it is more likely a person than a header: it is not shown. */
static bool header_may_be_shown(const char *header)
{
    unsigned digits = 0;
    for (const char *c = header; *c != '\0'; c++)
        digits += *c >= '0' && *c <= '9';
    return digits < 4;
}

/* A number of a person or a telephone: eight digits in a row, which no header has. */
static bool holds_number(const char *header)
{
    unsigned run = 0;
    for (const char *c = header; *c != '\0'; c++) {
        run = *c >= '0' && *c <= '9' ? run + 1 : 0;
        if (run == 8)
            return true;
    }
    return false;
}

static bool looks_like_data(const struct mapper *mapper)
{
    bool any_number = false;
    for (uint32_t i = 0; i < mapper->layout->column_count; i++) {
        if (mapper->column_field[i] != RAS_FIELD_NONE)
            return false;
        any_number = any_number || holds_number(mapper->layout->headers[i]);
    }
    return any_number;
}

/* "no column for full_name in 'x.csv' (columns: a, b); did you mean 'ho_ten'". */
static enum ras_status column_missing(const struct mapper *mapper, const char *wanted,
                                      const char *near)
{
    char message[RAS_ERROR_MESSAGE_MAX];
    if (looks_like_data(mapper)) {
        (void)snprintf(message, sizeof message,
                       "'%s' seems to have no header line: its first line has no column for %s",
                       mapper->path, wanted);
        return bad_file(mapper, message);
    }
    size_t used = 0;
    const size_t room = sizeof message - 100; /* for the rest of the sentence */
    used += (size_t)snprintf(
        message, room, "no column for %.60s in '%.120s'; columns found: ", wanted, mapper->path);
    const uint32_t count = mapper->layout->column_count;
    for (uint32_t i = 0; i < count; i++) {
        const char *const header = mapper->layout->headers[i];
        const size_t length = strlen(header);
        if (used + length + 2 >= room) {
            used += (size_t)snprintf(message + used, 24, "... (%u more)", count - i);
            break;
        }
        if (header_may_be_shown(header))
            used +=
                (size_t)snprintf(message + used, room - used, "%s%s", i == 0 ? "" : ", ", header);
    }
    if (near != NULL && used + strlen(near) + 20 < sizeof message)
        (void)snprintf(message + used, sizeof message - used, "; did you mean '%s'", near);
    return bad_file(mapper, message);
}

static void column_take(struct mapper *mapper, uint32_t column, enum ras_field field)
{
    mapper->column_field[column] = field;
    mapper->field_column[field] = column;
}

static enum ras_status config_apply(struct mapper *mapper)
{
    const struct ras_reader_settings *const settings = mapper->settings;
    for (size_t i = 0; i < settings->mapping_count; i++) {
        const struct ras_column_mapping *const mapping = &settings->mappings[i];
        uint32_t column = UINT32_MAX;
        RAS_TRY(column_find(mapper, mapping->header, &column));
        if (column == UINT32_MAX) {
            char wanted[RAS_ERROR_MESSAGE_MAX];
            (void)snprintf(wanted, sizeof wanted, "%s ('%s' in the config)",
                           ras_field_name(mapping->field), mapping->header);
            return column_missing(mapper, wanted,
                                  ras_header_nearest(mapping->header, mapper->layout->headers,
                                                     mapper->layout->column_count));
        }
        if (mapper->column_field[column] != RAS_FIELD_NONE)
            return ras_fail_at(mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0,
                               "column '%s' of '%s' is mapped to both %s and %s",
                               mapper->layout->headers[column], mapper->path,
                               ras_field_name(mapper->column_field[column]),
                               ras_field_name(mapping->field));
        column_take(mapper, column, mapping->field);
        mapper->fixed |= RAS_FIELD_BIT(mapping->field);
    }
    return RAS_OK;
}

static enum ras_status table_take(struct mapper *mapper, uint32_t column, enum ras_field field)
{
    if ((mapper->fixed & RAS_FIELD_BIT(field)) != 0)
        return RAS_OK;
    const uint32_t other = mapper->field_column[field];
    if (other != UINT32_MAX)
        return ras_fail_at(mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0,
                           "columns '%s' and '%s' of '%s' both fit %s: say which under columns:",
                           mapper->layout->headers[other], mapper->layout->headers[column],
                           mapper->path, ras_field_name(field));
    column_take(mapper, column, field);
    return RAS_OK;
}

static bool any_column(const struct mapper *mapper, enum ras_field field, bool part)
{
    for (uint32_t i = 0; i < mapper->layout->column_count; i++) {
        if (mapper->column_field[i] != RAS_FIELD_NONE)
            continue;
        const struct ras_header_match *const match = &mapper->matches[i];
        if (part ? match->part == field
                 : match->strong[0] == field && match->strong[1] == RAS_FIELD_NONE)
            return true;
    }
    return false;
}

/* Day, month and year in three columns: "ngày sinh" is then the day. */
static enum ras_status parts_apply(struct mapper *mapper)
{
    if (!any_column(mapper, RAS_FIELD_BIRTH_DAY, true) ||
        !any_column(mapper, RAS_FIELD_BIRTH_MONTH, true) ||
        !any_column(mapper, RAS_FIELD_BIRTH_YEAR, true))
        return RAS_OK;
    for (uint32_t i = 0; i < mapper->layout->column_count; i++)
        if (mapper->column_field[i] == RAS_FIELD_NONE && mapper->matches[i].part != RAS_FIELD_NONE)
            RAS_TRY(table_take(mapper, i, mapper->matches[i].part));
    return RAS_OK;
}

/* "Tên" is the given name beside a surname or a full name, and else could be either. */
static enum ras_status ambiguous_apply(struct mapper *mapper, uint32_t column)
{
    const struct ras_header_match *const match = &mapper->matches[column];
    enum ras_field field = RAS_FIELD_NONE;
    for (unsigned i = 0; i < 2; i++)
        if ((mapper->fixed & RAS_FIELD_BIT(match->strong[1 - i])) != 0)
            field = match->strong[i];
    if (mapper->field_column[RAS_FIELD_SURNAME] != UINT32_MAX ||
        mapper->field_column[RAS_FIELD_MIDDLE_NAME] != UINT32_MAX ||
        mapper->field_column[RAS_FIELD_FULL_NAME] != UINT32_MAX)
        field = RAS_FIELD_GIVEN_NAME;
    if (field != RAS_FIELD_NONE)
        return table_take(mapper, column, field);
    return ras_fail_at(mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0,
                       "column '%s' of '%s' fits both %s and %s: say which under columns:",
                       mapper->layout->headers[column], mapper->path,
                       ras_field_name(match->strong[0]), ras_field_name(match->strong[1]));
}

/* A year beside a full date of birth is BIRTH_YEAR. */
static bool is_year_beside_date(const struct mapper *mapper, uint32_t column)
{
    if (mapper->matches[column].part != RAS_FIELD_BIRTH_YEAR)
        return false;
    if (mapper->field_column[RAS_FIELD_BIRTH_DATE] != UINT32_MAX)
        return true;
    for (uint32_t i = 0; i < mapper->layout->column_count; i++)
        if (mapper->column_field[i] == RAS_FIELD_NONE &&
            mapper->matches[i].strong[0] == RAS_FIELD_BIRTH_DATE &&
            mapper->matches[i].part != RAS_FIELD_BIRTH_YEAR)
            return true;
    return false;
}

static enum ras_status table_apply(struct mapper *mapper)
{
    const uint32_t count = mapper->layout->column_count;
    for (uint32_t i = 0; i < count; i++) {
        const struct ras_header_match *const match = &mapper->matches[i];
        if (mapper->column_field[i] != RAS_FIELD_NONE || match->strong[0] == RAS_FIELD_NONE ||
            match->strong[1] != RAS_FIELD_NONE)
            continue;
        RAS_TRY(table_take(
            mapper, i, is_year_beside_date(mapper, i) ? RAS_FIELD_BIRTH_YEAR : match->strong[0]));
    }
    for (uint32_t i = 0; i < count; i++)
        if (mapper->column_field[i] == RAS_FIELD_NONE &&
            mapper->matches[i].strong[1] != RAS_FIELD_NONE)
            RAS_TRY(ambiguous_apply(mapper, i));
    for (uint32_t i = 0; i < count; i++) {
        const enum ras_field weak = mapper->matches[i].weak;
        if (mapper->column_field[i] == RAS_FIELD_NONE && weak != RAS_FIELD_NONE &&
            mapper->field_column[weak] == UINT32_MAX)
            column_take(mapper, i, weak);
    }
    return RAS_OK;
}

static bool has_field(const struct mapper *mapper, enum ras_field field)
{
    return mapper->field_column[field] != UINT32_MAX;
}

static bool requirement_met(const struct mapper *mapper, enum ras_field field)
{
    if (has_field(mapper, field))
        return true;
    if (field == RAS_FIELD_FULL_NAME)
        return has_field(mapper, RAS_FIELD_SURNAME) && has_field(mapper, RAS_FIELD_GIVEN_NAME);
    if (field == RAS_FIELD_BIRTH_DATE)
        return has_field(mapper, RAS_FIELD_BIRTH_YEAR);
    if (field == RAS_FIELD_PERSONAL_ID)
        return has_field(mapper, RAS_FIELD_DOCUMENT_ID);
    return false;
}

/* Of the columns that are no other field's already. */
#define FREE_COLUMNS_MAX 256u

static const char *nearest_free(const struct mapper *mapper, enum ras_field field)
{
    const char *headers[FREE_COLUMNS_MAX];
    size_t count = 0;
    for (uint32_t i = 0; i < mapper->layout->column_count && count < FREE_COLUMNS_MAX; i++)
        if (mapper->column_field[i] == RAS_FIELD_NONE)
            headers[count++] = mapper->layout->headers[i];
    return ras_header_nearest_to_field(field, headers, count);
}

/* A first line that names nothing known and holds long numbers is refused even where no column is
 * asked for, so that nobody shows it as a list of headers. */
static enum ras_status required_check(const struct mapper *mapper)
{
    if (looks_like_data(mapper) && mapper->settings->required == 0)
        return ras_fail_at(
            mapper->error, RAS_BAD_INPUT, mapper->path, 1, 0,
            "'%s' seems to have no header line: its first line names no known column",
            mapper->path);
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        if ((mapper->settings->required & RAS_FIELD_BIT(field)) != 0 &&
            !requirement_met(mapper, (enum ras_field)field))
            return column_missing(mapper, ras_field_name((enum ras_field)field),
                                  nearest_free(mapper, (enum ras_field)field));
    return RAS_OK;
}

/* The slot of a column, made when it is first asked for. */
static uint16_t slot_of(struct ras_layout *layout, uint16_t *slot_column, uint32_t column)
{
    for (uint32_t i = 0; i < layout->slot_count; i++)
        if (slot_column[i] == column)
            return (uint16_t)i;
    slot_column[layout->slot_count] = (uint16_t)column;
    return (uint16_t)layout->slot_count++;
}

static enum ras_status slots_make(struct mapper *mapper, struct ras_arena *arena)
{
    struct ras_layout *const layout = mapper->layout;
    uint16_t *const slot_column =
        ras_arena_alloc(arena, layout->column_count * sizeof *slot_column, sizeof *slot_column);
    if (slot_column == NULL)
        return ras_no_memory(mapper->error, layout->column_count * sizeof *slot_column);
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        layout->field_slot[field] = mapper->field_column[field] == UINT32_MAX
                                        ? RAS_SLOT_NONE
                                        : slot_of(layout, slot_column, mapper->field_column[field]);
    for (size_t i = 0; i < mapper->settings->carried_count; i++) {
        const char *const wanted = mapper->settings->carried[i];
        uint32_t column = UINT32_MAX;
        RAS_TRY(column_find(mapper, wanted, &column));
        if (column == UINT32_MAX)
            return column_missing(
                mapper, wanted, ras_header_nearest(wanted, layout->headers, layout->column_count));
        layout->carried_slot[i] = slot_of(layout, slot_column, column);
    }
    layout->carried_count = (uint32_t)mapper->settings->carried_count;
    layout->slot_column = slot_column;
    return RAS_OK;
}

enum ras_status ras_layout_make(struct ras_layout *layout,
                                const struct ras_reader_settings *settings, const char *path,
                                struct ras_bytes header_row, char delimiter,
                                struct ras_arena *arena, struct ras_error *error)
{
    assert(settings->carried_count <= RAS_CARRIED_MAX);
    *layout = (struct ras_layout){.delimiter = delimiter};
    layout->header_row = ras_arena_copy(arena, header_row);
    if (layout->header_row.data == NULL)
        return ras_no_memory(error, header_row.length);
    RAS_TRY(headers_read(layout, path, header_row, arena, error));

    const uint32_t count = layout->column_count;
    struct mapper mapper = {.settings = settings, .path = path, .layout = layout, .error = error};
    mapper.column_field =
        ras_arena_alloc(arena, count * sizeof *mapper.column_field, _Alignof(enum ras_field));
    mapper.matches =
        ras_arena_alloc(arena, count * sizeof *mapper.matches, _Alignof(struct ras_header_match));
    if (mapper.column_field == NULL || mapper.matches == NULL)
        return ras_no_memory(error, count * sizeof *mapper.matches);
    for (uint32_t i = 0; i < count; i++) {
        mapper.column_field[i] = RAS_FIELD_NONE;
        mapper.matches[i] = ras_header_find(ras_bytes_of(layout->headers[i]));
    }
    for (unsigned field = 0; field < RAS_FIELD_COUNT; field++)
        mapper.field_column[field] = UINT32_MAX;
    layout->column_field = mapper.column_field;

    if (!settings->carried_only) {
        RAS_TRY(config_apply(&mapper));
        RAS_TRY(parts_apply(&mapper));
        RAS_TRY(table_apply(&mapper));
        RAS_TRY(required_check(&mapper));
    }
    return slots_make(&mapper, arena);
}

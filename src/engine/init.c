/* A first config for files that are there: kinds guessed from headers, every mapping written out so
 * that a person can read it over, unknown columns named beside it. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/text.h"
#include "base/try.h"
#include "rasoat/engine.h"
#include "read/reader.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define NAME_BYTES_MAX 40

struct draft {
    struct ras_text text;
    bool vietnamese;
    struct ras_text names; /* the names given so far, each followed by a line end */
};

static void say(struct draft *draft, const char *english, const char *vietnamese)
{
    ras_text_string(&draft->text, draft->vietnamese ? vietnamese : english);
}

/* Every kind has fields that no other register has. */
static enum ras_source_kind guess_kind(uint64_t fields)
{
    const uint64_t vaccination = RAS_FIELD_BIT(RAS_FIELD_DOSE_NUMBER) |
                                 RAS_FIELD_BIT(RAS_FIELD_DOSE_DATE) |
                                 RAS_FIELD_BIT(RAS_FIELD_VACCINE);
    const uint64_t welfare = RAS_FIELD_BIT(RAS_FIELD_BENEFIT) | RAS_FIELD_BIT(RAS_FIELD_ACCOUNT);
    const uint64_t civil =
        RAS_FIELD_BIT(RAS_FIELD_EVENT_TYPE) | RAS_FIELD_BIT(RAS_FIELD_EVENT_DATE);
    if ((fields & vaccination) != 0)
        return RAS_KIND_VACCINATION;
    if ((fields & welfare) != 0)
        return RAS_KIND_SOCIAL_WELFARE;
    if ((fields & civil) != 0)
        return RAS_KIND_CIVIL_REGISTRY;
    return RAS_KIND_COUNT;
}

/* "data/An sinh 2026.csv.zst" -> "an-sinh-2026": what a source may be called. */
static void name_of_path(const char *path, char name[NAME_BYTES_MAX + 1])
{
    const char *const slash = strrchr(path, '/');
    const char *const base = slash == NULL ? path : slash + 1;
    const size_t stem = strcspn(base, ".*?[");
    size_t used = 0;
    for (size_t i = 0; i < stem && used < NAME_BYTES_MAX - 4; i++) {
        const char c = base[i] >= 'A' && base[i] <= 'Z' ? (char)(base[i] + 'a' - 'A') : base[i];
        const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        if (word)
            name[used++] = c;
        else if (used > 0 && name[used - 1] != '-')
            name[used++] = '-';
    }
    while (used > 0 && name[used - 1] == '-')
        used--;
    memcpy(name + used, used == 0 ? "source" : "", used == 0 ? sizeof "source" : 1);
}

static bool name_taken(const struct draft *draft, const char *name)
{
    const size_t length = strlen(name);
    if (strcmp(name, "residents") == 0)
        return true;
    for (size_t at = 0; at < draft->names.length;) {
        const char *const start = draft->names.data + at;
        const size_t taken =
            (size_t)((const char *)memchr(start, '\n', draft->names.length - at) - start);
        if (taken == length && memcmp(start, name, length) == 0)
            return true;
        at += taken + 1;
    }
    return false;
}

/* A name that no source before has: "civil", "civil-2" ... */
static void name_choose(struct draft *draft, const char *path, char name[NAME_BYTES_MAX + 1])
{
    name_of_path(path, name);
    const size_t length = strlen(name);
    for (unsigned number = 2; name_taken(draft, name) && number < 1000; number++)
        (void)snprintf(name + length, NAME_BYTES_MAX + 1 - length, "-%u", number);
    ras_text_string(&draft->names, name);
    ras_text_char(&draft->names, '\n');
}

/* Does a plain YAML scalar say the same? Else it is written in double quotes, which JSON shares. */
static void append_scalar(struct ras_text *out, const char *value)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./";
    const bool letter = (value[0] >= 'a' && value[0] <= 'z') ||
                        (value[0] >= 'A' && value[0] <= 'Z') || value[0] == '/';
    if (letter && value[strspn(value, plain)] == '\0' && strcmp(value, "null") != 0 &&
        strcmp(value, "true") != 0 && strcmp(value, "false") != 0)
        ras_text_string(out, value);
    else
        ras_text_json(out, ras_bytes_of(value));
}

static void append_columns(struct draft *draft, const struct ras_reader_file *file,
                           const char *indent)
{
    struct ras_text *const out = &draft->text;
    bool any = false;
    for (uint32_t i = 0; i < file->column_count; i++) {
        if (file->column_field[i] == RAS_FIELD_NONE)
            continue;
        if (!any)
            ras_text_format(out, "%scolumns:\n", indent);
        any = true;
        ras_text_format(out, "%s  %s: ", indent, ras_field_name(file->column_field[i]));
        append_scalar(out, file->headers[i]);
        ras_text_char(out, '\n');
    }
    for (uint32_t i = 0; i < file->column_count; i++) {
        if (file->column_field[i] != RAS_FIELD_NONE)
            continue;
        ras_text_format(out, "%s# ", indent);
        say(draft, "column not used: ", "cột chưa dùng: ");
        ras_text_json(out, ras_bytes_of(file->headers[i]));
        ras_text_char(out, '\n');
    }
}

static uint64_t fields_of(const struct ras_reader_file *file)
{
    uint64_t fields = 0;
    for (uint32_t i = 0; i < file->column_count; i++)
        if (file->column_field[i] != RAS_FIELD_NONE)
            fields |= RAS_FIELD_BIT(file->column_field[i]);
    return fields;
}

static void append_residents(struct draft *draft, const char *path,
                             const struct ras_reader_file *file)
{
    ras_text_string(&draft->text, "residents:\n  path: ");
    append_scalar(&draft->text, path);
    ras_text_char(&draft->text, '\n');
    append_columns(draft, file, "  ");
    ras_text_string(&draft->text, "\nsources:\n");
}

static void append_kind(struct draft *draft, enum ras_source_kind guess)
{
    struct ras_text *const out = &draft->text;
    if (guess != RAS_KIND_COUNT) {
        ras_text_format(out, "    kind: %s   # %s\n", ras_kind_name(guess),
                        ras_kind_vietnamese(guess));
        return;
    }
    /* a wrong guess would be worse than a config that says where to look */
    say(draft, "    kind: CHOOSE   # not recognised, one of:",
        "    kind: CHOOSE   # chưa nhận ra, chọn một trong:");
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++)
        ras_text_format(out, " %s", ras_kind_name((enum ras_source_kind)kind));
    ras_text_char(out, '\n');
}

static void append_source(struct draft *draft, const char *path, const struct ras_reader_file *file)
{
    char name[NAME_BYTES_MAX + 1];
    name_choose(draft, path, name);
    ras_text_string(&draft->text, "  - name: ");
    append_scalar(&draft->text, name);
    ras_text_char(&draft->text, '\n');
    append_kind(draft, guess_kind(fields_of(file)));
    ras_text_string(&draft->text, "    path: ");
    append_scalar(&draft->text, path);
    ras_text_char(&draft->text, '\n');
    append_columns(draft, file, "    ");
}

/* Open the file, read its header, write its part of the draft. */
static enum ras_status draft_file(struct draft *draft, const char *path, bool residents,
                                  struct ras_error *error)
{
    struct ras_reader *reader = NULL;
    struct ras_chunk chunk;
    char **paths = NULL;
    size_t path_count = 0;
    bool end = false;
    enum ras_status status = RAS_OK;
    RAS_TRY(ras_paths_expand(path, &paths, &path_count, error));
    ras_chunk_init(&chunk);
    const struct ras_reader_settings settings = {.source_name = path,
                                                 .paths = (const char *const *)paths,
                                                 .path_count = path_count,
                                                 .row_limit = 1};
    RAS_TRY_DONE(ras_reader_open(&reader, &settings, error));
    RAS_TRY_DONE(ras_reader_next(reader, &chunk, &end, error));
    if (residents)
        append_residents(draft, path, ras_reader_file_at(reader, 0));
    else
        append_source(draft, path, ras_reader_file_at(reader, 0));
done:
    if (reader != NULL)
        ras_reader_close(reader);
    ras_chunk_fini(&chunk);
    for (size_t i = 0; i < path_count; i++)
        ras_free(paths[i]);
    ras_free(paths);
    return status;
}

static void append_head(struct draft *draft)
{
    say(draft,
        "# A first config: read it over, then save it as rasoat.yaml.\n"
        "# Paths are relative to the folder of the config.\n\n"
        "# What these data are processed for; kept in the manifest of every run.\n"
        "purpose: \"cleansing of registers against the resident database\"\n"
        "# Results: <output>/<run-id>/, and <output>/published points at the last good run.\n"
        "output: out\n\n",
        "# Cấu hình ban đầu: xem lại rồi lưu thành rasoat.yaml.\n"
        "# Đường dẫn tính từ thư mục chứa tệp cấu hình.\n\n"
        "# Mục đích xử lý dữ liệu; được ghi vào manifest của mỗi lượt chạy.\n"
        "purpose: \"rà soát, làm sạch dữ liệu đăng ký so với dữ liệu dân cư\"\n"
        "# Kết quả: <output>/<mã lượt>/; <output>/published trỏ tới lượt tốt gần nhất.\n"
        "output: out\n\n");
}

static void append_foot(struct draft *draft)
{
    say(draft,
        "\n# Further keys, see 'man rasoat':\n"
        "# as_of: 2026-10-31            # the day that rules take as today\n"
        "# units: {list: units.csv, crosswalk: crosswalk.csv}\n"
        "# quality: {bars: {dung: 95}}  # below: exit code 1\n"
        "# limits: {rejects: 0.05}      # share of rejected rows above which nothing is "
        "published\n",
        "\n# Các khóa khác, xem 'man rasoat':\n"
        "# as_of: 2026-10-31            # ngày được coi là hôm nay\n"
        "# units: {list: units.csv, crosswalk: crosswalk.csv}\n"
        "# quality: {bars: {dung: 95}}  # thấp hơn: mã thoát 1\n"
        "# limits: {rejects: 0.05}      # tỷ lệ dòng bị loại tối đa để được công bố\n");
}

enum ras_status ras_engine_init(const char *residents, const char *const *sources,
                                size_t source_count, bool vietnamese, char **text,
                                struct ras_error *error)
{
    assert(residents != NULL);
    assert(text != NULL);
    struct draft draft = {.vietnamese = vietnamese};
    enum ras_status status = RAS_OK;
    *text = NULL;
    if (source_count > RAS_RUN_SOURCES_MAX)
        return ras_fail(error, RAS_USAGE, "more than %d sources", RAS_RUN_SOURCES_MAX);
    ras_text_init(&draft.text);
    ras_text_init(&draft.names);
    append_head(&draft);
    RAS_TRY_DONE(draft_file(&draft, residents, true, error));
    for (size_t i = 0; i < source_count; i++)
        RAS_TRY_DONE(draft_file(&draft, sources[i], false, error));
    append_foot(&draft);
    ras_text_char(&draft.text, '\0');
    RAS_TRY_DONE(ras_text_status(&draft.names, error));
    RAS_TRY_DONE(ras_text_status(&draft.text, error));
    *text = draft.text.data; /* given away: ras_engine_text_free */
    draft.text.data = NULL;
done:
    ras_text_fini(&draft.text);
    ras_text_fini(&draft.names);
    return status;
}

/* Does what a run left still hold? Every listed file is read again; nothing may be missing,
 * changed or added; and every row that was read has one fate, in the manifest and in the files. */
#include "base/alloc.h"
#include "base/bytes.h"
#include "base/text.h"
#include "base/try.h"
#include "engine/file_facts.h"
#include "engine/manifest_reading.h"
#include "rasoat/engine.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ARENA_BLOCK_BYTES ((size_t)256 << 10)
#define PROBLEMS_TOLD_MAX 100
#define DETAIL_BYTES      160
#define SHOWN_PER_ROW_MAX 5 /* candidates of a row in reviews/<source>.csv */

enum problem_kind { MISSING, CHANGED, EXTRA, COUNTS, PROBLEM_KIND_COUNT };

static const char *const problem_names[PROBLEM_KIND_COUNT] = {"missing", "changed", "extra",
                                                              "counts"};
static const char *const problem_vietnamese[PROBLEM_KIND_COUNT] = {
    "thiếu", "đã bị thay đổi", "không có trong manifest", "số lượng không khớp"};

struct problem {
    enum problem_kind kind;
    const char *path; /* file, or name of a source */
    char detail[DETAIL_BYTES];
};

struct verification {
    struct ras_arena arena;
    int directory;
    const char *directory_path;
    struct ras_manifest_reading manifest;
    struct ras_file_facts *facts; /* of manifest.files */
    struct problem problems[PROBLEMS_TOLD_MAX];
    uint64_t problem_count; /* all, also those beyond what is told */
    uint64_t byte_count;
    struct ras_error *error;
};

static void problem_add(struct verification *verification, enum problem_kind kind, const char *path,
                        const char *format, ...) RAS_PRINTF(4, 5);

static void problem_add(struct verification *verification, enum problem_kind kind, const char *path,
                        const char *format, ...)
{
    va_list arguments;
    if (verification->problem_count++ >= PROBLEMS_TOLD_MAX)
        return;
    struct problem *const problem = &verification->problems[verification->problem_count - 1];
    problem->kind = kind;
    problem->path = path;
    va_start(arguments, format);
    (void)vsnprintf(problem->detail, sizeof problem->detail, format, arguments);
    va_end(arguments);
}

/* ---- files ---- */

static bool ends_with(const char *path, const char *suffix)
{
    const size_t length = strlen(path);
    const size_t suffix_length = strlen(suffix);
    return length >= suffix_length && strcmp(path + length - suffix_length, suffix) == 0;
}

static bool begins_with(const char *path, const char *prefix)
{
    return strncmp(path, prefix, strlen(prefix)) == 0;
}

/* Does the manifest's row count of this file stand for rows of a CSV? */
static bool rows_are_listed(const struct ras_listed_file *file)
{
    static const char *const folders[] = {"matches/",    "reviews/", "rejects/",
                                          "duplicates/", "issues/",  "proposals/"};
    if (!ends_with(file->path, ".csv"))
        return false;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++)
        if (begins_with(file->path, folders[i]))
            return true;
    return file->row_count > 0;
}

static enum ras_status check_file(struct verification *verification, size_t at)
{
    const struct ras_listed_file *const file = &verification->manifest.files[at];
    struct ras_file_facts *const facts = &verification->facts[at];
    bool there = false;
    RAS_TRY(ras_file_facts(verification->directory, file->path, ends_with(file->path, ".csv"),
                           &there, facts, verification->error));
    verification->byte_count += facts->byte_count;
    if (!there)
        problem_add(verification, MISSING, file->path, "listed in the manifest");
    else if (facts->byte_count != file->byte_count)
        problem_add(verification, CHANGED, file->path, "%" PRIu64 " bytes instead of %" PRIu64,
                    facts->byte_count, file->byte_count);
    else if (facts->hash != file->hash)
        problem_add(verification, CHANGED, file->path, "hash %016" PRIx64 " instead of %016" PRIx64,
                    facts->hash, file->hash);
    else if (rows_are_listed(file) && facts->row_count != file->row_count)
        problem_add(verification, COUNTS, file->path, "%" PRIu64 " rows instead of %" PRIu64,
                    facts->row_count, file->row_count);
    return RAS_OK;
}

/* One entry of a folder of the run; prefix is "" or "matches/". */
static enum ras_status check_entry(struct verification *verification, const char *prefix,
                                   const struct dirent *entry)
{
    struct stat information;
    const size_t capacity = strlen(prefix) + strlen(entry->d_name) + 1;
    char *const path = ras_arena_alloc(&verification->arena, capacity, 1);
    if (path == NULL)
        return ras_no_memory(verification->error, capacity);
    (void)snprintf(path, capacity, "%s%s", prefix, entry->d_name);
    if (strcmp(path, "manifest.json") == 0 || strcmp(path, "timing.json") == 0 ||
        ras_manifest_find(&verification->manifest, path) != NULL)
        return RAS_OK;
    const bool folder =
        fstatat(verification->directory, path, &information, AT_SYMLINK_NOFOLLOW) == 0 &&
        S_ISDIR(information.st_mode);
    /* folders one level down are walked by themselves */
    if (!folder || prefix[0] != '\0')
        problem_add(verification, EXTRA, path, "not listed in the manifest");
    return RAS_OK;
}

static int by_name(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static int no_dots(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

/* All entries below `folder` ("." or a sub-folder) in byte order. */
static enum ras_status check_folder(struct verification *verification, const char *folder,
                                    const char *prefix)
{
    struct dirent **entries = NULL;
    enum ras_status status = RAS_OK;
    const int count = scandirat(verification->directory, folder, &entries, no_dots, by_name);
    if (count < 0)
        return ras_fail(verification->error, RAS_IO, "cannot list '%s/%s': %s",
                        verification->directory_path, folder, strerror(errno));
    for (int i = 0; i < count; i++) {
        if (status == RAS_OK)
            status = check_entry(verification, prefix, entries[i]);
        free(entries[i]); /* scandir's own, from malloc */
    }
    free(entries);
    return status;
}

static enum ras_status check_files(struct verification *verification)
{
    static const char *const folders[] = {"matches", "reviews",   "rejects",  "duplicates",
                                          "issues",  "proposals", "worklists"};
    const size_t count = verification->manifest.file_count;
    verification->facts =
        ras_arena_alloc(&verification->arena, count * sizeof *verification->facts + 1, 8);
    if (verification->facts == NULL)
        return ras_no_memory(verification->error, count * sizeof *verification->facts);
    for (size_t i = 0; i < count; i++)
        RAS_TRY(check_file(verification, i));
    RAS_TRY(check_folder(verification, ".", ""));
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        char prefix[16];
        struct stat information;
        (void)snprintf(prefix, sizeof prefix, "%s/", folders[i]);
        if (fstatat(verification->directory, folders[i], &information, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISDIR(information.st_mode))
            RAS_TRY(check_folder(verification, folders[i], prefix));
    }
    return RAS_OK;
}

/* ---- rows ---- */

/* The facts of "<folder>/<source>.csv", NULL when the manifest lists no such file. */
static const struct ras_file_facts *facts_of(const struct verification *verification,
                                             const char *folder, const char *source)
{
    char path[256];
    if ((size_t)snprintf(path, sizeof path, "%s/%s.csv", folder, source) >= sizeof path)
        return NULL;
    const struct ras_listed_file *const file = ras_manifest_find(&verification->manifest, path);
    return file == NULL ? NULL : &verification->facts[file - verification->manifest.files];
}

static void expect_count(struct verification *verification, const char *source, const char *what,
                         uint64_t found, uint64_t expected)
{
    if (found != expected)
        problem_add(verification, COUNTS, source, "%s: %" PRIu64 " instead of %" PRIu64, what,
                    found, expected);
}

static void check_source(struct verification *verification, const struct ras_listed_source *source)
{
    const struct ras_file_facts *const matches = facts_of(verification, "matches", source->name);
    const struct ras_file_facts *const rejects = facts_of(verification, "rejects", source->name);
    const struct ras_file_facts *const reviews = facts_of(verification, "reviews", source->name);
    const struct ras_file_facts *const twins = facts_of(verification, "duplicates", source->name);
    const uint64_t decided = source->match_count + source->review_count + source->none_count;
    if (source->row_count != decided + source->reject_count)
        problem_add(verification, COUNTS, source->name,
                    "%" PRIu64 " rows are not %" PRIu64 " match + %" PRIu64 " review + %" PRIu64
                    " none + %" PRIu64 " rejected",
                    source->row_count, source->match_count, source->review_count,
                    source->none_count, source->reject_count);
    if (source->skipped && source->row_count == 0 && matches == NULL && rejects == NULL)
        return;
    if (matches == NULL || rejects == NULL) {
        problem_add(verification, COUNTS, source->name, "no matches or rejects file is listed");
        return;
    }
    if (matches->byte_count == 0 || rejects->byte_count == 0)
        return; /* missing or emptied, which is told already */
    expect_count(verification, source->name, "rows of matches", matches->row_count, decided);
    expect_count(verification, source->name, "match in matches", matches->match_count,
                 source->match_count);
    expect_count(verification, source->name, "review in matches", matches->review_count,
                 source->review_count);
    expect_count(verification, source->name, "none in matches", matches->none_count,
                 source->none_count);
    expect_count(verification, source->name, "rows of rejects", rejects->row_count,
                 source->reject_count);
    if (twins != NULL)
        expect_count(verification, source->name, "rows of duplicates", twins->row_count,
                     source->duplicate_count);
    if (reviews != NULL && reviews->row_count > source->review_count * SHOWN_PER_ROW_MAX)
        problem_add(verification, COUNTS, source->name,
                    "reviews shows %" PRIu64 " candidates for %" PRIu64 " rows", reviews->row_count,
                    source->review_count);
}

/* ---- what is told ---- */

static uint64_t all_rows(const struct verification *verification)
{
    uint64_t rows = 0;
    for (size_t i = 0; i < verification->manifest.source_count; i++)
        rows += verification->manifest.sources[i].row_count;
    return rows;
}

static void append_text(struct ras_text *out, const struct verification *verification,
                        bool vietnamese)
{
    const uint64_t told = verification->problem_count < PROBLEMS_TOLD_MAX
                              ? verification->problem_count
                              : PROBLEMS_TOLD_MAX;
    for (uint64_t i = 0; i < told; i++) {
        const struct problem *const problem = &verification->problems[i];
        ras_text_format(out, "%s: %s (%s)\n", problem->path,
                        vietnamese ? problem_vietnamese[problem->kind]
                                   : problem_names[problem->kind],
                        problem->detail);
    }
    if (verification->problem_count > told)
        ras_text_format(out, vietnamese ? "và %llu điều nữa\n" : "and %llu more\n",
                        (unsigned long long)(verification->problem_count - told));
    ras_text_format(out,
                    vietnamese ? "Lượt chạy %s: %zu tệp, %llu byte, %llu dòng đã đọc, %zu nguồn: "
                               : "Run %s: %zu files, %llu bytes, %llu rows read, %zu sources: ",
                    verification->manifest.run_id, verification->manifest.file_count,
                    (unsigned long long)verification->byte_count,
                    (unsigned long long)all_rows(verification),
                    verification->manifest.source_count);
    if (verification->problem_count == 0)
        ras_text_string(out, vietnamese ? "mọi thứ đều khớp\n" : "everything holds\n");
    else
        ras_text_format(out, vietnamese ? "%llu điều không khớp\n" : "%llu things do not hold\n",
                        (unsigned long long)verification->problem_count);
}

static void append_json(struct ras_text *out, const struct verification *verification)
{
    ras_text_string(out, "{\"run_id\":");
    ras_text_json(out, ras_bytes_of(verification->manifest.run_id));
    ras_text_format(out,
                    ",\"holds\":%s,\"files\":%zu,\"bytes\":%llu,\"rows\":%llu,"
                    "\"problem_count\":%llu,\"problems\":[",
                    verification->problem_count == 0 ? "true" : "false",
                    verification->manifest.file_count, (unsigned long long)verification->byte_count,
                    (unsigned long long)all_rows(verification),
                    (unsigned long long)verification->problem_count);
    for (uint64_t i = 0; i < verification->problem_count && i < PROBLEMS_TOLD_MAX; i++) {
        const struct problem *const problem = &verification->problems[i];
        ras_text_format(out, "%s{\"kind\":\"%s\",\"path\":", i == 0 ? "" : ",",
                        problem_names[problem->kind]);
        ras_text_json(out, ras_bytes_of(problem->path));
        ras_text_string(out, ",\"detail\":");
        ras_text_json(out, ras_bytes_of(problem->detail));
        ras_text_char(out, '}');
    }
    ras_text_string(out, "]}\n");
}

static enum ras_status verification_run(struct verification *verification)
{
    RAS_TRY(ras_manifest_read(verification->directory_path, &verification->arena,
                              &verification->manifest, verification->error));
    verification->directory =
        open(verification->directory_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (verification->directory < 0)
        return ras_fail(verification->error, RAS_IO, "cannot open '%s': %s",
                        verification->directory_path, strerror(errno));
    RAS_TRY(check_files(verification));
    for (size_t i = 0; i < verification->manifest.source_count; i++)
        check_source(verification, &verification->manifest.sources[i]);
    return RAS_OK;
}

static enum ras_status verification_tell(const struct verification *verification, bool json,
                                         bool vietnamese, char **text)
{
    struct ras_text out;
    ras_text_init(&out);
    if (json)
        append_json(&out, verification);
    else
        append_text(&out, verification, vietnamese);
    ras_text_char(&out, '\0');
    const enum ras_status status = ras_text_status(&out, verification->error);
    if (status != RAS_OK) {
        ras_text_fini(&out);
        return status;
    }
    *text = out.data; /* given away: ras_engine_text_free */
    if (verification->problem_count == 0)
        return RAS_OK;
    return ras_fail_at(verification->error, RAS_BAD_INPUT, verification->directory_path, 0, 0,
                       "%llu things of this run do not hold",
                       (unsigned long long)verification->problem_count);
}

enum ras_status ras_engine_verify(const char *run_directory, bool json, bool vietnamese,
                                  char **text, struct ras_error *error)
{
    assert(run_directory != NULL);
    assert(text != NULL);
    *text = NULL;
    struct verification *const verification = ras_alloc_zeroed(1, sizeof *verification);
    if (verification == NULL)
        return ras_no_memory(error, sizeof *verification);
    ras_arena_init(&verification->arena, ARENA_BLOCK_BYTES);
    verification->directory = -1;
    verification->directory_path = run_directory;
    verification->error = error;
    enum ras_status status = verification_run(verification);
    if (status == RAS_OK)
        status = verification_tell(verification, json, vietnamese, text);
    if (verification->directory >= 0)
        (void)close(verification->directory);
    ras_arena_fini(&verification->arena);
    ras_free(verification);
    return status;
}

/* Whole provinces, read back from their files. */
#include "base/hash.h"
#include "base/output.h"
#include "generate/errors.h"
#include "generate/generator.h"
#include "record/date.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

static const char *const names[] = {"residents.csv",   "civil.csv",  "welfare.csv",
                                    "vaccination.csv", "truth.csv",  "units.csv",
                                    "crosswalk.csv",   "rasoat.yaml"};
#define NAME_COUNT 8

struct file {
    char *data; /* NUL-terminated */
    size_t length;
};

static char folder[64];

static struct ras_generator_settings settings_for(uint64_t residents)
{
    struct ras_generator_settings settings;
    ras_generator_defaults(&settings);
    strcpy(folder, "/tmp/rasoat-generator-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    settings.directory = folder;
    settings.resident_count = residents;
    return settings;
}

static void clean(void)
{
    struct ras_error error;
    cr_assert_eq(ras_directory_remove(AT_FDCWD, folder, &error), RAS_OK);
}

static struct ras_generator_result generate(const struct ras_generator_settings *settings)
{
    struct ras_generator_result result;
    struct ras_error error = {.message = ""};
    cr_assert_eq(ras_generate(settings, &result, &error), RAS_OK, "%s", error.message);
    return result;
}

static struct file load(const char *name)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const stream = fopen(path, "rb");
    cr_assert_not_null(stream, "%s", path);
    cr_assert_eq(fseek(stream, 0, SEEK_END), 0);
    const long length = ftell(stream);
    rewind(stream);
    struct file file = {malloc((size_t)length + 1), (size_t)length};
    cr_assert_not_null(file.data);
    cr_assert_eq(fread(file.data, 1, file.length, stream), file.length);
    file.data[length] = '\0';
    (void)fclose(stream);
    return file;
}

/* Field number `field` of the line at `at` (quotes taken off); NULL at the end of the line. Returns
 * the number of fields when field is negative. */
static int field_of(const char *at, int field, char *out, size_t capacity)
{
    int number = 0;
    size_t length = 0;
    bool quoted = false;
    for (;; at++) {
        const bool end = *at == '\0' || (*at == '\n' && !quoted);
        if (end || (*at == ',' && !quoted)) {
            if (number == field) {
                out[length] = '\0';
                return number;
            }
            number++;
            if (end)
                return number;
        } else if (*at == '"') {
            quoted = !quoted;
        } else if (number == field && length + 1 < capacity) {
            out[length++] = *at;
        }
    }
}

static const char *next_line(const char *at)
{
    const char *const end = strchr(at, '\n');
    return end == NULL || end[1] == '\0' ? NULL : end + 1;
}

struct counts {
    unsigned rows;
    unsigned absent;
    unsigned errors[RAS_MADE_ERROR_COUNT];
    unsigned name_wrong, id_wrong, date_wrong;
};

static void error_count(struct counts *counts, char *errors)
{
    bool name = false, id = false, date = false;
    for (char *word = strtok(errors, "|"); word != NULL; word = strtok(NULL, "|")) {
        unsigned error = 0;
        while (error < RAS_MADE_ERROR_COUNT &&
               strcmp(word, ras_made_error_name((enum ras_made_error)error)) != 0)
            error++;
        cr_assert_lt(error, RAS_MADE_ERROR_COUNT, "%s", word);
        counts->errors[error]++;
        name |= error >= RAS_MADE_NAME_TYPO && error <= RAS_MADE_NAME_GIVEN_OTHER;
        id |= error >= RAS_MADE_ID_SLIP && error <= RAS_MADE_ID_OTHER_PERSON;
        date |= error >= RAS_MADE_DATE_SWAPPED && error <= RAS_MADE_DATE_IMPOSSIBLE;
    }
    counts->name_wrong += name;
    counts->id_wrong += id;
    counts->date_wrong += date;
}

/* Counts of truth.csv: civil, welfare, vaccination. */
static void truth_count(const struct file *truth, struct counts counts[3])
{
    memset(counts, 0, 3 * sizeof *counts);
    for (const char *line = next_line(truth->data); line != NULL; line = next_line(line)) {
        struct counts *const own = &counts[*line == 'c' ? 0 : *line == 'w' ? 1 : 2];
        char field[500];
        (void)field_of(line, 3, field, sizeof field);
        own->rows++;
        own->absent += field[0] == '\0';
        (void)field_of(line, 4, field, sizeof field);
        error_count(own, field);
    }
}

/* Between low and high per cent. */
static void share_is(unsigned part, unsigned rows, double low, double high, const char *what)
{
    const double percent = 100.0 * part / rows;
    cr_assert(percent >= low && percent <= high, "%s: %.2f %%", what, percent);
}

Test(generator, bytes_depend_on_the_seed_and_not_on_threads)
{
    uint64_t hashes[NAME_COUNT];
    for (unsigned threads = 1; threads <= 3; threads++) {
        struct ras_generator_settings settings = settings_for(9000);
        settings.thread_count = threads;
        (void)generate(&settings);
        for (unsigned i = 0; i < NAME_COUNT; i++) {
            const struct file file = load(names[i]);
            const uint64_t hash = ras_hash(file.data, file.length);
            if (threads == 1)
                hashes[i] = hash;
            cr_assert_eq(hash, hashes[i], "%s", names[i]);
            free(file.data);
        }
        clean();
    }
    struct ras_generator_settings settings = settings_for(9000);
    settings.seed = 2;
    (void)generate(&settings);
    for (unsigned i = 0; i < 5; i++) {
        const struct file file = load(names[i]);
        cr_assert_neq(ras_hash(file.data, file.length), hashes[i]);
        free(file.data);
    }
    clean();
}

Test(generator, rows_are_whole_and_as_many_as_asked)
{
    static const int fields[] = {15, 12, 10, 11, 5, 5, 3};
    struct ras_generator_settings settings = settings_for(20000);
    const struct ras_generator_result result = generate(&settings);
    uint64_t lines[NAME_COUNT] = {0}, bytes = 0;
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        const struct file file = load(names[i]);
        bytes += file.length;
        cr_assert_eq(file.data[file.length - 1], '\n');
        cr_assert_null(memchr(file.data, '\r', file.length));
        cr_assert_eq(strlen(file.data), file.length);
        for (const char *line = file.data; i < 7 && line != NULL; line = next_line(line)) {
            cr_assert_eq(field_of(line, -1, NULL, 0), fields[i], "%s", names[i]);
            lines[i]++;
        }
        free(file.data);
    }
    cr_assert_eq(result.byte_count, bytes);
    cr_assert_eq(lines[0], 20001);
    cr_assert_eq(result.resident_count, 20000);
    cr_assert_eq(lines[1], result.civil_count + 1);
    cr_assert_eq(lines[2], result.welfare_count + 1);
    cr_assert_eq(lines[3], result.vaccination_count + 1);
    cr_assert_eq(lines[4], lines[1] + lines[2] + lines[3] - 2);
    share_is((unsigned)result.civil_count, 20000, 15.5, 18.5, "civil");
    share_is((unsigned)result.welfare_count, 20000, 25, 27, "welfare");
    share_is((unsigned)result.vaccination_count, 20000, 152, 162, "vaccination");
    clean();
}

static void welfare_check(const struct counts *c)
{
    const unsigned *const e = c->errors;
    share_is(e[RAS_MADE_ID_MISSING], c->rows, 8, 10.5, "id missing");
    share_is(e[RAS_MADE_ID_NINE_DIGIT], c->rows, 26, 31, "9 digits");
    share_is(c->id_wrong, c->rows, 3, 4.6, "id wrong");
    share_is(c->name_wrong, c->rows, 8.2, 11, "name wrong");
    share_is(c->date_wrong, c->rows, 3.5, 5.2, "date wrong");
    share_is(e[RAS_MADE_SEX_WRONG], c->rows, 0.35, 1, "sex wrong");
    share_is(e[RAS_MADE_SEX_MISSING], c->rows, 1.5, 2.7, "sex missing");
    share_is(e[RAS_MADE_MOVED], c->rows, 6, 8.3, "moved");
    share_is(e[RAS_MADE_ADDRESS_MISSING], c->rows, 9, 11.3, "address missing");
    share_is(e[RAS_MADE_ADDRESS_OTHERWISE], c->rows, 43, 48, "address otherwise");
    share_is(e[RAS_MADE_DUPLICATE], c->rows, 2, 3.5, "duplicates");
    share_is(e[RAS_MADE_NAME_CAPITALS], c->rows, 20, 24.5, "capitals");
    share_is(e[RAS_MADE_NAME_NO_MARKS], c->rows, 6, 8.5, "no marks");
    share_is(e[RAS_MADE_NAME_NFD], c->rows, 2.2, 4.2, "NFD");
}

Test(generator, errors_have_their_rates)
{
    struct ras_generator_settings settings = settings_for(20000);
    struct counts counts[3];
    (void)generate(&settings);
    const struct file truth = load("truth.csv");
    truth_count(&truth, counts);
    welfare_check(&counts[1]);
    const struct counts *const civil = &counts[0];
    share_is(civil->name_wrong, civil->rows, 4, 6.6, "civil name wrong");
    share_is(civil->errors[RAS_MADE_DUPLICATE], civil->rows, 0.6, 1.8, "civil duplicates");
    const struct counts *const doses = &counts[2];
    share_is(doses->errors[RAS_MADE_ID_MISSING], doses->rows, 12, 14.5, "dose id missing");
    share_is(doses->errors[RAS_MADE_ID_NINE_DIGIT], doses->rows, 20.5, 24, "dose 9 digits");
    share_is(doses->name_wrong, doses->rows, 7.4, 9.5, "dose name wrong");
    share_is(doses->errors[RAS_MADE_ADDRESS_MISSING], doses->rows, 28.5, 32, "dose address");
    share_is(doses->errors[RAS_MADE_PHONE_MISSING], doses->rows, 18, 21, "phone");
    const unsigned rows = counts[0].rows + counts[1].rows + counts[2].rows;
    share_is(counts[0].absent + counts[1].absent + counts[2].absent, rows, 1.3, 2.3, "absent");
    /* Whatever the list names happens somewhere; not every province has codes that begin with 0. */
    for (unsigned i = 0; i < RAS_MADE_ERROR_COUNT; i++) {
        if (i == RAS_MADE_COMMUNE_LOST_ZERO)
            continue;
        const unsigned all = counts[0].errors[i] + counts[1].errors[i] + counts[2].errors[i];
        cr_assert_gt(all, 0, "%s", ras_made_error_name((enum ras_made_error)i));
    }
    free(truth.data);
    clean();
}

Test(generator, births_miss_numbers_and_parents)
{
    struct ras_generator_settings settings = settings_for(20000);
    unsigned births = 0, deaths = 0, weddings = 0, id = 0, mother = 0, father = 0;
    (void)generate(&settings);
    const struct file file = load("civil.csv");
    for (const char *line = next_line(file.data); line != NULL; line = next_line(line)) {
        char field[300];
        (void)field_of(line, 1, field, sizeof field);
        deaths += strcmp(field, "Khai tử") == 0;
        weddings += strcmp(field, "Kết hôn") == 0;
        if (strcmp(field, "Khai sinh") != 0)
            continue;
        births++;
        (void)field_of(line, 6, field, sizeof field);
        id += field[0] == '\0';
        (void)field_of(line, 8, field, sizeof field);
        mother += field[0] == '\0';
        (void)field_of(line, 10, field, sizeof field);
        father += field[0] == '\0';
    }
    cr_assert(births > 1000 && deaths > 300 && weddings > 300);
    share_is(id, births, 32, 39, "births without a number");
    share_is(mother, births, 6, 9.5, "mothers missing");
    share_is(father, births, 12.5, 18, "fathers missing");
    free(file.data);
    clean();
}

static int by_text(const void *a, const void *b)
{
    return memcmp(a, b, 12);
}

Test(generator, truth_points_at_residents_that_exist)
{
    struct ras_generator_settings settings = settings_for(20000);
    (void)generate(&settings);
    const struct file residents = load("residents.csv"), truth = load("truth.csv");
    char(*const ids)[12] = malloc(20000 * sizeof *ids);
    size_t count = 0;
    unsigned year_only = 0, old = 0, january = 0;
    cr_assert_not_null(ids);
    for (const char *line = next_line(residents.data); line != NULL; line = next_line(line)) {
        char date[40];
        cr_assert_eq(strspn(line, "0123456789"), 12);
        memcpy(ids[count++], line, 12);
        (void)field_of(line, 3, date, sizeof date);
        const char *const year = date + strlen(date) - 4;
        old += atoi(year) < 1960;
        year_only += strlen(date) == 4;
        january += strncmp(date, "01/01/", 6) == 0;
        cr_assert_eq(memcmp(line + 4, year + 2, 2), 0);
    }
    share_is(year_only, old, 10, 15, "year only");
    share_is(january, (unsigned)count, 2.6, 3.9, "born on 1 January");
    qsort(ids, count, sizeof *ids, by_text);
    for (size_t i = 1; i < count; i++)
        cr_assert_neq(memcmp(ids[i], ids[i - 1], 12), 0);
    for (const char *line = next_line(truth.data); line != NULL; line = next_line(line)) {
        char id[40], errors[500];
        (void)field_of(line, 3, id, sizeof id);
        (void)field_of(line, 4, errors, sizeof errors);
        cr_assert_eq(id[0] == '\0', strstr(errors, "absent") != NULL);
        if (id[0] != '\0')
            cr_assert_not_null(bsearch(id, ids, count, sizeof *ids, by_text));
    }
    free(ids);
    free(residents.data);
    free(truth.data);
    clean();
}

Test(generator, dirt_multiplies_errors_and_spares_gaps)
{
    struct counts clean_counts[3], dirty[3];
    struct ras_generator_settings settings = settings_for(12000);
    settings.dirt = 0;
    (void)generate(&settings);
    struct file truth = load("truth.csv");
    truth_count(&truth, clean_counts);
    free(truth.data);
    clean();
    settings = settings_for(12000);
    settings.dirt = 3;
    (void)generate(&settings);
    truth = load("truth.csv");
    truth_count(&truth, dirty);
    free(truth.data);
    clean();
    cr_assert_eq(clean_counts[1].name_wrong, 0);
    cr_assert_eq(clean_counts[1].id_wrong, 0);
    cr_assert_eq(clean_counts[1].errors[RAS_MADE_MOVED], 0);
    cr_assert_eq(clean_counts[1].errors[RAS_MADE_DUPLICATE], 0);
    share_is(clean_counts[1].errors[RAS_MADE_ID_MISSING], clean_counts[1].rows, 7.8, 10.6, "none");
    share_is(dirty[1].errors[RAS_MADE_ID_MISSING], dirty[1].rows, 7.8, 10.6, "id missing");
    share_is(dirty[1].name_wrong, dirty[1].rows, 25, 32, "names x 3");
    share_is(dirty[1].id_wrong, dirty[1].rows, 9.5, 13.5, "ids x 3");
    share_is(dirty[1].errors[RAS_MADE_MOVED], dirty[1].rows, 19, 24.5, "moves x 3");
    share_is(dirty[1].errors[RAS_MADE_DUPLICATE], dirty[1].rows, 6, 9.5, "duplicates x 3");
    share_is(dirty[1].errors[RAS_MADE_NAME_CAPITALS], dirty[1].rows, 20, 25, "capitals");
}

Test(generator, compressed_files_hold_the_same)
{
    struct ras_generator_settings settings = settings_for(9000);
    (void)generate(&settings);
    struct file plain[5];
    for (unsigned i = 0; i < 5; i++)
        plain[i] = load(names[i]);
    clean();
    settings = settings_for(9000);
    settings.compress = true;
    (void)generate(&settings);
    ZSTD_DCtx *const context = ZSTD_createDCtx();
    cr_assert_not_null(context);
    for (unsigned i = 0; i < 5; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s.zst", names[i]);
        const struct file packed = load(name);
        char *const data = malloc(plain[i].length + 1);
        cr_assert_not_null(data);
        cr_assert_eq(packed.data[4] & 4, 4, "no checksum"); /* frame header descriptor */
        const size_t length =
            ZSTD_decompressDCtx(context, data, plain[i].length + 1, packed.data, packed.length);
        cr_assert_eq(length, plain[i].length);
        cr_assert_eq(memcmp(data, plain[i].data, length), 0);
        free(data);
        free(packed.data);
        free(plain[i].data);
    }
    const struct file config = load("rasoat.yaml");
    cr_assert_not_null(strstr(config.data, "path: welfare.csv.zst"));
    free(config.data);
    (void)ZSTD_freeDCtx(context);
    clean();
}

Test(generator, one_resident_is_a_province)
{
    struct ras_generator_settings settings = settings_for(1);
    const struct ras_generator_result result = generate(&settings);
    cr_assert_eq(result.resident_count, 1);
    clean();
}

Test(generator, files_are_private)
{
    struct ras_generator_settings settings = settings_for(100);
    (void)generate(&settings);
    for (unsigned i = 0; i < NAME_COUNT; i++) {
        char path[128];
        struct stat status;
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        cr_assert_eq(stat(path, &status), 0);
        cr_assert_eq(status.st_mode & 0777, 0600);
    }
    clean();
}

Test(generator, a_file_that_stands_there_is_kept)
{
    struct ras_generator_settings settings = settings_for(100);
    struct ras_generator_result result;
    struct ras_error error;
    char path[128];
    (void)snprintf(path, sizeof path, "%s/civil.csv", folder);
    FILE *const stream = fopen(path, "w");
    cr_assert_not_null(stream);
    (void)fputs("mine", stream);
    (void)fclose(stream);
    cr_assert_neq(ras_generate(&settings, &result, &error), RAS_OK);
    const struct file file = load("civil.csv");
    cr_assert_str_eq(file.data, "mine");
    free(file.data);
    (void)snprintf(path, sizeof path, "%s/residents.csv", folder);
    cr_assert_neq(access(path, F_OK), 0, "what a failed run made is taken away");
    clean();
}

Test(generator, a_stopped_run_leaves_nothing)
{
    struct ras_generator_settings settings = settings_for(5000);
    struct ras_generator_result result;
    struct ras_error error;
    atomic_int stop = RAS_INTERRUPTED;
    settings.stop = &stop;
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_INTERRUPTED);
    cr_assert_eq(rmdir(folder), 0);
}

Test(generator, settings_out_of_range_are_told)
{
    struct ras_generator_settings settings = settings_for(0);
    struct ras_generator_result result;
    struct ras_error error;
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_USAGE);
    settings.resident_count = UINT64_C(120000001);
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_USAGE);
    settings.resident_count = 10;
    settings.dirt = -1;
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_USAGE);
    settings.dirt = 1;
    settings.welfare = 1e9;
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_USAGE);
    settings.welfare = 0;
    settings.as_of = ras_date_make(2026, 10, 0);
    cr_assert_eq(ras_generate(&settings, &result, &error), RAS_USAGE);
    clean();
}

Test(generator, a_share_of_nothing_gives_headers_alone)
{
    struct ras_generator_settings settings = settings_for(500);
    settings.civil = settings.welfare = settings.vaccination = 0;
    const struct ras_generator_result result = generate(&settings);
    cr_assert_eq(result.civil_count + result.welfare_count + result.vaccination_count, 0);
    const struct file truth = load("truth.csv");
    cr_assert_str_eq(truth.data, "source,record_id,person_id,resident_id,errors\n");
    free(truth.data);
    clean();
}

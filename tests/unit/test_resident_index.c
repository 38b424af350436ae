#include "engine/resident_index.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "support/scratch_folder.h"

#define HEADER "ma_dan,so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa\n"
#define FIRST  "D1,001085000017,Nguyễn Văn Hùng,07/03/1985,Nam,00004\n"
#define SECOND "D2,001185000021,Trần Thị Lan,12/11/1985,Nữ,00004\n"
#define THIRD  "D3,,Lê Hoà,01/02/2020,Nam,00178\n"
#define BROKEN "D4,1,2\n"
#define UNITS  "code,name,type,province_code,province\n00004,Phường A,phường,01,Hà Nội\n"
#define CONFIG                                                                                     \
    "purpose: test\noutput: out\nas_of: 2026-10-31\nresidents:\n  path: residents.csv\n"           \
    "  columns: {record_id: ma_dan}\nsources:\n"                                                   \
    "  - {name: civil, kind: civil_registry, path: residents.csv}\n"

#define SEVERAL                                                                                    \
    "purpose: test\noutput: out\nas_of: 2026-10-31\nresidents: {path: \"residents-*.csv\"}\n"      \
    "sources:\n  - {name: civil, kind: civil_registry, path: residents.csv}\n"

static struct scratch_folder folder;
static struct ras_config *config;
static struct ras_engine_options options;

static void config_text(const char *text)
{
    char path[160];
    ras_config_destroy(config);
    scratch_write(&folder, "rasoat.yaml", text);
    struct ras_error error = {0};
    cr_assert_eq(ras_config_read(scratch_path(&folder, "rasoat.yaml", path), &config, &error),
                 RAS_OK, "%s", error.message);
}

static void config_read(const char *more)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "%s%s", CONFIG, more);
    config_text(text);
}

static void begin(void)
{
    scratch_make(&folder);
    config = NULL;
    options = (struct ras_engine_options){.thread_count = 2};
    scratch_write(&folder, "residents.csv", HEADER FIRST SECOND THIRD);
    scratch_write(&folder, "units.csv", UNITS);
    config_read("");
}

static void end(void)
{
    ras_config_destroy(config);
    scratch_remove(&folder);
}

TestSuite(resident_index, .init = begin, .fini = end);

static struct ras_error why;

/* The index of the config now; *residents is to be given back where that is RAS_OK. */
static enum ras_status get(struct ras_resident_index *residents)
{
    char path[160];
    struct ras_context context;
    memset(&why, 0, sizeof why);
    const int directory = open(folder.path, O_RDONLY | O_DIRECTORY);
    enum ras_status status = ras_context_init(&context, config, &options, &why);
    if (status == RAS_OK)
        status = ras_resident_index_get(&context, directory, "r.index",
                                        scratch_path(&folder, "r.index", path), residents, &why);
    ras_context_fini(&context);
    (void)close(directory);
    cr_assert_not(scratch_has(&folder, "r.index.tmp"));
    return status;
}

static void expect(bool reused, uint64_t resident_count)
{
    struct ras_resident_index residents;
    cr_assert_eq(get(&residents), RAS_OK, "%s", why.message);
    cr_assert_eq(residents.reused, reused);
    cr_assert_eq(residents.index->counts.resident_count, resident_count);
    cr_assert_eq(residents.file_count, 1);
    ras_resident_index_fini(&residents);
    ras_resident_index_fini(&residents); /* once more does no harm */
}

Test(resident_index, residents_are_packed)
{
    struct ras_resident_index residents;
    char id[RAS_RESIDENT_ID_MAX], name[RAS_NAME_BYTES_MAX + 1];
    cr_assert_eq(get(&residents), RAS_OK, "%s", why.message);
    const struct ras_index *const index = residents.index;
    cr_assert_eq(index->counts.row_count, 3);
    cr_assert_eq(index->residents[0].personal_id, UINT64_C(1085000017));
    cr_assert_eq(index->residents[2].personal_id, 0);
    cr_assert_eq(index->residents[2].commune, 178);
    cr_assert(ras_bytes_equal(ras_index_resident_id(index, 0, id), RAS_LITERAL("D1")));
    cr_assert(ras_bytes_equal(ras_index_resident_id(index, 2, id), RAS_LITERAL("D3")));
    cr_assert_str_eq(ras_index_name_text(index, index->residents[2].name, name).data, "lê hoà");
    cr_assert_eq(ras_index_find_id(index, UINT64_C(1185000021)), 1);
    ras_resident_index_fini(&residents);
}

/* Ids may be mapped in one of several files only, and be blank. */
Test(resident_index, residents_without_an_id_of_their_own_go_by_the_personal_id)
{
    static const char *const ids[] = {"001085000017", "001185000021", "D1", "D3", "001185000021"};
    struct ras_resident_index residents;
    char id[RAS_RESIDENT_ID_MAX];
    scratch_write(
        &folder, "residents-1.csv",
        "so_dinh_danh,ho_ten,ngay_sinh\n001085000017,Lê A,1985\n001185000021,Lê B,1985\n");
    scratch_write(&folder, "residents-2.csv",
                  "ma,so_dinh_danh,ho_ten,ngay_sinh,gioi_tinh,ma_xa\n" FIRST THIRD
                  ",001185000021,Trần Thị Lan,12/11/1985,Nữ,00004\n");
    config_text(SEVERAL);
    cr_assert_eq(get(&residents), RAS_OK, "%s", why.message);
    cr_assert_eq(residents.index->counts.resident_count, 5);
    for (uint32_t i = 0; i < 5; i++)
        cr_assert(
            ras_bytes_equal(ras_index_resident_id(residents.index, i, id), ras_bytes_of(ids[i])));
    ras_resident_index_fini(&residents);
    scratch_write(&folder, "residents-2.csv",
                  "so_dinh_danh,ho_ten,ngay_sinh\n001085000018,Lê,1985\n");
    cr_assert_eq(get(&residents), RAS_OK, "%s", why.message);
    cr_assert_null(residents.index->id_offsets);
    ras_resident_index_fini(&residents);
}

Test(resident_index, the_file_is_taken_again_while_nothing_changed)
{
    expect(false, 3);
    expect(true, 3);
    options.thread_count = 1; /* threads are no part of it */
    expect(true, 3);
}

/* Whatever changes what is stored; the content and not the time of a file. */
Test(resident_index, other_content_or_settings_are_built_anew)
{
    expect(false, 3);
    scratch_write(&folder, "residents.csv", HEADER FIRST THIRD SECOND); /* as many bytes */
    expect(false, 3);
    expect(true, 3);
    config_read("match: {block_cap: 50}\n");
    expect(false, 3);
    config_read("match: {block_cap: 51}\n");
    expect(false, 3);
    config_read("units: {list: units.csv}\n");
    expect(false, 3);
    scratch_write(&folder, "units.csv", UNITS "00178,Xã B,xã,01,Hà Nội\n");
    expect(false, 3);
    expect(true, 3);
}

/* A table of names is in the counts of the index; its failure is the build's. */
Test(resident_index, another_table_of_names_is_another_index)
{
    struct ras_resident_index residents;
    expect(false, 3);
    scratch_write(&folder, "names.csv", "name,count\nLê Hoà,40\nTrần Thị Lan,10\n");
    config_read("match: {names: names.csv}\n");
    expect(false, 3);
    expect(true, 3);
    cr_assert_eq(get(&residents), RAS_OK);
    cr_assert_eq(residents.index->counts.full_table, 50);
    cr_assert_eq(residents.index->names[residents.index->residents[2].name].full_count, 41);
    ras_resident_index_fini(&residents);
    scratch_write(&folder, "names.csv", "name,count\nLê Hoà,40\nTrần Thị Lan,11\n");
    expect(false, 3);
    for (uint64_t k = 1; k < 4000; k += 1 + k / 8) {
        scratch_write(&folder, "residents.csv", HEADER FIRST THIRD);
        ras_alloc_fail_at(k);
        const enum ras_status status = get(&residents);
        ras_alloc_fail_at(0);
        if (status == RAS_OK)
            ras_resident_index_fini(&residents);
        else
            cr_assert_eq(status, RAS_NO_MEMORY, "%s", why.message);
        (void)unlinkat(AT_FDCWD, scratch_path(&folder, "r.index", (char[160]){0}), 0);
    }
    scratch_write(&folder, "names.csv", "name,count\nLê Hoà,x\n");
    cr_assert_eq(get(&residents), RAS_BAD_INPUT);
    cr_assert_eq(why.line_number, 2);
    config_read("");
    expect(false, 2);
}

Test(resident_index, a_damaged_file_is_built_anew)
{
    char path[160];
    struct stat information;
    expect(false, 3);
    cr_assert_eq(stat(scratch_path(&folder, "r.index", path), &information), 0);
    const int file = open(path, O_RDWR);
    cr_assert_eq(pwrite(file, "damage", 6, 4096), 6); /* the first section */
    (void)close(file);
    expect(false, 3);
    expect(true, 3);
    cr_assert_eq(truncate(path, information.st_size / 2), 0);
    expect(false, 3);
    scratch_write(&folder, "r.index.tmp", "of a run that was killed");
    cr_assert_eq(unlink(path), 0);
    expect(false, 3);
    expect(true, 3);
}

Test(resident_index, same_bytes_for_any_number_of_threads)
{
    struct stat information;
    char path[160];
    expect(false, 3);
    char *const one = scratch_read(&folder, "r.index");
    cr_assert_eq(stat(scratch_path(&folder, "r.index", path), &information), 0);
    const unsigned threads[] = {1, 3, 8};
    for (unsigned i = 0; i < 3; i++) {
        options.thread_count = threads[i];
        cr_assert_eq(unlink(path), 0);
        expect(false, 3);
        char *const other = scratch_read(&folder, "r.index");
        cr_assert_eq(memcmp(one, other, (size_t)information.st_size), 0);
        free(other);
    }
    cr_assert_eq(information.st_mode & 0777, 0600);
    free(one);
}

Test(resident_index, an_extract_without_a_resident_is_a_mistake)
{
    struct ras_resident_index residents;
    scratch_write(&folder, "residents.csv", HEADER);
    cr_assert_eq(get(&residents), RAS_BAD_INPUT);
    cr_assert_null(residents.index);
    cr_assert_not(scratch_has(&folder, "r.index"));
}

Test(resident_index, rejects_over_the_limit_stop_whoever_built_the_index)
{
    struct ras_resident_index residents;
    scratch_write(&folder, "residents.csv", HEADER FIRST SECOND THIRD BROKEN);
    cr_assert_eq(get(&residents), RAS_TOO_MANY_REJECTS);
    cr_assert_not(scratch_has(&folder, "r.index"));
    config_read("limits: {rejects: 0.3}\n");
    cr_assert_eq(get(&residents), RAS_OK, "%s", why.message);
    cr_assert_eq(residents.index->counts.reject_count, 1);
    cr_assert_eq(residents.index->counts.row_count, 4);
    cr_assert_gt(residents.index->rejects.length, 0);
    ras_resident_index_fini(&residents);
    expect(true, 3);
    config_read("limits: {rejects: 0.1}\n");
    cr_assert_eq(get(&residents), RAS_TOO_MANY_REJECTS);
    cr_assert_null(residents.index);
}

Test(resident_index, a_missing_file_is_told_with_the_line_of_the_config)
{
    struct ras_resident_index residents;
    char path[160];
    cr_assert_eq(unlink(scratch_path(&folder, "residents.csv", path)), 0);
    cr_assert_eq(get(&residents), RAS_INPUT_MISSING);
    cr_assert_eq(why.line_number, 5);
}

Test(resident_index, a_request_to_stop_leaves_the_old_file)
{
    struct ras_resident_index residents;
    expect(false, 3);
    options.stop = ras_stop_create();
    ras_stop_request(options.stop, RAS_INTERRUPTED);
    scratch_write(&folder, "residents.csv", HEADER FIRST SECOND);
    cr_assert_eq(get(&residents), RAS_INTERRUPTED);
    ras_stop_destroy(options.stop);
    options.stop = NULL;
    scratch_write(&folder, "residents.csv", HEADER FIRST SECOND THIRD);
    expect(true, 3);
}

Test(resident_index, failed_allocations_leave_nothing)
{
    uint64_t failed = 0;
    for (uint64_t k = 1;; k += 1 + k / 16, failed++) {
        struct ras_resident_index residents;
        ras_alloc_fail_at(k);
        const enum ras_status status = get(&residents);
        ras_alloc_fail_at(0);
        if (status == RAS_OK) {
            ras_resident_index_fini(&residents);
            break;
        }
        cr_assert_eq(status, RAS_NO_MEMORY, "%llu: %s", (unsigned long long)k, why.message);
        cr_assert_lt(k, 100000);
    }
    cr_assert_gt(failed, 20);
}

/* Any bytes as an index file: opening never reads out of bounds, and what passes both checks can be
 * looked at wherever one likes.
 *
 *   byte 0 = 0   the rest is the file
 *   byte 0 = 1   a good file with edits: 3 bytes of offset, 1 byte to exclusive-or
 *   byte 0 = 2   the same in the header only, which is then signed again, so that what the header
 *                says is reached behind its hash */
#include "base/bytes.h"
#include "base/hash.h"
#include "index/builder.h"
#include "index/index.h"
#include "normalise/syllable_cache.h"
#include "record/date.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RESIDENTS 40
#define HEADER    4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char path[64];
static uint8_t *good, *bent;
static size_t good_bytes, signed_bytes; /* of the header, before its hash */

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void path_remove(void)
{
    (void)unlink(path);
    free(good);
    free(bent);
}

static struct ras_index *index_make(struct ras_syllable_cache *cache, struct ras_arena *arena)
{
    static const char *const names[] = {"lê hoà", "trần thị lan", "", "nguyễn văn hùng"};
    struct ras_arrival arrivals[RESIDENTS];
    struct ras_index *index = NULL;
    const struct ras_index_finish finish = {
        .fingerprint = 5, .block_rows_max = 3, .thread_count = 1};
    struct ras_index_builder *const builder = ras_index_builder_create(true);
    memset(arrivals, 0, sizeof arrivals);
    for (unsigned i = 0; i < RESIDENTS; i++) {
        struct ras_arrival *const arrival = &arrivals[i];
        arrival->name_text = ras_bytes_of(names[i % 4]);
        arrival->resident_id = RAS_LITERAL("D1");
        arrival->subject.fields.personal_id = UINT64_C(1085000000) + i / 3;
        arrival->subject.fields.birth_date = ras_date_make(1985, 1 + i % 2, 3);
        arrival->subject.fields.commune = 4 + i % 3;
        arrival->subject.fields.sex = 1;
        require(ras_syllable_cache_name(cache, arena, arrival->name_text, &arrival->subject.name,
                                        NULL) == RAS_OK);
    }
    require(ras_index_builder_add(builder, arrivals, RESIDENTS, NULL) == RAS_OK);
    require(ras_index_builder_reject(builder, RAS_LITERAL("line\n"), 1, NULL) == RAS_OK);
    require(ras_index_builder_finish(builder, &finish, &index, NULL) == RAS_OK);
    ras_index_builder_destroy(builder);
    return index;
}

/* Where the header's own hash stands: the only place that holds the hash of all before it. */
static size_t hash_place(void)
{
    for (size_t at = 8; at + 8 <= HEADER; at += 8) {
        const uint64_t hash = XXH3_64bits(good, at);
        if (memcmp(good + at, &hash, 8) == 0)
            return at;
    }
    abort();
}

static void begin(void)
{
    struct ras_syllable_cache cache;
    struct ras_arena arena;
    if (good != NULL)
        return;
    (void)snprintf(path, sizeof path, "/tmp/rasoat-fuzz-%ld.index", (long)getpid());
    (void)unlink(path);
    (void)atexit(path_remove);
    ras_syllable_cache_init(&cache);
    ras_arena_init(&arena, 4096);
    struct ras_index *const index = index_make(&cache, &arena);
    require(ras_index_save(index, AT_FDCWD, path, path, NULL) == RAS_OK);
    ras_index_close(index);
    ras_syllable_cache_fini(&cache);
    ras_arena_fini(&arena);
    FILE *const file = fopen(path, "rb");
    require(file != NULL && fseek(file, 0, SEEK_END) == 0);
    good_bytes = (size_t)ftell(file);
    rewind(file);
    good = malloc(good_bytes);
    bent = malloc(good_bytes);
    require(good != NULL && bent != NULL && fread(good, 1, good_bytes, file) == good_bytes);
    (void)fclose(file);
    signed_bytes = hash_place();
}

static void file_write(const uint8_t *bytes, size_t length)
{
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    require(file >= 0);
    require(length == 0 || write(file, bytes, length) == (ssize_t)length);
    (void)close(file);
}

static void edits_apply(const uint8_t *edits, size_t size, size_t limit)
{
    memcpy(bent, good, good_bytes);
    for (size_t i = 0; i + 4 <= size; i += 4) {
        const size_t offset = edits[i] | (size_t)edits[i + 1] << 8 | (size_t)edits[i + 2] << 16;
        bent[offset % limit] ^= edits[i + 3];
    }
}

/* Every look-up there is, at every place. */
static uint64_t index_read(const struct ras_index *index)
{
    char room[RAS_NAME_BYTES_MAX + 1];
    uint64_t sum = 0;
    for (uint32_t i = 0; i < index->counts.resident_count; i++) {
        struct ras_subject subject;
        struct ras_name_frequency frequency;
        struct ras_keys keys;
        ras_index_subject(index, i, &subject);
        ras_index_frequency(index, i, &frequency);
        ras_keys_make(&subject, &keys);
        for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
            const struct ras_posting_run runs[2] = {
                ras_postings_find(&index->blocks[pass], keys.key[pass]),
                ras_postings_find(&index->refined[pass], ~keys.key[pass])};
            for (unsigned r = 0; r < 2; r++)
                for (uint32_t k = 0; k < runs[r].count; k++)
                    sum += index->residents[runs[r].first[k].resident].personal_id;
        }
        sum += frequency.full_count + ras_index_resident_id(index, i, room).length;
        sum += ras_index_find_id(index, subject.fields.personal_id);
    }
    for (uint32_t i = 0; i < index->counts.name_count; i++)
        sum += ras_index_name_text(index, i, room).length;
    for (size_t i = 0; i < index->rejects.length; i++)
        sum += (unsigned char)index->rejects.data[i];
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static volatile uint64_t sink = 0;
    struct ras_index *index = NULL;
    struct ras_error error = {0};
    begin();
    if (size == 0)
        return 0;
    if (data[0] % 3 == 0) {
        file_write(data + 1, size - 1);
    } else if (data[0] % 3 == 1) {
        edits_apply(data + 1, size - 1, good_bytes);
        file_write(bent, good_bytes);
    } else {
        edits_apply(data + 1, size - 1, signed_bytes);
        const uint64_t hash = XXH3_64bits(bent, signed_bytes);
        memcpy(bent + signed_bytes, &hash, sizeof hash);
        file_write(bent, good_bytes);
    }
    const enum ras_status status = ras_index_open(path, 0, &index, &error);
    require((status == RAS_OK) == (index != NULL));
    require(status == RAS_OK || (error.status == status && error.message[0] != '\0'));
    if (status == RAS_OK && ras_index_check(index, 1, NULL) == RAS_OK)
        sink = sink + index_read(index);
    ras_index_close(index);
    return 0;
}

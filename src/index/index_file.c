/* The index as a file: one header, then the sections, each at a multiple of a page.
 *
 *   header | residents | ... | postings of the last pass
 *
 * The header holds sizes and an XXH3 hash of every section, and ends with its own hash; a file of
 * another format version, byte order or size is refused. Opening maps the file and looks at the
 * header only; ras_index_check reads everything. */
#include "index/builder.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/output.h"
#include "base/pipeline.h"
#include "base/try.h"
#include "index/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* To be raised when sections, residents or the keys of passes change. */
#define FORMAT_VERSION  UINT32_C(4)
#define BYTE_ORDER_MARK UINT32_C(0x01020304)
#define PAGE_BYTES      UINT64_C(4096)

static const char magic[8] = {'R', 'A', 'S', 'O', 'A', 'T', 'I', 'X'};

struct file_section {
    uint64_t offset;
    uint64_t bytes;
    uint64_t hash;
};

struct file_header {
    char magic[8];
    uint32_t format_version;
    uint32_t byte_order;
    uint32_t section_count;
    uint32_t pass_count;
    uint32_t block_rows_max;
    uint32_t reserved;
    uint64_t fingerprint;
    uint64_t file_bytes;
    struct ras_index_counts counts;
    struct ras_pass_shape shapes[RAS_PASS_COUNT];
    struct file_section sections[RAS_SECTION_COUNT];
    uint64_t header_hash; /* of all bytes before it */
};

static uint64_t page_round(uint64_t bytes)
{
    return (bytes + PAGE_BYTES - 1) / PAGE_BYTES * PAGE_BYTES;
}

static uint64_t header_hash(const struct file_header *header)
{
    return XXH3_64bits(header, offsetof(struct file_header, header_hash));
}

static void padding_write(struct ras_output *output, uint64_t bytes)
{
    static const char zeros[4096];
    while (bytes > 0) {
        const size_t part = bytes < sizeof zeros ? (size_t)bytes : sizeof zeros;
        ras_output_write(output, zeros, part);
        bytes -= part;
    }
}

static void header_fill(const struct ras_index *index, struct file_header *header)
{
    memset(header, 0, sizeof *header);
    memcpy(header->magic, magic, sizeof magic);
    header->format_version = FORMAT_VERSION;
    header->byte_order = BYTE_ORDER_MARK;
    header->section_count = RAS_SECTION_COUNT;
    header->pass_count = RAS_PASS_COUNT;
    header->block_rows_max = index->block_rows_max;
    header->fingerprint = index->fingerprint;
    header->counts = index->counts;
    ras_index_shapes(index, header->shapes);
    uint64_t offset = page_round(sizeof *header);
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const section = &index->memory->section[i];
        header->sections[i] = (struct file_section){
            offset, section->bytes,
            XXH3_64bits(section->bytes == 0 ? magic : section->data, section->bytes)};
        offset += page_round(section->bytes);
    }
    header->file_bytes = offset;
    header->header_hash = header_hash(header);
}

enum ras_status ras_index_save(const struct ras_index *index, int directory, const char *name,
                               const char *shown_path, struct ras_error *error)
{
    struct ras_output output;
    struct file_header header;
    header_fill(index, &header);
    RAS_TRY(ras_output_open(&output, directory, name, shown_path, error));
    ras_output_stream(&output); /* nobody reads it soon: it must not cost the page cache */
    ras_output_write(&output, &header, sizeof header);
    padding_write(&output, page_round(sizeof header) - sizeof header);
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct ras_section_memory *const section = &index->memory->section[i];
        ras_output_write(&output, section->data, section->bytes);
        padding_write(&output, page_round(section->bytes) - section->bytes);
    }
    return ras_output_close(&output, NULL, NULL, error);
}

/* ---- opening ---- */

/* Do the sections follow one another as they are written, up to the end of the file? */
static bool layout_holds(const struct file_header *header)
{
    uint64_t offset = page_round(sizeof *header);
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++) {
        const struct file_section *const section = &header->sections[i];
        if (section->offset != offset || offset > header->file_bytes ||
            section->bytes > header->file_bytes - offset)
            return false;
        offset += page_round(section->bytes);
    }
    return offset == header->file_bytes;
}

static bool postings_fit(const struct file_section *fences, uint32_t bucket_count,
                         uint32_t posting_count)
{
    /* a power of two of at least 2: the shift that makes a bucket of a key is made from it */
    return bucket_count >= 2 && (bucket_count & (bucket_count - 1)) == 0 &&
           fences[0].bytes == ((uint64_t)bucket_count + 1) * sizeof(uint32_t) &&
           fences[1].bytes == (uint64_t)posting_count * sizeof(struct ras_posting);
}

/* Is every section as long as the counts say? Look-ups rely on it without asking again. */
static bool sizes_hold(const struct file_header *header)
{
    const struct file_section *const section = header->sections;
    const struct ras_index_counts *const counts = &header->counts;
    const uint64_t ids = section[RAS_SECTION_ID_OFFSETS].bytes;
    if (counts->resident_count >= RAS_RESIDENT_NONE || counts->name_count == 0 ||
        counts->name_count > UINT32_MAX || counts->syllable_count > UINT32_MAX)
        return false;
    if (section[RAS_SECTION_RESIDENTS].bytes !=
            counts->resident_count * sizeof(struct ras_resident) ||
        section[RAS_SECTION_SYLLABLES].bytes !=
            counts->syllable_count * sizeof(struct ras_syllable) ||
        section[RAS_SECTION_SPELLING_OFFSETS].bytes !=
            (counts->syllable_count + 1) * sizeof(uint32_t) ||
        section[RAS_SECTION_NAMES].bytes != counts->name_count * sizeof(struct ras_name_entry) ||
        section[RAS_SECTION_SYLLABLE_LISTS].bytes % sizeof(uint32_t) != 0)
        return false;
    if (ids == 0 ? section[RAS_SECTION_ID_TEXT].bytes != 0
                 : ids != (counts->resident_count + 1) * sizeof(uint64_t))
        return false;
    for (unsigned pass = 0; pass < RAS_PASS_COUNT; pass++) {
        const struct ras_pass_shape *const shape = &header->shapes[pass];
        const struct file_section *const own = &section[RAS_SECTION_PASSES + 4 * pass];
        if (!postings_fit(own, shape->bucket_count, shape->posting_count) ||
            !postings_fit(own + 2, shape->refined_bucket_count, shape->refined_posting_count))
            return false;
    }
    return true;
}

static enum ras_status header_check(const struct file_header *header, uint64_t file_bytes,
                                    uint64_t expected_fingerprint, const char *path,
                                    struct ras_error *error)
{
    if (memcmp(header->magic, magic, sizeof magic) != 0)
        return ras_fail(error, RAS_BAD_INPUT, "'%s' is not a resident index", path);
    if (header->format_version != FORMAT_VERSION || header->byte_order != BYTE_ORDER_MARK ||
        header->section_count != RAS_SECTION_COUNT || header->pass_count != RAS_PASS_COUNT)
        return ras_fail(error, RAS_BAD_INPUT,
                        "index '%s' was written by another version: build it again", path);
    if (header->header_hash != header_hash(header) || header->file_bytes != file_bytes ||
        !layout_holds(header) || !sizes_hold(header))
        return ras_fail(error, RAS_BAD_INPUT, "index '%s' is damaged: build it again", path);
    if (expected_fingerprint != 0 && header->fingerprint != expected_fingerprint)
        return ras_fail(error, RAS_BAD_INPUT, "index '%s' was built from other residents", path);
    return RAS_OK;
}

static enum ras_status file_map(const char *path, void **mapping, size_t *bytes,
                                struct ras_error *error)
{
    struct stat information;
    const int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0)
        return ras_fail(error, errno == ENOENT ? RAS_INPUT_MISSING : RAS_IO,
                        "cannot open index '%s': %s", path, strerror(errno));
    if (fstat(descriptor, &information) != 0 ||
        (uint64_t)information.st_size < sizeof(struct file_header)) {
        (void)close(descriptor);
        return ras_fail(error, RAS_BAD_INPUT, "'%s' is not a resident index", path);
    }
    *bytes = (size_t)information.st_size;
    *mapping = mmap(NULL, *bytes, PROT_READ, MAP_PRIVATE, descriptor, 0);
    const int reason = errno;
    (void)close(descriptor);
    if (*mapping == MAP_FAILED) {
        *mapping = NULL;
        return ras_fail(error, RAS_NO_MEMORY, "cannot map index '%s': %s", path, strerror(reason));
    }
    (void)madvise(*mapping, *bytes, MADV_HUGEPAGE);
    return RAS_OK;
}

enum ras_status ras_index_open(const char *path, uint64_t expected_fingerprint,
                               struct ras_index **out, struct ras_error *error)
{
    void *mapping = NULL;
    size_t bytes = 0;
    *out = NULL;
    RAS_TRY(file_map(path, &mapping, &bytes, error));
    const struct file_header *const header = mapping;
    enum ras_status status = header_check(header, bytes, expected_fingerprint, path, error);
    struct ras_index *const index = ras_alloc_zeroed(1, sizeof *index);
    if (status == RAS_OK && index != NULL)
        index->memory = ras_alloc_zeroed(1, sizeof *index->memory);
    if (status != RAS_OK || index == NULL || index->memory == NULL) {
        (void)munmap(mapping, bytes);
        ras_free(index);
        return status != RAS_OK ? status : ras_no_memory(error, sizeof(struct ras_index));
    }
    index->mapping = mapping;
    index->mapping_bytes = bytes;
    index->counts = header->counts;
    index->fingerprint = header->fingerprint;
    index->block_rows_max = header->block_rows_max;
    for (unsigned i = 0; i < RAS_SECTION_COUNT; i++)
        index->memory->section[i] =
            (struct ras_section_memory){(const char *)mapping + header->sections[i].offset,
                                        (size_t)header->sections[i].bytes, RAS_OWNER_NONE, 0};
    ras_index_attach(index, header->shapes);
    *out = index;
    return RAS_OK;
}

/* Between the end of a section and the next page: written as zeros. */
static bool padding_holds(const struct ras_index *index, uint64_t end)
{
    const unsigned char *const bytes = index->mapping;
    for (uint64_t at = end; at < page_round(end) && at < index->mapping_bytes; at++)
        if (bytes[at] != 0)
            return false;
    return true;
}

static enum ras_status check_task(void *context, unsigned worker, size_t section,
                                  struct ras_error *error)
{
    const struct ras_index *const index = context;
    const struct file_header *const header = index->mapping;
    const struct ras_section_memory *const memory = &index->memory->section[section];
    (void)worker;
    const struct file_section *const place = &header->sections[section];
    if (XXH3_64bits(memory->data, memory->bytes) != place->hash ||
        !padding_holds(index, place->offset + place->bytes) ||
        !padding_holds(index, sizeof *header))
        return ras_fail(error, RAS_BAD_INPUT, "block %zu of the index is damaged: build it again",
                        section);
    return RAS_OK;
}

enum ras_status ras_index_check(const struct ras_index *index, unsigned thread_count,
                                struct ras_error *error)
{
    struct ras_index copy = *index; /* tasks take a context that is not const */
    if (index->mapping == NULL)
        return RAS_OK;
    return ras_parallel_run(thread_count, RAS_SECTION_COUNT, check_task, &copy, NULL, error);
}

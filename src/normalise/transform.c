/* The table of transforms, their arguments as written, and chains of them. */
#include "normalise/transform.h"

#include "base/bytes.h"
#include "normalise/transform_writer.h"

#include <assert.h>

static const struct ras_transform_kind kinds[] = {
#define TRANSFORM(name, argument, summary)                                                         \
    {#name, RAS_ARGUMENT_##argument, ras_transform_##name, summary},
#include "normalise/transforms.def"
#undef TRANSFORM
};
#define KIND_COUNT (sizeof kinds / sizeof kinds[0])

unsigned ras_transform_count(void)
{
    return KIND_COUNT;
}

const struct ras_transform_kind *ras_transform_at(unsigned index)
{
    assert(index < KIND_COUNT);
    return &kinds[index];
}

const char *ras_transform_name(unsigned index)
{
    return ras_transform_at(index)->name;
}

/* ---- as written ---- */

static const char *read_count(struct ras_bytes text, uint32_t *count)
{
    static const char wrong[] = "a number from 1 to 999 must follow the colon";
    *count = 0;
    for (size_t i = 0; i < text.length; i++) {
        const unsigned digit = (unsigned)((unsigned char)text.data[i]) - '0';
        if (digit > 9 || i == 3)
            return wrong;
        *count = *count * 10 + digit;
    }
    return *count >= 1 && *count <= RAS_TRANSFORM_COUNT_MAX ? NULL : wrong;
}

static const char *read_order(struct ras_bytes text, uint32_t *order)
{
    static const char *const words[] = {"dmy", "mdy", "ymd"};
    for (*order = RAS_ORDER_DMY; *order <= RAS_ORDER_YMD; ++*order)
        if (ras_bytes_equal(text, ras_bytes_of(words[*order])))
            return NULL;
    return "dmy, mdy or ymd must follow the colon";
}

static const char *read_argument(bool colon, struct ras_transform *transform)
{
    switch (transform->kind->argument) {
    case RAS_ARGUMENT_NONE: return colon ? "nothing may follow its name" : NULL;
    case RAS_ARGUMENT_COUNT: return read_count(transform->text, &transform->number);
    case RAS_ARGUMENT_ORDER: return read_order(transform->text, &transform->number);
    case RAS_ARGUMENT_TEXT: break;
    }
    return transform->text.length > 0 ? NULL : "a text must follow the colon";
}

const char *ras_transform_parse(struct ras_bytes written, struct ras_transform *transform)
{
    size_t end = 0;
    while (end < written.length && written.data[end] != ':')
        end++;
    const bool colon = end < written.length;
    const struct ras_bytes name = {written.data, end};
    *transform = (struct ras_transform){.text = {NULL, 0}};
    if (colon)
        transform->text = ras_text_after(written, end + 1);
    for (unsigned i = 0; i < KIND_COUNT; i++)
        if (ras_bytes_equal(name, ras_bytes_of(kinds[i].name))) {
            transform->kind = &kinds[i];
            return read_argument(colon, transform);
        }
    return "unknown transform";
}

/* ---- chains ---- */

size_t ras_transforms_apply(const struct ras_transform *chain, unsigned count, struct ras_bytes in,
                            char *out, size_t capacity)
{
    char buffers[2][RAS_TRANSFORM_BYTES_MAX];
    struct ras_bytes text = {in.data, ras_text_cut(in, RAS_TRANSFORM_BYTES_MAX)};
    for (unsigned i = 0; i < count && text.length > 0; i++) {
        char *const to = buffers[i % 2];
        text.length = chain[i].kind->apply(&chain[i], text, to, RAS_TRANSFORM_BYTES_MAX);
        text.data = to;
    }
    return ras_text_copy(text, out, capacity);
}

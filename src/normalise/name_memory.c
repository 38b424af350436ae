/* Names by the tokens they are made of. */
#include "normalise/name_memory.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "base/try.h"
#include "normalise/name_clean.h"
#include "normalise/normaliser.h"

#include <assert.h>
#include <string.h>

#define SLOTS_FIRST 1024u

/* What the rest of the name must be looked at for. */
enum trait {
    TRAIT_UNCLEAN = 1,   /* only the slow path reads it */
    TRAIT_MARKED = 2,    /* not plain ASCII */
    TRAIT_VOWELLESS = 4, /* may be an initial */
    TRAIT_TITLE = 8,     /* ông, bà ... */
    TRAIT_CHILD = 16     /* "con", before the names of parents */
};

/* A token at the cursor of a name: its bytes with zeros behind them. */
struct token {
    uint64_t word[2];
    size_t length;
};

/* A name on its way from tokens to text. */
struct reading {
    struct ras_name_text text;
    uint64_t repairs;
    unsigned traits; /* of all tokens; TRAIT_TITLE of the first */
    unsigned syllable_count;
    const struct ras_syllable *syllable[RAS_NAME_SYLLABLES_MAX];
};

void ras_name_memory_init(struct ras_name_memory *memory)
{
    *memory = (struct ras_name_memory){.slots = NULL};
    ras_syllable_cache_init(&memory->syllables);
}

void ras_name_memory_fini(struct ras_name_memory *memory)
{
    ras_free_huge(memory->slots, memory->capacity * sizeof memory->slots[0]);
    ras_syllable_cache_fini(&memory->syllables);
    memory->slots = NULL;
    memory->capacity = memory->count = 0;
}

/* ---- the table ---- */

/* Multiplying carries upwards, so the top bits depend on all bytes. */
static inline size_t home_of(const struct ras_name_memory *memory, const uint64_t word[2])
{
    const uint64_t second = word[1] * UINT64_C(0x94d049bb133111eb);
    const uint64_t mixed = (word[0] ^ (second >> 32 | second << 32)) * UINT64_C(0x9e3779b97f4a7c15);
    return (size_t)(mixed >> memory->shift);
}

/* The token's slot, or the free one where it belongs. */
static inline struct ras_token_entry *slot_of(const struct ras_name_memory *memory,
                                              const struct token *token)
{
    for (size_t at = home_of(memory, token->word);; at = (at + 1) & (memory->capacity - 1)) {
        struct ras_token_entry *const entry = &memory->slots[at];
        const uint64_t differs = (entry->key[0] ^ token->word[0]) |
                                 (entry->key[1] ^ token->word[1]) | (entry->length ^ token->length);
        if (differs == 0 || entry->length == 0)
            return entry;
    }
}

static enum ras_status table_grow(struct ras_name_memory *memory, struct ras_error *error)
{
    const size_t capacity = memory->capacity == 0 ? SLOTS_FIRST : 2 * memory->capacity;
    struct ras_name_memory grown = *memory;
    grown.slots = ras_alloc_huge(capacity * sizeof grown.slots[0]);
    if (grown.slots == NULL)
        return ras_no_memory(error, capacity * sizeof grown.slots[0]);
    grown.capacity = capacity;
    grown.shift = (unsigned)__builtin_clzll(capacity) + 1;
    for (size_t i = 0; i < memory->capacity; i++) {
        const struct ras_token_entry *const entry = &memory->slots[i];
        const struct token token = {{entry->key[0], entry->key[1]}, entry->length};
        if (entry->length != 0)
            *slot_of(&grown, &token) = *entry;
    }
    ras_free_huge(memory->slots, memory->capacity * sizeof memory->slots[0]);
    *memory = grown;
    return RAS_OK;
}

/* ---- learning ---- */

/* What one token comes to; length 0 where it is not read alone. */
static struct ras_bytes read_token(const char *written, size_t length, char *out,
                                   struct ras_token_entry *entry)
{
    struct ras_name_text name = {.out = out};
    uint64_t repairs = 0;
    entry->traits = TRAIT_UNCLEAN;
    if (!ras_name_read_clean((struct ras_bytes){written, length}, &name, &repairs) ||
        name.length > length)
        return (struct ras_bytes){out, 0};
    const struct ras_bytes canonical = {out, name.length};
    entry->repairs = repairs;
    entry->canonical_length = (uint8_t)name.length;
    memcpy(entry->canonical, out, name.length);
    entry->traits =
        (uint8_t)((name.marked ? TRAIT_MARKED : 0) | (name.vowelless != 0 ? TRAIT_VOWELLESS : 0) |
                  (ras_name_may_be_title(canonical) ? TRAIT_TITLE : 0) |
                  (ras_bytes_equal(canonical, RAS_LITERAL("con")) ? TRAIT_CHILD : 0));
    return canonical;
}

/* Keep a token that is met for the first time; *learnt stays NULL if there is no room for it. */
static __attribute__((noinline)) enum ras_status learn(struct ras_name_memory *memory,
                                                       const struct token *token,
                                                       const struct ras_token_entry **learnt,
                                                       struct ras_error *error)
{
    char written[RAS_TOKEN_BYTES + RAS_TEXT_PADDING] = {0};
    char out[RAS_NAME_BYTES_MAX + 1];
    struct ras_token_entry entry = {.length = (uint8_t)token->length};
    if (memory->count == RAS_TOKENS_KEPT_MAX)
        return RAS_OK;
    memcpy(entry.key, token->word, sizeof entry.key);
    memcpy(written, token->word, sizeof entry.key);
    const struct ras_bytes canonical = read_token(written, token->length, out, &entry);
    if (canonical.length > 0) {
        RAS_TRY(ras_syllable_cache_token(&memory->syllables, canonical, &entry.syllable, error));
        if (entry.syllable == NULL)
            return RAS_OK;
    }
    if (2 * (memory->count + 1) > memory->capacity)
        RAS_TRY(table_grow(memory, error));
    struct ras_token_entry *const slot = slot_of(memory, token);
    *slot = entry;
    memory->count++;
    *learnt = slot;
    return RAS_OK;
}

/* ---- recalling ---- */

/* A bit at 0x80 of the first byte that is a blank; bits above it may be wrong. */
static inline uint64_t blank_bits(uint64_t word)
{
    const uint64_t zero = word ^ UINT64_C(0x2020202020202020);
    return (zero - UINT64_C(0x0101010101010101)) & ~zero & UINT64_C(0x8080808080808080);
}

static inline uint64_t first_bytes(uint64_t word, size_t count)
{
    return count >= 8 ? word : word & ((UINT64_C(1) << 8 * count) - 1);
}

/* The token at s, of which left >= 1 bytes are the name's; false if it is too long to be kept. */
static inline bool token_at(const char *s, size_t left, struct token *token)
{
    memcpy(token->word, s, sizeof token->word);
    const uint64_t low = blank_bits(token->word[0]), high = blank_bits(token->word[1]);
    size_t length = low != 0    ? (size_t)__builtin_ctzll(low) / 8
                    : high != 0 ? 8 + (size_t)__builtin_ctzll(high) / 8
                                : RAS_TOKEN_BYTES + 1;
    if (length > left)
        length = left;
    if (length > RAS_TOKEN_BYTES) {
        if (s[RAS_TOKEN_BYTES] != ' ')
            return false;
        length = RAS_TOKEN_BYTES;
    }
    token->word[0] = first_bytes(token->word[0], length);
    token->word[1] = length <= 8 ? 0 : first_bytes(token->word[1], length - 8);
    token->length = length;
    return true;
}

/* The entry of a token, NULL if it must be read by letters. */
static inline enum ras_status entry_of(struct ras_name_memory *memory, const struct token *token,
                                       const struct ras_token_entry **entry,
                                       struct ras_error *error)
{
    *entry = slot_of(memory, token);
    if ((*entry)->length == 0) {
        *entry = NULL;
        RAS_TRY(learn(memory, token, entry, error));
    }
    if (*entry != NULL && ((*entry)->traits & TRAIT_UNCLEAN) != 0)
        *entry = NULL;
    return RAS_OK;
}

/* Put the name together from its tokens; *known is false if it must be read by letters. What the
 * tokens add up to is kept in locals: bytes are stored between, which might be any member. */
static enum ras_status read_tokens(struct ras_name_memory *memory, struct ras_bytes written,
                                   struct reading *reading, bool *known, struct ras_error *error)
{
    const uint64_t spacing = RAS_REPAIR_BIT(RAS_REPAIR_NAME_SPACING);
    const char *const end = written.data + written.length;
    char *const start = reading->text.out, *out = start;
    uint64_t repairs = 0;
    unsigned count = 0, traits = 0, vowelless = 0;
    *known = false;
    for (const char *in = written.data; in < end;) {
        const struct ras_token_entry *entry;
        struct token token;
        if (*in == ' ') { /* at the start, or after another */
            repairs |= spacing;
            in++;
            continue;
        }
        if (count == RAS_NAME_SYLLABLES_MAX || !token_at(in, (size_t)(end - in), &token))
            return RAS_OK;
        RAS_TRY(entry_of(memory, &token, &entry, error));
        if (entry == NULL)
            return RAS_OK;
        *out = ' ';
        out += count > 0;
        memcpy(out, entry->canonical, sizeof entry->canonical);
        reading->text.start[count] = (uint8_t)(out - start);
        reading->syllable[count] = entry->syllable;
        out += entry->canonical_length;
        repairs |= entry->repairs;
        vowelless |= (entry->traits / TRAIT_VOWELLESS & 1u) << count;
        traits |= count == 0 ? entry->traits : entry->traits & ~(unsigned)TRAIT_TITLE;
        count++;
        in += token.length + 1; /* and the blank behind the token */
        repairs |= in == end ? spacing : 0;
    }
    reading->text.length = (size_t)(out - start);
    reading->text.token_count = count;
    reading->text.vowelless = vowelless;
    reading->repairs = repairs;
    reading->traits = traits;
    *known = count > 0;
    return RAS_OK;
}

/* What whole words say, where the traits of the tokens leave room for it. */
static void finish(struct reading *reading)
{
    struct ras_name_text *const text = &reading->text;
    const unsigned token_count = text->token_count;
    const unsigned doubtful = TRAIT_VOWELLESS | TRAIT_CHILD | TRAIT_TITLE;
    text->marked = (reading->traits & TRAIT_MARKED) != 0;
    reading->syllable_count = token_count;
    if (text->marked && (reading->traits & doubtful) == 0)
        return;
    ras_name_finish(text, &reading->repairs);
    if (text->token_count != token_count)
        reading->syllable_count = 0;
}

/* The list of syllables, then the text, then its padding. */
static enum ras_status copy_name(const struct reading *reading, struct ras_arena *arena,
                                 struct ras_bytes *name, struct ras_syllable_list *syllables,
                                 struct ras_error *error)
{
    const size_t list_bytes = reading->syllable_count * sizeof reading->syllable[0];
    const size_t length = reading->text.length;
    const size_t bytes = list_bytes + length + RAS_TEXT_PADDING;
    const struct ras_syllable **const list =
        ras_arena_alloc(arena, bytes, sizeof reading->syllable[0]);
    if (list == NULL)
        return ras_no_memory(error, bytes);
    for (unsigned i = 0; i < reading->syllable_count; i++)
        list[i] = reading->syllable[i];
    char *const text = (char *)list + list_bytes;
    /* whole steps stay inside the padding, which is cleared after them */
    for (size_t at = 0; at < length; at += 16)
        memcpy(text + at, reading->text.out + at, 16);
    memset(text + length, 0, RAS_TEXT_PADDING);
    *name = (struct ras_bytes){text, length};
    *syllables = (struct ras_syllable_list){reading->syllable_count == 0 ? NULL : list,
                                            reading->syllable_count};
    return RAS_OK;
}

enum ras_status ras_name_recall(struct ras_name_memory *memory, struct ras_bytes written,
                                struct ras_arena *arena, struct ras_bytes *name,
                                struct ras_syllable_list *syllables, uint64_t *repairs,
                                struct ras_error *error)
{
    /* A token is stored whole, so sixteen bytes may be written from its start; and copied so. */
    char out[RAS_NAME_BYTES_MAX + 1 + RAS_TOKEN_BYTES];
    struct reading reading;
    bool known = false;
    *name = (struct ras_bytes){NULL, 0};
    *syllables = (struct ras_syllable_list){NULL, 0};
    reading.text.out = out;
    reading.text.dots = 0;
    if (memory->capacity == 0)
        RAS_TRY(table_grow(memory, error));
    if (written.length <= RAS_NAME_CLEAN_BYTES_MAX)
        RAS_TRY(read_tokens(memory, written, &reading, &known, error));
    if (known) {
        finish(&reading);
    } else {
        reading.repairs = 0;
        reading.syllable_count = 0;
        reading.text.length = ras_name_canonical(written, out, &reading.repairs);
    }
    *repairs |= reading.repairs;
    return reading.text.length == 0 ? RAS_OK : copy_name(&reading, arena, name, syllables, error);
}

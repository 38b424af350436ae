/* How much two sets of words say for one person: the bits of the words they share, less what
 * contradicts.
 *
 *   thomas clifford baron       tom clifford chudleigh
 *      └── variant (learnt) ──────┘   │        └ left over
 *              └────── equal ─────────┘
 *
 * A word is worth log2(N / records that hold it): a rare surname says much, a title nearly nothing.
 * A word that is not met equally may be met by a variant that believed pairs have shown to recur
 * (linkage/variants.h), by one that begins it, by its initial, or by a likely slip of the pen, each
 * for less. Words that are left over on both sides contradict; left over on one side they were only
 * dropped. The sum is no weight yet: it is cut into levels, and what a level is worth is learnt
 * like that of any other.
 *
 * Threads: pure but for the cache, which belongs to one thread. */
#ifndef RASOAT_LINKAGE_WORD_EVIDENCE_H
#define RASOAT_LINKAGE_WORD_EVIDENCE_H

#include "linkage/record_table.h"

enum ras_word_match {
    RAS_WORDS_APART,
    RAS_WORDS_EQUAL,
    RAS_WORDS_VARIANT,
    RAS_WORDS_BEGIN, /* one begins the other */
    RAS_WORDS_INITIAL,
    RAS_WORDS_ALIKE
};

struct ras_word_evidence {
    const struct ras_record_table *table;
    float *bits; /* per value number; of words that no record of the field holds: 0 */
    uint32_t bits_count;
    struct ras_table variants; /* word pair -> 1 */
    bool *varied;              /* per value number: stands in a variant */
};

/* A small cache of what was found about two words. */
#define RAS_WORD_CACHE_SLOTS ((size_t)1 << 16)
struct ras_word_cache {
    uint64_t pairs[RAS_WORD_CACHE_SLOTS]; /* smaller number << 32 | greater; 0 = empty */
    uint8_t matches[RAS_WORD_CACHE_SLOTS];
};

enum ras_status ras_word_evidence_init(struct ras_word_evidence *evidence,
                                       const struct ras_record_table *table, uint32_t field,
                                       struct ras_error *error) RAS_MUST_CHECK;
/* From now on these two texts stand for each other, if records have them. */
enum ras_status ras_word_evidence_variant(struct ras_word_evidence *evidence, struct ras_bytes a,
                                          struct ras_bytes b,
                                          struct ras_error *error) RAS_MUST_CHECK;
/* May a variant have a say between these? */
bool ras_words_vary(const struct ras_word_evidence *evidence, struct ras_record_words a,
                    struct ras_record_words b);
void ras_word_evidence_fini(struct ras_word_evidence *evidence);

/* Which word of b meets each word of a: positions, or UINT8_MAX. Greedy: equal words first, then
 * the best that is left. */
struct ras_word_alignment {
    uint8_t partner[RAS_LINK_WORDS_MAX];
    uint8_t match[RAS_LINK_WORDS_MAX]; /* enum ras_word_match */
    unsigned left_a;                   /* words without partner */
    unsigned left_b;
    double bits;
};
void ras_words_align(const struct ras_word_evidence *evidence, struct ras_word_cache *cache,
                     struct ras_record_words a, struct ras_record_words b,
                     struct ras_word_alignment *alignment);

/* The levels of such a comparison: whether words are left over on no side, one side or both, and
 * there alignment->bits from so much up, best first; the last of each kind is what is below. */
enum ras_word_kind { RAS_WORDS_WHOLE, RAS_WORDS_PART, RAS_WORDS_AGAINST };
struct ras_word_level {
    enum ras_word_kind kind;
    int bits; /* INT_MIN = all the rest of the kind */
    const char *name;
};
#define RAS_WORD_LEVEL_COUNT 30
extern const struct ras_word_level ras_word_levels[RAS_WORD_LEVEL_COUNT];
/* 1 .. RAS_WORD_LEVEL_COUNT */
unsigned ras_word_level(const struct ras_word_alignment *alignment);

static inline uint64_t ras_word_pair_key(uint32_t a, uint32_t b)
{
    return a < b ? (uint64_t)a << 32 | b : (uint64_t)b << 32 | a;
}

#endif

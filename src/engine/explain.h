/* An explanation in the making: what the run left, what its inputs still tell, and how it is shown.
 *
 *   explain_files   manifest, lines of matches, reviews, rejects      always there
 *   explain_inputs  config, index and the row itself                  if still the same bytes
 *   explain_passes  why a pair did or did not meet
 *   explain_text, explain_json                                        the two ways to show it
 *
 * Everything a person could be known by is masked the moment it enters this structure (unless
 * --reveal), so that no way of showing it can forget to. Ownership: texts lie in the arena. */
#ifndef RASOAT_ENGINE_EXPLAIN_H
#define RASOAT_ENGINE_EXPLAIN_H

#include "base/arena.h"
#include "base/text.h"
#include "block/passes.h"
#include "engine/manifest_reading.h"
#include "rasoat/engine.h"
#include "record/pair.h"
#include "record/person.h"
#include "score/model.h"

#include <stdbool.h>
#include <stdint.h>

/* What a line of matches/<source>.csv says. */
struct ras_explain_line {
    enum ras_decision_kind decision;
    enum ras_outcome outcome;
    struct ras_bytes resident_id; /* unmasked: for looking up, never for showing */
    bool has_candidate;
    uint32_t probability; /* millionths */
    int32_t weight;       /* millibits, a multiple of 10 */
    int32_t margin;       /* millibits, INT32_MAX = there was no second candidate */
    uint32_t passes;
    struct ras_levels levels;
    struct ras_bytes issues; /* codes joined by bars */
    unsigned line_count;     /* lines of that record id; the first is told */
};

/* One resident as the explanation sees it. */
struct ras_explain_candidate {
    bool known;
    unsigned rank;                /* 1 = best */
    struct ras_bytes resident_id; /* as shown */
    uint32_t probability;
    int32_t weight;  /* the sum of share, millibits */
    uint32_t passes; /* 0 = the pair never met, or its passes were not kept */
    struct ras_levels levels;
    bool has_shares; /* not of a row that was settled by a closer look */
    int32_t share[RAS_COMPARATOR_COUNT];
    bool has_values;
    struct ras_bytes values[RAS_COMPARATOR_COUNT]; /* as shown */
    enum ras_person_status status;                 /* of the resident, where values are known */
};

enum ras_part_state {
    RAS_PART_EQUAL,
    RAS_PART_DIFFERS,
    RAS_PART_ROW_LACKS,
    RAS_PART_RESIDENT_LACKS
};
enum ras_meeting {
    RAS_MEETING_MET,
    RAS_MEETING_APART,   /* a part of the key is missing or differs */
    RAS_MEETING_REFINED, /* the block is above the cap, and its finer key differs or is missing */
    RAS_MEETING_CAPPED,  /* so is the finer block: nobody was compared */
};

#define RAS_KEY_PARTS_MAX 3

/* What became of a pair in one pass. */
struct ras_explain_pass {
    enum ras_meeting meeting;
    unsigned part_count;
    const char *part_names[RAS_KEY_PARTS_MAX];      /* stable, English */
    const char *part_vietnamese[RAS_KEY_PARTS_MAX]; /* "ngày sinh" */
    enum ras_part_state parts[RAS_KEY_PARTS_MAX];
    uint32_t block_rows; /* residents with the row's key */
};

/* What would follow if the pair had met. */
struct ras_explain_pair {
    bool asked;
    bool passes_known;
    struct ras_explain_candidate candidate;
    struct ras_explain_pass passes[RAS_PASS_COUNT];
    bool decision_known;
    enum ras_decision_kind decision_with; /* of the row, this pair included */
    bool would_be_best;
};

struct ras_explain_reject {
    bool found;
    struct ras_bytes file;
    struct ras_bytes line;
    struct ras_bytes code;
    struct ras_bytes reason;
};

#define RAS_EXPLAIN_GAPS_MAX 6

struct ras_explanation {
    const struct ras_explain_request *request;
    struct ras_arena arena;
    struct ras_manifest_reading manifest;
    const struct ras_listed_source *source;
    struct ras_bytes record_id; /* as shown */
    struct ras_model model;
    bool model_known;
    struct ras_explain_line line;
    struct ras_explain_reject reject;
    bool has_row; /* the row was found in its unchanged files */
    struct ras_bytes row_values[RAS_COMPARATOR_COUNT]; /* as shown */
    struct ras_explain_candidate best;
    struct ras_explain_candidate second;
    struct ras_explain_pair pair;
    uint32_t candidate_count; /* residents compared; 0 = not known without the inputs */
    bool recomputed;          /* weights are of the row and the index, not of the files alone */
    bool agrees;              /* ... and come to what the run wrote */
    unsigned gap_count;       /* why something is not shown, one sentence each */
    const char *gaps_english[RAS_EXPLAIN_GAPS_MAX];
    const char *gaps_vietnamese[RAS_EXPLAIN_GAPS_MAX];
};

/* A text built in *text, moved to the arena. */
enum ras_status ras_explain_keep(struct ras_explanation *explanation, struct ras_text *text,
                                 struct ras_bytes *kept, struct ras_error *error) RAS_MUST_CHECK;
void ras_explain_gap(struct ras_explanation *explanation, const char *english,
                     const char *vietnamese);
/* A number, or a text with numbers in it, masked unless --reveal. */
enum ras_status ras_explain_number(struct ras_explanation *explanation, struct ras_bytes number,
                                   struct ras_bytes *shown, struct ras_error *error) RAS_MUST_CHECK;

/* Manifest, model, source and line. RAS_USAGE: several sources hold the record, or no such source;
 * RAS_BAD_INPUT: no row of that record id. Fills best and second as far as the files tell. */
enum ras_status ras_explain_files(struct ras_explanation *explanation,
                                  struct ras_error *error) RAS_MUST_CHECK;
/* The same from the inputs, where they are what they were; else gaps say why not. */
enum ras_status ras_explain_inputs(struct ras_explanation *explanation,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* Shares in 1/100 bit whose sum is the weight in 1/100 bit, as the run's files have it: what is
 * shown on a screen adds up, at the price of a hundredth here and there. */
void ras_explain_centibits(const struct ras_explain_candidate *candidate,
                           int32_t shares[RAS_COMPARATOR_COUNT], int32_t *weight);
/* The verdict in one sentence, and what would be decided with the pair asked for. */
void ras_explain_sentence(const struct ras_explanation *explanation, bool vietnamese,
                          struct ras_text *out);
void ras_explain_pair_sentence(const struct ras_explanation *explanation, bool vietnamese,
                               struct ras_text *out);

void ras_explain_text(const struct ras_explanation *explanation, struct ras_text *out);
void ras_explain_json(const struct ras_explanation *explanation, struct ras_text *out);

#endif

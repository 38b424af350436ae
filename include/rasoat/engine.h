/* The engine as a program calls it: read a config, run the nightly job, look at what it left.
 *
 * Order to read: ras_config_read, ras_engine_run, then the rest. Nothing here prints or exits;
 * progress goes to a callback. Threads: one engine call at a time per output folder (a lock file
 * sees to it); different outputs may run in different threads, if their as_of is the same (the
 * workbook library dates its files through a static buffer of the C library). */
#ifndef RASOAT_ENGINE_H
#define RASOAT_ENGINE_H

#include "rasoat/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ras_config; /* a whole config, checked; see ras_config_read */

/* Read and check rasoat.yaml. Every mistake is RAS_CONFIG with file, line, column and the nearest
 * known word; a file that the config names and that is missing is RAS_INPUT_MISSING with the line.
 * The caller gives it back with ras_config_destroy. */
enum ras_status ras_config_read(const char *path, struct ras_config **config,
                                struct ras_error *error) RAS_MUST_CHECK;
void ras_config_destroy(struct ras_config *config);

/* What is going on, for a person who waits. done and total are bytes of input, total 0 = unknown.
 */
struct ras_progress {
    const char *stage;  /* "index", "match", "report", ... (stable, English) */
    const char *source; /* source name, "" where none */
    uint64_t done;
    uint64_t total;
    uint64_t row_count;
    double seconds; /* since the stage began */
};
typedef void ras_progress_function(void *context, const struct ras_progress *progress);

/* A request to stop, for signal handlers and other threads. */
struct ras_stop;
struct ras_stop *ras_stop_create(void); /* NULL without memory */
void ras_stop_destroy(struct ras_stop *stop);
/* status: RAS_INTERRUPTED or RAS_TERMINATED. May be called from a signal handler, and twice. */
void ras_stop_request(struct ras_stop *stop, enum ras_status status);

struct ras_engine_options {
    unsigned thread_count;           /* 0 = config, else all cores */
    uint64_t row_limit;              /* rows of each source, 0 = all */
    struct ras_stop *stop;           /* may be NULL */
    ras_progress_function *progress; /* may be NULL; called from one thread at a time */
    void *progress_context;
};

#define RAS_RUN_SOURCES_MAX 32

struct ras_run_source {
    char name[64];
    uint64_t row_count, match_count, review_count, none_count, reject_count;
    uint64_t issue_count, task_count, duplicate_count;
};

struct ras_run_result {
    char run_id[32];
    char directory[512]; /* of the run */
    char published[512]; /* the link, "" when not switched */
    uint64_t resident_count;
    bool index_reused;
    struct ras_run_source sources[RAS_RUN_SOURCES_MAX];
    unsigned source_count;
    uint64_t task_count;
    uint64_t worklist_count;
    double word_percent[4]; /* đúng, đủ, sạch, sống over all sources, -1 = no rows */
    double index_percent;
    double seconds;
    double rows_per_second;
    uint64_t peak_bytes;
    char missed_bar[64]; /* "" = none */
    unsigned warning_count;
    char warnings[8][256]; /* told on stderr: skipped optional sources, unknown values, ... */
};

/* The nightly job. RAS_OK or RAS_BAR_MISSED: published. RAS_TOO_MANY_REJECTS: written, `published`
 * not switched. Anything else: nothing of this run is left but what is said in *error. */
enum ras_status ras_engine_run(const struct ras_config *config,
                               const struct ras_engine_options *options,
                               struct ras_run_result *result,
                               struct ras_error *error) RAS_MUST_CHECK;

struct ras_index_result {
    char path[512];
    uint64_t resident_count, reject_count, name_count, syllable_count, byte_count;
    bool reused;
    double seconds;
};
/* Build the resident index if its inputs or settings changed; path NULL = <output>/state. */
enum ras_status ras_engine_index(const struct ras_config *config, const char *path,
                                 const struct ras_engine_options *options,
                                 struct ras_index_result *result,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* What a look-up of one extract came to; row_count = match + review + none + reject. */
#define RAS_MATCH_REJECTS_MAX 16
struct ras_match_result {
    uint64_t row_count, match_count, review_count, none_count, reject_count;
    struct ras_match_reject {
        const char *code; /* "ragged"; as in rejects/<source>.csv */
        uint64_t count;   /* at least 1 */
    } rejects[RAS_MATCH_REJECTS_MAX];
    unsigned reject_code_count;
    bool index_reused;
    double seconds; /* without the building of an index */
};

/* One extract, row by row, in input order as `matches` CSV on standard output. path NULL = the
 * config's, "-" = standard input. Each row is decided alone: the `issues` column holds only what a
 * row can tell by itself. Rejected rows are counted in *result and appear nowhere else.
 * A fresh resident index is read without a lock; only to build one is the output locked.
 * RAS_TOO_MANY_REJECTS: written to the end, but more was rejected than limits.rejects allows. */
enum ras_status ras_engine_match(const struct ras_config *config, const char *source_name,
                                 const char *path, const struct ras_engine_options *options,
                                 struct ras_match_result *result,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* Texts below are allocated by the engine; give them back with ras_engine_text_free. */
void ras_engine_text_free(char *text);

#define RAS_TRAIN_LEVELS_MAX 96

struct ras_train_options {
    uint64_t seed;     /* of the random pairs */
    const char *fixed; /* comparators whose values are kept, by name, comma between; NULL = none */
    const char *path;  /* model.json to write, replaced whole; NULL = none */
    const char *truth; /* whose each row is (engine/truth_file.h); NULL = learn without labels */
};

struct ras_train_level {
    const char *comparator;
    const char *level;
    double m, u;
    double m_before, u_before; /* of the config's model */
    double seen;               /* true pairs (expected or known) behind m; 0 = m was kept */
    uint64_t random_seen;      /* random pairs behind u */
    bool u_kept;               /* too rare among random pairs: u was kept */
};

struct ras_train_result {
    uint64_t row_count, pair_count, pattern_count, random_pair_count;
    unsigned iterations;
    bool converged;
    double change;                 /* of the last iteration */
    uint64_t labelled_count;       /* with truth: rows that it knows */
    uint64_t true_pair_count;      /* of them: rows of a resident */
    uint64_t unlisted_count;       /* of them: rows of one that the residents' files do not hold */
    double coverage;               /* share of the rows' persons who are among the residents */
    double pair_match_probability; /* that a row and a resident at random are one person */
    struct ras_train_level levels[RAS_TRAIN_LEVELS_MAX];
    unsigned level_count;
    double seconds; /* without the building of an index */
};

/* A match model learnt from the config's residents and sources, without labels: m by expectation
 * and maximisation over counted patterns (score/expectation.h), u from random pairs, coverage from
 * the rows. With truth m and coverage are counted instead: every row beside its true resident,
 * whether or not a pass proposes the pair. `json` (may be NULL) gets the model's text, given back
 * with ras_engine_text_free. The same bytes for any number of threads. Errors: as ras_engine_match;
 * RAS_USAGE for an unknown name in `fixed`; RAS_BAD_INPUT for a truth file that cannot be used. */
enum ras_status ras_engine_train(const struct ras_config *config,
                                 const struct ras_engine_options *options,
                                 const struct ras_train_options *train_options,
                                 struct ras_train_result *result, char **json,
                                 struct ras_error *error) RAS_MUST_CHECK;

struct ras_bench_options {
    const char *truth;      /* what is true of the rows, NULL = not known */
    const char *strategies; /* names, comma between; NULL = all that there are */
    const char *directory;  /* gets bench.txt, bench.json, bench.html; NULL = nothing is written */
    bool json;              /* what *text is: JSON instead of tables */
    bool vietnamese;
};

/* Matching strategies compared on the config's residents and sources: accuracy against a truth,
 * what is expected without one, cost. The truth is a CSV with the columns source, record_id,
 * resident_id (empty: no resident) and, if there, errors. The same text for any number of threads,
 * but for times and memory. Errors: as ras_engine_match; RAS_USAGE for an unknown strategy. */
enum ras_status ras_engine_bench(const struct ras_config *config,
                                 const struct ras_engine_options *options,
                                 const struct ras_bench_options *bench_options, char **text,
                                 struct ras_error *error) RAS_MUST_CHECK;

/* Profile inputs and config, estimate pairs, memory and time; writes nothing. */
enum ras_status ras_engine_check(const struct ras_config *config,
                                 const struct ras_engine_options *options, bool json,
                                 bool vietnamese, char **text,
                                 struct ras_error *error) RAS_MUST_CHECK;

struct ras_explain_request {
    const char *run_directory;
    const char *record_id;
    const char *resident_id; /* NULL = the decision of the row */
    const char *source_name; /* NULL = the only source that holds record_id */
    bool reveal;             /* ids and names unmasked */
    bool json;
    bool vietnamese;
};
enum ras_status ras_engine_explain(const struct ras_explain_request *request, char **text,
                                   struct ras_error *error) RAS_MUST_CHECK;

/* Hashes, counts and reconciliations of a run hold? *text says what was checked, or what does not
 * hold (RAS_BAD_INPUT). */
enum ras_status ras_engine_verify(const char *run_directory, bool json, bool vietnamese,
                                  char **text, struct ras_error *error) RAS_MUST_CHECK;

/* A commented config for these files: residents first, then sources whose kind is guessed from
 * their headers. */
enum ras_status ras_engine_init(const char *residents, const char *const *sources,
                                size_t source_count, bool vietnamese, char **text,
                                struct ras_error *error) RAS_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif

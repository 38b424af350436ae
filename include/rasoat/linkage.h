/* Linking two files, or finding the duplicates in one, of any columns.
 *
 * Order to read: ras_linkage_read, ras_linkage_run. As in engine.h nothing here prints or exits. */
#ifndef RASOAT_LINKAGE_H
#define RASOAT_LINKAGE_H

#include "rasoat/engine.h"

#ifdef __cplusplus
extern "C" {
#endif

struct ras_linkage; /* a whole linkage config, checked */

/* Does the file hold a config with `link:` or `dedupe:`? false also where it cannot be read: who
 * reads it next tells why. */
bool ras_linkage_declared(const char *path);

/* Read and check a config that has `link:` or `dedupe:`. Every mistake is RAS_CONFIG with file,
 * line, column and the nearest known word. Give it back with ras_linkage_destroy. */
enum ras_status ras_linkage_read(const char *path, struct ras_linkage **linkage,
                                 struct ras_error *error) RAS_MUST_CHECK;
void ras_linkage_destroy(struct ras_linkage *linkage);
/* Does the config link two files (else it looks for duplicates in one)? */
bool ras_linkage_has_two_files(const struct ras_linkage *linkage);

struct ras_linkage_result {
    char directory[512]; /* what was written lies there; "" after training */
    bool two_files;
    uint64_t left_count, right_count; /* records */
    uint64_t reject_count;
    uint64_t candidate_count; /* pairs compared */
    uint64_t pattern_count;
    uint64_t dropped_blocks, dropped_pairs; /* above the cap, and nothing splits them */
    uint64_t pair_count;                    /* links */
    uint64_t review_count;
    uint64_t cluster_count; /* of two records at least */
    uint64_t clustered_count;
    double prior;
    uint32_t iterations;
    uint64_t true_pair_count; /* known ones that the model was counted from; 0 = it was learnt */
    bool trained;
    bool converged;
    double seconds;
};

/* The whole job: read, propose, learn (or use match.model), weigh, decide, write. */
enum ras_status ras_linkage_run(const struct ras_linkage *linkage,
                                const struct ras_engine_options *options,
                                struct ras_linkage_result *result,
                                struct ras_error *error) RAS_MUST_CHECK;
/* Only learn, and leave the model: *json is given back with ras_engine_text_free. truth (may be
 * NULL) is a file with the columns left and right, or id and cluster (engine/linkage_truth.h): m
 * and the prior are then counted from its pairs. */
enum ras_status ras_linkage_train(const struct ras_linkage *linkage,
                                  const struct ras_engine_options *options, const char *truth,
                                  char **json, struct ras_linkage_result *result,
                                  struct ras_error *error) RAS_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif

/* One decision, explained from what its run left. */
#include "engine/explain.h"

#include "base/alloc.h"
#include "base/try.h"

#include <assert.h>
#include <string.h>

#define ARENA_BLOCK_BYTES ((size_t)64 << 10)

static enum ras_status explain(struct ras_explanation *explanation, struct ras_text *out,
                               struct ras_error *error)
{
    RAS_TRY(ras_explain_files(explanation, error));
    if (!explanation->reject.found)
        RAS_TRY(ras_explain_inputs(explanation, error));
    if (explanation->request->json)
        ras_explain_json(explanation, out);
    else
        ras_explain_text(explanation, out);
    ras_text_char(out, '\0');
    return ras_text_status(out, error);
}

enum ras_status ras_engine_explain(const struct ras_explain_request *request, char **text,
                                   struct ras_error *error)
{
    struct ras_text out;
    assert(request->run_directory != NULL);
    assert(request->record_id != NULL);
    *text = NULL;
    struct ras_explanation *const explanation = ras_alloc_zeroed(1, sizeof *explanation);
    if (explanation == NULL)
        return ras_no_memory(error, sizeof *explanation);
    explanation->request = request;
    explanation->pair.asked = request->resident_id != NULL;
    ras_arena_init(&explanation->arena, ARENA_BLOCK_BYTES);
    ras_text_init(&out);
    const enum ras_status status = explain(explanation, &out, error);
    if (status == RAS_OK)
        *text = out.data; /* the caller's now: ras_engine_text_free */
    else
        ras_text_fini(&out);
    ras_arena_fini(&explanation->arena);
    ras_free(explanation);
    return status;
}

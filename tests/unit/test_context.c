#include "engine/context.h"

#include <criterion/criterion.h>
#include <string.h>

static struct ras_config config;
static struct ras_engine_options options;
static struct ras_context context;

static unsigned threads(unsigned of_options, unsigned of_config)
{
    options.thread_count = of_options;
    config.thread_count = of_config;
    cr_assert_eq(ras_context_init(&context, &config, &options, NULL), RAS_OK);
    const unsigned count = context.thread_count;
    ras_context_fini(&context);
    return count;
}

Test(context, threads_of_the_options_go_before_those_of_the_config)
{
    cr_assert_eq(threads(3, 5), 3);
    cr_assert_eq(threads(0, 5), 5);
    cr_assert_geq(threads(0, 0), 1);
    cr_assert_eq(threads(100000, 0), RAS_THREADS_MAX);
}

Test(context, a_request_to_stop_is_heard_from_then_on)
{
    struct ras_error error = {0};
    options.stop = ras_stop_create();
    cr_assert_eq(ras_context_init(&context, &config, &options, NULL), RAS_OK);
    cr_assert_eq(ras_context_stopped(&context, &error), RAS_OK);
    ras_stop_request(options.stop, RAS_INTERRUPTED);
    ras_stop_request(options.stop, RAS_TERMINATED);
    cr_assert_eq(ras_context_stopped(&context, &error), RAS_TERMINATED);
    cr_assert_eq(error.status, RAS_TERMINATED);
    ras_context_fini(&context);
    ras_stop_destroy(options.stop);
    ras_stop_destroy(NULL);
}

Test(context, without_a_way_to_stop_nothing_stops)
{
    options = (struct ras_engine_options){.thread_count = 1};
    cr_assert_eq(ras_context_init(&context, &config, &options, NULL), RAS_OK);
    cr_assert_eq(ras_context_stopped(&context, NULL), RAS_OK);
    ras_context_fini(&context);
}

static struct ras_progress seen;
static unsigned calls;

static void see(void *where, const struct ras_progress *progress)
{
    cr_assert_eq(where, &calls);
    seen = *progress;
    calls++;
}

Test(context, progress_names_stage_and_source)
{
    options =
        (struct ras_engine_options){.thread_count = 1, .progress = see, .progress_context = &calls};
    cr_assert_eq(ras_context_init(&context, &config, &options, NULL), RAS_OK);
    ras_context_stage(&context, "match", "civil");
    cr_assert_eq(calls, 1);
    cr_assert_eq(seen.done, 0);
    ras_context_progress(&context, 5, 10, 3);
    cr_assert_str_eq(seen.stage, "match");
    cr_assert_str_eq(seen.source, "civil");
    cr_assert(seen.done == 5 && seen.total == 10 && seen.row_count == 3);
    cr_assert(seen.seconds >= 0);
    ras_context_fini(&context);
}

Test(context, units_that_cannot_be_read_are_an_error_that_leaves_nothing)
{
    struct ras_error error = {0};
    config.unit_list = "/nonexistent/units.csv";
    cr_assert_eq(ras_context_init(&context, &config, &options, &error), RAS_INPUT_MISSING);
    ras_context_fini(&context);
}

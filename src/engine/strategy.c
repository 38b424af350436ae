/* The table of strategies, and what each changes in a model. */
#include "engine/strategy.h"

#include "block/passes.h"

#include <assert.h>
#include <string.h>

#define ALL            UINT32_MAX
#define PASS_BIT(PASS) (UINT32_C(1) << RAS_PASS_##PASS)
#define NO_LIST        NULL

struct built_in {
    const char *name;
    const struct ras_decision_list *list;
    uint32_t passes;
    uint32_t comparators;
    bool name_frequency;
    bool collective;
    const char *english;
    const char *vietnamese;
};

static const struct built_in table[] = {
#define STRATEGY(name, list, passes, comparators, frequency, collective, english, vietnamese)      \
    {name, list, passes, comparators, frequency, collective, english, vietnamese},
#include "engine/strategies.def"
#undef STRATEGY
};

#define BUILT_IN_COUNT (sizeof table / sizeof table[0])
static_assert(BUILT_IN_COUNT <= RAS_STRATEGIES_MAX, "all of them can be compared");

void ras_strategy_init(struct ras_strategy *strategy)
{
    *strategy = (struct ras_strategy){.name = "",
                                      .passes = ALL,
                                      .comparators = ALL,
                                      .name_frequency = true,
                                      .match_probability = UINT32_MAX,
                                      .review_probability = UINT32_MAX,
                                      .match_margin = INT32_MAX};
}

size_t ras_strategy_count(void)
{
    return BUILT_IN_COUNT;
}

struct ras_strategy ras_strategy_at(size_t position)
{
    struct ras_strategy strategy;
    assert(position < BUILT_IN_COUNT);
    const struct built_in *const row = &table[position];
    ras_strategy_init(&strategy);
    strategy.name = row->name;
    strategy.english = row->english;
    strategy.vietnamese = row->vietnamese;
    strategy.list = row->list == NO_LIST ? (struct ras_decision_list){NULL, 0} : *row->list;
    strategy.passes = row->passes;
    strategy.comparators = row->comparators;
    strategy.name_frequency = row->name_frequency;
    strategy.collective = row->collective;
    return strategy;
}

bool ras_strategy_find(const char *name, struct ras_strategy *strategy)
{
    for (size_t i = 0; i < BUILT_IN_COUNT; i++)
        if (strcmp(table[i].name, name) == 0) {
            *strategy = ras_strategy_at(i);
            return true;
        }
    return false;
}

/* A level that is as likely by chance as in truth weighs nothing: so the model's own file tells
 * which comparators did not count. */
static void comparator_silence(struct ras_model *model, unsigned comparator)
{
    for (unsigned level = 1; level <= ras_level_count((enum ras_comparator)comparator); level++)
        model->u[comparator][level] = model->m[comparator][level];
}

void ras_strategy_apply(const struct ras_strategy *strategy, struct ras_model *model)
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        if ((strategy->comparators >> i & 1) == 0)
            comparator_silence(model, i);
    model->passes = strategy->passes;
    model->name_frequency =
        strategy->name_frequency && (strategy->comparators >> RAS_COMPARATOR_NAME & 1) != 0;
    model->list = strategy->list.rule_count == 0 ? NULL : &strategy->list;
    if (strategy->match_probability != UINT32_MAX)
        model->match_probability = strategy->match_probability;
    if (strategy->review_probability != UINT32_MAX)
        model->review_probability = strategy->review_probability;
    if (strategy->match_margin != INT32_MAX)
        model->match_margin = strategy->match_margin;
    ras_model_refresh(model);
}

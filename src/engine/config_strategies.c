/* Readers for `match.strategies`, what users declare beside the built-in ones, and
 * `match.strategy`, which of them all is taken.
 *
 *   strategies:
 *     few: {passes: [id, name_date], comparators: [name, date, id], frequency: false, margin: 3}
 *     keys: {keys: [id, name_date]}                  one resident with an equal key, or a question
 *     own: {rules: [{levels: {name: [equal, tone], date: [equal]}, decision: match}]} */
#include "engine/config_values.h"

#include "base/bytes.h"
#include "base/try.h"
#include "block/passes.h"

#include <stdio.h>
#include <string.h>

#define MILLION           INT64_C(1000000)
#define MARGIN_MAX        (100 * MILLION)
#define KEY_PROBABILITY   990000
#define MATCH_PROBABILITY 990000
#define ASK_PROBABILITY   500000

/* One key of a strategy or of a rule. */
typedef enum ras_status member_function(struct ras_config_reader *reader,
                                        const struct ras_node *node, void *target);
struct member {
    const char *name;
    member_function *read;
};
#define MEMBERS_MAX 12

static enum ras_status members_read(struct ras_config_reader *reader, const struct ras_node *node,
                                    const struct member *members, size_t member_count, void *target)
{
    const char *known[MEMBERS_MAX];
    for (size_t i = 0; i < member_count; i++)
        known[i] = members[i].name;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "keys with values"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        size_t at = 0;
        while (at < member_count && strcmp(members[at].name, child->key->text) != 0)
            at++;
        if (at == member_count)
            return ras_config_unknown(reader, child->key, "key", known, member_count);
        if (ras_node_empty(child))
            return ras_config_fail(reader, child, "'%s' is empty", members[at].name);
        RAS_TRY(members[at].read(reader, child, target));
    }
    return RAS_OK;
}

/* ---- lists of names ---- */

/* A list of known words as bits, the first word lowest; at least one. */
static enum ras_status bits_read(struct ras_config_reader *reader, const struct ras_node *node,
                                 const char *what, const char *const *known, unsigned known_count,
                                 uint32_t *bits)
{
    char expected[60];
    (void)snprintf(expected, sizeof expected, "a list: [%s, ...]", known[0]);
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, expected));
    *bits = 0;
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        const char *text = NULL;
        unsigned at = 0;
        RAS_TRY(ras_config_scalar(reader, item, "a name", &text));
        while (at < known_count && strcmp(known[at], text) != 0)
            at++;
        if (at == known_count)
            return ras_config_unknown(reader, item, what, known, known_count);
        *bits |= UINT32_C(1) << at;
    }
    if (*bits == 0)
        return ras_config_fail(reader, node, "an empty list: at least one %s is needed", what);
    return RAS_OK;
}

static enum ras_status passes_read(struct ras_config_reader *reader, const struct ras_node *node,
                                   uint32_t *passes)
{
    return bits_read(reader, node, "pass", ras_pass_names(), RAS_PASS_COUNT, passes);
}

static void comparator_names(const char *names[RAS_COMPARATOR_COUNT])
{
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        names[i] = ras_comparator_name((enum ras_comparator)i);
}

static enum ras_status millionths_read(struct ras_config_reader *reader,
                                       const struct ras_node *node, int64_t minimum,
                                       uint32_t *millionths)
{
    int64_t value = 0;
    RAS_TRY(ras_config_number(reader, node, minimum, MILLION, false, &value));
    *millionths = (uint32_t)value;
    return RAS_OK;
}

/* ---- rules ---- */

static enum ras_status rule_passes(struct ras_config_reader *reader, const struct ras_node *node,
                                   void *target)
{
    return passes_read(reader, node, &((struct ras_decision_rule *)target)->passes);
}

/* {name: [equal, tone], id: [equal, missing]} */
static enum ras_status rule_levels(struct ras_config_reader *reader, const struct ras_node *node,
                                   void *target)
{
    struct ras_decision_rule *const rule = target;
    const char *comparators[RAS_COMPARATOR_COUNT];
    comparator_names(comparators);
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "comparators with lists of levels"));
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        const char *levels[RAS_LEVEL_MAX + 1];
        unsigned comparator = 0;
        uint32_t bits = 0;
        while (comparator < RAS_COMPARATOR_COUNT &&
               strcmp(comparators[comparator], child->key->text) != 0)
            comparator++;
        if (comparator == RAS_COMPARATOR_COUNT)
            return ras_config_unknown(reader, child->key, "comparator", comparators,
                                      RAS_COMPARATOR_COUNT);
        const unsigned level_count = ras_level_count((enum ras_comparator)comparator);
        for (unsigned level = 0; level <= level_count; level++)
            levels[level] = ras_level_name((enum ras_comparator)comparator, level);
        RAS_TRY(bits_read(reader, child, "level", levels, level_count + 1, &bits));
        rule->levels[comparator] = (uint16_t)bits;
    }
    return RAS_OK;
}

static enum ras_status rule_decision(struct ras_config_reader *reader, const struct ras_node *node,
                                     void *target)
{
    static const char *const known[] = {"review", "match"};
    struct ras_decision_rule *const rule = target;
    const char *text = NULL;
    RAS_TRY(ras_config_scalar(reader, node, "match or review", &text));
    for (unsigned i = 0; i < 2; i++)
        if (strcmp(text, known[i]) == 0) {
            rule->decision = (uint8_t)(i == 0 ? RAS_DECISION_REVIEW : RAS_DECISION_MATCH);
            return RAS_OK;
        }
    return ras_config_unknown(reader, node, "decision", known, 2);
}

static enum ras_status rule_probability(struct ras_config_reader *reader,
                                        const struct ras_node *node, void *target)
{
    return millionths_read(reader, node, 1, &((struct ras_decision_rule *)target)->probability);
}

static enum ras_status rule_read(struct ras_config_reader *reader, const struct ras_node *node,
                                 struct ras_decision_rule *rule)
{
    static const struct member members[] = {{"passes", rule_passes},
                                            {"levels", rule_levels},
                                            {"decision", rule_decision},
                                            {"probability", rule_probability}};
    bool any = false;
    *rule = (struct ras_decision_rule){.name = "", .decision = RAS_DECISION_MATCH};
    RAS_TRY(members_read(reader, node, members, sizeof members / sizeof members[0], rule));
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++)
        any = any || rule->levels[i] != 0;
    if (!any && rule->passes == 0)
        return ras_config_fail(reader, node,
                               "a rule needs 'levels' or 'passes', else it holds "
                               "for everybody");
    if (rule->probability == 0)
        rule->probability =
            rule->decision == RAS_DECISION_MATCH ? MATCH_PROBABILITY : ASK_PROBABILITY;
    return RAS_OK;
}

static enum ras_status list_room(struct ras_config_reader *reader, const struct ras_node *node,
                                 struct ras_strategy *strategy, unsigned rule_count,
                                 struct ras_decision_rule **rules)
{
    void *room = NULL;
    if (strategy->list.rule_count > 0)
        return ras_config_fail(reader, node, "'keys' and 'rules' cannot both be given");
    RAS_TRY(ras_config_room(reader, rule_count, sizeof **rules, &room));
    *rules = room;
    strategy->list = (struct ras_decision_list){room, rule_count};
    return RAS_OK;
}

/* ---- members of a strategy ---- */

static enum ras_status strategy_rules(struct ras_config_reader *reader, const struct ras_node *node,
                                      void *target)
{
    struct ras_decision_rule *rules = NULL;
    unsigned made = 0;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_SEQUENCE, "a list of rules"));
    if (node->child_count == 0 || node->child_count > RAS_STRATEGY_RULES_MAX)
        return ras_config_fail(reader, node, "1 to %d rules are needed", RAS_STRATEGY_RULES_MAX);
    RAS_TRY(list_room(reader, node, target, node->child_count, &rules));
    for (const struct ras_node *item = node->first; item != NULL; item = item->next)
        RAS_TRY(rule_read(reader, item, &rules[made++]));
    return RAS_OK;
}

/* A rule for each key, in the order of the list. */
static enum ras_status strategy_keys(struct ras_config_reader *reader, const struct ras_node *node,
                                     void *target)
{
    struct ras_strategy *const strategy = target;
    struct ras_decision_rule *rules = NULL;
    unsigned made = 0;
    RAS_TRY(passes_read(reader, node, &strategy->passes));
    RAS_TRY(list_room(reader, node, strategy, node->child_count, &rules));
    for (const struct ras_node *item = node->first; item != NULL; item = item->next) {
        unsigned pass = 0;
        while (strcmp(ras_pass_names()[pass], item->text) != 0)
            pass++;
        rules[made++] = (struct ras_decision_rule){.name = ras_pass_names()[pass],
                                                   .passes = UINT32_C(1) << pass,
                                                   .probability = KEY_PROBABILITY,
                                                   .decision = RAS_DECISION_MATCH};
    }
    return RAS_OK;
}

static enum ras_status strategy_passes(struct ras_config_reader *reader,
                                       const struct ras_node *node, void *target)
{
    return passes_read(reader, node, &((struct ras_strategy *)target)->passes);
}

static enum ras_status strategy_comparators(struct ras_config_reader *reader,
                                            const struct ras_node *node, void *target)
{
    const char *names[RAS_COMPARATOR_COUNT];
    comparator_names(names);
    return bits_read(reader, node, "comparator", names, RAS_COMPARATOR_COUNT,
                     &((struct ras_strategy *)target)->comparators);
}

static enum ras_status strategy_frequency(struct ras_config_reader *reader,
                                          const struct ras_node *node, void *target)
{
    return ras_config_boolean(reader, node, NULL, &((struct ras_strategy *)target)->name_frequency);
}

static enum ras_status strategy_collective(struct ras_config_reader *reader,
                                           const struct ras_node *node, void *target)
{
    return ras_config_boolean(reader, node, NULL, &((struct ras_strategy *)target)->collective);
}

static enum ras_status strategy_probability(struct ras_config_reader *reader,
                                            const struct ras_node *node, void *target)
{
    return millionths_read(reader, node, 1, &((struct ras_strategy *)target)->match_probability);
}

static enum ras_status strategy_review(struct ras_config_reader *reader,
                                       const struct ras_node *node, void *target)
{
    return millionths_read(reader, node, 0, &((struct ras_strategy *)target)->review_probability);
}

static enum ras_status strategy_margin(struct ras_config_reader *reader,
                                       const struct ras_node *node, void *target)
{
    int64_t millionths = 0;
    RAS_TRY(ras_config_number(reader, node, 0, MARGIN_MAX, false, &millionths));
    ((struct ras_strategy *)target)->match_margin = (int32_t)(millionths / 1000);
    return RAS_OK;
}

/* ---- strategies ---- */

static enum ras_status name_check(struct ras_config_reader *reader, const struct ras_node *key)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    struct ras_strategy built_in;
    const size_t length = strlen(key->text);
    if (length == 0 || length > RAS_STRATEGY_NAME_MAX || strspn(key->text, letters) != length)
        return ras_config_fail(reader, key, "a strategy's name has 1 to %d of a-z 0-9 _ -",
                               RAS_STRATEGY_NAME_MAX);
    if (ras_strategy_find(key->text, &built_in))
        return ras_config_fail(reader, key, "strategy '%s' is built in, choose another name",
                               key->text);
    return RAS_OK;
}

static enum ras_status strategy_read(struct ras_config_reader *reader, const struct ras_node *node,
                                     struct ras_strategy *strategy)
{
    static const struct member members[] = {{"passes", strategy_passes},
                                            {"comparators", strategy_comparators},
                                            {"frequency", strategy_frequency},
                                            {"collective", strategy_collective},
                                            {"probability", strategy_probability},
                                            {"review", strategy_review},
                                            {"margin", strategy_margin},
                                            {"keys", strategy_keys},
                                            {"rules", strategy_rules}};
    ras_strategy_init(strategy);
    strategy->name = node->key->text;
    RAS_TRY(name_check(reader, node->key));
    if (ras_node_empty(node))
        return ras_config_fail(reader, node->key, "strategy '%s' is empty", node->key->text);
    RAS_TRY(members_read(reader, node, members, sizeof members / sizeof members[0], strategy));
    if (strategy->collective && (strategy->list.rule_count > 0 || !strategy->name_frequency ||
                                 strategy->comparators != UINT32_MAX))
        return ras_config_fail(
            reader, node, "'collective' goes with every comparator and the frequency of names");
    return RAS_OK;
}

enum ras_status ras_config_strategies(struct ras_config_reader *reader, const struct ras_node *node,
                                      const struct ras_config_key *key, void *target)
{
    struct ras_config *const config = target;
    void *room = NULL;
    (void)key;
    RAS_TRY(ras_config_expect(reader, node, RAS_NODE_MAPPING, "names with strategies"));
    if (node->child_count + ras_strategy_count() > RAS_STRATEGIES_MAX)
        return ras_config_fail(reader, node, "more than %u strategies",
                               (unsigned)(RAS_STRATEGIES_MAX - ras_strategy_count()));
    RAS_TRY(ras_config_room(reader, node->child_count, sizeof config->strategies[0], &room));
    config->strategies = room;
    for (const struct ras_node *child = node->first; child != NULL; child = child->next) {
        RAS_TRY(strategy_read(reader, child, &config->strategies[config->strategy_count]));
        config->strategy_count++;
    }
    return RAS_OK;
}

size_t ras_config_strategy_names(const struct ras_config *config,
                                 const char *names[RAS_STRATEGIES_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < ras_strategy_count(); i++)
        names[count++] = ras_strategy_at(i).name;
    for (size_t i = 0; i < config->strategy_count; i++)
        names[count++] = config->strategies[i].name;
    return count;
}

bool ras_config_strategy_find(const struct ras_config *config, const char *name,
                              struct ras_strategy *strategy)
{
    if (ras_strategy_find(name, strategy))
        return true;
    for (size_t i = 0; i < config->strategy_count; i++)
        if (strcmp(config->strategies[i].name, name) == 0) {
            *strategy = config->strategies[i];
            return true;
        }
    return false;
}

/* The table of keys has match.strategies first, so that all names are known here. */
enum ras_status ras_config_strategy(struct ras_config_reader *reader, const struct ras_node *node,
                                    const struct ras_config_key *key, void *target)
{
    struct ras_config *const config = target;
    const char *names[RAS_STRATEGIES_MAX];
    const char *text = NULL;
    (void)key;
    RAS_TRY(ras_config_scalar(reader, node, "the name of a strategy", &text));
    if (!ras_config_strategy_find(config, text, &config->strategy))
        return ras_config_unknown(reader, node, "strategy", names,
                                  ras_config_strategy_names(config, names));
    return RAS_OK;
}

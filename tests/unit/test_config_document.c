/* YAML into a tree with positions: what is refused, and where. */
#include "engine/config_document.h"

#include "base/bytes.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static struct ras_arena arena;

static void arena_open(void)
{
    ras_arena_init(&arena, 4096);
}
static void arena_close(void)
{
    ras_arena_fini(&arena);
}
TestSuite(config_document, .init = arena_open, .fini = arena_close);

static enum ras_status parse(const char *text, struct ras_node **root, struct ras_error *error)
{
    memset(error, 0, sizeof *error);
    return ras_document_parse(ras_bytes_of(text), "t.yaml", &arena, root, error);
}

static void refused(const char *text, uint64_t line, uint64_t column, const char *message)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse(text, &root, &error), RAS_CONFIG, "accepted: %s", text);
    cr_assert_eq(error.line_number, line, "%s: line %d", text, (int)error.line_number);
    cr_assert_eq(error.column, column, "%s: column %d", text, (int)error.column);
    cr_assert_str_eq(error.message, message);
    cr_assert_str_eq(error.source, "t.yaml");
    cr_assert_null(root);
}

Test(config_document, empty_text_has_no_root)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse("", &root, &error), RAS_OK);
    cr_assert_null(root);
    cr_assert_eq(parse("# only a comment\n", &root, &error), RAS_OK);
    cr_assert_null(root);
}

Test(config_document, one_byte_is_a_scalar)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse("a", &root, &error), RAS_OK);
    cr_assert_eq(root->kind, RAS_NODE_SCALAR);
    cr_assert_str_eq(root->text, "a");
}

Test(config_document, children_know_key_line_and_column)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse("\xEF\xBB\xBF"
                       "a: 1\r\nhọ: {tên: \"x\", b: [1, 2]}\r\n",
                       &root, &error),
                 RAS_OK);
    const struct ras_node *const family = ras_node_child(root, "họ");
    cr_assert_not_null(family);
    cr_assert_eq(family->line, 2);
    cr_assert_eq(family->column, 5);
    const struct ras_node *const given = ras_node_child(family, "tên");
    cr_assert_str_eq(given->text, "x");
    cr_assert_not(given->plain);
    cr_assert_eq(given->column, 11, "columns count letters, not bytes");
    cr_assert_eq(ras_node_child(family, "b")->child_count, 2);
    cr_assert_null(ras_node_child(root, "c"));
    cr_assert_null(ras_node_child(NULL, "c"));
    cr_assert(ras_node_child(root, "a")->plain);
}

Test(config_document, doubled_key_names_both_lines)
{
    refused("a: 1\nb: 2\na: 3\n", 3, 1, "doubled key 'a', first on line 1");
    refused("x: {a: 1, a: 2}\n", 1, 11, "doubled key 'a', first on line 1");
}

Test(config_document, what_a_config_does_not_need_is_refused)
{
    refused("a: &x 1\n", 1, 4, "anchors (&) and tags (!) are not allowed");
    refused("a: !!str 1\n", 1, 4, "anchors (&) and tags (!) are not allowed");
    refused("a: &x [1]\n", 1, 4, "anchors (&) and tags (!) are not allowed");
    refused("a: *x\n", 1, 4, "aliases (*) are not allowed");
    refused("a: 1\n---\nb: 2\n", 2, 1, "a config is one document, here a second begins");
    refused("[a]: 1\n", 1, 1, "a key must be a word");
    refused("a: \"x\\0y\"\n", 1, 4, "a text holds a NUL byte");
    refused("[[[[[[[[[1]]]]]]]]]\n", 1, 9, "nested too deep");
}

Test(config_document, depth_at_the_limit_is_read)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse("[[[[[[[[1]]]]]]]]\n", &root, &error), RAS_OK);
}

Test(config_document, broken_yaml_and_broken_utf8_have_a_line)
{
    struct ras_node *root = NULL;
    struct ras_error error;
    cr_assert_eq(parse("a: [1\nb: 2\n", &root, &error), RAS_CONFIG);
    cr_assert_eq(error.line_number, 2);
    cr_assert_eq(parse("a: 1\nb: \xFF\n", &root, &error), RAS_CONFIG);
    cr_assert_eq(error.line_number, 2);
    cr_assert_neq(strstr(error.message, "not valid UTF-8"), NULL);
}

Test(config_document, lists_are_bounded)
{
    static char text[RAS_DOCUMENT_CHILDREN_MAX * 2 + 16];
    struct ras_node *root = NULL;
    struct ras_error error;
    size_t at = 0;
    text[at++] = '[';
    for (int i = 0; i < RAS_DOCUMENT_CHILDREN_MAX; i++) {
        text[at++] = '1';
        text[at++] = ',';
    }
    memcpy(text + at, "]\n", 3);
    cr_assert_eq(parse(text, &root, &error), RAS_OK);
    cr_assert_eq(root->child_count, RAS_DOCUMENT_CHILDREN_MAX);
    memcpy(text + at, "1]\n", 4);
    cr_assert_eq(parse(text, &root, &error), RAS_CONFIG);
    cr_assert_str_eq(error.message, "too many values in one list");
}

Test(config_document, shown_words_are_short_and_harmless)
{
    char out[RAS_SHOWN_BYTES];
    char longest[200];
    cr_assert_str_eq(ras_word_shown("", out), "");
    cr_assert_str_eq(ras_word_shown("a\x1b[31m\n", out), "a?[31m?");
    memset(longest, 'x', sizeof longest);
    longest[63] = '\0';
    cr_assert_str_eq(ras_word_shown(longest, out), longest);
    longest[63] = 'x';
    longest[64] = '\0';
    cr_assert_eq(strlen(ras_word_shown(longest, out)), 63);
    for (size_t i = 0; i + 3 < sizeof longest; i += 3)
        memcpy(longest + i, "ế", 4);
    (void)ras_word_shown(longest, out);
    cr_assert_eq(strlen(out) % 3, 0, "cut between letters");
}

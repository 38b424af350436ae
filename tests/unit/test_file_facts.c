/* Counting rows of CSVs over any cutting, and the facts of a file. */
#include "engine/file_facts.h"

#include "base/hash.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct ras_csv_counter counted(const char *text, size_t cut)
{
    struct ras_csv_counter counter = {.quoted = false};
    const size_t length = strlen(text);
    for (size_t at = 0; at < length; at += cut)
        ras_csv_count(&counter, text + at, length - at < cut ? length - at : cut);
    ras_csv_count_end(&counter);
    return counter;
}

Test(file_facts, rows_do_not_depend_on_the_cutting)
{
    static const char text[] = "record_id,decision\n\"a\n\"\"b,\",match,x\n2,review\n\n3,none";
    for (size_t cut = 1; cut <= sizeof text; cut++) {
        const struct ras_csv_counter counter = counted(text, cut);
        cr_assert_eq(counter.row_count, 5);
        cr_assert_eq(counter.match_count, 1);
        cr_assert_eq(counter.review_count, 1);
        cr_assert_eq(counter.none_count, 1);
    }
}

Test(file_facts, empty_and_one_byte)
{
    cr_assert_eq(counted("", 1).row_count, 0);
    cr_assert_eq(counted("a", 1).row_count, 1);
    cr_assert_eq(counted("\n", 1).row_count, 1);
    cr_assert_eq(counted("a,matches\n", 1).match_count, 0);
    cr_assert_eq(counted("a,match", 1).match_count, 1);
    cr_assert_eq(counted("a,,match", 1).match_count, 0);
}

Test(file_facts, size_hash_and_rows_of_a_file)
{
    static const char text[] = "h\n1\n2\n";
    char path[] = "/tmp/rasoat_facts_XXXXXX";
    struct ras_file_facts facts;
    bool there = false;
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, text, sizeof text - 1), (ssize_t)sizeof text - 1);
    (void)close(descriptor);
    cr_assert_eq(ras_file_facts(AT_FDCWD, path, true, &there, &facts, NULL), RAS_OK);
    cr_assert(there);
    cr_assert_eq(facts.byte_count, sizeof text - 1);
    cr_assert_eq(facts.row_count, 2);
    cr_assert_eq(facts.hash, XXH3_64bits(text, sizeof text - 1));
    (void)unlink(path);
    cr_assert_eq(ras_file_facts(AT_FDCWD, path, true, &there, &facts, NULL), RAS_OK);
    cr_assert_not(there);
    cr_assert_eq(ras_file_facts(AT_FDCWD, "/tmp", false, &there, &facts, NULL), RAS_OK);
    cr_assert_not(there, "a folder is no file");
}

/* Small record tables for tests of linkages. */
#ifndef TESTS_SUPPORT_LINK_RECORDS_H
#define TESTS_SUPPORT_LINK_RECORDS_H

#include "linkage/record_table.h"

#define LINK_FIELDS 3

/* A schema of the fields a, b, c, each its column as it stands, c by words; no comparisons, no
 * passes: tests add theirs. */
struct link_records {
    struct ras_link_schema schema;
    struct ras_link_field fields[LINK_FIELDS];
    struct ras_link_pass passes[8];
    struct ras_record_table table;
};

void link_records_begin(struct link_records *records, bool two_files);
/* "a|b|c" is a record; an empty part is a missing value. */
void link_records_add(struct link_records *records, const char *row);
void link_records_done(struct link_records *records);
void link_records_end(struct link_records *records);
/* Add a pass over the fields whose letters are given: "ab". */
void link_records_pass(struct link_records *records, const char *fields);
/* Add a comparison of a field: levels are words and numbers, blank between; NULL = by words. */
void link_records_compare(struct link_records *records, char field, const char *comparator,
                          const char *levels);

#endif

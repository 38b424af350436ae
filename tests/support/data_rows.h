/* Rows of a small CSV file of reference data, for tests that skip where the file is absent. */
#ifndef RASOAT_TESTS_DATA_ROWS_H
#define RASOAT_TESTS_DATA_ROWS_H

#include <stdbool.h>
#include <stdio.h>

#define DATA_FIELDS_MAX 24

struct data_rows {
    FILE *file;
    char line[8192];
    unsigned count;
    char *field[DATA_FIELDS_MAX]; /* of the current row, unquoted */
};

/* Opens ../shared/data/<name> and passes its header line; false where there is no such file. */
bool data_rows_open(struct data_rows *rows, const char *name);
bool data_rows_next(struct data_rows *rows);
void data_rows_close(struct data_rows *rows);

#endif

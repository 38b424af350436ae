#include "support/link_records.h"

#include "base/bytes.h"
#include "linkage/word_evidence.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

void link_records_begin(struct link_records *records, bool two_files)
{
    static const char *const names[LINK_FIELDS] = {"a", "b", "c"};
    memset(records, 0, sizeof *records);
    for (unsigned i = 0; i < LINK_FIELDS; i++)
        records->fields[i] = (struct ras_link_field){
            .name = names[i], .columns = {i}, .column_count = 1, .words = i == 2};
    records->schema = (struct ras_link_schema){.two_files = two_files,
                                               .column_count = LINK_FIELDS,
                                               .fields = records->fields,
                                               .field_count = LINK_FIELDS,
                                               .passes = records->passes,
                                               .threshold = 0.5,
                                               .review = 0.1,
                                               .block_cap = 5000,
                                               .one_to_one = two_files,
                                               .seed = 1};
    cr_assert_eq(ras_record_table_init(&records->table, &records->schema, NULL), RAS_OK);
}

void link_records_add(struct link_records *records, const char *row)
{
    struct ras_bytes cells[LINK_FIELDS];
    char id[16];
    for (unsigned i = 0; i < LINK_FIELDS; i++) {
        const size_t length = strcspn(row, "|");
        cells[i] = (struct ras_bytes){row, length};
        row += length + (row[length] == '|');
    }
    const int length = snprintf(id, sizeof id, "%u", records->table.record_count);
    cr_assert_eq(
        ras_record_table_add(&records->table, (struct ras_bytes){id, (size_t)length}, cells, NULL),
        RAS_OK);
    if (!records->schema.two_files)
        ras_record_table_left_done(&records->table);
}

void link_records_done(struct link_records *records)
{
    cr_assert_eq(ras_record_table_split(&records->table, NULL), RAS_OK);
}

void link_records_end(struct link_records *records)
{
    ras_record_table_fini(&records->table);
}

void link_records_pass(struct link_records *records, const char *fields)
{
    struct ras_link_pass *const pass = &records->passes[records->schema.pass_count++];
    pass->name = fields;
    for (; *fields != '\0'; fields++)
        pass->fields[pass->field_count++] = (uint32_t)(*fields - 'a');
}

void link_records_compare(struct link_records *records, char field, const char *comparator,
                          const char *levels)
{
    struct ras_link_comparison *const comparison =
        &records->schema.comparisons[records->schema.comparison_count++];
    comparison->field = (uint32_t)(field - 'a');
    comparison->name = records->fields[comparison->field].name;
    comparison->crossed_with = -1;
    if (levels == NULL) {
        comparison->method = RAS_LINK_WORDS;
        comparison->level_count = RAS_WORD_LEVEL_COUNT + 1;
        return;
    }
    ras_text_comparison_init(&comparison->text, ras_text_comparator_find(ras_bytes_of(comparator)));
    while (*levels != '\0') {
        const size_t length = strcspn(levels, " ");
        cr_assert_null(
            ras_text_comparison_add(&comparison->text, (struct ras_bytes){levels, length}));
        levels += length + (levels[length] == ' ');
    }
    comparison->level_count = comparison->text.level_count + 2;
}

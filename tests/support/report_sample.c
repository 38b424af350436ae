/* Made-up people, rules and counts. */
#include "support/report_sample.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "record/date.h"

#include <stdio.h>
#include <stdlib.h>

#define MEASURES_PER_PLACE 10

static const struct ras_rule_info infos[SAMPLE_RULES] = {
#define RULE(code, word, group, severity, office, field, vietnamese, paper)                        \
    {                                                                                              \
        code, RAS_WORD_##word, group, severity, RAS_OFFICE_##office, 7, RAS_FIELD_##field, true,   \
            vietnamese, "as the Vietnamese says", "Đối chiếu giấy tờ, ghi lại cho đúng", paper     \
    }
    RULE("DG01", DUNG, 8, 3, CONG_AN, FULL_NAME, "Họ tên khác dấu so với CSDLQG về dân cư",
         "Giấy khai sinh hoặc thẻ căn cước"),
    RULE("DG03", DUNG, 8, 2, CONG_AN, FULL_NAME, "Họ tên sai chính tả so với CSDLQG về dân cư",
         "Thẻ căn cước"),
    RULE("DG07", DUNG, 6, 3, TU_PHAP, BIRTH_DATE,
         "Ngày sinh đảo ngày và tháng so với CSDLQG về dân cư", "Giấy khai sinh"),
    RULE("DG10", DUNG, 8, 2, TU_PHAP, BIRTH_DATE, "Ngày sinh khác với CSDLQG về dân cư",
         "Giấy khai sinh"),
    RULE("DG11", DUNG, 8, 2, CONG_AN, SEX, "Giới tính khác với CSDLQG về dân cư", "Thẻ căn cước"),
    RULE("DG12", DUNG, 8, 2, CONG_AN, PERSONAL_ID,
         "Số định danh sai một số, đảo hai số hoặc thiếu, thừa một số", "Thẻ căn cước"),
    RULE("DG14", DUNG, 5, 1, CONG_AN, PERSONAL_ID,
         "Số định danh trong bản ghi là của công dân khác", "Thẻ căn cước"),
    RULE("DU01", DU, 1, 2, CONG_AN, PERSONAL_ID, "Không có số định danh, số giấy tờ đọc được",
         "Thẻ căn cước"),
    RULE("DU03", DU, 1, 2, TU_PHAP, BIRTH_DATE, "Thiếu ngày sinh hoặc ngày sinh không đọc được",
         "Giấy khai sinh"),
    RULE("DU05", DU, 1, 2, TU_PHAP, SEX, "Thiếu giới tính hoặc giới tính không đọc được", ""),
    RULE("DU06", DU, 1, 2, CONG_AN, COMMUNE, "Thiếu mã xã, phường", ""),
    RULE("DU11", DU, 1, 3, LAO_DONG, ACCOUNT, "Thiếu số tài khoản nhận trợ cấp",
         "Giấy xác nhận tài khoản"),
    RULE("DU12", DU, 1, 3, Y_TE, DOSE_NUMBER, "Thiếu số thứ tự mũi tiêm", "Phiếu tiêm chủng"),
    RULE("SA01", SACH, 3, 1, LAO_DONG, RECORD_ID, "Một người có nhiều hồ sơ trong nguồn", ""),
    RULE("SA02", SACH, 4, 2, CONG_AN, PERSONAL_ID, "Số định danh sai định dạng", "Thẻ căn cước"),
    RULE("SA03", SACH, 2, 3, TU_PHAP, BIRTH_DATE, "Ngày sinh 01/01 có thể là giá trị lấp chỗ",
         "Giấy khai sinh"),
    RULE("SA04", SACH, 6, 2, CONG_AN, SEX, "Giới tính mâu thuẫn với số định danh", ""),
    RULE("SA05", SACH, 5, 1, CONG_AN, PERSONAL_ID, "Một số định danh đứng ở nhiều người",
         "Thẻ căn cước"),
    RULE("SA06", SACH, 6, 2, Y_TE, DOSE_DATE, "Mũi sau tiêm trước mũi trước", "Phiếu tiêm chủng"),
    RULE("SO01", SONG, 7, 1, LAO_DONG, STATUS, "Người đã chết còn trong danh sách hưởng",
         "Trích lục khai tử"),
    RULE("SO02", SONG, 7, 2, CONG_AN, COMMUNE, "Đã chuyển nơi cư trú sang xã khác", ""),
    RULE("SO03", SONG, 7, 3, CONG_AN, COMMUNE, "Mã xã cũ trước ngày 01/7/2025", ""),
    RULE("SO04", SONG, 7, 3, Y_TE, UPDATED_DATE, "Quá hạn cập nhật", ""),
    RULE("SO05", SONG, 7, 2, TU_PHAP, DEATH_DATE, "Đã khai tử nhưng dữ liệu dân cư còn sống",
         "Trích lục khai tử"),
#undef RULE
};

const struct ras_rule_info *const sample_rules[SAMPLE_RULES] = {
    &infos[0],  &infos[1],  &infos[2],  &infos[3],  &infos[4],  &infos[5],  &infos[6],  &infos[7],
    &infos[8],  &infos[9],  &infos[10], &infos[11], &infos[12], &infos[13], &infos[14], &infos[15],
    &infos[16], &infos[17], &infos[18], &infos[19], &infos[20], &infos[21], &infos[22], &infos[23]};
const char *const sample_pass_names[8] = {"id",
                                          "old_id_year",
                                          "name_date",
                                          "name_year_commune",
                                          "syllables_date",
                                          "given_date_sex",
                                          "id_tail_year",
                                          "mother_date"};
const char *const sample_source_names[SAMPLE_SOURCES] = {"civil", "welfare", "vaccine"};
const enum ras_source_kind sample_source_kinds[SAMPLE_SOURCES] = {
    RAS_KIND_CIVIL_REGISTRY, RAS_KIND_SOCIAL_WELFARE, RAS_KIND_VACCINATION};

const char *const sample_hostile[] = {
    "<script>document.title='BI-CHAY'</script>",
    "\"><img src=x onerror=\"document.title='BI-CHAY'\">",
    "'><svg onload=document.title='BI-CHAY'>",
    "</script><script>document.title='BI-CHAY'</script>",
    "<!--<script>document.title='BI-CHAY'",
    "]]><script>document.title='BI-CHAY'</script>",
    "javascript:document.title='BI-CHAY'",
    "&lt;script&gt;document.title='BI-CHAY'&lt;/script&gt;",
    "\\u003cscript\\u003edocument.title='BI-CHAY'",
    "</title><style>*{display:none}</style>",
    "\"}],\"c\":[[\"x\"",
    "\xE2\x80\xA8"
    "document.title='BI-CHAY'",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "=HYPERLINK(\"http://a.example\",\"x\")",
    "\xEF\xBF\xBF\xEF\xBF\xBE\x01\x1F",
    "{{7*7}}${7*7}",
    "',\"\n=1+1",
};
const size_t sample_hostile_count = sizeof sample_hostile / sizeof sample_hostile[0];

struct ras_worklist_settings sample_settings(void)
{
    return (struct ras_worklist_settings){.sheet_rows_max = 2000,
                                          .as_of = ras_date_make(2026, 9, 30),
                                          .run_id = "2026-09-30-1",
                                          .source_names = sample_source_names,
                                          .source_kinds = sample_source_kinds,
                                          .source_count = SAMPLE_SOURCES,
                                          .rules = sample_rules,
                                          .rule_count = SAMPLE_RULES};
}

static int compare_tasks(const void *a, const void *b)
{
    return ras_task_compare(a, b);
}

static void make_text(struct sample_task_text *text, size_t i, const char *const *names,
                      size_t name_count)
{
    static const char *const surnames[] = {"Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng"};
    static const char *const middles[] = {"Văn", "Thị", "Hữu", "Ngọc", "Minh"};
    static const char *const given[] = {"An",   "Bình", "Chi", "Dũng", "Hạnh", "Khôi",
                                        "Linh", "Phúc", "Quý", "Thủy", "Vy"};
    (void)snprintf(text->record_id, sizeof text->record_id, "HT-2024-%05zu", i * 7919 % 100000);
    (void)snprintf(text->number, sizeof text->number, "0380%08zu", i * 104729 % 100000000);
    if (name_count > 0) {
        (void)snprintf(text->name, sizeof text->name, "%s", names[i % name_count]);
        (void)snprintf(text->address, sizeof text->address, "%s", names[(i + 1) % name_count]);
        return;
    }
    (void)snprintf(text->name, sizeof text->name, "%s %s %s", surnames[i % 7], middles[i % 5],
                   given[i * 3 % 11]);
    (void)snprintf(text->address, sizeof text->address, "Số %zu, thôn %zu, xã Tân Hòa",
                   i * 13 % 211, i % 9 + 1);
}

void sample_tasks(struct ras_task *made, struct sample_task_text *texts, size_t count,
                  const char *const *names, size_t name_count)
{
    for (size_t i = 0; i < count; i++) {
        const bool review = i % 10 >= 7; /* three candidates of one row */
        const size_t subject = review ? i - i % 10 + 7 : i;
        make_text(&texts[i], subject, names, name_count);
        struct sample_task_text *const text = &texts[i];
        const uint32_t rule = (uint32_t)(i * 5 % SAMPLE_RULES);
        const struct ras_bytes name = ras_bytes_of(text->name);
        const bool of_number = infos[rule].field == RAS_FIELD_PERSONAL_ID;
        const struct ras_bytes value = review      ? RAS_LITERAL("")
                                       : of_number ? ras_bytes_of(text->number)
                                                   : name;
        made[i] = (struct ras_task){
            .task_id = (subject + 1) * UINT64_C(0x9E3779B97F4A7C15),
            .source_index = (uint32_t)(subject % SAMPLE_SOURCES),
            .rule = review ? RAS_TASK_REVIEW : rule,
            .commune = 1234,
            .office = review ? RAS_OFFICE_CONG_AN : infos[rule].office,
            .severity = review ? 2 : infos[rule].severity,
            .household = subject / 4,
            .row_count = 1 + (uint32_t)(subject % 3),
            .record_id = ras_bytes_of(text->record_id),
            .name = name,
            .birth_date = RAS_LITERAL("07/03/1985"),
            .sex = subject % 2 == 0 ? RAS_LITERAL("Nam") : RAS_LITERAL("Nữ"),
            .number = ras_bytes_of(text->number),
            .address = ras_bytes_of(text->address),
            .field = review ? RAS_FIELD_NONE : infos[rule].field,
            .value = value,
            .proposal = value,
            .evidence =
                name_count > 0 ? name : RAS_LITERAL("trùng số định danh và ngày sinh với công dân"),
            .candidate_rank = review ? (uint32_t)(i % 10 - 6) : 0,
            .probability = 873512,
            .candidate_name = review ? name : RAS_LITERAL(""),
            .candidate_birth_date = review ? RAS_LITERAL("17/03/1985") : RAS_LITERAL(""),
            .candidate_number = review ? ras_bytes_of(text->number) : RAS_LITERAL(""),
            .candidate_id = review ? ras_bytes_of(text->number) : RAS_LITERAL("")};
    }
    qsort(made, count, sizeof made[0], compare_tasks);
}

/* ---- a report ---- */

static void make_units(struct sample_report *sample, uint32_t commune_count,
                       const char *const *names, size_t name_count)
{
    static const char *const kinds[] = {"Xã", "Xã", "Phường", "Xã", "Đặc khu"};
    static const char *const firsts[] = {"Tân", "An", "Vĩnh", "Phú", "Long", "Bình", "Thạnh"};
    static const char *const lasts[] = {"Hòa", "Thịnh", "Phước", "Mỹ",    "Đông", "Thủy",
                                        "Lợi", "Sơn",   "Khánh", "Trung", "Định"};
    static const char *const provinces[] = {"Tỉnh Hậu Sông", "Tỉnh Ninh Hải", "Thành phố Đà Biển"};
    sample->units.units = ras_alloc_zeroed(commune_count + 1, sizeof *sample->units.units);
    sample->units.count = commune_count;
    for (uint32_t i = 0; i < commune_count; i++) {
        struct ras_unit *const unit = &sample->units.units[i];
        unit->code = 100 + i * 3;
        unit->province_code = 1 + i * 3 / commune_count * 11;
        if (name_count > 0)
            (void)snprintf(unit->name, sizeof unit->name, "%.63s", names[i % name_count]);
        else
            (void)snprintf(unit->name, sizeof unit->name, "%s %s %s", kinds[i % 5], firsts[i % 7],
                           lasts[i % 11]);
        (void)snprintf(unit->province, sizeof unit->province, "%s",
                       name_count > 0 ? "<b>Tỉnh" : provinces[i * 3 / commune_count]);
    }
}

static void make_source(struct ras_source_summary *source, unsigned index)
{
    const uint64_t rows = 1200000 + index * 733127;
    source->name = sample_source_names[index];
    source->kind = sample_source_kinds[index];
    source->reject_count = rows / 900;
    source->match_count = rows * 91 / 100 - index * 21377;
    source->review_count = rows / 71;
    source->row_count = rows;
    source->none_count = rows - source->reject_count - source->match_count - source->review_count;
    source->outcome_count[RAS_OUTCOME_RIGHT] = source->match_count * 9 / 10;
    source->outcome_count[RAS_OUTCOME_WRONG] = source->match_count / 10 - rows / 50;
    source->outcome_count[RAS_OUTCOME_NO_NUMBER] = rows / 25;
    source->outcome_count[RAS_OUTCOME_MALFORMED] = rows / 180;
    uint64_t told = 0;
    for (unsigned i = 0; i < RAS_OUTCOME_COUNT; i++)
        told += source->outcome_count[i];
    source->outcome_count[RAS_OUTCOME_UNVERIFIED] = rows - source->reject_count - told;
    source->duplicate_count = rows / 333;
    source->task_count = rows / 60;
    for (unsigned pass = 0; pass < 8; pass++) {
        source->pass_count[pass] = source->match_count >> pass;
        source->capped_count[pass] = pass == 5 ? 1733 : pass * 3;
    }
    for (unsigned rule = 0; rule < SAMPLE_RULES; rule++)
        source->issue_count[rule] = rows / (40 + (rule * 37 + index * 11) % 97 * (rule + 1));
    for (unsigned bin = 0; bin < RAS_HISTOGRAM_BINS; bin++) {
        const int far = abs((int)bin - 46), near = abs((int)bin - 10), middle = abs((int)bin - 24);
        source->weight_histogram[RAS_DECISION_MATCH][bin] =
            bin > 26 ? source->match_count / (unsigned)(8 + far * far) : 0;
        source->weight_histogram[RAS_DECISION_REVIEW][bin] =
            bin > 20 && bin < 32 ? source->review_count / (unsigned)(6 + middle * middle) : 0;
        source->weight_histogram[RAS_DECISION_NONE][bin] =
            bin < 26 ? source->none_count / (unsigned)(5 + near * near) : 0;
    }
}

static struct ras_measure *put_place(struct ras_measure *at, enum ras_scope scope, uint32_t code,
                                     uint32_t source, uint64_t rows)
{
    const uint64_t seed = code * 2654435761u + source * 40503u;
    const uint64_t matched = rows - rows * (5 + seed % 13) / 100;
    const struct {
        const char *measure;
        uint64_t numerator, denominator;
        const char *rules;
    } lines[MEASURES_PER_PLACE] = {
        {"rows", rows, rows, ""},
        {"match", matched, rows, ""},
        {"verification", matched, rows, ""},
        {"person_verification", matched / 2, rows / 2, ""},
        {"coverage", rows * (40 + seed % 50) / 100, rows, ""},
        {"dung", matched - matched * (seed % 17) / 100, matched, "DG01|DG03|DG07"},
        {"du", rows - rows * (seed % 7) / 100, rows, "DU01|DU03"},
        {"sach", rows - rows * (seed % 31) / 100, rows, "SA01|SA02"},
        {"song", matched - matched * (seed % 23) / 100, matched, "SO01|SO02"},
        {"tasks", rows / 60 + seed % 5, rows, ""},
    };
    for (unsigned i = 0; i < MEASURES_PER_PLACE; i++)
        *at++ = (struct ras_measure){
            scope,         code, source, lines[i].measure, lines[i].numerator, lines[i].denominator,
            lines[i].rules};
    return at;
}

static void make_measures(struct sample_report *sample)
{
    const size_t places = (sample->units.count + 1) * (SAMPLE_SOURCES + 1) + 64;
    sample->measures = ras_alloc_zeroed(places * MEASURES_PER_PLACE, sizeof *sample->measures);
    struct ras_measure *at = sample->measures;
    at = put_place(at, RAS_SCOPE_ALL, 0, RAS_SOURCE_ALL, 5799381);
    for (uint32_t source = 0; source < SAMPLE_SOURCES; source++)
        at = put_place(at, RAS_SCOPE_SOURCE, 0, source, sample->sources[source].row_count);
    for (uint32_t province = 1; province <= 23; province += 11)
        at = put_place(at, RAS_SCOPE_PROVINCE, province, RAS_SOURCE_ALL, 1933127);
    for (size_t i = 0; i <= sample->units.count; i++) {
        /* the last: rows of no known commune */
        const uint32_t code = i < sample->units.count ? sample->units.units[i].code : 0;
        const uint64_t rows = code == 0 ? 1733 : 1500 + i * 7919 % 9001;
        at = put_place(at, RAS_SCOPE_COMMUNE, code, RAS_SOURCE_ALL, rows);
        for (uint32_t source = 0; source < SAMPLE_SOURCES; source++)
            at = put_place(at, RAS_SCOPE_COMMUNE, code, source, rows / 3);
    }
    sample->report.measures = sample->measures;
    sample->report.measure_count = (size_t)(at - sample->measures);
}

void sample_report_init(struct sample_report *sample, uint32_t commune_count,
                        const char *const *names, size_t name_count)
{
    *sample = (struct sample_report){0};
    make_units(sample, commune_count, names, name_count);
    for (unsigned i = 0; i < SAMPLE_SOURCES; i++) {
        make_source(&sample->sources[i], i);
        if (name_count > 0)
            sample->sources[i].name = names[i % name_count];
    }
    sample->report = (struct ras_quality_report){
        .run_id = name_count > 0 ? names[3 % name_count] : "2026-09-30-1",
        .purpose = name_count > 0 ? names[0] : "Làm sạch dữ liệu theo kế hoạch Đề án 06 năm 2026",
        .as_of = ras_date_make(2026, 9, 30),
        .resident_count = 3214567,
        .sources = sample->sources,
        .source_count = SAMPLE_SOURCES,
        .rules = sample_rules,
        .rule_count = SAMPLE_RULES,
        .pass_names = sample_pass_names,
        .pass_count = 8,
        .units = (const struct ras_units *)&sample->units,
        .word_weight = {1, 1, 1, 1},
        .green_percent = 90,
        .yellow_percent = 75,
        .match_weight = 13200,
        .review_weight = 5400};
    make_measures(sample);
}

void sample_report_fini(struct sample_report *sample)
{
    ras_free(sample->measures);
    ras_free(sample->units.units);
}

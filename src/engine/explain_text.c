/* An explanation on one screen. */
#include "engine/explain.h"

#include "base/bytes.h"
#include "engine/page_figures.h"
#include "engine/text_table.h"
#include "quality/rules.h"

#include <string.h>

#define CELL_WIDTH_MAX 34

struct page {
    const struct ras_explanation *explanation;
    bool vietnamese;
    struct ras_text *out;
};

static const char *say(const struct page *page, const char *english, const char *vietnamese)
{
    return page->vietnamese ? vietnamese : english;
}

/* ---- head ---- */

static void head_append(const struct page *page)
{
    const struct ras_explanation *const explanation = page->explanation;
    const enum ras_source_kind kind = ras_kind_find(ras_bytes_of(explanation->source->kind));
    ras_text_string(page->out, say(page, "Record ", "Hồ sơ "));
    ras_text_bytes(page->out, explanation->record_id);
    ras_text_format(page->out, " · %s %s", say(page, "source", "nguồn"), explanation->source->name);
    if (kind != RAS_KIND_COUNT)
        ras_text_format(page->out, " (%s)",
                        page->vietnamese ? ras_kind_vietnamese(kind) : ras_kind_name(kind));
    ras_text_format(page->out, " · %s %s\n", say(page, "run", "lượt chạy"),
                    explanation->manifest.run_id);
    ras_explain_sentence(explanation, page->vietnamese, page->out);
    ras_text_char(page->out, '\n');
}

static void issue_append(const struct page *page, struct ras_bytes code)
{
    char name[RAS_RULE_CODE_MAX + 1];
    if (code.length > RAS_RULE_CODE_MAX)
        return;
    memcpy(name, code.data, code.length);
    name[code.length] = '\0';
    const int rule = ras_rule_find(name);
    ras_text_format(page->out, "  %s", name);
    if (rule >= 0)
        ras_text_format(page->out, "  %s",
                        page->vietnamese ? ras_rule_at((unsigned)rule)->vietnamese
                                         : ras_rule_at((unsigned)rule)->english);
    ras_text_char(page->out, '\n');
}

static void issues_append(const struct page *page)
{
    struct ras_bytes left = page->explanation->line.issues;
    ras_text_format(page->out, "%s: %s\n", say(page, "Outcome", "Kết quả xác thực"),
                    page->vietnamese ? ras_outcome_vietnamese(page->explanation->line.outcome)
                                     : ras_outcome_name(page->explanation->line.outcome));
    if (left.length == 0)
        return;
    ras_text_format(page->out, "%s:\n", say(page, "Issues", "Lỗi"));
    while (left.length > 0) {
        const char *const bar = memchr(left.data, '|', left.length);
        const size_t length = bar == NULL ? left.length : (size_t)(bar - left.data);
        issue_append(page, (struct ras_bytes){left.data, length});
        left.data += length + (bar != NULL);
        left.length -= length + (bar != NULL);
    }
}

/* ---- two records side by side ---- */

static void level_add(const struct page *page, struct ras_text_table *table,
                      const struct ras_explain_candidate *candidate, unsigned comparator,
                      int32_t share)
{
    const enum ras_comparator which = (enum ras_comparator)comparator;
    const unsigned level = candidate->levels.level[comparator];
    struct ras_text bits;
    ras_text_table_add_string(table, page->vietnamese ? ras_level_vietnamese(which, level)
                                                      : ras_level_name(which, level));
    if (!candidate->has_shares) {
        ras_text_table_add_string(table, "");
        return;
    }
    ras_text_init(&bits);
    ras_page_fixed(&bits, page->vietnamese, share, 2);
    ras_text_table_add(table, (struct ras_bytes){bits.data, bits.length});
    ras_text_fini(&bits);
}

static void table_head(const struct page *page, struct ras_text_table *table,
                       const struct ras_explain_candidate *candidate)
{
    struct ras_text resident;
    ras_text_init(&resident);
    ras_text_string(&resident, say(page, "resident ", "công dân "));
    ras_text_bytes(&resident, candidate->resident_id);
    ras_text_table_add_string(table, "");
    ras_text_table_add_string(table, say(page, "record", "hồ sơ"));
    ras_text_table_add(table, (struct ras_bytes){resident.data, resident.length});
    ras_text_table_add_string(table, say(page, "level", "mức giống nhau"));
    ras_text_table_add_string(table, say(page, "bits", "bit"));
    ras_text_fini(&resident);
}

static void table_append(const struct page *page, const struct ras_explain_candidate *candidate)
{
    const struct ras_explanation *const explanation = page->explanation;
    struct ras_text_table table;
    struct ras_text sum;
    int32_t shares[RAS_COMPARATOR_COUNT], weight = 0;
    ras_text_table_init(&table, 5, 1u << 4, CELL_WIDTH_MAX);
    ras_explain_centibits(candidate, shares, &weight);
    table_head(page, &table, candidate);
    for (unsigned i = 0; i < RAS_COMPARATOR_COUNT; i++) {
        const struct ras_bytes row = explanation->row_values[i];
        const struct ras_bytes resident = candidate->values[i];
        if (candidate->levels.level[i] == RAS_LEVEL_MISSING && row.length == 0 &&
            resident.length == 0)
            continue;
        ras_text_table_add_string(&table, page->vietnamese
                                              ? ras_comparator_vietnamese((enum ras_comparator)i)
                                              : ras_comparator_name((enum ras_comparator)i));
        ras_text_table_add(&table, row);
        ras_text_table_add(&table, resident);
        level_add(page, &table, candidate, i, shares[i]);
    }
    ras_text_init(&sum);
    ras_page_fixed(&sum, page->vietnamese, weight, 2);
    ras_text_table_add_string(&table, say(page, "sum", "cộng"));
    for (unsigned i = 0; i < 3; i++)
        ras_text_table_add_string(&table, "");
    ras_text_table_add(&table, (struct ras_bytes){sum.data, sum.length});
    ras_text_table_append(&table, page->out);
    ras_text_table_fini(&table);
    ras_text_fini(&sum);
}

static void passes_append(const struct page *page, uint32_t passes)
{
    bool first = true;
    if (passes == 0)
        return;
    ras_text_format(page->out, "%s: ", say(page, "Met in", "Gặp nhau qua"));
    for (unsigned pass = 0; pass < RAS_PASS_WORDS; pass++) {
        if ((passes >> pass & 1) == 0)
            continue;
        ras_text_string(page->out, first ? "" : "; ");
        ras_text_string(page->out, page->vietnamese ? ras_pass_vietnamese((enum ras_pass)pass)
                                                    : ras_pass_name((enum ras_pass)pass));
        first = false;
    }
    ras_text_char(page->out, '\n');
}

static void status_append(const struct page *page, const struct ras_explain_candidate *candidate)
{
    const char *english = NULL, *vietnamese = NULL;
    switch (candidate->status) {
    case RAS_STATUS_DEAD: english = "dead", vietnamese = "đã chết"; break;
    case RAS_STATUS_MOVED: english = "moved away", vietnamese = "đã chuyển đi"; break;
    case RAS_STATUS_MISSING: english = "missing", vietnamese = "mất tích"; break;
    case RAS_STATUS_ALIVE:
    case RAS_STATUS_UNKNOWN: return;
    }
    ras_text_format(page->out, "%s: %s\n", say(page, "The resident is", "Trạng thái công dân"),
                    say(page, english, vietnamese));
}

static void candidate_append(const struct page *page, const struct ras_explain_candidate *candidate)
{
    table_append(page, candidate);
    status_append(page, candidate);
    passes_append(page, candidate->passes);
}

static void second_append(const struct page *page)
{
    const struct ras_explain_candidate *const second = &page->explanation->second;
    if (!second->known)
        return;
    ras_text_format(page->out, "\n%s ",
                    say(page, "Second candidate, probability", "Ứng viên thứ hai, xác suất"));
    ras_page_fixed(page->out, page->vietnamese, second->probability, 6);
    ras_text_string(page->out, ":\n");
    candidate_append(page, second);
}

static void thresholds_append(const struct page *page)
{
    const struct ras_model *const model = &page->explanation->model;
    if (!page->explanation->model_known)
        return;
    ras_text_string(page->out, say(page, "Thresholds: match from probability ",
                                   "Ngưỡng: khớp khi xác suất từ "));
    ras_page_fixed(page->out, page->vietnamese, model->match_probability, 6);
    ras_text_string(page->out, say(page, " and a margin of ", " và hơn ứng viên thứ hai từ "));
    ras_page_fixed(page->out, page->vietnamese, model->match_margin / 10, 2);
    ras_text_string(page->out, say(page, " bits; none below ", " bit; không thấy khi dưới "));
    ras_page_fixed(page->out, page->vietnamese, model->review_probability, 6);
    ras_text_string(page->out, ".\n");
    if (page->explanation->recomputed)
        ras_text_format(page->out, "%s: %u\n", say(page, "Residents compared", "Số công dân đã so"),
                        page->explanation->candidate_count);
}

/* ---- a pair that was asked for ---- */

static void part_append(const struct page *page, const struct ras_explain_pass *pass, unsigned part)
{
    static const char *const vietnamese[] = {"cùng ", "khác ", "hồ sơ không có ",
                                             "công dân không có "};
    static const char *const english[] = {"same ", "other ", "the record has no ",
                                          "the resident has no "};
    ras_text_string(page->out,
                    say(page, english[pass->parts[part]], vietnamese[pass->parts[part]]));
    ras_text_string(page->out, say(page, pass->part_names[part], pass->part_vietnamese[part]));
}

static void meeting_append(const struct page *page, const struct ras_explain_pass *pass)
{
    bool first = true;
    switch (pass->meeting) {
    case RAS_MEETING_MET: ras_text_string(page->out, say(page, "met", "gặp nhau")); return;
    case RAS_MEETING_REFINED:
        ras_text_format(page->out, "%s (%u), %s",
                        say(page, "same key, but shared by many residents",
                            "cùng khóa, nhưng nhiều công dân chung khóa này"),
                        pass->block_rows,
                        say(page, "and the finer key differs", "và khóa chia nhỏ thì khác"));
        return;
    case RAS_MEETING_CAPPED:
        ras_text_format(page->out, "%s (%u), %s",
                        say(page, "same key, but shared by too many residents",
                            "cùng khóa, nhưng quá nhiều công dân chung khóa này"),
                        pass->block_rows, say(page, "also when divided", "chia nhỏ vẫn quá nhiều"));
        return;
    case RAS_MEETING_APART: break;
    }
    for (unsigned i = 0; i < pass->part_count; i++) {
        if (pass->parts[i] == RAS_PART_EQUAL)
            continue;
        ras_text_string(page->out, first ? "" : ", ");
        part_append(page, pass, i);
        first = false;
    }
}

static void pair_append(const struct page *page)
{
    const struct ras_explain_pair *const pair = &page->explanation->pair;
    if (!pair->asked)
        return;
    ras_text_format(page->out, "\n%s\n", say(page, "The pair asked for", "Cặp được hỏi"));
    if (!pair->candidate.known) {
        ras_text_format(page->out, "%s\n",
                        say(page, "The inputs of the run are needed to compare a pair.",
                            "Cần có dữ liệu vào của lượt chạy mới so sánh được một cặp."));
        return;
    }
    ras_explain_pair_sentence(page->explanation, page->vietnamese, page->out);
    ras_text_char(page->out, '\n');
    table_append(page, &pair->candidate);
    status_append(page, &pair->candidate);
    ras_text_format(page->out, "%s:\n", say(page, "Pass by pass", "Từng khóa so khớp"));
    for (unsigned pass = 0; pair->passes_known && pass < RAS_PASS_COUNT; pass++) {
        ras_text_format(page->out, "  %s: ",
                        page->vietnamese ? ras_pass_vietnamese((enum ras_pass)pass)
                                         : ras_pass_name((enum ras_pass)pass));
        meeting_append(page, &pair->passes[pass]);
        ras_text_char(page->out, '\n');
    }
}

static void notes_append(const struct page *page)
{
    const struct ras_explanation *const explanation = page->explanation;
    if (explanation->line.line_count > 1)
        ras_text_format(page->out, "\n%s: %u.\n",
                        say(page,
                            "Note: rows of this source with that record id (the first is told)",
                            "Lưu ý: số dòng của nguồn này có cùng mã (đây là dòng đầu tiên)"),
                        explanation->line.line_count);
    for (unsigned i = 0; i < explanation->gap_count; i++)
        ras_text_format(page->out, "%s%s: %s.\n", i == 0 ? "\n" : "", say(page, "Note", "Lưu ý"),
                        say(page, explanation->gaps_english[i], explanation->gaps_vietnamese[i]));
}

void ras_explain_text(const struct ras_explanation *explanation, struct ras_text *out)
{
    const struct page page = {explanation, explanation->request->vietnamese, out};
    head_append(&page);
    if (explanation->reject.found)
        return;
    issues_append(&page);
    if (explanation->best.known) {
        ras_text_char(out, '\n');
        candidate_append(&page, &explanation->best);
    }
    second_append(&page);
    ras_text_char(out, '\n');
    thresholds_append(&page);
    pair_append(&page);
    notes_append(&page);
}

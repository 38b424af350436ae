/* The data island of the page. */
#include "report/commune_island.h"

#include "base/bytes.h"
#include "report/line_fields.h"

#include <math.h>

/* JSON text inside a script element of an HTML page (OWASP, XSS prevention, rule 3.1). */
static void append_escaped(struct ras_text *out, const struct ras_text *json)
{
    size_t plain = 0; /* start of what is not yet copied */
    for (size_t i = 0; i < json->length; i++) {
        const char c = json->data[i];
        if (c != '<' && c != '>' && c != '&')
            continue;
        ras_text_bytes(out, (struct ras_bytes){json->data + plain, i - plain});
        ras_text_string(out, c == '<' ? "\\u003c" : c == '>' ? "\\u003e" : "\\u0026");
        plain = i + 1;
    }
    ras_text_bytes(out, (struct ras_bytes){json->data + plain, json->length - plain});
}

static void append_share(struct ras_text *json, struct ras_share share)
{
    ras_text_char(json, ',');
    ras_text_unsigned(json, share.numerator);
    ras_text_char(json, ',');
    ras_text_unsigned(json, share.denominator);
}

static void append_set(struct ras_text *json, const struct ras_quality_report *report,
                       const struct ras_figures *figures)
{
    ras_text_char(json, '[');
    ras_text_unsigned(json, figures->row_count);
    ras_text_char(json, ',');
    ras_text_unsigned(json, figures->task_count);
    append_share(json, figures->verification);
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        append_share(json, figures->word[word]);
    ras_text_char(json, ',');
    ras_text_signed(json, ras_figures_index(figures, report->word_weight));
    ras_text_char(json, ']');
}

static void append_place(struct ras_text *json, const struct ras_quality_report *report,
                         uint32_t code)
{
    const struct ras_unit *const unit =
        code == 0 || report->units == NULL ? NULL : ras_units_find(report->units, code);
    ras_text_char(json, '"');
    if (code != 0)
        ras_line_commune(json, code);
    ras_text_string(json, "\",");
    ras_text_json(json, ras_bytes_of(code == 0      ? "Chưa xác định được xã/phường"
                                     : unit == NULL ? ""
                                                    : unit->name));
    ras_text_char(json, ',');
    ras_text_json(json, ras_bytes_of(unit == NULL ? "" : unit->province));
}

static void append_communes(struct ras_text *json, const struct ras_quality_report *report,
                            const struct ras_figures_list *list, uint32_t source_count)
{
    size_t first, end;
    ras_figures_scope(list, RAS_SCOPE_COMMUNE, &first, &end);
    for (size_t i = first; i < end;) {
        const uint32_t code = list->figures[i].code;
        ras_text_string(json, i == first ? "\n[" : ",\n[");
        append_place(json, report, code);
        uint32_t wanted = RAS_SOURCE_ALL; /* then 0, 1, 2 ... */
        for (uint32_t set = 0; set <= source_count; set++, wanted++) {
            ras_text_char(json, ',');
            const bool there =
                i < end && list->figures[i].code == code && list->figures[i].source_index == wanted;
            if (there)
                append_set(json, report, &list->figures[i++]);
            else
                ras_text_char(json, '0');
        }
        while (i < end && list->figures[i].code == code)
            i++;
        ras_text_char(json, ']');
    }
}

static void append_json(struct ras_text *json, const struct ras_quality_report *report,
                        const struct ras_figures_list *list, uint32_t source_count)
{
    ras_text_string(json, "{\"g\":");
    ras_text_signed(json, llround(report->green_percent * 100));
    ras_text_string(json, ",\"y\":");
    ras_text_signed(json, llround(report->yellow_percent * 100));
    ras_text_string(json, list->has_tasks ? ",\"t\":1,\"s\":[" : ",\"t\":0,\"s\":[");
    for (uint32_t i = 0; i < source_count; i++) {
        if (i > 0)
            ras_text_char(json, ',');
        ras_text_json(json, ras_bytes_of(report->sources[i].name));
    }
    ras_text_string(json, "],\"c\":[");
    append_communes(json, report, list, source_count);
    ras_text_string(json, "]}");
}

bool ras_island_append(const struct ras_quality_report *report, const struct ras_figures_list *list,
                       struct ras_text *out)
{
    struct ras_text json;
    ras_text_init(&json);
    append_json(&json, report, list, report->source_count);
    const bool fits = json.length <= RAS_ISLAND_BYTES_MAX;
    if (!fits) {
        ras_text_clear(&json);
        append_json(&json, report, list, 0);
    }
    append_escaped(out, &json);
    out->failed |= json.failed;
    ras_text_fini(&json);
    return fits;
}

/* The config with which a generated province runs at once. */
#include "generate/rows.h"

#include "record/date.h"

void ras_config_write(const struct ras_plan *plan, bool compress, struct ras_text *text)
{
    const char *const suffix = compress ? ".zst" : "";
    char as_of[11];
    (void)ras_date_iso(plan->as_of, as_of);
    ras_text_string(text, "# Cấu hình cho dữ liệu tổng hợp do rasoat generate tạo ra.\n"
                          "purpose: \"Thử nghiệm trên dữ liệu tổng hợp, không có người thật\"\n");
    ras_text_format(text, "as_of: %s\noutput: out\nresidents: {path: residents.csv%s}\nsources:\n",
                    as_of, suffix);
    for (unsigned source = 0; source < RAS_GENERATED_COUNT; source++) {
        const char *const name = ras_generated_name((enum ras_generated)source);
        ras_text_format(text, "  - {name: %s, kind: %s, path: %s.csv%s}\n", name,
                        ras_generated_kind((enum ras_generated)source), name, suffix);
    }
    ras_text_string(text, "units: {list: units.csv, crosswalk: crosswalk.csv}\n"
                          "worklist: {key: demo}\n");
}

#include "record/date.h"
#include "report/report.h"
#include "support/expect_text.h"

static struct ras_manifest small_manifest(void)
{
    static const struct ras_source_summary sources[] = {{.name = "civil",
                                                         .kind = RAS_KIND_CIVIL_REGISTRY,
                                                         .row_count = 10,
                                                         .match_count = 6,
                                                         .review_count = 1,
                                                         .none_count = 2,
                                                         .reject_count = 1,
                                                         .duplicate_count = 2,
                                                         .task_count = 3}};
    static const struct ras_manifest_file inputs[] = {
        {"residents", "residents.csv.zst", 1234, 100, UINT64_C(0xfedcba9876543210)},
        {"source civil", "a \"b\".csv", 99, 10, 1}};
    static const struct ras_manifest_file outputs[] = {{"output", "quality.json", 5, 0, 2}};
    return (struct ras_manifest){.run_id = "2026-09-30-1",
                                 .purpose = "thử",
                                 .config_path = "rasoat.yaml",
                                 .as_of = ras_date_make(2026, 9, 30),
                                 .config_hash = 0xabc,
                                 .index_hash = 0xdef,
                                 .strategy = "full",
                                 .resident_count = 100,
                                 .sources = sources,
                                 .source_count = 1,
                                 .inputs = inputs,
                                 .input_count = 2,
                                 .outputs = outputs,
                                 .output_count = 1};
}

Test(manifest, keys_stand_in_their_order)
{
    const struct ras_manifest manifest = small_manifest();
    struct ras_text out;
    ras_text_init(&out);
    ras_manifest_json(&manifest, &out);
    expect_text(&out, "{\n"
                      "  \"program\": {\n"
                      "    \"name\": \"rasoat\",\n"
                      "    \"version\": \"0.1.0\"\n"
                      "  },\n"
                      "  \"formats\": {\n"
                      "    \"manifest\": 1,\n"
                      "    \"csv\": 1\n"
                      "  },\n"
                      "  \"run_id\": \"2026-09-30-1\",\n"
                      "  \"purpose\": \"thử\",\n"
                      "  \"as_of\": \"2026-09-30\",\n"
                      "  \"config\": {\n"
                      "    \"path\": \"rasoat.yaml\",\n"
                      "    \"xxh3\": \"0000000000000abc\"\n"
                      "  },\n"
                      "  \"index_xxh3\": \"0000000000000def\",\n"
                      "  \"strategy\": \"full\",\n"
                      "  \"counts\": {\n"
                      "    \"residents\": 100,\n"
                      "    \"sources\": [\n"
                      "      {\n"
                      "        \"name\": \"civil\",\n"
                      "        \"kind\": \"civil_registry\",\n"
                      "        \"rows\": 10,\n"
                      "        \"match\": 6,\n"
                      "        \"review\": 1,\n"
                      "        \"none\": 2,\n"
                      "        \"rejected\": 1,\n"
                      "        \"duplicates\": 2,\n"
                      "        \"tasks\": 3\n"
                      "      }\n"
                      "    ]\n"
                      "  },\n"
                      "  \"inputs\": [\n"
                      "    {\n"
                      "      \"role\": \"residents\",\n"
                      "      \"path\": \"residents.csv.zst\",\n"
                      "      \"bytes\": 1234,\n"
                      "      \"rows\": 100,\n"
                      "      \"xxh3\": \"fedcba9876543210\"\n"
                      "    },\n"
                      "    {\n"
                      "      \"role\": \"source civil\",\n"
                      "      \"path\": \"a \\\"b\\\".csv\",\n"
                      "      \"bytes\": 99,\n"
                      "      \"rows\": 10,\n"
                      "      \"xxh3\": \"0000000000000001\"\n"
                      "    }\n"
                      "  ],\n"
                      "  \"outputs\": [\n"
                      "    {\n"
                      "      \"role\": \"output\",\n"
                      "      \"path\": \"quality.json\",\n"
                      "      \"bytes\": 5,\n"
                      "      \"rows\": 0,\n"
                      "      \"xxh3\": \"0000000000000002\"\n"
                      "    }\n"
                      "  ]\n"
                      "}\n");
    ras_text_fini(&out);
}

Test(manifest, a_manifest_without_files_has_empty_lists)
{
    struct ras_manifest manifest = small_manifest();
    manifest.source_count = 0;
    manifest.input_count = 0;
    manifest.output_count = 0;
    struct ras_text out;
    ras_text_init(&out);
    ras_manifest_json(&manifest, &out);
    cr_assert_not_null(strstr(text_string(&out), "\"inputs\": [],\n  \"outputs\": []\n}\n"));
    ras_text_fini(&out);
}

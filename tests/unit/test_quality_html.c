#include "base/alloc.h"
#include "report/report.h"
#include "support/expect_text.h"
#include "support/report_sample.h"
#include "support/shell_output.h"

#include <unistd.h>

static void make_page(struct ras_text *out, uint32_t communes, bool hostile)
{
    struct sample_report sample;
    sample_report_init(&sample, communes, hostile ? sample_hostile : NULL,
                       hostile ? sample_hostile_count : 0);
    ras_text_init(out);
    ras_quality_html(&sample.report, out);
    sample_report_fini(&sample);
    (void)text_string(out);
}

Test(quality_html, tells_the_run_in_vietnamese_figures)
{
    struct ras_text page;
    make_page(&page, 5, false);
    const char *const wanted[] = {"<html lang=\"vi\">",
                                  "default-src 'none'",
                                  "<b>30/09/2026</b>",
                                  "<b>2026-09-30-1</b>",
                                  "Làm sạch dữ liệu theo kế hoạch Đề án 06 năm 2026",
                                  "<b>5.799.381</b> dòng",
                                  "<b>3.214.567</b> công dân",
                                  "89,50\u00a0%",
                                  "4.960.792 / 5.451.419",
                                  "chưa xác thực được",
                                  "không có số giấy tờ",
                                  "8. không khớp nguồn tham chiếu quốc gia",
                                  "<code>manifest.json</code>",
                                  "<noscript>"};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        cr_assert_not_null(strstr(page.data, wanted[i]), "%s", wanted[i]);
    ras_text_fini(&page);
}

Test(quality_html, reaches_out_to_nothing)
{
    struct ras_text page;
    make_page(&page, 50, false);
    const char *const refused[] = {"http:", "https:", "src=", "href=", "url(", "@import", "style="};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        cr_assert_null(strstr(page.data, refused[i]), "%s", refused[i]);
    ras_text_fini(&page);
}

Test(quality_html, a_nation_fits_two_megabytes)
{
    struct ras_text page;
    make_page(&page, 3500, false);
    cr_assert_leq(page.length, 2u << 20);
    cr_assert_null(strstr(page.data, "Quá nhiều địa bàn"));
    ras_text_fini(&page);
    make_page(&page, 9000, false); /* beyond: single sources are left out, and that is told */
    cr_assert_leq(page.length, 2u << 20);
    cr_assert_not_null(strstr(page.data, "Quá nhiều địa bàn"));
    ras_text_fini(&page);
}

Test(quality_html, hostile_names_make_no_elements)
{
    struct ras_text page;
    make_page(&page, 500, true);
    cr_assert_eq(count_of(page.data, "<script"), 2);
    cr_assert_eq(count_of(page.data, "</script"), 2);
    cr_assert_eq(count_of(page.data, "<svg"), 2);
    cr_assert_eq(count_of(page.data, "<title>Chất"), 1);
    cr_assert_null(strstr(page.data, "<img"));
    cr_assert_null(strstr(page.data, "<b>Tỉnh"));
    cr_assert_null(strstr(page.data, "<!--"));
    ras_text_fini(&page);
}

Test(quality_html, equal_reports_give_equal_bytes_and_others_another_nonce)
{
    struct ras_text a, b, c;
    make_page(&a, 10, false);
    make_page(&b, 10, false);
    make_page(&c, 11, false);
    cr_assert_eq(a.length, b.length);
    cr_assert_eq(memcmp(a.data, b.data, a.length), 0);
    const char *const nonce_a = strstr(a.data, "script-src 'nonce-");
    const char *const nonce_c = strstr(c.data, "script-src 'nonce-");
    cr_assert_neq(memcmp(nonce_a, nonce_c, 34), 0);
    ras_text_fini(&a);
    ras_text_fini(&b);
    ras_text_fini(&c);
}

Test(quality_html, an_empty_run_has_a_page)
{
    const struct ras_quality_report report = {.run_id = "", .purpose = "", .green_percent = 90};
    struct ras_text page;
    ras_text_init(&page);
    ras_quality_html(&report, &page);
    cr_assert_not_null(strstr(text_string(&page), "Chưa có số liệu"));
    ras_text_fini(&page);
}

Test(quality_html, without_memory_the_text_says_so)
{
    struct sample_report sample;
    sample_report_init(&sample, 3, NULL, 0);
    for (uint64_t k = 1; k < 30; k++) {
        struct ras_text page;
        ras_text_init(&page);
        ras_alloc_fail_at(k);
        ras_quality_html(&sample.report, &page);
        ras_alloc_fail_at(0);
        cr_assert(page.failed || strstr(text_string(&page), "</html>") != NULL);
        if (k == 1)
            cr_assert(page.failed);
        ras_text_fini(&page);
    }
    sample_report_fini(&sample);
}

/* In a browser: the page sorts and filters by what its address says, and no payload runs. */
static char *browse(const struct ras_text *page, const char *hash)
{
    need_tool("chromium");
    char folder[] = "/tmp/rasoat_page_XXXXXX", path[64], command[640];
    cr_assert_not_null(mkdtemp(folder));
    (void)snprintf(path, sizeof path, "%s/page.html", folder);
    FILE *const file = fopen(path, "w");
    cr_assert_eq(fwrite(page->data, 1, page->length, file), page->length);
    (void)fclose(file);
    (void)snprintf(command, sizeof command,
                   "timeout 60 chromium --headless --no-sandbox --disable-gpu --disable-quic "
                   "--no-first-run --disable-background-networking --disable-component-update "
                   "--disable-sync --user-data-dir='%s/profile' --virtual-time-budget=5000 "
                   "--dump-dom 'file://%s#%s' 2>/dev/null; rm -rf '%s'",
                   folder, path, hash, folder);
    int status;
    char *const dom = shell_output(command, &status);
    if (strstr(dom, "</html>") == NULL)
        cr_skip_test("chromium does not run here");
    return dom;
}

Test(quality_html, a_browser_runs_no_payload, .timeout = 90)
{
    struct ras_text page;
    make_page(&page, 500, true);
    char *const dom = browse(&page, "");
    cr_assert_not_null(strstr(dom, "501 / 501 xã, phường")); /* the page's own script ran */
    cr_assert_null(strstr(dom, "<title>BI-CHAY"));
    cr_assert_not_null(strstr(dom, "<title>Chất lượng"));
    cr_assert_eq(count_of(dom, "<script"), 2);
    cr_assert_null(strstr(dom, "<img"));
    free(dom);
    ras_text_fini(&page);
}

Test(quality_html, a_browser_sorts_and_filters, .timeout = 90)
{
    struct ras_text page;
    make_page(&page, 35, false);
    char *const dom = browse(&page, "loc=phuong+TAN&xep=dong&chieu=giam&nguon=1");
    cr_assert_not_null(strstr(dom, "1 / 36 xã, phường"));
    cr_assert_not_null(strstr(dom, "<td class=\"chu-cot\">Phường Tân Sơn<small>"));
    cr_assert_not_null(strstr(dom, "data-cot=\"dong\" aria-sort=\"descending\""));
    free(dom);
    ras_text_fini(&page);
}

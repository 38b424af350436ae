#include "engine/page_figures.h"

#include <criterion/criterion.h>

#define EXPECT(call, wanted)                                                                       \
    do {                                                                                           \
        struct ras_text out;                                                                       \
        ras_text_init(&out);                                                                       \
        call;                                                                                      \
        ras_text_char(&out, '\0');                                                                 \
        cr_assert_str_eq(out.data, wanted);                                                        \
        ras_text_fini(&out);                                                                       \
    } while (0)

Test(page_figures, signs_follow_the_language)
{
    EXPECT(ras_page_count(&out, true, 1234567), "1.234.567");
    EXPECT(ras_page_count(&out, false, 1234567), "1,234,567");
    EXPECT(ras_page_count(&out, false, 999), "999");
    EXPECT(ras_page_fixed(&out, true, -1234, 2), "-12,34");
    EXPECT(ras_page_fixed(&out, false, -1234, 2), "-12.34");
    EXPECT(ras_page_decimal(&out, true, 1234.56), "1.234,6");
    EXPECT(ras_page_decimal(&out, false, 0), "0.0");
}

Test(page_figures, bytes_take_the_next_unit_before_they_read_a_thousand)
{
    EXPECT(ras_page_bytes(&out, false, 0), "0 B");
    EXPECT(ras_page_bytes(&out, false, 999), "999 B");
    EXPECT(ras_page_bytes(&out, false, 1000), "1.0 kB");
    EXPECT(ras_page_bytes(&out, true, 999960), "1,0 MB");
    EXPECT(ras_page_bytes(&out, true, UINT64_C(57291251)), "57,3 MB");
    EXPECT(ras_page_bytes(&out, true, UINT64_C(2000000000000)), "2,0 TB");
}

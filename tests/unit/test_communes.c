/* Communes, units.csv and crosswalk.csv. */
#include "generate/communes.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static struct ras_communes communes;

static void make(uint32_t blocks)
{
    struct ras_error error;
    cr_assert_eq(ras_communes_create(&communes, 1, blocks, &error), RAS_OK);
}

Test(communes, one_block_is_enough)
{
    make(1);
    cr_assert_eq(communes.old_count, 1);
    cr_assert_eq(communes.today_count, 1);
    cr_assert_eq(ras_communes_today(&communes, 0), 0);
    ras_communes_destroy(&communes);
}

Test(communes, every_block_lies_in_one_commune)
{
    make(16000);
    uint32_t block = 0;
    for (uint32_t i = 0; i < communes.old_count; i++) {
        const struct ras_old_commune *const commune = &communes.old[i];
        cr_assert_eq(commune->first_block, block);
        cr_assert_geq(commune->block_count, 1);
        cr_assert_lt(commune->part_block_count, commune->block_count);
        for (uint32_t k = 0; k < commune->block_count; k++)
            cr_assert_eq(communes.commune_of_block[block++], i);
    }
    cr_assert_eq(block, 16000);
    ras_communes_destroy(&communes);
}

static int by_code(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

Test(communes, shares_are_those_of_2025)
{
    make(156250); /* ten million residents */
    uint32_t divided = 0, members[20000] = {0}, most = 0;
    uint32_t *const codes = calloc(communes.old_count, sizeof *codes);
    cr_assert_not_null(codes);
    for (uint32_t i = 0; i < communes.old_count; i++) {
        const struct ras_old_commune *const commune = &communes.old[i];
        divided += commune->part_block_count > 0;
        members[commune->today]++;
        codes[i] = commune->code;
        cr_assert_lt(commune->code, 99000);
    }
    qsort(codes, communes.old_count, sizeof *codes, by_code);
    for (uint32_t i = 1; i < communes.old_count; i++)
        cr_assert_neq(codes[i], codes[i - 1]);
    for (uint32_t i = 0; i < communes.today_count; i++) {
        cr_assert_geq(members[i], 1);
        most = members[i] > most ? members[i] : most;
        cr_assert_not_null(
            bsearch(&communes.today[i].code, codes, communes.old_count, sizeof *codes, by_code));
    }
    cr_assert_leq(most, 14);
    cr_assert(communes.old_count > 2300 && communes.old_count < 2700);
    const double fan_in = (double)communes.old_count / communes.today_count;
    cr_assert(fan_in > 2.7 && fan_in < 3.4, "%f", fan_in);
    const double share = (double)divided / communes.old_count;
    cr_assert(share > 0.03 && share < 0.065, "%f", share);
    free(codes);
    ras_communes_destroy(&communes);
}

Test(communes, crosswalk_says_whole_same_and_part)
{
    make(6250);
    struct ras_text text;
    ras_text_init(&text);
    ras_communes_crosswalk_csv(&communes, &text);
    ras_text_char(&text, '\0');
    unsigned parts = 0, lines = 0;
    for (const char *at = text.data; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    for (const char *at = text.data; (at = strstr(at, ",part\n")) != NULL; at++)
        parts++;
    cr_assert_not_null(strstr(text.data, ",whole\n"));
    cr_assert_geq(parts, 2);
    cr_assert_eq(parts % 2, 0);
    cr_assert_eq(lines, 1 + communes.old_count + parts / 2);
    cr_assert_eq(strncmp(text.data, "old_code,new_code,kind\n", 23), 0);
    ras_text_clear(&text);
    ras_communes_units_csv(&communes, &text);
    cr_assert_eq(strncmp(text.data, "code,name,type,province_code,province\n", 38), 0);
    ras_text_fini(&text);
    ras_communes_destroy(&communes);
}

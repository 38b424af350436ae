/* Sets of numbers, against colouring each set anew. */
#include "base/leaders.h"

#include <criterion/criterion.h>
#include <stdlib.h>

#define ITEMS 300u

Test(leaders, the_smallest_of_a_set_leads_it_in_whatever_order_it_was_joined)
{
    srand(5);
    for (unsigned round = 0; round < 20; round++) {
        uint32_t leaders[ITEMS], colours[ITEMS];
        for (uint32_t i = 0; i < ITEMS; i++)
            leaders[i] = colours[i] = i;
        for (unsigned join = 0; join < round * 25; join++) {
            const uint32_t a = (uint32_t)rand() % ITEMS, b = (uint32_t)rand() % ITEMS;
            const uint32_t low = colours[a] < colours[b] ? colours[a] : colours[b];
            const uint32_t high = colours[a] < colours[b] ? colours[b] : colours[a];
            ras_leaders_join(leaders, a, b);
            for (uint32_t i = 0; i < ITEMS; i++)
                colours[i] = colours[i] == high ? low : colours[i];
        }
        for (uint32_t i = 0; i < ITEMS; i++)
            cr_assert_eq(ras_leader_find(leaders, i), colours[i]);
    }
}

/* A stand-in for record/units.c: what report/ asks of the list of communes, over a plain array. The
 * definitions are weak: a program that links the real list never meets them. */
#include "support/units_double.h"

__attribute__((weak)) size_t ras_units_count(const struct ras_units *units)
{
    return ((const struct units_double *)units)->count;
}

__attribute__((weak)) const struct ras_unit *ras_units_at(const struct ras_units *units,
                                                          size_t position)
{
    return &((const struct units_double *)units)->units[position];
}

__attribute__((weak)) const struct ras_unit *ras_units_find(const struct ras_units *units,
                                                            uint32_t code)
{
    const struct units_double *const list = (const struct units_double *)units;
    size_t low = 0, high = list->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (list->units[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < list->count && list->units[low].code == code ? &list->units[low] : NULL;
}

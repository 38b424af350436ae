/* The array behind the stand-in for struct ras_units, sorted by code. */
#ifndef RASOAT_TESTS_UNITS_DOUBLE_H
#define RASOAT_TESTS_UNITS_DOUBLE_H

#include "record/units.h"

struct units_double {
    struct ras_unit *units;
    size_t count;
};

#endif

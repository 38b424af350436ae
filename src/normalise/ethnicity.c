/* The 54 peoples of the official list (decision 121-TCTK/PPCD of 1979), with the other names that
 * the same list gives them, to their codes. */
#include "base/bytes.h"
#include "normalise/normaliser.h"

#include <string.h>

#define NAME_MAX 32 /* folded bytes; a longer text names no people */

struct people {
    const char *name; /* folded, without blanks */
    uint8_t code;
};

/* In the order of their bytes. */
static const struct people peoples[] = {
    {"arem", 44},         {"bahi", 27},      {"bahnar", 12},     {"bana", 12},
    {"banar", 12},        {"bonam", 12},     {"boy", 48},        {"brao", 53},
    {"brau", 53},         {"bru", 24},       {"bruvankieu", 24}, {"caolan", 13},
    {"caolansanchi", 13}, {"catu", 25},      {"cham", 14},       {"chamre", 18},
    {"chauma", 28},       {"chauro", 31},    {"chiemthanh", 14}, {"choro", 31},
    {"choru", 34},        {"chrau", 31},     {"churu", 34},      {"chut", 44},
    {"co", 30},           {"coho", 15},      {"colao", 47},      {"come", 5},
    {"cong", 49},         {"cor", 30},       {"cotu", 25},       {"coxung", 39},
    {"cua", 30},          {"cudexu", 50},    {"cuoi", 21},       {"cute", 36},
    {"danlai", 21},       {"dao", 9},        {"de", 11},         {"dgieh", 29},
    {"doro", 31},         {"ede", 11},       {"giarai", 10},     {"giay", 26},
    {"gie", 29},          {"gietrieng", 29}, {"giorai", 10},     {"han", 6},
    {"hanhi", 33},        {"hmong", 8},      {"hoa", 6},         {"homong", 8},
    {"hore", 18},         {"hre", 18},       {"hroi", 14},       {"jarai", 10},
    {"jorai", 10},        {"jrai", 10},      {"kabeo", 51},      {"katu", 25},
    {"khang", 37},        {"khmer", 5},      {"kho", 15},        {"khome", 5},
    {"khomu", 23},        {"khusung", 39},   {"kinh", 1},        {"koho", 15},
    {"kotu", 25},         {"lachi", 36},     {"laha", 40},       {"lahu", 39},
    {"lao", 35},          {"laoboc", 35},    {"laonoi", 35},     {"lolo", 45},
    {"lu", 42},           {"lyha", 21},      {"ma", 28},         {"man", 9},
    {"mang", 46},         {"mangan", 28},    {"mangcoong", 24},  {"mangu", 46},
    {"may", 44},          {"meo", 8},        {"mien", 5},        {"mnong", 20},
    {"mong", 8},          {"monong", 20},    {"mundi", 45},      {"munxen", 23},
    {"muong", 4},         {"ngai", 43},      {"nhang", 26},      {"nung", 7},
    {"odu", 54},          {"paco", 27},      {"pahung", 41},     {"pako", 27},
    {"pathen", 41},       {"pentilolo", 51}, {"phula", 38},      {"puoc", 32},
    {"pupeo", 51},        {"raclay", 19},    {"rade", 11},       {"raglai", 19},
    {"raglay", 19},       {"rhade", 11},     {"roh", 12},        {"romam", 52},
    {"ruc", 44},          {"sach", 44},      {"sanchay", 13},    {"sanchi", 13},
    {"sandeo", 17},       {"sandiu", 17},    {"sedang", 16},     {"sila", 50},
    {"sodang", 16},       {"sre", 15},       {"stieng", 22},     {"taoi", 27},
    {"taoih", 27},        {"tay", 2},        {"tayhat", 54},     {"taythanh", 3},
    {"thai", 3},          {"tho", 21},       {"toioi", 27},      {"trau", 30},
    {"tri", 24},          {"trieng", 29},    {"tudi", 48},       {"uni", 33},
    {"vankieu", 24},      {"viet", 1},       {"xacau", 23},      {"xadieng", 22},
    {"xakhao", 37},       {"xakhaoha", 40},  {"xalavang", 46},   {"xamkhong", 49},
    {"xapho", 38},        {"xauni", 33},     {"xedang", 16},     {"xinhmun", 32},
    {"xinle", 43},        {"xodang", 16},    {"xoteng", 16},     {"xtieng", 22}};

uint8_t ras_ethnicity_parse(struct ras_bytes written)
{
    char text[NAME_MAX];
    if (ras_bytes_equal(written, RAS_LITERAL("Kinh")))
        return 1;
    if (written.length > 4 * NAME_MAX)
        return 0;
    size_t length = ras_text_fold(written, text, sizeof text), kept = 0;
    if (length == sizeof text)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] != ' ')
            text[kept++] = text[i];
    const size_t prefix = kept > 6 && memcmp(text, "dantoc", 6) == 0 ? 6 : 0;
    const struct ras_bytes name = {text + prefix, kept - prefix};
    if (name.length <= 2 && name.length > 0 && name.data[0] >= '0' && name.data[0] <= '9') {
        unsigned code = (unsigned)(name.data[0] - '0');
        if (name.length == 2)
            code = name.data[1] >= '0' && name.data[1] <= '9'
                       ? code * 10 + (unsigned)(name.data[1] - '0')
                       : 0;
        return code <= 54 ? (uint8_t)code : 0;
    }
    size_t low = 0, high = sizeof peoples / sizeof peoples[0];
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = ras_bytes_compare(ras_bytes_of(peoples[middle].name), name);
        if (order == 0)
            return peoples[middle].code;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

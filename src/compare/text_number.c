/* Numbers and places written as decimal text, and how far two are apart. */
#include "compare/text_distance.h"

#include <math.h>

#define DIGITS_MAX        18        /* fits 63 bits */
#define EARTH_KILOMETRES  6371.0088 /* mean radius of WGS 84 */
#define RADIANS_OF_DEGREE (3.14159265358979323846 / 180.0)

/* Reads a number at the start of text and takes it off; false if none stands there. */
static bool number_take(struct ras_bytes *text, double *value)
{
    size_t at = 0;
    uint64_t digits = 0, unit = 1;
    unsigned count = 0;
    const bool negative = text->length > 0 && text->data[0] == '-';
    if (negative || (text->length > 0 && text->data[0] == '+'))
        at++;
    bool fraction = false;
    bool last_is_digit = false;
    for (; at < text->length; at++) {
        const unsigned digit = (unsigned)((unsigned char)text->data[at]) - '0';
        if (digit > 9 && (fraction || !last_is_digit || text->data[at] != '.'))
            break;
        last_is_digit = digit <= 9;
        fraction = fraction || !last_is_digit;
        if (!last_is_digit)
            continue;
        if (++count > DIGITS_MAX)
            return false;
        digits = digits * 10 + digit;
        unit *= fraction ? 10 : 1;
    }
    *value = (double)digits / (double)unit * (negative ? -1.0 : 1.0);
    text->data += at;
    text->length -= at;
    return last_is_digit;
}

bool ras_text_number_read(struct ras_bytes text, double *value)
{
    return text.length > 0 && number_take(&text, value) && text.length == 0;
}

bool ras_number_difference(struct ras_bytes a, struct ras_bytes b, double *difference)
{
    double x, y;
    if (!ras_text_number_read(a, &x) || !ras_text_number_read(b, &y))
        return false;
    *difference = fabs(x - y);
    return true;
}

bool ras_number_relative(struct ras_bytes a, struct ras_bytes b, double *difference)
{
    double x, y;
    if (!ras_text_number_read(a, &x) || !ras_text_number_read(b, &y))
        return false;
    const double larger = fmax(fabs(x), fabs(y));
    *difference = larger > 0.0 ? fabs(x - y) / larger : 0.0;
    return true;
}

struct place {
    double latitude; /* degrees */
    double longitude;
};

static bool place_read(struct ras_bytes text, struct place *place)
{
    if (text.length == 0 || !number_take(&text, &place->latitude))
        return false;
    size_t between = 0;
    unsigned signs = 0;
    for (; between < text.length; between++) {
        const char c = text.data[between];
        signs += c == ',' || c == ';';
        if (c != ' ' && c != ',' && c != ';')
            break;
    }
    if (between == 0 || signs > 1)
        return false;
    text = (struct ras_bytes){text.data + between, text.length - between};
    return text.length > 0 && number_take(&text, &place->longitude) && text.length == 0 &&
           fabs(place->latitude) <= 90.0 && fabs(place->longitude) <= 180.0;
}

bool ras_great_circle(struct ras_bytes a, struct ras_bytes b, double *kilometres)
{
    struct place x, y;
    if (!place_read(a, &x) || !place_read(b, &y))
        return false;
    const double north = sin((y.latitude - x.latitude) * RADIANS_OF_DEGREE / 2);
    const double east = sin((y.longitude - x.longitude) * RADIANS_OF_DEGREE / 2);
    const double parallels =
        cos(x.latitude * RADIANS_OF_DEGREE) * cos(y.latitude * RADIANS_OF_DEGREE);
    const double haversine = fmin(1.0, north * north + parallels * east * east);
    *kilometres = 2 * EARTH_KILOMETRES * asin(sqrt(haversine));
    return true;
}

/* log2 by a table of 128 chords: the chord lies below the curve by at most 1.1e-5 bits, a hundredth
 * of a millibit. 2^-x for x in millibits: whole bits are a shift, the rest is the product of two
 * table entries. */
#include "score/binary_log.h"

#include <assert.h>
#include <string.h>

#define CHORDS_LOG 7
#define MILLI      1000

/* round(2^24 × log2(1 + i/128)) */
static const int32_t chord_ends[(1 << CHORDS_LOG) + 1] = {
    0,        188362,   375270,   560745,   744810,   927485,   1108793,  1288752,  1467383,
    1644705,  1820738,  1995500,  2169009,  2341283,  2512340,  2682196,  2850868,  3018374,
    3184728,  3349946,  3514044,  3677038,  3838941,  3999768,  4159533,  4318251,  4475935,
    4632599,  4788255,  4942916,  5096595,  5249305,  5401057,  5551864,  5701737,  5850688,
    5998727,  6145867,  6292118,  6437490,  6581994,  6725641,  6868440,  7010402,  7151536,
    7291852,  7431359,  7570066,  7707984,  7845119,  7981483,  8117082,  8251926,  8386022,
    8519380,  8652008,  8783912,  8915102,  9045584,  9175366,  9304457,  9432863,  9560591,
    9687648,  9814042,  9939780,  10064867, 10189312, 10313120, 10436298, 10558852, 10680789,
    10802114, 10922835, 11042956, 11162484, 11281425, 11399784, 11517568, 11634780, 11751428,
    11867517, 11983051, 12098037, 12212479, 12326382, 12439752, 12552593, 12664911, 12776710,
    12887994, 12998770, 13109041, 13218811, 13328087, 13436871, 13545168, 13652983, 13760320,
    13867183, 13973576, 14079503, 14184969, 14289978, 14394532, 14498638, 14602297, 14705514,
    14808293, 14910637, 15012551, 15114037, 15215099, 15315742, 15415967, 15515779, 15615181,
    15714177, 15812769, 15910962, 16008758, 16106160, 16203172, 16299796, 16396036, 16491896,
    16587377, 16682482, 16777216,
};

/* round(2^31 × 2^(-32 a / 1000)) and round(2^31 × 2^(-b / 1000)): a millibit is 32 a + b */
static const uint32_t coarse_powers[32] = {
    2147483648U, 2100375316U, 2054300377U, 2009236162U, 1965160500U, 1922051704U, 1879888566U,
    1838650341U, 1798316739U, 1758867916U, 1720284463U, 1682547397U, 1645638152U, 1609538567U,
    1574230881U, 1539697724U, 1505922104U, 1472887403U, 1440577370U, 1408976106U, 1378068064U,
    1347838038U, 1318271153U, 1289352862U, 1261068939U, 1233405467U, 1206348835U, 1179885732U,
    1154003137U, 1128688317U, 1103928816U, 1079712452U,
};
static const uint32_t fine_powers[32] = {
    2147483648U, 2145995642U, 2144508666U, 2143022721U, 2141537806U, 2140053919U, 2138571061U,
    2137089230U, 2135608426U, 2134128648U, 2132649895U, 2131172167U, 2129695463U, 2128219782U,
    2126745123U, 2125271487U, 2123798871U, 2122327276U, 2120856701U, 2119387144U, 2117918606U,
    2116451085U, 2114984582U, 2113519094U, 2112054622U, 2110591164U, 2109128721U, 2107667291U,
    2106206873U, 2104747468U, 2103289074U, 2101831690U,
};

/* mantissa: the value scaled so that its first bit is bit 31. */
static int32_t log2_mantissa(uint32_t mantissa, int exponent)
{
    const uint32_t chord = mantissa >> 24 & 127;
    const int64_t rest = mantissa & 0xFFFFFF;
    const int64_t low = chord_ends[chord];
    const int64_t fraction = low + ((chord_ends[chord + 1] - low) * rest >> 24);
    return exponent * RAS_LOG_ONE + (int32_t)fraction;
}

int32_t ras_log2_count(uint32_t count)
{
    assert(count > 0);
    const int zeros = __builtin_clz(count);
    return log2_mantissa(count << zeros, 31 - zeros);
}

int32_t ras_log2_value(double value)
{
    assert(value > 0);
    uint64_t bits; /* sign, 11 bits of exponent, 52 of fraction (IEEE 754) */
    memcpy(&bits, &value, sizeof bits);
    const int exponent = (int)(bits >> 52) - 1023;
    assert(exponent > -127 && exponent < 125);
    return log2_mantissa(UINT32_C(1) << 31 | (uint32_t)(bits >> 21 & 0x7FFFFFFF), exponent);
}

int32_t ras_log2_millibits(int64_t log)
{
    const int64_t scaled = log * MILLI + RAS_LOG_ONE / 2;
    const int64_t one = RAS_LOG_ONE;
    return (int32_t)(scaled >= 0 ? scaled / one : -((-scaled + one - 1) / one));
}

uint64_t ras_power_of_two(uint64_t millibits)
{
    const uint64_t whole = millibits / MILLI;
    const uint32_t rest = (uint32_t)(millibits % MILLI);
    if (whole > RAS_POWER_ONE_BITS)
        return 0;
    const uint64_t product = (uint64_t)coarse_powers[rest / 32] * fine_powers[rest % 32];
    return product >> (62 - RAS_POWER_ONE_BITS + whole);
}

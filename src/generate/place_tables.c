/* Provinces and place words. */
#include "generate/place_tables.h"

/* clang-format off */
const struct ras_province ras_provinces[RAS_PROVINCE_COUNT] = {
    {1, "Thành phố Hà Nội"}, {4, "Tỉnh Cao Bằng"}, {8, "Tỉnh Tuyên Quang"},
    {11, "Tỉnh Điện Biên"}, {12, "Tỉnh Lai Châu"}, {14, "Tỉnh Sơn La"}, {15, "Tỉnh Lào Cai"},
    {19, "Tỉnh Thái Nguyên"}, {20, "Tỉnh Lạng Sơn"}, {22, "Tỉnh Quảng Ninh"},
    {24, "Tỉnh Bắc Ninh"}, {25, "Tỉnh Phú Thọ"}, {31, "Thành phố Hải Phòng"},
    {33, "Tỉnh Hưng Yên"}, {37, "Tỉnh Ninh Bình"}, {38, "Tỉnh Thanh Hóa"}, {40, "Tỉnh Nghệ An"},
    {42, "Tỉnh Hà Tĩnh"}, {44, "Tỉnh Quảng Trị"}, {46, "Thành phố Huế"},
    {48, "Thành phố Đà Nẵng"}, {51, "Tỉnh Quảng Ngãi"}, {52, "Tỉnh Gia Lai"},
    {56, "Tỉnh Khánh Hòa"}, {66, "Tỉnh Đắk Lắk"}, {68, "Tỉnh Lâm Đồng"}, {75, "Tỉnh Đồng Nai"},
    {79, "Thành phố Hồ Chí Minh"}, {80, "Tỉnh Tây Ninh"}, {82, "Tỉnh Đồng Tháp"},
    {86, "Tỉnh Vĩnh Long"}, {91, "Tỉnh An Giang"}, {92, "Thành phố Cần Thơ"}, {96, "Tỉnh Cà Mau"},
};

const struct ras_old_province ras_old_provinces[RAS_OLD_PROVINCE_COUNT] = {
    {1, 1, RAS_NORTH_PLAIN}, {2, 8, RAS_NORTH_HILLS}, {4, 4, RAS_NORTH_HILLS},
    {6, 19, RAS_NORTH_HILLS}, {8, 8, RAS_NORTH_HILLS}, {10, 15, RAS_NORTH_HILLS},
    {11, 11, RAS_NORTH_HILLS}, {12, 12, RAS_NORTH_HILLS}, {14, 14, RAS_NORTH_HILLS},
    {15, 15, RAS_NORTH_HILLS}, {17, 25, RAS_NORTH_HILLS}, {19, 19, RAS_NORTH_PLAIN},
    {20, 20, RAS_NORTH_HILLS}, {22, 22, RAS_NORTH_PLAIN}, {24, 24, RAS_NORTH_PLAIN},
    {25, 25, RAS_NORTH_PLAIN}, {26, 25, RAS_NORTH_PLAIN}, {27, 24, RAS_NORTH_PLAIN},
    {30, 31, RAS_NORTH_PLAIN}, {31, 31, RAS_NORTH_PLAIN}, {33, 33, RAS_NORTH_PLAIN},
    {34, 33, RAS_NORTH_PLAIN}, {35, 37, RAS_NORTH_PLAIN}, {36, 37, RAS_NORTH_PLAIN},
    {37, 37, RAS_NORTH_PLAIN}, {38, 38, RAS_CENTRE}, {40, 40, RAS_CENTRE}, {42, 42, RAS_CENTRE},
    {44, 44, RAS_CENTRE}, {45, 44, RAS_CENTRE}, {46, 46, RAS_CENTRE}, {48, 48, RAS_CENTRE},
    {49, 48, RAS_CENTRE}, {51, 51, RAS_CENTRE}, {52, 52, RAS_CENTRE}, {54, 66, RAS_CENTRE},
    {56, 56, RAS_CENTRE}, {58, 56, RAS_CENTRE}, {60, 68, RAS_CENTRE}, {62, 51, RAS_HIGHLANDS},
    {64, 52, RAS_HIGHLANDS}, {66, 66, RAS_HIGHLANDS}, {67, 68, RAS_HIGHLANDS},
    {68, 68, RAS_HIGHLANDS}, {70, 75, RAS_SOUTH}, {72, 80, RAS_SOUTH}, {74, 79, RAS_SOUTH},
    {75, 75, RAS_SOUTH}, {77, 79, RAS_SOUTH}, {79, 79, RAS_SOUTH}, {80, 80, RAS_SOUTH},
    {82, 82, RAS_SOUTH}, {83, 86, RAS_SOUTH}, {84, 86, RAS_SOUTH}, {86, 86, RAS_SOUTH},
    {87, 82, RAS_SOUTH}, {89, 91, RAS_SOUTH}, {91, 91, RAS_SOUTH}, {92, 92, RAS_SOUTH},
    {93, 92, RAS_SOUTH}, {94, 92, RAS_SOUTH}, {95, 96, RAS_SOUTH}, {96, 96, RAS_SOUTH},
};

static const char *const place_first[] = {
    "Tân", "An", "Bình", "Phú", "Long", "Thạnh", "Vĩnh", "Hòa", "Mỹ", "Đông", "Tây", "Nam", "Bắc",
    "Quảng", "Thanh", "Xuân", "Ngọc", "Hưng", "Thiện", "Đại", "Yên", "Nghĩa", "Kim", "Cẩm", "Hải",
    "Trung", "Minh", "Phước", "Sơn", "Lương", "Hồng", "Văn", "Liên", "Thượng", "Hạ", "Trường",
    "Đức", "Gia", "Ea", "Krông",
};
static const char *const place_second[] = {
    "Hòa", "Phú", "Thạnh", "Lợi", "Hưng", "An", "Bình", "Sơn", "Thành", "Lộc", "Phong", "Giang",
    "Hải", "Thủy", "Khánh", "Lâm", "Tiến", "Thuận", "Quý", "Châu", "Đức", "Mỹ", "Xuân", "Long",
    "Điền", "Ninh", "Phúc", "Trung", "Đông", "Tây", "Thọ", "Hiệp", "Tân", "Trạch", "Lĩnh", "Khê",
    "Trà", "Kiến", "Nghĩa", "Tường", "Vinh", "Yên", "Minh", "Quang", "Cường", "Thắng", "Đạo",
    "Hội",
};
static const char *const street_names[] = {
    "Trần Hưng Đạo", "Lê Lợi", "Nguyễn Huệ", "Quang Trung", "Hùng Vương", "Lý Thường Kiệt",
    "Hai Bà Trưng", "Phan Bội Châu", "Phan Chu Trinh", "Nguyễn Trãi", "Lê Hồng Phong",
    "Trần Phú", "Nguyễn Văn Cừ", "Võ Thị Sáu", "Điện Biên Phủ", "Cách Mạng Tháng Tám",
    "Nguyễn Thị Minh Khai", "Lê Duẩn", "Hoàng Diệu", "Ngô Quyền", "Đinh Tiên Hoàng",
    "Bà Triệu", "Nguyễn Du", "Hoàng Hoa Thám", "Phạm Ngũ Lão", "Tô Hiến Thành", "Chu Văn An",
    "Trường Chinh", "Hồ Xuân Hương", "Nguyễn Đình Chiểu", "Bạch Đằng", "30 Tháng 4", "2 Tháng 9",
    "Tôn Đức Thắng", "Lạc Long Quân", "Âu Cơ", "Nguyễn Công Trứ", "Lê Thánh Tông", "Mạc Thị Bưởi",
    "Kim Đồng",
};
static const char *const hamlet_names[] = {
    "Đông", "Tây", "Trung", "Thượng", "Hạ", "Đồng Tâm", "Tân Lập", "Hòa Bình", "Quyết Tiến",
    "Đoàn Kết", "Phú Lộc", "An Thịnh", "Bình Minh", "Vạn Phúc", "Đồng Tiến", "Nam Sơn", "Cầu Đá",
    "Bãi Giếng", "Chùa", "Đình", "Đầm", "Gò Mè", "Tiền Phong", "Thắng Lợi", "Trung Thành", "Xuân Mai",
    "Phước Lợi", "Thạnh An", "Long Hòa", "Mỹ Thuận", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10",
};
static const char *const plain_kinds[] = {"thôn", "thôn", "xóm", "khu"};
static const char *const hill_kinds[] = {"bản", "thôn", "xóm"};
static const char *const centre_kinds[] = {"thôn", "thôn", "xóm"};
static const char *const highland_kinds[] = {"buôn", "thôn", "bon", "làng"};
static const char *const south_kinds[] = {"ấp", "ấp", "khu phố"};
/* clang-format on */

#define WORDS(list)                                                                                \
    {                                                                                              \
        list, (uint32_t)(sizeof list / sizeof list[0])                                             \
    }

const struct ras_words ras_place_first = WORDS(place_first);
const struct ras_words ras_place_second = WORDS(place_second);
const struct ras_words ras_street_names = WORDS(street_names);
const struct ras_words ras_hamlet_names = WORDS(hamlet_names);
const struct ras_words ras_hamlet_kinds[5] = {WORDS(plain_kinds), WORDS(hill_kinds),
                                              WORDS(centre_kinds), WORDS(highland_kinds),
                                              WORDS(south_kinds)};

const char *ras_province_name(uint8_t code)
{
    for (size_t i = 0; i < RAS_PROVINCE_COUNT; i++)
        if (ras_provinces[i].code == code)
            return ras_provinces[i].name;
    return "";
}

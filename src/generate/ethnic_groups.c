/* Names of the larger minorities, in the forms their registers show.
 *
 * A marker is no surname: Y and H' (Ê Đê, M'Nông), A and Y (Ba Na, Xơ Đăng: there Y is a woman's),
 * K' and Ka (Cơ Ho, Mạ), Điểu and Thị (Xtiêng). The lists are short on purpose: in life too a whole
 * commune may share one surname. */
#include "generate/name_tables.h"

/* clang-format off */
const struct ras_ethnic_group ras_ethnic_groups[] = {
    {2, "Tày", RAS_FORM_SURNAME, {NULL, NULL},
     {"Nông", "Hoàng", "Lý", "Ma", "Bế", "Đàm", "Vi", NULL},
     {{"Thắng", "Hùng", "Khánh", "Tuấn", "Sơn", "Hiệp", "Đức", "Toàn", "Thụ", "Phúc", "Bắc", "Dũng", "Quân", "Long", "Hưng", "Cường"},
      {"Hương", "Hoa", "Lan", "Nga", "Thảo", "Huệ", "Nhung", "Diệp", "Bích", "Hằng", "Tuyết", "Linh", "Duyên", "Hiền", "Thơm", "Yến"}}},
    {3, "Thái", RAS_FORM_SURNAME, {NULL, NULL},
     {"Lò", "Lường", "Quàng", "Tòng", "Cà", "Vi", "Hà", "Lô"},
     {{"Hặc", "Inh", "Pọm", "Thoan", "Ơn", "Hiêng", "Xiến", "Bun", "Cương", "Dũng", "Tuấn", "Hoan", "Phịnh", "Sương", "Ín", "Thiết"},
      {"Ọi", "Pâng", "Xiên", "Én", "Phượng", "Biên", "Hoa", "Thu", "Ngoan", "Dung", "Hặc", "Inh", "Ban", "Hiêng", "Lả", "Xôm"}}},
    {4, "Mường", RAS_FORM_SURNAME, {NULL, NULL},
     {"Bùi", "Quách", "Đinh", "Hà", "Phùng", "Trương", "Cao", "Bạch"},
     {{"Dũng", "Thắng", "Hùng", "Tình", "Khuyên", "Nhất", "Thành", "Lực", "Ỉn", "Dựng", "Tiến", "Hải", "Nam", "Minh", "Bình", "Chiến"},
      {"Hiền", "Thủy", "Hạnh", "Ện", "Nhỏ", "Lan", "Huệ", "Thơm", "Dậu", "Hồng", "Tuyết", "Thu", "Yên", "Mai", "Hương", "Xuân"}}},
    {5, "Khmer", RAS_FORM_SHORT, {NULL, NULL},
     {"Thạch", "Sơn", "Kim", "Danh", "Lâm", "Châu", "Kiên", "Trần"},
     {{"Sa Rết", "Sô Phia", "Rinh", "Khươl", "Chanh", "Ươl", "Sa Ron", "Hiền", "Phương", "Dara", "Út", "Sươl", "Minh", "Sây", "Nhơn", "Thonh"},
      {"Sa Phia", "Thị Hiền", "Thị Sươn", "Na Ry", "Thị Lan", "Chanh Đa", "Sô Phi", "Thị Phương", "Sa Mây", "Thị Út", "Thị Hoa", "Phol La", "Thị Diệu", "Ry Na", "Thị Kim", "Thị Ngọc"}}},
    {6, "Hoa", RAS_FORM_SURNAME, {NULL, NULL},
     {"Trần", "Lâm", "Quách", "Lý", "Mã", "Trương", "Huỳnh", "Vương"},
     {{"Vĩnh", "Phát", "Cường", "Hưng", "Quyền", "Kiệt", "Dân", "Hoa", "Xương", "Lợi", "Minh", "Thuận", "Vinh", "Bửu", "Hòa", "Phú"},
      {"Muối", "Linh", "Phụng", "Anh", "Huê", "Nghi", "Mỹ", "Phương", "Yến", "Quân", "Lan", "Dung", "Hà", "Châu", "Lệ", "Bình"}}},
    {7, "Nùng", RAS_FORM_SURNAME, {NULL, NULL},
     {"Nông", "Hoàng", "Lương", "Triệu", "Lục", "Sầm", "Vi", "Chu"},
     {{"Phùng", "Sình", "Hùng", "Slinh", "Thắng", "Kỳ", "Phương", "Bảo", "Dì", "Sáng", "Tuấn", "Khìn", "Páo", "Cường", "Tài", "Đông"},
      {"Mai", "Slao", "Hương", "Thêm", "Nguyệt", "Pản", "Mùi", "Hoa", "Phin", "Xuân", "Vân", "Lành", "Ngần", "Duyên", "Phương", "Lìn"}}},
    {8, "Mông", RAS_FORM_SHORT, {NULL, NULL},
     {"Giàng", "Vừ", "Thào", "Lầu", "Sùng", "Mùa", "Xồng", "Vàng"},
     {{"A Páo", "A Chống", "Mí Súng", "A Dơ", "Seo Lử", "A Tủa", "Bá Lau", "Mí Và", "A Sình", "Chứ Lồng", "A Lềnh", "Súa Vư", "Nhìa Pó", "A Của", "Giống Chu", "A Sàng"},
      {"Thị Mai", "Thị Dính", "Thị Máy", "Thị Chư", "Thị Sua", "Thị Dở", "Thị Pàng", "Thị Mỷ", "Thị Ly", "Thị Xía", "Thị Ca", "Thị Sùng", "Thị Gầu", "Thị Dợ", "Thị Bla", "Thị Vá"}}},
    {9, "Dao", RAS_FORM_SURNAME, {NULL, NULL},
     {"Bàn", "Triệu", "Phùng", "Đặng", "Lý", "Chảo", "Tẩn", "Phàn"},
     {{"Phú", "Tài", "Vạn", "Sếnh", "Tiến", "Quý", "Chòi", "Kim", "Thanh", "Phủ", "Láo", "Hín", "Sinh", "Thông", "Vượng", "Lai"},
      {"Mẩy", "Múi", "Nhất", "Pham", "Nái", "Ghến", "Mùi", "Líu", "Chài", "Phấy", "Mán", "Liều", "Coi", "Nhậy", "San", "Lụa"}}},
    {10, "Gia Rai", RAS_FORM_CLAN_FIRST, {NULL, "H'"},
     {"Ksor", "Siu", "Rơ Châm", "Rmah", "Kpă", "Nay", "Rah Lan", "Rơ Mah"},
     {{"Tuân", "Blơi", "Hyưn", "Jưn", "Nham", "Kroa", "Phước", "Thuyn", "Glơh", "Hlek", "Bek", "Đup", "Phiên", "Jim", "Lơ", "Ngoan"},
      {"Bia", "Nhai", "Lan", "Chiu", "Phương", "Blưn", "Nhung", "Mơ", "Yer", "Luin", "Đeo", "Uyên", "Hiền", "Srai", "Jưng", "Kriu"}}},
    {11, "Ê Đê", RAS_FORM_CLAN_LAST, {"Y", "H'"},
     {"Niê", "Êban", "Mlô", "Byă", "Kbuôr", "Ayun", "Hmok", "Niê Kdăm"},
     {{"Blô", "Thuôt", "Ngun", "Krông", "Djuang", "Suôn", "Wăn", "Hoan", "Bliên", "Tuân", "Jôk", "Đhăm", "Bhok", "Nguyên", "Luyện", "Kiu"},
      {"Lim", "Bliăk", "Hoa", "Wen", "Ngăm", "Ni", "Juăn", "Yuôl", "Nuê", "Đlăm", "Brih", "Lê", "Rô", "Mai", "Thuyn", "Jiă"}}},
    {12, "Ba Na", RAS_FORM_MARKER, {"A", "Y"},
     {NULL},
     {{"Thút", "Byưh", "Hmưnh", "Nhớt", "Kơi", "Lêh", "Jơn", "Tuân", "Bơnh", "Đê", "Hiêu", "Khiêm", "Pyơn", "Sơn", "Wek", "Biu"},
      {"Nhen", "Byêm", "Hlơi", "Mơn", "Blưi", "Thao", "Phương", "Djêng", "Hoa", "Lan", "Nhuk", "Pôn", "Brich", "Nga", "Sum", "Hnhơi"}}},
    {14, "Chăm", RAS_FORM_SHORT, {NULL, NULL},
     {"Đàng", "Bá", "Quảng", "Thành", "Lưu", "Kiều", "Trượng", "Hán"},
     {{"Năng Thọ", "Văn Kính", "Xuân Tam", "Minh Đạo", "Trung Hiếu", "Ngọc Hải", "Chánh", "Thị", "Sử", "Hữu Phương", "Mohamad", "Ly", "Đạt", "Tấn", "Hoàng", "Phước"},
      {"Thị Thu", "Thị Hạnh", "Nữ Ngọc", "Thị Mỹ", "Sa Mah", "Nữ Hoàng", "Thị Kim", "Thị Lộc", "Ro Phi Ah", "Thị Thanh", "Thị Vân", "Thị Đào", "Nữ Trinh", "Thị Sen", "Nữ Hồng", "Thị Nga"}}},
    {15, "Cơ Ho", RAS_FORM_GLUED, {"K'", "Ka"},
     {"Cill", "Langbian", "Dagút", "Păngting", "Lơmu", "Kơ Să", "Liêng Hot", NULL},
     {{"Brèo", "Brốp", "Tiếu", "Brùm", "Dũng", "Hiền", "Nhớt", "Lộc", "Brêu", "Thế", "Bráp", "Ngọc", "Tem", "Vinh", "Ghim", "Brổi"},
      {"Hương", "Rim", "Thuyên", "Dệp", "Nhẹo", "Hiền", "Mới", "Ngọc", "Dôi", "Thoan", "Hoan", "Briu", "Lượn", "Nhiếu", "Đào", "Thúy"}}},
    {16, "Xơ Đăng", RAS_FORM_MARKER, {"A", "Y"},
     {NULL},
     {{"Nghĩa", "Hmêng", "Sáu", "Liễu", "Đức", "Thiết", "Rứp", "Đun", "Blót", "Chông", "Nhiên", "Xiên", "Khải", "Nin", "Đương", "Phiên"},
      {"Bưng", "Hlang", "Lê", "Thủy", "Xua", "Đìa", "Mum", "Linh", "Đoang", "Phiêng", "Hồng", "Dới", "Hnim", "Toan", "Chrim", "Vân"}}},
    {20, "Mnông", RAS_FORM_CLAN_LAST, {"Y", "H'"},
     {"Bkrông", "Je", "Ênuôl", "Rcăm", "Liêng", "Ndong", "Triêk", NULL},
     {{"Nhơ", "Krang", "Duin", "Pêm", "Tlang", "Sô", "Yơn", "Nham", "Bing", "Rôn", "Thương", "Phơn", "Lăng", "Mang", "Xuyên", "Bri"},
      {"Grai", "Bluên", "Mai", "Nghêu", "Lơ", "Rem", "Chăng", "Đrông", "Jang", "Mria", "Yang", "Lan", "Briu", "Tuyn", "Nhiên", "Sen"}}},
    {22, "Xtiêng", RAS_FORM_MARKER, {"Điểu", "Thị"},
     {NULL},
     {{"Khên", "Ong", "Lên", "Hùng", "Bức", "Nhưng", "Sơn", "Rắc", "Dế", "Thành", "Glung", "Hon", "Phước", "Mương", "Xiêm", "Cường"},
      {"Bích", "Nhút", "Khơi", "Hồng", "Rêu", "Mai", "Ngôi", "Bé", "Sen", "Lan", "Xuân", "Giá", "Đa", "Hương", "Kiều", "Tuyết"}}},
    {24, "Bru-Vân Kiều", RAS_FORM_SURNAME, {NULL, NULL},
     {"Hồ", NULL},
     {{"Thông", "Pả", "Xa Rinh", "Khiên", "Chư", "Thới", "Mơ", "Năm", "Lương", "Sơn", "Xanh", "Ba", "Hùng", "Linh", "Tua", "Phương"},
      {"Hoa", "Mùi", "Thon", "Lan", "Kha", "Phượng", "Thương", "Nghĩa", "Vân", "Hà", "Loan", "Ngăn", "Hiếu", "Mai", "Thu", "Xiếp"}}},
};
/* clang-format on */

const size_t ras_ethnic_group_count = sizeof ras_ethnic_groups / sizeof ras_ethnic_groups[0];

const struct ras_ethnic_group *ras_ethnic_group_find(uint8_t code)
{
    for (size_t i = 0; i < ras_ethnic_group_count; i++)
        if (ras_ethnic_groups[i].code == code)
            return &ras_ethnic_groups[i];
    return NULL;
}

/* Surnames of the country, folded: enough to tell a title before one, and a Telex slip after one.
 * Kinh, Hoa, Khmer, Chăm, Tày, Nùng, Thái, Mường, Mông, Dao and the peoples of the Highlands. */
#include "base/bytes.h"
#include "normalise/name_repair.h"

#include <stddef.h>

/* In the order of their bytes. */
static const char *const surnames[] = {
    "an",     "au",    "bach",  "ban",   "bang",   "banh",  "be",    "bui",    "ca",    "cam",
    "cao",    "cat",   "cau",   "chau",  "chu",    "chung", "co",    "cu",     "cung",  "cut",
    "dai",    "dam",   "dan",   "dang",  "danh",   "dao",   "dau",   "diep",   "dieu",  "dinh",
    "do",     "doan",  "dong",  "du",    "duong",  "duu",   "eban",  "gia",    "giang", "giap",
    "ha",     "han",   "hau",   "hien",  "ho",     "hoang", "hong",  "hua",    "huynh", "khang",
    "khau",   "khong", "khuat", "khuc",  "khuong", "kieu",  "kim",   "kong",   "kpa",   "ksor",
    "la",     "lac",   "lai",   "lam",   "lang",   "lau",   "le",    "lenh",   "lieng", "lieu",
    "linh",   "lo",    "loc",   "long",  "lu",     "lua",   "luc",   "luong",  "luu",   "ly",
    "ma",     "mac",   "mach",  "mai",   "mang",   "mau",   "mo",    "moc",    "moong", "mua",
    "mui",    "nay",   "ngac",  "ngan",  "ngo",    "ngoc",  "nguy",  "nguyen", "nhan",  "nhu",
    "nie",    "ninh",  "nong",  "pham",  "phan",   "phi",   "pho",   "phu",    "phuc",  "phung",
    "phuong", "pui",   "quach", "quan",  "quang",  "quanh", "quoc",  "rcom",   "ro",    "sam",
    "si",     "siu",   "son",   "sung",  "ta",     "tan",   "tang",  "tao",    "tat",   "thach",
    "thai",   "than",  "thang", "thanh", "thao",   "thi",   "thieu", "tho",    "thung", "tien",
    "tieu",   "to",    "ton",   "tong",  "tra",    "trac",  "tran",  "trang",  "trieu", "trinh",
    "truong", "tu",    "tuong", "ty",    "ung",    "uong",  "van",   "vang",   "vi",    "viem",
    "vien",   "vo",    "vong",  "vu",    "vuong",  "vuu",   "vy",    "xa",     "xong",  "yen"};

bool ras_surname_known(struct ras_bytes folded)
{
    size_t low = 0, high = sizeof surnames / sizeof surnames[0];
    while (low < high) {
        const size_t middle = (low + high) / 2;
        const int order = ras_bytes_compare(ras_bytes_of(surnames[middle]), folded);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

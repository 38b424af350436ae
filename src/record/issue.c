/* Names of words, offices, groups and scopes. */
#include "record/issue.h"

#include <assert.h>

const char *ras_word_name(enum ras_word word)
{
    static const char *const names[RAS_WORD_COUNT] = {"dung", "du", "sach", "song"};
    assert(word < RAS_WORD_COUNT);
    return names[word];
}

const char *ras_word_vietnamese(enum ras_word word)
{
    static const char *const names[RAS_WORD_COUNT] = {"đúng", "đủ", "sạch", "sống"};
    assert(word < RAS_WORD_COUNT);
    return names[word];
}

const char *ras_office_name(enum ras_office office)
{
    static const char *const names[RAS_OFFICE_COUNT] = {"cong_an", "tu_phap", "y_te", "lao_dong"};
    assert(office < RAS_OFFICE_COUNT);
    return names[office];
}

const char *ras_office_vietnamese(enum ras_office office)
{
    static const char *const names[RAS_OFFICE_COUNT] = {"Công an xã", "Tư pháp - hộ tịch",
                                                        "Trạm y tế", "An sinh xã hội"};
    assert(office < RAS_OFFICE_COUNT);
    return names[office];
}

const char *ras_group_vietnamese(unsigned group)
{
    static const char *const names[9] = {"",
                                         "thiếu bắt buộc",
                                         "bất thường, ngoại lai",
                                         "trùng lặp",
                                         "sai định dạng",
                                         "mất toàn vẹn tham chiếu",
                                         "mâu thuẫn logic liên trường",
                                         "lỗi thời",
                                         "không khớp nguồn tham chiếu quốc gia"};
    assert(group >= 1 && group <= 8);
    return names[group];
}

const char *ras_scope_name(enum ras_scope scope)
{
    static const char *const names[] = {"source", "commune", "province", "all"};
    assert(scope <= RAS_SCOPE_ALL);
    return names[scope];
}

/* Any bytes as every kind of cell: nothing is read or written out of bounds, canonical forms are
 * stable, and the bounds that the contracts state hold. */
#include "base/bytes.h"
#include "normalise/normaliser.h"
#include "normalise/values.h"
#include "record/date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void check_name(struct ras_bytes text)
{
    char once[RAS_NAME_BYTES_MAX + 1], twice[RAS_NAME_BYTES_MAX + 1];
    char display[2 * RAS_NAME_BYTES_MAX + 2];
    struct ras_syllable syllables[RAS_NAME_SYLLABLES_MAX];
    uint64_t repairs = 0;
    const size_t length = ras_name_canonical(text, once, &repairs);
    require(length <= RAS_NAME_BYTES_MAX && repairs < RAS_REPAIR_BIT(RAS_REPAIR_COUNT));
    const size_t again = ras_name_canonical((struct ras_bytes){once, length}, twice, &repairs);
    /* A name that was cut may lose what its last letters were part of. */
    require((repairs & RAS_REPAIR_BIT(RAS_REPAIR_NAME_CUT)) != 0 ||
            ras_bytes_equal((struct ras_bytes){once, length}, (struct ras_bytes){twice, again}));
    const uint32_t count = ras_name_syllables((struct ras_bytes){once, length}, syllables);
    require(count <= RAS_NAME_SYLLABLES_MAX && (count > 0) == (length > 0));
    require(ras_name_display((struct ras_bytes){once, length}, display, 2 * length + 2) <=
            2 * length + 2);
}

static void check_texts(struct ras_bytes text)
{
    char out[300], again[300];
    bool changed;
    const size_t length = ras_text_fold(text, out, sizeof out);
    require(length <= sizeof out);
    for (size_t i = 0; i < length; i++)
        require((out[i] >= 'a' && out[i] <= 'z') || (out[i] >= '0' && out[i] <= '9') ||
                out[i] == ' ');
    require(ras_text_fold((struct ras_bytes){out, length}, again, sizeof again) == length);
    require(ras_text_compose(text, out, sizeof out, &changed) <= sizeof out);
}

static void check_values(struct ras_bytes text)
{
    uint64_t repairs = 0;
    bool placeholder;
    struct ras_number number;
    struct ras_address address;
    const uint32_t date = ras_date_parse(text, ras_date_make(2026, 10, 31), &repairs, &placeholder);
    require(ras_date_precision(date) != RAS_DATE_DAY ||
            ras_date_exists(ras_date_year(date), ras_date_month(date), ras_date_day(date)));
    ras_number_parse(text, &number, &repairs);
    require(number.personal_id < UINT64_C(1000000000000) && number.old_id < 1000000000);
    require(ras_sex_parse(text, &repairs) <= RAS_SEX_FEMALE);
    require(ras_ethnicity_parse(text) <= 54);
    require(ras_phone_parse(text, &repairs) < UINT64_C(10000000000));
    require(ras_commune_parse(text, &repairs) < 100000);
    require(ras_dose_parse(text) < 100);
    require(ras_status_parse(text) <= RAS_STATUS_MISSING);
    require(ras_event_parse(text) <= RAS_EVENT_OTHER);
    (void)ras_value_is_blank(text);
    (void)ras_nationality_foreign(text);
    ras_address_parse(text, &address);
    require(address.place != 0 || address.group == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct ras_bytes text = {(const char *)data, size};
    check_name(text);
    check_texts(text);
    check_values(text);
    return 0;
}

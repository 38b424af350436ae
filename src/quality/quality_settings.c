/* The defaults of `quality:` in the config. */
#include "quality/rules.h"

#define AGE_NO_LIMIT 200

void ras_quality_defaults(struct ras_quality_settings *settings)
{
#define FIELD(NAME) RAS_FIELD_BIT(RAS_FIELD_##NAME)
    const uint64_t person = FIELD(FULL_NAME) | FIELD(BIRTH_DATE) | FIELD(SEX) | FIELD(COMMUNE);
    *settings = (struct ras_quality_settings){
        .green_percent = 90,
        .yellow_percent = 75,
        .mandatory =
            {
                [RAS_KIND_CIVIL_REGISTRY] = person | FIELD(EVENT_TYPE) | FIELD(EVENT_DATE) |
                                            FIELD(MOTHER_NAME) | FIELD(FATHER_NAME) |
                                            FIELD(DEATH_DATE),
                [RAS_KIND_SOCIAL_WELFARE] =
                    person | FIELD(PERSONAL_ID) | FIELD(BENEFIT) | FIELD(ACCOUNT),
                [RAS_KIND_VACCINATION] = person | FIELD(PERSONAL_ID) | FIELD(PHONE) |
                                         FIELD(DOSE_NUMBER) | FIELD(DOSE_DATE) | FIELD(VACCINE),
            },
    };
#undef FIELD
    for (unsigned word = 0; word < RAS_WORD_COUNT; word++)
        settings->word_weight[word] = 1;
    for (unsigned kind = 0; kind < RAS_KIND_COUNT; kind++) {
        settings->freshness_days[kind] = 365;
        settings->population_age_max[kind] = AGE_NO_LIMIT;
    }
    settings->population_age_max[RAS_KIND_CIVIL_REGISTRY] = 5; /* births: residents under 6 */
    settings->population_age_min[RAS_KIND_SOCIAL_WELFARE] = 80;
}

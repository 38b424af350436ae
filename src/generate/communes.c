/* Old and new communes.
 *
 * Shares as in 2025: about three old communes to a new one and at most fourteen, 4.4 % of the old
 * ones divided among several, every new code the code of one of its old members. */
#include "generate/communes.h"

#include "base/alloc.h"
#include "base/bytes.h"
#include "generate/random.h"

#include <assert.h>
#include <string.h>

#define BLOCKS_PER_PROVINCE     UINT32_C(62500) /* 4 million residents */
#define BLOCKS_PER_COMMUNE_X2   UINT32_C(125)   /* 62.5 blocks, 4,000 residents */
#define COMMUNES_LEAST          UINT32_C(6)     /* of an old province, where there are blocks */
#define CODES_PER_OLD_PROVINCE  UINT32_C(1587)  /* 63 ranges within five digits */
#define DIVIDED_MILLIONTHS      UINT32_C(44000)
#define GROUP_MEMBERS_MAX       UINT32_C(14)
#define NAME_SECOND_WORDS_LIMIT UINT32_C(64)

static uint32_t minimum(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The i-th province of this seed. Those of the northern hills alone, small in life, come last. */
static uint8_t province_pick(uint32_t i, uint64_t key)
{
    bool hills_only[RAS_PROVINCE_COUNT];
    for (uint32_t p = 0; p < RAS_PROVINCE_COUNT; p++) {
        hills_only[p] = true;
        for (uint32_t old = 0; old < RAS_OLD_PROVINCE_COUNT; old++)
            if (ras_old_provinces[old].province == ras_provinces[p].code)
                hills_only[p] &= ras_old_provinces[old].landscape == RAS_NORTH_HILLS;
    }
    for (unsigned round = 0; round < 2; round++) {
        for (uint32_t place = 0; place < RAS_PROVINCE_COUNT; place++) {
            const uint64_t p = ras_permute(place, RAS_PROVINCE_COUNT, key);
            if (hills_only[p] == (round == 1) && i-- == 0)
                return ras_provinces[p].code;
        }
    }
    assert(false);
    return 0;
}

/* How many blocks each of the chosen old provinces holds; the members of a province in turn. */
static void provinces_lay_out(struct ras_communes *communes, uint64_t seed)
{
    const uint32_t blocks = communes->block_count;
    const uint32_t wanted = (blocks + BLOCKS_PER_PROVINCE - 1) / BLOCKS_PER_PROVINCE;
    const uint32_t chosen = minimum(wanted, RAS_PROVINCE_COUNT);
    const uint64_t key = ras_random_start(seed, RAS_STREAM_PROVINCE, 0).state;
    for (uint32_t i = 0; i < chosen; i++) {
        const uint8_t code = province_pick(i, key);
        const uint32_t share =
            (uint32_t)((uint64_t)blocks * (i + 1) / chosen - (uint64_t)blocks * i / chosen);
        uint32_t members = 0;
        for (uint32_t p = 0; p < RAS_OLD_PROVINCE_COUNT; p++)
            members += ras_old_provinces[p].province == code;
        uint32_t member = 0;
        for (uint32_t p = 0; p < RAS_OLD_PROVINCE_COUNT; p++) {
            if (ras_old_provinces[p].province != code)
                continue;
            communes->province_block_count[p] =
                share * (member + 1) / members - share * member / members;
            member++;
        }
    }
    uint32_t first = 0;
    for (uint32_t p = 0; p < RAS_OLD_PROVINCE_COUNT; p++) {
        communes->province_first_block[p] = first;
        first += communes->province_block_count[p];
    }
    assert(first == blocks);
}

static uint32_t communes_of_province(uint32_t block_count)
{
    const uint32_t usual = (block_count * 2 + BLOCKS_PER_COMMUNE_X2 / 2) / BLOCKS_PER_COMMUNE_X2;
    const uint32_t count = usual < COMMUNES_LEAST ? COMMUNES_LEAST : usual;
    return minimum(count, minimum(block_count, CODES_PER_OLD_PROVINCE - 1));
}

static void commune_people(struct ras_old_commune *commune, struct ras_random *random)
{
    static const uint8_t hills[] = {2, 2, 3, 3, 4, 7, 8, 8, 9};
    static const uint8_t highlands[] = {10, 11, 11, 12, 15, 16, 20};
    static const uint8_t centre[] = {3, 4, 14, 24};
    static const uint8_t south[] = {5, 5, 6, 14, 22};
    switch ((enum ras_landscape)ras_old_provinces[commune->old_province].landscape) {
    case RAS_NORTH_PLAIN:
        commune->minority = hills[ras_random_below(random, sizeof hills)];
        commune->minority_share = 12000;
        break;
    case RAS_NORTH_HILLS:
        commune->minority = hills[ras_random_below(random, sizeof hills)];
        commune->minority_share = 30000 + ras_random_below(random, 800000);
        break;
    case RAS_CENTRE:
        commune->minority = centre[ras_random_below(random, sizeof centre)];
        commune->minority_share = ras_random_below(random, 8) == 0 ? 600000 : 15000;
        break;
    case RAS_HIGHLANDS:
        commune->minority = highlands[ras_random_below(random, sizeof highlands)];
        commune->minority_share = 20000 + ras_random_below(random, 620000);
        break;
    case RAS_SOUTH:
        commune->minority = south[ras_random_below(random, sizeof south)];
        commune->minority_share = ras_random_below(random, 8) == 0 ? 300000 : 25000;
        break;
    }
}

/* Codes rise through the list of provinces with gaps, as in the real list. */
static uint32_t commune_code(uint32_t province, uint32_t position, uint32_t count)
{
    const uint32_t step = count * 3 < CODES_PER_OLD_PROVINCE ? 3 : 1;
    return province * CODES_PER_OLD_PROVINCE + 1 + position * step;
}

static void province_old_communes(struct ras_communes *communes, uint32_t province, uint64_t seed)
{
    const uint32_t blocks = communes->province_block_count[province];
    const uint32_t count = communes_of_province(blocks);
    const uint32_t first = communes->old_count;
    uint64_t total = 0, before = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct ras_random random =
            ras_random_start(seed, RAS_STREAM_COMMUNE, (uint64_t)province << 32 | i);
        struct ras_old_commune *const commune = &communes->old[first + i];
        const uint32_t names = ras_place_first.count * ras_place_second.count;
        const uint32_t name = (uint32_t)ras_permute(i % names, names, seed + province);
        *commune = (struct ras_old_commune){
            .code = commune_code(province, i, count),
            .block_count = 40 + ras_random_below(&random, 180), /* a weight, for now */
            .name = (uint16_t)(name / ras_place_second.count * NAME_SECOND_WORDS_LIMIT +
                               name % ras_place_second.count),
            .old_province = (uint8_t)province,
            .hamlet_count = (uint8_t)(5 + ras_random_below(&random, 10)),
            .first_hamlet = (uint8_t)ras_random_below(&random, ras_hamlet_names.count),
            .urban = ras_random_chance(&random, 250000),
        };
        const uint8_t landscape = ras_old_provinces[province].landscape;
        commune->hamlet_kind =
            (uint8_t)ras_random_below(&random, ras_hamlet_kinds[landscape].count);
        commune_people(commune, &random);
        total += commune->block_count;
    }
    /* One block each, the rest by weight. */
    uint32_t block = communes->province_first_block[province];
    for (uint32_t i = 0; i < count; i++) {
        struct ras_old_commune *const commune = &communes->old[first + i];
        const uint64_t after = before + commune->block_count;
        const uint64_t spare = blocks - count;
        commune->first_block = block;
        commune->block_count =
            1 + (uint32_t)(spare * after / total) - (uint32_t)(spare * before / total);
        before = after;
        for (uint32_t k = 0; k < commune->block_count; k++)
            communes->commune_of_block[block++] = first + i;
    }
    communes->old_count = first + count;
}

static uint32_t group_size(struct ras_random *random)
{
    static const uint8_t percent[GROUP_MEMBERS_MAX] = {8, 27, 32, 16, 8, 4, 2, 1, 0, 1, 0, 0, 0, 1};
    uint32_t point = ras_random_below(random, 100);
    uint32_t size = 0;
    while (point >= percent[size])
        point -= percent[size++];
    return size + 1;
}

static void province_today_communes(struct ras_communes *communes, uint32_t first, uint64_t seed)
{
    uint32_t at = first;
    while (at < communes->old_count) {
        struct ras_random random =
            ras_random_start(seed, RAS_STREAM_COMMUNE, UINT64_C(1) << 48 | at);
        const uint32_t members = minimum(group_size(&random), communes->old_count - at);
        const struct ras_old_commune *const namesake =
            &communes->old[at + ras_random_below(&random, members)];
        communes->today[communes->today_count] = (struct ras_today_commune){
            .code = namesake->code,
            .name = namesake->name,
            .province = ras_old_provinces[namesake->old_province].province,
            .urban = namesake->urban,
            .unchanged = members == 1,
        };
        for (uint32_t i = 0; i < members; i++) {
            communes->old[at + i].today = communes->today_count;
            communes->old[at + i].part_today = communes->today_count;
        }
        communes->today_count++;
        at += members;
    }
}

/* A divided commune gives its last blocks to the next of today's communes of its province. At least
 * one is divided wherever there are two, so that small examples show one. */
static void province_divide(struct ras_communes *communes, uint32_t first, uint32_t today_first,
                            uint64_t seed)
{
    uint32_t divided = 0;
    for (uint32_t i = first; i < communes->old_count; i++) {
        struct ras_old_commune *const commune = &communes->old[i];
        struct ras_random random =
            ras_random_start(seed, RAS_STREAM_COMMUNE, UINT64_C(2) << 48 | i);
        const bool room = commune->today + 1 < communes->today_count && commune->block_count >= 2;
        const bool wanted = ras_random_chance(&random, DIVIDED_MILLIONTHS);
        const bool last_chance = divided == 0 && commune->today + 2 == communes->today_count &&
                                 communes->today_count - today_first >= 2;
        if (!room || !(wanted || last_chance))
            continue;
        commune->part_today = commune->today + 1;
        commune->part_block_count = 1 + (uint32_t)((uint64_t)(commune->block_count - 1) *
                                                   (200 + ras_random_below(&random, 300)) / 1000);
        communes->today[commune->today].unchanged = false;
        communes->today[commune->part_today].unchanged = false;
        divided++;
    }
}

enum ras_status ras_communes_create(struct ras_communes *communes, uint64_t seed,
                                    uint32_t block_count, struct ras_error *error)
{
    assert(block_count > 0);
    static_assert(RAS_OLD_PROVINCE_COUNT * CODES_PER_OLD_PROVINCE < 100000, "five digits");
    memset(communes, 0, sizeof *communes);
    communes->block_count = block_count;
    provinces_lay_out(communes, seed);
    size_t count = 0;
    for (uint32_t p = 0; p < RAS_OLD_PROVINCE_COUNT; p++)
        count += communes_of_province(communes->province_block_count[p]);
    communes->old = ras_alloc_zeroed(count, sizeof *communes->old);
    communes->today = ras_alloc_zeroed(count, sizeof *communes->today);
    communes->commune_of_block = ras_alloc_zeroed(block_count, sizeof *communes->commune_of_block);
    if (communes->old == NULL || communes->today == NULL || communes->commune_of_block == NULL) {
        ras_communes_destroy(communes);
        return ras_no_memory(error, count * sizeof *communes->old);
    }
    for (uint32_t p = 0; p < RAS_OLD_PROVINCE_COUNT; p++) {
        const uint32_t first = communes->old_count, today_first = communes->today_count;
        if (communes->province_block_count[p] == 0)
            continue;
        province_old_communes(communes, p, seed);
        province_today_communes(communes, first, seed);
        province_divide(communes, first, today_first, seed);
    }
    assert(communes->old_count == count);
    return RAS_OK;
}

void ras_communes_destroy(struct ras_communes *communes)
{
    ras_free(communes->old);
    ras_free(communes->today);
    ras_free(communes->commune_of_block);
    memset(communes, 0, sizeof *communes);
}

uint32_t ras_communes_today(const struct ras_communes *communes, uint32_t block)
{
    const struct ras_old_commune *const commune = &communes->old[communes->commune_of_block[block]];
    const uint32_t position = block - commune->first_block;
    const bool in_part = position + commune->part_block_count >= commune->block_count;
    return in_part ? commune->part_today : commune->today;
}

void ras_place_name(uint16_t name, struct ras_text *text)
{
    const uint32_t first = name / NAME_SECOND_WORDS_LIMIT, second = name % NAME_SECOND_WORDS_LIMIT;
    assert(first < ras_place_first.count && second < ras_place_second.count);
    ras_text_string(text, ras_place_first.items[first]);
    ras_text_char(text, ' ');
    ras_text_string(text, ras_place_second.items[second]);
}

void ras_communes_units_csv(const struct ras_communes *communes, struct ras_text *text)
{
    ras_text_string(text, "code,name,type,province_code,province\n");
    for (uint32_t i = 0; i < communes->today_count; i++) {
        const struct ras_today_commune *const commune = &communes->today[i];
        const char *const type = commune->urban ? "Phường" : "Xã";
        ras_text_digits(text, commune->code, 5);
        ras_text_char(text, ',');
        ras_text_string(text, type);
        ras_text_char(text, ' ');
        ras_place_name(commune->name, text);
        ras_text_char(text, ',');
        ras_text_string(text, type);
        ras_text_char(text, ',');
        ras_text_digits(text, commune->province, 2);
        ras_text_char(text, ',');
        ras_text_string(text, ras_province_name(commune->province));
        ras_text_char(text, '\n');
    }
}

static void crosswalk_line(const struct ras_communes *communes,
                           const struct ras_old_commune *commune, uint32_t today, const char *kind,
                           struct ras_text *text)
{
    ras_text_digits(text, commune->code, 5);
    ras_text_char(text, ',');
    ras_text_digits(text, communes->today[today].code, 5);
    ras_text_char(text, ',');
    ras_text_string(text, kind);
    ras_text_char(text, '\n');
}

void ras_communes_crosswalk_csv(const struct ras_communes *communes, struct ras_text *text)
{
    ras_text_string(text, "old_code,new_code,kind\n");
    for (uint32_t i = 0; i < communes->old_count; i++) {
        const struct ras_old_commune *const commune = &communes->old[i];
        if (commune->part_block_count > 0) {
            crosswalk_line(communes, commune, commune->today, "part", text);
            crosswalk_line(communes, commune, commune->part_today, "part", text);
        } else {
            const bool same = communes->today[commune->today].unchanged;
            crosswalk_line(communes, commune, commune->today, same ? "same" : "whole", text);
        }
    }
}

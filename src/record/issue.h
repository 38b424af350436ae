/* What a rule is, what it found on a row, and what a person is asked to do about it. */
#ifndef RASOAT_RECORD_ISSUE_H
#define RASOAT_RECORD_ISSUE_H

#include "rasoat/bytes.h"
#include "record/fields.h"
#include "record/pair.h"

#include <stdbool.h>
#include <stdint.h>

/* The four words of clean data. */
enum ras_word { RAS_WORD_DUNG, RAS_WORD_DU, RAS_WORD_SACH, RAS_WORD_SONG, RAS_WORD_COUNT };
const char *ras_word_name(enum ras_word word);       /* "dung" */
const char *ras_word_vietnamese(enum ras_word word); /* "đúng" */

/* Who settles it. */
enum ras_office {
    RAS_OFFICE_CONG_AN,  /* công an xã */
    RAS_OFFICE_TU_PHAP,  /* công chức tư pháp - hộ tịch */
    RAS_OFFICE_Y_TE,     /* trạm y tế */
    RAS_OFFICE_LAO_DONG, /* công chức phụ trách an sinh xã hội */
    RAS_OFFICE_COUNT
};
const char *ras_office_name(enum ras_office office);       /* "cong_an" */
const char *ras_office_vietnamese(enum ras_office office); /* "Công an xã" */

/* The eight official error groups (domain §2.2), 1..8. */
const char *ras_group_vietnamese(unsigned group);

#define RAS_RULES_MAX     128
#define RAS_RULE_CODE_MAX 8

/* A rule as the catalogue shows it. Rules are numbered by their position in quality/rules.def. */
struct ras_rule_info {
    const char *code; /* "DG03": two letters of the word (DG DU SA SO), two digits */
    enum ras_word word;
    unsigned group;         /* 1..8 */
    unsigned severity;      /* 1 harm now .. 3 */
    enum ras_office office; /* default; births go to TU_PHAP whatever the rule, if it says so */
    unsigned kinds;         /* bit per enum ras_source_kind it applies to */
    enum ras_field field;
    bool needs_person;      /* false: a line in proposals, approved in bulk, never a task */
    const char *vietnamese; /* one short sentence, as an officer would say it */
    const char *english;
    const char *action; /* Vietnamese: what the officer is asked to do */
    const char *paper;  /* Vietnamese: the paper that proves it, "" = none */
};

/* A set of broken rules. */
struct ras_rule_set {
    uint64_t bits[RAS_RULES_MAX / 64];
};
static inline void ras_rule_set_add(struct ras_rule_set *set, unsigned rule)
{
    set->bits[rule / 64] |= UINT64_C(1) << rule % 64;
}
static inline bool ras_rule_set_has(const struct ras_rule_set *set, unsigned rule)
{
    return (set->bits[rule / 64] >> rule % 64 & 1) != 0;
}

/* One broken rule on one record. Texts are UTF-8, in the arena of the row. value, proposal and
 * evidence are for the commune concerned: they may hold a person's data and go nowhere else. */
struct ras_issue {
    unsigned rule;
    enum ras_field field;
    bool needs_person; /* of the rule, or false where this very case is certain */
    enum ras_office office;
    struct ras_bytes value;
    struct ras_bytes proposal; /* "" = none can be made */
    struct ras_bytes evidence; /* Vietnamese, one phrase */
};

/* Facts about a row that only the whole source, or other sources, can know. */
enum ras_fact {
    RAS_FACT_DUPLICATE = 1 << 0,      /* in a duplicate group, and not the row to keep */
    RAS_FACT_DUPLICATE_KEPT = 1 << 1, /* in a duplicate group, the row to keep */
    RAS_FACT_ID_SHARED = 1 << 2, /* its number stands on rows of another person of this source */
    RAS_FACT_ID_OF_ANOTHER =
        1 << 3,                /* its number is that of a resident other than the linked one */
    RAS_FACT_TWO_IDS = 1 << 4, /* the person occurs in this source with two 12-digit numbers */
    RAS_FACT_ACCOUNT_SHARED = 1 << 5,   /* its account stands on rows of another person */
    RAS_FACT_DOSE_ORDER = 1 << 6,       /* a later dose of this person has an earlier date */
    RAS_FACT_DOSE_REPEATED = 1 << 7,    /* same person, same dose number or same date and vaccine */
    RAS_FACT_DEATH_REGISTERED = 1 << 8, /* a civil registry row says this person died */
    RAS_FACT_BIRTH_REGISTERED = 1 << 9, /* a civil registry row holds this person's birth */
    RAS_FACT_RECORD_ID_REPEATED = 1 << 10 /* its record_id stands on another row of this source */
};

struct ras_row_facts {
    uint32_t flags;            /* enum ras_fact, or-ed */
    uint32_t registered_death; /* date of the death registered in a civil source, 0 = none */
    uint32_t duplicate_group;  /* 1-based inside the source, 0 = none */
};

/* An issue that a person must settle, as the worklist shows it. One task may stand for several rows
 * of one person in one source (the doses of one vaccination card): the officer is asked once. */
struct ras_task {
    uint64_t task_id; /* keyed hash of (source, rule, subject): same problem, same id */
    uint32_t source_index;
    uint32_t rule;    /* RAS_TASK_REVIEW = "is this the person?" */
    uint32_t commune; /* 0 = unknown */
    enum ras_office office;
    unsigned severity;
    uint64_t household;          /* equal for one household; order within the sheet */
    uint32_t row_count;          /* rows of the source that it stands for */
    struct ras_bytes record_id;  /* of the first of them */
    struct ras_bytes name;       /* as written in the row */
    struct ras_bytes birth_date; /* as written */
    struct ras_bytes sex;
    struct ras_bytes number; /* as written; masked by the report unless asked for */
    struct ras_bytes address;
    enum ras_field field;
    struct ras_bytes value;
    struct ras_bytes proposal;
    struct ras_bytes evidence;
    uint32_t candidate_rank;         /* review tasks: 1.. for each candidate shown, else 0 */
    uint32_t probability;            /* millionths, of the candidate or the link, 0 = no link */
    struct ras_bytes candidate_name; /* review tasks: the resident, as officers write it */
    struct ras_bytes candidate_birth_date;
    struct ras_bytes candidate_number;
    struct ras_bytes candidate_id; /* resident_id */
};
#define RAS_TASK_REVIEW UINT32_MAX

/* One line of quality.csv / quality.json. */
enum ras_scope { RAS_SCOPE_SOURCE, RAS_SCOPE_COMMUNE, RAS_SCOPE_PROVINCE, RAS_SCOPE_ALL };
const char *ras_scope_name(enum ras_scope scope); /* "commune" */

struct ras_measure {
    enum ras_scope scope;
    uint32_t code;         /* commune or province code; 0 = unknown commune, or whole */
    uint32_t source_index; /* RAS_SOURCE_ALL = all sources together */
    const char *measure;   /* "dung", "rows", "khong_so", ... of quality/measures.def */
    uint64_t numerator;
    uint64_t denominator;
    const char *rules; /* codes joined by a bar, "" = none */
};
#define RAS_SOURCE_ALL UINT32_MAX

#endif

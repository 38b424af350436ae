/* Names and addresses as they are shown to someone who need not know whose they are. Numbers have
 * report/mask.h, dates are shown as their year. Threads: pure. */
#ifndef RASOAT_ENGINE_PERSON_MASK_H
#define RASOAT_ENGINE_PERSON_MASK_H

#include "base/text.h"
#include "rasoat/bytes.h"

/* The first letter of each word, a star for every other letter and for every digit, so that lengths
 * can still be compared: "Nguyễn Văn An" is N***** V** A*, "Số 12, thôn Đông" is S* **, t*** Đ***.
 */
void ras_mask_words(struct ras_text *out, struct ras_bytes text);

#endif

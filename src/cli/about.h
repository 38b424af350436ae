/* What the program is and what it was built with: `rasoat --version`. */
#ifndef RASOAT_CLI_ABOUT_H
#define RASOAT_CLI_ABOUT_H

#include "base/text.h"

void ras_about(struct ras_text *out);

#endif

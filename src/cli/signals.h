/* Signals set a flag that long work looks at; the second one ends the process. */
#ifndef RASOAT_CLI_SIGNALS_H
#define RASOAT_CLI_SIGNALS_H

#include "rasoat/engine.h"

#include <stdatomic.h>

/* SIGINT, SIGTERM and SIGHUP set the flag; SIGPIPE and SIGXFSZ are ignored, so that a write fails
 * with EPIPE or EFBIG instead. */
void ras_signals_install(void);
/* The flag as the engine asks for it (NULL without memory), and as the generator does: 0,
 * RAS_INTERRUPTED or RAS_TERMINATED. */
struct ras_stop *ras_signals_stop(void);
const atomic_int *ras_signals_flag(void);

#endif

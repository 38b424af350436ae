/* The most memory that the process held at once since it began, or since the mark was set back. */
#ifndef RASOAT_BASE_PEAK_MEMORY_H
#define RASOAT_BASE_PEAK_MEMORY_H

#include <stdint.h>

/* Set the mark to what is held now, where the kernel allows it. */
void ras_peak_memory_reset(void);
/* Bytes; 0 = not known. */
uint64_t ras_peak_memory(void);

#endif

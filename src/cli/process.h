/* What the process asks of the system before it touches personal data. */
#ifndef RASOAT_CLI_PROCESS_H
#define RASOAT_CLI_PROCESS_H

/* No core dump, files for the owner alone, descriptors 0 to 2 never those of a data file. */
void ras_process_prepare(void);

#endif

/* The version of program and library: the only place where it is written. */
#ifndef RASOAT_VERSION_H
#define RASOAT_VERSION_H

#define RAS_VERSION "0.1.0"

#endif

/* The public headers, in the order in which to read them. */
#ifndef RASOAT_RASOAT_H
#define RASOAT_RASOAT_H

#include "rasoat/version.h"
#include "rasoat/bytes.h"
#include "rasoat/error.h"
#include "rasoat/engine.h"
#include "rasoat/linkage.h"

#endif

/* Giving back of the texts that engine calls hand out. */
#include "base/alloc.h"
#include "rasoat/engine.h"

void ras_engine_text_free(char *text)
{
    ras_free(text);
}

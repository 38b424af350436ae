/* Plain bytes: files, pipes, standard input. */
#include "read/streams.h"

static enum ras_status file_open(struct ras_stream *stream, struct ras_error *error)
{
    (void)stream;
    (void)error;
    return RAS_OK;
}

static void file_close(struct ras_stream *stream)
{
    (void)stream;
}

const struct ras_stream_kind ras_stream_kind_file = {"file",    NULL,       NULL,
                                                     file_open, file_close, ras_stream_raw};

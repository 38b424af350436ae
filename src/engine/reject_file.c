/* The file of a source's rejects. */
#include "engine/reject_file.h"

#include "base/try.h"
#include "report/report.h"

#include <stdio.h>

enum ras_status ras_reject_file_open(struct ras_reject_file *file,
                                     struct ras_run_directory *directory, const char *source,
                                     struct ras_error *error)
{
    struct ras_text header;
    file->directory = directory;
    file->open = false;
    if (directory->directory < 0)
        return RAS_OK;
    (void)snprintf(file->name, sizeof file->name, "rejects/%s.csv", source);
    RAS_TRY(ras_run_directory_open(directory, file->name, &file->output, error));
    file->open = true;
    ras_text_init(&header);
    ras_reject_header(&header);
    enum ras_status status = ras_text_status(&header, error);
    if (status == RAS_OK)
        status = ras_reject_file_add(file, &header, error);
    ras_text_fini(&header);
    return status;
}

enum ras_status ras_reject_file_add(struct ras_reject_file *file, const struct ras_text *lines,
                                    struct ras_error *error)
{
    if (!file->open)
        return RAS_OK;
    ras_output_text(&file->output, lines);
    return ras_output_status(&file->output, error);
}

enum ras_status ras_reject_file_close(struct ras_reject_file *file, uint64_t row_count,
                                      struct ras_error *error)
{
    if (!file->open)
        return RAS_OK;
    file->open = false;
    return ras_run_directory_close(file->directory, file->name, row_count, &file->output, error);
}

void ras_reject_file_drop(struct ras_reject_file *file)
{
    if (file->open)
        (void)(ras_output_close(&file->output, NULL, NULL, NULL) == RAS_OK);
    file->open = false;
}

#include "base/bytes.h"
#include "report/worklist_parts.h"
#include "support/report_sample.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static char path[] = "/tmp/rasoat_verify_XXXXXX";

/* A sound book of one page, in memory. */
static size_t sound_book(char **bytes)
{
    char book[64];
    cr_assert_not_null(mkdtemp(path));
    (void)snprintf(book, sizeof book, "%s/a.xlsx", path);
    const struct ras_worklist_settings settings = sample_settings();
    struct ras_error error;
    cr_assert_eq(ras_worklist_book(book, &settings, NULL, NULL, 0, NULL, 0, &error), RAS_OK);
    const int file = open(book, O_RDONLY);
    const off_t length = lseek(file, 0, SEEK_END);
    *bytes = malloc((size_t)length);
    cr_assert_eq(pread(file, *bytes, (size_t)length, 0), length);
    (void)close(file);
    (void)unlink(book);
    (void)rmdir(path);
    return (size_t)length;
}

static enum ras_status verify(const char *bytes, size_t length)
{
    char file_path[] = "/tmp/rasoat_verify_XXXXXX";
    const int file = mkstemp(file_path);
    (void)unlink(file_path);
    cr_assert_eq(write(file, bytes, length), (ssize_t)length);
    struct ras_error error;
    const enum ras_status status = ras_book_verify(file, "a.xlsx", &error);
    (void)close(file);
    return status;
}

Test(book_verify, accepts_the_whole_and_no_prefix)
{
    char *bytes;
    const size_t length = sound_book(&bytes);
    cr_assert_eq(verify(bytes, length), RAS_OK);
    for (size_t cut = 0; cut < length; cut += 37)
        cr_assert_eq(verify(bytes, cut), RAS_IO, "%zu", cut);
    cr_assert_eq(verify(bytes, length - 1), RAS_IO);
    free(bytes);
}

/* Any damaged byte is refused or harmless; what matters is that none is read beyond the file. */
Test(book_verify, survives_damage_anywhere)
{
    char *bytes;
    const size_t length = sound_book(&bytes);
    unsigned refused = 0;
    for (size_t at = 0; at < length; at += 7) {
        bytes[at] ^= (char)0xFF;
        refused += verify(bytes, length) != RAS_OK;
        bytes[at] ^= (char)0xFF;
    }
    cr_assert_gt(refused, length / 7 / 2);
    free(bytes);
}

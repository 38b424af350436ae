/* Runs a fuzz target over every file of the folders given, with no fuzzer installed: what once
 * broke must never break again. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay_file(const char *folder, const char *name)
{
    char path[4096];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *const file = fopen(path, "rb");
    if (file == NULL) {
        perror(path);
        return 1;
    }
    uint8_t *data = NULL;
    size_t size = 0;
    size_t got = 0;
    do {
        uint8_t *const larger = realloc(data, size + 65536);
        if (larger == NULL) {
            perror("realloc");
            exit(1);
        }
        data = larger;
        got = fread(data + size, 1, 65536, file);
        size += got;
    } while (got > 0);
    fclose(file);
    /* A block of the exact size, so that a read past its end is seen. */
    uint8_t *const exact = malloc(size == 0 ? 1 : size);
    if (exact == NULL) {
        perror("malloc");
        exit(1);
    }
    memcpy(exact, data, size);
    (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(data);
    return 0;
}

int main(int argument_count, char **arguments)
{
    size_t count = 0;
    int bad = 0;
    for (int i = 1; i < argument_count; i++) {
        DIR *const folder = opendir(arguments[i]);
        if (folder == NULL) {
            perror(arguments[i]);
            return 1;
        }
        for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            if (entry->d_name[0] == '.')
                continue;
            bad |= replay_file(arguments[i], entry->d_name);
            count++;
        }
        closedir(folder);
    }
    printf("replay: %zu inputs of %s\n", count, argument_count > 1 ? arguments[1] : "nothing");
    return bad || count == 0;
}

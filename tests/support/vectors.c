/* A plain CSV reader (RFC 4180) for vectors: the file as a whole, fields unquoted in place. */
#include "support/vectors.h"

#include <stdio.h>
#include <stdlib.h>

#define FIELDS_MAX 32

struct vectors {
    char *text;
    char *at;
    const char *fields[FIELDS_MAX];
};

struct vectors *vectors_open(const char *path)
{
    FILE *const file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    struct vectors *const vectors = calloc(1, sizeof *vectors);
    fseek(file, 0, SEEK_END);
    const long size = ftell(file);
    rewind(file);
    vectors->text = malloc((size_t)size + 1);
    vectors->text[fread(vectors->text, 1, (size_t)size, file)] = '\0';
    vectors->at = vectors->text;
    fclose(file);
    return vectors;
}

/* One field; returns the byte that ended it. */
static char field_next(char **at)
{
    char *in = *at;
    char *out = *at;
    int quoted = 0;
    for (; *in != '\0' && (quoted || (*in != ',' && *in != '\n' && *in != '\r')); in++) {
        if (*in != '"')
            *out++ = *in;
        else if (quoted && in[1] == '"')
            *out++ = *in++;
        else
            quoted = !quoted;
    }
    const char end = *in;
    if (end == '\r')
        in++;
    *at = *in == '\0' ? in : in + 1;
    *out = '\0';
    return end;
}

size_t vectors_next(struct vectors *vectors, const char *const **fields)
{
    size_t count = 0;
    char end = ',';
    if (*vectors->at == '\0')
        return 0;
    while (end == ',' && count < FIELDS_MAX) {
        vectors->fields[count++] = vectors->at;
        end = field_next(&vectors->at);
    }
    *fields = vectors->fields;
    return count;
}

void vectors_close(struct vectors *vectors)
{
    if (vectors == NULL)
        return;
    free(vectors->text);
    free(vectors);
}

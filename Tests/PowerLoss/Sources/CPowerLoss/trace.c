#include "trace.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

// SQLite calls from several threads, and the order of their calls is what is recorded.
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static struct power_call *calls;
static size_t count, capacity;
static char *recorded_folder;

static void *required(void *memory) {
    // A recording with a hole would prove nothing.
    if (memory == NULL) abort();
    return memory;
}

// The name of a file of the recorded folder, or NULL.
static const char *name_in_folder(const char *path) {
    size_t length = strlen(recorded_folder);
    if (strncmp(path, recorded_folder, length) != 0 || path[length] != '/') return NULL;
    return path + length + 1;
}

static void append(enum power_kind kind, const char *name, int64_t offset, size_t length, const void *bytes) {
    if (count == capacity) {
        capacity = capacity == 0 ? 1024 : 2 * capacity;
        calls = required(realloc(calls, capacity * sizeof *calls));
    }
    struct power_call call = {.kind = kind, .offset = offset, .length = length};
    call.name = required(strdup(name));
    if (bytes != NULL) {
        call.bytes = required(malloc(length + 1));
        memcpy(call.bytes, bytes, length);
    }
    calls[count++] = call;
}

void trace_add(enum power_kind kind, const char *path, int64_t offset, size_t length, const void *bytes) {
    pthread_mutex_lock(&mutex);
    if (recorded_folder != NULL) {
        const char *name = name_in_folder(path);
        if (name != NULL) append(kind, name, offset, length, bytes);
    }
    pthread_mutex_unlock(&mutex);
}

void power_mark(int64_t number) {
    pthread_mutex_lock(&mutex);
    if (recorded_folder != NULL) append(POWER_MARK, "", number, 0, NULL);
    pthread_mutex_unlock(&mutex);
}

void power_start(const char *folder) {
    pthread_mutex_lock(&mutex);
    for (size_t index = 0; index < count; index++) {
        free(calls[index].name);
        free(calls[index].bytes);
    }
    count = 0;
    free(recorded_folder);
    recorded_folder = required(strdup(folder));
    pthread_mutex_unlock(&mutex);
}

void power_stop(void) {
    pthread_mutex_lock(&mutex);
    free(recorded_folder);
    recorded_folder = NULL;
    pthread_mutex_unlock(&mutex);
}

size_t power_count(void) {
    pthread_mutex_lock(&mutex);
    size_t result = count;
    pthread_mutex_unlock(&mutex);
    return result;
}

const struct power_call *power_call_at(size_t index) { return &calls[index]; }

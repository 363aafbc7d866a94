#include "recording_file.h"

#include <string.h>

#include "trace.h"

// What a loss of power does not touch is passed on to the file underneath.

static const sqlite3_io_methods *real_methods(sqlite3_file *file) { return real_file(file)->pMethods; }

static void record(sqlite3_file *file, enum power_kind kind, int64_t offset, size_t length, const void *bytes) {
    const char *path = ((struct recording_file *)file)->path;
    if (path != NULL) trace_add(kind, path, offset, length, bytes);
}

static int recording_write(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset) {
    record(file, POWER_WRITE, offset, (size_t)amount, bytes);
    return real_methods(file)->xWrite(real_file(file), bytes, amount, offset);
}

static int recording_truncate(sqlite3_file *file, sqlite3_int64 size) {
    record(file, POWER_TRUNCATE, size, 0, NULL);
    return real_methods(file)->xTruncate(real_file(file), size);
}

// The three kinds of sync (normal, full, data only) promise the same here: what was written is there after a cut, and so
// is the size that it takes to read it. Nothing is really synced: the disk that counts is the recorded one.
static int recording_sync(sqlite3_file *file, int flags) {
    (void)flags;
    struct recording_file *recording = (struct recording_file *)file;
    if (recording->lies && recording->is_log) return SQLITE_OK;
    record(file, POWER_SYNC, 0, 0, NULL);
    if (recording->syncs_folder) {
        record(file, POWER_SYNC_FOLDER, 0, 0, NULL);
        recording->syncs_folder = false;
    }
    return SQLITE_OK;
}

// A pragma comes here before SQLite looks at it: `{result, name, value}`. Whoever says OK has answered it.
static int recording_control(sqlite3_file *file, int operation, void *argument) {
    if (operation == SQLITE_FCNTL_PRAGMA && ((struct recording_file *)file)->holds_synchronous) {
        char **words = argument;
        if (sqlite3_stricmp(words[1], "synchronous") == 0 && words[2] != NULL
            && sqlite3_stricmp(words[2], "NORMAL") != 0) {
            return SQLITE_OK;
        }
    }
    return real_methods(file)->xFileControl(real_file(file), operation, argument);
}

// SQLite's documents promise: a sector may be written in part, from either end; a write leaves the bytes beside it as
// they were ("powersafe overwrite"), inside of its sector too; a file may grow before what it grew for is in it.
static int recording_sector_size(sqlite3_file *file) {
    (void)file;
    return 512;
}

static int recording_characteristics(sqlite3_file *file) {
    (void)file;
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int recording_close(sqlite3_file *file) { return real_methods(file)->xClose(real_file(file)); }

static int recording_read(sqlite3_file *file, void *bytes, int amount, sqlite3_int64 offset) {
    return real_methods(file)->xRead(real_file(file), bytes, amount, offset);
}

static int recording_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real_methods(file)->xFileSize(real_file(file), size);
}

static int recording_lock(sqlite3_file *file, int level) { return real_methods(file)->xLock(real_file(file), level); }

static int recording_unlock(sqlite3_file *file, int level) {
    return real_methods(file)->xUnlock(real_file(file), level);
}

static int recording_reserved(sqlite3_file *file, int *is_reserved) {
    return real_methods(file)->xCheckReservedLock(real_file(file), is_reserved);
}

// The shared memory is memory: it is never recorded, and so it is gone after a cut.

static int recording_map(sqlite3_file *file, int page, int size, int extends, void volatile **memory) {
    return real_methods(file)->xShmMap(real_file(file), page, size, extends, memory);
}

static int recording_shared_lock(sqlite3_file *file, int offset, int amount, int flags) {
    return real_methods(file)->xShmLock(real_file(file), offset, amount, flags);
}

static void recording_barrier(sqlite3_file *file) { real_methods(file)->xShmBarrier(real_file(file)); }

static int recording_unmap(sqlite3_file *file, int deletes) {
    return real_methods(file)->xShmUnmap(real_file(file), deletes);
}

// Version 2: without the methods that map the file itself, every write comes through `xWrite`.
const sqlite3_io_methods recording_methods = {
    .iVersion = 2,
    .xClose = recording_close,
    .xRead = recording_read,
    .xWrite = recording_write,
    .xTruncate = recording_truncate,
    .xSync = recording_sync,
    .xFileSize = recording_size,
    .xLock = recording_lock,
    .xUnlock = recording_unlock,
    .xCheckReservedLock = recording_reserved,
    .xFileControl = recording_control,
    .xSectorSize = recording_sector_size,
    .xDeviceCharacteristics = recording_characteristics,
    .xShmMap = recording_map,
    .xShmLock = recording_shared_lock,
    .xShmBarrier = recording_barrier,
    .xShmUnmap = recording_unmap,
};

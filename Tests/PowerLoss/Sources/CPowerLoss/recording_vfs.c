#include <sqlite3.h>
#include <string.h>

#include "recording_file.h"
#include "trace.h"
#include "weakness.h"

// SQLite's own file system, and a record of what a loss of power could undo. A copy of that one with two functions of its
// own, so that everything else, the clock included, is the real one's.
static sqlite3_vfs recording_vfs;
static sqlite3_vfs *real_vfs;

enum { JOURNALS = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL };

static int recording_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags) {
    (void)vfs;
    struct recording_file *recording = (struct recording_file *)file;
    memset(recording, 0, sizeof *recording);
    int code = real_vfs->xOpen(real_vfs, path, real_file(file), flags, out_flags);
    if (code != SQLITE_OK) return code;
    if (path != NULL && (flags & (SQLITE_OPEN_MAIN_DB | JOURNALS)) != 0) {
        recording->path = path;
        recording->is_log = (flags & SQLITE_OPEN_WAL) != 0;
        if ((flags & SQLITE_OPEN_CREATE) != 0) {
            // Where there is such a file already, this makes none.
            trace_add(POWER_CREATE, path, 0, 0, NULL);
            recording->syncs_folder = (flags & JOURNALS) != 0;
        }
    }
    recording->holds_synchronous = current_weakness() == POWER_NORMAL;
    recording->lies = current_weakness() == POWER_LYING_LOG;
    recording->base.pMethods = &recording_methods;
    return SQLITE_OK;
}

static int recording_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
    (void)vfs;
    int code = real_vfs->xDelete(real_vfs, path, 0);
    if (code != SQLITE_OK) return code;
    trace_add(POWER_DELETE, path, 0, 0, NULL);
    if (syncs_folder) trace_add(POWER_SYNC_FOLDER, path, 0, 0, NULL);
    return SQLITE_OK;
}

int power_install(void) {
    real_vfs = sqlite3_vfs_find("unix");
    if (real_vfs == NULL) return SQLITE_NOTFOUND;
    recording_vfs = *real_vfs;
    recording_vfs.pNext = NULL;
    recording_vfs.zName = "power-loss";
    recording_vfs.szOsFile = (int)sizeof(struct recording_file) + real_vfs->szOsFile;
    recording_vfs.xOpen = recording_open;
    recording_vfs.xDelete = recording_delete;
    return sqlite3_vfs_register(&recording_vfs, 1);
}

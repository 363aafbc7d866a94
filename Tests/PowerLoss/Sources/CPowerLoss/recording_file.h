#ifndef CONNECTIONSKIT_POWERLOSS_RECORDING_FILE_H
#define CONNECTIONSKIT_POWERLOSS_RECORDING_FILE_H

#include <sqlite3.h>
#include <stdbool.h>

// A file of the recording file system: SQLite's own file, with its path where it is to be recorded. The file underneath
// follows in the same piece of memory.
struct recording_file {
    sqlite3_file base;
    // NULL for a file that need not survive anything; otherwise SQLite keeps it as long as the file is open.
    const char *path;
    bool is_log;
    // As in SQLite's own `unix` file system: the first sync of a journal that was made syncs its folder too.
    bool syncs_folder;
    // SQLite's pragma `synchronous` is not the caller's to set.
    bool holds_synchronous;
    bool lies;
};

extern const sqlite3_io_methods recording_methods;

// The file underneath.
static inline sqlite3_file *real_file(sqlite3_file *file) { return (sqlite3_file *)((struct recording_file *)file + 1); }

#endif

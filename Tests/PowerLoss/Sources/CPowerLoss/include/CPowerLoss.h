#ifndef CONNECTIONSKIT_CPOWERLOSS_H
#define CONNECTIONSKIT_CPOWERLOSS_H

#include <stddef.h>
#include <stdint.h>

// What SQLite asked of the disk, in the order in which it asked; what a loss of power makes of it is decided elsewhere.
// Names are those of files within the folder that is recorded.
enum power_kind {
    POWER_CREATE,
    POWER_DELETE,
    POWER_WRITE,
    POWER_TRUNCATE,
    // What was written to the file before is on the disk.
    POWER_SYNC,
    // Which files there are is on the disk.
    POWER_SYNC_FOLDER,
    // Not SQLite's: something was promised to somebody. `offset` says what.
    POWER_MARK
};

struct power_call {
    enum power_kind kind;
    int64_t offset;
    size_t length;
    char *name;
    unsigned char *bytes;
};

// Makes the recording file system SQLite's default. To be called once, before SQLite is used. Returns a SQLite code.
int power_install(void);

// Begins a new recording of the files in a folder, named as `realpath` does; the one before is thrown away.
void power_start(const char *folder);
void power_stop(void);
void power_mark(int64_t number);

size_t power_count(void);
// It is good until the next start, and only while nothing is recorded.
const struct power_call *power_call_at(size_t index);

// The ways in which a machine can be less safe than the store believes.
enum power_weakness {
    POWER_SAFE,
    // Every connection has `synchronous=NORMAL`, whatever it asks for.
    POWER_NORMAL,
    // A sync of the write-ahead log reports success and does nothing.
    POWER_LYING_LOG
};

// For connections that are opened from now on.
void power_weaken(enum power_weakness weakness);

// What another program does to the file of a store; both return a SQLite code. `finding` gets the first line of what the
// integrity check says: "ok" when nothing is wrong.
int power_check(const char *path, char *finding, size_t size);
// `mode` is one of SQLITE_CHECKPOINT_PASSIVE (0), FULL (1), RESTART (2), TRUNCATE (3).
int power_checkpoint(const char *path, int mode);

#endif

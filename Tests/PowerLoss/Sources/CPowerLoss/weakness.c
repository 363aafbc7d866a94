#include "weakness.h"

#include <sqlite3.h>
#include <stdatomic.h>

static _Atomic enum power_weakness weakness = POWER_SAFE;

enum power_weakness current_weakness(void) { return weakness; }

// Runs at the end of every `sqlite3_open`: the store then asks for FULL, which its file answers without doing it.
static int set_normal(sqlite3 *connection, char **error, const struct sqlite3_api_routines *routines) {
    (void)routines;
    sqlite3_busy_timeout(connection, 5000);
    return sqlite3_exec(connection, "PRAGMA synchronous = NORMAL", NULL, NULL, error);
}

void power_weaken(enum power_weakness wanted) {
    // The type in which SQLite takes extensions is not the one that it calls them by.
    void (*extension)(void) = (void (*)(void))set_normal;
    if (wanted == POWER_NORMAL) {
        sqlite3_auto_extension(extension);
    } else {
        sqlite3_cancel_auto_extension(extension);
    }
    weakness = wanted;
}

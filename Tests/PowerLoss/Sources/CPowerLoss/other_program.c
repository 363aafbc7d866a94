#include <sqlite3.h>
#include <stdio.h>

#include "CPowerLoss.h"

static int open_connection(const char *path, sqlite3 **connection) {
    int code = sqlite3_open_v2(path, connection, SQLITE_OPEN_READWRITE, NULL);
    if (code == SQLITE_OK) sqlite3_busy_timeout(*connection, 5000);
    return code;
}

int power_check(const char *path, char *finding, size_t size) {
    sqlite3 *connection = NULL;
    sqlite3_stmt *statement = NULL;
    int code = open_connection(path, &connection);
    if (code == SQLITE_OK) code = sqlite3_prepare_v2(connection, "PRAGMA integrity_check(1)", -1, &statement, NULL);
    if (code == SQLITE_OK) code = sqlite3_step(statement);
    const char *text = code == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : sqlite3_errmsg(connection);
    snprintf(finding, size, "%s", text == NULL ? "nothing" : text);
    sqlite3_finalize(statement);
    sqlite3_close_v2(connection);
    return code == SQLITE_ROW ? SQLITE_OK : code;
}

int power_checkpoint(const char *path, int mode) {
    sqlite3 *connection = NULL;
    int code = open_connection(path, &connection);
    if (code == SQLITE_OK) code = sqlite3_wal_checkpoint_v2(connection, "main", mode, NULL, NULL);
    sqlite3_close_v2(connection);
    return code;
}

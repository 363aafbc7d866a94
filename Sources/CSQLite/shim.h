#ifndef CONNECTIONSKIT_CSQLITE_SHIM_H
#define CONNECTIONSKIT_CSQLITE_SHIM_H

#include <sqlite3.h>

#endif

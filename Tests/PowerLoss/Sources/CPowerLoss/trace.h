#ifndef CONNECTIONSKIT_POWERLOSS_TRACE_H
#define CONNECTIONSKIT_POWERLOSS_TRACE_H

#include "CPowerLoss.h"

// Adds a call on the file at `path`, unless nothing is recorded or it lies elsewhere. The bytes are copied.
void trace_add(enum power_kind kind, const char *path, int64_t offset, size_t length, const void *bytes);

#endif

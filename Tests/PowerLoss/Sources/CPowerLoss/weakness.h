#ifndef CONNECTIONSKIT_POWERLOSS_WEAKNESS_H
#define CONNECTIONSKIT_POWERLOSS_WEAKNESS_H

#include "CPowerLoss.h"

enum power_weakness current_weakness(void);

#endif

#ifndef WEGPUNKT_CLIBPQ_SHIM_H
#define WEGPUNKT_CLIBPQ_SHIM_H

#include <libpq-fe.h>

#endif

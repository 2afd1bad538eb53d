#pragma once
#include <zlib.h>

// deflateInit2 is a macro, which Swift cannot see. 31 = 15 window bits + 16 for the gzip frame.
static inline int wegpunkt_gzip_start(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY);
}

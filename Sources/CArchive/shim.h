#pragma once
#include <archive.h>
#include <archive_entry.h>

// AE_IFMT and its kin are cast macros, which Swift cannot see.
static inline int wegpunkt_is_regular(struct archive_entry *entry) { return archive_entry_filetype(entry) == AE_IFREG; }
static inline int wegpunkt_is_folder(struct archive_entry *entry) { return archive_entry_filetype(entry) == AE_IFDIR; }

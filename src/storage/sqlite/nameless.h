// SQLite on a file that has no name yet: a VFS that takes a descriptor for a name.
#pragma once

#include <string>

namespace msp::sqlite {

/// What opens the file behind a descriptor: `name` in the VFS `vfs`. It has no locks, for nobody
/// else sees the file, and no journal on disk: set journal_mode=MEMORY.
struct Nameless {
  std::string name;
  const char* vfs;
};
Nameless nameless(int descriptor);

}  // namespace msp::sqlite

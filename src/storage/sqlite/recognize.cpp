// Which files are SQLite's, for whoever writes others.
#include <array>
#include <filesystem>
#include <fstream>

#include "sqlite/file_lock.h"
#include "sqlite/sqlite.h"

namespace msp::sqlite {

/// Nothing is opened: closing the file would drop the locks that SQLite has on it.
bool is_of_database(const std::string& path, const std::string& database) {
  for (const char* ending : {"", "-journal", "-wal", "-shm", turn_ending}) {
    const std::string kept = database + ending;
    std::error_code not_there;
    if (path == kept || std::filesystem::equivalent(path, kept, not_there)) return true;
  }
  return false;
}

bool is_database(const std::string& path) {
  std::array<char, 16> head{};
  std::ifstream file(path, std::ios::binary);
  file.read(head.data(), head.size());
  const std::string_view found(head.data(), static_cast<std::size_t>(file.gcount()));
  return found == std::string_view("SQLite format 3\0", 16) ||
         found.starts_with("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7") ||  // a rollback journal
         found.starts_with("\x37\x7f\x06");                        // a write-ahead log
}

}  // namespace msp::sqlite

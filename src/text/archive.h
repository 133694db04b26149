// A ZIP archive, made in memory entry by entry: what is put in is compressed at once and never held
// as a whole. No clock: every entry is of 1 January 1980, the first day ZIP can name. Private to
// src/text.
#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace msp {

class Archive {
 public:
  Archive();
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  void begin(std::string_view name);  ///< an entry; the one before it is ended
  /// Fault xlsx.too_large where an entry would grow beyond 4 GiB.
  void write(std::string_view bytes);
  /// The archive, once.
  std::string finish();

 private:
  struct Entry {
    std::string name;
    std::uint32_t crc = 0;
    std::uint32_t compressed = 0;
    std::uint32_t size = 0;
    std::uint32_t offset = 0;
  };
  void deflate_more(int flush);
  void end();
  static void append_head(std::string& out, const Entry& entry);

  std::string out_;
  std::vector<Entry> entries_;
  bool open_ = false;
  z_stream stream_{};
};

}  // namespace msp

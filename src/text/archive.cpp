// ZIP as written down in PKWARE's APPNOTE 6.3.3, sections 4.3 and 4.4.
#include "archive.h"

#include <array>
#include <limits>
#include <new>
#include <utility>

#include "msp/result.h"

namespace msp {
namespace {

constexpr std::uint32_t largest = std::numeric_limits<std::uint32_t>::max();
constexpr std::size_t head_size = 30;  // of a local file header, without the name
constexpr std::uint16_t first_day = (1 << 5) | 1;
constexpr std::uint16_t deflated = 8;
constexpr std::uint16_t version = 20;

void append_number(std::string& out, std::uint64_t number, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((number >> (8 * i)) & 0xFF);
}

[[noreturn]] void too_large() {
  throw Fault(Exit::refused, "xlsx.too_large", "the workbook would be larger than 4 GiB",
              "-f csv holds any number of rows; --columns and the filters make it less.");
}

}  // namespace

Archive::Archive() {
  // Level 3 takes half the time of the usual 6 and makes a list a tenth larger. Raw deflate, as
  // ZIP has it: no header of zlib's.
  if (deflateInit2(&stream_, 3, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::bad_alloc();
  }
}

Archive::~Archive() { deflateEnd(&stream_); }

void Archive::begin(std::string_view name) {
  end();
  if (out_.size() > largest) too_large();
  Entry& entry = entries_.emplace_back();
  entry.name = name;
  entry.offset = static_cast<std::uint32_t>(out_.size());
  out_.append(head_size, '\0');  // written by end(), when the sizes are known
  out_ += name;
  open_ = true;
}

void Archive::write(std::string_view bytes) {
  Entry& entry = entries_.back();
  if (bytes.size() > largest - entry.size) too_large();
  entry.size += static_cast<std::uint32_t>(bytes.size());
  // zlib never writes to what it reads, but its interface is older than `const`.
  stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes.data()));
  stream_.avail_in = static_cast<uInt>(bytes.size());
  entry.crc = static_cast<std::uint32_t>(crc32(entry.crc, stream_.next_in, stream_.avail_in));
  deflate_more(Z_NO_FLUSH);
}

void Archive::deflate_more(int flush) {
  std::array<Bytef, 1 << 16> room;
  do {
    stream_.next_out = room.data();
    stream_.avail_out = static_cast<uInt>(room.size());
    deflate(&stream_, flush);  // cannot fail: the stream is whole and there is room
    out_.append(reinterpret_cast<const char*>(room.data()), room.size() - stream_.avail_out);
  } while (stream_.avail_out == 0);
}

void Archive::append_head(std::string& out, const Entry& entry) {
  append_number(out, version, 2);
  append_number(out, 0, 2);  // no flags: names are ASCII, sizes stand in front
  append_number(out, deflated, 2);
  append_number(out, 0, 2);  // midnight
  append_number(out, first_day, 2);
  append_number(out, entry.crc, 4);
  append_number(out, entry.compressed, 4);
  append_number(out, entry.size, 4);
  append_number(out, entry.name.size(), 2);
  append_number(out, 0, 2);  // no extra field
}

void Archive::end() {
  if (!std::exchange(open_, false)) return;
  stream_.next_in = nullptr;
  stream_.avail_in = 0;
  deflate_more(Z_FINISH);
  deflateReset(&stream_);
  Entry& entry = entries_.back();
  const std::size_t compressed = out_.size() - entry.offset - head_size - entry.name.size();
  if (compressed > largest) too_large();
  entry.compressed = static_cast<std::uint32_t>(compressed);
  std::string head;
  append_number(head, 0x04034b50, 4);
  append_head(head, entry);
  out_.replace(entry.offset, head_size, head);
}

std::string Archive::finish() {
  end();
  const std::size_t directory = out_.size();
  for (const Entry& entry : entries_) {
    append_number(out_, 0x02014b50, 4);
    append_number(out_, version, 2);  // made by: MS-DOS, so that no owner or mode is claimed
    append_head(out_, entry);
    append_number(out_, 0, 2);  // no comment
    append_number(out_, 0, 2);  // disk 0
    append_number(out_, 0, 2);  // no attributes, inside
    append_number(out_, 0, 4);  // nor outside
    append_number(out_, entry.offset, 4);
    out_ += entry.name;
  }
  const std::size_t end = out_.size();
  if (end > largest) too_large();
  append_number(out_, 0x06054b50, 4);
  append_number(out_, 0, 4);  // one disk, and the directory on it
  append_number(out_, entries_.size(), 2);
  append_number(out_, entries_.size(), 2);
  append_number(out_, end - directory, 4);
  append_number(out_, directory, 4);
  append_number(out_, 0, 2);  // no comment
  return std::move(out_);
}

}  // namespace msp

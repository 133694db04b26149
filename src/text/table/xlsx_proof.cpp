// Reads a workbook back before anybody gets it. What libxlsxwriter puts together lies in temporary
// files first, and it does not ask whether its writes to them went well: on a full disk it closes
// the workbook without an error, and rows are missing in it.
#include <array>
#include <memory>
#include <string_view>

#include "table/workbook.h"

namespace msp {
namespace {

/// One part, in pieces of any size: are its elements closed, and what do its cells hold?
class Part {
 public:
  void read(std::string_view piece) {
    while (!piece.empty()) piece.remove_prefix(in_tag_ ? read_tag(piece) : read_text(piece));
  }
  bool whole() const { return elements_ > 0 && depth_ == 0 && !in_tag_; }
  const SheetContent& content() const { return content_; }

 private:
  std::size_t read_tag(std::string_view piece) {
    const std::size_t end = piece.find('>');
    tag_ += piece.substr(0, end);
    if (end == piece.npos) return piece.size();
    in_tag_ = false;
    end_tag();
    tag_.clear();
    return end + 1;
  }

  void end_tag() {
    if (tag_.starts_with('?')) return;
    in_text_ = tag_ == "t" || tag_.starts_with("t ");
    if (tag_.starts_with('/')) {
      --depth_;
      return;
    }
    ++elements_;
    if (!tag_.ends_with('/')) ++depth_;
    if (tag_.starts_with("c ")) ++content_.cells;
  }

  std::size_t read_text(std::string_view piece) {
    const std::size_t end = piece.find('<');
    in_tag_ = end != piece.npos;
    if (in_text_) count(piece.substr(0, end));
    return in_tag_ ? end + 1 : piece.size();
  }

  /// `&lt;` was one byte.
  void count(std::string_view text) {
    for (const char c : text) {
      if (!in_entity_) ++content_.text;
      if (c == '&' || c == ';') in_entity_ = c == '&';
    }
  }

  SheetContent content_;
  std::string tag_;
  std::uint64_t elements_ = 0;
  std::int64_t depth_ = 0;
  bool in_tag_ = false;
  bool in_text_ = false;
  bool in_entity_ = false;
};

class Archive {
 public:
  Archive(const XlsxLibrary& xlsx, const std::string& path)
      : xlsx_(xlsx), archive_(xlsx.unzOpen64(path.c_str()), xlsx.unzClose) {
    if (!archive_) lost("the archive");
    check(xlsx_.unzGoToFirstFile(archive_.get()), "the archive");
  }

  std::string name() const {
    std::array<char, 256> name{};
    check(xlsx_.unzGetCurrentFileInfo64(archive_.get(), nullptr, name.data(), name.size() - 1,
                                        nullptr, 0, nullptr, 0),
          "the archive");
    return name.data();
  }

  Part part(const std::string& name) {
    check(xlsx_.unzOpenCurrentFile(archive_.get()), name);
    Part part;
    for (;;) {
      const int bytes = xlsx_.unzReadCurrentFile(archive_.get(), room_.data(), room);
      if (bytes < 0) lost(name);
      if (bytes == 0) break;
      part.read({room_.data(), static_cast<std::size_t>(bytes)});
    }
    check(xlsx_.unzCloseCurrentFile(archive_.get()), name);
    return part;
  }

  bool next() {
    const int result = xlsx_.unzGoToNextFile(archive_.get());
    if (result == UNZ_END_OF_LIST_OF_FILE) return false;
    check(result, "the archive");
    return true;
  }

  [[noreturn]] static void lost(const std::string& name) {
    failed_workbook(name + " did not come out whole");
  }

 private:
  static void check(int result, const std::string& name) {
    if (result != UNZ_OK) lost(name);
  }

  static constexpr unsigned room = 1 << 16;

  const XlsxLibrary& xlsx_;
  std::unique_ptr<void, decltype(&::unzClose)> archive_;
  std::array<char, room> room_;
};

}  // namespace

void prove_whole(const XlsxLibrary& xlsx, const std::string& path,
                 const std::vector<SheetContent>& sheets) {
  Archive archive(xlsx, path);
  std::size_t found = 0;
  do {
    const std::string name = archive.name();
    const Part part = archive.part(name);
    if (!part.whole()) Archive::lost(name);
    if (!name.starts_with("xl/worksheets/sheet")) continue;
    if (found == sheets.size() || part.content() != sheets[found]) Archive::lost(name);
    ++found;
  } while (archive.next());
  if (found != sheets.size()) Archive::lost("the archive");
}

}  // namespace msp

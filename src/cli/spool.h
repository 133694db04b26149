// A file without a name, for what must not keep others waiting while it comes or goes.
#pragma once

#include <string_view>

namespace msp::cli {

class Spool {
 public:
  Spool();  ///< in TMPDIR, else /tmp. Faults: system.spool (exit 6)
  ~Spool();
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  void write(std::string_view bytes);
  /// A descriptor at its beginning, for the caller to close.
  int rewound();

 private:
  int descriptor_ = -1;
};

}  // namespace msp::cli

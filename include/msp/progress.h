// How far a long piece of work has come, for whoever waits for it at a terminal. The work says
// what it does and counts; whether anybody is told, and how, is main's to say.
//
//   Progress progress("events", ledger.head().seq);
//   while (rows->step()) { progress.step(); … }
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>

namespace msp {

struct Progressed {
  std::string_view unit;    ///< "events": what is counted; "bytes" are shown as MB
  std::int64_t done = 0;    ///< so far
  std::int64_t of = 0;      ///< in all; 0: nobody knows
  std::int64_t micros = 0;  ///< since the work began
};

/// Whom progress is told: after the first second of a piece of work, five times a second from then
/// on, and with nothing when it is over.
struct ProgressTeller {
  std::int64_t (*micros)();             ///< the clock
  void (*show)(const Progressed* now);  ///< never throws
};
/// Nobody, which is where every process begins: counting is all that is done.
void show_progress(const ProgressTeller* teller);

class Progress {
 public:
  explicit Progress(std::string_view unit, std::int64_t of = 0);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void step(std::int64_t more = 1) {
    done_ += more;
    if (done_ >= next_look_) look();
  }

 private:
  void look();

  std::string_view unit_;
  std::int64_t of_;
  std::int64_t done_ = 0;
  /// The clock is asked now and then, as often as the work's own pace makes cheap.
  std::int64_t next_look_ = std::numeric_limits<std::int64_t>::max();
  std::int64_t stride_ = 1;
  std::int64_t started_ = 0;
  std::int64_t looked_ = 0;  // when
  std::int64_t shown_ = 0;   // when; 0: never
};

}  // namespace msp

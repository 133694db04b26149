#include "msp/progress.h"

namespace msp {
namespace {

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t between_lines = second / 5;
const ProgressTeller* teller = nullptr;

}  // namespace

void show_progress(const ProgressTeller* told) { teller = told; }

Progress::Progress(std::string_view unit, std::int64_t of) : unit_(unit), of_(of) {
  if (!teller) return;
  started_ = looked_ = teller->micros();
  next_look_ = stride_;
}

Progress::~Progress() {
  if (shown_ != 0 && teller) teller->show(nullptr);
}

void Progress::look() {
  if (!teller) return;
  const std::int64_t now = teller->micros();
  const std::int64_t since = now - looked_;
  if (since < between_lines / 8) stride_ *= 2;
  if (since > between_lines / 2 && stride_ > 1) stride_ /= 2;
  looked_ = now;
  next_look_ = done_ + stride_;
  if (now - started_ < second || now - shown_ < between_lines) return;
  shown_ = now;
  const Progressed told{unit_, done_, of_, now - started_};
  teller->show(&told);
}

}  // namespace msp

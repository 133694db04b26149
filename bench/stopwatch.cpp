// Times whole commands, one process each, and says what memory they took at most:
//
//   msp-stopwatch ROUNDS COMMAND… [:: COMMAND…]…
//   msp-stopwatch --at-once N ROUNDS COMMAND…
//
// The commands take turns, so that a slow minute of the machine hits all of them alike; `{}` in a
// word is the number of the run. What stands between two `@` is run before each turn, untimed.
// One line per command: median and 99th percentile in microseconds, peak in KiB, failures.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

struct Figures {
  std::vector<long> micros;
  long peak = 0;
  int failures = 0;
};

Words numbered(Words words, int number) {
  for (std::string& word : words) {
    for (auto at = word.find("{}"); at != std::string::npos; at = word.find("{}"))
      word.replace(at, 2, std::to_string(number));
  }
  return words;
}

pid_t start(const Words& words) {
  std::vector<char*> argv;
  for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  if (std::getenv("STOPWATCH_LOUD") == nullptr)
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int failed = posix_spawnp(&child, argv[0], &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed == 0) return child;
  std::fprintf(stderr, "msp-stopwatch: cannot run %s\n", argv[0]);
  std::exit(1);
}

/// Runs `count` processes of one command at the same time.
void run(const Words& words, int first_number, int count, Figures& figures) {
  std::map<pid_t, Clock::time_point> running;
  for (int i = 0; i < count; ++i) {
    const Words own = numbered(words, first_number + i);
    const auto started = Clock::now();
    running.emplace(start(own), started);
  }
  while (!running.empty()) {
    int status = 0;
    rusage usage{};
    const pid_t child = wait4(-1, &status, 0, &usage);
    const auto took = Clock::now() - running.at(child);
    running.erase(child);
    figures.micros.push_back(std::chrono::duration_cast<std::chrono::microseconds>(took).count());
    figures.peak = std::max(figures.peak, usage.ru_maxrss);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++figures.failures;
  }
}

struct Contender {
  Words prepare;
  Words words;
  Figures figures;
};

std::vector<Contender> contenders_in(char** begin, char** end) {
  std::vector<Contender> contenders(1);
  bool preparing = false;
  for (char** word = begin; word != end; ++word) {
    const std::string_view text = *word;
    if (text == "::") {
      contenders.emplace_back();
    } else if (text == "@") {
      preparing = !preparing;
    } else {
      Contender& last = contenders.back();
      (preparing ? last.prepare : last.words).emplace_back(text);
    }
  }
  return contenders;
}

void print(Figures figures) {
  std::sort(figures.micros.begin(), figures.micros.end());
  const std::size_t size = figures.micros.size();
  std::printf("%ld %ld %ld %d\n", figures.micros[size / 2], figures.micros[size * 99 / 100],
              figures.peak, figures.failures);
}

}  // namespace

int main(int argc, char** argv) {
  int at = 1;
  int at_once = 1;
  if (argc > 3 && std::string_view(argv[1]) == "--at-once") {
    at_once = std::atoi(argv[2]);
    at = 3;
  }
  const int rounds = argc > at + 1 ? std::atoi(argv[at]) : 0;
  if (rounds < 1 || at_once < 1) {
    std::fprintf(stderr, "usage: msp-stopwatch [--at-once N] ROUNDS COMMAND [:: COMMAND]\n");
    return 2;
  }
  std::vector<Contender> contenders = contenders_in(argv + at + 1, argv + argc);
  for (int round = 0; round < rounds; ++round) {
    for (Contender& contender : contenders) {
      Figures ignored;
      if (!contender.prepare.empty()) run(contender.prepare, round + 1, 1, ignored);
      run(contender.words, round * at_once + 1, at_once, contender.figures);
    }
  }
  for (const Contender& contender : contenders) print(contender.figures);
}

// The source tree as text, with and without comments and the insides of strings.
#pragma once

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "support/place.h"

namespace msp::test::tree {

namespace fs = std::filesystem;

using Findings = std::vector<std::string>;
inline const Findings none;
inline const fs::path root = source_dir;

inline std::string text_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Every .h and .cpp below these folders of the tree, in order.
inline std::vector<fs::path> sources(const std::vector<std::string>& folders) {
  std::vector<fs::path> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const fs::path kind = entry.path().extension();
      if (kind == ".h" || kind == ".cpp") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

inline const std::vector<std::string> everywhere = {"include", "src", "tests", "bench"};

inline std::string place(const fs::path& file, std::size_t line) {
  return file.lexically_relative(root).string() + ":" + std::to_string(line);
}

/// `text` with comments gone and the insides of strings and characters blank; lines stay.
inline std::string code_of(const std::string& text) {
  std::string code = text;
  const auto blank = [&code](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < std::min(to, code.size()); ++i) {
      if (code[i] != '\n') code[i] = ' ';
    }
  };
  const auto quoted_end = [&text](std::size_t start) {
    std::size_t end = start + 1;
    while (end < text.size() && text[end] != text[start]) end += text[end] == '\\' ? 2U : 1U;
    return end;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool in_word = i > 0 && std::isalnum(static_cast<unsigned char>(text[i - 1])) != 0;
    std::size_t end = i;
    if (text.compare(i, 2, "//") == 0) {
      end = text.find('\n', i);
      blank(i, end);
    } else if (text.compare(i, 2, "/*") == 0) {
      end = text.find("*/", i);
      blank(i, end);
    } else if (text.compare(i, 2, "R\"") == 0 && !in_word) {
      const std::size_t open = text.find('(', i);
      end = text.find(")" + text.substr(i + 2, open - i - 2) + "\"", open);
      blank(i, end);
    } else if (text[i] == '"' || (text[i] == '\'' && !in_word)) {
      end = quoted_end(i);
      blank(i + 1, end);
    }
    if (end == std::string::npos) break;
    i = end;
  }
  return code;
}

/// Where `pattern` is found; in code only, unless `whole`.
inline Findings found(const std::vector<fs::path>& files, const std::string& pattern,
                      bool whole = false) {
  const std::regex wanted(pattern);
  Findings findings;
  for (const fs::path& file : files) {
    const std::string text = text_of(file);
    std::size_t number = 0;
    for (const std::string& line : lines_of(whole ? text : code_of(text))) {
      ++number;
      if (std::regex_search(line, wanted)) findings.push_back(place(file, number));
    }
  }
  return findings;
}

inline std::vector<fs::path> outside(std::vector<fs::path> files,
                                     const std::vector<std::string>& folders) {
  std::erase_if(files, [&folders](const fs::path& file) {
    const std::string path = file.lexically_relative(root).string();
    return std::any_of(folders.begin(), folders.end(),
                       [&path](const std::string& folder) { return path.starts_with(folder); });
  });
  return files;
}

}  // namespace msp::test::tree

// A document in 80 columns.
#include <algorithm>

#include "msp/document.h"
#include "msp/read.h"

namespace msp {
namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t right_half = 42;
constexpr std::size_t gap = 2;
constexpr std::size_t least_description = 20;

std::string blanks(std::size_t width) { return std::string(width, ' '); }

std::string padded(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? text + blanks(width - used) : text;
}

std::string right_aligned(const std::string& text, std::size_t width) {
  const std::size_t used = display_width(text);
  return used < width ? blanks(width - used) + text : text;
}

/// `text` in lines of at most `width` columns, broken at blanks; a longer word stands alone.
std::vector<std::string> wrapped(const std::string& text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(' '), rest.size());
    const std::string word(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  if (!line.empty()) lines.push_back(std::move(line));
  return lines;
}

std::size_t widest(const std::vector<Labelled>& facts) {
  std::size_t width = 0;
  for (const Labelled& fact : facts) width = std::max(width, display_width(fact.label));
  return width;
}

std::vector<std::string> lines_of(const std::vector<Labelled>& facts) {
  const std::size_t width = widest(facts);
  std::vector<std::string> lines;
  for (const Labelled& fact : facts) {
    lines.push_back(padded(fact.label, width + gap) + fact.value);
  }
  return lines;
}

std::vector<std::string> lines_of(const DocumentParty& party) {
  std::vector<std::string> lines;
  if (!party.heading.empty()) lines.push_back(party.heading);
  if (!party.name.empty()) lines.push_back(party.name);
  lines.insert(lines.end(), party.lines.begin(), party.lines.end());
  return lines;
}

class TextPage {
 public:
  explicit TextPage(const Document& document) : document_(document) {}

  std::string text() {
    const std::string title = document_.title + " " + document_.number;
    std::vector<std::string> seller = lines_of(document_.seller);
    if (seller.empty()) seller.emplace_back();
    if (display_width(seller.front()) + gap + display_width(title) <= page_width) {
      seller.front() += right_aligned(title, page_width - display_width(seller.front()));
    } else {
      add(right_aligned(title, page_width));
    }
    for (const std::string& line : seller) add(line);
    add("");
    add_side_by_side(lines_of(document_.buyer), lines_of(document_.facts));
    add("");
    add_lines();
    add_sums();
    add_payment();
    return std::move(text_);
  }

 private:
  void add(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + "\n";
  }

  void add_rule() {
    for (std::size_t i = 0; i < page_width; ++i) text_ += "─";
    text_ += "\n";
  }

  void add_side_by_side(const std::vector<std::string>& left,
                        const std::vector<std::string>& right) {
    std::vector<std::string> folded;
    for (const std::string& line : left) {
      for (std::string& part : wrapped(line, right_half - gap)) folded.push_back(std::move(part));
    }
    for (std::size_t i = 0; i < std::max(folded.size(), right.size()); ++i) {
      add(padded(i < folded.size() ? folded[i] : "", right_half) +
          (i < right.size() ? right[i] : ""));
    }
  }

  std::size_t width_of(std::string DocumentLine::*column) const {
    std::size_t width = display_width(document_.headings.*column);
    for (const DocumentLine& line : document_.lines) {
      width = std::max(width, display_width(line.*column));
    }
    return width;
  }

  /// All columns but the period, which stands below the description.
  void add_lines() {
    const std::size_t number = width_of(&DocumentLine::number);
    const std::vector<std::string DocumentLine::*> figures = {
        &DocumentLine::quantity, &DocumentLine::unit_price, &DocumentLine::tax_rate,
        &DocumentLine::net};
    std::size_t taken = number + gap;
    for (const auto& column : figures) taken += gap + width_of(column);
    const std::size_t description =
        taken + least_description < page_width ? page_width - taken : least_description;
    const auto row = [&](const DocumentLine& line, const std::string& name) {
      std::string text =
          right_aligned(line.number, number) + blanks(gap) + padded(name, description);
      for (const auto& column : figures) {
        text += blanks(gap) + right_aligned(line.*column, width_of(column));
      }
      add(text);
    };
    row(document_.headings, document_.headings.description);
    add_rule();
    for (const DocumentLine& line : document_.lines) {
      std::vector<std::string> names = wrapped(line.description, description);
      if (names.empty()) names.emplace_back();
      row(line, names.front());
      names.push_back(line.period);
      names.insert(names.end(), line.notes.begin(), line.notes.end());
      for (std::size_t i = 1; i < names.size(); ++i) add(blanks(number + gap) + names[i]);
    }
    add_rule();
  }

  void add_sums() {
    std::size_t amounts = width_of(&DocumentLine::net);
    for (const Labelled& total : document_.totals) {
      amounts = std::max(amounts, display_width(total.value));
    }
    for (const Labelled& total : document_.totals) {
      add(right_aligned(total.label, page_width - gap - amounts) + blanks(gap) +
          right_aligned(total.value, amounts));
    }
    if (document_.taxes.empty()) return;
    add("");
    std::size_t net = display_width(document_.tax_headings.net);
    std::size_t tax = display_width(document_.tax_headings.tax);
    for (const DocumentTax& row : document_.taxes) {
      net = std::max(net, display_width(row.net));
      tax = std::max(tax, display_width(row.tax));
    }
    const std::size_t name = page_width - 2 * gap - net - tax;
    const auto add_row = [&](const DocumentTax& row) {
      const auto names = wrapped(row.name, name);
      add(padded(names.front(), name) + blanks(gap) + right_aligned(row.net, net) + blanks(gap) +
          right_aligned(row.tax, tax));
      for (std::size_t i = 1; i < names.size(); ++i) add(names[i]);
    };
    add_row(document_.tax_headings);
    for (const DocumentTax& row : document_.taxes) add_row(row);
  }

  void add_payment() {
    if (document_.nothing_to_pay) add("\n" + *document_.nothing_to_pay);
    if (!document_.payment) return;
    const DocumentPayment& payment = *document_.payment;
    add("");
    add(payment.heading);
    std::vector<Labelled> facts = payment.facts;
    if (payment.barcode) facts.push_back({payment.barcode_label, *payment.barcode});
    for (const std::string& line : lines_of(facts)) add(line);
  }

  const Document& document_;
  std::string text_;
};

}  // namespace

std::string document_text(const Document& document) { return TextPage(document).text(); }

}  // namespace msp

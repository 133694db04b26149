// Is there a payment card's number in a text (MISSION X3)? Said twice wrongly it hurts twice: a
// number that passes is kept for ever, and a desk that is stopped by its own ticket ids learns to
// write around the check. So a number counts as a card's only with all three: an issuer's prefix,
// a length that issuer gives, and the check digit. What is none by its form is looked away from
// first: dates, times of day, IBANs, article numbers, telephone numbers.
//
//   text → folded (digits of any script, one kind of blank, nothing invisible) → without what is
//   none → clusters of digit groups → any run of neighbouring groups that is written as a card's is
//
// Left out on purpose: the airlines' UATP (15 digits from 1: every second message id), and Visa's
// 13 digits where they are an article number (EAN) or follow a `+`; both are not issued any more.
// Written by hand, not with std::regex: this is asked of every cell of a million imported rows.
#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/identifiers.h"
#include "msp/payment_reference.h"
#include "msp/read.h"
#include "read/characters.h"

namespace msp {
namespace {

constexpr std::size_t shortest_card = 13;
constexpr std::size_t longest_card = 19;  // ISO/IEC 7812
constexpr char nothing = '\1';            // stands where something was that joins no digits

bool is_letter_or_digit(char c) { return is_digit(c) || is_letter(c); }

// ---- folding ----

/// Digits of a script stand in tens, from zero up: ٠ to ٩, ０ to ９, 𝟎 to 𝟿.
char digit_of(std::int32_t value) {
  std::int32_t zero = value;
  while (utf8proc_category(zero - 1) == UTF8PROC_CATEGORY_ND) --zero;
  return static_cast<char>('0' + (value - zero) % 10);
}

char folded(std::int32_t value) {
  if (value < 0x80) return static_cast<char>(value);
  const auto category = utf8proc_category(value);
  if (category == UTF8PROC_CATEGORY_ND) return digit_of(value);
  if (category == UTF8PROC_CATEGORY_ZS) return ' ';
  if (category == UTF8PROC_CATEGORY_PD) return '-';
  const bool letter = category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
  return letter ? 'x' : '\'';  // or a mark of some kind
}

bool is_combining(std::int32_t value) {
  const auto category = utf8proc_category(value);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/// `text` in ASCII as far as digits go: ① and ４ are digits, what is not seen is not there.
std::string fold(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  std::string out;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    text.remove_prefix(next.bytes);
    if (next.value < 0x80) {
      out += next.value < 0 ? nothing : static_cast<char>(next.value);
      continue;
    }
    if (is_ignorable(next.value)) continue;
    std::array<utf8proc_int32_t, 32> parts{};
    int last_class = 0;
    const auto count = utf8proc_decompose_char(next.value, parts.data(), parts.size(),
                                               UTF8PROC_COMPAT, &last_class);
    for (std::size_t i = 0; count > 0 && i < static_cast<std::size_t>(count); ++i) {
      if (!is_combining(parts.at(i))) out += folded(parts.at(i));
    }
  }
  return out;
}

// ---- what is none by its form ----

/// Reads what stands at a place of a text, part by part; `ok` is whether all was there.
struct Scan {
  std::string_view text;
  std::size_t at;
  bool ok = true;

  char peek() const { return at < text.size() ? text[at] : nothing; }
  /// `least` to `most` digits that no other follows; their value.
  int number(std::size_t least, std::size_t most) {
    int value = 0;
    std::size_t size = 0;
    for (; size < most && is_digit(peek()); ++size) value = value * 10 + (text[at++] - '0');
    ok = ok && size >= least && !is_digit(peek());
    return value;
  }
  void mark(char c) {
    ok = ok && peek() == c;
    if (ok) ++at;
  }
  void among(int value, int least, int most) { ok = ok && value >= least && value <= most; }
};

constexpr int first_year = 1900;
constexpr int last_year = 2099;

/// The end of `2026-01-31` or `31.1.2026` at `start`, or `start`.
std::size_t date_end(std::string_view text, std::size_t start) {
  for (const char mark : {'-', '.', '/'}) {
    Scan iso{text, start};
    iso.among(iso.number(4, 4), first_year, last_year);
    iso.mark(mark);
    iso.among(iso.number(2, 2), 1, 12);
    iso.mark(mark);
    iso.among(iso.number(2, 2), 1, 31);
    if (iso.ok) return iso.at;
    Scan said{text, start};
    said.among(said.number(1, 2), 1, 31);
    said.mark(mark);
    said.among(said.number(1, 2), 1, 12);
    said.mark(mark);
    said.among(said.number(4, 4), first_year, last_year);
    if (said.ok) return said.at;
  }
  return start;
}

/// The end of `10:22`, `10:22:33` or `10:22:33.123456` at `start`, or `start`.
std::size_t time_end(std::string_view text, std::size_t start) {
  Scan scan{text, start};
  scan.among(scan.number(1, 2), 0, 23);
  scan.mark(':');
  scan.among(scan.number(2, 2), 0, 59);
  if (!scan.ok) return start;
  if (scan.peek() != ':') return scan.at;
  scan.mark(':');
  scan.among(scan.number(2, 2), 0, 60);
  if (!scan.ok || scan.peek() == ':') return start;
  const std::size_t end = scan.at;
  if (scan.peek() != '.' && scan.peek() != ',') return end;
  ++scan.at;
  scan.number(1, 9);
  return scan.ok ? scan.at : end;
}

/// How long an IBAN of the country is (ISO 13616's registry); 0 if it has none.
std::size_t iban_size(char first, char second) {
  constexpr std::string_view sizes =
      "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29"
      "ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28"
      "LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25"
      "QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";
  for (std::size_t i = 0; i < sizes.size(); i += 4) {
    if (sizes[i] != first || sizes[i + 1] != second) continue;
    return static_cast<std::size_t>((sizes[i + 2] - '0') * 10 + (sizes[i + 3] - '0'));
  }
  return 0;
}

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// The end of an IBAN at `start` whose check digits are right, or `start`.
std::size_t iban_end(std::string_view text, std::size_t start) {
  if (text.size() - start < 15) return start;
  const std::size_t size = iban_size(upper(text[start]), upper(text[start + 1]));
  std::string compact;
  std::size_t at = start;
  for (; at < text.size() && compact.size() < size; ++at) {
    if (is_letter_or_digit(text[at])) {
      compact += upper(text[at]);
    } else if ((text[at] != ' ' && text[at] != '-') || !is_letter_or_digit(text[at - 1])) {
      return start;
    }
  }
  const bool whole = at == text.size() || !is_letter_or_digit(text[at]);
  return size > 0 && compact.size() == size && whole && is_iban(compact) ? at : start;
}

/// `text` with `nothing` in the place of dates, times and IBANs.
std::string without_other_numbers(std::string text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!is_letter_or_digit(text[at])) continue;
    if (at > 0 && is_letter_or_digit(text[at - 1])) continue;
    std::size_t end = at;
    if (!is_digit(text[at])) {
      end = iban_end(text, at);
    } else {
      end = date_end(text, at);
      const bool within = at > 0 && text[at - 1] == ':';
      if (end == at && !within) end = time_end(text, at);
    }
    for (; at < end; ++at) text[at] = nothing;
  }
  return text;
}

// ---- what is a card's by its digits ----

/// The last digit of a card's number checks the others: every second one from the right is doubled.
bool passes_luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int weighed = i % 2 == 0 ? digit : 2 * digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 == 0;
}

/// An article number (EAN-13: weights 1 and 3), of the countries 4… and 5…: beyond them no one
/// gives numbers that begin as a card's of 13 digits does.
bool is_article_number(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) sum += (digits[i] - '0') * (i % 2 == 0 ? 1 : 3);
  return digits.size() == 13 && digits.front() < '6' && sum % 10 == 0;
}

struct Issuer {
  int first, last;                // of the first six digits
  std::size_t shortest, longest;  // a number's
};

constexpr Issuer issuers[] = {
    {340000, 349999, 15, 15}, {370000, 379999, 15, 15},  // American Express
    {222100, 272099, 16, 16}, {510000, 559999, 16, 16},  // Mastercard
    {300000, 305999, 14, 19}, {309500, 309599, 14, 19},
    {360000, 369999, 14, 19},                            // Diners Club
    {380000, 399999, 14, 19},                            // …
    {352800, 358999, 16, 19},                            // JCB
    {601100, 601199, 16, 19}, {644000, 659999, 16, 19},  // Discover, RuPay
    {620000, 629999, 16, 19}, {810000, 829999, 16, 19},  // UnionPay, RuPay
    {501800, 502099, 13, 19}, {503800, 503899, 13, 19},
    {589300, 589399, 13, 19},                            // Maestro, Dankort
    {630400, 630499, 13, 19}, {675900, 676399, 13, 19},  // …
    {220000, 220499, 16, 19},                            // Mir
    {506099, 506198, 16, 19}, {506699, 506778, 16, 16},
    {509000, 509999, 16, 16},                            // Verve, Elo
    {508500, 508999, 16, 16}, {606985, 608500, 16, 16},  // RuPay
    {636000, 639999, 16, 19}, {979200, 979299, 16, 16},  // InterPayment, Troy
};

bool has_issuer(std::string_view digits) {
  const std::size_t size = digits.size();
  if (digits.front() == '4') return size == 13 || size == 16 || size == 19;  // Visa
  int prefix = 0;
  for (const char c : digits.substr(0, 6)) prefix = prefix * 10 + (c - '0');
  return std::any_of(std::begin(issuers), std::end(issuers), [&](const Issuer& issuer) {
    return prefix >= issuer.first && prefix <= issuer.last && size >= issuer.shortest &&
           size <= issuer.longest;
  });
}

bool is_card(std::string_view digits) {
  return digits.size() >= shortest_card && digits.size() <= longest_card && has_issuer(digits) &&
         passes_luhn(digits);
}

// ---- what is written as a card's number is ----

using Sizes = std::vector<std::size_t>;

/// One group; groups of one size, but for the last or the first; fours and what is made of fours;
/// what is printed on American Express and Diners, or parts the issuer's six digits from the rest.
/// A process id, a time stamp and a counter of a message id are none of these, a hand-made spacing
/// of four groups and more is one if there is nothing else around it.
bool is_spaced_as_card(const Sizes& groups, bool dotted, bool alone) {
  constexpr std::size_t longest_even = 8;
  std::size_t all = 0;
  bool fours = true;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    fours = fours && all % 4 == 0;
    all += groups[i];
  }
  if (groups.size() == 1) return true;
  if (groups.size() == 2) {
    return !dotted && ((fours && all > 14) || groups[0] == 6 || groups[0] == longest_even);
  }
  if (fours || (groups.size() == 3 && groups[0] == 4 && groups[1] == 6)) return true;
  const auto even = [](auto from, auto to) {
    return *from <= longest_even && std::adjacent_find(from, to, std::not_equal_to<>()) == to;
  };
  if (even(groups.begin(), groups.end() - 1) && groups.back() <= groups.front() + 1) return true;
  if (even(groups.begin() + 1, groups.end()) && groups.front() <= groups.back()) return true;
  return alone && groups.size() > 3 && (all == 15 || all == 16);
}

/// Digits in groups, with nothing but separators between them.
struct Cluster {
  std::string digits;
  Sizes groups;
  bool dotted = false;
  bool international = false;  // `+` stands before it
  char joint = '\0';           // the mark that joins, if it is another than blanks, dots, dashes

  void add_digit(char c, bool begins) {
    if (begins) groups.push_back(0);
    digits += c;
    ++groups.back();
  }

  /// Any neighbouring groups count, not only all of them: in "order 12 4111 1111 1111 1111" the 12
  /// must not hide the card.
  bool holds_card() const {
    std::size_t start = 0;
    for (std::size_t first = 0; first < groups.size(); start += groups[first++]) {
      Sizes spaced;
      std::size_t size = 0;
      for (std::size_t last = first; last < groups.size(); ++last) {
        spaced.push_back(groups[last]);
        size += groups[last];
        if (size > longest_card) break;
        const std::string_view part = std::string_view(digits).substr(start, size);
        const bool alone = size == digits.size();
        if (!is_card(part) || !is_spaced_as_card(spaced, dotted, alone)) continue;
        const bool article = spaced.size() == 1 && is_article_number(part);
        const bool telephone = international && alone && size == shortest_card;
        if (!article && !telephone) return true;
      }
    }
    return false;
  }

  /// Whether what stands between two groups joins them: blanks, dots and dashes do, and any other
  /// mark that stands alone and is the only one of its kind.
  bool joined_by(std::string_view between) {
    constexpr std::string_view common = " .-_";
    dotted = dotted || between.find('.') != std::string_view::npos;
    if (between.find_first_not_of(common) == std::string_view::npos) return joint == '\0';
    const char mark = between.front();
    const bool first = joint == '\0' && groups.size() == 1;
    if (between.size() > 1 || mark == nothing || mark == '@' || mark == '+') return false;
    if (is_letter_or_digit(mark) || (!first && mark != joint)) return false;
    joint = mark;
    return true;
  }
};

}  // namespace

bool looks_like_card_number(std::string_view text) {
  if (text.size() < shortest_card) return false;
  const auto has_enough_digits = [](std::string_view in) {
    return std::count_if(in.begin(), in.end(), is_digit) >= std::ptrdiff_t{shortest_card};
  };
  if (is_plain_ascii(text) && !has_enough_digits(text)) return false;
  const std::string folded_text = fold(text);
  if (!has_enough_digits(folded_text)) return false;
  const std::string plain = without_other_numbers(folded_text);
  Cluster cluster;
  std::size_t end = 0;  // of the last group
  for (std::size_t at = 0; at < plain.size(); ++at) {
    if (!is_digit(plain[at])) continue;
    const bool begins = cluster.groups.empty() || end != at;
    if (begins && (cluster.groups.empty() ||
                   !cluster.joined_by(std::string_view(plain).substr(end, at - end)))) {
      if (cluster.holds_card()) return true;
      cluster = {};
      cluster.international = at > 0 && plain[at - 1] == '+';
    }
    cluster.add_digit(plain[at], begins);
    end = at + 1;
  }
  return cluster.holds_card();
}

}  // namespace msp

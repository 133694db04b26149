#include "msp/read.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <new>

#include "msp/ascii.h"
#include "msp/date.h"
#include "msp/payment_reference.h"
#include "read/characters.h"

namespace msp {
namespace {

constexpr std::size_t longest_name = 200;          // code points
constexpr std::size_t longest_mail_address = 254;  // RFC 5321: a path of 256 with its brackets
constexpr std::size_t longest_mailbox = 64;        // RFC 5321 4.5.3.1.1
constexpr std::size_t longest_domain_label = 63;   // RFC 1035 2.3.4

/// Spaces, and what looks like nothing.
bool is_blank(std::int32_t value) {
  return utf8proc_category(value) == UTF8PROC_CATEGORY_ZS || is_ignorable(value);
}

Refusal bad_name(const char* code, const char* message, const char* hint) {
  return {code, message, hint};
}

/// `text`, which is UTF-8, with each character composed (ä is one code point, however it was
/// typed): two names that look the same are the same bytes.
std::string composed(std::string_view text) {
  if (is_plain_ascii(text)) return std::string(text);
  utf8proc_uint8_t* bytes = nullptr;
  const auto size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &bytes,
                   static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(bytes, &std::free);
  if (size < 0) throw std::bad_alloc();  // the only way left to fail: the text was checked
  return std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::vector<std::int32_t> code_points(std::string_view text) {
  std::vector<std::int32_t> values;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    values.push_back(next.value);
    text.remove_prefix(next.bytes);
  }
  return values;
}

// Letters, digits and the marks that no mail system gives a meaning. `!` and `%` were routes, `/`
// and `|` are file and pipe to some deliverers, the backquote is the shell's.
bool is_mailbox_character(char c) {
  return is_letter(c) || is_digit(c) ||
         std::string_view("._+-'&=~#").find(c) != std::string_view::npos;
}

bool is_mailbox(std::string_view text) {
  // A leading hyphen would be an option to the program that sends the mail.
  return !text.empty() && text.size() <= longest_mailbox && text.front() != '-' &&
         text.front() != '.' && text.back() != '.' && text.find("..") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), is_mailbox_character);
}

bool is_domain_label(std::string_view text) {
  return !text.empty() && text.size() <= longest_domain_label && text.front() != '-' &&
         text.back() != '-' && std::all_of(text.begin(), text.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-';
         });
}

bool is_domain(std::string_view text) {
  const std::size_t last_dot = text.rfind('.');
  if (last_dot == std::string_view::npos) return false;
  // A last label without a letter is an IP address, not a domain.
  const std::string_view top = text.substr(last_dot + 1);
  if (std::none_of(top.begin(), top.end(), is_letter)) return false;
  for (std::size_t dot = text.find('.'); dot != std::string_view::npos; dot = text.find('.')) {
    if (!is_domain_label(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_domain_label(text);
}

/// Takes `before` and two digits up to `most` off the front: `:30`.
std::optional<std::int64_t> take_pair(std::string_view& text, char before, std::int64_t most) {
  if (text.size() < 3 || text[0] != before || !is_digit(text[1]) || !is_digit(text[2])) {
    return std::nullopt;
  }
  const std::int64_t value = (text[1] - '0') * 10 + (text[2] - '0');
  if (value > most) return std::nullopt;
  text.remove_prefix(3);
  return value;
}

/// Takes `.5` to `.123456789` off the front, or nothing.
std::optional<std::int64_t> take_micros(std::string_view& text) {
  if (!text.starts_with('.')) return 0;
  text.remove_prefix(1);
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits < 1 || digits > 9) return std::nullopt;
  std::int64_t micros = 0;
  for (std::size_t i = 0; i < 6; ++i) micros = micros * 10 + (i < digits ? text[i] - '0' : 0);
  text.remove_prefix(digits);
  return micros;
}

/// `Z`, `+02:00`, `-05:30`: how far the clock on that wall is ahead.
std::optional<std::int64_t> read_offset_minutes(std::string_view text) {
  if (text == "Z") return 0;
  const char sign = text.starts_with('-') ? '-' : '+';
  const auto hours = take_pair(text, sign, 23);
  const auto minutes = take_pair(text, ':', 59);
  if (!hours || !minutes || !text.empty()) return std::nullopt;
  const std::int64_t offset = *hours * 60 + *minutes;
  return sign == '-' ? -offset : offset;
}

}  // namespace

Result<std::string> read_name(std::string_view text) {
  auto name = read_identifier(text);
  if (name && looks_like_card_number(*name)) {
    return bad_name("text.card_number", "the text may hold a payment card's number",
                    "Leave the number out: only its last four digits may be recorded.");
  }
  return name;
}

Result<std::string> read_identifier(std::string_view text) {
  if (!is_utf8(text)) {
    return bad_name("text.not_utf8", "the text is not valid UTF-8", "Type or save it as UTF-8.");
  }
  std::string name = composed(text);
  const std::vector<std::int32_t> characters = code_points(name);
  const auto hidden = [] {
    return bad_name("text.forbidden_character",
                    "the text holds a control character, a line break or an invisible mark",
                    "Type it anew on one line instead of pasting it.");
  };
  if (std::any_of(characters.begin(), characters.end(), is_forbidden)) return hidden();
  if (std::all_of(characters.begin(), characters.end(), is_blank)) {
    return bad_name("text.empty", "the text is empty", "Write at least one visible character.");
  }
  // Not trimmed: what is recorded is what was said, or it is not recorded.
  if (is_blank(characters.front()) || is_blank(characters.back())) {
    return bad_name("text.stray_space", "the text starts or ends with white space",
                    "Leave the white space out.");
  }
  if (std::any_of(characters.begin(), characters.end(), is_ignorable)) return hidden();
  if (characters.size() > longest_name) {
    return bad_name("text.too_long", "the text is longer than 200 characters", "Shorten it.");
  }
  return name;
}

Result<std::string> read_mail_address(std::string_view text) {
  const std::size_t at = text.find('@');
  if (text.size() > longest_mail_address || at == std::string_view::npos ||
      !is_mailbox(text.substr(0, at)) || !is_domain(text.substr(at + 1))) {
    return Refusal{"mail.malformed", "this is not a plain mail address",
                   "Write name@domain alone, for example billing@example.com."};
  }
  std::string address(text);
  // Domains have no case; a mailbox may have one, and it is its owner's business.
  std::transform(address.begin() + static_cast<std::ptrdiff_t>(at), address.end(),
                 address.begin() + static_cast<std::ptrdiff_t>(at), [](char c) {
                   return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
                 });
  return address;
}

std::optional<std::int64_t> read_instant(std::string_view text) {
  constexpr std::size_t date_size = 10;
  const auto day = Date::from_text(text.substr(0, date_size));
  if (!day) return std::nullopt;
  text.remove_prefix(date_size);
  const auto hours = take_pair(text, 'T', 23);
  const auto minutes = take_pair(text, ':', 59);
  const auto seconds = take_pair(text, ':', 59);
  if (!hours || !minutes || !seconds) return std::nullopt;
  const auto micros = take_micros(text);
  const auto offset = read_offset_minutes(text);
  if (!micros || !offset) return std::nullopt;
  const std::int64_t minute = (day->days() * std::int64_t{24} + *hours) * 60 + *minutes - *offset;
  return (minute * 60 + *seconds) * 1'000'000 + *micros;
}

std::size_t display_width(std::string_view text) {
  if (is_plain_ascii(text)) return text.size();
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint next = first_code_point(text);
    // A terminal shows a byte that is not UTF-8 as one replacement character.
    width += next.value < 0 ? 1 : static_cast<std::size_t>(utf8proc_charwidth(next.value));
    text.remove_prefix(next.bytes);
  }
  return width;
}

}  // namespace msp

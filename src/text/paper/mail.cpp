// Own code, not a library: libvmime brings iconv, SASL and TLS into a static program to write a
// dozen headers, GMime brings GLib, and mimetic leaves the encoding of headers to its user. What is
// written here is RFC 5322 dates, RFC 2047 encoded words, RFC 2045 quoted-printable and a
// multipart; base64 is libsodium's.
#include "msp/mail.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "msp/ascii.h"
#include "msp/date.h"
#include "msp/read.h"
#include "paper/base64.h"
#include "read/characters.h"

namespace msp {
namespace {

constexpr std::size_t longest_line = 76;       // of encoded text, RFC 2045
constexpr std::size_t longest_plain = 60;      // of a header's text that is left as it is
constexpr std::size_t encoded_word_room = 45;  // bytes: 60 of base64, with the frame 72
// Neither base64 nor quoted-printable can produce `=_`: no part contains it.
constexpr std::string_view boundary = "=_msp_part";

/// True for what may stand in a header as it is and cannot be taken for an encoded word.
bool is_plain_header(std::string_view text) {
  return is_plain_ascii(text) && text.size() <= longest_plain &&
         text.find("=?") == std::string_view::npos;
}

/// RFC 2047: words of whole characters, each on a line of its own. Whatever the text is, the result
/// is printable ASCII, and every line after the first begins with a space.
std::string encoded_words(std::string_view text) {
  std::string words;
  while (!text.empty()) {
    std::size_t size = 0;
    while (size < text.size()) {
      const std::size_t next = first_code_point(text.substr(size)).bytes;
      if (size + next > encoded_word_room) break;
      size += next;
    }
    words += (words.empty() ? "=?UTF-8?B?" : "\n =?UTF-8?B?") + base64(text.substr(0, size)) + "?=";
    text.remove_prefix(size);
  }
  return words;
}

std::string header_text(std::string_view text) {
  return is_plain_header(text) ? std::string(text) : encoded_words(text);
}

/// `"Acme Oy" <a@b.example>`; a name of letters, digits and spaces needs no quotes.
std::string mailbox_text(std::string_view name, const std::string& address) {
  if (name.empty()) return address;
  const auto letter = [](char c) { return is_letter(c) || is_digit(c) || c == ' '; };
  const bool plain = std::all_of(name.begin(), name.end(), letter) && is_plain_header(name);
  return fmt::format("{} <{}>", plain ? std::string(name) : encoded_words(name), address);
}

/// True if the character may stand as it is. Blanks at the end of a line may not, nor what begins a
/// line that a deliverer could take for its own.
bool is_plain_at(std::string_view text, std::size_t place, std::size_t column) {
  const char c = text[place];
  if (column == 0 && (c == '.' || text.substr(place).starts_with("From "))) return false;
  const bool last = place + 1 == text.size() || text[place + 1] == '\n';
  return (c > 0x20 && c < 0x7F && c != '=') || (c == ' ' && !last);
}

/// RFC 2045 6.7.
std::string quoted_printable(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') {
      out += '\n';
      column = 0;
      continue;
    }
    if (column + (is_plain_at(text, i, column) ? 1 : 3) >= longest_line) {
      out += "=\n";
      column = 0;
    }
    const bool plain = is_plain_at(text, i, column);
    out += plain ? std::string(1, text[i])
                 : fmt::format("={:02X}", static_cast<unsigned char>(text[i]));
    column += plain ? 1 : 3;
  }
  return out;
}

std::string body_part(const std::string& body) {
  return "Content-Type: text/plain; charset=UTF-8\n"
         "Content-Transfer-Encoding: quoted-printable\n\n" +
         quoted_printable(body) + (body.ends_with('\n') ? "" : "\n");
}

std::string attached_part(const Attachment& attachment) {
  std::string part = fmt::format(
      "Content-Type: {}\nContent-Transfer-Encoding: base64\n"
      "Content-Disposition: attachment; filename=\"{}\"\n\n",
      attachment.type, attachment.name);
  const std::string text = base64(attachment.bytes);
  for (std::size_t at = 0; at < text.size(); at += longest_line) {
    part += text.substr(at, longest_line) + "\n";
  }
  return part;
}

/// `Sun, 15 Mar 2026 08:00:00 +0000`
std::string date_text(std::int64_t micros) {
  constexpr std::array<std::string_view, 7> days = {
      "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};  // 1970 began on a Thursday
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr std::int64_t seconds_a_day = 86'400;
  const std::int64_t seconds = std::max<std::int64_t>(micros, 0) / 1'000'000;
  const Date date = Date::from_days(static_cast<std::int32_t>(seconds / seconds_a_day));
  const std::int64_t of_day = seconds % seconds_a_day;
  return fmt::format("{}, {} {} {} {:02}:{:02}:{:02} +0000",
                     days[static_cast<std::size_t>(date.days() % 7)], date.day(),
                     months[date.month() - 1], date.year(), of_day / 3600, of_day / 60 % 60,
                     of_day % 60);
}

/// What goes between quotes or brackets as it is: letters, digits and `._-@/+`, nothing else.
bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("._-@/+").find(c) != std::string_view::npos;
  });
}

std::optional<Refusal> refuse(const Mail& mail) {
  if (const auto read = read_mail_address(mail.from); !read) return read.refusal();
  for (std::size_t at = 0; at < mail.to.size() + 1;) {
    const std::size_t end = std::min(mail.to.find(", ", at), mail.to.size());
    if (const auto read = read_mail_address(mail.to.substr(at, end - at)); !read) {
      return read.refusal();
    }
    at = end + 2;
  }
  bool tokens = is_token(mail.message_id);
  for (const Attachment& each : mail.attachments) {
    tokens = tokens && is_token(each.name) && is_token(each.type);
  }
  if (!tokens) {
    return Refusal{"mail.malformed", "an id or the name of an attachment is not plain",
                   "Use letters, digits and ._-@/+ only."};
  }
  if (is_utf8(mail.subject) && is_utf8(mail.body) && is_utf8(mail.from_name)) return std::nullopt;
  return Refusal{"mail.not_utf8", "the text of the mail is not UTF-8", "Write it in UTF-8."};
}

}  // namespace

Result<std::string> mail_text(const Mail& mail) {
  if (auto refusal = refuse(mail)) return *refusal;
  std::string text =
      fmt::format("From: {}\nTo: {}\nSubject: {}\nDate: {}\nMessage-ID: <{}>\n",
                  mailbox_text(mail.from_name, mail.from), mail.to, header_text(mail.subject),
                  date_text(mail.written_at), mail.message_id);
  text += "Auto-Submitted: auto-generated\nMIME-Version: 1.0\n";
  if (mail.attachments.empty()) return text + body_part(mail.body);
  text += fmt::format("Content-Type: multipart/mixed; boundary=\"{}\"\n\n", boundary);
  text += fmt::format("--{}\n{}", boundary, body_part(mail.body));
  for (const Attachment& each : mail.attachments) {
    text += fmt::format("--{}\n{}", boundary, attached_part(each));
  }
  return text + fmt::format("--{}--\n", boundary);
}

}  // namespace msp

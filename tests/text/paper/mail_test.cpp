// Mails as they go to sendmail. What must hold for every text, however hostile: it stays where it
// belongs, in ASCII, and says when read back what was written.
#include "msp/mail.h"
#include "support/property.h"

#include <sodium.h>

#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <vector>

using namespace msp;

namespace {

Mail mail_about(std::string subject, std::string body = "Hello\n") {
  Mail mail;
  mail.from = "billing@provider.example";
  mail.to = "it@acme.example";
  mail.subject = std::move(subject);
  mail.body = std::move(body);
  mail.message_id = "acme.connected-10.0123456789abcdef@provider.example";
  mail.written_at = 1773561600'000'000;  // 2026-03-15T08:00:00Z, a Sunday: date -u -d @1773561600
  return mail;
}

std::string text_of(const Mail& mail) {
  const auto text = mail_text(mail);
  REQUIRE(text);
  return *text;
}

/// The headers' lines; what follows the blank line in `rest`.
std::vector<std::string> header_lines(const std::string& text, std::string& rest) {
  std::vector<std::string> lines;
  const auto blank = text.find("\n\n");
  std::istringstream in(text.substr(0, blank));
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  rest = text.substr(blank + 2);
  return lines;
}

std::string unbase64(const std::string& text) {
  std::string bytes(text.size(), '\0');
  std::size_t size = 0;
  REQUIRE(sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(),
                            text.data(), text.size(), nullptr, &size, nullptr,
                            sodium_base64_VARIANT_ORIGINAL) == 0);
  bytes.resize(size);
  return bytes;
}

/// A header read back: folded lines joined, RFC 2047 words decoded.
std::string read_header(const std::vector<std::string>& lines, const std::string& name) {
  std::string value;
  bool inside = false;
  for (const std::string& line : lines) {
    if (!line.starts_with(' ')) inside = line.starts_with(name + ": ");
    if (inside) value += line.starts_with(' ') ? line.substr(1) : line.substr(name.size() + 2);
  }
  std::string text;
  const std::string open = "=?UTF-8?B?";
  while (value.starts_with(open)) {
    const auto end = value.find("?=", open.size());
    text += unbase64(value.substr(open.size(), end - open.size()));
    value.erase(0, end + 2);
  }
  return text + value;
}

std::string unquoted(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
    } else if (text[i + 1] == '\n') {
      ++i;
    } else {
      out += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    }
  }
  return out;
}

/// UTF-8 of whatever an attacker likes: line ends, controls, encoded words, wide characters.
rc::Gen<std::string> hostile() {
  const std::vector<std::string> pieces = {"\n",
                                           "\r\n",
                                           "\r",
                                           "\nBcc: all@evil.example\n\n",
                                           "=?UTF-8?B?",
                                           "?=",
                                           "=",
                                           ".",
                                           "\n.\n",
                                           "From ",
                                           "\nFrom x",
                                           " ",
                                           "\t",
                                           std::string(1, 0),
                                           "a",
                                           "Zz",
                                           ",",
                                           ";",
                                           "<",
                                           ">",
                                           "\"",
                                           "\\",
                                           "@",
                                           ":",
                                           "ä",
                                           "€",
                                           "\u2028",
                                           "\u00A0",
                                           "😀",
                                           "--=_msp_part--\n",
                                           std::string(90, 'x')};
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                      [](const std::vector<std::string>& all) {
                        std::string text;
                        for (const std::string& piece : all) text += piece;
                        return text;
                      });
}

const std::vector<std::string> names = {
    "From:",         "To:",           "Subject:",
    "Date:",         "Message-ID:",   "Auto-Submitted:",
    "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:"};

}  // namespace

TEST_CASE("A plain mail is written as RFC 5322 has it", "[mail]") {
  CHECK(text_of(mail_about("MX record", "Hello,\n\nit is time.\n")) ==
        "From: billing@provider.example\n"
        "To: it@acme.example\n"
        "Subject: MX record\n"
        "Date: Sun, 15 Mar 2026 08:00:00 +0000\n"
        "Message-ID: <acme.connected-10.0123456789abcdef@provider.example>\n"
        "Auto-Submitted: auto-generated\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=UTF-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "\n"
        "Hello,\n\nit is time.\n");
}

TEST_CASE("What is not plain in a header is an encoded word", "[mail]") {
  // printf 'Päätös' | base64
  CHECK(text_of(mail_about("Päätös")).find("\nSubject: =?UTF-8?B?UMOkw6R0w7Zz?=\n") !=
        std::string::npos);
  Mail mail = mail_about("x");
  mail.from_name = "Oy Ab \"Quoted\" <boss@evil.example>, x";
  std::string rest;
  CHECK(header_lines(text_of(mail), rest)[0].starts_with("From: =?UTF-8?B?"));
  mail.from_name = "Sample Security Oy";
  CHECK(header_lines(text_of(mail), rest)[0] ==
        "From: Sample Security Oy <billing@provider.example>");
}

TEST_CASE("Attachments follow the text", "[mail]") {
  Mail mail = mail_about("Invoice 1");
  mail.attachments = {{"invoice-1.pdf", "application/pdf", "%PDF-1.7"}};
  // printf '%%PDF-1.7' | base64
  CHECK(
      text_of(mail).ends_with("Content-Type: multipart/mixed; boundary=\"=_msp_part\"\n\n"
                              "--=_msp_part\n"
                              "Content-Type: text/plain; charset=UTF-8\n"
                              "Content-Transfer-Encoding: quoted-printable\n\n"
                              "Hello\n"
                              "--=_msp_part\n"
                              "Content-Type: application/pdf\n"
                              "Content-Transfer-Encoding: base64\n"
                              "Content-Disposition: attachment; filename=\"invoice-1.pdf\"\n\n"
                              "JVBERi0xLjc=\n"
                              "--=_msp_part--\n"));
}

TEST_CASE("Addresses, ids and names of attachments that are not plain are refused", "[mail]") {
  const auto code = [](const Mail& mail) {
    const auto text = mail_text(mail);
    return text ? "" : text.refusal().code;
  };
  for (const char* address : {"", "a@b", "a@b.example\nBcc: c@d.example", "A <a@b.example>",
                              "a@b.example, ", "a@b.example,c@d.example", "\"a b\"@c.example"}) {
    Mail mail = mail_about("x");
    mail.to = address;
    CHECK(code(mail) == "mail.malformed");
    mail = mail_about("x");
    mail.from = address;
    CHECK(code(mail) == "mail.malformed");
  }
  Mail mail = mail_about("x");
  mail.to = "a@b.example, c@d.example";  // to several, but from one
  CHECK(code(mail).empty());
  std::swap(mail.from, mail.to);
  CHECK(code(mail) == "mail.malformed");
  mail = mail_about("x");
  mail.message_id = "a>\nBcc: c@d.example";
  CHECK(code(mail) == "mail.malformed");
  mail = mail_about("x");
  mail.attachments = {{"a\"\nb.pdf", "application/pdf", ""}};
  CHECK(code(mail) == "mail.malformed");
  CHECK(code(mail_about("\xff")) == "mail.not_utf8");
}

PROPERTY("No text begins a header, leaves ASCII, or is changed on the way", "[mail]") {
  Mail mail = mail_about(*hostile(), *hostile());
  mail.from_name = *hostile();
  const auto text = mail_text(mail);
  RC_ASSERT(static_cast<bool>(text));
  std::string rest;
  const auto lines = header_lines(*text, rest);
  std::size_t headers = 0;
  for (const std::string& line : lines) {
    RC_ASSERT(line.size() <= 998u);
    if (line.starts_with(' ')) continue;
    RC_ASSERT(headers < names.size());
    RC_ASSERT(line.starts_with(names[headers]));
    ++headers;
  }
  RC_ASSERT(headers == names.size());
  for (const char c : *text) RC_ASSERT((c >= 0x20 && c < 0x7F) || c == '\n');
  std::istringstream body(rest);
  for (std::string line; std::getline(body, line);) {
    RC_ASSERT(line.size() <= 76u);
    RC_ASSERT(!line.starts_with('.'));
    RC_ASSERT(!line.starts_with("From "));
  }
  RC_ASSERT(read_header(lines, "Subject") == mail.subject);
  const bool ended = mail.body.ends_with('\n');
  RC_ASSERT(unquoted(rest) == mail.body + (ended ? "" : "\n"));
}

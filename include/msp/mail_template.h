// The text of a mail with places to fill in. The first line is `Subject: …`, the second is blank,
// the rest is the body; `{customer}` stands for what it is called there. A line all of whose places
// turn out empty is left out, so that one template serves with a trial and without.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/message.h"
#include "msp/order.h"
#include "msp/result.h"

namespace msp {

struct FilledTemplate {
  std::string subject;
  std::string body;
};

class MailTemplate {
 public:
  /// Reads a template; `name` is what the reader calls it: `fi/invoice.txt`.
  /// Refusals (exit 3), each naming the line: template.malformed, template.unknown_place (with all
  /// `places` there are), template.not_utf8.
  static Result<MailTemplate> parse(std::string_view text, const std::string& name,
                                    const std::vector<std::string_view>& places);

  /// `value_of` is asked for each place.
  FilledTemplate fill(const std::function<std::string(std::string_view)>& value_of) const;

 private:
  std::string subject_;
  std::vector<std::string> lines_;
};

/// `fi/invoice.txt`
std::string template_file(Language language, MessageKind kind);

/// What is used where the provider has none of its own: examples/templates, as they were built in.
std::string_view shipped_template(Language language, MessageKind kind);

}  // namespace msp

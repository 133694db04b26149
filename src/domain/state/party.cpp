#include "msp/party.h"

#include <algorithm>

namespace msp {

std::vector<PartyField> fields_of(const Party& party) {
  std::vector<PartyField> fields;
  Party::fields(party, [&fields](std::string_view name, const auto& value, const auto&...) {
    std::string label(name);
    std::replace(label.begin(), label.end(), '_', ' ');
    fields.push_back({std::move(label), value});
  });
  return fields;
}

Party with_said(Party known, const Party& said) {
  const std::vector<PartyField> words = fields_of(said);
  auto word = words.begin();
  Party::fields(known, [&word](std::string_view, auto& field, const auto&...) {
    const auto& value = (word++)->value;
    if (value) field = value->empty() ? std::nullopt : value;
  });
  return known;
}

}  // namespace msp

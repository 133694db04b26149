#include "format/payload.h"

#include "msp/ledger_rows.h"

#include "msp/result.h"

namespace msp {
namespace {

using Decode = void (*)(std::string_view, PersonalTexts&, Event&);

template <class T>
void decode_as(std::string_view payload, PersonalTexts& personal, Event& event) {
  JsonReader reader(payload, personal);
  reader.object(event.emplace<T>());
  reader.end();
}

struct Decoder {
  std::string_view type;
  Decode decode;
};

template <class... T>
constexpr auto decoders_of(const std::variant<T...>*) {
  return std::array<Decoder, sizeof...(T)>{Decoder{T::type, decode_as<T>}...};
}

constexpr auto decoders = decoders_of(static_cast<const Event*>(nullptr));

template <class Any>
void encode(std::string& out, const Any& event, PersonalTexts& personal) {
  std::visit([&](const auto& e) { JsonWriter(out, personal).object(e); }, event);
}

}  // namespace

std::string canonical_text(const InvoiceIssued& invoice) {
  /// A document has no personal text: what it prints it keeps.
  class NoTexts final : public PersonalTexts {
   public:
    std::string keep(const std::string&) override { return {}; }
    std::string find(std::string_view) override { return {}; }
  } none;
  std::string text;
  JsonWriter(text, none).object(invoice);
  return text;
}

void encode_payload(std::string& out, const CustomerEvent& event, PersonalTexts& personal) {
  encode(out, event, personal);
}
void encode_payload(std::string& out, const CatalogEvent& event, PersonalTexts& personal) {
  encode(out, event, personal);
}
void encode_payload(std::string& out, const LedgerEvent& event, PersonalTexts& personal) {
  encode(out, event, personal);
}

Event decode_payload(std::string_view type, std::string_view payload, PersonalTexts& personal) {
  for (const Decoder& decoder : decoders) {
    if (decoder.type != type) continue;
    Event event;
    decoder.decode(payload, personal, event);
    return event;
  }
  throw Fault(Exit::ledger, "ledger.event_unknown",
              "the ledger holds an event of an unknown type: " + std::string(type),
              "It was written by a newer msp: update this one.");
}

}  // namespace msp

// A ledger that grows: what is added to events, words and states, and what was written before.
//
// `CountSet` stands for an event as it was released, `GrownCountSet` for the same one release
// later: the same codecs write and read both, by their lists of fields.
#include <catch2/catch.hpp>

#include "format/format.h"
#include "format/json_codec.h"
#include "format/state_codec.h"
#include "intruder.h"
#include "msp/read.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace growth {  // not anonymous: the shapes of these types are asked for

enum class Channel { form, mail, phone, chat };

struct CountSet {
  std::int64_t mailboxes = 0;
  std::string ref;
  static constexpr void fields(auto& self, auto&& field) {
    field("mailboxes", self.mailboxes);
    field("ref", self.ref);
  }
  bool operator==(const CountSet&) const = default;
};

struct GrownCountSet {
  std::int64_t mailboxes = 0;
  std::int64_t copies = 1;
  Channel channel = Channel::mail;
  std::optional<Date> asked_on = {};
  std::vector<std::string> names = {};
  std::string ref = {};
  static constexpr void fields(auto& self, auto&& field);
  bool operator==(const GrownCountSet&) const = default;
};

struct CountDoubled {
  static constexpr int since = 3;
  static constexpr void fields(auto&, auto&&) {}
};

}  // namespace growth

namespace msp {
template <>
inline constexpr auto words<growth::Channel> = worded<growth::Channel>("form", "mail", "phone",
                                                                       since(4), "chat");
}

namespace growth {

constexpr void GrownCountSet::fields(auto& self, auto&& field) {
  field("mailboxes", self.mailboxes);
  field("copies", self.copies, since(3, 1));
  field("channel", self.channel, since(3, Channel::mail));
  field("asked_on", self.asked_on, since(3));
  field("names", self.names, since(3));
  field("ref", self.ref);
}

class NoPeople final : public PersonalTexts {
 public:
  std::string keep(const std::string&) override { return {}; }
  std::string find(std::string_view) override { return {}; }
};

std::string payload_of(const auto& event) {
  NoPeople none;
  std::string text;
  JsonWriter(text, none).object(event);
  return text;
}

template <class E>
E read_payload(std::string_view text) {
  NoPeople none;
  JsonReader reader(text, none);
  E event;
  reader.object(event);
  reader.end();
  return event;
}

/// The form of all payloads as of a disk format.
template <int format, class... Events>
std::uint64_t form_of_payloads(const std::variant<Events...>*) {
  std::uint64_t sum = 0;
  const auto add = [&sum](std::string_view type, std::uint64_t shape, int since) {
    for (const char c : type) shape = shape * 31 + static_cast<unsigned char>(c);
    if (since <= format) sum += shape;  // in whatever order they are listed
  };
  (add(Events::type, Shape<format>::template of<Events>, since_of<Events>), ...);
  return sum;
}

/// A list with one more field, in another order, with another word: all of them other states.
struct Other : CountSet {
  static constexpr void fields(auto& self, auto&& field) {
    field("ref", self.ref);
    field("mailboxes", self.mailboxes);
  }
};

}  // namespace growth

using namespace growth;

TEST_CASE("A payload of before a field was added means the field's default and stays as it is",
          "[growth][payload]") {
  const std::string before = payload_of(CountSet{5, "mail-1"});
  CHECK(before == R"({"mailboxes":5,"ref":"mail-1"})");
  const auto grown = read_payload<GrownCountSet>(before);
  CHECK(grown == GrownCountSet{.mailboxes = 5, .ref = "mail-1"});
  CHECK(payload_of(grown) == before);
}

TEST_CASE("An msp of before reads what a newer one writes as long as it says nothing new",
          "[growth][payload]") {
  const GrownCountSet plain{.mailboxes = 5, .ref = "mail-1"};
  CHECK(read_payload<CountSet>(payload_of(plain)) == CountSet{5, "mail-1"});
  GrownCountSet said = plain;
  said.copies = 2;
  CHECK(fault_of([&] { read_payload<CountSet>(payload_of(said)); }) == "ledger.payload");
}

TEST_CASE("What an added field says beyond its default reads back", "[growth][payload]") {
  const GrownCountSet said{5, 2, Channel::phone, day("2026-03-01"), {"anna"}, "mail-1"};
  CHECK(payload_of(said) == R"({"mailboxes":5,"copies":2,"channel":"phone",)"
                            R"("asked_on":"2026-03-01","names":["anna"],"ref":"mail-1"})");
  CHECK(read_payload<GrownCountSet>(payload_of(said)) == said);
}

TEST_CASE("A default that is written out is not canonical", "[growth][payload]") {
  CHECK(fault_of([] { read_payload<GrownCountSet>(R"({"mailboxes":5,"copies":1,"ref":""})"); }) ==
        "ledger.payload");
}

TEST_CASE("An event needs the disk format of the newest thing that it says", "[growth][format]") {
  GrownCountSet event{.mailboxes = 5};
  CHECK(NeededFormat::of(event) == 1);
  event.asked_on = day("2026-03-01");
  CHECK(NeededFormat::of(event) == 3);
  event = {.mailboxes = 5, .copies = 2};
  CHECK(NeededFormat::of(event) == 3);
  event.channel = Channel::chat;
  CHECK(NeededFormat::of(event) == 4);
  CHECK(NeededFormat::of(CountDoubled{}) == 3);
}

TEST_CASE("What is added changes no form of a released format and every form of a state",
          "[growth][format]") {
  CHECK(Shape<2>::of<GrownCountSet> == Shape<1>::of<CountSet>);
  CHECK(Shape<3>::of<GrownCountSet> != Shape<2>::of<GrownCountSet>);
  CHECK(Shape<4>::of<GrownCountSet> != Shape<3>::of<GrownCountSet>);  // a word
  CHECK(Shape<1>::of<Other> != Shape<1>::of<CountSet>);
  CHECK(Shape<1>::of<std::vector<CountSet>> != Shape<1>::of<CountSet>);
}

TEST_CASE("The payloads of a released format keep their form for ever", "[growth][format]") {
  // Red: something was added without since(), renamed, moved or taken away. What a released msp
  // wrote could not be read any more.
  CHECK(form_of_payloads<1>(static_cast<const Event*>(nullptr)) == 0xed7f0b2e6491b38bU);
}

TEST_CASE("A state that says what no list of fields can say is a fault", "[growth][state]") {
  const auto state_of = [](const std::string& fields) { return std::string(fingerprint) + fields; };
  const auto fault = [&]<class State>(const State&, const std::string& fields) {
    return fault_of([&] { decode_state<State>(state_of(fields)); });
  };
  const std::string good("\x0a\x02x", 3);  // 5, then a text of one byte
  CHECK(decode_state<CountSet>(state_of(good)) == CountSet{5, "x"});
  CHECK(fault(CountSet{}, good + "x") == "ledger.projection");
  CHECK(fault(CountSet{}, good.substr(0, 2)) == "ledger.projection");
  CHECK(fault(CountSet{}, std::string("\x0a\x01", 2)) == "ledger.projection");  // of -1 bytes

  const GrownCountSet grown{.mailboxes = 5};
  const std::string whole = encode_state(grown).substr(fingerprint.size());
  CHECK(fault(grown, whole).empty());
  for (const char channel : {'\x08', '\x01', '\x7f'}) {  // 4, -1, -64
    std::string bytes = whole;
    bytes[2] = channel;
    CHECK(fault(grown, bytes) == "ledger.projection");
  }
  std::string bytes = whole;
  bytes[3] = '\x04';  // neither there nor not there
  CHECK(fault(grown, bytes) == "ledger.projection");
}

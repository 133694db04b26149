// What machines want to know of who sells and who buys, beside name, country and VAT id: an invoice
// is sent to an endpoint, sorted by a reference, and books itself by a registration.
//
// The seller, a customer and a document have the same record: a document keeps what held on its
// day. An order and an edit have it too: there a field that is absent is not spoken of, and one
// that is empty is not known any more.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "msp/fields.h"

namespace msp {

struct Party {
  std::optional<std::string> street = {};
  std::optional<std::string> city = {};
  std::optional<std::string> post_code = {};
  std::optional<std::string> registration_id = {};  ///< as read_registration() hands it back
  std::optional<std::string> endpoint = {};         ///< as read_endpoint() does: `0216:0037…`
  std::optional<std::string> operator_id = {};      ///< who hands it its Finvoice
  std::optional<std::string> bic = {};              ///< of the bank of who sells
  std::optional<std::string> buyer_reference = {};  ///< what the buyer sorts its invoices by
  std::optional<std::string> purchase_order = {};   ///< of the buyer
  static constexpr void fields(auto& self, auto&& field) {
    field("street", self.street, since(2));
    field("city", self.city, since(2));
    field("post_code", self.post_code, since(2));
    field("registration_id", self.registration_id, since(2));
    field("endpoint", self.endpoint, since(2));
    field("operator", self.operator_id, since(2));
    field("bic", self.bic, since(2));
    field("buyer_reference", self.buyer_reference, since(2));
    field("purchase_order", self.purchase_order, since(2));
  }
  bool operator==(const Party&) const = default;
};

/// A field, and what it is called: `post code`.
struct PartyField {
  std::string label;
  std::optional<std::string> value;
};
std::vector<PartyField> fields_of(const Party& party);

/// `known`, with what is said differently.
Party with_said(Party known, const Party& said);

}  // namespace msp

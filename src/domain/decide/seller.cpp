// Who sells: the ledger's own details (MISSION 27).
#include "msp/command.h"

namespace msp {

LedgerFacts decide(const LedgerSettings& settings, const Request& request,
                   const EditSeller& command) {
  const Date on = request.effective();
  Seller seller = settings.seller_on(on);
  seller.name = command.name.value_or(seller.name);
  seller.vat_id = command.vat_id.value_or(seller.vat_id);
  seller.address = command.address.value_or(seller.address);
  seller.iban = command.iban.value_or(seller.iban);
  seller.country = command.country.value_or(seller.country);
  seller.party = with_said(seller.party, command.party);
  if (seller == settings.seller_on(on)) return {};
  return {{SellerSet{std::move(seller)}, on}};
}

}  // namespace msp

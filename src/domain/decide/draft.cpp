// Orders that are put together over several commands: queue, review, finalize (MISSION X4). A draft
// takes nearly anything; what an order has to have is asked when it is finalized.
#include <fmt/format.h>

#include <algorithm>

#include "decide/decide.h"
#include "msp/advice.h"

namespace msp {
namespace {

template <class T>
void say(T& known, const T& said) {
  if (said != T{}) known = said;
}

/// What is said of the customer, and with the terms it accepted of the agreement.
void say_details(PlaceOrder& known, const PlaceOrder& said) {
  say(known.name, said.name);
  say(known.partner, said.partner);
  say(known.contact_email, said.contact_email);
  say(known.billing_address, said.billing_address);
  say(known.country, said.country);
  say(known.vat_id, said.vat_id);
  say(known.partner_email, said.partner_email);
  say(known.language, said.language);
  say(known.invoice_email, said.invoice_email);
  known.party = with_said(known.party, said.party);
  say(known.accepted_terms, said.accepted_terms);
}

/// What is said of one plan.
void say_line(PlaceOrder& known, const PlaceOrder& said) {
  if (said.mailboxes) known.mailboxes = known.mailboxes.value_or(0) + *said.mailboxes;
  say(known.trial, said.trial);
  say(known.trial_days, said.trial_days);
  say(known.sales_rep, said.sales_rep);
  if (said.monthly_total || said.unit_price) {  // the price is said in one way
    known.monthly_total = said.monthly_total;
    known.unit_price = said.unit_price;
  }
  say(known.group, said.group);
  say(known.channel, said.channel);
  say(known.panel_id, said.panel_id);
  say(known.own_mail_server, said.own_mail_server);
  say(known.sales_ref, said.sales_ref);
  say(known.contract, said.contract);
  say(known.discounts, said.discounts);
  say(known.overrides, said.overrides);
  say(known.connected_on, said.connected_on);
  say(known.user_group, said.user_group);
}

Refusal unknown_draft(const Customer& customer, std::int64_t number) {
  std::string open;
  for (const Draft& draft : customer.drafts) {
    open += (open.empty() ? "" : ", ") + customer.ref(draft).text();
  }
  return {
      "draft.unknown",
      fmt::format("there is no open draft {}", DraftRef{customer.id, number}.text()),
      open.empty() ? Hint(Advice::begin_draft, {customer.id.text()}) : Hint("Open: " + open + ".")};
}

const DraftLine* line_of(const Draft& draft, const PlanId& plan) {
  const auto same = [&plan](const DraftLine& line) { return line.order.plan == plan; };
  const auto found = std::find_if(draft.lines.begin(), draft.lines.end(), same);
  return found == draft.lines.end() ? nullptr : &*found;
}

Refusal no_line(const Desk& desk, const Draft& draft, const std::string& problem) {
  const std::string name = desk.customer.ref(draft).text();
  return {"draft.no_line", name + " " + problem, Hint(Advice::review_draft, {name})};
}

/// The line that the words are about, or a new one of the plan they name.
Result<DraftLine> line_meant(const Desk& desk, const Draft& draft, const PlaceOrder& said) {
  if (said.plan == PlanId{}) {
    PlaceOrder details;
    say_details(details, said);
    if (draft.lines.size() > 1 && details != said) {
      Refusal refusal = no_line(desk, draft, "has several lines, and no {} says which is meant");
      refusal.fields = {"plan"};
      return refusal;
    }
    return draft.lines.front();
  }
  if (const DraftLine* line = line_of(draft, said.plan)) return *line;
  DraftLine line{draft.lines.back().number + 1, {}};
  line.order.plan = said.plan;
  return line;
}

/// `line 2, guard: `: of which line a refusal speaks, where there are several.
Refusal in_line(Refusal refusal, const Draft& draft, std::size_t place) {
  if (draft.lines.size() > 1) {
    const DraftLine& line = draft.lines[place];
    refusal.message =
        fmt::format("line {}, {}: {}", line.number, line.order.plan.text(), refusal.message);
  }
  return refusal;
}

/// A percentage is of whatever the agreement comes to; an amount is taken off once, where it was
/// said (MISSION X2).
bool reaches_all_lines(const Catalog& catalog, const DiscountId& code) {
  const Discount* known = catalog.discount(code);
  return known && known->said.percent;
}

void add_once(std::vector<DiscountId>& codes, const DiscountId& code) {
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

}  // namespace

std::vector<PlaceOrder> orders_of(const Draft& draft, const Catalog& catalog) {
  PlaceOrder details;
  for (const DraftLine& line : draft.lines) {
    say_details(details, line.order);
    for (const DiscountId& code : line.order.discounts) {
      if (reaches_all_lines(catalog, code)) add_once(details.discounts, code);
    }
  }
  std::vector<PlaceOrder> orders;
  for (const DraftLine& line : draft.lines) {
    orders.push_back(line.order);
    say_details(orders.back(), details);
    for (const DiscountId& code : details.discounts) add_once(orders.back().discounts, code);
  }
  return orders;
}

Result<Facts> decide_on(const Desk& desk, const DraftOrder& command) {
  if (auto refusal = refuse_deactivated(desk.customer)) return *refusal;
  const Date on = desk.request.effective();
  const PlanId& plan = command.order.plan;
  if (plan != PlanId{}) {
    const Plan* known = desk.catalog.plan(plan);
    if (!known || !known->version_on(on)) return unknown_plan(desk.catalog, plan, on);
  }
  if (auto refusal = refuse_prices(command.order)) return *refusal;
  if (command.draft == 0) {
    return Facts{{OrderDrafted{desk.customer.drafts_begun + 1, 1, command.order}, on}};
  }
  const Draft* draft = desk.customer.draft(command.draft);
  if (!draft) return unknown_draft(desk.customer, command.draft);
  const auto meant = line_meant(desk, *draft, command.order);
  if (!meant) return meant.refusal();
  DraftLine line = *meant;
  say_details(line.order, command.order);
  say_line(line.order, command.order);
  const DraftLine* before = line_of(*draft, line.order.plan);
  if (before && *before == line) return Facts{};  // said twice, true once
  return Facts{{OrderDrafted{draft->number, line.number, line.order}, on}};
}

Result<Facts> decide_on(const Desk& desk, const FinalizeDraft& command) {
  const Draft* draft = desk.customer.draft(command.draft);
  if (!draft) return unknown_draft(desk.customer, command.draft);
  Customer customer = desk.customer;  // as it is once the lines before are ordered
  Facts facts;
  const std::vector<PlaceOrder> orders = orders_of(*draft, desk.catalog);
  for (std::size_t place = 0; place < orders.size(); ++place) {
    auto ordered = decide_on({customer, desk.catalog, desk.request}, orders[place]);
    if (!ordered) return in_line(ordered.refusal(), *draft, place);
    for (Fact& fact : *ordered) {
      evolve(customer, {0, fact.effective_on, desk.request.received_on, 0, 0, fact.event});
      facts.push_back(std::move(fact));
    }
  }
  facts.push_back({DraftFinalized{draft->number}, desk.request.effective()});
  return facts;
}

Result<Facts> decide_on(const Desk& desk, const DiscardDraft& command) {
  const Draft* draft = desk.customer.draft(command.draft);
  if (!draft) return unknown_draft(desk.customer, command.draft);
  DraftDiscarded discarded{draft->number, std::nullopt};
  if (command.plan) {
    const DraftLine* line = line_of(*draft, *command.plan);
    if (!line) return no_line(desk, *draft, "has no line of " + command.plan->text());
    if (draft->lines.size() > 1) discarded.line = line->number;
  }
  return Facts{{discarded, desk.request.effective()}};
}

}  // namespace msp

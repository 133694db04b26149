// Four months at a desk in which every type of event is recorded at least once.
#pragma once

#include <string>

#include "msp/hand_over.h"
#include "msp/outbox.h"
#include "support/desk.h"
#include "support/plans.h"

namespace msp::test {

inline LedgerSettings house() {
  LedgerSettings settings;
  settings.zone = "Europe/Helsinki";
  settings.invoice_number = "{year}-{n:4}";
  settings.seller = {"Example Security Oy", "FI12345671", "Esimerkkikatu 1, Helsinki",
                     "FI2112345600000785"};
  return settings;
}

/// A plan with every term there is.
inline CatalogFile colocation() {
  Terms terms = Terms::defaults(Basis::flat, Timing::advance);
  terms.billing_day = read<BillingDay>("31");
  terms.first_period = Partial::daily;
  terms.last_period = Partial::daily;
  terms.day_count = DayCount::thirty;
  terms.refund = Refund::prorated;
  terms.retro_credit = RetroCredit::always;
  terms.cancel_counts_from = CancelCountsFrom::effective;
  terms.setup_fee = decimal("250.00");
  terms.commitment_months = 36;
  terms.contract_required = true;
  terms.sales_only = true;
  terms.third_party_licensed = true;
  terms.tax = read<TaxId>("fi-standard");
  terms.features = {"one unit", "100 Mbit/s"};
  return catalog_of("colocation", terms, "99.90", "EUR", "2026-01-01");
}

inline CatalogFile discounts() {
  CatalogFile file;
  file.discounts.push_back(percent_off("WELCOME10", "10", 3));
  DiscountPublished off;
  off.code = read<DiscountId>("FIVE-OFF");
  off.amount = decimal("5.00");
  off.currency = Currency{};
  off.valid_from = day("2026-01-01");
  off.valid_through = day("2026-12-31");
  file.discounts.push_back(off);
  return file;
}

inline CatalogFile every_plan() {
  return d_fence() + catalog_of("guard-plus", guard_terms(), "6.00", "EUR", "2026-01-01") +
         exchange_defender() + defens_x() + colocation() + discounts();
}

class FourMonths {
 public:
  FourMonths() {
    trials();
    orders();
    changes();
    require(desk_.at("2026-03-31").takes_in("golf,2026-03-20,anna,laptop,business\n"));
    months_of_invoices();
    activity();
    drafts();
    messages();
    names_and_panel();
    bookkeeping();
    mistakes();
    house_moves();
    machines();
  }

  const TestDesk& desk() const { return desk_; }
  std::string path() const { return desk_.path(); }

 private:
  void trials() const {
    PlaceOrder order = trial_of("guard", 25);  // nobody decides: a free rider
    order.own_mail_server = "mail.acme.example";
    order.panel_id = "panel-7";
    order.partner = "Northwind";
    order.vat_id = "FI01120389";
    desk_.at("2026-01-02")
        .asked_by("Matti Meikäläinen", "mail-1", "wants a \"trial\"")
        .actor("Liisa")
        .tell("acme", order);
    step("acme", "2026-01-05", OnboardingStep::firewall_opened);
    step("acme", "2026-01-06", OnboardingStep::server_tested);
    step("acme", "2026-01-07", OnboardingStep::mx_requested);
    step("acme", "2026-01-08", OnboardingStep::mx_changed);
    step("acme", "2026-01-10", OnboardingStep::connected);

    PlaceOrder bravo = trial_of("guard", 10);
    bravo.name = "Bravo Oy";
    bravo.contact_email = "desk@bravo.example";
    desk_.at("2026-01-15").tell("bravo", bravo);
    step("bravo", "2026-01-16", OnboardingStep::connected);
    desk_.at("2026-02-20").asked_by("Bruno", "mail-7").tell("bravo", ConvertTrial{});

    desk_.at("2026-01-20").tell("charlie", trial_of("guard", 5));
    step("charlie", "2026-01-21", OnboardingStep::connected);
    desk_.at("2026-02-10").received("2026-02-09").tell("charlie", DeclineTrial{});
  }

  void orders() const {
    PlaceOrder delta = order_of("exchange-mailbox", 10);
    delta.unit_price = decimal("8.50");
    delta.overrides = {{"payment_terms_days", "30"}};
    desk_.at("2026-02-10").asked_by("Dora", "ticket-12").tell("delta", delta);
    desk_.at("2026-02-11").tell("echo", order_of("exchange-mailbox", 3));
    desk_.at("2026-02-12").tell("fox", trial_of("exchange-mailbox", 7));
    desk_.at("2026-02-12").tell("golf", order_of("core"));
    with_request_id();

    PlaceOrder hotel = order_of("colocation");
    hotel.contract = "C-2026-3";
    hotel.sales_ref = "sales-9";
    hotel.discounts = {read<DiscountId>("WELCOME10"), read<DiscountId>("FIVE-OFF")};
    desk_.at("2026-03-05").asked_by("Helmi", "contract-3").tell("hotel", hotel);
  }

  void with_request_id() const {
    Envelope envelope;
    envelope.request = asked("2026-02-13");
    envelope.note.command = "mailbox set";
    envelope.note.request_id = "panel-2026-02-13";
    envelope.content = "mailbox set\nfox 8";
    envelope.now = (std::int64_t{day("2026-02-13").days()} * 24 + 8) * 3'600'000'000;
    Ledger ledger = desk_.writable();
    require(handle(ledger, envelope, read<CustomerId>("fox"), SetMailboxCount{.mailboxes = 8},
                   [](const CustomerOutcome&) {
                     return Answer{"", "fox/1: 8 mailboxes", ""};
                   }));
  }

  void changes() const {
    desk_.at("2026-03-10").tell("echo", CancelSubscription{});
    run("2026-03-15");
    desk_.at("2026-03-20").tell("bravo", DeactivateCustomer{});
    desk_.at("2026-03-25").tell("bravo", ReactivateCustomer{});
    desk_.at("2026-03-26").effective("2026-04-01").tell("acme", SetMailboxCount{.mailboxes = 40});
    ChangePlan plus;
    plus.plan = plan("guard-plus");
    desk_.at("2026-03-27").effective("2026-04-01").tell("bravo", plus);
    desk_.at("2026-03-28")
        .load(catalog_of("exchange-mailbox", exchange_terms(), "9.50", "USD", "2026-05-01"));
  }

  void months_of_invoices() const {
    for (const auto* date : {"2026-04-01", "2026-04-15"}) run(date);
    // What was billed on 15 April was too low: an adjustment on 15 May.
    desk_.at("2026-04-20").effective("2026-04-10").tell("acme", SetMailboxCount{.mailboxes = 45});
    EditCustomer moved;
    moved.billing_address = "Aleksanterinkatu 2, Helsinki";
    desk_.at("2026-04-21").tell("acme", moved);
    for (const auto* date : {"2026-04-30", "2026-05-01", "2026-05-15"}) run(date);
    desk_.at("2026-05-16")
        .asked_by("Dora", "ticket-40", "two days without mail")
        .credit("2026-0001", 200);
    desk_.at("2026-05-20").tell("acme", CancelSubscription{});
    desk_.at("2026-05-21")
        .asked_by("Charlotte", "mail-50", "asked to be forgotten")
        .erase("charlie");
  }

  void activity() const {
    const auto staff = read<UserGroupId>("staff");
    desk_.at("2026-05-21").asked_by("Gerda", "mail-60").tell("golf", AddUserGroup{staff});
    desk_.at("2026-05-21").tell("golf", AddGroupMembers{staff, {{"anna"}, {"ben"}, {"Åke Öst"}}});
    desk_.at("2026-05-21").tell("golf", AttachSubscription{1, staff});
    desk_.at("2026-05-25").tell("golf", RemoveGroupMembers{staff, {"ben"}});
    require(desk_.at("2026-05-31")
                .takes_in("golf,2026-05-22,anna,desk,business\n"
                          "golf,2026-05-24,ben,,\ngolf,2026-05-31,guest,,\n"));
    run("2026-06-01");
    // One more was seen in May, as turned out later: an adjustment on 1 July, by frozen counts.
    require(desk_.at("2026-06-10")
                .takes_in("golf,2026-05-30,Åke Öst,,\ngolf,2026-06-09,anna,,\n", false, true));
    desk_.at("2026-06-20").purge("2026-06-15");
    run("2026-07-01");
  }

  void drafts() const {
    PlaceOrder some;
    some.plan = plan("guard");
    some.mailboxes = 4;
    some.user_group = read<UserGroupId>("staff");
    desk_.at("2026-07-02").tell("india", DraftOrder{0, some});
    PlaceOrder order = order_of("exchange-mailbox", 6);
    order.partner_email = "desk@northwind.example";
    order.language = Language::fi;
    order.discounts = {read<DiscountId>("WELCOME10")};
    order.overrides = {{"payment_terms_days", "30"}};
    desk_.at("2026-07-02").asked_by("Ida", "mail-70").tell("india", DraftOrder{1, order});
    desk_.at("2026-07-03").tell("india", DiscardDraft{1, plan("guard")});
    desk_.at("2026-07-04").tell("india", FinalizeDraft{1});
    desk_.at("2026-07-05").tell("india", DraftOrder{0, trial_of("guard", 3)});
  }

  /// One is sent, one fails, one is skipped.
  void messages() const {
    std::vector<MessageRef> waiting;
    desk_.read().customers([&waiting](Customer&& customer) {
      for (const OutboxMessage& message : outbox(customer, day("2026-07-06"))) {
        if (message.sends_itself) waiting.push_back({customer.id, message.key});
      }
    });
    const auto tell = [this, &waiting](std::size_t place, const auto& command) {
      desk_.at("2026-07-06").tell(waiting.at(place).customer.text(), command);
    };
    tell(0, BeginMessage{waiting.at(0).key});
    tell(0, SettleMessage{waiting.at(0).key});
    tell(1, BeginMessage{waiting.at(1).key});
    tell(1, SettleMessage{waiting.at(1).key, 75, "queue is full"});
    tell(2, SkipMessage{waiting.at(2).key});
    desk_.at("2026-07-06").close();
  }

  void names_and_panel() const {
    desk_.at("2026-07-06")
        .tell("fox", AddMailboxes{0,
                                  {{"anna@fox.example"},
                                   {"ben@fox.example"},
                                   {"cleo@fox.example"},
                                   {"dora@fox.example"},
                                   {"eve@fox.example"},
                                   {"fay@fox.example"},
                                   {"gus@fox.example"},
                                   {"hal@fox.example"},
                                   {"ida@fox.example", day("2026-07-07")}}});
    desk_.at("2026-07-08").tell("fox", RemoveMailboxes{0, {"ben@fox.example"}});
    desk_.at("2026-07-09")
        .asked_by("Felix", "mail-70")
        .tell("fox", SetPaymentMethod{"tok_8fa2", "4242", "visa", read<Month>("2027-12")});
    require(desk_.at("2026-07-10").sees_panel("fox,8,2026-07-07\nRäisänen & Co,3,2026-07-06\n"));
    run("2026-08-01");
  }

  /// The first three documents are handed over.
  void bookkeeping() const {
    Ledger ledger = desk_.writable();
    HandOver what{1, 3, "csv", std::string(64, 'a'), {}};
    what.totals.push_back({Currency(), 15000, 3825, 18825});
    require(hand_over(ledger, desk_.envelope("2026-08-02"), what));
  }

  /// In each kind of stream something is recorded by mistake and taken back; of one the taking back
  /// is taken back.
  void mistakes() const {
    desk_.at("2026-08-02")
        .asked_by("Fia", "mail-71")
        .tell("fox", SetPaymentMethod{"tok_0b11", "1881", "visa", read<Month>("2028-01")});
    const auto undo = [this](std::string_view date) {
      return desk_.at(date).asked_by("", "desk-1", "another customer").undo().events.front().seq;
    };
    undo("2026-08-02");
    const auto counted = desk_.at("2026-08-03").tell("delta", SetMailboxCount{0, 60});
    const auto taken = desk_.at("2026-08-03").undo(counted.events.back().seq).events.front().seq;
    desk_.at("2026-08-04").undo(taken);
    require(desk_.at("2026-08-05").sees_panel("fox,80,2026-08-05\n"));
    undo("2026-08-05");
    desk_.at("2026-08-06")
        .load(catalog_of("guard-max", guard_terms(), "7.00", "EUR", "2026-08-06"));
    undo("2026-08-06");
    run("2026-09-01");
  }

  void house_moves() const {
    EditSeller moved;
    moved.address = "Esimerkkikatu 2, Helsinki";
    moved.country = "FI";
    desk_.at("2026-09-02").effective("2026-09-15").asked_by("Liisa", "mail-80").edit(moved);
    EditCustomer registered;
    registered.vat_id = "FI20774740";
    desk_.at("2026-09-03").effective("2026-08-01").tell("fox", registered);
    run("2026-10-01");
  }

  /// What machines want to know of who sells and who buys.
  void machines() const {
    EditSeller seller;
    seller.party = {
        "Esimerkkikatu 2", "Helsinki", "00100", "0212:1234567-1", "0216:003712345671", {},
        "NDEAFIHH",        {},         {}};
    desk_.at("2026-10-02").asked_by("Liisa", "mail-81").edit(seller);
    EditCustomer buyer;
    buyer.invoice_email = "bills@fox.example, books@fox.example";
    buyer.party = {
        "Katu 1", "Helsinki", "00200", "0212:2077474-0", "0216:003720774740", "003723327487",
        {},       "4711",     "PO-9"};
    desk_.at("2026-10-02").asked_by("Liisa", "mail-82").tell("fox", buyer);
    CatalogFile file = catalog_of("guard-max", guard_terms(), "7.00", "EUR", "2026-10-02");
    file.plans.front().words = {"MON", "All of it, each mailbox",
                                NamesByLanguage{{}, "Kaikki suojaus"}};
    desk_.at("2026-10-02").load(file);
    PlaceOrder kilo = order_of("guard-max", 2);
    kilo.group = 1;
    kilo.connected_on = day("2026-10-02");
    desk_.at("2026-10-02").asked_by("Liisa", "mail-84").tell("kilo", kilo);
    PlaceOrder order = order_of("colocation");
    order.name = "Golf & Sons";
    order.contract = "C-2026-9";
    order.sales_ref = "sales-12";
    order.invoice_email = "bills@juliet.example";
    order.party.endpoint = "0007:5560125790";
    desk_.at("2026-10-03").asked_by("Liisa", "mail-83").tell("juliet", order);
    run("2026-11-01");
  }

  void step(std::string_view customer, std::string_view date, OnboardingStep step) const {
    desk_.at(date).tell(customer, RecordStep{.step = step});
  }
  void run(std::string_view date) const { desk_.at(date).run(); }

  TestDesk desk_{every_plan(), "2026-01-01", house()};
};

}  // namespace msp::test

// handle(): the only way anything changes. A command goes in with its evidence; facts are decided,
// recorded and folded in one transaction, or nothing happens at all.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "msp/command.h"
#include "msp/corrections.h"
#include "msp/ledger.h"

namespace msp {

/// What accompanies every change.
struct Envelope {
  Request request;
  Batch note;            ///< command, who asked, reference, reason, actor, request id
  std::string content;   ///< canonical text of what is asked: a request id belongs to one content
  std::int64_t now = 0;  ///< the clock, microseconds UTC
  bool dry_run = false;  ///< same code, rolled back
};

/// What a change answers: one line for people, one object for scripts.
struct Answer {
  std::string object;  ///< `acme/1`
  std::string what;    ///< `40 mailboxes from 2026-04-01 (was 25)`
  std::string next;    ///< what is likely to come next, as whoever asks would type it
  bool operator==(const Answer&) const = default;
};

/// What happened.
struct Outcome {
  std::vector<RecordedEvent> events;  ///< recorded now; none: it was so already
  std::size_t swept = 0;              ///< the first of them that time alone made due
  bool repeated = false;  ///< this request was answered before: answer and head are those of then
  Answer answer;
  Head head;
};

/// Composes what a command answers, once: that is what is told, and what is kept with the request
/// id. None: an answer that says nothing.
template <class Told = Outcome>
using Describe = std::function<Answer(const Told&)>;

/// What is still owed for leaving a subscription before its commitment is over (MISSION X7).
struct LeftEarly {
  SubscriptionRef subscription;
  std::int64_t net = 0;  ///< minor units
  Currency currency;
  Date billed_on;
};

struct CustomerOutcome : Outcome {
  Customer before;
  Customer after;
  Catalog catalog;  ///< by which it was decided
  /// Where a service begins with it: when it will be billed first, if nobody says anything else.
  std::optional<Date> first_invoice_on = {};
  std::vector<LeftEarly> early_terminations = {};  ///< that its ends bring about
};

/// A command about one customer. The customer need not exist yet (orders).
Result<CustomerOutcome> handle(Ledger& ledger, const Envelope& envelope, const CustomerId& customer,
                               const Command& command,
                               const Describe<CustomerOutcome>& describe = {});

/// One of many commands.
struct Asked {
  CustomerId customer;
  Command command;
};

/// All of them in one transaction, or none: `refused` is told of each that is refused, by its place
/// in `asked`, and then nothing is recorded.
/// Refusals: bulk.refused.
Result<Outcome> handle(Ledger& ledger, const Envelope& envelope, const std::vector<Asked>& asked,
                       const std::function<void(std::size_t, const Refusal&)>& refused,
                       const Describe<>& describe = {});

struct CatalogOutcome : Outcome {
  Corrections reach;          ///< what the next documents correct by it
  std::size_t customers = 0;  ///< of whom
};

/// `9 issued months of 3 customers, by 90.00 EUR`
std::string reach_text(const CatalogOutcome& outcome);

/// A catalog file. One that reaches into what was issued is refused (catalog.invoiced, exit 2)
/// unless that is confirmed (MISSION 29).
Result<CatalogOutcome> handle(Ledger& ledger, const Envelope& envelope, const CatalogFile& file,
                              const Describe<CatalogOutcome>& describe = {});

struct SettingsOutcome : Outcome {
  LedgerSettings before;
  LedgerSettings after;
};

/// Who sells, from a day on.
Result<SettingsOutcome> handle(Ledger& ledger, const Envelope& envelope, const EditSeller& command,
                               const Describe<SettingsOutcome>& describe = {});

/// The first event of a new ledger.
Outcome handle(Ledger& ledger, const Envelope& envelope, const LedgerSettings& settings);

/// When a subscription will be invoiced first if nobody says anything else, as of `today`.
std::optional<Date> first_invoice_of(const Ledger& ledger, const Customer& customer,
                                     const Catalog& catalog, std::int64_t subscription, Date today);

/// Remembers that `day` is closed; nothing if it, or a later one, is already.
Outcome close_day(Ledger& ledger, const Envelope& envelope, Date day);

/// Records everything that time has made due, for every customer.
Outcome sweep(Ledger& ledger, const Envelope& envelope, const Describe<>& describe = {});

struct ErasureOutcome : CustomerOutcome {
  PersonalData erased;  ///< nothing at all: it was so already
};

/// Erases what the ledger holds about people of a customer who is long gone: contact, sales rep,
/// who asked for what, and activity. Name and address stay: they are a business's, and stand on
/// its invoices. Backups and exports made before are not reached. Activity is counted first.
/// Refusals: customer.unknown; customer.not_gone, customer.needed_until; customer.unconfirmed
/// (nobody said --yes; exit 2).
Result<ErasureOutcome> erase_customer(Ledger& ledger, const Envelope& envelope,
                                      const CustomerId& customer,
                                      const Describe<ErasureOutcome>& describe = {});

struct InvoiceRun {
  Date date;  ///< bills what is due on or before it; all of it is issued today (MISSION 23)
  std::optional<std::int64_t> group = {};  ///< only subscriptions billed on this day of the month
  std::optional<CustomerId> customer = {};
};

struct RunOutcome : Outcome {
  struct Document {
    CustomerId customer;
    InvoiceIssued invoice;
  };
  /// A customer that cannot be billed, or not without a look: left out, all others are.
  struct Parked {
    CustomerId customer;
    Refusal why;
  };
  std::vector<Document> documents;  ///< oldest billing day first, then by customer
  std::vector<Parked> parked;
  std::size_t forgone = 0;  ///< charges of which something is not credited from now on
};

/// Counts activity from the evidence there is now, for the customer as it is given. Ledger and
/// catalog must outlive it.
UnitsOf counted_in(const Ledger& ledger, const Catalog& catalog);

/// What the runs of the next two months would issue for a customer if nobody said anything else: as
/// it stands, without numbers.
std::vector<InvoiceIssued> documents_ahead(const Ledger& ledger, const Customer& customer,
                                           const Catalog& catalog, Date today);

/// Bills what ought to be billed and is not yet (MISSION decision 9).
/// Refusals: invoice.future; invoice.before_newest (a document is dated later than today: in a
/// series dates never go back); customer.unknown; run.unusual (a billing day's total is more than
/// three times the last one's of its group, and nobody said --yes).
Result<RunOutcome> run_invoices(Ledger& ledger, const Envelope& envelope, const InvoiceRun& run,
                                const Describe<RunOutcome>& describe = {});

/// A document, whose it is, and the event that holds it.
struct IssuedDocument {
  CustomerId customer;
  InvoiceIssued invoice;
  std::int64_t seq = 0;
};

/// Refusal invoice.unknown, with a did-you-mean.
Result<IssuedDocument> find_document(const Ledger& ledger, const std::string& number);

/// Issues a credit note over `amount` of one line; absent: all that is left of it.
struct GiveCredit {
  std::string number;
  std::optional<std::int64_t> line = {};    ///< none: all that is left of all of them
  std::optional<std::int64_t> amount = {};  ///< of the line, minor units
};

/// Refusals: invoice.unknown, invoice.no_line, invoice.before_newest, and those of credit_note().
Result<RunOutcome> give_credit(Ledger& ledger, const Envelope& envelope, const GiveCredit& credit,
                               const Describe<RunOutcome>& describe = {});

}  // namespace msp

-- The ledger of msp. Two parts: what is only ever appended to, and what is derived from it.
--
-- Conventions: dates are ISO text (2026-03-15), `end_on` is the first day no longer included;
-- instants are microseconds since 1970-01-01 UTC; money is whole minor units of the currency beside
-- it; hashes are 32 bytes of BLAKE2b-256; text that is not there is '', a date not there is NULL.

-- ============================================================================================
-- PART 1  THE LEDGER: only ever appended to. The truth.
-- ============================================================================================

-- A stream is the history of one thing: `ledger`, `catalog`, or `customer/ID`.
CREATE TABLE stream (
  id   INTEGER PRIMARY KEY,   -- in order of first appearance, without holes
  name TEXT NOT NULL UNIQUE
) STRICT;

-- A batch is what one command recorded, in one transaction: who asked, who typed, on what evidence.
CREATE TABLE batch (
  id             INTEGER PRIMARY KEY,   -- without holes
  command        TEXT NOT NULL,         -- as typed: `mailbox set`
  request_id     TEXT NOT NULL,         -- the caller's key: the same request is recorded once, ever
  request_digest BLOB NOT NULL,         -- of what was asked; empty without a request_id
  requested_by   TEXT NOT NULL,         -- who asked: commitment (hex) to a row of `personal`, or ''
  ref            TEXT NOT NULL,         -- where that is written: mail id, ticket
  reason         TEXT NOT NULL,
  claimed_actor  TEXT NOT NULL,         -- who says to have typed it: a claim, not a fact
  uid            INTEGER NOT NULL,      -- who typed it, from the kernel
  login_uid      INTEGER NOT NULL,      -- who logged in, from the kernel; -1 unknown
  host           TEXT NOT NULL,
  digest         BLOB NOT NULL          -- BLAKE2b-256 of the columns above, each framed (see event)
) STRICT;
CREATE UNIQUE INDEX batch_request ON batch (request_id) WHERE request_id <> '';

-- What a command with a request_id answered, for when it is asked again. Not part of the chain.
CREATE TABLE answer (
  batch INTEGER PRIMARY KEY REFERENCES batch,
  text  TEXT NOT NULL
) STRICT;

-- An event is a fact. `hash` chains it to all that came before:
--   hash = BLAKE2b-256( previous hash (32 zero bytes before the first)
--                       || frame(seq) || frame(stream name) || frame(version) || frame(type)
--                       || frame(effective_on) || frame(received_on) || frame(recorded_at)
--                       || frame(batch) || frame(payload) || frame(batch digest) )
--   frame(x) = length of x in bytes as 8 bytes little-endian || the bytes of x;
--   integers are framed as decimal text. A batch's digest frames its columns in the same way.
CREATE TABLE event (
  seq          INTEGER PRIMARY KEY,                  -- 1, 2, 3 … without holes
  stream       INTEGER NOT NULL REFERENCES stream,
  version      INTEGER NOT NULL,                     -- 1, 2, 3 … within the stream
  type         TEXT NOT NULL,
  effective_on TEXT NOT NULL,                        -- from when it holds
  received_on  TEXT NOT NULL,                        -- when the request reached the desk
  recorded_at  INTEGER NOT NULL,                     -- set by the ledger, never going back
  batch        INTEGER NOT NULL REFERENCES batch,
  payload      TEXT NOT NULL,                        -- canonical JSON, kept byte for byte
  hash         BLOB NOT NULL,
  UNIQUE (stream, version)
) STRICT;

-- Text about people. Events and batches carry only commitments to it:
--   commitment = BLAKE2b-256( salt (16 bytes) || value ), in hex.
-- Erasing a person removes rows here, salt and all; the chain above stays whole.
CREATE TABLE personal (
  commitment TEXT PRIMARY KEY,
  stream     INTEGER NOT NULL REFERENCES stream,     -- whose history it belongs to
  salt       BLOB NOT NULL,
  value      TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Activity is evidence beside the chain: who was seen on which days, one row per month, customer
-- and pair seen together. Days are only added, whatever file they come from and how often; an
-- import is the event `usage_imported` of the stream `ledger`, which says for every month it has
-- added to the BLAKE2b-256 of all rows in order of their key, each as frame(stream name) ||
-- frame(user) || frame(device) || frame(device_kind) || frame(days); `customer_erased` says it anew. What an invoice counted is
-- frozen into its event, so that rows of old months can be purged and the invoice still stands.
CREATE TABLE activity (
  month       TEXT NOT NULL,                         -- 2026-03
  stream      INTEGER NOT NULL REFERENCES stream,    -- the customer's
  user        TEXT NOT NULL,                         -- '' a device on which nobody was seen
  device      TEXT NOT NULL,                         -- '' a user seen without a device
  device_kind TEXT NOT NULL,                         -- business, personal; '' without a device
  days        INTEGER NOT NULL,                      -- bit 0 is the 1st, bit 30 the 31st
  PRIMARY KEY (month, stream, user, device, device_kind)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER stream_is_kept BEFORE UPDATE ON stream BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER stream_is_not_deleted BEFORE DELETE ON stream BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER batch_is_kept BEFORE UPDATE ON batch BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER batch_is_not_deleted BEFORE DELETE ON batch BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_is_kept BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;

-- ============================================================================================
-- PART 2  PROJECTIONS: derived from part 1 in the same transaction; `msp ledger rebuild` drops
-- their rows and makes them anew. Read them as you like; nothing written here by hand survives.
-- ============================================================================================

-- The folded state of the streams that are no customer's, as the program keeps it.
CREATE TABLE snapshot (
  stream  INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,      -- of the last event folded
  state   BLOB NOT NULL          -- fields in order: varints, length-prefixed text
) STRICT;

CREATE TABLE customer (
  stream           INTEGER PRIMARY KEY,
  id               TEXT NOT NULL UNIQUE,
  name             TEXT NOT NULL,
  partner          TEXT NOT NULL,
  country          TEXT NOT NULL,
  invoicing_group  INTEGER,                    -- the newest; NULL before the first
  since            TEXT,                       -- the first day served
  deactivated_from TEXT,
  version          INTEGER NOT NULL,           -- of the last event folded
  state            BLOB NOT NULL               -- as in snapshot
) STRICT;

CREATE TABLE subscription (
  stream        INTEGER NOT NULL,              -- the customer's
  number        INTEGER NOT NULL,
  plan          TEXT NOT NULL,                 -- the newest
  currency      TEXT NOT NULL,
  mailboxes     INTEGER,                       -- the newest count; NULL where none is set by hand
  ordered_on    TEXT NOT NULL,
  connected_on  TEXT,
  trial_from    TEXT,
  trial_end_on  TEXT,
  deadline      TEXT,                          -- decided by the day before
  converted_on  TEXT,
  billing_from  TEXT,                          -- the first day of regular billing
  free_rider    INTEGER NOT NULL,              -- 1: nobody decided by the deadline
  notice_on     TEXT,
  end_on        TEXT,
  PRIMARY KEY (stream, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice (
  ordinal   INTEGER PRIMARY KEY,               -- 1, 2, 3 … as issued, without holes
  number    TEXT NOT NULL UNIQUE,
  seq       INTEGER NOT NULL,                  -- the event that holds the document
  stream    INTEGER NOT NULL,
  kind      TEXT NOT NULL,                     -- invoice, credit-note
  issued_on TEXT NOT NULL,
  due_on    TEXT NOT NULL,
  billed_on TEXT NOT NULL,                     -- the billing day it is for
  currency  TEXT NOT NULL,
  net       INTEGER NOT NULL,
  tax       INTEGER NOT NULL,
  gross     INTEGER NOT NULL
) STRICT;
CREATE INDEX invoice_stream ON invoice (stream);
CREATE INDEX invoice_day ON invoice (billed_on, currency, net);

-- Nothing is charged twice: the last key says so, whatever the program believes.
CREATE TABLE invoice_line (
  ordinal      INTEGER NOT NULL,               -- of the invoice
  line         INTEGER NOT NULL,
  stream       INTEGER NOT NULL,
  subscription INTEGER NOT NULL,
  component    TEXT NOT NULL,                  -- what is charged: recurring, decision-period …
  kind         TEXT NOT NULL,                  -- the same, or adjustment, credit
  charge_on    TEXT NOT NULL,                  -- the first day of the charge it is a line of
  start_on     TEXT NOT NULL,
  end_on       TEXT NOT NULL,
  revision     INTEGER NOT NULL,               -- 0 the charge's first line, then counting on
  quantity     INTEGER NOT NULL,
  net          INTEGER NOT NULL,
  PRIMARY KEY (ordinal, line),
  UNIQUE (stream, subscription, component, charge_on, revision)
) STRICT, WITHOUT ROWID;

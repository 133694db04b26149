#!/usr/bin/env python3
"""Proves an export of a ledger without msp: `msp ledger export | examples/verify_export.py`

Computes the hash of every event, the digest of every batch and the commitment to every text about
a person again, as schema.sql writes them down. Prints the head, to be compared with one that was
kept elsewhere; or names the first line that is wrong, and leaves with 1.
"""
import hashlib
import json
import sys

BATCH = ("id", "command", "request_id", "request_digest", "requested_by", "ref", "reason",
         "claimed_actor", "uid", "login_uid", "host")
EVENT = ("seq", "stream", "version", "type", "effective_on", "received_on", "recorded_at", "batch",
         "payload")


def blake(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def frame(value):
    data = value if isinstance(value, bytes) else str(value).encode()
    return len(data).to_bytes(8, "little") + data


def demand(condition, otherwise):
    if not condition:
        raise ValueError(otherwise)


class Ledger:
    def __init__(self):
        self.seq = 0
        self.hash = bytes(32)  # before the first event
        self.digests = {}      # of the batches, by id
        self.versions = {}     # the newest of each stream
        self.complete = False

    def batch(self, row):
        demand(row["id"] == len(self.digests) + 1, "a batch is missing")
        row["request_digest"] = bytes.fromhex(row["request_digest"])
        self.digests[row["id"]] = blake(b"".join(frame(row[column]) for column in BATCH))

    def event(self, row):
        demand(row["seq"] == self.seq + 1, "an event is missing")
        version = self.versions.get(row["stream"], 0) + 1
        demand(row["version"] == version, "an event of its stream is missing")
        framed = b"".join(frame(row[column]) for column in EVENT)
        self.hash = blake(self.hash + framed + frame(self.digests[row["batch"]]))
        demand(self.hash.hex() == row["hash"], "this is not what was recorded")
        self.seq, self.versions[row["stream"]] = row["seq"], version

    def personal(self, row):
        salt = bytes.fromhex(row["salt"])
        demand(len(salt) == 16, "this salt has taken a part of the text")
        commitment = blake(salt + row["value"].encode()).hex()
        demand(commitment == row["commitment"], "this text is not what was recorded")

    def activity(self, row):
        pass  # evidence beside the chain: an invoice keeps the hash of what it counted

    def head(self, row):
        demand(row["head"] == f"{self.seq}:{self.hash.hex()}", "this is another head")
        self.complete = True


def main(lines):
    ledger, number = Ledger(), 0
    checks = {name: getattr(ledger, name) for name in ("batch", "event", "personal", "activity", "head")}
    try:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            demand(not ledger.complete, "this stands behind the head")
            checks[row["kind"]](row)
        demand(ledger.complete, "the rest is missing")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        sys.exit(f"line {number}: {error or type(error).__name__}")
    print(f"{ledger.seq}:{ledger.hash.hex()}")


if __name__ == "__main__":
    with open(sys.argv[1], "rb") if sys.argv[1:] else sys.stdin.buffer as export:
        main(export)

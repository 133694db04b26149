#!/usr/bin/env python3
"""Hostile files and words: exports, catalogs, lists, templates, folded states, amounts and dates,
changed at random from sound ones. msp answers with an exit code of its contract, and never with a
signal or a sanitizer's report (build-sanitize is used where it is built).
Usage: fuzz.py BUILD [--for MINUTES] [--seed S]"""

import pathlib
import shutil
import sqlite3
import sys
import time

import desk

ODD = [b"", b"\0", b"\xff", b"\xf0\x9f\x92\xa9", b"-1", b"0", b"9" * 20, b"9223372036854775807", b"-9223372036854775808",
       b"2026-02-30", b"9999-12-31", b"0000-00-00", b"1e9", b"NaN", b'"', b"\\u0000", b"{", b"]", b",", b";", b"\n",
       b"=1+1", b"customer/", b"ledger", b"{{", b"}}", b"'", b"A" * 5000]


def changed(data, chance):
    """A few bytes flipped, removed, doubled, or replaced by something odd or by another piece of it."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 16))):
        at = chance.randrange(len(data) + 1)
        size = chance.choice((0, 1, 1, 4, 16, 200))
        piece = chance.randrange(len(data) + 1)
        data[at:at + size] = chance.choice([
            bytes([chance.randrange(256)]), chance.choice(ODD), bytes(data[piece:piece + size]), b"",
            bytes(data[at:at + size]) * 2])
    return bytes(data)


def with_state(tried, chance):
    """Folded states are bytes that only msp reads; the triggers of a copy do not matter."""
    with sqlite3.connect(tried.ledger) as ledger:
        rows = ledger.execute("SELECT rowid, state FROM snapshot").fetchall()
        rowid, state = chance.choice(rows)
        ledger.execute("UPDATE snapshot SET state = ? WHERE rowid = ?", (changed(state, chance), rowid))
    ledger.close()
    return [["customer", "show", "c0"], ["mailbox", "set", "c1", "9", "--ref", "m", "--dry-run"], ["invoice", "run", "--dry-run"],
            ["ledger", "verify"]]


def main():
    asked = desk.arguments("fuzz")
    sanitized = pathlib.Path(asked.build).resolve().parent / "build-sanitize/msp"
    tries, wrong = 0, 0
    with desk.scratch() as folder:
        base = desk.Desk(sanitized.parent if sanitized.exists() else asked.build, f"{folder}/base").opened()
        base.must("ledger", "export", "-o", "export.jsonl")
        sound = {"export.jsonl": [["ledger", "import", "export.jsonl", "--ledger", "new.db"]],
                 "usage.csv": [["usage", "import", "usage.csv", "--dry-run"]],
                 "panel.csv": [["panel", "import", "panel.csv", "--dry-run"]],
                 "orders.csv": [["order", "import", "orders.csv", "--ref", "m", "--dry-run"]],
                 "catalog.toml": [["catalog", "check", "catalog.toml"]],
                 "templates/en/invoice.txt": [["notify", "list", "--templates", "templates"]]}
        shutil.copytree(desk.ROOT / "examples/templates", base.folder / "templates")
        shutil.copy(desk.ROOT / "examples/catalogs/dfence.toml", base.folder / "catalog.toml")
        (base.folder / "orders.csv").write_text("customer,plan,mailboxes,name,contact_email\n"
                                                "x1,guard,3,X,a@b.example\nx2,guard,4,Y,b@b.example\n")
        texts = {name: (base.folder / name).read_bytes() for name in sound}
        tried = base.copy(f"{folder}/tried")
        while time.monotonic() < asked.until:
            what = asked.random.choice([*sound, "state", "amount", "date"])
            if what == "state":
                shutil.copy(base.ledger, tried.ledger)
                commands = with_state(tried, asked.random)
            elif what == "amount":
                text = changed(b"12.34", asked.random).replace(b"\0", b"").decode(errors="surrogateescape")
                commands = [["invoice", "credit", "1", "1", f"--amount={text}", "--ref", "m", "--dry-run"]]
            elif what == "date":
                text = changed(b"2026-03-01", asked.random).replace(b"\0", b"").decode(errors="surrogateescape")
                commands = [["mailbox", "set", "c1", "9", f"--effective={text}", "--ref", "m", "--dry-run"]]
            else:
                (tried.folder / what).write_bytes(changed(texts[what], asked.random))
                commands = sound[what]
            for command in commands:
                (tried.folder / "new.db").unlink(missing_ok=True)
                done = tried.run(*command)
                tries += 1
                if done.returncode not in desk.TOLD or "Sanitizer" in done.stderr or "runtime error" in done.stderr:
                    wrong += 1
                    kept = pathlib.Path(f"/tmp/msp-fuzz-{asked.seed}-{tries}")
                    shutil.copytree(tried.folder, kept, dirs_exist_ok=True)
                    print(f"WRONG: {' '.join(command)!r} in {kept}: exit {done.returncode}: {done.stderr[:300]}")
            if what in texts:
                (tried.folder / what).write_bytes(texts[what])
    print(f"fuzz: executions {tries}, wrong {wrong}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

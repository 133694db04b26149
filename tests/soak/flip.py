#!/usr/bin/env python3
"""One byte of a ledger is changed: verify tells, or every answer is as it was. Bytes of what is
folded and projected count like those of events.
Usage: flip.py BUILD [--for MINUTES] [--seed S]"""

import sys
import time

import desk

READS = [["ledger", "export"], ["invoice", "list"], ["customer", "list"], ["subscription", "list"], ["usage", "show", "a0"],
         ["report", "usage", "--month", "2026-01"], ["report", "changes"], ["catalog", "list"], ["panel", "diff"],
         ["invoice", "show", "1"], ["invoice", "explain", "1"], ["notify", "list"], ["ledger", "info"]]


def answers(tried):
    done = [tried.run(*command) for command in READS]
    return [(each.returncode, each.stdout) for each in done]


def main():
    asked = desk.arguments("flip")
    flips = told = same = silent = crashed = 0
    with desk.scratch() as folder:
        base = desk.Desk(asked.build, f"{folder}/base").opened()
        base.must("usage", "import", "usage.csv")
        base.must("panel", "import", "panel.csv")
        tried = base.copy(f"{folder}/tried")
        clean = answers(tried)
        whole = tried.ledger.read_bytes()
        while time.monotonic() < asked.until:
            at = asked.random.randrange(len(whole))
            changed = bytearray(whole)
            changed[at] ^= 1 << asked.random.randrange(8) if asked.random.random() < 0.5 else 0xFF
            tried.ledger.write_bytes(changed)
            flips += 1
            verified = tried.run("ledger", "verify")
            if verified.returncode != 0:
                known = verified.returncode in desk.TOLD
                told += known
                crashed += not known
                if not known:
                    print(f"CRASHED: byte {at}: {verified.returncode} {verified.stderr[:200]}")
                continue
            others = [" ".join(read) for read, old, new in zip(READS, clean, answers(tried)) if old != new]
            silent += bool(others)
            same += not others
            if others:
                print(f"SILENT: byte {at}: {whole[at]:#x} became {changed[at]:#x}: {', '.join(others)}")
    print(f"flip: flips {flips}, told {told}, nothing changed {same}, silent {silent}, crashed {crashed}")
    return 1 if silent or crashed else 0


if __name__ == "__main__":
    sys.exit(main())

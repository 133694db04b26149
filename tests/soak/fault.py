#!/usr/bin/env python3
"""The n-th operation on the disk fails, or the disk is full from there on, for every n of every kind
of command: the exit code says what is in the ledger, and the command can be repeated.
Usage: fault.py BUILD [--for MINUTES] [--seed S]"""

import errno
import sys
import time

import desk

WAYS = [{"do": "fail", "errno": errno.EIO}, {"do": "fail", "errno": errno.ENOSPC}, {"do": "full"},
        {"do": "fail", "errno": errno.EINTR}]


def wrong(code, after, before, all_of_it):
    """What is wrong with exit `code` where `after` is recorded: nothing, lost, half or silent."""
    if after not in (before, all_of_it):
        return "half"
    if code not in desk.TOLD:
        return "silent"
    done = after == all_of_it
    if code in (0, 7, 10):
        return None if done else "lost"
    return None if code == 8 or not done or before == all_of_it else "silent"


def main():
    asked = desk.arguments("fault")
    points = unknown = 0
    found = dict.fromkeys(("lost", "half", "silent"), 0)
    with desk.scratch() as folder:
        base = desk.Desk(asked.build, f"{folder}/base").opened()
        before = base.told()
        sweep = [(command, way) for command in desk.KINDS for way in WAYS]
        asked.random.shuffle(sweep)
        for command, way in sweep:
            clean = base.copy(f"{folder}/clean")
            operations = clean.operations(command)
            all_of_it = clean.told()
            for at in range(1, operations + 1):
                if time.monotonic() > asked.until:
                    break
                tried = base.copy(f"{folder}/tried")
                done = tried.run(*command, at=at, **way)
                points += 1
                unknown += done.returncode == 8
                # A day is several transactions: what of it is done is told (exit 6, 10), the rest is repeated.
                parts = command[0] == "daily" and done.returncode not in (0, 7)
                fault = "half" if not tried.whole() else None
                fault = fault or (None if parts else wrong(done.returncode, tried.told(), before, all_of_it))
                again = tried.repeated(command)
                if fault is None and (again or tried.told() != all_of_it):
                    fault = "half"
                if fault:
                    found[fault] += 1
                    print(f"{fault.upper()}: {' '.join(command)}: {way} at {at}: exit {done.returncode} "
                          f"{done.stderr.strip()}; again: {again}")
    print(f"fault: points {points}, outcome unknown {unknown}, " + ", ".join(f"{k} {n}" for k, n in found.items()))
    return 1 if any(found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())

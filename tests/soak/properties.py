#!/usr/bin/env python3
"""Every property test over many seeds: which failed, and what repeats each failure.

One seed of all properties after the other, so that all are tried as often when time is up.
Usage: properties.py BUILD [--seeds N] [--from SEED] [--for MINUTES]"""

import argparse
import collections
import itertools
import os
import re
import subprocess
import sys
import time

ENDLESS = 600  # seconds of one test; the slowest takes some
MEMORY = "/dev/shm"  # where the ledgers stand: nine tenths of the time would be the disk's


def properties(tests):
    listed = subprocess.run([tests, "--list-test-names-only", "[property]"], stdout=subprocess.PIPE, text=True)
    return listed.stdout.splitlines() or sys.exit("soak: there are no properties")


def failed(tests, name, seed):
    """Catch2 reads commas and brackets of a name as its own."""
    quoted = re.sub(r"([\\,\[\]])", r"\\\1", name)
    env = os.environ | {"RC_PARAMS": f"seed={seed} noshrink=1"}
    if os.path.isdir(MEMORY):
        env["TMPDIR"] = MEMORY
    try:
        ended = subprocess.run([tests, quoted], env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True, timeout=ENDLESS)
    except subprocess.TimeoutExpired:
        return f"no end after {ENDLESS} s"
    if ended.returncode == 0 and "No test cases matched" not in ended.stdout:
        return None
    return ended.stdout


def main():
    parser = argparse.ArgumentParser(prog="script/soak properties")
    parser.add_argument("build")
    parser.add_argument("--seeds", type=int, default=1000, metavar="N")
    parser.add_argument("--from", type=int, default=1, dest="first", metavar="SEED")
    parser.add_argument("--for", type=float, default=float("inf"), dest="minutes", metavar="MINUTES")
    asked = parser.parse_args()
    tests = asked.build + "/tests/msp_tests"
    names = properties(tests)
    begun = time.monotonic()
    tried, fails, seconds = (collections.Counter() for _ in range(3))
    for seed, name in itertools.product(range(asked.first, asked.first + asked.seeds), names):
        start = time.monotonic()
        if start - begun > asked.minutes * 60:
            break
        said = failed(tests, name, seed)
        tried[name] += 1
        seconds[name] += time.monotonic() - start
        if said is not None:
            fails[name] += 1
            print(f"{said}\nFAILED: RC_PARAMS=seed={seed} {tests} '{name}'\n", flush=True)
    print("tried failed seconds property")
    for name in names:
        print(f"{tried[name]:5} {fails[name]:6} {seconds[name]:7.1f} {name}")
    print(f"properties: {len(names)}, seeds of each: {min(tried[name] for name in names)}, tried: {tried.total()}, "
          f"failed: {fails.total()}, seconds: {time.monotonic() - begun:.0f}")
    return 1 if fails else 0


if __name__ == "__main__":
    sys.exit(main())

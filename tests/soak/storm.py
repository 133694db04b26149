#!/usr/bin/env python3
"""Sixteen desks change one ledger at once, some of them killed and repeated: everything that was
acknowledged is there once, in a chain without a hole.
Usage: storm.py BUILD [--for MINUTES] [--seed S] [--writers N]"""

import collections
import re
import signal
import sys
import threading
import time

import desk

EACH = 20  # commands of a writer in one storm


def writer(tried, number, chance, said):
    """Sets the count of a customer that few change, and of one that all do; no two alike."""
    for i in range(EACH):
        customer = f"c{number % 4}" if i % 2 else "c0"
        key = f"w{number}-{i}"
        command = ["mailbox", "set", customer, str(number * EACH + i + 1), "--effective", "2026-03-01", "--yes", "--ref", "mail-2",
                   "--request-id", key, "--wait", "60", "-f", "json"]
        if chance.random() < 0.2:
            moment = chance.uniform(0, 0.05)
            gone = tried.run(*command, before=lambda child: (time.sleep(moment), child.send_signal(signal.SIGKILL)))
            said["kills"] += gone.returncode < 0
        done = tried.run(*command)
        said["acknowledged" if done.returncode == 0 else "failed"] += 1
        if done.returncode != 0:
            print(f"FAILED: {key}: exit {done.returncode}: {done.stderr.strip()}")


def main():
    asked = desk.arguments("storm", writers=16)
    said = collections.Counter()
    lost = twice = half = storms = 0
    with desk.scratch() as folder:
        base = desk.Desk(asked.build, f"{folder}/base").opened()
        while time.monotonic() < asked.until:
            storms += 1
            tried = base.copy(f"{folder}/tried")
            chances = [desk.random.Random(asked.random.random()) for _ in range(asked.writers)]
            threads = [threading.Thread(target=writer, args=(tried, n, chance, said))
                       for n, chance in enumerate(chances)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            half += not tried.whole()
            keys = collections.Counter(re.findall(r'"request_id":"(w\d+-\d+)"', tried.must("ledger", "export").stdout))
            lost += sum(f"w{n}-{i}" not in keys for n in range(asked.writers) for i in range(EACH))
            twice += sum(n > 1 for n in keys.values())
    print(f"storm: storms {storms}, writers {asked.writers}, kills {said['kills']}, acknowledged "
          f"{said['acknowledged']}, failed {said['failed']}, lost {lost}, twice {twice}, half {half}")
    return 1 if said["failed"] or lost or twice or half else 0


if __name__ == "__main__":
    sys.exit(main())

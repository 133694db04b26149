#!/usr/bin/env python3
"""msp is killed at random instants and before every operation on the disk, and the command is then
repeated: nothing acknowledged is lost, nothing is there by half or twice.
Usage: kill.py BUILD [--for MINUTES] [--seed S]"""

import signal
import sys
import time

import desk


def killed_after(seconds):
    def kill(child):
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
    return kill


def main():
    asked = desk.arguments("kill")
    kills = acknowledged = lost = half = 0
    with desk.scratch() as folder:
        base = desk.Desk(asked.build, f"{folder}/base").opened()
        # Before every operation of each kind of command.
        for command in desk.KINDS:
            clean = base.copy(f"{folder}/clean")
            operations = clean.operations(command)
            told = clean.told()
            for at in range(1, operations + 1):
                if time.monotonic() > asked.until:
                    break
                tried = base.copy(f"{folder}/tried")
                tried.run(*command, at=at, do=asked.random.choice(["kill", "torn"]))
                kills += 1
                half += not tried.whole()
                again = tried.repeated(command)
                acknowledged += again is None
                if again or tried.told() != told:
                    lost += 1
                    print(f"LOST: {' '.join(command)}: killed at {at}, then {again}")
        # At random instants of a day's work, which nobody disturbs at another desk.
        while time.monotonic() < asked.until:
            tried, clean = base.copy(f"{folder}/tried"), base.copy(f"{folder}/clean")
            seed = asked.random.randrange(1 << 32)
            for command, _ in zip(desk.changes(seed), range(20)):
                begun = time.monotonic()
                clean.must(*command)
                took = time.monotonic() - begun
                for _ in range(3):
                    gone = tried.run(*command, before=killed_after(asked.random.uniform(0, 1.3 * took)))
                    kills += gone.returncode < 0
                    acknowledged += gone.returncode == 0
                    half += not tried.whole()
                tried.must(*command)
            if tried.told() != clean.told():
                lost += 1
                print(f"LOST: a day's work of seed {seed}")
    print(f"kill: kills {kills}, acknowledged {acknowledged}, lost or double {lost}, half {half}")
    return 1 if lost or half else 0


if __name__ == "__main__":
    sys.exit(main())

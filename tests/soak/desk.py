"""A desk at work for the soak: a small ledger, commands that change it in every way, and what of
them is in a ledger afterwards. Each command is repeatable: it has a request id, or says the same."""

import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
MEMORY = "/dev/shm" if os.path.isdir("/dev/shm") else None  # the disk's time is not ours
WHO = ["--contact-email", "a@b.example", "--billing-address", "Katu 1", "--country", "FI", "--accept-terms",
       "2026-01", "--ref", "mail-1"]
TOLD = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}  # exit codes of the contract
RUN, BILLED = "2026-02-15", "2026-03-15"


def arguments(name, **defaults):
    """What every sweep takes: --for MINUTES, --seed; it prints the seed, which repeats it."""
    parser = argparse.ArgumentParser(prog=f"script/soak {name}")
    parser.add_argument("build")
    parser.add_argument("--for", type=float, default=1.0, dest="minutes", metavar="MINUTES")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    for option, default in defaults.items():
        parser.add_argument("--" + option, type=type(default), default=default)
    asked = parser.parse_args()
    asked.until = time.monotonic() + asked.minutes * 60
    asked.random = random.Random(asked.seed)
    print(f"{name}: seed {asked.seed}", flush=True)
    return asked


class Desk:
    """`folder` holds ledger.db and the files that are imported; copies stand beside it."""

    def __init__(self, build, folder):
        self.msp = str(pathlib.Path(build).resolve() / "msp")
        self.folder = pathlib.Path(folder)
        self.ledger = self.folder / "ledger.db"
        self.disk = self.folder.parent / "disk.so"

    def opened(self):
        """A new ledger with three vendors' catalogs and six customers."""
        self.folder.mkdir()
        self.must("init", "--zone", "Europe/Helsinki", "--currency", "EUR", "--seller-name", "Sample Oy",
                  "--seller-vat-id", "FI01120389", today="2026-01-01")
        for vendor in ("dfence", "defensx"):
            self.must("catalog", "load", str(ROOT / f"examples/catalogs/{vendor}.toml"), today="2026-01-01")
        for i in range(4):
            self.must("order", f"c{i}", "--plan", "guard", "--mailboxes", str(5 + i), "--group", "15", "--connected",
                      "2026-01-02", "--name", f"C {i}", *WHO, today="2026-01-02")
        for i in range(2):
            self.must("order", f"a{i}", "--plan", "core", "--name", f"A {i}", *WHO, today="2026-01-02")
        (self.folder / "usage.csv").write_text("customer,date,user,device,device_kind\n" + "".join(
            f"a{i % 2},2026-01-{1 + i % 28:02},u{i}@x.example,,\n" for i in range(120)))
        (self.folder / "panel.csv").write_text("customer,count\nc0,9\nc1,7\n")
        self.must("invoice", "run", today=RUN)
        return self

    def copy(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder)
        other = Desk(self.msp + "/..", folder)
        other.msp, other.disk = self.msp, self.disk
        return other

    def run(self, *arguments, today=BILLED, timeout=120, before=None, **disturbed):
        """`disturbed`: SOAK_* of disk.c, in small letters. A negative code: killed by a signal."""
        env = {"PATH": os.environ["PATH"], "MSP_LEDGER": str(self.ledger), "MSP_TODAY": today, "HOME": "/nonexistent"}
        if disturbed:
            # A sanitized msp wants its own library first; that disk.so stands before it is no fault.
            env |= {"LD_PRELOAD": str(self.compiled()), "SOAK_DIR": str(self.folder),
                    "ASAN_OPTIONS": "verify_asan_link_order=0"}
            env |= {"SOAK_" + name.upper(): str(value) for name, value in disturbed.items()}
        with subprocess.Popen([self.msp, *arguments], env=env, cwd=self.folder, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace") as child:
            if before:
                before(child)
            out, err = child.communicate(timeout=timeout)
        return subprocess.CompletedProcess(arguments, child.returncode, out, err)

    def must(self, *arguments, **how):
        done = self.run(*arguments, **how)
        if done.returncode != 0:
            sys.exit(f"soak: {' '.join(arguments)}: exit {done.returncode}: {done.stderr}")
        return done

    def compiled(self):
        if not self.disk.exists():
            subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", self.disk, ROOT / "tests/soak/disk.c", "-ldl"],
                           check=True)
        return self.disk

    def operations(self, command):
        """How many operations on the disk `command` is; carries it out."""
        count = self.folder.parent / "count"
        self.run(*command, count=count)
        return int(count.read_text())

    def whole(self, *expected):
        return self.run("ledger", "verify", *expected).returncode == 0

    def told(self):
        """What is recorded, but for when and under which salt: the same commands leave the same."""
        kept = ("stream", "version", "type", "effective_on", "received_on", "payload", "value")
        lines = [json.loads(line) for line in self.must("ledger", "export").stdout.splitlines()]
        rows = [[line.get(key) for key in kept] for line in lines if line["kind"] in ("event", "commitment")]
        return sorted(re.sub("[0-9a-f]{64}", "#", json.dumps(row)) for row in rows)

    def repeated(self, command):
        """Carries it out again; nothing if that is in order: done, or its file is there already."""
        again = self.run(*command)
        there = again.returncode == 1 and "is there already" in again.stderr
        return None if again.returncode == 0 or there else f"exit {again.returncode} {again.stderr.strip()}"

    def head(self):
        return self.must("ledger", "head").stdout.strip()


def changes(seed):
    """Commands that change a ledger, each in another way; without an end."""
    chance = random.Random(seed)
    for i in range(1 << 30):
        customer, request = f"c{chance.randrange(4)}", ["--ref", f"mail-{i}", "--request-id", f"r{i}"]
        yield chance.choice([
            ["mailbox", "set", customer, str(chance.randrange(1, 40)), "--effective", "2026-03-01", "--yes", *request],
            ["customer", "edit", customer, "--name", f"Name {i}", *request],
            ["order", f"n{i}", "--plan", "guard", "--mailboxes", "3", "--connected", BILLED, "--group", "15",
             "--name", f"N {i}", "--contact-email", "n@b.example", "--billing-address", "K", "--country", "FI",
             "--accept-terms", "1", *request],
            ["usage", "import", "usage.csv"],
            ["panel", "import", "panel.csv", *request],
            ["group", "add", "a0", f"g{i}", *request],
            ["invoice", "run"],
            ["daily", "--no-mail"],
        ])


#: One of each kind, for sweeps over every operation of a command.
KINDS = [
    ["mailbox", "set", "c1", "11", "--effective", "2026-03-01", "--ref", "m", "--request-id", "k1"],
    ["customer", "edit", "c2", "--name", "Other", "--ref", "m", "--request-id", "k2"],
    ["usage", "import", "usage.csv"],
    ["invoice", "run"],
    ["daily", "--no-mail"],
    ["ledger", "rebuild"],
    ["ledger", "backup", "backup.db"],
    ["ledger", "export", "-o", "export.jsonl"],
    ["invoice", "list", "-o", "list.csv", "--force"],
]


def scratch():
    return tempfile.TemporaryDirectory(prefix="msp-soak-", dir=MEMORY)

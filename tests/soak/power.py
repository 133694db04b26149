#!/usr/bin/env python3
"""The power fails: what a day's work asked of the disk is written down, and the disk is made as it
may be at any moment of it. What was synced is there; of what was not, any part may be, by sectors.
What was acknowledged by then has to be in a whole ledger.
Usage: power.py BUILD [--for MINUTES] [--seed S] [--lie 1: fsync does nothing, which must be found]"""

import os
import re
import shutil
import sys
import time

import desk

SECTOR = 512
COMMANDS = 12  # of one recorded day


class Disk:
    """Files as they may be after a failure: inodes with bytes, names that lead to them."""

    def __init__(self, folder):
        self.names = {name.name: name.stat().st_ino for name in folder.iterdir()}
        self.files = {name.stat().st_ino: bytearray(name.read_bytes()) for name in folder.iterdir()}

    def write(self, inode, offset, data):
        content = self.files.setdefault(inode, bytearray())
        content.extend(bytes(max(0, offset - len(content))))
        content[offset:offset + len(data)] = data

    def apply(self, operation):
        kind, inode, offset, data, name = operation
        if kind == "W":
            self.write(inode, offset, data)
        elif kind == "T":
            content = self.files.setdefault(inode, bytearray())
            del content[offset:]
            content.extend(bytes(offset - len(content)))
        elif kind == "N":
            self.files.setdefault(inode, bytearray())
            self.names[name] = inode
        elif kind == "U":
            self.names.pop(name, None)

    def laid_out(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, inode in self.names.items():
            (folder / name).write_bytes(self.files[inode])
            (folder / name).chmod(0o600)


def operations(trace):
    """As disk.c records them; `A` is our own: a head that was acknowledged."""
    at, found = 0, []
    while at < len(trace):
        end = trace.index(b"\n", at)
        kind, inode, offset, size, name = trace[at:end].decode().split(" ", 4)
        data = trace[end + 1:end + 1 + int(size)]
        found.append((kind, int(inode), int(offset), data, name if kind == "A" else os.path.basename(name)))
        at = end + 1 + int(size)
    return found


def recorded(tried, seed, trace, lie):
    """A day's work, its operations with the acknowledged heads among them."""
    for command, _ in zip(desk.changes(seed), range(COMMANDS)):
        done = tried.run(*command, trace=trace, **({"do": "lie"} if lie else {}))
        head = re.search(r"head[ =](\d+:[0-9a-f]+)", done.stdout + done.stderr)
        if done.returncode == 0 and head:
            with open(trace, "ab") as file:
                file.write(f"A 0 0 0 {head[1]}\n".encode())
    return operations(trace.read_bytes())


def survivors(done, chance):
    """Of the operations until the power failed: all that were synced, any part of the others."""
    synced = {}  # inode → the last sync
    for place, (kind, inode, *_) in enumerate(done):
        if kind == "S":
            synced[inode] = place
    gone = chance.random()
    for place, (kind, inode, offset, data, name) in enumerate(done):
        if kind in "WT" and place > synced.get(inode, -1):
            if kind == "T":
                if chance.random() < gone:
                    continue
            else:
                sectors = [data[i:i + SECTOR] for i in range(0, len(data), SECTOR)]
                for i, sector in enumerate(sectors):
                    if chance.random() >= gone:
                        yield ("W", inode, offset + i * SECTOR, sector, name)
                continue
        yield (kind, inode, offset, data, name)


def main():
    asked = desk.arguments("power", lie=0)
    images = lost = half = days = 0
    with desk.scratch() as folder:
        base = desk.Desk(asked.build, f"{folder}/base").opened()
        while time.monotonic() < asked.until:
            days += 1
            trace = base.folder.parent / f"trace-{days}"
            tried = base.copy(f"{folder}/tried")
            before = Disk(tried.folder)
            seed = asked.random.randrange(1 << 32)
            done = recorded(tried, seed, trace, asked.lie)
            trace.unlink()
            for _ in range(200):
                if time.monotonic() > asked.until:
                    break
                cut = asked.random.randrange(len(done) + 1)
                disk = Disk.__new__(Disk)
                disk.names = dict(before.names)
                disk.files = {inode: bytearray(content) for inode, content in before.files.items()}
                for operation in survivors(done[:cut], asked.random):
                    disk.apply(operation)
                after = base.copy(f"{folder}/after")
                disk.laid_out(after.folder)
                heads = [name for kind, *_, name in done[:cut] if kind == "A"]
                images += 1
                verified = after.run("ledger", "verify", *(["--expect", heads[-1]] if heads else []))
                if verified.returncode != 0:
                    whole = after.whole()
                    lost += whole
                    half += not whole
                    print(f"{'LOST' if whole else 'HALF'}: day {seed}, cut at {cut} of {len(done)}: "
                          f"{verified.stdout.strip()} {verified.stderr.strip()}"[:300])
    print(f"power: images {images} of {days} days, lost {lost}, half {half}")
    return 1 if lost or half else 0


if __name__ == "__main__":
    sys.exit(main())

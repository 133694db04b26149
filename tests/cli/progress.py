#!/usr/bin/env python3
"""progress.py MSP: long work says at a terminal how far it is, and nowhere else."""

import os
import pathlib
import pty
import subprocess
import sys
import tempfile
import threading
import time

MSP = str(pathlib.Path(sys.argv[1]).resolve())
FOLDER = pathlib.Path(tempfile.mkdtemp())
ENV = {"PATH": os.environ["PATH"], "HOME": str(FOLDER), "MSP_TODAY": "2026-01-10"}


def run(*words):
    return subprocess.run([MSP, *words], env=ENV, cwd=FOLDER, check=True, capture_output=True).stdout


def slowly(child, text):
    """A file that comes in pieces, for a second and a half."""
    for i in range(8):
        child.stdin.write(text[i * len(text) // 8:(i + 1) * len(text) // 8])
        child.stdin.flush()
        time.sleep(0.2)
    child.stdin.close()


def said(ledger, *words, terminal=True):
    """What `ledger import -` of what comes slowly writes to stderr."""
    ours, theirs = pty.openpty() if terminal else os.pipe()
    command = [MSP, "--ledger", ledger, "ledger", "import", "-", *words]
    child = subprocess.Popen(command, env=ENV, cwd=FOLDER, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                             stderr=theirs)
    os.close(theirs)
    feeder = threading.Thread(target=slowly, args=(child, EXPORT))
    feeder.start()
    text = b""
    try:
        while piece := os.read(ours, 4096):
            text += piece
    except OSError:  # a terminal whose other side is gone
        pass
    feeder.join()
    os.close(ours)
    if child.wait() != 0:
        sys.exit(f"exit {child.returncode}: {text}")
    return text.decode()


def check(claim, holds, seen):
    if not holds:
        sys.exit(f"{claim}: {seen!r}")


run("--ledger", "a.db", "init", "--zone", "Europe/Helsinki", "--currency", "EUR", "--seller-name", "Sample Oy")
EXPORT = run("--ledger", "a.db", "ledger", "export")

at_terminal = said("b.db")
check("a line says how far it is", "\r\x1b[Kledger import: 0 MB" in at_terminal, at_terminal)
check("and is gone at the end", at_terminal.rpartition("ledger import: 0 MB")[2].find("\r\x1b[K") >= 0, at_terminal)
quiet = said("c.db", "--quiet")
check("--quiet says nothing", "MB" not in quiet, quiet)
piped = said("d.db", terminal=False)
check("no line goes into a pipe", "\x1b" not in piped and "MB" not in piped, piped)

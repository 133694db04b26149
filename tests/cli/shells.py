#!/usr/bin/env python3
"""Completion as it is installed, typed in real shells: bash, zsh and fish, each on a terminal.

    shells.py MSP SOURCE BUILD

What is installed from BUILD goes into a folder of its own, and the shells find msp's completion
there as they find any other. Then a command line is begun, Tab pressed, and what has to appear is
waited for on a screen.
"""
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

import pyte

from examples import TODAY, Desk

PATIENCE = 40  # seconds; it is over in a fraction of one, unless the machine is busy

TYPED = [  # the beginning of a line, and what is seen after Tab
    ("msp cust", "msp customer"),
    ("msp customer deac", "msp customer deactivate"),
    ("msp mailbox set ac", "msp mailbox set acme"),
    ("msp mailbox set acme 40 --eff", "msp mailbox set acme 40 --effective"),
    ("msp order elm --plan core-", "msp order elm --plan core-plus"),
    ("msp order elm --plan=core-", "msp order elm --plan=core-plus"),
    ("msp order elm --discount WEL", "msp order elm --discount WELCOME10"),
    ("msp order step cedar conn", "msp order step cedar connected"),
    ("msp subscription cancel acm", "msp subscription cancel acme"),
    ("msp subscription show bolt/", "bolt/1 bolt/2"),
    ("msp group member add bolt ad", "msp group member add bolt admins"),
    ("msp group member remove bolt staff cl", "staff cleo@bolt.example"),
    ("msp subscription attach bolt/1 --group st", "--group staff"),
    ("msp invoice explain ", "1 2"),
    ("msp ledger log --type mailbox_c", "--type mailbox_count_set"),
    ("msp customer list --format js", "--format json"),
    ("msp config show --color al", "--color always"),
    ("msp help conf", "msp help config"),
    ("msp catalog load exam", "msp catalog load examples/"),  # what msp does not know is a file
    ("msp --ledger none.db mailbox set ledger-2", "set ledger-2026-03-15.db"),  # nor does it fail
]

# Words that a shell could take for more: each is offered by a program in msp's place, and has to
# arrive as the one word that it is, however many of them run something if they are let.
HOSTILE = ["x$(touch pwned)", "x`touch pwned`", "x;touch pwned", "x|touch pwned", "x&touch pwned",
           "x>pwned", "x*", "x?", "x[a-z]", "x{a,b}", "x'y", 'x"y', "x\\y", "x y", "x$HOME", "x!1",
           "x#y", "x(y)", "x<y>", "x~y", "x^y"]
OFFERS = r"""#!/bin/bash
if [ "$1" = __complete ]; then cat "$HOME/offered"; else printf '%s=' "$@" end >"$HOME/taken"; fi
"""

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], [
        "bind 'set show-all-if-ambiguous on'; bind 'set bell-style none'",
        "source {share}/bash-completion/completions/msp"]),
    "zsh": (["zsh", "-f", "-i"], [
        "fpath=({share}/zsh/vendor-completions $fpath); setopt no_beep",
        "autoload -Uz compinit && compinit -u -D"]),
    "fish": (["fish", "-i"], ["set fish_autosuggestion_enabled 0"]),
}


class Terminal:
    def __init__(self, command, environment, folder):
        self.screen = pyte.Screen(120, 30)
        self.stream = pyte.ByteStream(self.screen)
        child, self.side = pty.fork()
        if child == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        self.child = child
        fcntl.ioctl(self.side, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 120, 0, 0))

    def send(self, text):
        os.write(self.side, text.encode())

    def shows(self, *wanted):
        """Waits for all of them; what the screen shows if they never come."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            text = "\n".join(line.rstrip() for line in self.screen.display).strip()
            if all(word in text for word in wanted):
                return None
            if select.select([self.side], [], [], 0.1)[0]:
                try:
                    self.stream.feed(os.read(self.side, 65536))
                except OSError:
                    return text + "\n[the shell has ended]"
        return text

    def settle(self):
        """Reads until nothing has come for a while."""
        while select.select([self.side], [], [], 0.5)[0]:
            self.stream.feed(os.read(self.side, 65536))

    def close(self):
        os.close(self.side)
        os.waitpid(self.child, 0)


def begun(name, desk, prefix, folder, box):
    """A terminal with the shell in it, which finds `msp` in box and its completion in prefix."""
    command, begin = SHELLS[name]
    environment = {"PATH": box + ":/usr/bin:/bin", "HOME": desk.home + "/home",
                   "TERM": "xterm", "PS1": "% ", "LC_ALL": "C.UTF-8", "MSP_LEDGER": "desk.db",
                   "MSP_TODAY": TODAY, "MSP_CONFIG_SYSTEM": "",
                   "XDG_DATA_DIRS": prefix + "/share:/usr/share"}
    terminal = Terminal(command, environment, folder)
    for line in begin:
        terminal.send(line.format(share=prefix + "/share") + "\r")
    terminal.send("echo 're'ady\r")
    found = terminal.shows("ready")
    if found is not None:
        terminal.close()
        sys.exit(f"{name} does not begin:\n{found}")
    return terminal


def try_hostile(name, desk, prefix):
    """Tab and Enter on what is hostile: it is one word to msp, and nothing has run."""
    box, folder = f"{desk.home}/box-{name}", f"{desk.home}/hostile-{name}"
    os.mkdir(box)
    os.mkdir(folder)
    with open(box + "/msp", "w", encoding="utf-8") as script:
        script.write(OFFERS)
    os.chmod(box + "/msp", 0o755)
    for bait in ("xa", "xb"):
        open(f"{folder}/{bait}", "w", encoding="utf-8").close()
    offered, taken = desk.home + "/home/offered", desk.home + "/home/taken"
    terminal, wrong = begun(name, desk, prefix, folder, box), []
    try:
        for word in HOSTILE:
            with open(offered, "w", encoding="utf-8") as out:
                out.write(word + "\n")
            terminal.send("\x15clear; echo 're'ady\r")
            terminal.shows("ready")
            terminal.screen.reset()
            terminal.send("msp show x\t")
            terminal.settle()
            terminal.send("\recho 'do'ne\r")
            found = terminal.shows("done")
            said = open(taken, encoding="utf-8").read() if os.path.exists(taken) else "nothing"
            if said != f"show={word}=end=" or sorted(os.listdir(folder)) != ["xa", "xb"]:
                wrong.append(f"{name}: `{word}` offered, Tab and Enter: msp was given {said}, the "
                             f"folder holds {os.listdir(folder)}:\n{found}\n")
            if os.path.exists(taken):
                os.remove(taken)
    finally:
        terminal.close()
    return wrong


def try_shell(name, desk, prefix):
    terminal, wrong = begun(name, desk, prefix, desk.folder, desk.box), []
    try:
        for typed, seen in TYPED:
            terminal.send("\x15clear; echo 're'ady\r")
            terminal.shows("ready")
            terminal.screen.reset()
            terminal.send(typed + "\t")
            wanted = [seen] if seen.startswith(("msp", "--", "s")) else seen.split()
            found = terminal.shows(*wanted)
            if found is not None:
                wrong.append(f"{name}: `{typed}` and Tab show no `{seen}`:\n{found}\n")
    finally:
        terminal.close()
    return wrong


def main():
    msp, source, build = sys.argv[1:]
    wrong = []
    with tempfile.TemporaryDirectory(prefix="msp-") as home:
        home = os.path.realpath(home)
        desk = Desk(os.path.abspath(msp), source, home)
        os.mkdir(home + "/home")
        prefix = home + "/usr"
        subprocess.run(["cmake", "--install", build, "--prefix", prefix], check=True,
                       stdout=subprocess.DEVNULL)
        for path in ("bin/msp", "share/man/man1/msp.1", "share/man/man1/msp-order.1",
                     "share/doc/msp/schema.sql", "share/doc/msp/examples/month.sh"):
            if not os.path.exists(f"{prefix}/{path}"):
                wrong.append(f"{path} is not installed")
        for name in SHELLS:
            wrong += try_shell(name, desk, prefix)
            wrong += try_hostile(name, desk, prefix)
    print("\n".join(wrong + [f"{len(TYPED)} lines and {len(HOSTILE)} hostile words in "
                             f"{len(SHELLS)} shells"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

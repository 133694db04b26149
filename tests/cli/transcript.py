#!/usr/bin/env python3
"""Plays a transcript against msp and compares what is printed with what is written down.

    transcript.py [--update] [--env NAME=VALUE]… MSP SOURCE FILE

A line `$ COMMAND` is typed into one bash, in a directory that holds nothing but a copy of
`examples`; `> ` continues it. The lines below are all it prints, stdout and stderr as they come,
and `[exit N]` if it does not end with 0. Lines that begin with `# ` are remarks. Of a .md file only
the ```console blocks are played. --env is set for msp alone. --update writes down what is printed
now: authors then read it.
"""
import argparse
import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

VARIES = [  # from run to run
    (re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{16,64}(?![0-9A-Za-z])"), "…"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z"), "<instant>"),
    (re.compile(r"uid \d+ on [^\s,)\"]+"), "<actor>"),
]
RULE = re.compile(r"─[─ ]*")


def normal(line):
    for pattern, name in VARIES:
        line = pattern.sub(name, line)
    return line


def without_widths(lines):
    """A column is as wide as its longest cell. So in lines with a cell that varies, and in the
    header and the rule of every table (they cannot tell), runs of blanks or of ─ are one."""
    def vague(line, below):
        marked = any(mark in line for mark in ("…", "<instant>", "<actor>"))
        return marked or RULE.fullmatch(line) or RULE.fullmatch(below)
    return [re.sub(r"─+", "─", re.sub(r" {2,}", "  ", line)) if vague(line, below) else line
            for line, below in zip(lines, lines[1:] + [""])]


class Block:
    """Remarks, a command and what it prints; the last one has remarks only."""
    def __init__(self):
        self.remarks, self.command, self.output = [], [], []

    def following(self):
        block = Block()
        while self.output and not self.output[-1]:
            block.remarks.append(self.output.pop())
        return block


def blocks_of(lines, markdown):
    blocks, fenced = [Block()], not markdown
    for line in lines:
        if markdown and line.startswith("```"):
            fenced = line == "```console"
        typed, remark = fenced and line.startswith("$ "), not fenced or line.startswith("# ")
        if blocks[-1].command and (typed or remark):
            blocks.append(blocks[-1].following())
        here = blocks[-1]
        more = fenced and line.startswith("> ") and here.command and not here.output
        part = here.command if typed or more else here.output if here.command else here.remarks
        part.append(line)
    return blocks + [blocks[-1].following()]


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def play(blocks, msp, source, env):
    """What each command prints."""
    with tempfile.TemporaryDirectory(prefix="msp-") as home:
        home = os.path.realpath(home)
        desk, box, script = home + "/desk", home + "/box", ""
        os.mkdir(box)
        write(box + "/msp", f"#!/bin/sh\nexec env {shlex.join([*env, msp])} \"$@\"\n")
        os.chmod(box + "/msp", 0o755)
        shutil.copytree(source + "/examples", desk + "/examples")
        for i, block in enumerate(blocks):
            write(f"{box}/{i}.sh", "\n".join(line[2:] for line in block.command) + "\n")
            script += f"source {box}/{i}.sh </dev/null\nprintf '\\036%d\\036' $?\n"
        environment = {"PATH": box + ":/usr/bin:/bin", "HOME": desk, "TMPDIR": home, "TERM": "dumb",
                       "MSP_CONFIG_SYSTEM": ""}
        done = subprocess.run(["/bin/bash", "--noprofile", "--norc", "-c", script], cwd=desk,
                              env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=300)
    printed = done.stdout.decode("utf-8", "backslashreplace").replace(desk, "<here>")
    pieces, outputs = printed.split("\036"), []
    for text, code in zip(pieces[0::2], pieces[1::2]):
        lines = [normal(line) for line in text.rstrip("\n").split("\n") if text.strip("\n")]
        outputs.append(lines + ([] if code == "0" else [f"[exit {code}]"]))
    return outputs + [["[never came back]"]] * (len(blocks) - len(outputs))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--update", action="store_true")
    options.add_argument("--env", action="append", default=[])
    for name in ("msp", "source", "file"):
        options.add_argument(name)
    asked = options.parse_args()
    with open(asked.file, encoding="utf-8") as file:
        typed = file.read().splitlines()
    blocks = blocks_of(typed, asked.file.endswith(".md"))
    outputs = play(blocks, os.path.abspath(asked.msp), asked.source, asked.env)

    expected, found = [], []
    for block, output in zip(blocks, outputs):
        expected += block.remarks + block.command + [normal(line) for line in block.output]
        found += block.remarks + block.command + (output if block.command else [])
    if asked.update:
        write(asked.file, "\n".join(found) + "\n")
        return 0
    diff = list(difflib.unified_diff(without_widths(expected), without_widths(found), asked.file,
                                     "what msp prints", lineterm=""))
    sys.stdout.writelines(line + "\n" for line in diff)
    return 1 if diff else 0


if __name__ == "__main__":
    sys.exit(main())

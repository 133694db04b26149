#!/usr/bin/env python3
"""The manual is well formed and says what the help says.

    manual.py MSP SOURCE

`mandoc` finds nothing to warn of in any page; and what it shows of a page, written as plain text,
holds every command, example and option of the help to the letter, hyphens and quotes included.
"""
import os
import re
import subprocess
import sys
import tempfile


def said(*words):
    done = subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def main():
    msp = os.path.abspath(sys.argv[1])
    wrong = []
    nouns = said(msp, "__complete", "").split()
    with tempfile.TemporaryDirectory(prefix="msp-") as folder:
        pages = {"": folder + "/msp.1"} | {noun: f"{folder}/msp-{noun}.1" for noun in nouns}
        for noun, path in pages.items():
            with open(path, "w", encoding="utf-8") as page:
                page.write(said(msp, "__man", *([noun] if noun else [])))
        lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages.values()],
                              stdout=subprocess.PIPE, text=True, check=False)
        wrong += lint.stdout.splitlines()
        shown = {noun: said("mandoc", "-T", "utf8", "-O", "width=200", path)
                 for noun, path in pages.items()}
    shown = {noun: squeezed(re.sub(".\b", "", text)) for noun, text in shown.items()}
    commands = [line[2:].split("  ")[0] for line in said(msp, "help").splitlines()
                if re.match(r"  [a-z]", line)]
    for command in commands:
        noun, text = command.split()[0], said(msp, *command.split(), "--help")
        examples = text.split("\nExamples:\n")[1].split("\n\n")[0].replace("\\\n", "")
        parts = [squeezed(line).strip() for line in examples.split("\n")]
        parts += re.findall(r"^  (--[a-z-]+(?: [A-Z][A-Z:=,]*)?)", text, re.MULTILINE)
        wrong += [f"msp-{noun}.1 does not say `{part}`" for part in parts if part not in shown[noun]]
        if f"msp {command} " not in shown[""]:
            wrong.append(f"msp.1 does not name {command}")
    wrong += [f"msp.1 does not name msp-{noun}(1)" for noun in nouns
              if f"msp-{noun}(1)" not in shown[""]]
    print("\n".join(wrong + [f"{len(pages)} pages of {len(commands)} commands"]))
    return 1 if wrong or len(commands) < 60 else 0


if __name__ == "__main__":
    sys.exit(main())

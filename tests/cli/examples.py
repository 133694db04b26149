#!/usr/bin/env python3
"""Types every example of every command's help, each at a desk of its own.

    examples.py MSP SOURCE [COMMAND…]

The desk is made once by `DESK` and copied for each example: a small ledger of the customers the
examples name, and the files they read. What one command needs beyond that stands in `BEFORE`. An
example has to end with 0, or with the code that `ENDS_WITH` gives it; a command without two
examples is as wrong as one that fails.
"""
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

TODAY = "2026-03-20"

# acme pays for mail, birch is in its trial, bolt pays for activity, cedar waits to be connected,
# dune left long ago, harbor is still to be billed.
DESK = """
export MSP_TODAY=2025-01-02
msp init --zone Europe/Helsinki --currency EUR --seller-name 'Example Security Oy'
msp catalog load examples/catalogs/dfence.toml
told=(--country FI --accept-terms 2026-01 --billing-address 'Katu 1, 00100 Helsinki')
msp order dune --plan guard --mailboxes 5 --name Dune --contact-email it@dune.example "${told[@]}" \\
  --connected 2025-01-02 --ref mail-1
msp customer deactivate dune --ref mail-2 --today 2025-02-01
export MSP_TODAY=2026-01-10
for vendor in defensx exchangedefender more-terms; do
  msp catalog load examples/catalogs/$vendor.toml
done
msp order acme --plan guard --mailboxes 25 --name 'Acme Oy' --contact-email it@acme.example \\
  "${told[@]}" --partner 'Partner Oy' --group 15 --connected 2026-01-10 --ref mail-3
msp order birch --plan guard --mailboxes 10 --trial --sales-rep rep@partner.example \\
  --monthly-total 40.00 --name 'Birch Ky' --contact-email it@birch.example "${told[@]}" --ref mail-4
msp order cedar --plan guard --mailboxes 5 --name 'Cedar Oy' --contact-email it@cedar.example \\
  "${told[@]}" --own-mail-server mail.cedar.example --ref mail-5
msp order bolt --plan core --name 'Bolt Oy' --contact-email it@bolt.example "${told[@]}" --ref mail-6
export MSP_TODAY=2026-02-10
msp order step birch connected --group 15 --ref mail-7
msp order harbor --plan exchange --mailboxes 4 --name 'Harbor Inc' \\
  --contact-email it@harbor.example "${told[@]}" --ref mail-10
msp group add bolt staff --ref mail-8
msp group add bolt admins --ref mail-8
msp group member add bolt staff anna ben cleo@bolt.example --ref mail-8
msp group member add bolt admins dan@bolt.example --ref mail-8
msp order bolt --plan core-plus --accept-terms 2026-01 --ref mail-9
export MSP_TODAY=2026-03-16
printf '%s\\n' customer,date,user,device,device_kind bolt,2026-03-02,anna,laptop-1,business \\
  bolt,2026-03-03,ben,, >march.csv
sed s/2026-03/2026-02/ march.csv >february.csv
msp usage import february.csv
printf 'user\\neve\\nfay\\n' >staff.csv
printf '%s@cedar.example\\n' anna ben cleo dan eve | sed '1i address' >mailboxes.csv
msp mailbox import cedar mailboxes.csv --ref mail-10
printf 'customer,count,date\\nacme,30,2026-03-01\\nfir,3,2026-03-01\\n' >panel-march.csv
printf 'customer,count\\nacme,28\\n' >panel.csv
msp panel import panel-march.csv
sed s/2025-01-01/2027-01-01/ examples/catalogs/dfence.toml >prices-2027.toml
msp invoice run --date 2026-03-15 --customer acme --yes --quiet
msp order acme --plan exchange --mailboxes 2 --accept-terms 2026-01 --draft
msp order add acme/d1 --plan archive --mailboxes 2
printf '%s\\n' customer,plan,mailboxes,accept_terms acme,exchange,5,2026-01 \\
  birch,exchange,3,2026-01 >orders.csv
msp ledger export -o ledger.jsonl
gzip -k ledger.jsonl
msp ledger backup ledger-2026-03-15.db
mkdir -p backups .config/fish/completions .local/share/bash-completion/completions
"""

BEFORE = {  # what there is besides, or is not, when a command is typed
    "init": "rm desk.db",
    "journal export": "rm march.csv",
    "journal check": "rm march.csv; msp journal export --month 2026-03 -o march.csv; "
                     "msp journal export --month 2026-03 -f hledger -o sales.journal",
    "ledger restore": "rm desk.db",
    "order step": "for step in firewall-opened server-tested mx-requested mx-changed; do "
                  "msp order step cedar $step --on 2026-03-17 --ref mail-18; done",
    "subscription change": "msp order elm --plan core --name Elm --contact-email it@elm.example "
                           "--country FI --accept-terms 2026-01 --billing-address 'Katu 2' "
                           "--ref mail-11",
    "notify send": "printf '#!/bin/sh\\ncat >>mails\\n' >sendmail; chmod +x sendmail",
}

ENDS_WITH = {
    "msp ledger verify --expect 17:0123456789abcdef": 10,  # a head of another ledger
    "msp invoice export --month 2026-03 -f ubl -o outgoing": 10,  # nobody there has an endpoint
}

ANSWERS_WITH_A_FILE = {"journal export"}  # what comes next happens to that


class Desk:
    def __init__(self, msp, source, home):
        self.wrong = []
        self.home, self.box, self.folder = home, home + "/box", home + "/desk"
        os.mkdir(self.box)
        os.symlink(msp, self.box + "/msp")
        shutil.copytree(source + "/examples", self.folder + "/examples")
        made = self.type("set -euo pipefail\n" + DESK, self.folder)
        if made.returncode != 0:
            sys.exit("the desk could not be made:\n" + made.stdout)

    def type(self, script, folder):
        environment = {"PATH": self.box + ":/usr/bin:/bin", "HOME": folder, "TERM": "dumb",
                       "MSP_LEDGER": "desk.db", "MSP_TODAY": TODAY, "MSP_CONFIG_SYSTEM": "",
                       "MSP_ACCOUNTS": "examples/accounts.toml"}
        return subprocess.run(["/bin/bash", "-c", script], cwd=folder, env=environment, text=True,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=60)

    def try_out(self, command, example):
        """What is wrong with the example, and what it says comes next: that is typed, too."""
        folder = tempfile.mkdtemp(dir=self.home)
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        before = self.type("set -e\n" + BEFORE.get(command, ""), folder)
        done = self.type(example, folder)
        following = re.findall(r"^next: (.*)", done.stdout, re.MULTILINE)
        wrong = []
        if before.returncode != 0:
            wrong.append(f"what comes before `{example}` fails:\n{before.stdout}")
        wanted = ENDS_WITH.get(example, 0)
        if done.returncode != wanted:
            wrong.append(f"$ {example}\n{done.stdout}[exit {done.returncode}, not {wanted}]")
        for line in following:
            then = self.type(line, folder)
            if then.returncode != 0:
                wrong.append(f"`{example}` names as next:\n$ {line}\n{then.stdout}"
                             f"[exit {then.returncode}]")
        shutil.rmtree(folder)
        return wrong, following

    def said(self, words):
        return self.type("msp " + shlex.join(words), self.folder).stdout

    def commands(self):
        """Each command on a line of its own begins with two blanks; what goes on, with more."""
        lines = [line[2:] for line in self.said(["help"]).split("\n")]
        return [line.split("  ")[0] for line in lines if line[:1].isalpha() and "  " in line]

    def explained(self, command):
        """A command's examples, its words for what is to be typed, and whether it is a change."""
        text = self.said([*command.split(), "--help"])
        self.wrong += [f"{command}: more than 80 columns: {line}" for line in text.split("\n")
                       if len(line) > 80]
        # One sentence, and perhaps a guide, stand before the examples.
        if not re.match(r"[A-Z][^.]*(\.[^ \n][^.]*)*\.\n\n(?s:.*)Examples:\n", text):
            self.wrong.append(f"the help of {command} does not begin with one sentence")
        block = text.split("\nExamples:\n")[1].split("\n\n")[0]
        whole = block.replace("\\\n", "")  # as a shell joins them
        examples = [re.sub(r" {2,}", " ", line.strip()) for line in whole.split("\n")]
        blanks = set(re.findall(r"^  (?:-[-a-z, ]+)?([A-Z][A-Z:=,]*)", text, re.MULTILINE))
        lists = "\n  --columns " in text  # its list is the answer
        return examples, blanks, "\nOptions of changes:\n" in text and not lists


def main():
    msp, source, *asked = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="msp-") as home:
        desk = Desk(os.path.abspath(msp), source, os.path.realpath(home))
        commands = [command for command in desk.commands() if not asked or command in asked]
        wrong, tried = desk.wrong, 0
        for command in commands:
            examples, blanks, changes = desk.explained(command)
            if len(examples) < 2:
                wrong.append(f"`{command}` has {len(examples)} examples")
            led_on = []
            for example in examples:
                tried += 1
                found, following = desk.try_out(command, example)
                wrong += found
                led_on += following
                if blanks & set(example.split()):
                    wrong.append(f"`{example}` holds a word to be replaced")
            if changes and not led_on and command not in ANSWERS_WITH_A_FILE:
                wrong.append(f"`{command}` changes something and names nothing that comes next")
    print("\n\n".join(wrong + [f"{tried} examples of {len(commands)} commands"]))
    return 1 if wrong or (not asked and len(commands) < 60) else 0


if __name__ == "__main__":
    sys.exit(main())

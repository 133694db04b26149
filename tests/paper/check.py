#!/usr/bin/env python3
"""Prints invoices as PDF and reads them as a payer would: pages, words, and the codes for paying.

    check.py MSP SOURCE

Needs weasyprint to print, pdfinfo, pdftotext and pdftoppm (poppler-utils) to read, and zbarimg
(zbar-tools) to scan; ends with 77 if one of them is not installed.
"""
import os
import shutil
import subprocess
import sys
import tempfile

LINES = 80
WORLD = "株式 ไทย שלום 🦊 Oy"
DESK = f"""
set -eu
export MSP_TODAY=2026-01-01
msp init --zone Europe/Helsinki --seller-name 'Sample Security Oy' --seller-vat-id FI12345671 \\
  --seller-address 'Esimerkkikatu 5, 00100 Helsinki' --seller-iban 'FI21 1234 5600 0007 85' \\
  --invoice-number '{{year}}-{{n:4}}'
echo '[tax.x]
name = "VAT"
[[tax.x.rate]]
from = 2024-09-01
percent = "25.5"
category = "S"' >many.toml
for i in $(seq 1 {LINES}); do echo "[plan.p$i]
name = \\"Package $i\\"
version_from = 2025-01-01
basis = \\"mailbox\\"
timing = \\"advance\\"
billing_day = 1
first_period = \\"free\\"
payment_terms_days = 14
tax = \\"x\\"
[[plan.p$i.price]]
from = 2025-01-01
amount = \\"1.00\\"
currency = \\"EUR\\"" >>many.toml; done
msp catalog load many.toml
export MSP_TODAY=2026-01-02
order() {{ msp order "$@" --mailboxes 10 --contact-email it@customer.example --country FI \\
  --billing-address 'Katu 1, 00100 Helsinki' --accept-terms 2026-01 --ref mail-1; }}
order short --plan p1 --name 'Lyhyt & Söner <Oy>'
for i in $(seq 1 {LINES}); do order long --plan p$i --name 'Pitkä Oy'; done
order world --plan p1 --name '{WORLD}'
export MSP_TODAY=2026-02-01
msp invoice run --customer short --yes
msp invoice run --customer long --yes
msp invoice run --yes
msp invoice credit 2026-0001 1 --amount 4.00 --reason 'a day down' --ref mail-2
"""
# One package of 10 at 1.00: 10.00 and 2.55 of tax, due 14 days after 1 February; 1001 and its check
# digit are the reference. Eighty of them: 800.00 and 204.00; 1002 is the reference.
SHORT_BARCODE = "4" "2112345600000785" "00001255" "000" "00000000000000010016" "260215"
LONG_BARCODE = "4" "2112345600000785" "00100400" "000" "00000000000000010029" "260215"
SHORT_QR = ("BCD\n002\n1\nSCT\n\nSample Security Oy\nFI2112345600000785\nEUR12.55\n\nRF0810016")

wrong = []


def check(claim, holds):
    if not holds:
        wrong.append(claim)


def output(*command, **more):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, **more).stdout


class Pdf:
    def __init__(self, number, language):
        self.file = f"{number}-{language}.pdf"
        export = ["msp", "invoice", "export", number, "--language", language]
        output(*export, "-o", self.file)
        self.same = output(*export, "-f", "pdf") == open(self.file, "rb").read()
        info = output("pdfinfo", self.file).decode()
        self.pages = int(info.split("Pages:")[1].split()[0])
        self.texts = [output("pdftotext", "-layout", "-f", str(page), "-l", str(page), self.file,
                             "-").decode() for page in range(1, self.pages + 1)]

    def scanned(self):
        output("pdftoppm", "-r", "200", "-png", "-f", str(self.pages), self.file, self.file)
        image = [name for name in os.listdir(".") if name.startswith(self.file + "-")]
        return output("zbarimg", "-q", "--raw", *image).decode().rstrip("\n")


def check_short():
    english, finnish = Pdf("2026-0001", "en"), Pdf("2026-0001", "fi")
    for pdf in english, finnish:
        check(f"{pdf.file} has one page", pdf.pages == 1)
        check(f"{pdf.file} has the same bytes twice", pdf.same)
        check(f"{pdf.file} says who buys", "Lyhyt & Söner <Oy>" in pdf.texts[0])
    for words in "Invoice 2026-0001", "1–28 Feb 2026", "15 February 2026", "12.55", "Page 1 of 1":
        check(f"the English page says {words}", words in english.texts[0])
    for words in "Lasku 2026-0001", "1.–28.2.2026", "15.2.2026", "12,55", "Sivu 1 / 1":
        check(f"the Finnish page says {words}", words in finnish.texts[0])
    check("the English page is scanned as a SEPA transfer", english.scanned() == SHORT_QR)
    check("the Finnish page is scanned as a bank barcode", finnish.scanned() == SHORT_BARCODE)


def check_long():
    pdf = Pdf("2026-0002", "fi")
    check("a long invoice has several pages", 3 <= pdf.pages <= 5)
    check("a long invoice has the same bytes twice", pdf.same)
    for number, text in enumerate(pdf.texts, 1):
        check(f"page {number} says which it is", f"Sivu {number} / {pdf.pages}" in text)
        check(f"page {number} has headings where it has lines",
              "Package" not in text or "Yksikköhinta" in text)
    whole = "\n".join(pdf.texts)
    check("every line is printed once",
          all(whole.count(f"Package {i} ") == 1 for i in range(1, LINES + 1)))
    check("the sums are on the last page", "1 004,00" in pdf.texts[-1].replace("\u00a0", " "))
    check("the last page is scanned as a bank barcode", pdf.scanned() == LONG_BARCODE)


def check_credit():
    pdf = Pdf("2026-0004", "en")
    for words in "Credit note 2026-0004", "Credits invoice 2026-0001, line 1", "−5.02":
        check(f"the credit note says {words}", words in pdf.texts[0])
    check("a credit note has nothing to scan", "Scan" not in pdf.texts[0])


def check_world():
    """A name in any script is on the page, or the page is refused for it: never left out."""
    pdf = Pdf("2026-0003", "en")
    for word in WORLD.split()[:3]:
        check(f"the page says {word}", word in pdf.texts[0] or word[::-1] in pdf.texts[0])
    with open("few.conf", "w", encoding="utf-8") as few:
        few.write("<fontconfig><dir>/usr/share/fonts/opentype/inter</dir>"
                  "<cachedir>cache</cachedir></fontconfig>")
    done = subprocess.run(["msp", "invoice", "export", "2026-0003", "-o", "few.pdf"],
                          env={**os.environ, "FONTCONFIG_FILE": os.path.abspath("few.conf")},
                          stderr=subprocess.PIPE)
    check(f"without fonts it ends with 6, not {done.returncode}", done.returncode == 6)
    for said in "株 (U+682A)", "ไ (U+0E44)", "ש (U+05E9)", "🦊 (U+1F98A)", "fonts-noto-cjk":
        check(f"without fonts it names {said}", said in done.stderr.decode())
    check("without fonts there is no file", not os.path.exists("few.pdf"))


def check_failures(msp):
    """A renderer that fails, or that is not there, is exit 6, and there is no file."""
    os.mkdir("failing")
    with open("failing/weasyprint", "w", encoding="utf-8") as script:
        script.write("#!/bin/sh\nexec /bin/sh -c 'echo out of paper >&2; exit 3'\n")
    os.chmod("failing/weasyprint", 0o755)
    for path, said in ("failing", "out of paper"), ("nowhere", "apt install weasyprint"):
        done = subprocess.run([msp, "invoice", "export", "2026-0001", "-o", "no.pdf"],
                              env={**os.environ, "PATH": path}, stderr=subprocess.PIPE)
        check(f"with {path} it ends with 6, not {done.returncode}", done.returncode == 6)
        check(f"with {path} it says `{said}`", said in done.stderr.decode())
        check(f"with {path} there is no file", not os.path.exists("no.pdf"))


def main():
    msp, source = (os.path.abspath(path) for path in sys.argv[1:3])
    for tool in "weasyprint", "pdfinfo", "pdftotext", "pdftoppm", "zbarimg":
        if not shutil.which(tool):
            print(f"{tool} is not installed")
            return 77
    with tempfile.TemporaryDirectory(prefix="msp-") as home:
        os.mkdir(home + "/box")
        os.symlink(msp, home + "/box/msp")
        os.environ.update(PATH=f"{home}/box:{os.environ['PATH']}", HOME=home,
                          MSP_LEDGER=home + "/desk.db", MSP_TODAY="2026-02-02",
                          MSP_CONFIG_SYSTEM="")
        os.chdir(home)
        subprocess.run(["bash", "-c", DESK], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        check_short()
        check_long()
        check_credit()
        check_world()
        check_failures(msp)
    print("\n".join(wrong) or "printed, read and scanned")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

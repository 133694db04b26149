#!/usr/bin/env python3
"""Opens what msp exports with LibreOffice, compares every value, and looks into the workbooks.

    check.py MSP SOURCE SAMPLES

MSP is the program, SOURCE its source tree (for examples), SAMPLES the program that writes the
tables of samples.cpp. Without LibreOffice (soffice) every test of Opened fails: it is never skipped.
"""
import csv
import io
import json
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

MSP, SOURCE, SAMPLES = map(os.path.abspath, sys.argv[1:4])
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# Separator, quote, UTF-8, first line; numbers as shown; every sheet into a file of its own.
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def text_columns(separator):
    """Reads a CSV file with every column as text, as a person who knows CSV would."""
    columns = "/".join(f"{column}/2" for column in range(1, 12))
    return f"Text - txt - csv (StarCalc):{ord(separator)},34,76,1,{columns},0,false,false"


def read_csv(path, separator=","):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def rows_of_json(path):
    """As text, the way CSV has it."""
    with open(path, encoding="utf-8") as file:
        rows = json.load(file, parse_int=str)
    said = {None: "", True: "true", False: "false"}
    return [[value if isinstance(value, str) else said[value] for value in row.values()]
            for row in rows]


class Workbook:
    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)
        self.styles = self.part("xl/styles.xml")

    def part(self, name):
        return ElementTree.fromstring(self.archive.read(name))

    def sheet(self, number=1):
        return self.part(f"xl/worksheets/sheet{number}.xml")

    def cells(self, number=1):
        return {cell.get("r"): cell for cell in self.sheet(number).iter(MAIN + "c")}

    def style(self, cell):
        return self.styles.find(MAIN + "cellXfs")[int(cell.get("s"))]

    def format(self, cell):
        wanted = self.style(cell).get("numFmtId")
        own = {each.get("numFmtId"): each.get("formatCode") for each in
               self.styles.iter(MAIN + "numFmt")}
        return own.get(wanted, {"0": "General", "49": "@"}.get(wanted))

    def bold(self, cell):
        font = self.styles.find(MAIN + "fonts")[int(self.style(cell).get("fontId"))]
        return font.find(MAIN + "b") is not None

    @staticmethod
    def text(cell):
        return "".join(each.text or "" for each in cell.iter(MAIN + "t"))

    @staticmethod
    def value(cell):
        """The number as a spreadsheet has it: a double, of which 15 digits count."""
        number = cell.findtext(MAIN + "v")
        if number is None:
            return None
        return format(Decimal(format(float(number), ".15g")), "f")


class Test(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="msp-")
        cls.addClassCleanup(cls.folder.cleanup)
        cls.path = cls.folder.name + "/"
        subprocess.run([SAMPLES, cls.folder.name], check=True)

    def book(self, name):
        return Workbook(self.path + name + ".xlsx")


class Opened(Test):
    """What LibreOffice reads in the files."""
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        path = cls.path
        books = [path + name for name in sorted(os.listdir(path)) if name.endswith(".xlsx")]
        cls.open(books, [])
        cls.open([path + "values-rfc4180.csv", path + "values-excel.csv"],
                 ["--infilter=" + text_columns(",")])
        cls.open([path + "values-excel-eu.csv"], ["--infilter=" + text_columns(";")])

    @classmethod
    def open(cls, files, how):
        home = f"-env:UserInstallation=file://{cls.path}office"
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": cls.path}
        subprocess.run(["soffice", home, "--headless", *how, "--convert-to", AS_SHOWN, "--outdir",
                        cls.path + "opened", *files], check=True, env=environment, timeout=300,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def opened(self, name):
        return read_csv(f"{self.path}opened/{name}.csv")

    def opened_csv(self, name):
        """A sheet read from CSV is called as its file."""
        return self.opened(f"{name}-{name}")[1:]

    def test_a_workbook_gives_back_every_value(self):
        rows = self.opened("values-list")
        self.assertEqual(rows[0], ["text", "name", "date", "count", "amount", "flag"])
        self.assertEqual(rows[1:], rows_of_json(self.path + "values.json"))
        self.assertEqual([row[0] for row in rows[1:5]], ["00042", "1E5", "=1+1", "-12.50"])
        self.assertEqual([row[1] for row in rows[1:5]], ["ä", "日本", 'say "yes"', "two\nlines"])

    def test_csv_for_programs_gives_back_every_value(self):
        self.assertEqual(self.opened_csv("values-rfc4180"), rows_of_json(self.path + "values.json"))

    def test_csv_for_spreadsheets_guards_text_that_would_run_and_nothing_else(self):
        def guarded(row):
            return [("'" if cell[:1] in tuple("=+-@\t\r") and at < 2 else "") + cell
                    for at, cell in enumerate(row)]
        expected = [guarded(row) for row in rows_of_json(self.path + "values.json")]
        self.assertEqual(expected[2][0], "'=1+1")
        self.assertEqual(expected[0][4], "-12.50")
        self.assertEqual(self.opened_csv("values-excel"), expected)
        for row in expected:
            row[4] = row[4].replace(".", ",")
        self.assertEqual(self.opened_csv("values-excel-eu"), expected)

    def test_sums_are_what_a_spreadsheet_computes(self):
        # 1 + … + 25 = 325; 1.10 × 325 + 0.40 = 357.90
        self.assertEqual(self.opened("usage-list")[-1], ["total", "325", "", "357.90", ""])
        self.assertEqual(self.opened("bare-list")[-1], ["total", "325", "", "357.90", ""])
        self.assertEqual(self.opened("unsummable-list")[-1], ["total", "", "-4.65"])

    def test_the_chart_has_the_twenty_largest(self):
        # The five smallest of 25 are left out: customers 1 (1.50, two rows) to 5.
        expected = [[f"customer-{i}", str(Decimal("1.10") * i)] for i in range(25, 5, -1)]
        self.assertEqual(self.opened("usage-chart"), [["customer", "amount (EUR)"], *expected])

    def test_a_list_without_rows_opens(self):
        self.assertEqual(self.opened("empty-list"), [["number", "net"]])


class Inside(Test):
    """What stands in the parts of a workbook."""
    def test_every_part_is_xml_and_is_where_the_others_say(self):
        for name in ("values", "usage", "currencies", "empty", "bare"):
            archive = self.book(name).archive
            parts = set(archive.namelist())
            for part in parts:
                ElementTree.fromstring(archive.read(part))
            types = ElementTree.fromstring(archive.read("[Content_Types].xml"))
            typed = {each.get("PartName")[1:] for each in types.iter(TYPES + "Override")}
            rest = {part for part in parts if not part.endswith(".rels")}
            self.assertEqual(typed | {"[Content_Types].xml"}, rest)
            for part in (each for each in parts if each.endswith(".rels")):
                base = os.path.dirname(os.path.dirname(part))
                for each in ElementTree.fromstring(archive.read(part)).iter(RELATIONS +
                                                                            "Relationship"):
                    self.assertIn(os.path.normpath(os.path.join(base, each.get("Target"))), parts)

    def test_an_archive_is_whole_and_knows_no_clock(self):
        archive = self.book("usage").archive
        self.assertIsNone(archive.testzip())
        self.assertEqual({each.date_time for each in archive.infolist()}, {(1980, 1, 1, 0, 0, 0)})

    def test_cells_have_the_type_of_their_column(self):
        book = self.book("values")
        cells = book.cells()
        for at in ("A2", "A3", "A4", "A5", "A6", "B2", "B5", "F2"):
            self.assertEqual((cells[at].get("t"), book.format(cells[at])), ("inlineStr", "@"), at)
        self.assertEqual([book.text(cells[at]) for at in ("A2", "A3", "A4", "A5")],
                         ["00042", "1E5", "=1+1", "-12.50"])
        # 2026-03-15 is day 46096 from 1899-12-30; 1900-03-01 is day 61.
        for at, day in {"C2": "46096", "C3": "61"}.items():
            self.assertEqual(book.value(cells[at]), day)
            self.assertEqual(book.format(cells[at]), r"yyyy\-mm\-dd")
        numbers = {"D2": ("42", "0"), "D5": ("999999999999999", "0"), "E2": ("-12.5", "0.00"),
                   "E4": ("8888888888888.88", "0.00"), "E5": ("0.125", "0.000"),
                   "E9": ("0.12345678", "0.00000000"), "E11": ("123456789012345", "0")}
        for at, (digits, shown) in numbers.items():
            self.assertIsNone(cells[at].get("t"), at)
            self.assertEqual((book.value(cells[at]), book.format(cells[at])), (digits, shown))
            # Not a bit is lost: it is the very double that the digits stand for.
            self.assertEqual(float(cells[at].findtext(MAIN + "v")), float(digits))

    def test_what_a_number_would_lose_stays_text(self):
        book = self.book("values")
        cells = book.cells()
        kept = {"D7": "1234567890123456", "E7": "12345678901234.56", "D8": "007",
                "E8": "125.00 per 1000", "C7": "1900-02-28"}
        for at, text in kept.items():
            self.assertEqual((cells[at].get("t"), book.text(cells[at])), ("inlineStr", text))

    def test_what_looks_like_an_escape_is_escaped(self):
        book = self.book("values")
        self.assertEqual(book.text(book.cells()["B8"]), "_x005F_x0041_")

    def test_empty_stays_empty(self):
        for at in ("C6", "D6", "E6", "F6"):
            self.assertNotIn(at, self.book("values").cells())

    def test_the_header_is_bold_frozen_and_filters_the_rows_but_not_the_sums(self):
        book = self.book("usage")
        cells = book.cells()
        self.assertTrue(all(book.bold(cells[at]) for at in ("A1", "E1", "A28", "D28")))
        self.assertFalse(book.bold(cells["A2"]))
        pane = book.sheet().find(f".//{MAIN}pane")
        self.assertEqual((pane.get("ySplit"), pane.get("topLeftCell"), pane.get("state")),
                         ("1", "A2", "frozen"))
        self.assertEqual(book.sheet().find(MAIN + "autoFilter").get("ref"), "A1:E27")
        names = {each.get("name"): each.text for each in
                 book.part("xl/workbook.xml").iter(MAIN + "definedName")}
        self.assertEqual(names["_xlnm._FilterDatabase"], "list!$A$1:$E$27")

    def test_without_a_header_there_is_nothing_to_freeze_or_filter(self):
        sheet = self.book("bare").sheet()
        self.assertIsNone(sheet.find(f".//{MAIN}pane"))
        self.assertIsNone(sheet.find(MAIN + "autoFilter"))
        self.assertEqual(self.book("bare").cells()["D27"].findtext(MAIN + "f"), "SUM(D1:D26)")

    def test_columns_are_as_wide_as_their_longest_cell(self):
        widths = [float(each.get("width")) for each in self.book("usage").sheet().iter(MAIN + "col")]
        # customer-25 and a blank; names, and room for the button of the filter. A width counts
        # digits of 7 pixels, and 5 pixels around them: ECMA-376 part 1, 18.3.1.13.
        self.assertEqual(widths, [(digits * 7 + 5) / 7 * 256 // 1 / 256 for digits in
                                  (12, 12, 13, 9, 11)])

    def test_a_sum_is_a_formula_and_its_value(self):
        cells = self.book("usage").cells()
        self.assertEqual(cells["B28"].findtext(MAIN + "f"), "SUM(B2:B27)")
        book = self.book("usage")
        self.assertEqual(book.value(cells["B28"]), "325")
        self.assertEqual(cells["D28"].findtext(MAIN + "f"), "SUM(D2:D27)")
        self.assertEqual(book.value(cells["D28"]), "357.9")
        self.assertIsNone(cells["C28"].find(MAIN + "f"))

    def test_two_currencies_have_no_sum_and_no_chart_even_if_the_column_is_left_out(self):
        cells = self.book("currencies").cells()
        self.assertEqual(cells["B4"].findtext(MAIN + "v"), "7")
        self.assertIsNone(cells["C4"].find(MAIN + "f"))
        self.assertEqual(cells["C3"].findtext(MAIN + "v"), "1600")
        self.assertNotIn("A4", self.book("chosen").cells())
        for name in ("currencies", "chosen"):
            self.assertNotIn("xl/charts/chart1.xml", self.book(name).archive.namelist())

    def test_a_sum_that_would_be_wrong_is_not_there(self):
        cells = self.book("unsummable").cells()
        self.assertEqual(cells["A4"].findtext(MAIN + "v"), "9999999999999.99")
        self.assertIsNone(cells["A5"].find(MAIN + "f"))
        self.assertIsNone(cells["B5"].find(MAIN + "f"))
        self.assertEqual(cells["C5"].findtext(MAIN + "v"), "-4.65")

    def test_the_chart_draws_its_sheet(self):
        book = self.book("usage")
        chart = book.part("xl/charts/chart1.xml")
        self.assertEqual([each.text for each in chart.iter(DRAWN + "f")],
                         ["chart!$B$1", "chart!$A$2:$A$21", "chart!$B$2:$B$21"])
        title = "".join(each.text or "" for each in chart.find(f".//{DRAWN}title").iter())
        self.assertEqual(title, "Amount by customer, 2026-03, the 20 largest of 25")
        self.assertEqual([each.get("val") for each in chart.iter(DRAWN + "barDir")], ["bar"])
        # The largest stands on top.
        self.assertEqual(chart.find(f".//{DRAWN}catAx//{DRAWN}orientation").get("val"), "maxMin")
        # A bar's length is what it says.
        self.assertEqual(chart.find(f".//{DRAWN}valAx//{DRAWN}min").get("val"), "0")
        amounts = [float(book.value(book.cells(2)[f"B{row}"])) for row in range(2, 22)]
        self.assertEqual(amounts, sorted(amounts, reverse=True))


class Typed(Test):
    """The program itself, as somebody types it."""
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.environment = {**os.environ, "MSP_LEDGER": cls.path + "ledger.db",
                           "MSP_TODAY": "2026-07-15"}
        subprocess.run([SOURCE + "/examples/month.sh", MSP, cls.path + "ledger.db"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=cls.path)

    def msp(self, words, **how):
        return subprocess.run([MSP, *words.split()], env=self.environment, cwd=self.path,
                              stderr=subprocess.PIPE, **{"stdout": subprocess.PIPE, **how})

    def test_the_same_ledger_gives_the_same_bytes_at_any_time(self):
        usage = "report usage --month 2026-05 --plan guard"
        first = self.msp(usage + " -f xlsx").stdout
        time.sleep(2.1)  # ZIP counts time in steps of two seconds
        self.assertEqual(self.msp(usage + " -o usage-later.xlsx").returncode, 0)
        with open(self.path + "usage-later.xlsx", "rb") as file:
            self.assertEqual(file.read(), first)
        book = self.book("usage-later")
        self.assertEqual(book.value(book.cells()["I4"]), "208")  # 40 and 12 at 4.00
        self.assertIn("xl/charts/chart1.xml", book.archive.namelist())

    def test_a_workbook_has_the_rows_of_the_csv(self):
        self.msp("ledger log -o log.xlsx")
        book = self.book("log")
        rows = list(csv.reader(self.msp("ledger log -f csv").stdout.decode().splitlines()))
        self.assertGreater(len(rows), 40)
        found = [[book.text(cell) or book.value(cell) or "" for cell in row]
                 for row in book.sheet().iter(MAIN + "row")]
        self.assertEqual([row[4] for row in found], [row[4] for row in rows])

    def test_a_terminal_is_refused(self):
        ours, theirs = pty.openpty()
        done = self.msp("customer list -f xlsx", stdout=theirs)
        os.close(theirs)
        os.close(ours)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.decode(), "msp: customer list: a terminal cannot show a "
                         "workbook. --out FILE.xlsx writes it.\n")

    def test_a_full_disk_is_told_and_leaves_nothing_behind(self):
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.msp("customer list -f xlsx", stdout=full).returncode, 6)

    def test_rows_lost_to_a_full_disk_for_temporary_files_are_told(self):
        """The library closes such a workbook without an error."""
        whole = self.msp("ledger log -f xlsx").stdout
        sheet = zipfile.ZipFile(io.BytesIO(whole)).getinfo("xl/worksheets/sheet1.xml").file_size
        self.assertLess(len(whole), sheet - 8192)
        for room in (100, 4096, len(whole), sheet - 4096, sheet - 1):
            def little_room():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            done = self.msp("ledger log -o never.xlsx", preexec_fn=little_room)
            self.assertEqual(done.returncode, 6, room)
            self.assertRegex(done.stderr.decode(),  # one line
                             "^msp: ledger log: the workbook cannot be written: .*\n$")
            left = [name for name in os.listdir(self.path) if name.startswith("never")]
            self.assertEqual(left, [], room)

    def test_without_the_library_nothing_is_recorded_and_the_package_is_named(self):
        """A broken library stands in for one that is not there."""
        os.mkdir(self.path + "libraries")
        with open(self.path + "libraries/libxlsxwriter.so.4", "wb"):
            pass
        elsewhere = {**self.environment, "LD_LIBRARY_PATH": self.path + "libraries"}

        def run(words):
            return subprocess.run([MSP, *words.split()], env=elsewhere, cwd=self.path,
                                  capture_output=True)
        head = self.msp("ledger head").stdout
        due = "invoice run --date 2026-08-01 --today 2026-08-01"
        self.assertEqual(run(due + " --dry-run --fail-if-empty -f csv").returncode, 0)
        for words in (due + " -o run.xlsx", due + " -f xlsx", "customer list -o list.xlsx"):
            done = run(words)
            self.assertEqual(done.returncode, 6, words)
            self.assertIn("apt install libxlsxwriter4", done.stderr.decode())
            self.assertEqual(done.stdout, b"")
        self.assertEqual(self.msp("ledger head").stdout, head)
        self.assertEqual([name for name in os.listdir(self.path)
                          if name.startswith(("run.", "list."))], [])

    def test_a_file_that_is_there_stays(self):
        self.assertEqual(self.msp("customer list -o there.xlsx").returncode, 0)
        self.assertEqual(self.msp("customer list -o there.xlsx").returncode, 1)
        self.assertEqual(self.msp("customer list -o there.xlsx --force").returncode, 0)

    def test_every_list_can_be_a_workbook(self):
        words = self.msp("help").stdout.decode()
        listed = re.findall(r"^  ([a-z]+ (?:list|log|info))  ", words, re.M)
        self.assertGreater(len(listed), 6)
        more = ["report usage", "report trials", "report changes", "customer show acme",
                "customer history acme", "subscription show acme/1", "catalog show guard",
                "invoice show 2026-00001", "invoice explain 2026-00001"]
        listed[listed.index("mailbox list")] += " acme"
        for words in listed + more:
            done = self.msp(words + " -f xlsx")
            self.assertEqual(done.returncode, 0, words)
            self.assertTrue(done.stdout.startswith(b"PK"), words)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])

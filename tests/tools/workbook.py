#!/usr/bin/env python3
"""Print the first sheet of a workbook: a line for each row, tabs between cells.

A cell is s:TEXT, n:NUMBER:FORMAT or f:FORMULA, and nothing where there is none.
Knows nothing of who wrote it: the zip file, the XML and ECMA-376 alone.
"""
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

NS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def column(name):
    number = 0
    for letter in re.match("[A-Z]+", name).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def plain(text):
    text = re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text or "")
    for char, escape in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(char, escape)
    return text


def cell(element, formats):
    if element.find(NS + "f") is not None:
        return "f:" + (element.find(NS + "f").text or "")
    if element.get("t") == "inlineStr":
        return "s:" + plain("".join(t.text or "" for t in element.iter(NS + "t")))
    value = element.find(NS + "v")
    return "" if value is None else "n:%s:%s" % (value.text, formats[int(element.get("s", 0))])


def main():
    book = zipfile.ZipFile(sys.argv[1])
    assert book.testzip() is None
    styles = xml.fromstring(book.read("xl/styles.xml"))
    names = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(NS + "numFmt")}
    names.update({1: "0", 2: "0.00", 49: "@"})
    formats = [names.get(int(x.get("numFmtId")), "General")
               for x in styles.find(NS + "cellXfs")]
    sheet = xml.fromstring(book.read("xl/worksheets/sheet1.xml"))
    out = open(1, "w", encoding="utf-8", errors="surrogatepass", newline="\n")
    printed = 0
    for row in sheet.iter(NS + "row"):
        out.write("\n" * (int(row.get("r")) - printed - 1))
        printed = int(row.get("r"))
        cells = {column(c.get("r")): cell(c, formats) for c in row.iter(NS + "c")}
        out.write("\t".join(cells.get(i, "") for i in range(max(cells, default=-1) + 1)) + "\n")


main()

#!/usr/bin/env python3
"""Write a workbook as other programs write them, part by part.

    make_workbook.py FILE [KEY=TEXT…]

rows= is the inside of sheetData, strings= of sst, formats= of numFmts, styles= of cellXfs,
sheets= of sheets, book= stands before those; part:NAME= adds or replaces a part. stored=1 packs
nothing. Knows nothing of who reads it.
"""
import sys
import zipfile

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def relation(number, kind, target):
    return '<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>' % (number, OFFICE, kind, target)


def main():
    told = dict(a.split("=", 1) for a in sys.argv[2:])
    one = '<sheet name="Sheet1" sheetId="1" r:id="rId1"/>'
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": '<workbook %s xmlns:r="%s">%s<sheets>%s</sheets></workbook>' % (
            MAIN, OFFICE, told.get("book", ""), told.get("sheets", one)),
        "xl/_rels/workbook.xml.rels": "<Relationships>%s</Relationships>" % "".join((
            relation(1, "worksheet", "worksheets/sheet1.xml"),
            relation(2, "worksheet", "/xl/worksheets/sheet2.xml"),
            relation(3, "styles", "styles.xml"),
            relation(4, "sharedStrings", "sharedStrings.xml"),
            relation(5, "chartsheet", "chartsheets/sheet1.xml"))),
        "xl/styles.xml": "<styleSheet %s><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId='14'/>"
            "</cellStyleXfs><cellXfs><xf numFmtId='0'/>%s</cellXfs></styleSheet>" % (
                MAIN, told.get("formats", ""), told.get("styles", "")),
        "xl/sharedStrings.xml": "<sst %s>%s</sst>" % (MAIN, told.get("strings", "")),
    }
    for number, key in ((1, "rows"), (2, "rows2")):
        parts["xl/worksheets/sheet%d.xml" % number] = (
            "<worksheet %s><sheetData>%s</sheetData></worksheet>" % (MAIN, told.get(key, "")))
    parts.update((key[5:], text) for key, text in told.items() if key.startswith("part:"))
    packed = zipfile.ZIP_STORED if "stored" in told else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(sys.argv[1], "w", packed) as book:
        for name, text in parts.items():
            if text:
                book.writestr(name, (HEAD if text.startswith("<") else "") + text)


main()

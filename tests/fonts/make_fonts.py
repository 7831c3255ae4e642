#!/usr/bin/python3
"""Makes small fonts, each with one thing that text-render must get right: make_fonts.py FOLDER"""

import os
import sys

from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import GlyphComponent
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib import builder as var_builder

folder = sys.argv[1]


def rectangle(width, height, pen=None):
    pen = pen or TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, height))
    pen.lineTo((width, height))
    pen.lineTo((width, 0))
    pen.closePath()
    return pen


def font(characters, upem=1000, names=False, glyphs=None):
    """Glyph i is a rectangle 100 + 10 i wide and i + 1 high, 500 units to the next."""
    order = [".notdef"] + list(characters)
    made = FontBuilder(upem, isTTF=True)
    made.setupGlyphOrder(order)
    made.setupCharacterMap({c: n for n, c in characters.items() if c})
    shapes = {n: rectangle(100 + 10 * i, i + 1).glyph() for i, n in enumerate(order)}
    shapes.update(glyphs or {})
    made.setupGlyf(shapes)
    made.setupHorizontalMetrics({n: (500, 0) for n in order})
    made.setupHorizontalHeader(ascent=upem * 9 // 10, descent=-upem // 10)
    made.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    made.setupOS2(version=4, sTypoAscender=700, sTypoDescender=-300, fsSelection=0x40)
    made.setupPost(keepGlyphNames=names)
    return made


def save(made, name):
    made.save(os.path.join(folder, name))


def only_map(made, form, platform, encoding, language, codes):
    table = CmapSubtable.newSubtable(form)
    table.platformID, table.platEncID, table.language = platform, encoding, language
    table.cmap = codes
    made.font["cmap"].tables = [table]


# Characters of an encoding from before Unicode only.
made = font({"a": 1, "b": 2, "c": 3})
only_map(made, 0, 1, 0, 18, {0x41: "a", 0xDA: "b", 0xDC: "c"})  # Turkish: A, Ğ, İ
save(made, "mac-turkish.ttf")
made = font({"a": 1, "b": 2, "c": 3})
only_map(made, 0, 1, 0, 0, {0x41: "a", 0xDA: "b", 0x80: "c"})  # A, fraction slash, Ä
save(made, "mac-roman.ttf")
made = font({"a": 1, "b": 2, "c": 3})
only_map(made, 6, 1, 7, 0, {0x80: "a", 0x81: "b", 0x82: "c"})  # А, Б, В
save(made, "mac-cyrillic.ttf")
made = font({"a": 1})
only_map(made, 4, 3, 0, 0, {0xF041: "a"})
save(made, "symbol.ttf")

# Metrics in OS/2 are asked for; those in hhea differ. Coordinates are no whole pixels.
pen = TTGlyphPen(None)
pen.qCurveTo((100, 0), (0, 100), (-100, 0), (0, -101), None)  # no point is on the curve
pen.closePath()
made = font({"A": 0x41, "space": 0x20}, upem=2000, names=True, glyphs={"A": pen.glyph()})
made.font["OS/2"].fsSelection |= 0x80
save(made, "metrics.ttf")

# A composite glyph with the metrics of its part, and one that is moved by a scaled offset.
made = font({"A": 0x41, "B": 0x42}, names=True)
part = GlyphComponent()
part.glyphName, part.x, part.y = "A", 100, 50
part.flags = 0x0002 | 0x0200 | 0x0800  # XY values, USE_MY_METRICS, SCALED_COMPONENT_OFFSET
part.transform = [[1.5, 0], [0, 1.5]]
composite = made.font["glyf"]["B"] = type(made.font["glyf"]["A"])()
composite.numberOfContours, composite.components = -1, [part]
made.font["glyf"]["B"].recalcBounds(made.font["glyf"])
save(made, "composite.ttf")


def vary(made):
    made.setupFvar([("TEST", 100, 200, 400, "Test")], [])
    avar = made.font["avar"] = newTable("avar")
    avar.segments = {"TEST": {-1.0: -1.0, 0.0: 0.0, 0.5: 1.0, 1.0: 1.0}}
    regions = var_builder.buildVarRegionList([{"TEST": (0, 1, 1)}], ["TEST"])

    def store(*deltas):
        data = var_builder.buildVarData([0], [[d] for d in deltas], optimize=False)
        return var_builder.buildVarStore(regions, [data])

    hvar = made.font["HVAR"] = newTable("HVAR")
    hvar.table = otTables.HVAR()
    hvar.table.Version = 0x00010000
    hvar.table.VarStore = store(0, 300)
    hvar.table.AdvWidthMap = hvar.table.LsbMap = hvar.table.RsbMap = None
    mvar = made.font["MVAR"] = newTable("MVAR")
    mvar.table = otTables.MVAR()
    mvar.table.Version, mvar.table.Reserved = 0x00010000, 0
    mvar.table.VarStore = store(50, -60)
    mvar.table.ValueRecord = []
    for index, tag in enumerate(("hasc", "hdsc")):
        record = otTables.MetricsValueRecord()
        record.ValueTag, record.VarIdx = tag, index
        mvar.table.ValueRecord.append(record)
    mvar.table.ValueRecordSize, mvar.table.ValueRecordCount = 8, 2
    return made


made = vary(font({"A": 0x41}, names=True))
wider = [(0, 0), (0, 0), (200, 0), (200, 0)] + [(0, 0), (300, 0), (0, 0), (0, 0)]
made.setupGvar({"A": [TupleVariation({"TEST": (0, 1, 1)}, wider)]})
save(made, "variable.ttf")


def cff(name, set_up):
    """As `font`, but one glyph A that is 100 wide, and wider in a variable font."""
    made = FontBuilder(1000, isTTF=False)
    made.setupGlyphOrder([".notdef", "A"])
    made.setupCharacterMap({0x41: "A"})
    made.setupNameTable({"familyName": "Test", "styleName": "Regular"})
    set_up(made)
    made.setupHorizontalMetrics({n: (500, 0) for n in (".notdef", "A")})
    made.setupHorizontalHeader(ascent=900, descent=-100)
    made.setupOS2(sTypoAscender=900, sTypoDescender=-100)
    made.setupPost(keepGlyphNames=False)
    save(made, name)


def set_up_cff(made):
    shape = rectangle(100, 200, T2CharStringPen(500, None)).getCharString()
    made.setupCFF("Test", {}, {".notdef": shape, "A": shape}, {})


def set_up_cff2(made):
    vary(made)
    width = [100, 200, 1, "blend"]
    program = [0, 0, "rmoveto", 200, "vlineto", *width, "hlineto", -200, "vlineto"]
    shape = T2CharString(program=program)
    made.setupCFF2({".notdef": shape, "A": shape}, regions=[{"TEST": (0, 1, 1)}])


cff("cff.otf", set_up_cff)
cff("cff2.otf", set_up_cff2)

# A substitution that takes in the space at the end.
made = font({"A": 0x41, "space": 0x20, "A_space": None}, names=True)
addOpenTypeFeaturesFromString(made.font, "feature ccmp { sub A space by A_space; } ccmp;")
save(made, "space.ttf")

# Each glyph becomes ten of the next kind, again and again.
kinds = [chr(0x61 + i) for i in range(16)]
made = font({k: ord(k) for k in kinds}, names=True)
lookups = "".join(
    f"lookup l{i} {{ sub {a} by {' '.join([b] * 10)}; }} l{i};\n"
    for i, (a, b) in enumerate(zip(kinds, kinds[1:]))
)
calls = "".join(f"lookup l{i};" for i in range(len(kinds) - 1))
addOpenTypeFeaturesFromString(made.font, f"{lookups} feature ccmp {{ {calls} }} ccmp;")
save(made, "laughs.ttf")

# Tai Tham: a mark where HarfBuzz expects none; the font has the dotted circle.
made = font({"ka": 0x1A20, "sign": 0x1A60, "aa": 0x1A63, "circle": 0x25CC}, names=True)
addOpenTypeFeaturesFromString(
    made.font, "languagesystem lana dflt; feature ccmp { sub sign by sign; } ccmp;"
)
save(made, "tai-tham.ttf")

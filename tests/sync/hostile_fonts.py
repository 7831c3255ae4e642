"""Fonts that a terminal is harmed by, were it not careful.

doubling   glyph i is glyph i - 1 twenty times over, forty levels deep; no loop
giant      outlines of 32,767 units where a letter has 16
endless    an instruction that jumps back to itself, in every glyph
broken     a cmap whose lengths lie
lengths    tables that say 4 GB
noise      a head and no body
"""

import io
import struct

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables import ttProgram
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 "
LEVELS = 40
TWINS = 20


def box(size, pen=None):
    pen = pen or TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, size))
    pen.lineTo((size, size))
    pen.lineTo((size, 0))
    pen.closePath()
    return pen.glyph()


def copies(name, count):
    glyph = Glyph()
    glyph.numberOfContours = -1
    glyph.components = []
    for _ in range(count):
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, 0, 0, 0x1
        glyph.components.append(part)
    return glyph


def font(shapes, drawn, upem=1000):
    """All letters are drawn as the glyph `drawn`."""
    made = FontBuilder(upem, isTTF=True)
    made.setupGlyphOrder(list(shapes))
    made.setupCharacterMap({ord(c): drawn for c in letters})
    # Bounding boxes are left as they are: to compute them is what harms.
    made.setupGlyf(shapes, calcGlyphBounds=False)
    made.setupHorizontalMetrics({name: (upem // 2, 0) for name in shapes})
    made.setupHorizontalHeader(ascent=upem * 9 // 10, descent=-upem // 10)
    made.setupNameTable({"familyName": "Hostile", "styleName": "Regular"})
    made.setupOS2()
    made.setupPost(keepGlyphNames=False)
    made.font.recalcBBoxes = False
    return made


def bounded(glyph, size=1000):
    glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax = 0, 0, size, size
    return glyph


def bytes_of(made):
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def doubling():
    shapes = {".notdef": bounded(box(500)), "g0": bounded(Glyph())}
    for i in range(1, LEVELS + 1):
        shapes[f"g{i}"] = bounded(copies(f"g{i - 1}", TWINS))
    made = font(shapes, f"g{LEVELS}")
    made.font["maxp"].recalc = lambda *_: None
    return bytes_of(made)


def giant():
    return bytes_of(font({".notdef": bounded(box(16)), "huge": bounded(box(32767), 32767)}, "huge", 16))


def endless():
    jump = ttProgram.Program()
    jump.fromAssembly(["PUSHB[ ]", "0", "JMPR[ ]"])
    glyph = bounded(box(500))
    glyph.program = jump
    return bytes_of(font({".notdef": bounded(box(500)), "loop": glyph}, "loop"))


def changed(good, change):
    """With each table as `change` leaves it."""
    bytes_ = bytearray(good)
    for i in range(struct.unpack(">H", bytes_[4:6])[0]):
        at = 12 + 16 * i
        tag, _, offset, length = struct.unpack(">4sLLL", bytes_[at:at + 16])
        change(bytes_, at, tag, offset, length)
    return bytes(bytes_)


def lie(bytes_, at, tag, offset, length):
    if tag in (b"glyf", b"loca", b"hmtx", b"cmap"):
        struct.pack_into(">L", bytes_, at + 12, 0xFFFFFFF0)


def break_cmap(bytes_, at, tag, offset, length):
    if tag == b"cmap":
        for i in range(4, length):
            bytes_[offset + i] = 0xFF if i % 3 else 0x7F


def make_fonts():
    good = giant()
    return {"doubling": doubling(), "giant": good, "endless": endless(), "lengths": changed(good, lie),
            "broken": changed(good, break_cmap),
            "noise": good[:12] + bytes((i * 197 + 13) % 256 for i in range(5000))}

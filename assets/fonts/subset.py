"""Cut the panel's font family, PackSans, out of Source Sans Pro (Latin) and Noto Sans CJK SC (Chinese).

Both are one design: the Latin of Noto Sans CJK is Source Sans enlarged by 1.117, without the Polish letters.
So all Latin comes from Source Sans, enlarged alike, with its hints. Layout tables go: SDL's text reads none.
"""

import argparse
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from fontTools.cffLib import FontDict
from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.scaleUpem import scale_upem

HERE = Path(__file__).resolve().parent
WEIGHTS = ("Regular", "Bold")
LATIN_SCALE = 1.117
# One line box, centred on the middle of the capitals: what is centred on a button looks centred.
ASCENT, DESCENT = 1004, -272
OVERSHOOT = 10  # a seventh of a pixel in text of 14
# U+00A0 and U+202F stand between thousands in Polish and French; U+2007 is as wide as a digit.
BLANKS = "\u00a0\u2007\u202f"
UNUSED = "ĺſ"  # the one does not fit into the line, the other no language here has
SYMBOLS = "°Ωµμ±−×÷→←↑↓…·•–—«»‹›‘’‚“”„‰€½²³Δσ≈≤≥∞▲▼◀▶●○■□✓"
STRAIGHT_QUOTES = str.maketrans("‘’", "''")
CHINESE_PUNCTUATION = "　、。〈〉《》「」『』【】〔〕！（），：；？～％￥"


def latin_texts() -> set[str]:
    """ASCII, Latin-1, Latin Extended-A and the symbols that the panel shows."""
    blocks = (range(0x20, 0x7F), range(0xA1, 0x180))
    return {chr(code) for block in blocks for code in block} - set(UNUSED) | set(SYMBOLS + BLANKS)


def chinese_texts() -> set[str]:
    """The 3755 common characters of GB 2312 level 1, and whatever the catalogues use."""
    rows = ((high, low) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    common = {bytes(pair).decode("gb2312", "ignore") for pair in rows} - {""}
    return common | set(CHINESE_PUNCTUATION) | catalogue_texts()


def catalogue_texts() -> set[str]:
    """Every character in a translation."""
    found: set[str] = set()
    for path in HERE.parents[1].glob("locales/*/LC_MESSAGES/*.po"):
        with path.open("rb") as file:
            for message in read_po(file):
                found.update("".join(message.string or ()))
    return {character for character in found if character.isprintable()}


def cut(font: Any, characters: Iterable[str]) -> Any:
    """The font with these characters only, read anew from its bytes."""
    options = Options(layout_features=[], name_IDs=[], notdef_outline=True, desubroutinize=True)
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG", "GSUB"]
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    data = BytesIO()
    font.save(data)
    return TTFont(BytesIO(data.getvalue()), lazy=False)


def add_latin(font: Any, latin: Any) -> None:
    """Put the glyphs of `latin` into the CID-keyed `font`, with their own hinting values."""
    cff, source = font["CFF "].cff, latin["CFF "].cff[0]
    top = cff.topDictIndex[0]
    part = FontDict()
    part.FontName = "PackSans-Latin"
    part.Private = source.Private
    top.FDArray.append(part)
    order, cmap = font.getGlyphOrder(), latin.getBestCmap()
    mappings = [table for table in font["cmap"].tables if table.isUnicode()]
    cids: dict[str, str] = {}
    for code, name in sorted(cmap.items()):
        if name not in cids:
            cids[name] = f"cid{60000 + len(cids):05d}"
            glyph = source.CharStrings[name]
            glyph.decompile()
            glyph.private, glyph.globalSubrs = part.Private, cff.GlobalSubrs
            top.CharStrings.charStrings[cids[name]] = len(top.CharStrings.charStringsIndex)
            top.CharStrings.charStringsIndex.append(glyph)
            top.FDSelect.append(len(top.FDArray) - 1)
            order.append(cids[name])
            font["hmtx"][cids[name]] = latin["hmtx"][name]
        for table in mappings:
            table.cmap[code] = cids[name]
    top.CIDCount = 65535
    top.charset = order
    font.setGlyphOrder(order)


def set_metrics(font: Any) -> None:
    """The same line box in every table that holds one."""
    font["hhea"].ascent, font["hhea"].descent, font["hhea"].lineGap = ASCENT, DESCENT, 0
    os2 = font["OS/2"]
    os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap = ASCENT, DESCENT, 0
    os2.usWinAscent, os2.usWinDescent = ASCENT, -DESCENT


def set_names(font: Any, weight: str, notices: Iterable[str]) -> None:
    """A name of our own: "Source" is reserved by its licence, "Noto" is a trademark."""
    names = {
        0: " ".join(notices),
        1: "PackSans",
        2: weight,
        3: f"PackSans-{weight}",
        4: f"PackSans {weight}",
        5: "Version 1.000",
        6: f"PackSans-{weight}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
    }
    font["name"].names = []
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    cff = font["CFF "].cff
    cff.fontNames = [f"PackSans-{weight}"]
    top = cff.topDictIndex[0]
    top.FamilyName, top.FullName, top.Weight, top.Notice = "PackSans", f"PackSans {weight}", weight, names[0]
    for number, part in enumerate(top.FDArray):
        part.FontName = f"PackSans-{weight}-{number}"


def make(weight: str, chinese_folder: Path, latin_folder: Path) -> Any:
    """One weight of PackSans."""
    collection = TTCollection(chinese_folder / f"NotoSansCJK-{weight}.ttc", lazy=True)
    chinese = next(font for font in collection.fonts if font["name"].getDebugName(1) == "Noto Sans CJK SC")
    latin = TTFont(latin_folder / f"SourceSansPro-{weight}.otf")
    notices = [font["name"].getDebugName(0).translate(STRAIGHT_QUOTES) for font in (latin, chinese)]
    known = {chr(code) for code in latin.getBestCmap()}
    wanted = latin_texts() | chinese_texts()
    latin = cut(latin, latin_texts() & known)
    scale_upem(latin, round(1000 * LATIN_SCALE))
    font = cut(chinese, wanted - (latin_texts() & known))
    add_latin(font, latin)
    set_metrics(font)
    set_names(font, weight, notices)
    font["head"].created = font["head"].modified = 0
    font.recalcTimestamp = False
    return font


def check(font: Any) -> list[str]:
    """What is wrong with a finished font, in words."""
    cmap, glyphs, faults = font.getBestCmap(), font.getGlyphSet(), []
    missing = "".join(sorted(text for text in latin_texts() | chinese_texts() if ord(text) not in cmap))
    if missing:
        faults.append(f"has no {missing}")
    if len({font["hmtx"][cmap[ord(digit)]][0] for digit in "0123456789"}) != 1:
        faults.append("digits differ in width")
    for code, name in cmap.items():
        pen = BoundsPen(glyphs)
        glyphs[name].draw(pen)
        if pen.bounds and not DESCENT - OVERSHOOT <= pen.bounds[1] <= pen.bounds[3] <= ASCENT:
            faults.append(f"{chr(code)} leaves the line: {pen.bounds[1]:.0f} to {pen.bounds[3]:.0f}")
    return faults


def main() -> None:
    """Write both weights beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--from", dest="chinese", type=Path, required=True, metavar="DIR", help="has NotoSansCJK-*.ttc"
    )
    parser.add_argument("--latin", type=Path, required=True, metavar="DIR", help="has SourceSansPro-*.otf")
    parser.add_argument(
        "--to", type=Path, default=HERE, metavar="DIR", help="where to write (default: beside this file)"
    )
    options = parser.parse_args()
    for weight in WEIGHTS:
        target = options.to / f"PackSans-{weight}.otf"
        make(weight, options.chinese, options.latin).save(target)
        font = TTFont(target)
        size = target.stat().st_size // 1024
        print(f"{target.name}: {len(font.getBestCmap())} characters, {size} KiB")  # noqa: T201 - what it reports
        for fault in check(font):
            print(f"  {fault}")  # noqa: T201


if __name__ == "__main__":
    main()

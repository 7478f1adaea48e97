"""The fill colour of each cell style of an Excel workbook, as RRGGBB; nothing for white and for none.

ECMA-376 part 1: 18.8.19-20 (fills), 18.8.3 (theme colours and tint), 18.8.27 (indexed colours).
"""

from __future__ import annotations

import colorsys
import zipfile
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

INDEXED = (
    "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF 800000 008000 000080 808000 800080 008080 "
    "C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF "
    "800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF FF99CC CC99FF FFCC99 3366FF 33CCCC "
    "99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
).split()
"""Colours 8 to 63; 0 to 7 are the same as 8 to 15."""
THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", *(f"accent{one}" for one in range(1, 7)))
WHITE = "FFFFFF"


def fills_of_styles(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    """Colour by the number of the cell style (``s`` of a cell). Empty where no style has a fill."""
    if "xl/styles.xml" not in names:
        return []
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    theme = _theme(archive, names)
    fills = [_colour(fill, theme) for fill in root.iterfind("{*}fills/{*}fill")]
    styles = []
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number = int(style.get("fillId") or 0)
        styles.append(fills[number] if number < len(fills) else "")
    return styles if any(styles) else []


def _theme(archive: zipfile.ZipFile, names: set[str]) -> list[str]:
    """The theme's colours in the order cells refer to them."""
    member = next((name for name in sorted(names) if name.startswith("xl/theme/theme")), None)
    if member is None:
        return []
    scheme = ElementTree.fromstring(archive.read(member)).find(".//{*}clrScheme")
    colours = {}
    for entry in scheme if scheme is not None else ():
        first = next(iter(entry), None)
        if first is not None:
            colours[entry.tag.rsplit("}", 1)[-1]] = first.get("lastClr") or first.get("val") or WHITE
    return [colours.get(name, WHITE) for name in THEME_ORDER]


def _colour(fill: Element, theme: list[str]) -> str:
    pattern = fill.find("{*}patternFill")
    if pattern is None or pattern.get("patternType") != "solid":
        return ""
    colour = pattern.find("{*}fgColor")
    if colour is None:
        return ""
    found = _plain(colour, theme).upper()
    return "" if found == WHITE else found


def _plain(colour: Element, theme: list[str]) -> str:
    rgb, indexed, number = colour.get("rgb"), colour.get("indexed"), colour.get("theme")
    if rgb:
        return rgb[-6:]
    if indexed is not None:
        place = int(indexed)
        return INDEXED[place % 8 if place < 8 else place - 8] if place < 64 else WHITE
    if number is not None and int(number) < len(theme):
        return _tinted(theme[int(number)], float(colour.get("tint") or 0))
    return WHITE


def _tinted(rgb: str, tint: float) -> str:
    """Lighter (tint over 0) or darker: the lightness moves by that share of the way to white or black."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light + (1 - light) * tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))

"""The words and signs of units -> what they measure, and how big they are. English names, and signs."""

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_INCH, _POUND = 0.0254, 0.45359237

UNITS: dict[str, tuple[str, float]] = {  # how it is written, singular and lower-case -> what it measures, its size
    **{w: ("time", 1e-6) for w in ("µs", "microsecond")},
    **{w: ("time", 1e-3) for w in ("ms", "msec", "millisecond")},
    **{w: ("time", 1) for w in ("s", "sec", "second")},
    **{w: ("time", _MINUTE) for w in ("min", "minute")},
    **{w: ("time", _HOUR) for w in ("h", "hr", "hour")},
    **{w: ("time", _DAY) for w in ("d", "day")},
    **{w: ("time", 7 * _DAY) for w in ("week",)},
    **{w: ("months", 1) for w in ("month",)},
    **{w: ("months", 12) for w in ("year", "yr")},
    **{w: ("months", 120) for w in ("decade",)},
    **{w: ("months", 1200) for w in ("century", "centurie")},
    **{w: ("percent", 1) for w in ("%", "percent")},
    **{w: ("points", 1) for w in ("percentage point",)},
    **{w: ("times", 1) for w in ("x", "times", "fold")},
    **{w: ("money", 1) for w in ("$", "usd", "dollar")},
    **{w: ("euros", 1) for w in ("€", "eur", "euro")},
    **{w: ("pounds", 1) for w in ("£", "gbp", "pound", "lb")},
    **{w: ("length", 1e-3) for w in ("mm", "millimeter", "millimetre")},
    **{w: ("length", 1e-2) for w in ("cm", "centimeter", "centimetre")},
    **{w: ("length", 1) for w in ("meter", "metre")},
    **{w: ("length", 1e3) for w in ("km", "kilometer", "kilometre")},
    **{w: ("length", _INCH) for w in ("inch", "inche")},
    **{w: ("length", 12 * _INCH) for w in ("ft", "foot", "feet")},
    **{w: ("length", 36 * _INCH) for w in ("yd", "yard")},
    **{w: ("length", 63360 * _INCH) for w in ("mile",)},
    **{w: ("area", 1e4) for w in ("ha", "hectare")},
    **{w: ("area", (66 * 12 * _INCH) * (660 * 12 * _INCH)) for w in ("acre",)},
    **{w: ("mass", 1e-3) for w in ("g", "gram")},
    **{w: ("mass", 1) for w in ("kg", "kilogram")},
    **{w: ("mass", 1e3) for w in ("tonne",)},
    **{w: ("tons", 1) for w in ("ton",)},
    **{w: ("mass", _POUND / 16) for w in ("oz", "ounce")},
    **{w: ("volume", 1e-3) for w in ("ml", "milliliter", "millilitre")},
    **{w: ("volume", 1) for w in ("l", "liter", "litre")},
    **{w: ("celsius", 1) for w in ("°c", "degrees celsius", "degree celsius")},
    **{w: ("fahrenheit", 1) for w in ("°f", "degrees fahrenheit", "degree fahrenheit")},
    **{w: ("frequency", 1) for w in ("hz", "hertz")},
    **{w: ("frequency", 1e3) for w in ("khz", "kilohertz")},
    **{w: ("frequency", 1e6) for w in ("mhz", "megahertz")},
    **{w: ("frequency", 1e9) for w in ("ghz", "gigahertz")},
    **{w: ("power", 1) for w in ("watt",)},
    **{w: ("power", 1e3) for w in ("kw", "kilowatt")},
    **{w: ("power", 1e6) for w in ("mw", "megawatt")},
    **{w: ("bits", 1e3) for w in ("kbit", "kbps")},
    **{w: ("bits", 1e6) for w in ("mbit", "mbps")},
    **{w: ("bits", 1e9) for w in ("gbit", "gbps")},
}
_CAPITAL = ("X", "L")
_PREFIXES = ("", "k", "m", "g", "t", "p")
_BYTES = {  # -> power of a thousand, or of 1024
    **{f"{p}{b}": n for n, p in enumerate(_PREFIXES) for b in ("b", "ib") if p},
    **{f"{word}byte": n for n, word in enumerate(("", "kilo", "mega", "giga", "tera", "peta"))},
}


def singular(unit: str) -> str:
    """A unit as it is known by, "" when it is none: 5 g is a mass, 5G is not."""
    if len(unit) == 1 and unit.isupper() and unit not in _CAPITAL:
        return ""
    low = unit.lower()
    for form in (low, low.removesuffix("s")):
        if form in UNITS or form in _BYTES:
            return form
    return ""


def measured(number: float, unit: str) -> tuple[str, tuple[float, ...]]:
    """What a number of a unit measures, and how much in the base unit: of bytes both by 1000 and by 1024."""
    known = singular(unit)
    if known in _BYTES:
        return "bytes", (number * 1000.0 ** _BYTES[known], number * 1024.0 ** _BYTES[known])
    if known:
        measure, size = UNITS[known]
        return measure, (number * size,)
    return "count", (number,)

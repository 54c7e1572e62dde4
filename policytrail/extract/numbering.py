"""The numbers that a page shows and does not write: those of ordered lists."""

from dataclasses import dataclass

from policytrail.extract.tree import Element

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_STYLES = {
    "lower-alpha": "a",
    "lower-latin": "a",
    "upper-alpha": "A",
    "upper-latin": "A",
    "lower-roman": "i",
    "upper-roman": "I",
    "decimal": "1",
    "none": "",
    "disc": "",
    "circle": "",
    "square": "",
}


def style_of(kind: str, css: str) -> str:
    """Return the style of an ordered list, as HTML's `type` names it; empty if it shows no numbers.

    >>> style_of("", "list-style-type: lower-alpha"), style_of("I", ""), style_of("", "")
    ('a', 'I', '1')
    """
    for part in css.lower().split(";"):
        name, _, value = part.partition(":")
        if name.strip() in {"list-style-type", "list-style"}:
            for word in value.replace("!important", " ").split():
                if word in _STYLES:
                    return _STYLES[word]
    return kind if kind in {"a", "A", "i", "I"} else "1"


def style_named(name: str) -> str:
    """Return the style that CSS gives a name; the decimal one for names that we do not know."""
    return _STYLES.get(name, "1")


def shown(value: int, style: str) -> str:
    """Return how a list shows its number.

    >>> shown(3, "1"), shown(28, "a"), shown(9, "I"), shown(0, "a")
    ('3.', 'ab.', 'IX.', '0.')
    """
    if not style:
        return ""
    if style in "aA" and value > 0:
        text = _to_letters(value)
    elif style in "iI" and 0 < value <= _LARGEST_ROMAN:
        text = _to_roman(value)
    else:
        text = str(value)
    return f"{text.upper() if style.isupper() else text}."


def _to_letters(value: int) -> str:
    letters = ""
    while value:
        value, rest = divmod(value - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _to_roman(value: int) -> str:
    text = ""
    for size, sign in _ROMAN:
        count, value = divmod(value, size)
        text += sign * count
    return text


@dataclass(slots=True)
class Counter:
    """Counts the items of one list as the page shows them."""

    style: str
    """As HTML's `type` names it; empty if the list shows no numbers."""
    value: int = 1
    step: int = 1

    @classmethod
    def of(cls, element: Element) -> "Counter":
        """Return the counter of a list."""
        if element.tag != "ol":
            return cls("")
        style = style_of(element.get("type"), element.get("style"))
        if "reversed" not in element.attributes:
            return cls(style, _to_integer(element.get("start"), 1))
        items = sum(1 for c in element.children if not isinstance(c, str) and c.tag == "li")
        return cls(style, _to_integer(element.get("start"), items), -1)

    def number(self, item: Element) -> str:
        """Return the number that the next item shows, and go on to the one after it."""
        value = _to_integer(item.get("value"), self.value)
        self.value = value + self.step
        unmarked = "list-style" in item.get("style") and not style_of("", item.get("style"))
        return "" if unmarked else shown(value, self.style)


_MOST_DIGITS = 7


def _to_integer(text: str, otherwise: int) -> int:
    text = text.strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return otherwise
    return int(text)

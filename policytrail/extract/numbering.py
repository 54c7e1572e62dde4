"""Numbers that a page shows but does not write: those of ordered lists."""

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


def list_style(kind: str, css: str) -> str:
    """Return the style of an ordered list, as HTML's `type` names it; empty if it shows no numbers.

    >>> list_style("", "list-style-type: lower-alpha"), list_style("I", ""), list_style("", "")
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
    """Return the list style for a CSS name; decimal for names that we do not know."""
    return _STYLES.get(name, "1")


def format_number(value: int, style: str) -> str:
    """Return a number as a list shows it.

    >>> format_number(3, "1"), format_number(28, "a"), format_number(9, "I"), format_number(0, "a")
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
class ListCounter:
    """Counts the items of one list as the page shows them."""

    style: str
    """As HTML's `type` names it; empty if the list shows no numbers."""
    value: int = 1
    step: int = 1

    @classmethod
    def for_list(cls, element: Element) -> "ListCounter":
        """Return the counter of a list."""
        if element.tag != "ol":
            return cls("")
        style = list_style(element.attribute("type"), element.attribute("style"))
        if "reversed" not in element.attributes:
            return cls(style, _to_integer(element.attribute("start"), 1))
        items = sum(1 for c in element.children if not isinstance(c, str) and c.tag == "li")
        return cls(style, _to_integer(element.attribute("start"), items), -1)

    def next_number(self, item: Element) -> str:
        """Return the number that the next item shows, and advance."""
        value = _to_integer(item.attribute("value"), self.value)
        self.value = value + self.step
        unmarked = "list-style" in item.attribute("style") and not list_style(
            "", item.attribute("style")
        )
        return "" if unmarked else format_number(value, self.style)


_MOST_DIGITS = 7


def _to_integer(text: str, otherwise: int) -> int:
    text = text.strip()
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS):
        return otherwise
    return int(text)

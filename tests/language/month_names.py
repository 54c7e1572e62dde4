"""The months of many languages as Unicode's CLDR has them, out of Babel.

`python -m tests.language.month_names` prints the table of `policytrail.language.month_names`.
Babel takes 150 ms to load the languages at each start; the table takes nothing.
"""

from babel import Locale

LANGUAGES = (
    "bg hr cs da nl en et fi fr de el hu ga it lv lt mt pl pt ro sk sl es sv"
    " nb tr uk ru ar ar_LB he hi id ms vi th ca fa"
)
_SHORTEST = 3


def names_of_months() -> list[set[str]]:
    """Return the names of each month, long and short, standing alone and in dates."""
    names = [set[str]() for _ in range(12)]
    for language in LANGUAGES.split():
        months = Locale.parse(language).months
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in months[context][width].items():
                    plain = str(name).lower().strip(" .\u200f")
                    if len(plain) >= _SHORTEST and not any(map(str.isdigit, plain)):
                        names[int(number) - 1].add(plain)
    return names


if __name__ == "__main__":
    for month in names_of_months():
        print(f"    {' '.join(sorted(name.replace(' ', '_') for name in month))!r},")  # noqa: T201

import pytest

from policytrail.model import BlockKind
from tests.extract.pages import CLAUSES, read


def rows(markup: str) -> list[tuple[int, str]]:
    document = read(f"<main><h1>Vendors of Quillmark</h1>{CLAUSES}{markup}</main>")
    return [(b.level, b.text) for b in document.blocks if b.kind is BlockKind.ROW]


VENDORS = (
    ("Vendor", "Use", "Place"),
    ("Inkwell", "storage", "Norland"),
    ("Goose", "mail", "Sudland"),
)
TABLE = [
    (1, "Vendor | Use | Place"),
    (0, "Inkwell | storage | Norland"),
    (0, "Goose | mail | Sudland"),
]


def bold(text: str) -> str:
    return f"<b>{text}</b>"


def laid_out(row: str, cell: str, head: str, around: str) -> str:
    lines = [
        f"<{(head if at == 0 else row)}>"
        + "".join(f"<{cell}>{text}</{cell.split()[0]}>" for text in vendor)
        + "</div>"
        for at, vendor in enumerate(VENDORS)
    ]
    return f"<{around}>{''.join(lines)}</div>"


LAYOUTS = {
    "roles": laid_out("div role=row", "div role=cell", "div role=row", "div role=table").replace("role=cell>", "role=columnheader>", 3),
    "equal rows": laid_out("div class=r", "div", "div class='r-head header'", "div"),
    "a grid of columns": "<div style='display:grid;grid-template-columns:1fr 1fr 1fr'>"
    + "".join(f"<div>{bold(text) if v is VENDORS[0] else text}</div>" for v in VENDORS for text in v) + "</div>",
    "columns by a class": "<div class='grid grid-cols-3'>"
    + "".join(f"<div>{bold(text) if v is VENDORS[0] else text}</div>" for v in VENDORS for text in v) + "</div>",
}  # fmt: skip


@pytest.mark.parametrize("markup", LAYOUTS.values(), ids=LAYOUTS)
def test_a_table_of_other_elements_is_rows_with_their_headers(markup: str) -> None:
    assert rows(markup) == TABLE


def test_cards_with_labels_are_rows() -> None:
    cards = "".join(
        f"<div class=card><h3>{name}</h3><p>Use: {use}</p><p>Place: {place}</p></div>"
        for name, use, place in (*VENDORS[1:], ("Reed", "pay", "Norland"))
    )

    assert rows(f"<div class=cards>{cards}</div>") == [
        (0, "Inkwell | Use: storage | Place: Norland"),
        (0, "Goose | Use: mail | Place: Sudland"),
        (0, "Reed | Use: pay | Place: Norland"),
    ]


def test_chapters_of_one_class_are_no_rows() -> None:
    chapter = "<div class=row><h2>Prices</h2><p>You pay first.</p><p>We send then.</p></div>"

    assert rows(f"<div>{chapter * 5}</div>") == []


def test_questions_with_answers_are_no_rows() -> None:
    answer = (
        "<div class=q><div>What do we keep?</div><div>Your name.</div><div>And no more.</div></div>"
    )

    assert rows(f"<div>{answer * 5}</div>") == []

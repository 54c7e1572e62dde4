from tests.extract.pages import CLAUSES, read

SHEET = """
main { counter-reset: chapter }
h2 { counter-reset: clause } h2::before { counter-increment: chapter; content: counter(chapter) ". " }
p.c { counter-increment: clause }
p.c:before { content: counter(chapter) "." counter(clause, lower-alpha) " " }
"""


def numbers(sheet: str) -> list[tuple[str, str]]:
    chapters = "".join(
        f"<h2>{t}</h2><p class=c>One of {t}.</p><p class=c>Two of {t}.</p>" for t in "AB"
    )
    page = (
        f"<head><style>{sheet}</style></head><body><main><h1>Terms</h1>{CLAUSES}{chapters}</main>"
    )
    return [(block.number, block.text) for block in read(page).blocks[4:]]


def test_the_counters_of_a_style_sheet_are_shown_numbers() -> None:
    assert numbers(SHEET) == [
        ("1.", "A"), ("1.a", "One of A."), ("1.b", "Two of A."),
        ("2.", "B"), ("2.a", "One of B."), ("2.b", "Two of B."),
    ]  # fmt: skip


def test_a_sheet_without_counters_numbers_nothing() -> None:
    assert {number for number, _ in numbers("h2::before { content: '>' }")} == {""}


def test_a_damaged_sheet_numbers_nothing() -> None:
    assert {n for n, _ in numbers("h2[::before { content: counter( } h2::before{{{counter(a)")} == {
        ""
    }


def test_nested_lists_show_the_numbers_of_all_their_levels() -> None:
    sheet = "ol { counter-reset: item } li::before { content: counters(item, '.') ' '; counter-increment: item }"
    lists = "<ol><li>Fees<ol><li>Tax</li><li>Post</li></ol></li><li>Law</li></ol>"
    page = f"<head><style>{sheet}</style></head><body><main><h1>Terms</h1>{CLAUSES}{lists}</main>"

    blocks = read(page).blocks[4:]

    assert [block.number for block in blocks] == ["1", "1.1", "1.2", "2"]


def test_what_lists_count_anyway_stays_as_lists_show_it() -> None:
    sheet = "ol > li::before { content: counter(list-item, var(--style)) '.' }"
    page = f"<head><style>{sheet}</style></head><body><main><h1>T</h1>{CLAUSES}<ol><li>Fees</li><li>Law</li></ol></main>"

    assert [block.number for block in read(page).blocks[4:]] == ["1.", "2."]

from policytrail.extract import extract
from policytrail.model import Document, Failure, FailureReason, Recipe
from tests.extract.pdfs import Text, pdf_of
from tests.hostile.bodies import pages_without_end

WIDE = "These terms bind you and Quillmark Ltd, and they say what you may do with the ser-"
OTHER = "We are not liable for what others write in the service, unless somebody has written"


def read(*sheets: list[Text]) -> list[tuple[str, str]]:
    document = extract(pdf_of(sheets), "application/pdf", Recipe())
    assert isinstance(document, Document), document
    return [(block.kind.value, block.text) for block in document.blocks]


def sheet(number: int) -> list[Text]:
    return [
        (50, 770, 9, "R", "Quillmark terms, as of 2026"),
        (
            50,
            700,
            12,
            "R",
            f"Clause {number}: we keep personal data as long as your account exists.",
        ),
        (280, 20, 9, "R", f"Page {number} of 4"),
    ]


def test_lines_become_paragraphs_and_cut_words_whole() -> None:
    blocks = read(
        [
            (50, 740, 20, "B", "Terms of Quillmark"),
            (50, 700, 12, "R", WIDE),
            (50, 685, 12, "R", "vice. We keep personal data as long as your account exists."),
            (50, 655, 12, "R", OTHER),
            (50, 640, 12, "R", "to us about it: we then look at what was written."),
        ]
    )

    assert blocks == [
        ("heading", "Terms of Quillmark"),
        (
            "paragraph",
            f"{WIDE[:-1]}vice. We keep personal data as long as your account exists.",
        ),
        ("paragraph", f"{OTHER} to us about it: we then look at what was written."),
    ]


def test_bold_lines_are_headings_and_marked_ones_items() -> None:
    blocks = read(
        [
            (50, 700, 12, "B", "2. What you must not do"),
            (50, 680, 12, "R", "- resell the service to others"),
            (50, 660, 12, "R", "(b) write what breaks the law"),
            (50, 640, 12, "R", "We may close your account if you do so all the same."),
        ]
    )

    assert [kind for kind, _ in blocks] == ["heading", "item", "item", "paragraph"]


def test_running_titles_stand_once_and_sheet_numbers_not_at_all() -> None:
    blocks = read(*[sheet(number) for number in range(1, 5)])

    assert [text[:9] for _, text in blocks] == [
        "Quillmark",
        "Clause 1:",
        "Clause 2:",
        "Clause 3:",
        "Clause 4:",
    ]


def test_a_sentence_goes_on_over_the_edge_of_a_sheet() -> None:
    lower = "and we delete it when you close the account, or a year after that."

    blocks = read(
        [(50, 60, 12, "R", "We keep your personal data as long as you use it")],
        [(50, 740, 12, "R", lower)],
    )

    assert len(blocks) == 1


def test_a_pdf_without_text_is_a_failure() -> None:
    failure = extract(pdf_of([[], []]), "application/pdf", Recipe())

    assert failure == Failure(
        FailureReason.UNSUPPORTED, "the PDF's 2 pages are images without text"
    )


def test_a_pdf_that_says_the_same_on_every_page_is_a_failure() -> None:
    failure = extract(pages_without_end(pages=8), "application/pdf", Recipe())

    assert isinstance(failure, Failure)
    assert "repeat the same lines" in failure.detail


def test_a_pdf_that_wants_a_password_is_a_failure() -> None:
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>] "
    )

    failure = extract(pdf_of([sheet(1)], extra=locked), "application/pdf", Recipe())

    assert failure == Failure(FailureReason.UNSUPPORTED, "the PDF wants a password")


def test_a_pdf_that_is_html_is_read_as_html() -> None:
    document = extract(
        b"<h1>Terms</h1>" + b"<p>You may not resell it.</p>" * 9, "application/pdf", Recipe()
    )

    assert isinstance(document, Document)


def test_letters_that_have_no_place_on_the_page_are_read() -> None:
    lines: list[Text] = [
        (50.0, 700.0 - 20 * line, 11.0, "R", f"{line}. We keep your data for {line} days.")
        for line in range(20)
    ]
    body = pdf_of([lines])
    body = body.replace(b" 680.0 Td", b" 6" + 52 * b"8" + b"0.0 Td").replace(
        b"50.0 500", b"50.50.0 500"
    )

    document = extract(body, "application/pdf", Recipe())

    assert isinstance(document, Document | Failure)


def test_half_a_pdf_is_a_failure() -> None:
    failure = extract(b"%PDF-1.4\n1 0 obj\n<< /Type /Cat", "application/pdf", Recipe())

    assert isinstance(failure, Failure)
    assert failure.reason is FailureReason.TRUNCATED


LEFT = (
    "You must be sixteen years old to",
    "hold an account with Quillmark, and",
    "you tell us your name and address.",
)
RIGHT = (
    "We are not liable for what others",
    "write in the service, unless we have",
    "been told of it and did nothing.",
)


def test_two_columns_are_read_one_after_the_other() -> None:
    lines: list[Text] = [(50, 760, 20, "B", "Terms of Quillmark")]
    for at in range(3):
        for column, words in ((50, LEFT), (320, RIGHT)):
            lines.append((column, 700 - 15 * at, 12, "R", words[at]))
            lines.append((column, 640 - 15 * at, 12, "R", words[at]))
    lines.sort(key=lambda line: -line[1])

    texts = [text for _, text in read(lines)]

    left, right = " ".join(LEFT), " ".join(RIGHT)
    assert texts == ["Terms of Quillmark", left, left, right, right]


def test_a_table_is_rows_and_long_cells_go_on() -> None:
    table = [
        (660, "B", ("Cookie", "Purpose", "Kept")),
        (640, "R", ("sid", "keeps you signed in to your", "2 hours")),
        (626, "R", ("", "account at Quillmark", "")),
        (600, "R", ("_qm", "measures how guests use our pages", "2 years")),
    ]
    lines: list[Text] = [(50, 740, 20, "B", "Cookies of Quillmark")]
    lines += [
        (left, bottom, 12, font, words)
        for bottom, font, cells in table
        for left, words in zip((50, 150, 450), cells, strict=True)
        if words
    ]

    assert read(lines)[1:] == [
        ("row", "Cookie | Purpose | Kept"),
        ("row", "sid | keeps you signed in to your account at Quillmark | 2 hours"),
        ("row", "_qm | measures how guests use our pages | 2 years"),
    ]


def test_a_bullet_set_far_from_its_words_parts_nothing() -> None:
    lines: list[Text] = []
    for at, word in enumerate(("name", "address", "account")):
        lines += [
            (50, 700 - 20 * at, 12, "R", "-"),
            (90, 700 - 20 * at, 12, "R", f"we keep personal data such as your {word}"),
        ]

    assert [kind for kind, _ in read(lines)] == ["item"] * 3

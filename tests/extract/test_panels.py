import pytest

from tests.extract.pages import CLAUSES, texts

CLAUSE = "<p>You may pay by card, by bank transfer or with a voucher of Quillmark.</p>"
PANELS = {
    "named by a button": f"<h3><button aria-expanded=false aria-controls=p1>Pay</button></h3><div id=p1 hidden>{CLAUSE}</div>",
    "named by a link": f"<p><a href=#p2>Pay</a></p><p>x</p><div id=p2 style='display: none'>{CLAUSE}</div>",
    "named by a target": f"<div data-bs-target=#p3>Pay</div><p>y</p><div id=p3 hidden>{CLAUSE}</div>",
    "until found": f"<p>Pay</p><div hidden=until-found>{CLAUSE}</div>",
    "under a heading": f"<h3 onclick=t(this)>Pay</h3><div style=display:none>{CLAUSE}</div>",
    "under a trigger": f"<div onclick=t(this)>Pay</div><div hidden>{CLAUSE}</div>",
}


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_a_short_closed_panel_is_text(panel: str) -> None:
    blocks = texts(f"<main><h1>Terms</h1>{CLAUSES}{panel}{CLAUSES}</main>")

    assert "You may pay by card, by bank transfer or with a voucher of Quillmark." in blocks


def test_a_hidden_thank_you_of_a_form_is_no_text() -> None:
    thanks = "<form><div hidden>Thank you! Your message has been received by us.</div></form>"

    assert texts(f"<main><h1>Terms</h1>{CLAUSES}{thanks}</main>") == texts(
        f"<main><h1>Terms</h1>{CLAUSES}</main>"
    )


def test_clauses_that_reading_programs_pass_over_are_seen_and_are_text() -> None:
    # An open dialog sets the mark on all that stands beside it.
    chapters = "".join(
        f"<div aria-hidden=true><h2>Chapter {at}</h2>{CLAUSES}</div>" for at in range(1, 7)
    )
    dialog = "<div role=dialog aria-modal=true><p>We use cookies.</p><button>Accept</button></div>"

    blocks = texts(f"<body>{chapters}{dialog}</body>")

    assert [text for text in blocks if text.startswith("Chapter")] == [
        f"Chapter {at}" for at in range(1, 7)
    ]


def test_a_furniture_that_reading_programs_pass_over_is_no_text() -> None:
    box = "<div class=newsletter aria-hidden=true><h2>News</h2><p>We write to you each week about new quills.</p></div>"

    assert "News" not in texts(f"<main><h1>Terms</h1>{CLAUSES}{box}{CLAUSES}</main>")

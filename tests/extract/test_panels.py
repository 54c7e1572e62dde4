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

import pytest

from policytrail.model import Document
from tests.extract.pages import CLAUSES, found, texts

POLICY = f"<h1>Terms of Quillmark</h1>{CLAUSES}{CLAUSES}"
INSIDE = texts(f"<main>{POLICY}</main>")
LINKS = "".join(f"<li><a href=/{n}>Our product {n}</a></li>" for n in range(9))

AROUND = {
    "a list of links before": f"<div><ul>{LINKS}</ul></div><div>{POLICY}</div>",
    "a list of links after": f"<div>{POLICY}</div><div><ul>{LINKS}</ul></div>",
    "links in line after": f"<div>{POLICY}{'<p><a href=/x>Our products</a></p>' * 4}<p>© 2026 Q</p></div>",
    "a form after": f"<div>{POLICY}</div><div><p>News by mail?</p><form><input type=email></form></div>",
    "a cookie notice after": f"<div>{POLICY}</div><div><p>We use cookies. Accept all cookies?</p></div>",
    "a consent dialog": f"<div id=CybotCookiebotDialog>{CLAUSES * 9}</div><div>{POLICY}</div>",
    "a footer larger than the policy": f"<div>{POLICY}</div><footer>{CLAUSES * 3}</footer>",
    "a class of a style sheet's module": f"<div class=Footer_links__x7Jq2><p>Imprint</p></div>{POLICY}",
    "a feedback widget": f"{POLICY}<div class=feedback><p>Was this helpful?</p></div>",
    "a question without a class": f"{POLICY}<p>Was this page helpful?</p><p>Yes</p><p>No</p>",
    "a date of the template": f"<article>{POLICY}<p>Updated 3 days ago</p></article>",
    "a way to the top": f"<h1>Terms of Quillmark</h1>{CLAUSES}<p><a href=#>Back to top</a></p>{CLAUSES}",
    "a title in a header of its own": f"<header><h1>Terms of Quillmark</h1></header><div>{CLAUSES}{CLAUSES}</div>",
}


@pytest.mark.parametrize("markup", AROUND.values(), ids=AROUND)
def test_the_policy_is_found_without_what_stands_around_it(markup: str) -> None:
    assert texts(f"<body>{markup}</body>") == INSIDE


def test_of_several_policies_the_one_that_the_url_names_is_found() -> None:
    page = f"<div id=terms>{POLICY * 3}</div><div id=privacy><h1>Privacy</h1>{CLAUSES * 5}</div>"

    document = found(page, url="https://quillmark.example/legal#privacy")

    assert isinstance(document, Document)
    assert document.blocks[0].text == "Privacy"


def test_a_chapter_about_sharing_is_no_share_bar() -> None:
    chapter = "<div id=sharing-of-your-data class=footer-text><h2>Sharing</h2><p>We share nothing.</p></div>"

    assert "We share nothing." in texts(f"<main>{POLICY}{chapter}{CLAUSES}</main>")


def test_a_date_in_front_of_the_policy_is_kept() -> None:
    markup = f"<div><p>Effective 8 July 2026</p></div><div>{POLICY}</div>"

    assert texts(markup)[0] == "Effective 8 July 2026"


def test_links_that_the_text_announces_are_kept() -> None:
    links = "".join(f"<li><a href=/{n}>Help of browser {n}</a></li>" for n in range(4))

    assert (
        texts(f"<main>{POLICY}<p>How to block cookies:</p><ul>{links}</ul></main>")[-1]
        == "Help of browser 3"
    )


def test_paragraphs_made_of_spans_are_parted() -> None:
    span = "<span class=x1>These terms bind you and us.</span>"

    assert (
        texts(f"<main>{POLICY}<div>{span}{span}</div></main>")[-2:]
        == ["These terms bind you and us."] * 2
    )


def test_an_invisible_character_parts_no_words() -> None:
    markup = f"<main>{POLICY}<p>See <a href=/p>pricing</a>\u2060<span class=sr-only>(new)</span>.</p></main>"

    assert texts(markup)[-1] == "See pricing."


def test_a_short_line_of_the_same_class_belongs_to_the_text() -> None:
    welcome = (
        "Welcome, all of you, to the page where Quillmark tells what it does with what it knows."
    )
    page = f"<div><div class=part>{welcome}</div><div class=part><h1>Privacy</h1>{CLAUSES * 4}</div></div>"

    assert texts(page)[0] == welcome


ART = "....::-=--:::----*%%*-:" * 12


@pytest.mark.parametrize(
    "noise", ["<p>Menu", "<p>Book a demo", "<h2>On this page</h2>", f"<p>{ART}"]
)
def test_what_is_left_of_menus_lists_and_drawings_goes(noise: str) -> None:
    plain = texts(f"<main>{POLICY}{CLAUSES}</main>")

    assert texts(f"<main><h1>Terms of Quillmark</h1>{noise}{POLICY}{CLAUSES}</main>")[1:] == plain


def test_a_list_of_chapters_keeps_its_title() -> None:
    page = f"<main><h2>Contents</h2><ul><li>What we keep<li>What we sell</ul>{POLICY}</main>"

    assert texts(page)[:2] == ["Contents", "What we keep"]


def test_a_title_marked_up_as_the_text_below_it_belongs_to_the_text() -> None:
    line = "<div class=x1>{}</div>"
    ban = (
        "You agree that you do not use Quillmark for what these rules forbid, nor let others do so."
    )
    end = "We may make exceptions to these rules for schools, for science and where a law asks for them."
    page = (
        f"<div><h1>Rules of Quillmark</h1>{line.format(ban)}{line.format('What is forbidden.')}{line.format(ban)}"
        f"<div class=list>{CLAUSES * 40}</div>{line.format('Exceptions.')}{line.format(end * 3)}</div>"
    )

    blocks = texts(f"<body><div>{page}</div></body>")

    assert blocks[:4] == ["Rules of Quillmark", ban, "What is forbidden.", ban]
    assert blocks[-2] == "Exceptions."


def test_a_numbered_chapter_of_links_at_the_end_is_no_footer() -> None:
    links = "".join(f"<li><a href=/{n}>Guide {n}</a></li>" for n in range(4))
    chapter = f"<h2>{{}} Useful resources</h2><ul>{links}</ul>"
    chapters = f"<h2>1. Law</h2>{CLAUSES}<h2>2. Contact</h2>{CLAUSES}"

    numbered = texts(f"<main><h1>Terms</h1>{chapters}{chapter.format('3.')}</main>")
    unnumbered = texts(f"<main><h1>Terms</h1>{chapters}{chapter.format('')}</main>")

    assert numbered[-5:] == ["3. Useful resources", "Guide 0", "Guide 1", "Guide 2", "Guide 3"]
    assert unnumbered[-1] == texts(f"<main><h1>Terms</h1>{chapters}</main>")[-1]

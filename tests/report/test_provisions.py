import json
import re
from dataclasses import replace

from policytrail.model import (
    Attribute,
    Block,
    BlockKind,
    Document,
    NamedProvision,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Quote,
    Severity,
)
from policytrail.provisions.regulations import shipped_regulations as shipped_laws
from policytrail.provisions.taxonomy import shipped_taxonomy
from policytrail.report.build.change import change_record
from policytrail.report.build.citations import change_citation
from policytrail.report.build.provision import (
    FoundProvision,
    provision_record,
    type_page_record,
    type_record,
)
from policytrail.report.build.provision_changes import moved_provisions
from policytrail.report.build.text import Annotations, TextRecord, text_record
from policytrail.report.html.pages import heading_levels
from policytrail.report.records.json_text import as_json
from policytrail.report.site import change_pages, text_pages, type_pages
from tests.report import clauses, told
from tests.report.values import PRIVACY, TERMS, version

BLOCKS = (
    Block(BlockKind.HEADING, "Terms", 1),
    Block(BlockKind.HEADING, "Disputes", 2, "9."),
    Block(BlockKind.PARAGRAPH, "Please read on. You settle claims by arbitration."),
    Block(BlockKind.PARAGRAPH, "It takes place in Nordhaven."),
)
DOCUMENT = Document(BLOCKS)
QUOTE = Quote(2, BLOCKS[2], 16, 49)
PROVISION = Provision(
    "arbitration",
    DOCUMENT.sha256,
    QUOTE,
    "9",
    Severity.HIGH,
    "binding",
    0.93,
    attributes=(Attribute("binding", value=True, quote=QUOTE),),
)
FOUND = FoundProvision(NamedProvision("PT-P-3f2a9c01d4e5", PROVISION))
KIND = type_record(shipped_taxonomy().by_id["arbitration"], shipped_laws())


def text_of_it() -> TextRecord:
    beside = Annotations((provision_record(FOUND, KIND),), taxonomy_version="1")
    return text_record(TERMS, version("one", 0, 6), DOCUMENT, beside)


def test_a_provision_is_a_span_of_the_text_that_it_stands_in() -> None:
    record = text_of_it()
    (found,) = record.provisions

    words = record.blocks[found.block].text[found.start : found.end]

    assert words == "You settle claims by arbitration."


def test_a_provision_is_marked_and_explained_beside_its_words() -> None:
    pages = dict(text_pages(text_of_it()))
    html = pages["texts/aurora-terms.html"]

    mark = 'data-of="PT-P-3f2a9c01d4e5">You settle claims by arbitration.</mark>'
    assert mark in html
    assert html.index(mark) < html.index('id="PT-P-3f2a9c01d4e5"') < html.index('id="b4"')
    assert 'id="PT-P-3f2a9c01d4e5"></a>**Arbitration' in pages["texts/aurora-terms.md"]


def test_a_link_by_an_earlier_id_of_a_provision_finds_its_words() -> None:
    named = replace(FOUND.named, aliases=("PT-P-000000000abc",))
    record = replace(
        text_of_it(), provisions=(provision_record(replace(FOUND, named=named), KIND),)
    )
    pages = dict(text_pages(record))

    for page in (pages["texts/aurora-terms.html"], pages["texts/aurora-terms.md"]):
        assert page.count('id="PT-P-000000000abc"') == 1
    assert json.loads(pages["texts/aurora-terms.json"])["provisions"][0]["aliases"] == [
        "PT-P-000000000abc"
    ]


def test_the_id_of_the_policy_stands_on_its_pages_and_in_their_json() -> None:
    pages = dict(text_pages(text_of_it()))

    assert re.fullmatch("PT-D-[0-9a-f]{12}", TERMS.policy_id)
    assert TERMS.policy_id in pages["texts/aurora-terms.html"]
    source = json.loads(pages["texts/aurora-terms.json"])["source"]
    assert source["policy_id"] == TERMS.policy_id != PRIVACY.policy_id


def test_every_law_has_a_link_and_a_condition_and_claims_no_check_that_nobody_made() -> None:
    assert KIND.laws
    assert all(law.url.startswith("https://") and law.when for law in KIND.laws)
    assert {law.checked for law in KIND.laws} == {None}


def test_what_is_said_of_a_clause_is_about_this_clause() -> None:
    record = provision_record(FOUND, KIND)

    assert record.matters
    assert record.tasks


def test_the_page_of_a_type_names_its_laws_and_who_watches_over_them() -> None:
    pages = dict(type_pages(type_page_record(KIND, None, ())))

    assert KIND.laws
    assert KIND.agencies
    for text in (pages["types/arbitration.html"], pages["types/arbitration.md"]):
        assert all(law.citation in text for law in KIND.laws)
        assert all(agency.name in text for agency in KIND.agencies)


def test_the_laws_of_a_type_stand_under_their_place_once() -> None:
    page = dict(type_pages(type_page_record(KIND, None, ())))["types/arbitration.html"]

    places = list(dict.fromkeys(law.jurisdiction for law in KIND.laws))
    assert len(places) > 1
    assert re.findall(r"<h3>(.*?)</h3>", page) == places
    assert 'href="../methodology.html#provisions"' in page


def test_a_line_on_the_page_of_a_type_leads_to_the_words_in_their_text() -> None:
    (found,) = type_page_record(KIND, None, (clauses.OURS,)).provisions

    assert found.path == "texts/aurora-privacy.html#PT-P-000000000001"


def test_the_citation_names_the_capture_to_the_second_and_the_whole_hash() -> None:
    record = text_of_it()

    plain = record.citation.plain
    assert "2026-05-04 06:00:00 UTC" in plain
    assert record.version.first.body_sha256 in plain


def test_a_text_does_not_tell_when_it_was_last_seen() -> None:
    later = text_record(TERMS, version("one", 0, 600), DOCUMENT)

    assert as_json(later) == as_json(text_record(TERMS, version("one", 0, 6), DOCUMENT))


def test_the_citation_of_a_change_is_valid_csl_json() -> None:
    (entry,) = json.loads(change_citation(change_record(told.history().changes[0])).csl_json)

    assert (entry["type"], entry["URL"]) == ("webpage", TERMS.url)


def test_bibtex_escapes_what_tex_would_act_on() -> None:
    bibtex = text_of_it().citation.bibtex

    assert bibtex.startswith("@misc{PT-D-")
    assert r"\url{https://" in bibtex


def test_a_change_names_the_provisions_that_it_added() -> None:
    added = ProvisionChange(ProvisionMove.ADDED, "arbitration", None, PROVISION, 0, (), "new")
    moved = tuple(moved_provisions([added], {"arbitration": "Arbitration"}))

    texts = dict(change_pages(told.history().changes[0], moved=moved))

    assert {name.rpartition(".")[2] for name in texts} >= {"html", "md", "json"}
    assert all("You settle claims by arbitration." in text for text in texts.values())


def test_a_provision_that_stayed_as_it_was_is_not_told() -> None:
    kept = ProvisionChange(ProvisionMove.KEPT, "arbitration", PROVISION, PROVISION)

    assert tuple(moved_provisions([kept], {})) == ()


def test_the_headings_of_a_page_leave_no_level_out_where_those_of_the_policy_do() -> None:
    record = text_record(TERMS, version("one", 0, 6), DOCUMENT)
    block = record.blocks[0]
    blocks = [replace(block, kind=BlockKind.HEADING, level=level) for level in (2, 4, 4, 1, 6)]
    blocks.insert(1, replace(block, kind=BlockKind.PARAGRAPH, level=0))

    levels = heading_levels(replace(record, blocks=tuple(blocks)))

    assert levels == {1: 2, 3: 3, 4: 4, 5: 2, 6: 3}

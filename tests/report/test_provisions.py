import json
from datetime import date

from policytrail.model import Block, BlockKind, Document, Severity
from policytrail.model.provision import (
    Attribute,
    NamedProvision,
    Provision,
    ProvisionChange,
    ProvisionMove,
    Quote,
)
from policytrail.provisions.regulations import shipped as shipped_laws
from policytrail.provisions.taxonomy import shipped
from policytrail.report.build.change import change_record
from policytrail.report.build.citations import change_citation
from policytrail.report.build.provision import Case, provision_record, type_record
from policytrail.report.build.provision_changes import moved_provisions
from policytrail.report.site import change_pages
from tests.report import told
from tests.report.values import TERMS, version

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
CASE = Case(
    NamedProvision("PT-P-3f2a9c01d4e5", PROVISION),
    TERMS,
    version("one", 0, 6),
    DOCUMENT,
    is_current=True,
)
KIND = type_record(shipped().by_id["arbitration"], shipped_laws())


def test_the_clause_stands_in_its_surroundings() -> None:
    clause = provision_record(CASE, KIND).clause

    assert (clause.before, clause.excerpt, clause.after, clause.section) == (
        "Please read on.",
        "You settle claims by arbitration.",
        "It takes place in Nordhaven.",
        "9. Disputes",
    )


def test_every_law_has_a_link_and_a_condition_and_claims_no_check_that_nobody_made() -> None:
    assert KIND.laws
    assert all(law.url.startswith("https://") and law.when for law in KIND.laws)
    assert {law.checked for law in KIND.laws} == {None}


def test_the_analysis_says_only_what_has_a_ground() -> None:
    headings = [note.heading for note in provision_record(CASE, KIND).analysis]

    assert headings == [
        "Regulatory landscape",
        "Governance exposure",
        "Contract and vendor implications",
        "Compliance considerations",
    ]


def test_without_a_count_no_prevalence_is_claimed() -> None:
    record = provision_record(CASE, KIND)

    answer = next(one for one in record.questions if "other services" in one.question)
    assert "not been counted" in answer.answer


def test_the_citation_names_the_capture_to_the_second_and_the_whole_hash() -> None:
    record = provision_record(CASE, KIND)

    plain = record.citation.plain
    assert "2026-05-10 06:00:00 UTC" in plain
    assert record.version.last.body_sha256 in plain


def test_the_citation_of_a_change_is_valid_csl_json() -> None:
    (entry,) = json.loads(change_citation(change_record(told.history().changes[0])).csl_json)

    assert (entry["type"], entry["URL"]) == ("webpage", TERMS.url)


def test_bibtex_escapes_what_tex_would_act_on() -> None:
    record = provision_record(CASE, KIND)

    assert r"Terms of Service: " in record.citation.bibtex
    assert record.citation.bibtex.startswith("@misc{PT-P-3f2a9c01d4e5,")


def test_a_change_names_the_provisions_that_it_added() -> None:
    added = ProvisionChange(ProvisionMove.ADDED, "arbitration", None, PROVISION, 0, (), "new")
    moved = tuple(moved_provisions([added], {"arbitration": "Arbitration"}))

    texts = dict(change_pages(told.history().changes[0], moved=moved))

    assert all("You settle claims by arbitration." in text for text in texts.values())


def test_a_provision_that_stayed_as_it_was_is_not_told() -> None:
    kept = ProvisionChange(ProvisionMove.KEPT, "arbitration", PROVISION, PROVISION)

    assert tuple(moved_provisions([kept], {})) == ()

from dataclasses import replace

from policytrail.model import Block, BlockKind, Document, Severity
from policytrail.model.governance import Lineage, LineageEvent
from policytrail.model.provision import Provision, ProvisionMove, Quote
from policytrail.provisions.regulations import shipped as shipped_laws
from policytrail.provisions.taxonomy import shipped
from policytrail.report.shelf import Findings, shelf_of
from policytrail.report.site import pages
from tests.report import told
from tests.report.values import day

TEXT = "You settle claims by arbitration in Nordhaven."
DOCUMENT = Document((Block(BlockKind.PARAGRAPH, TEXT),), language="en")


def lineage(name: str, *moves: tuple[int, ProvisionMove]) -> Lineage:
    quote = Quote(0, DOCUMENT.blocks[0], 0, len(TEXT))
    found = Provision("arbitration", DOCUMENT.sha256, quote, "", Severity.HIGH, "binding", 0.9)
    events = tuple(LineageEvent(version, move, found, "why") for version, move in moves)
    return Lineage(name, (), "arbitration", events)


def findings(service: str, *lineages: Lineage) -> Findings:
    history = told.history()
    source = replace(history.source, service_id=service, source_id=f"{service}-terms")
    return Findings(replace(history, source=source), DOCUMENT, lineages, "1")


ADDED = lineage("PT-P-000000000001", (1, ProvisionMove.ADDED), (3, ProvisionMove.REWORDED))
ALL_TIME = lineage("PT-P-000000000002", (0, ProvisionMove.ADDED), (3, ProvisionMove.KEPT))
GONE = lineage("PT-P-000000000003", (0, ProvisionMove.ADDED))
FOUND = (findings("aurora", ADDED), findings("brook", ALL_TIME, GONE), findings("cove"))
SHELF = shelf_of(FOUND, shipped(), shipped_laws(), day(60))


def test_the_shelf_holds_what_the_current_texts_say() -> None:
    assert [one.provision_id for one in SHELF.provisions] == [
        "PT-P-000000000001",
        "PT-P-000000000002",
    ]


def test_prevalence_counts_services_and_spells_out_its_denominator() -> None:
    prevalence = SHELF.provisions[0].prevalence

    assert prevalence is not None
    assert (prevalence.services, prevalence.of) == (2, 3)
    assert prevalence.denominator == (
        "the current texts of 3 policies of 3 services (3 Terms of Service)"
    )


def test_peers_are_of_other_services() -> None:
    assert [one.service_id for one in SHELF.provisions[0].peers] == ["brook"]


def test_the_history_names_the_change_in_which_each_move_happened() -> None:
    changes = told.history().changes

    moves = [(one.move, one.change_id) for one in SHELF.provisions[0].history]

    assert [move for move, _ in moves] == ["added", "reworded"]
    assert len({name for _, name in moves}) == len({changes[0].change_id, changes[2].change_id})


def test_every_type_has_a_page_also_without_a_find() -> None:
    assert len(SHELF.types) == len(shipped().types)


def test_a_site_with_a_shelf_is_built() -> None:
    site = dict(pages([one.history for one in FOUND], day(60), lambda _: DOCUMENT, SHELF))

    assert TEXT in site["provisions/PT-P-000000000001.html"]
    assert "Arbitration" in site["texts/aurora-terms.html"]

"""Figures change beside words that also stand in stamps of dates: none may be muted."""

from itertools import product

import pytest

from policytrail.model import Kind, Significance
from tests.significance.texts import codes, verdict

# What a figure is about: words that hold "data", "date", "stand", "art", "posted" and the like.
_SUBJECTS = {
    "en": (
        "The payment data of your account",
        "Posted photos and the messages below them",
        "What we understand of your habits",
        "An outstanding balance of the candidate",
        "The effective licence of a standard plan",
        "Every update of your children's profile",
    ),
    "de": (
        "Die Daten deines Kontos",
        "Der Stand deiner Bestellungen",
        "Ein aktualisiertes Profil",
        "Die Standardfassung deiner Angaben",
        "Jede veröffentlichte Nachricht",
        "Das Datum deiner Anmeldung",
    ),
    "fr": (
        "Les données de paiement du candidat",
        "La mise à jour de votre profil",
        "Une version publiée de vos photos",
        "La date de votre inscription",
        "Chaque article mis en vigueur",
        "Le standard choisi par l'enfant",
    ),
    "es": (
        "La fecha de su registro",
        "Los datos actualizados del pedido",
        "Una versión publicada de la foto",
        "La vigencia de su abono",
        "El estándar de los mensajes",
        "Cada última actualización del perfil",
    ),
    "it": (
        "La data della registrazione",
        "I dati aggiornati del profilo",
        "Una versione pubblicata della foto",
        "Il contratto in vigore del cliente",
        "Lo standard dei messaggi",
        "Ogni ultimo aggiornamento del conto",
    ),
    "nl": (
        "De datum van uw inschrijving",
        "De bijgewerkte gegevens van uw profiel",
        "Een gepubliceerde versie van de foto",
        "De standaard van uw berichten",
        "Het contract dat van kracht is",
        "De laatst gewijzigde bestelling",
    ),
}
# What is said of it, with the figure before and after.
_PREDICATES = {
    "en": (
        ("is kept for {} days after you leave us.", "30", "90"),
        ("may be read by {} partners in one year.", "3", "12"),
        ("is held until the person is {} years old.", "16", "13"),
        ("is charged with interest of {} % a month.", "2", "8"),
        ("can be changed with a notice of {} weeks.", "6", "2"),
        ("is deleted in the month {} months later, as of the date given.", "1", "24"),
    ),
    "de": (
        ("wird {} Tage lang aufbewahrt.", "30", "180"),
        ("kann von {} Partnern gelesen werden.", "3", "40"),
        ("gilt mit einer Frist von {} Wochen.", "6", "2"),
        ("kostet im Monat {} Euro.", "5", "9"),
        ("wird ab {} Jahren angenommen.", "16", "13"),
        ("bleibt {} Monate lang sichtbar.", "12", "36"),
    ),
    "fr": (
        ("est conservée pendant {} jours.", "30", "90"),
        ("peut être lue par {} partenaires.", "3", "12"),
        ("prend fin avec un préavis de {} semaines.", "6", "2"),
        ("coûte {} euros par mois.", "5", "9"),
        ("est acceptée dès {} ans.", "16", "13"),
        ("reste visible pendant {} mois.", "12", "36"),
    ),
    "es": (
        ("se conserva durante {} días.", "30", "90"),
        ("puede ser leída por {} socios.", "3", "12"),
        ("termina con un aviso de {} semanas.", "6", "2"),
        ("cuesta {} euros al mes.", "5", "9"),
        ("se acepta desde los {} años.", "16", "13"),
        ("queda visible durante {} meses.", "12", "36"),
    ),
    "it": (
        ("viene conservata per {} giorni.", "30", "90"),
        ("può essere letta da {} partner.", "3", "12"),
        ("termina con un preavviso di {} settimane.", "6", "2"),
        ("costa {} euro al mese.", "5", "9"),
        ("è accettata da {} anni.", "16", "13"),
        ("resta visibile per {} mesi.", "12", "36"),
    ),
    "nl": (
        ("wordt {} dagen lang bewaard.", "30", "90"),
        ("kan door {} partners worden gelezen.", "3", "12"),
        ("eindigt met een termijn van {} weken.", "6", "2"),
        ("kost {} euro per maand.", "5", "9"),
        ("wordt vanaf {} jaar aanvaard.", "16", "13"),
        ("blijft {} maanden zichtbaar.", "12", "36"),
    ),
}
_SENTENCES = [
    (f"{subject} {predicate}", old, new)
    for language, subjects in _SUBJECTS.items()
    for subject, (predicate, old, new) in product(subjects, _PREDICATES[language])
]
_OPENING = """
Terms of Brindle
================

Last updated: 3 March 2026

These terms say what we and you may expect of each other when you keep hens with the help of Brindle.

"""
_CLOSING = """

Whatever these terms do not say is left to the law of the country in which Brindle has its seat.
"""


def _told(old: str, new: str) -> Significance:
    """Return what is said of a policy in which one paragraph became another."""
    return verdict(f"{_OPENING}{old}{_CLOSING}", f"{_OPENING}{new}{_CLOSING}")


def test_there_are_more_than_200_sentences_in_six_languages() -> None:
    assert (len(_SENTENCES), len(_SUBJECTS)) == (216, 6)


@pytest.mark.parametrize(("sentence", "old", "new"), _SENTENCES)
def test_a_figure_is_no_date_whatever_words_stand_beside_it(
    sentence: str, old: str, new: str
) -> None:
    found = _told(sentence.format(old), sentence.format(new))

    assert (found.kind, found.alert) == (Kind.SUBSTANTIVE, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("You must object by the date of 3 March 2026.", "You must object by the date of 9 March 2026."),
        ("Our new prices are effective 1 May 2026.", "Our new prices are effective 1 June 2026."),
        ("Vouchers bought as of 2024 are valid.", "Vouchers bought as of 2025 are valid."),
        ("Posted orders before March 3, 2026 count.", "Posted orders before April 3, 2026 count."),
        ("Data: 30 days", "Data: 90 days"),
        ("Version for children under 16", "Version for children under 13"),
    ],
)  # fmt: skip
def test_a_date_by_which_something_is_due_is_no_stamp(old: str, new: str) -> None:
    assert _told(old, new).alert


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Effective date: March 3, 2026", "Effective date: April 9, 2026"),
        ("This Privacy Policy is effective as of March 3, 2026.", "This Privacy Policy is effective as of April 9, 2026."),
        ("Diese Datenschutzerklärung hat den Stand 3. März 2026.", "Diese Datenschutzerklärung hat den Stand 9. April 2026."),
        ("Stand: März 2026", "Stand: April 2026"),
        ("Dernière mise à jour : 3 mars 2026", "Dernière mise à jour : 9 avril 2026"),
        ("Fecha: 3 de marzo de 2026", "Fecha: 9 de abril de 2026"),
        ("Ultimo aggiornamento: 3 marzo 2026", "Ultimo aggiornamento: 9 aprile 2026"),
        ("Laatst bijgewerkt op 3 maart 2026", "Laatst bijgewerkt op 9 april 2026"),
        ("最后更新：2026年3月3日", "最后更新：2026年4月9日"),
        ("Terakhir diperbarui: 3 Agustus 2025", "Terakhir diperbarui: 9 Oktober 2025"),
        ("Last updated: Spring 2025", "Last updated: Autumn 2025"),
        ("Copyright 2025 Brindle Ltd", "Copyright 2026 Brindle Ltd"),
        ("Version 2.1 of 3 March 2026", "Version 2.2 of 9 April 2026"),
        ("We last updated this notice, which you know, on 3 March 2026. It was last updated on 3 March 2026 by the keepers of Brindle.",
         "We last updated this notice, which you know, on 3 March 2026. It was last updated on 9 April 2026 by the keepers of Brindle."),
    ],
)  # fmt: skip
def test_a_date_in_a_stamp_s_place_is_a_stamp(old: str, new: str) -> None:
    found = _told(old, new)

    assert (found.alert, codes(found)) == (False, {"date_only"})

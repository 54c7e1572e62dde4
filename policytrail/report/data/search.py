"""The words that a reader can search, as one script that the pages load when asked."""

import json
from collections.abc import Iterable, Iterator

from policytrail.report.build.service import ProvisionLine
from policytrail.report.html.render import shown
from policytrail.report.paths import change_path, provision_path, service_path, source_path
from policytrail.report.records.change import ChangeLine
from policytrail.report.records.json_text import escape_json
from policytrail.report.records.source import SourceLine
from policytrail.report.words import phrases

WORDS_PATH = "assets/search-words.js"
EXCERPT_CHARS = 160
"""Of a provision's words; what is searched is what is shown."""

_KINDS = ("Service", "Policy", "Change", "Provision")
_Row = tuple[int, str, str, str, str]


def search_words(
    sources: Iterable[SourceLine],
    changes: Iterable[ChangeLine],
    provisions: Iterable[ProvisionLine] = (),
) -> str:
    """Return the script; one row a line, so that it compresses and compares well."""
    rows = (*_of_sources(sources), *_of_provisions(provisions), *_of_changes(changes))
    lines = ",\n".join(escape_json(json.dumps(row, ensure_ascii=False)) for row in rows)
    return f'policytrailWords({{"kinds":{json.dumps(_KINDS)},"rows":[\n{lines}\n]}});\n'


def _of_sources(sources: Iterable[SourceLine]) -> Iterator[_Row]:
    services: dict[str, str] = {}
    for one in sources:
        services.setdefault(one.service_id, one.service)
        words = phrases.words_of(one.policy_type)
        yield (1, shown(f"{one.service} {words}"), "", source_path(one.source_id), shown(one.url))
    for service_id, service in services.items():
        yield (0, shown(service), "", service_path(service_id), "")


def _of_changes(changes: Iterable[ChangeLine]) -> Iterator[_Row]:
    for one in changes:
        title = f"{one.service} {phrases.words_of(one.policy_type)}"
        under = f"{phrases.when(one.not_before, one.not_after)}, {phrases.KINDS[one.kind][0]}"
        words = " ".join(phrases.words_of(topic) for topic in one.topics)
        text = f"{one.summary} {words}".strip()
        yield (2, shown(title), shown(under), change_path(one.change_id), shown(text))


def _of_provisions(provisions: Iterable[ProvisionLine]) -> Iterator[_Row]:
    for one in provisions:
        under = f"{one.service} {phrases.words_of(one.policy_type)}"
        text = one.excerpt[:EXCERPT_CHARS] + "…" * (len(one.excerpt) > EXCERPT_CHARS)
        yield (3, one.title, shown(under), provision_path(one.provision_id), shown(text))

"""The search index, split into small scripts that a search loads as needed.

`search/index.js` lists services and policies. `search/words/` names, for each word, the services of
whose changes and provisions one has it, in a file for each two letters that words begin with.
`search/rows/` holds these changes and provisions, a file a service. What was said before in a file
is not said again: the policies of a service share clauses, and a clause is often of several types.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytrail.report import paths
from policytrail.report.build import ProvisionLine
from policytrail.report.html import escape_invisible
from policytrail.report.records import ChangeLine, SourceLine, escape_json
from policytrail.report.words import all_wording, phrases

INDEX_PATH = "search/index.js"
EXCERPT_CHARS = 160
"""Of a provision's words; what is searched is what is shown."""
PREFIX_CHARS = 2
"""Words that begin with the same two characters stand in one file."""

_KINDS = ("service", "policy", "change", "provision")
"""Each by its noun."""
_SERVICE, _POLICY, _CHANGE, _PROVISION = range(len(_KINDS))
_WORD = re.compile(r"[^\W_]+")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_PLAIN = re.compile(r"[a-z0-9]")
_Row = tuple[int, str, str, str, str]
"""Kind, title, what stands under it, path, text."""
_SaidRow = tuple[int, str | int, str, str, str | int]
"""The same; a number stands for the title or text of the row of that number, from 0."""
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Searched:
    """The searchable content of one service."""

    sources: tuple[SourceLine, ...]
    changes: tuple[ChangeLine, ...] = ()
    provisions: tuple[ProvisionLine, ...] = ()


def search_scripts(services: Iterable[Searched]) -> Iterator[tuple[str, str]]:
    """Yield the scripts, as (path, text); one row a line, so that they compress and compare well."""
    ordered = sorted(services, key=lambda service: service.sources[0].service_id)
    services_of: dict[str, list[int]] = defaultdict(list)
    for number, service in enumerate(ordered):
        rows = [*_of_provisions(service.provisions), *_of_changes(service.changes)]
        slug = paths.safe_file_name(service.sources[0].service_id)
        lines = _row_lines(_without_repeats(rows))
        yield f"search/rows/{slug}.js", _search_script("policytrailRows", slug, lines)
        for word in words_of_rows(rows):
            services_of[word].append(number)
    words: dict[str, list[str]] = defaultdict(list)
    for word in sorted(services_of):
        words[index_file_for(word)].append(word)
    for prefix, known in sorted(words.items()):
        rows_of_words = _row_lines((word, number_runs(services_of[word])) for word in known)
        yield f"search/words/{prefix}.js", _search_script("policytrailWords", prefix, rows_of_words)
    yield INDEX_PATH, _word_index(ordered, words)


def _word_index(services: Sequence[Searched], words: Mapping[str, object]) -> str:
    heads = {
        "kinds": [_noun_title(kind) for kind in _KINDS],
        "services": [paths.safe_file_name(service.sources[0].service_id) for service in services],
        "prefixes": sorted(words),
    }
    rows = [row for service in services for row in _of_sources(service.sources)]
    return _search_script("policytrailSearch", heads, _row_lines(rows))


def _noun_title(noun: str) -> str:
    singular = all_wording()["nouns"][noun][0]
    return singular[:1].upper() + singular[1:]


def _without_repeats(rows: Iterable[_Row]) -> Iterator[_SaidRow]:
    """Yield rows without values that repeat those of a row before."""
    before = ("", "")
    titles: dict[str, int] = {}
    texts: dict[str, int] = {}
    for number, (kind, title, under, path, text) in enumerate(rows):
        page, sign, fragment = path.partition("#")
        goes_on = sign and (page, under) == before
        yield (
            kind,
            _said_before(title, number, titles),
            "" if goes_on else under,
            sign + fragment if goes_on else path,
            _said_before(text, number, texts),
        )
        before = (page, under)


def _said_before(words: str, number: int, said: dict[str, int]) -> str | int:
    """Return words, or the number of the row that has said them already."""
    first = said.setdefault(words, number)
    return words if first == number or not words else first


def number_runs(numbers: Sequence[int]) -> list[int]:
    """Return rising numbers; a negative one stands for all from the one before up to its own.

    >>> number_runs([0, 1, 2, 3, 7, 8, 10])
    [0, -3, 7, 8, 10]
    """
    runs: list[int] = []
    for place, number in enumerate(numbers):
        is_within = 0 < place < len(numbers) - 1 and (
            numbers[place - 1] + 1 == number == numbers[place + 1] - 1
        )
        if is_within:
            continue
        ends_run = place > 1 and numbers[place - 2] + 2 == number
        runs.append(-number if ends_run else number)
    return runs


def _row_lines(rows: Iterable[object]) -> str:
    return escape_json("[\n" + ",\n".join(map(_ENCODER.encode, rows)) + "\n]")


def _search_script(name: str, first: object, lines: str) -> str:
    return f"{name}({escape_json(json.dumps(first, ensure_ascii=False))},{lines});\n"


def words_of_rows(rows: Iterable[_Row]) -> set[str]:
    """Return the words of rows as the search compares them: in lower case, without accents."""
    text = " ".join(f"{title} {under} {text}" for _, title, under, _, text in rows)
    return set(_WORD.findall(fold_search(text)))


def fold_search(text: str) -> str:
    """Return a text as `search.js` folds it.

    >>> fold_search("Café Ünion")
    'cafe union'
    """
    if text.isascii():
        return text.lower()
    return _FOREIGN.sub(_without_mark, unicodedata.normalize("NFKD", text)).lower()


def _without_mark(match: re.Match[str]) -> str:
    return "" if unicodedata.category(match[0]).startswith("M") else match[0]


def index_file_for(word: str) -> str:
    """Return the name of the file that lists a word.

    >>> index_file_for("arbitration"), index_file_for("данные")
    ('ar', 'u434u430')
    """
    return "".join(
        each if _PLAIN.fullmatch(each) else f"u{ord(each):x}" for each in word[:PREFIX_CHARS]
    )


def _of_sources(sources: Iterable[SourceLine]) -> Iterator[_Row]:
    services: dict[str, str] = {}
    for source in sources:
        services.setdefault(source.service_id, source.service)
        words = phrases.title_words(source.policy_type)
        path = paths.source_path(source.source_id)
        yield (
            _POLICY,
            escape_invisible(f"{source.service} {words}"),
            "",
            path,
            escape_invisible(source.url),
        )
    for service_id, service in services.items():
        yield (_SERVICE, escape_invisible(service), "", paths.service_path(service_id), "")


def _of_changes(changes: Iterable[ChangeLine]) -> Iterator[_Row]:
    for change in changes:
        title = f"{change.service} {phrases.title_words(change.policy_type)}"
        under = f"{phrases.short_interval(change.not_before, change.not_after)}, {phrases.KINDS[change.kind][0]}"
        words = " ".join(phrases.title_words(topic) for topic in change.topics)
        text = f"{change.summary} {words}".strip()
        yield (
            _CHANGE,
            escape_invisible(title),
            escape_invisible(under),
            paths.change_path(change.change_id),
            escape_invisible(text),
        )


def _of_provisions(provisions: Iterable[ProvisionLine]) -> Iterator[_Row]:
    for provision in provisions:
        under = f"{provision.service} {phrases.title_words(provision.policy_type)}"
        text = provision.excerpt[:EXCERPT_CHARS] + "…" * (len(provision.excerpt) > EXCERPT_CHARS)
        path = paths.provision_link(provision.source_id, provision.provision_id)
        yield (_PROVISION, provision.title, escape_invisible(under), path, escape_invisible(text))

"""Which source a URL belongs to, and the source created for a URL that belongs to none."""

import re
from collections.abc import Mapping
from typing import TypeGuard
from urllib.parse import unquote, urlsplit

from policytrail.model import PolicyType, Source, Sources
from policytrail.text import hash_parts

UrlIndex = Mapping[str, tuple[Source, ...]]
"""Normal URL -> the sources that name it."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_MAX_ID = 80
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
_LOSSLESS = re.compile(r"[a-z0-9.-]*")

# Words of a path that tell the policy's type, in the order of precedence: a path may hold several,
# e.g. /legal/terms/privacy-policy or /policies/privacy/cookies.
_TYPE_WORDS: tuple[tuple[str, PolicyType], ...] = (
    (r"cookie|tracker|tracking-tech", PolicyType.COOKIE_POLICY),
    (r"processing|processor|\bdpa\b", PolicyType.DATA_PROCESSOR_AGREEMENT),
    (r"acceptable|\baup\b|usage-polic|use-polic|prohibited", PolicyType.ACCEPTABLE_USE_POLICY),
    (r"communit|conduct|house-rules", PolicyType.COMMUNITY_GUIDELINES),
    (r"copyright|\bdmca\b|intellectual-property", PolicyType.COPYRIGHT_CLAIMS_POLICY),
    (r"law-enforcement", PolicyType.LAW_ENFORCEMENT_GUIDELINES),
    (r"vulnerabilit|bug-bounty", PolicyType.VULNERABILITY_DISCLOSURE_POLICY),
    (r"developer-(terms|polic|agree)|\bapi\b.*terms|terms.*\bapi\b", PolicyType.DEVELOPER_TERMS),
    (r"commercial|business-(terms|services)|services-agreement", PolicyType.COMMERCIAL_TERMS),
    (
        r"privacy|privacidad|privacidade|privee|datenschutz|confidentialit|donnees|personuppgift",
        PolicyType.PRIVACY_POLICY,
    ),
    (r"imprint|impressum|mentions-legales", PolicyType.IMPRINT),
    (
        r"terms|\btos\b|\btou\b|conditions|\bagb\b|\bcgu\b|nutzungsbedingungen|terminos|condiciones"
        r"|user-agreement|\beula\b",
        PolicyType.TERMS_OF_SERVICE,
    ),
)


def is_id(text: object) -> TypeGuard[str]:
    """Return whether it can name a service or a source: such a name is safe in paths and URLs."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def normal_url(url: str) -> str:
    """Return what two URLs of the same text have in common.

    Scheme, `www.`, default port, trailing slash and fragment do not count; the query does.

    >>> normal_url("HTTP://www.Kling.example:80/terms/#top") == normal_url("https://kling.example/terms")
    True
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url.strip()
    shown_port = f":{port}" if port and port != _DEFAULT_PORTS.get(parts.scheme) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host.removeprefix('www.')}{shown_port}{parts.path.rstrip('/')}{query}"


def index_urls(sources: Sources) -> UrlIndex:
    """Return the sources by their normal URLs, former ones too; a present URL goes first.

    Two policies that stood at one address once, and were parted later, both have its captures. A
    capture of one page belongs to no source of several.
    """
    present: dict[str, tuple[Source, ...]] = {}
    single = [source for source in sources.entries if not source.access.pages]
    for source in single:
        key = normal_url(source.url)
        present[key] = (*present.get(key, ()), source)
    former: dict[str, tuple[Source, ...]] = {}
    for source in single:
        for key in dict.fromkeys(map(normal_url, source.history)):
            former[key] = (*former.get(key, ()), source)
    return former | present


def unnamed_source(url: str) -> Source:
    """Return the source created for a URL that belongs to none: its service is the host.

    >>> unnamed_source("https://www.kling.example/docs/privacy-policy").source_id
    'kling.example_docs_privacy-policy'
    """
    normal = normal_url(url)
    host = normal.partition("/")[0].partition("?")[0]
    return Source(
        source_id=_id_from_url(normal),
        service=host,
        service_id=_id_from_url(host),
        policy_type=guess_type(url).value,
        url=url,
    )


def guess_type(url: str) -> PolicyType:
    """Return the policy type that the path of a URL speaks of, else `other`.

    >>> guess_type("https://kling.example/legal/terms/privacy_policy")
    <PolicyType.PRIVACY_POLICY: 'privacy_policy'>
    """
    path = url.partition("://")[2].partition("/")[2]
    words = re.sub(r"[^a-z0-9]+", "-", unquote(path).casefold())
    return next(
        (policy_type for pattern, policy_type in _TYPE_WORDS if re.search(pattern, words)),
        PolicyType.OTHER,
    )


def _id_from_url(normal: str) -> str:
    # Readable where it can be, and never the same for two URLs: what an id cannot hold, or would
    # make equal to another's, is told apart by a hash.
    parts = normal.split("/")
    joined = "_".join(parts)
    if all(_LOSSLESS.fullmatch(part) for part in parts) and is_id(joined):
        return joined
    readable = re.sub(r"[^a-z0-9.-]+", "_", normal.casefold()).strip("_.-")
    return f"{readable[: _MAX_ID - 13]}_{hash_parts('url', normal)[:12]}".lstrip("_.-")

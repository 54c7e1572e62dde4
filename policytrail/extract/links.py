"""The target of a link, without what changes from visit to visit."""

import re
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from policytrail.extract.tree import Element

# Parameters that identify a click or a session, never a document.
_TRACKING = re.compile(
    r"^(utm_.*|mtm_.*|pk_.*|matomo_.*|hsa_.*|_hs.*|hsctatracking|gclid|gclsrc|gbraid|wbraid|dclid"
    r"|fbclid|msclkid|ttclid|twclid|igshid|yclid|mc_[ce]id|mkt_tok|vero_id|_ga|_gl|srsltid|li_fat_id"
    r"|epik|s_kwcid|trk|trkinfo|trackingid|cmpid|icid|ref_?src|ref_?url|referr?er|session_?id|sid"
    r"|jsessionid|phpsessid|aspsessionid.*|cfid|cftoken|sessid|token|auth_?token|access_token"
    r"|csrf.*|_?nonce|state|code_challenge.*|login_challenge|signature|x-amz-.*|x-goog-.*|expires"
    r"|awsaccesskeyid|policy_sig|hmac|__cft__.*|__tn__|__xts__.*|_nc_.*|oh|oe|device_?id"
    r"|visitor_?id|distinct_id|anonymous_?id|ajs_.*|trace_?id|request_?id|_t|ts|timestamp|_)$"
)
# A long run of letters and digits identifies a visit, not a document.
_RANDOM = re.compile(r"^(?=[^0-9]*[0-9])(?=[^A-Za-z]*[A-Za-z])[\w.~=+/-]{28,}$")
_PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?#]*", re.IGNORECASE)
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_CLOUDFLARE = re.compile(r"/cdn-cgi/l/email-protection#([0-9a-fA-F]{6,})")
_REDIRECTS = frozenset({"l.facebook.com", "lm.facebook.com", "l.instagram.com", "l.messenger.com"})
_UNSAFE_SCHEMES = ("javascript:", "data:", "blob:", "about:", "vbscript:")


_PERMALINKS = frozenset({"#", "¶", "🔗", "⚓"})
"""What stands beside a heading as a link to itself."""


def is_permalink(anchor: Element) -> bool:
    """Return whether a link leads to its own place on the page and shows no word."""
    return "#" in anchor.attribute("href") and anchor.inner_text().strip() in _PERMALINKS


def decoded_email(encoded: str) -> str:
    """Return the address hidden by Cloudflare's e-mail protection; empty if there is none.

    >>> decoded_email("2a4b6a48")
    'a@b'
    """
    try:
        code = bytes.fromhex(encoded)
        return bytes(byte ^ code[0] for byte in code[1:]).decode("utf-8")
    except (ValueError, IndexError):
        return ""


def link_target(href: str, base: str) -> str:
    """Return the target of a link: absolute, without tracking and session parameters.

    >>> link_target("../terms?utm_source=x&v=2#s3", "https://a.example/legal/privacy/")
    'https://a.example/legal/terms?v=2#s3'
    """
    href = "".join(href.split())
    if not href or href.lower().startswith(_UNSAFE_SCHEMES):
        return ""
    protected = _CLOUDFLARE.search(href)
    if protected:
        address = decoded_email(protected[1])
        return f"mailto:{address}" if address else ""
    if href.startswith("#"):
        return href
    try:
        return _without_tracking(urljoin(base, href))
    except ValueError:
        return href


def _without_tracking(url: str) -> str:
    parts = urlsplit(url)
    if parts.netloc in _REDIRECTS:
        wanted = dict(parse_qsl(parts.query)).get("u", "")
        parts = urlsplit(wanted) if wanted.startswith("http") else parts
    query = parts.query
    if query:
        kept = [
            (name, value)
            for name, value in parse_qsl(query, keep_blank_values=True)
            if not (_TRACKING.match(name.lower()) or _RANDOM.match(value))
        ]
        query = urlencode(kept, quote_via=quote, safe="/:@,")
    path = _PATH_SESSION.sub("", parts.path)
    return urlunsplit((parts.scheme, parts.netloc, quote(path, _SAFE), query, parts.fragment))

"""The document behind a link of a page: the newest that a selector finds."""

from policytrail.errors import FetchError
from policytrail.extract import decode_text, link_target, parse_html
from policytrail.fetch.answer import Answer
from policytrail.language import days_in
from policytrail.model import Outcome
from policytrail.text import normalise_text


def linked_document(answer: Answer, selector: str) -> str:
    """Return the address of the newest document among the links that a selector finds.

    Newest is the one with the latest date in its text or address; without dates, the first.

    Raises:
        FetchError: if no link matches.
    """
    markup = decode_text(answer.body, answer.header("Content-Type") or "")
    links: dict[str, str] = {}
    for matched in parse_html(markup).css(selector):
        anchor = matched if matched.tag == "a" else matched.css_first("a[href]")
        href = (anchor.attributes.get("href") or "") if anchor is not None else ""
        target = link_target(href, answer.final_url)
        if anchor is not None and target.startswith(("http://", "https://")):
            links.setdefault(target, _latest_day(normalise_text(anchor.text()), target))
    if not links:
        message = f"{answer.url} has no link that matches `link: {selector}`"
        raise FetchError(message, answer.url, outcome=Outcome.BAD_CONTENT)
    return max(links, key=lambda target: links[target])


def _latest_day(text: str, target: str) -> str:
    words = target.rpartition("/")[2].replace("_", "-").replace("%20", " ")
    days = [day.date for part in (text, words, words.replace("-", " ")) for day in days_in(part)]
    return max(days, default="")

import pytest

from policytrail.extract.links import decoded_email, link_target

BASE = "https://a.example/legal/privacy/"


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("../terms", "https://a.example/legal/terms"),
        ("/x?utm_source=n&id=7&fbclid=ab", "https://a.example/x?id=7"),
        ("//b.example/y?gclid=1", "https://b.example/y"),
        ("/x;jsessionid=0A1B?v=2", "https://a.example/x?v=2"),
        ("/x?state=a9&nonce=7", "https://a.example/x"),
        ("/x?k=3f9a77c1d2e84b5a9c0d1e2f3a4b5c6d7e8f", "https://a.example/x"),
        ("#s3", "#s3"),
        (
            "https://l.facebook.com/l.php?u=https%3A%2F%2Fb.example%2Fz&h=AT0x",
            "https://b.example/z",
        ),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("/cdn-cgi/l/email-protection#2a4b6a48", "mailto:a@b"),
        ("javascript:void(0)", ""),
        ("data:text/plain,x", ""),
        ("http://[bad", "http://[bad"),
        ("", ""),
    ],
)
def test_a_target_says_which_document_and_no_more(href: str, target: str) -> None:
    assert link_target(href, BASE) == target


@pytest.mark.parametrize("encoded", ["", "2a", "zz", "2aff"])
def test_what_hides_no_address_gives_none(encoded: str) -> None:
    assert decoded_email(encoded) == ""

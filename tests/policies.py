"""Pages of an invented policy, long enough to be taken for one."""

_CLAUSES = (
    "You may use Lumen for any lawful purpose, alone or with others, as long as you follow these "
    "terms and the law of the place where you live.",
    "We keep your account details for as long as your account is open and for ninety days after "
    "you close it, and we then delete them from our systems.",
    "Either of us may end this agreement at any time; we will tell you thirty days in advance by "
    "mail to the address that you gave us when you signed up.",
    "Nothing in these terms takes away a right that the law gives you as a consumer and that "
    "cannot be given up by agreement.",
)


def page(fee: object, noise: object = "") -> bytes:
    """Return one version of the terms; only the fee counts, the noise is no part of the text."""
    clauses = (*_CLAUSES, f"A month of Lumen costs {fee} dollars, and you pay at its beginning.")
    paragraphs = "".join(
        f"<h2>{number}. Clause</h2><p>{text}</p>" for number, text in enumerate(clauses, 1)
    )
    return (
        f"<html><head><title>Lumen terms</title><meta name='nonce' content='{noise}'></head>"
        f"<body><main><h1>Terms of service</h1>{paragraphs}</main></body></html>"
    ).encode()


def policy(change: str) -> bytes:
    """Return the page of a policy that differs from others in one clause."""
    clauses = "".join(
        f"<h2>{number}. Clause</h2><p>We keep the records of clause {number} for as long as the "
        f"account exists, and delete them within 30 days after it was closed.</p>"
        for number in range(1, 12)
    )
    body = f"<h1>Terms of Service</h1><p>You may use the service. {change}</p>{clauses}"
    return f"<!doctype html><title>Terms</title><main>{body}</main>".encode()

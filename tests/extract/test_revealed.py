from tests.extract.pages import CLAUSES, texts

CLAUSE = "We keep personal data for as long as your account exists, and then we delete it for good."


def test_a_policy_in_a_text_field_is_read_as_its_paragraphs() -> None:
    field = "\n\n".join(f"{at}. {CLAUSE}" for at in range(1, 7))

    blocks = texts(f"<body><h1>Terms</h1><form><textarea readonly>{field}</textarea></form></body>")

    assert blocks[1:] == [f"{at}. {CLAUSE}" for at in range(1, 7)]


def test_a_field_for_a_message_is_no_text() -> None:
    markup = f"<main><h1>Terms</h1>{CLAUSES}<textarea>Write to us</textarea></main>"

    assert "Write to us" not in texts(markup)


def test_a_policy_shown_without_scripts_only_is_read() -> None:
    markup = f"<body><div id=app></div><noscript><h1>Terms</h1>{CLAUSES * 2}</noscript></body>"

    assert texts(markup)[0] == "Terms"


def test_a_plea_for_scripts_beside_the_policy_is_no_text() -> None:
    plea = "<noscript>Please turn on scripts to see this page as it should be seen.</noscript>"

    assert texts(f"<body>{plea}<h1>Terms</h1>{CLAUSES}</body>")[0] == "Terms"

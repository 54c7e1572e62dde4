import pytest

from policytrail.extract.onward import onward_target
from policytrail.model import Failure, FailureReason
from tests.extract.pages import CLAUSES, found, texts

BASE = "https://quillmark.example/legal/terms"
LEADING = {
    "a refresh": "<meta http-equiv=refresh content='0;url=/ok'>",
    "a refresh with quotes": '<meta content="3; URL=\'/ok\'" http-equiv="Refresh">',
    "a script": "<script>window.location.replace('/ok')</script>",
    "an assignment": '<script>document.location.href = "/ok";</script>',
}


@pytest.mark.parametrize("head", LEADING.values(), ids=LEADING)
def test_a_stub_names_where_it_leads(head: str) -> None:
    failure = found(f"<html><head><title>Terms</title>{head}</head><body></body></html>", url=BASE)

    assert isinstance(failure, Failure)
    assert failure.reason is FailureReason.SHELL
    assert "https://quillmark.example/ok" in failure.detail


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Terms</h1><iframe src='/ok'></iframe>",
        "<frameset cols='20%,80%'><frame src='/nav'><frame src='/ok'></frameset>",
    ],
)
def test_a_page_that_shows_another_one_names_the_frame(body: str) -> None:
    failure = found(f"<html><head><title>Terms</title></head>{body}</html>", url=BASE)

    assert isinstance(failure, Failure)
    assert failure.detail == "the text stands in a frame: https://quillmark.example/ok"


@pytest.mark.parametrize(
    "address", ["https://quill.list-manage.example/subscribe?u=1", "/newsletter", "/sign-up"]
)
def test_a_frame_to_sign_up_holds_no_policy(address: str) -> None:
    failure = found(f"<h1>Terms</h1><p>Menu</p><iframe src='{address}'></iframe>", url=BASE)

    assert isinstance(failure, Failure)
    assert "frame" not in failure.detail


def test_a_policy_that_refreshes_itself_is_one() -> None:
    page = f"<meta http-equiv=refresh content='600'><main><h1>Terms</h1>{CLAUSES}</main>"

    assert texts(page)[0] == "Terms"


@pytest.mark.parametrize("content", ["600", "5", "0;url=#top", "900;url=/ok", "x;url=/ok"])
def test_a_refresh_to_the_page_itself_or_much_later_leads_nowhere(content: str) -> None:
    assert onward_target(f"<meta http-equiv=refresh content='{content}'>", BASE) == ""

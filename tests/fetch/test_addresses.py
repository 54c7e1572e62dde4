import pytest

from policytrail.fetch.addresses import is_private_name, is_public


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "::ffff:93.184.215.14"]
)
def test_a_public_address_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "0.0.0.0",  # noqa: S104 (nothing is bound)
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1%eth0",
        "fc00::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "no address",
    ],
)
def test_a_private_address_may_not(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("LOCALHOST", True),
        ("db.localhost.", True),
        ("127.1", True),
        ("017700000001", True),
        ("[fe80::1]", True),
        ("localhost.example", False),
        ("93.184.215.14", False),
    ],
)
def test_a_name_that_spells_out_a_private_address_is_known(host: str, private: bool) -> None:
    assert is_private_name(host) == private

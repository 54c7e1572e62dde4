"""Which addresses may be requested: public ones, unless the settings allow others too."""

import ipaddress
import socket
from typing import Final

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

# RFC 6052: an IPv4 address in the last 32 bits, reached through a translator.
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Return whether an IP address is reachable from the public internet.

    >>> is_public("93.184.215.14"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(ip.is_global and not ip.is_multicast for ip in (parsed, *_embedded_ipv4(parsed)))


def _embedded_ipv4(address: IPAddress) -> tuple[ipaddress.IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address carries traffic to."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    teredo = address.teredo
    embedded = (address.ipv4_mapped, address.sixtofour, teredo[1] if teredo else None)
    inner_addresses = tuple(ip for ip in embedded if ip is not None)
    if address in _NAT64:
        return (*inner_addresses, ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return inner_addresses


def is_loopback(address: str) -> bool:
    """Return whether an IP address is a loopback address.

    >>> [is_loopback(each) for each in ("127.8.9.1", "::1", "0.0.0.0", "::ffff:127.0.0.1", "10.0.0.1")]
    [True, True, True, True, False]
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return any(ip.is_loopback or ip.is_unspecified for ip in (parsed, *_embedded_ipv4(parsed)))


def is_not_loopback(address: str) -> bool:
    """Return whether a browser may reach an address if private ones are allowed."""
    return not is_loopback(address)


def address_in_name(host: str) -> str | None:
    """Return the address that a URL's host spells out, in any spelling; None if it is a real name.

    >>> [address_in_name(host) for host in ("localhost", "0x7f.1", "[::1]", "example.org")]
    ['127.0.0.1', '127.0.0.1', '::1', None]
    """
    name = host.lower().rstrip(".").removeprefix("[").removesuffix("]")
    if name == "localhost" or name.endswith(".localhost"):
        return "127.0.0.1"
    return _literal_address(name)


def is_private_name(host: str) -> bool:
    """Return whether a URL's host names a private address, without a DNS lookup.

    >>> [is_private_name(host) for host in ("localhost", "0x7f.1", "2130706433", "example.org")]
    [True, True, True, False]
    """
    address = address_in_name(host)
    return address is not None and not is_public(address)


def _literal_address(name: str) -> str | None:
    """Return the address that a host spells out, in any spelling that systems accept."""
    try:
        return str(ipaddress.ip_address(name.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(name))
    except (OSError, UnicodeError):
        return None

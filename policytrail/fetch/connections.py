"""The connections of the one session: to public addresses only, each read within the deadline."""

import socket
import ssl
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    LocationParseError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.ssl_ import create_urllib3_context

from policytrail.errors import AddressRefused
from policytrail.fetch.addresses import is_public
from policytrail.fetch.deadline import current_deadline

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LONGEST_WAIT_S: Final = 30.0
"""Where no deadline holds: a connection that is used outside of a retrieval."""


class _Timed(socket.socket):
    """A socket whose reads end at the deadline of the retrieval, however little each of them gets."""

    silence_s: float | None = None
    """The longest that a single read may take: the timeout that its user set."""

    def recv_into(self, buffer: "WriteableBuffer", nbytes: int = 0, flags: int = 0) -> int:
        """Read into a buffer, for no longer than the deadline allows."""
        return _timed_read(self, lambda: super(_Timed, self).recv_into(buffer, nbytes, flags))

    def settimeout(self, value: float | None, /) -> None:
        """Set how long a single read may take."""
        self.silence_s = value
        super().settimeout(value)


class _TimedTLS(ssl.SSLSocket):
    """A TLS socket whose reads end at the deadline of the retrieval."""

    silence_s: float | None = None

    def recv_into(
        self, buffer: "WriteableBuffer", nbytes: int | None = None, flags: int = 0
    ) -> int:
        """Read into a buffer, for no longer than the deadline allows."""
        return _timed_read(self, lambda: super(_TimedTLS, self).recv_into(buffer, nbytes, flags))

    def settimeout(self, value: float | None, /) -> None:
        """Set how long a single read may take."""
        self.silence_s = value
        super().settimeout(value)


def _timed_read(reader: _Timed | _TimedTLS, read: Callable[[], int]) -> int:
    deadline = current_deadline()
    if deadline is None:
        return read()
    silence_s, left_s = reader.silence_s, deadline.left_s()
    # Of the base class: it must not be taken for what the user of the socket wants.
    socket.socket.settimeout(reader, left_s if silence_s is None else min(silence_s, left_s))
    try:
        size = read()
    except TimeoutError:
        deadline.left_s()  # which says so if it is the deadline that passed
        raise
    deadline.count_received(size)
    return size


class _TimedConnection(HTTPConnection):
    """Connects within the deadline, to permitted addresses only."""

    @staticmethod
    def may_connect(address: str) -> bool:
        """Return whether an IP address may be connected to."""
        del address
        return True

    def _new_conn(self) -> socket.socket:
        try:
            addresses = _resolve_host(self._dns_host, self.port)
        except socket.gaierror as error:
            raise NameResolutionError(self.host, self, error) from error
        fault: OSError = OSError("its name has no address")
        for family, kind, protocol, _, address in addresses:
            # What is looked at is the address connected to, so that no name server can give one
            # address to the check and another to the connection.
            if not self.may_connect(str(address[0])):
                where = f"{self.host}:{self.port}"
                raise AddressRefused(f"{where} is the private address {address[0]}", where)
            try:
                return self._connect_to(_Timed(family, kind, protocol), address)
            except OSError as error:
                fault = error
        if isinstance(fault, TimeoutError):
            raise ConnectTimeoutError(self, f"{self.host} did not accept a connection") from fault
        message = f"Failed to establish a new connection: {fault}"
        raise NewConnectionError(self, message) from fault

    def _connect_to(self, made: _Timed, address: tuple[object, ...]) -> socket.socket:
        try:
            for option in self.socket_options or ():
                made.setsockopt(*option)
            made.settimeout(self._patience_s())
            made.connect(cast("tuple[str, int]", address))  # as the resolver gave it
        except BaseException:
            made.close()
            raise
        return made

    def _patience_s(self) -> float:
        asked = self.timeout if isinstance(self.timeout, (int, float)) else _LONGEST_WAIT_S
        deadline = current_deadline()
        return asked if deadline is None else min(asked, deadline.left_s())


def _resolve_host(
    host: str, port: int
) -> list[tuple[socket.AddressFamily, socket.SocketKind, int, str, tuple[object, ...]]]:
    name = host.strip("[]")
    try:
        name.encode("idna")
    except UnicodeError as error:
        raise LocationParseError(f"{name!r}, label empty or too long") from error
    return list(socket.getaddrinfo(name, port, type=socket.SOCK_STREAM))


class _TimedTLSConnection(_TimedConnection, HTTPSConnection):
    """An HTTPS connection that is held to the deadline of the retrieval."""

    def connect(self) -> None:
        """Connect; what is read from then on is read within the deadline."""
        if self.ssl_context is None:  # pyright: ignore[reportUnnecessaryComparison] (so until it connects)
            self.ssl_context = create_urllib3_context()
            self.ssl_context.sslsocket_class = _TimedTLS
        super().connect()


class _PublicConnection(_TimedConnection):
    """Hangs up on a private address before a byte is sent to it."""

    may_connect = staticmethod(is_public)


class _PublicTLSConnection(_TimedTLSConnection):
    """Hangs up on a private address before the TLS handshake."""

    may_connect = staticmethod(is_public)


class _TimedPool(HTTPConnectionPool):
    ConnectionCls = _TimedConnection  # pyright: ignore[reportAssignmentType] (as urllib3's own)


class _TimedTLSPool(HTTPSConnectionPool):
    ConnectionCls = _TimedTLSConnection  # pyright: ignore[reportAssignmentType] (likewise)


class _PublicPool(HTTPConnectionPool):
    ConnectionCls = _PublicConnection  # pyright: ignore[reportAssignmentType] (likewise)


class _PublicTLSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicTLSConnection  # pyright: ignore[reportAssignmentType] (likewise)


_Pools = dict[str, type[HTTPConnectionPool]]
_ANY: Final[_Pools] = {"http": _TimedPool, "https": _TimedTLSPool}
_PUBLIC: Final[_Pools] = {"http": _PublicPool, "https": _PublicTLSPool}


class TimedAdapter(HTTPAdapter):
    """Opens connections that keep to the deadline, to any address."""

    pools = _ANY

    def init_poolmanager(
        self, connections: int, maxsize: int, block: bool = False, **pool_kwargs: object
    ) -> None:
        """Create the pool for direct connections."""
        super().init_poolmanager(connections, maxsize, block, **pool_kwargs)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = self.pools  # pyright: ignore[reportAttributeAccessIssue] (dicts are invariant)

    def proxy_manager_for(self, proxy: str, **proxy_kwargs: object) -> ProxyManager:
        """Return the pool for a proxy, which is trusted to refuse addresses itself."""
        manager: ProxyManager = super().proxy_manager_for(proxy, **proxy_kwargs)
        manager.pool_classes_by_scheme = _ANY  # pyright: ignore[reportAttributeAccessIssue] (dicts are invariant)
        return manager


class PublicAdapter(TimedAdapter):
    """Opens direct connections to public addresses only."""

    pools = _PUBLIC

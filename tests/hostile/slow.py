"""A server that answers for ever: each kind of part that an answer has, a byte at a time."""

import socket
import ssl
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"

# kind -> what is sent at once, and what is sent again and again after it
ENDLESS: dict[str, tuple[bytes, bytes]] = {
    "status-line": (b"HTTP/1.1 200 ", b"O"),
    "header-name": (OK, b"x"),
    "headers": (OK, b"X-A: 1\r\n"),
    "continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "body": (OK + b"Content-Length: 1000000\r\n\r\n", b"x"),
    "chunk-size": (CHUNKED, b"0"),
    "chunks": (CHUNKED, b"1\r\nx\r\n"),
    "trailers": (CHUNKED + b"5\r\nTerms\r\n0\r\n", b"X-A: 1\r\n"),
    "redirect-body": (b"HTTP/1.1 503 Busy\r\nContent-Length: 100000\r\n\r\n", b"x"),
}


@contextmanager
def sending_for_ever(
    first: bytes,
    again: bytes,
    tls: ssl.SSLContext | None = None,
    *,
    host: str = "127.0.0.1",
    asked_at_s: list[float] | None = None,
) -> Generator[str]:
    """Run a server that sends `first`, then `again` every 20 ms to all; yield its address.

    The times at which it is asked are added to `asked_at_s`.
    """
    stopped = threading.Event()
    listener = socket.create_server((host, 0))

    def serve(client: socket.socket) -> None:
        with suppress(OSError), tls.wrap_socket(client, True) if tls else client as opened:
            opened.recv(65536)
            if asked_at_s is not None:
                asked_at_s.append(time.monotonic())
            opened.sendall(first)
            while not stopped.wait(0.02):
                opened.sendall(again)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=serve, args=(client,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://{host}:{listener.getsockname()[1]}/terms"
    finally:
        stopped.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()

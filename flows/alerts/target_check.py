"""Check where alerts would go, without sending one: is an address set, known, and does its server answer."""

import logging
import socket
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flows.pipeline import CheckResult, rules_in, watch_beside

if TYPE_CHECKING:
    from apprise import NotifyBase

_ANSWER_S: Final = 5.0
_VARIABLE: Final = "env:"
_TRY: Final = "`policytrail tell --test` sends a marked test message"
_PORTS: Final = {False: 80, True: 443}


def check_targets(
    watch: Path | None, sources: Path, environ: Mapping[str, str], *, is_online: bool
) -> Iterator[CheckResult]:
    """Yield a result for each target of the watch rules; servers are asked only if `is_online`.

    Raises:
        ConfigurationError: the file of rules cannot be read.
    """
    file = watch_beside(sources, str(watch) if watch else None)
    rules = rules_in(file)
    if not rules:
        yield CheckResult(
            "alerts", is_fine=True, detail="no watch rules: nobody is alerted (docs/alerts.md)"
        )
    for target in dict.fromkeys(target for rule in rules for target in rule.to):
        yield _check_target(target, environ, is_online=is_online)


def _check_target(target: str, environ: Mapping[str, str], *, is_online: bool) -> CheckResult:
    subject = f"alerts to {target}"
    if not target.startswith(_VARIABLE):
        return CheckResult(subject, is_fine=True, detail=f"kept by Prefect; {_TRY}")
    name = target.removeprefix(_VARIABLE)
    address = environ.get(name)
    if not address:
        return CheckResult(
            subject,
            is_fine=False,
            detail=f"the variable {name} is not set, so its alerts wait",
            advice=f"export {name}='mailto://user:password@mail.example' where `track` runs",
        )
    receivers = _receivers_of(address)
    if not receivers:
        return CheckResult(
            subject,
            is_fine=False,
            detail=f"{name} holds no URL that Apprise knows",
            advice="write it as e.g. mailto://user:password@mail.example or json://host:port/path",
        )
    asked = receivers if is_online else ()
    faults = [fault for receiver in asked if (fault := _server_fault(receiver))]
    if faults:
        return CheckResult(
            subject,
            is_fine=False,
            detail=faults[0],
            advice=f"correct the host or port in {name}, or let this machine reach it; then {_TRY}",
        )
    seen = "its server answers" if is_online else "set"
    return CheckResult(subject, is_fine=True, detail=f"{seen}; {_TRY}")


def _receivers_of(address: str) -> Sequence["NotifyBase"]:
    """Return who receives at an address, as Apprise reads it; nothing of the address is logged."""
    import apprise  # noqa: PLC0415 (heavy)

    log = logging.getLogger("apprise")
    was_off, log.disabled = log.disabled, True
    try:
        receivers = apprise.Apprise()
        receivers.add(address)
        return tuple(receivers)
    finally:
        log.disabled = was_off


def _server_fault(receiver: "NotifyBase") -> str:
    """Return why the server of a mail or webhook cannot be reached; empty if it can.

    The hosts of other services are Apprise's own, and what their addresses call a host is a secret.
    """
    place = _server_place(receiver)
    if place is None:
        return ""
    host, port = place
    try:
        with socket.create_connection((host, port), timeout=_ANSWER_S):
            return ""
    except OSError as error:
        return f"{host}:{port} does not answer: {error.strerror or error}"


def _server_place(receiver: "NotifyBase") -> tuple[str, int] | None:
    from apprise.plugins.custom_form import NotifyForm  # noqa: PLC0415
    from apprise.plugins.custom_json import NotifyJSON  # noqa: PLC0415
    from apprise.plugins.custom_xml import NotifyXML  # noqa: PLC0415
    from apprise.plugins.email import NotifyEmail  # noqa: PLC0415

    named = "smtp_host" if isinstance(receiver, NotifyEmail) else "host"
    if not isinstance(receiver, NotifyEmail | NotifyForm | NotifyJSON | NotifyXML):
        return None
    values: dict[str, object] = vars(receiver)
    port = values.get("port") or _PORTS[bool(values.get("secure"))]
    return str(values[named]), int(str(port))

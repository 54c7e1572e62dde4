"""An outbox in a file, as durable as a database for one writer: a line a record, never changed."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from policytrail.alerts.delivery import Alert, Message, Pending, PlannedAlert


@dataclass(slots=True)
class FileOutbox:
    path: Path
    alerts: tuple[Alert, ...] = ()

    def planned_alerts(self) -> list[PlannedAlert]:
        return [
            PlannedAlert(
                one.rule, one.target, one.about, one.source_id, one.not_before, one.not_after
            )
            for one in self.alerts
        ]

    def put_alerts(self, alerts: Sequence[Alert]) -> None:
        self.alerts = (*self.alerts, *alerts)

    def _note(self, what: str, message: Message, at: datetime, fault: str = "") -> None:
        note = {"what": what, "ids": message.alert_ids, "at": at.isoformat(), "fault": fault}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(note) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def begin_sending(self, message: Message, at: datetime) -> None:
        self._note("begin", message, at)

    def end_sending(self, message: Message, at: datetime, fault: str) -> None:
        self._note("end", message, at, fault)

    def pending_alerts(self) -> list[Pending]:
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        notes = [json.loads(line) for line in lines]
        return [one for alert in self.alerts if (one := _pending(alert, notes))]


def _pending(alert: Alert, notes: list[dict[str, str]]) -> Pending | None:
    of = [note for note in notes if alert.alert_id in note["ids"]]
    ends = [note for note in of if note["what"] == "end"]
    if any(not note["fault"] for note in ends):
        return None
    tried = datetime.fromisoformat(of[-1]["at"]) if of else None
    return Pending(alert, len(ends), tried)

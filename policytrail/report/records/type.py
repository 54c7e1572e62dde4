"""The published form of the list of types."""

from dataclasses import dataclass
from typing import ClassVar

from pydantic import ConfigDict

from policytrail.report.record_config import RECORD_CONFIG
from policytrail.report.records.provision import PrevalenceRecord


@dataclass(frozen=True, slots=True)
class TypeLine:
    """A type in one line, as the list of types shows it."""

    type: str
    title: str
    group: str
    prevalence: PrevalenceRecord | None

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG


@dataclass(frozen=True, slots=True)
class TypesRecord:
    """All types of provision."""

    format: str
    """`policytrail/types/2`"""
    types: tuple[TypeLine, ...]

    __pydantic_config__: ClassVar[ConfigDict] = RECORD_CONFIG

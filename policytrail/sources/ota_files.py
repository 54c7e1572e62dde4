"""The files of an Open Terms Archive collection.

Source: docs.opentermsarchive.org, the reference of terms; and the files of its public collections.
"""

from collections.abc import Mapping
from typing import TypeAlias

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, RootModel, ValidationError

from policytrail.errors import ConfigurationError

OtaRule: TypeAlias = str | dict[str, str]


class OtaTerms(BaseModel):
    """The terms of one type, or a part of them inside `combine`."""

    model_config = ConfigDict(extra="allow")

    fetch: str | None = None
    select: list[OtaRule] | OtaRule | None = None
    remove: list[OtaRule] | OtaRule | None = None
    filter: list[object] | None = None
    executeClientScripts: bool | None = None  # noqa: N815 (Open Terms Archive's name)
    combine: list["OtaTerms"] | None = None
    valid_until: str | None = Field(
        default=None, validation_alias=AliasChoices("validUntil", "ValidUntil")
    )


class OtaService(BaseModel):
    """`<service>.json`; collections older than 2024 say `documents` for `terms`."""

    terms: dict[str, OtaTerms] = Field(validation_alias=AliasChoices("terms", "documents"))
    name: str = ""


class _History(RootModel[dict[str, list[OtaTerms]]]):
    """`<service>.history.json`: former terms, by type."""


OtaHistory: TypeAlias = Mapping[str, list[OtaTerms]]


def read_service(json: str, place: str) -> OtaService:
    """Return a service file.

    Raises:
        ConfigurationError: if it is none.
    """
    try:
        return OtaService.model_validate_json(json)
    except ValidationError as error:
        raise _refuse_file(error, "service", place) from error


def read_history(json: str, place: str) -> OtaHistory:
    """Return a history file.

    Raises:
        ConfigurationError: if it is none.
    """
    try:
        return _History.model_validate_json(json).root
    except ValidationError as error:
        raise _refuse_file(error, "history", place) from error


def _refuse_file(error: ValidationError, what: str, place: str) -> ConfigurationError:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    return ConfigurationError(
        f"{place}: no Open Terms Archive {what} file: {where}: {first['msg']}"
    )

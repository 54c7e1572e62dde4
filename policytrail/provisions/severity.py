"""The severity of a provision: set by the first rule of its type whose conditions all hold."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence

from policytrail.model import AttributeValue, Severity, StatedHow
from policytrail.provisions.taxonomy import SeverityRule

_COMPARED = re.compile(r"(<=|>=|<|>|=)(-?\d+(?:\.\d+)?)")
_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


def weigh_provision(
    rules: Sequence[SeverityRule],
    values: Mapping[str, AttributeValue],
    stated: StatedHow,
    *,
    is_row: bool = False,
) -> tuple[Severity, str]:
    """Return the severity and the name of the rule that set it; never high for an inference.

    What a table row leaves unsaid weighs nothing: the other cells, or the words above, may say it.
    """
    for rule in rules:
        if is_row and rule.when and all(wanted == "absent" for wanted in rule.when.values()):
            continue
        if all(_condition_holds(wanted, values.get(name)) for name, wanted in rule.when.items()):
            if rule.level is Severity.HIGH and stated is StatedHow.INFERRED:
                return Severity.MEDIUM, f"{rule.name}, lowered because it is inferred"
            return rule.level, rule.name
    return Severity.LOW, "no rule"


def _condition_holds(wanted: bool | str, value: AttributeValue | None) -> bool:
    if wanted is True:
        return value is True
    if wanted == "absent":
        return value is None or value is False
    comparison = _COMPARED.fullmatch(str(wanted))
    if comparison is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return _OPERATORS[comparison[1]](value, float(comparison[2]))

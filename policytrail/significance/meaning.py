"""The meaning of a substantive change: facts, topics, severity, strength and summary."""

from dataclasses import replace

from policytrail.clause_changes import (
    acts_of_service,
    moves_between,
    titles_of_types,
    types_come_or_gone,
)
from policytrail.model import DocumentPair, Significance
from policytrail.significance.classify import Context
from policytrail.significance.describe import (
    TellableChange,
    describe_change,
    severity_of_statements,
    weight_of_words,
)
from policytrail.significance.weigh import (
    choose_facts,
    choose_topics,
    find_adverse_edits,
    find_substantive_hunks,
    judge_severity,
    silent_edit_reasons,
    strength_reasons,
)

_GRAVE = frozenset({"choice_withdrawn", "age_lowered"})
"""Reasons that make a change severe by the words of one hunk."""


def with_meaning(verdict: Significance, context: Context) -> Significance:
    """Return a verdict with what the change means."""
    material = find_substantive_hunks(context, verdict.hunk_kinds)
    adverse_edits = find_adverse_edits(material, context.old, context.new)
    silence = silent_edit_reasons(context, material)
    pair = DocumentPair(context.old, context.new, context.diff, verdict.hunk_kinds)
    types = types_come_or_gone(pair)
    severity, grave = judge_severity(
        material, adverse_edits, context.old, context.new, types.total()
    )
    topics = choose_topics(material, context.new, types)
    description = describe_change(
        TellableChange(
            material,
            adverse_edits,
            moves_between(pair),
            titles_of_types(),
            acts_of_service(),
            tuple(reason for reason in grave if reason.code in _GRAVE),
        ),
        pair,
        lambda text: weight_of_words(text, topics),
    )
    return replace(
        verdict,
        severity=max(
            severity, severity_of_statements(description.statements), key=lambda level: level.weight
        ),
        topics=topics,
        headline=description.headline,
        summary=description.summary,
        statements=description.statements,
        reasons=(*grave, *silence, *strength_reasons(material), *verdict.reasons),
        facts=choose_facts(material, description.rewrite),
        silent=any(reason.code == "silent_edit" for reason in silence),
    )

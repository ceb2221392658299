"""Tells which of the instruments beside a word of adoption is adopted, and which only spoken of in what is."""

from __future__ import annotations

from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import heads
from builder.recognise.instruments_scene import WORD, Token
from builder.recognise.instruments_titles import stem
from builder.relate.scenes import Stage
from builder.relate.triggers import Trigger


def adopted(stage: Stage, trigger: Trigger, about: Sequence[Token]) -> list[Token]:
    """Those of the instruments ``about`` which the trigger is that are adopted, passed or issued."""
    tokens = stage.scene.sentences[trigger.sentence]
    if any(cue in tokens[trigger.at].text for cue in topic("events")["kinds"]["Adoption"]["resolutions"]):
        issuable = (t for t in about if stage.scene.entities[t.refs[0]].kind in _ISSUED)
        return [t for t in issuable if not _issues_other(tokens, trigger, t)]
    if trigger.form == "verb":  # "أقر البرلمان العودة إلى المعاهدة"
        return [t for t in about if t not in tokens[trigger.last :] or not _tied(tokens, tokens.index(t))]
    return [t for t in about if not (trigger.form == "noun" and _names_other(tokens, trigger, t))]


_ISSUED = ("Instrument", "PoliticalDeclaration")
"""Kinds of instruments that a body issues: resolutions and declarations."""


def _issues_other(tokens: Sequence[Token], trigger: Trigger, named: Token) -> bool:
    """Whether something else is issued, in which the instrument is spoken of: "أصدر النائب بيانا يعارض فيه الاتفاق"."""
    others = topic("events")["issued_besides"]
    told = any(t.text in others for t in tokens[trigger.last + 1 :] if t.start < named.start)
    return told or (trigger.form == "noun" and _names_other(tokens, trigger, named))


def _names_other(tokens: Sequence[Token], trigger: Trigger, named: Token) -> bool:
    """Whether another paper stands between the noun of the deed and the instrument: "إصدار قرار بشأن الاتفاق"."""
    between = (t for t in tokens[trigger.last + 1 :] if t.start < named.start)
    return any(t.tag == WORD and stem(t.text) in heads() for t in between)


def _tied(tokens: Sequence[Token], at: int) -> bool:
    """Whether a preposition ties the instrument to another object of the verb: "the return to", "article 3 of"."""
    return at > 0 and tokens[at - 1].text in topic("events")["ties"]

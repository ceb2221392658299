"""Tells how far behind the word of a deed its instrument may stand: behind who does it, when and where."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word

from builder.languages import topic
from builder.recognise.instruments_phrases import PARTIES, words
from builder.recognise.instruments_scene import INSTRUMENT, PERSON, WORD, Token
from builder.relate.nouns import definite
from builder.relate.roster import is_title
from builder.relate.triggers import Trigger


def reached(tokens: tuple[Token, ...], trigger: Trigger, until: int, reach: int) -> int:
    """The place up to which the instrument is looked for: asides, and for verbs and nouns actors, may intervene."""
    acts = trigger.form in ("verb", "noun")
    aside = {*topic("events")["adjuncts"], *(words("party_joins") if acts else ())}
    aside |= set(topic("events")["place_lead"]) if trigger.form == "noun" else set()
    end = trigger.last + 1
    signers = _makers_end(tokens, trigger.last + 1) if trigger.form == "noun" and trigger.kind == "Signature" else end
    while end < until and reach > 1:
        token = tokens[end]
        passed = acts and token.tag not in (WORD, INSTRUMENT) and not (trigger.form == "noun" and token.demonym)
        reach -= not (passed or token.text in aside or end < signers)
        end += 1
    return end


def _makers_end(tokens: tuple[Token, ...], first: int) -> int:
    """Where those end who sign, told by office and name, and where and when: "توقيع وزير خارجية مصر ونظيره …، أمس،"."""
    data, at = topic("subjects"), first
    while at < len(tokens) and tokens[at].tag != INSTRUMENT:
        token, before = tokens[at], tokens[at - 1].text
        office = is_title(token.text) or (definite(token.text) and at > first and is_title(before))
        office = office or re.fullmatch(data["counterpart"], token.text) is not None
        aside = token.text in (*words("party_joins"), *words("pause"), *topic("events")["place_lead"])
        if token.tag == WORD and not (office or aside):
            break
        at += 1
    return at if any(t.tag in (PERSON, *PARTIES) for t in tokens[first:at]) else first

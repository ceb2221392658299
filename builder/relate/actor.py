"""Who does a deed, as its sentence names it; "his country" is the state of whoever was named before."""

from __future__ import annotations

from dataclasses import dataclass

from builder.model import Span
from builder.recognise.instruments_scene import ORGAN, PERSON
from builder.relate.agents import takes_part
from builder.relate.roster import is_title
from builder.relate.scenes import Stage


@dataclass(frozen=True, slots=True)
class Actor:
    """``key``: of a state, body, organ or person; ``at``: the token that names it."""

    key: str
    at: int
    span: Span


def own_country(stage: Stage, sentence: int, at: int) -> list[Actor]:
    """ "his country": the state of the last person, body or officer named before it in the sentence."""
    tokens = stage.scene.sentences[sentence][:at]
    officer = [t.demonym and (takes_part(tokens, i) or is_title(tokens[i - 1].text)) for i, t in enumerate(tokens)]
    states = [stage.state_of(t.refs[0]) for t, of in zip(tokens, officer, strict=True) if of or t.tag in _SPEAKING]
    span = stage.tokens_span([stage.scene.sentences[sentence][at]])
    return [Actor(state, at, span) for state in states[-1:] if state is not None]


_SPEAKING = (PERSON, ORGAN)

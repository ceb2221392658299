"""Says what the rest of an article tells of who makes its instruments: companies, or the two states spoken of."""

from __future__ import annotations

from functools import lru_cache

from builder.languages import topic
from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_scene import BLOC, ORGAN, STATE, Scene, Token
from builder.recognise.instruments_words import stem


def of_business(scene: Scene) -> bool:
    """Whether title and lead tell of what companies do, and speak of no state that acts."""
    data = topic("instrument-traps")["business_page"]
    if not _tells_of_business(scene.text):
        return False
    lead = [t for number in range(min(data["lead"], len(scene.sentences))) for t in scene.sentences[number]]
    if any(t.tag in (STATE, BLOC, ORGAN) and not t.demonym for t in lead):
        return False
    return any(t.text in data["words"] for t in lead)


@lru_cache(maxsize=2)
def _tells_of_business(text: str) -> bool:
    """Whether a text has so many words of what companies do; asked for each instrument of an article."""
    data = topic("instrument-traps")["business_page"]
    return sum(text.count(word) for word in data["words"]) >= int(data["least"])


def names_states(scene: Scene) -> bool:
    """Whether an article names a state or a body of states, or one who is known to serve a state."""
    served = any(entity.facet("state") for entity in scene.entities.values() if entity.kind not in ("State", "Place"))
    return served or any(token.tag in (STATE, BLOC) and not token.demonym for token in scene.sentences.items)


def both_sides(scene: Scene, phrase: Phrase) -> bool:
    """Whether "the two sides" sign it, and the article has spoken of two: "وقع الجانبان مذكرة تفاهم"."""
    before = scene.sentences[phrase.sentence][: phrase.first]
    if phrase.parties or not any(t.text in words("two_parties") for t in before):
        return False
    spoken = scene.sentences[: phrase.sentence]
    makers = {t.refs[0] for tokens in spoken for t in tokens if t.tag in (STATE, BLOC) and not t.demonym}
    return len(makers) > 1


def leads_party(tokens: tuple[Token, ...], at: int) -> bool:
    """Whether "leaders" are those of parties or factions, and not of states: "قادة الأحزاب"."""
    led = tokens[at].text in words("officers") and at + 1 < len(tokens)
    return led and stem(tokens[at + 1].text) in words("home_groups")

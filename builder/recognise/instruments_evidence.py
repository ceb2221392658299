"""Says whether states or international bodies stand behind a phrase, or a company, a club or a household.

Treaty law knows an instrument by its parties (Vienna Convention 1969, article 2; 1986 for organisations).
"""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from dataclasses import dataclass
from functools import cache, lru_cache

from builder.languages import topic
from builder.recognise.instruments_makers import between_countries, between_them, bound, sides, two_makers, with_it
from builder.recognise.instruments_pages import both_sides, leads_party, names_states, of_business
from builder.recognise.instruments_phrases import PARTIES, Phrase, head_at, words
from builder.recognise.instruments_private import contracted, private_title
from builder.recognise.instruments_scene import BLOC, ORGAN, PERSON, PLACE, STATE, Scene, Token, movements
from builder.recognise.words import WORDS


@dataclass(frozen=True, slots=True)
class Evidence:
    """``strong``: states are its parties, makers or name. ``weak``: a state stands in the sentence.

    ``private``: those who are no states stand by it. ``signed``: a verb of making governs it.
    ``parties``: states are named as its parties, ``named``: a state or body of states in its name. ``joint``: two
    or more states make it.
    """

    strong: bool
    weak: bool
    private: bool
    signed: bool
    parties: bool
    named: bool = False
    joint: bool = False


@cache
def _deeds() -> tuple[frozenset[str], tuple[int, ...]]:
    """The beginnings of words that are deeds, and how long they are."""
    data = topic("instruments")
    deeds = frozenset(prefix + deed for prefix in data["deed_prefixes"] for deed in data["deeds"])
    return deeds, tuple(sorted(set(map(len, deeds))))


def is_deed(token: Token) -> bool:
    """Whether a word is one that is done with instruments (signing, leaving, breaking …)."""
    return _says_deed(token.text)


@lru_cache(maxsize=WORDS)
def _says_deed(word: str) -> bool:
    deeds, lengths = _deeds()
    return any(word[:length] in deeds for length in lengths)


def weigh(scene: Scene, phrase: Phrase) -> Evidence:
    """What the words around a phrase say of who stands behind it."""
    tokens = scene.sentences[phrase.sentence]
    around = tokens[max(phrase.first - 14, 0) : phrase.last + 14]
    outside = [*range(phrase.first), *range(phrase.last, len(tokens))]
    states = any(_speaks_for_state(scene, tokens[at]) and not leads_party(tokens, at) for at in outside)
    states = states or bool(sides(tokens))
    deed, signed = any(is_deed(t) for t in around) or _of_article(tokens, phrase), _signed(tokens, phrase)
    private = contracted(tokens, phrase) or private_title(phrase)
    named = any(_kind(scene, ref) in ("Place", "State", "InternationalOrganisation") for ref in phrase.places)
    parties = _between_states(scene, phrase, tokens) and not (phrase.parties and _of_sport(scene))
    strong = parties or phrase.states or named or bool(phrase.number) or awaited(tokens, phrase)
    strong = strong or _decreed(tokens, phrase)
    home = bool(phrase.parties) and not parties
    paired = signed and both_sides(scene, phrase)
    return Evidence(
        strong=strong or paired or (states and (deed or signed) and not home),
        weak=(states or _carried(scene, phrase) or _of_states(phrase)) and not home,
        private=(private or of_business(scene)) and not parties,
        parties=parties or bool(phrase.number),
        named=named or phrase.states or bool(set(phrase.title) & words("bodies_of_states")),
        signed=signed,
        joint=paired or (signed and two_makers(tokens)),
    )


def _of_article(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether an article of it is cited by its number: "المادة الثالثة من معاهدة النهر"."""
    data, near = topic("clauses"), tokens[max(phrase.first - 5, 0) : phrase.first]
    return bool(near) and near[-1].text in data["articles_from"] and any(t.text in data["article"] for t in near)


def _of_sport(scene: Scene) -> bool:
    """Whether a page of sport speaks, where "Rome" and "Madrid" are clubs."""
    data = topic("instrument-traps")["sport_page"]
    return bool(sum(word in scene.text for word in data["words"]) >= data["least"])


def _signed(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether a verb of signing governs the phrase, or two makers in its sentence have reached or framed it."""
    before = tokens[max(phrase.first - 12, 0) : phrase.first]
    if any(t.text in words("sign") for t in before) or _beside_another(tokens, phrase):
        return True
    if _opens_by_signing(tokens, phrase) or ratified(tokens, phrase):
        return True
    since = clause(tokens, phrase)
    if any(t.text in words("signed_after") for t in tokens[since : since + 4]):
        return True
    if bound(before) or with_it(tokens, phrase) or _concluded_with(tokens, phrase):
        return True
    reached = any(
        t.text in words("reach") and not (at and before[at - 1].text in words("not_done"))
        for at, t in enumerate(before)
    )
    framed = bool(before) and before[-1].text in words("provides")
    return ((reached or framed) and two_makers(tokens)) or _talked_about(tokens, phrase)


def _concluded_with(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether one is concluded "with it", of a state named before: "زار فرنسا وعقد معها اتفاقية"."""
    near = [t.text for t in tokens[max(phrase.first - 2, 0) : phrase.first]]
    told = len(near) > 1 and near[0] in words("concludes") and near[1] in words("with_it")
    return told and any(t.tag in (STATE, BLOC) and not t.demonym for t in tokens[: phrase.first])


def _beside_another(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether "and" joins it to one that a verb of signing governs: "وقعا معاهدة للملاحة …، واتفاقا شاملا"."""
    data = topic("events")["coordinated"]
    if phrase.definite or not tokens[phrase.first].text.startswith(tuple(words("and"))):
        return False
    near = range(max(phrase.first - data["reach"], 0), phrase.first)
    other = next((at for at in near if head_at(tokens, at)), None)
    if other is None or any(t.text in data["stops"] for t in tokens[other : phrase.first]):
        return False
    return any(t.text in words("sign") for t in tokens[max(other - 12, 0) : other])


def ratified(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether it is the object of "ratified": "صادقت الحكومة بأغلبية كبيرة على اتفاق"."""
    before = tokens[: phrase.first]
    upon = bool(before) and before[-1].text in words("signed_upon")
    return upon and any(t.text in words("ratifies") for t in before[-_RATIFIED_FAR:])


def _decreed(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether a decree ratifies it, which only a state issues: "مرسوم بالتصديق على اتفاقية إنشاء التحالف العالمي"."""
    return ratified(tokens, phrase) and any(t.text in words("decrees") for t in tokens[: phrase.first])


_RATIFIED_FAR = 7
"""Words at most from the verb to its object, behind its subject and how it was done."""


def _talked_about(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether two negotiate it, or an organ gives a mandate to talk with another state on its draft."""
    lead, data = tokens[max(phrase.first - 1, 0)].text, topic("events")
    before = tokens[max(phrase.first - 12, 0) : phrase.first]
    if lead in data["talks"]["about"]:
        return any(re.fullmatch(data["talks"]["verb"], t.text) for t in before) and two_makers(tokens)
    authorised = lead in words("draft") and any(t.text in data["authorises"] for t in tokens[: phrase.first])
    return authorised and (any(t.tag == STATE and not t.demonym for t in before) or bool(sides(before)))


def _opens_by_signing(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether a clause opens with "signed", and it is the first instrument behind it: the object, however far off."""
    if phrase.definite:
        return False
    near = range(phrase.first - 1, max(phrase.first - _FAR, 0) - 1, -1)
    verb = next((at for at in near if tokens[at].text in words("sign")), None)
    if verb is None or (verb and tokens[verb - 1].text not in _clause_openers()):
        return False
    return not any(head_at(tokens, at) for at in range(verb + 1, phrase.first))


@cache
def _clause_openers() -> frozenset[str]:
    """The signs behind which a clause may begin, those at the end of a dateline among them."""
    return frozenset((*topic("clauses")["pauses"], *topic("events")["dateline_ends"]))


_FAR = 26
"""Words at most from the verb that opens a clause to its object, behind its subjects, their offices and asides."""


def clause(tokens: tuple[Token, ...], phrase: Phrase) -> int:
    """Where the relative clause on a phrase begins, behind words on what it is about, where there are such."""
    if tokens[phrase.last : phrase.last + 1] and tokens[phrase.last].text in words("concerning"):
        reach = range(phrase.last + 1, min(phrase.last + topic("instruments")["concerning_reach"], len(tokens)))
        return next((at for at in reach if tokens[at].text in words("relative")), phrase.last)
    return phrase.last


def _of_states(phrase: Phrase) -> bool:
    """Whether its title tells of what only states make instruments on: armistice, extradition, double taxation."""
    return phrase.named and phrase.kind in words("sets") and bool(set(phrase.title) & words("of_states"))


def _carried(scene: Scene, phrase: Phrase) -> bool:
    """Whether "signed" or "between them" follows, and this sentence or those before speak of states as such."""
    tokens = scene.sentences[phrase.sentence]
    following = [t.text for t in tokens[phrase.last : phrase.last + 4]]
    told = any(word in words("made") or word in words("between_them") for word in following)
    told = told or any(word in words("signed_plainly") for word in following[:1])
    before = scene.sentences[max(phrase.sentence - 2, 0) : phrase.sentence]
    return told and any(t.tag in (STATE, BLOC) and not t.demonym for sentence in before for t in sentence)


def awaited(tokens: tuple[Token, ...], phrase: Phrase) -> bool:
    """Whether it is one that a conference of states will reach: "الاتفاقية التي سيتوصل إليها مؤتمر المناخ"."""
    following = [t.text for t in tokens[phrase.last : phrase.last + 4]]
    lists = ("relative", "sign_relative", "to_it", "conferences")
    return len(following) == len(lists) and all(
        word in words(name) for word, name in zip(following, lists, strict=True)
    )


def _between_states(scene: Scene, phrase: Phrase, tokens: tuple[Token, ...]) -> bool:
    """Whether the parties named with it are public, and not only the organs of one state beside its own bodies.

    A ministry that agrees with a chamber, a school or a company of its own country makes a contract of its law.
    """
    if with_it(tokens, phrase) or between_them(tokens, phrase) or between_countries(tokens, phrase):
        return True
    public = [scene.entities[p] for p in phrase.parties if _public(scene, p)]
    if any(entity.kind in _PUBLIC for entity in public):
        return True
    if movements().intersection(phrase.parties):
        return any(t.tag == STATE and not t.demonym for t in tokens)
    inside = {entity.facet("state") for entity in public}
    others = (t.refs[0] for t in tokens if t.tag in PARTIES and t.refs and t.refs[0] in scene.entities)
    around = {scene.entities[ref].facet("state") or ref.rpartition("/")[2] for ref in others}
    return len(inside) > 1 or (bool(public) and bool(around - inside))


def _public(scene: Scene, key: str) -> bool:
    """Whether a party is a state, a body of states or an organ that is known to be a state's."""
    entity = scene.entities.get(key)
    return entity is not None and (entity.kind in _PUBLIC or entity.facet("state") is not None)


_PUBLIC = ("State", "HistoricalState", "InternationalOrganisation")


def _kind(scene: Scene, key: str) -> str | None:
    entity = scene.entities.get(key)
    return entity.kind if entity else None


def _speaks_for_state(scene: Scene, token: Token) -> bool:
    """A state, a body of states, an organ of a state, or a person who holds office in one; no armed movement.

    Where an article names no state, its authorities and parliaments agree with bodies of their own country.
    """
    if token.refs and token.refs[0] in movements():
        return False
    if token.tag == PERSON:
        return any(scene.entities[r].facet("state") for r in token.refs if r in scene.entities)
    if token.tag == ORGAN and not any(_public(scene, ref) for ref in token.refs):
        return names_states(scene)
    return (token.tag in PARTIES and not token.demonym) or token.text in _speakers()


@cache
def _speakers() -> frozenset[str]:
    """Words for two states, and for those who hold office in one."""
    return words("two_states") | words("officers")


__all__ = ["BLOC", "ORGAN", "PLACE", "STATE", "Evidence", "is_deed", "weigh"]

"""Reads what stands before and after a phrase: is a set meant, or the act of agreeing, and do its makers follow."""

from __future__ import annotations

from functools import cache

from builder.languages import topic
from builder.recognise.instruments_evidence import awaited, clause
from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_resolutions import is_body
from builder.recognise.instruments_scene import BLOC, DATE, ORGAN, PERSON, STATE, Scene, Token
from builder.recognise.instruments_words import definite, stem


def before(scene: Scene, phrase: Phrase, back: int = 1) -> str:
    """The word ``back`` places before a phrase, quotation marks aside; empty where there is none."""
    tokens = scene.sentences[phrase.sentence]
    at = phrase.first - back
    while at >= 0 and tokens[at].text == '"':
        at -= 1
    return tokens[at].text if at >= 0 else ""


def after(scene: Scene, phrase: Phrase, forth: int = 0) -> str:
    """The word ``forth`` places after a phrase, quotation marks aside; empty where there is none."""
    tokens = scene.sentences[phrase.sentence]
    at = phrase.last + forth
    while at < len(tokens) and tokens[at].text == '"':
        at += 1
    return tokens[at].text if at < len(tokens) else ""


def is_set(scene: Scene, phrase: Phrase) -> bool:
    """Whether a plural is one set of instruments: of a known name, of a place, or of a topic, signed by states."""
    if phrase.known:
        return True
    if phrase.years and not (phrase.title or phrase.parties):
        return not phrase.definite and phrase.kind in words("sets")
    if not phrase.named or phrase.years:
        return False
    general = {word for group in topic("instruments")["quality"].values() for word in group}
    if any(ref in scene.entities and scene.entities[ref].kind == "Place" for ref in phrase.places):
        return True
    telling = bool(set(phrase.title) - general) and phrase.kind in words("sets")
    return telling and relative_deed(scene, phrase)


def relative_deed(scene: Scene, phrase: Phrase) -> bool:
    """Whether "which … signed" with a state for its subject, or officers of two, follows a phrase."""
    following = scene.sentences[phrase.sentence][clause(scene.sentences[phrase.sentence], phrase) :]
    tokens = following[:4]
    made = len(tokens) > 2 and tokens[0].text in words("relative") and tokens[1].text in words("sign_relative")
    if made and len(tokens) > 3 and tokens[2].text in words("to_it"):
        return awaited(scene.sentences[phrase.sentence], phrase) or (
            tokens[3].tag in (STATE, BLOC) and not tokens[3].demonym
        )
    makers = words("two_parties") | words("two_states")
    near = any((t.tag in (STATE, BLOC) and not t.demonym) or t.text in makers for t in tokens[2:])
    return made and (near or len(_acted_for(scene, following[2:_SUBJECTS])) > 1)


_SUBJECTS = 16
"""Words at most from "which" to the last of those who signed: their offices and names."""


def _acted_for(scene: Scene, tokens: tuple[Token, ...]) -> set[str]:
    """The states of those who hold office among the tokens before a date: "الرئيس التركي … ورئيس المجلس الليبي …"."""
    end = next((at for at, t in enumerate(tokens) if t.tag == DATE), len(tokens))
    entities = (scene.entities.get(ref) for t in tokens[:end] if t.tag in (PERSON, ORGAN) for ref in t.refs[:1])
    return {state for entity in entities if entity is not None and (state := entity.facet("state"))}


def by_others(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is "the treaty that A and B signed", of states of which nothing was said before.

    Which treaty is meant is then told here, and it is none spoken of.
    """
    tokens = scene.sentences[phrase.sentence]
    if not relative_deed(scene, phrase):
        return False
    ends = (
        at for at in range(phrase.last, len(tokens)) if tokens[at].tag == DATE or tokens[at].text in words("told_until")
    )
    makers = {t.refs[0] for t in tokens[phrase.last : next(ends, None)] if t.tag == STATE and not t.demonym}
    earlier = (*scene.sentences[: phrase.sentence], tokens[: phrase.first])
    named = {ref for sentence in earlier for t in sentence if t.tag == STATE for ref in t.refs}
    return len(makers) > 1 and bool(makers - named)


def worldly(scene: Scene, phrase: Phrase) -> bool:
    """Whether a numbered resolution without its body is one of the United Nations, and not an office's own."""
    tokens = scene.sentences[phrase.sentence]
    home = {t.text for t in tokens[phrase.last : phrase.last + 2]} & words("resolution_home")
    if home <= words("year_of") and any(is_body(t) for t in tokens):
        return True
    return not home and any(word in scene.text for word in words("resolution_world"))


def signed_on(scene: Scene, phrase: Phrase) -> bool:
    """Whether what it is about follows, and then "signed on" with a date: "الاتفاق حول التعاون …، الموقع في …"."""
    tokens = scene.sentences[phrase.sentence]
    if after(scene, phrase) not in words("concerning"):
        return False
    for at in range(phrase.last + 2, min(phrase.last + 14, len(tokens) - 1)):
        if tokens[at].text.removeprefix(next(iter(words("and")))) in words("made"):
            return any(t.tag == DATE for t in tokens[at + 1 : at + 6])
    return False


def joined_to(scene: Scene, phrase: Phrase, other: Phrase) -> bool:
    """Whether "and" joins a phrase to another right before it, so that the two are different."""
    tokens = scene.sentences[phrase.sentence]
    between = [t.text for t in tokens[other.last : phrase.first] if t.text not in words("pause")]
    joined = tokens[phrase.first].text.startswith(tuple(words("and")))
    return joined and other.sentence == phrase.sentence and other.last <= phrase.first and not between


def apposed(scene: Scene, phrase: Phrase, other: Phrase) -> bool:
    """Whether it says what the other is: "…، وهو اتفاق الشراكة …"; "…، آخر اتفاقية للحد من الأسلحة"."""
    tokens = scene.sentences[phrase.sentence]
    between = [t.text for t in tokens[other.last : phrase.first]]
    if not between or len(between) > 14:
        return False
    superlative = between[-1] in words("superlatives") and between[-2:-1] and between[-2] in words("pause")
    return between[-1] in words("and_it_is") or bool(superlative)


def of_agents(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is the agreeing of those named after it: "اتفاق الدول الوازنة في المنطقة"."""
    tokens = scene.sentences[phrase.sentence]
    following = tokens[phrase.first + 1].text.split(" ")[0] if phrase.first + 1 < len(tokens) else ""
    agents = definite(following) and stem(following) in words("agents")
    return phrase.head in words("acts") and not phrase.definite and agents


def announces(scene: Scene, phrase: Phrase) -> bool:
    """Whether a place's declaring of something is told, and no declaration is named after it."""
    tokens = scene.sentences[phrase.sentence]
    inside = [t for t in tokens[phrase.first + 1 : phrase.last] if t.text != '"']
    if not inside or not inside[0].refs or after(scene, phrase) in words("announced"):
        return True
    return before(scene, phrase) in words("announced_after") and _deed_follows(after(scene, phrase))


def _deed_follows(word: str) -> bool:
    """Whether a word may be the verbal noun of what is announced: "بعد إعلان موسكو تمديد الحظر"."""
    closed = words("relative") | words("enders") | words("year_words") | words("not_names") | words("asides")
    return len(word) > 2 and word.isalpha() and not definite(word) and word not in closed


def qualified(scene: Scene, phrase: Phrase) -> bool:
    """Whether an adjective, a relative or "about" after a phrase says which is meant, a date or year too."""
    tokens = scene.sentences[phrase.sentence]
    following = tokens[phrase.last] if phrase.last < len(tokens) else None
    if following is None:
        return False
    if following.text in words("pause") and phrase.last + 1 < len(tokens):
        return tokens[phrase.last + 1].text in words("issued_by")
    told = words("relative") | words("about") | words("enders") | words("joins")
    return following.tag == DATE or following.text in told or definite(following.text)


def is_act(scene: Scene, phrase: Phrase) -> bool:
    """Whether the act of agreeing is meant: "تم الاتفاق بين مصر وروسيا على …"."""
    tokens = scene.sentences[phrase.sentence]
    if phrase.head in words("acts") and _adverbial(scene, phrase):
        return True
    following = {t.text for t in tokens[phrase.last : phrase.last + 14]}
    leading = {t.text for t in tokens[max(phrase.first - 4, 0) : phrase.first]}
    return phrase.head in words("acts") and bool(leading & words("act_cues") or following & words("act_content"))


def is_mere_act(scene: Scene, phrase: Phrase) -> bool:
    """Whether nothing but the act of agreeing can be meant: "تم الاتفاق على", "بالاتفاق مع"."""
    if phrase.head not in words("acts") or not phrase.definite:
        return False
    told_on = scene.sentences[phrase.sentence][phrase.first + 1 : phrase.first + 2]
    if before(scene, phrase) in words("act_cues") and told_on and told_on[0].text in words("told_apart"):
        return True
    if phrase.named:
        return False
    done = before(scene, phrase) in words("act_cues") and after(scene, phrase) in words("act_content")
    return done or before(scene, phrase) in words("act_extent") or _adverbial(scene, phrase)


def is_unreal(scene: Scene, phrase: Phrase) -> bool:
    """Whether there is said to be none ("لا يوجد اتفاق"), or only its like, or computers speak by it, or one jests."""
    there = not phrase.definite and before(scene, phrase) in words("there_is")
    denied = there and before(scene, phrase, 2) in words("none_before")
    denied = denied or (not phrase.definite and before(scene, phrase) in words("like"))
    computing = phrase.kind == "protocol" and phrase.proper is not None and phrase.proper.isascii()
    return denied or computing or (after(scene, phrase) in words("with") and after(scene, phrase, 1) in _inner())


@cache
def _inner() -> frozenset[str]:
    """With whom nobody makes an instrument but in a figure of speech."""
    return frozenset(topic("instrument-traps")["inner"])


def is_another(scene: Scene, phrase: Phrase) -> bool:
    """Whether a known name only stands for what is like it: "سايكس بيكو جديدة" is "another Sykes-Picot"."""
    return after(scene, phrase) in topic("instruments")["quality"]["new"] and not phrase.definite


def on_draft(scene: Scene, phrase: Phrase) -> bool:
    """Whether what is agreed on is the draft of a resolution or statement: "اتفاق على مسودة قرار"."""
    if phrase.head not in words("acts") or phrase.named:
        return False
    near = [t.text for t in scene.sentences[phrase.sentence][phrase.last : phrase.last + 9]]
    on = next((at for at, word in enumerate(near) if word in words("act_on")), None)
    return (
        on is not None
        and on + 2 < len(near)
        and near[on + 1] in words("act_drafts")
        and near[on + 2] in words("act_of")
    )


def _adverbial(scene: Scene, phrase: Phrase) -> bool:
    """Whether it is "in agreement with": the preposition with the article, then "with"."""
    tokens = scene.sentences[phrase.sentence]
    adverb = tokens[phrase.first].text.startswith(topic("instruments")["act_adverb"])
    following = tokens[phrase.first + 1].text if phrase.first + 1 < len(tokens) else ""
    return adverb and following in words("with")

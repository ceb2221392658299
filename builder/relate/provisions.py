"""Finds what instruments provide for: the words of a provision, its article, and what kind of duty it is."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.languages import topic
from builder.recognise.instruments_scene import INSTRUMENT, STATE, WORD, Token, names
from builder.recognise.instruments_words import definite
from builder.relate.articles import Reference, references
from builder.relate.contained import told
from builder.relate.provision_openers import fitting as _fitting
from builder.relate.provision_openers import may_open
from builder.relate.provision_openers import pattern as _pattern
from builder.relate.provision_parts import parted
from builder.relate.provision_verbs import Subject, article_of, doer, forbids, guarded, provides
from builder.relate.provision_words import Provision, behind_name, provision
from builder.relate.scenes import Stage
from builder.relate.spoken import last_named
from builder.relate.tellings import Told
from builder.relate.triggers import Trigger, triggers
from builder.relate.undertakings import undertaken


@dataclass(frozen=True, slots=True)
class Opened:
    """A provision whose words begin; ``verb``: what opens it; ``subject``: what a verb after it may go on with."""

    told: Told
    verb: int
    subject: Subject | None = None


def find(stage: Stage) -> list[Provision]:
    """Every provision that the article tells, in the order of the text; of two on the same words the first."""
    found: list[Provision] = []
    subject: Subject | None = None
    for sentence in range(len(stage.scene.sentences)):
        opened = _opened(stage, sentence, subject)
        found += _sentence(stage, sentence, opened)
        subject = opened[-1].subject if opened else None
    kept: list[Provision] = []
    for one in sorted(found, key=lambda p: (p.clause.span.start, -p.clause.span.end)):
        if not any(other.clause.span.overlaps(one.clause.span) for other in kept):
            kept.append(one)
    return kept


def _opened(stage: Stage, sentence: int, before: Subject | None) -> list[Opened]:
    """The provisions that words of a sentence open; ``before``: whom the last verb of the sentence before had."""
    tokens = stage.scene.sentences[sentence]
    places = [at for at, token in enumerate(tokens) if token.tag == WORD and may_open(token.text)]
    articles = references(stage, sentence) if places else []
    opened: list[Opened] = []
    for at in places:
        subject = next((one.subject for one in reversed(opened) if one.subject is not None), None)
        if not opened and before is not None and _goes_on_from(tokens, at):
            subject = before
        opened += _at(stage, sentence, at, articles, subject)
    return opened


def _goes_on_from(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb opens its sentence and names no subject: "كما تحظر نزع الملكية"."""
    following = tokens[at + 1 : at + 2]
    return at <= 1 and bool(following) and not definite(following[0].text)


def _sentence(stage: Stage, sentence: int, opened: Sequence[Opened]) -> Iterator[Provision]:
    tokens = stage.scene.sentences[sentence]
    deeds = [t for t in triggers(stage.scene, sentence) if _goes_on_to_tell(tokens, t)] if opened else []
    for number, one in enumerate(opened):
        ends = [_begins(o) for o in opened[number + 1 :] if _parts(tokens, one, o)]
        ends += [t.at for t in deeds if t.at > one.told.first + 2]
        until = min(ends, default=None)
        for part in parted(tokens, one.told, until):
            yield from provision(stage, sentence, part, until)


def _goes_on_to_tell(tokens: Sequence[Token], deed: Trigger) -> bool:
    """Whether a report goes on behind a pause with what was done ("…، ووقعها عن بنما مهندس"): no rule is past."""
    text, data = tokens[deed.at].text, topic("clauses")
    behind = deed.at > 0 and tokens[deed.at - 1].text in data["pauses"]
    joined = text.startswith(data["and"]) and deed.form in ("verb", "phrase")
    return behind and joined and re.match(data["not_past"], text) is None


def _begins(one: Opened) -> int:
    """Where what is told begins: at its verb, or at the article that is its subject."""
    cited = one.told.article
    return min(one.verb, cited.first) if cited is not None else one.verb


def _parts(tokens: Sequence[Token], one: Opened, later: Opened) -> bool:
    """Whether a later verb of the same instrument ends the words of one: "تنص على …، كما تلزم …"."""
    cited, begins = later.told.article, _begins(later)
    another = cited is not None and cited != one.told.article
    if begins <= one.told.first + 2 or later.told.instrument != one.told.instrument:
        return False
    if later.subject is None and not another:
        return False
    data = topic("clauses")
    joins = tuple(topic("events")["gender"]["joins"])
    joined = (*data["conjunctions"], *data["as_for"], *(data["and_that"] if another else ()))
    return tokens[begins - 1].text in joined or tokens[begins].text.startswith(joins)


def _at(
    stage: Stage, sentence: int, at: int, articles: Sequence[Reference], subject: Subject | None
) -> Iterator[Opened]:
    """The provisions that the word at ``at`` opens."""
    text = stage.scene.sentences[sentence][at].text
    found: list[Opened] = []
    fits = _fitting(text)
    if "provides" in fits:
        found += _provided(stage, sentence, at, articles, subject)
    elif "agree" in fits:
        found += [Opened(one, at) for one in _agreed(stage, sentence, at)]
    if "contains" in fits:
        found += _contained(stage, sentence, at)
    if not found:
        found += _said(stage, sentence, at, articles, subject)
    if not found:
        others = (*told(stage, sentence, at, subject), *undertaken(stage, sentence, at))
        found += [Opened(one, at, Subject(one.instrument, one.named, at) if one.named else None) for one in others]
    yield from found


def _provided(
    stage: Stage, sentence: int, at: int, articles: Sequence[Reference], before: Subject | None
) -> Iterator[Opened]:
    """ "provides for …": the content stands after "for"."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")["provides"]
    on = _upon(tokens, at, before is not None)
    if on is None or (at and tokens[at - 1].text in topic("clauses")["negations"]) or _of_none(tokens, at):
        return
    first = on + (tokens[on].text in data["upon"])
    article = article_of(tokens, articles, at)
    if article:
        yield Opened(
            Told(article.instrument, first, None, "clause-provides", None, article), at, _of_article(tokens, article)
        )
        return
    inside = [t for t in tokens[at:on] if t.tag == INSTRUMENT]
    near = at - data["near"] if re.fullmatch(data["of_persons"], tokens[at].text) else 0
    spoken = [t for t in tokens[max(near, 0) : at] if t.tag == INSTRUMENT]
    if re.fullmatch(data["own_subject"], tokens[at + 1].text) and tokens[at + 1].tag != INSTRUMENT and not inside:
        return
    of_it = last_named(stage, sentence, at) if tokens[at + 1].text in topic("clauses")["own_parts"] else None
    if inside or spoken or of_it is not None:
        named = of_it or (inside[:1] or spoken[-1:])[0]
        yield Opened(Told(named.refs[0], first, None, "clause-provides"), at, Subject(named.refs[0], named, at))
        return
    own = doer(stage, sentence, at, before)
    if own is not None:
        yield Opened(Told(own.instrument, first, None, "clause-provides"), at, own)


def _of_article(tokens: Sequence[Token], article: Reference) -> Subject | None:
    """The instrument that the article is named with: a verb may go on with it."""
    named = next((t for t in tokens[article.first : article.last] if t.tag == INSTRUMENT), None)
    return Subject(article.instrument, named, article.first) if named is not None else None


def _of_none(tokens: Sequence[Token], at: int) -> bool:
    """Whether the subject is an article that is said not to be there: "لا تتضمن أي مادة تنص على"."""
    data = topic("clauses")
    before = [t.text for t in tokens[max(at - 8, 0) : at]]
    return bool(before) and before[-1] in data["provides"]["units"] and bool(set(before) & set(data["negations"]))


def _upon(tokens: Sequence[Token], at: int, goes_on: bool) -> int | None:
    """Where the content of "provides for" begins: at its preposition, alone or joined to the first word.

    ``goes_on``: an instrument is the subject of the verb before it.
    """
    data = topic("clauses")["provides"]
    reach = range(at + 1, min(at + data["reach"], len(tokens)))
    beside = any(t.tag == INSTRUMENT for t in tokens[max(at - 6, 0) : at + 2])
    beside = beside or any(t.text in data["the_unit"] for t in tokens[max(at - 4, 0) : at + 2])
    beside = beside or any(t.text in topic("clauses")["own_parts"] for t in tokens[at + 1 : at + 2])
    beside = beside or (at > 0 and tokens[at - 1].text in data["goes_on"])
    beside = beside or (goes_on and tokens[at].text.startswith(tuple(topic("events")["gender"]["joins"])))
    joined = beside and re.fullmatch(data["with_joined"], tokens[at].text) is not None
    surely = at > 0 and tokens[at - 1].text in topic("clauses")["auxiliaries"]
    text = at > 0 and not surely and re.fullmatch(data["noun"], tokens[at].text) is not None
    for i in reach:
        word = tokens[i]
        if word.text in data["upon"]:
            near = not text or tokens[i - 1].tag == INSTRUMENT or tokens[i - 2].tag == INSTRUMENT
            return i if near else None
        if joined and _takes(word):
            return i
    return None


def _takes(word: Token) -> bool:
    """Whether a word bears the preposition of "provides for": no "its item", which is who provides."""
    own = word.text in topic("clauses")["own_parts"]
    return word.tag == WORD and not own and re.fullmatch(topic("clauses")["provides"]["joined"], word.text) is not None


def agreed_parties(stage: Stage) -> Iterator[tuple[str, Token]]:
    """ "A and B agreed …, within an agreement": both are its parties."""
    for sentence, tokens in enumerate(stage.scene.sentences):
        for at, token in enumerate(tokens if names(tokens, INSTRUMENT) else ()):
            if token.tag == WORD and "agree" in _fitting(token.text):
                for one in _agreed(stage, sentence, at):
                    for actor in tokens[max(at - 4, 0) : at]:
                        if actor.tag == STATE and not actor.demonym:
                            yield one.instrument, actor


def _agreed(stage: Stage, sentence: int, at: int) -> Iterator[Told]:
    """ "they agreed on …, within an agreement": the content stands between."""
    tokens = stage.scene.sentences[sentence]
    data = topic("clauses")
    frame = next((i for i in range(at, len(tokens)) if tokens[i].text in data["agree"]["frame"]), None)
    if frame is None or at + 1 >= len(tokens) or tokens[at + 1].text not in data["provides"]["upon"]:
        return
    named = next((t.refs[0] for t in tokens[frame : frame + 4] if t.tag == INSTRUMENT), None)
    if named:
        yield Told(named, at + 2, None, "clause-agreed")


def _contained(stage: Stage, sentence: int, at: int) -> Iterator[Opened]:
    """ "contains a pledge of …": the content is the pledge."""
    tokens = stage.scene.sentences[sentence]
    what = topic("clauses")["contains"]["what"]
    if at and tokens[at - 1].text in topic("clauses")["negations"]:
        return
    first = next((i for i in range(at + 1, min(at + 4, len(tokens))) if tokens[i].text in what), None)
    if first is None or any(
        _pattern("provides").fullmatch(t.text) for t in tokens[first : first + 3] if t.text not in what
    ):
        return
    named = [t for t in tokens[at:first] if t.tag == INSTRUMENT][:1] or [t for t in tokens[:at] if t.tag == INSTRUMENT][
        -1:
    ]
    for one in named:
        yield Opened(Told(one.refs[0], first, None, "clause-contains", "shall"), at, Subject(one.refs[0], one, at))


def _said(
    stage: Stage, sentence: int, at: int, articles: Sequence[Reference], before: Subject | None
) -> Iterator[Opened]:
    """ "obliges, allows, forbids …", where an instrument or an article of it is the subject."""
    tokens = stage.scene.sentences[sentence]
    if "right" in _fitting(tokens[at].text):
        called = [a for a in articles if a.last <= at <= a.last + 3]
        if called:
            yield Opened(Told(called[-1].instrument, at, None, "clause-right", "may", called[-1]), at)
        return
    forbidden = forbids(tokens, at)
    denied = at > 0 and tokens[at - 1].text in (*topic("clauses")["negations"], *topic("events")["auxiliaries"])
    article = article_of(tokens, articles, at)
    own = doer(stage, sentence, at, before) if article is None and _binds_or_states(tokens[at].text) else None
    strong = _strength(tokens, at, article, own)
    if strong is None or (denied and not forbidden):
        return
    first, strong = at - forbidden, "shall" if forbidden else strong
    if article is not None:
        yield Opened(Told(article.instrument, first, None, "clause-article", strong, article), at)
        return
    unsure = {t.text for t in tokens[max(at - 6, 0) : at]} & set(topic("clauses")["unsure"])
    if own is not None and not unsure and not (forbidden and own.token is tokens[at + 1]):
        yield Opened(Told(own.instrument, behind_name(tokens, at, first), None, "clause-says", strong), at, own)


def _binds_or_states(verb: str) -> bool:
    """Whether a word may be a verb of a provision without an article for its subject."""
    return provides(verb) is not None or re.fullmatch(topic("clauses")["resolves"]["states"], verb) is not None


def _goes_on_for(verb: str) -> bool:
    """Whether a verb is joined to "as for", and says what the article does and not what is thought of it."""
    data = topic("clauses")["as_for_article"]
    return re.fullmatch(data["verb"], verb) is not None and re.match(data["not_verb"], verb) is None


def _strength(tokens: Sequence[Token], at: int, article: Reference | None, own: Subject | None) -> str | None:
    """How strongly the verb at ``at`` binds ("" where it does not say); None where it is none of a provision.

    What a resolution states is one of it as well: "يؤكد القرار أن".
    """
    strong = provides(tokens[at].text)
    data = topic("clauses")["resolves"]
    if strong is None and own is not None and re.match(data["resolution"], own.token.text):
        return "" if re.fullmatch(data["states"], tokens[at].text) else None
    if article is None:
        return strong if strong is not None and guarded(tokens, at) else None
    beside = article.first == at + 1 or article.last in (at, at - 1)
    does = beside and _pattern("article_does").fullmatch(tokens[at].text) is not None
    headed = article.last == at and tokens[article.first - 1].text in topic("clauses")["as_for"]
    does = does or (article.first > 0 and headed and _goes_on_for(tokens[at].text))
    return "" if strong is None and does else strong

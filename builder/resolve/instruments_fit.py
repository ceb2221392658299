"""Says whether a phrase may name an instrument that the article has spoken of before, and how well."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from builder.known import known
from builder.languages import topic
from builder.model import BlockKind
from builder.recognise.instruments_known import own_states, states_of_title
from builder.recognise.instruments_phrases import Phrase, head_at, words
from builder.recognise.instruments_scene import PLACE, STATE, Scene, Token
from builder.recognise.instruments_words import definite, stem, ungendered
from builder.resolve.instruments_clusters import Cluster, of_others
from builder.resolve.instruments_years import dates, signing_years, years_of
from builder.vocabulary import DATA

_UNLIKE = ("declaration", "communique", "code")
"""Kinds of what does not bind in law: none of them is a treaty of the same title."""


def fit(scene: Scene, cluster: Cluster, phrase: Phrase) -> int:
    """How well a phrase names a cluster: 0 not at all, more for more words in common."""
    if phrase.number or cluster.number:
        return 9 if phrase.number == cluster.number else 0
    if _contradict(scene, cluster, phrase):
        return 0
    if same_states(scene, cluster, phrase):
        return 4
    if _both_new(scene, cluster, phrase):
        return 3
    if cataphoric(scene, cluster, phrase):
        return 3 if set(phrase.parties) & set(cluster.parties) else 1
    if _place_in_headline(scene, cluster, phrase) or by_place(scene, cluster, phrase):
        return 3
    if _headed_with_both(scene, cluster, phrase) or _of_its_makers(scene, cluster, phrase):
        return 3
    mine, theirs = set(phrase.title), {w for p, _ in cluster.phrases for w in p.title}
    if not mine or not theirs:
        return _untitled(scene, cluster, phrase)
    if mine == theirs or _with_pronoun(mine, theirs) or _with_pronoun(theirs, mine):
        return 8
    bare, others = ungendered(mine), [ungendered(set(p.title)) for p, _ in cluster.phrases if p.title]
    shared = len(bare & {word for other in others for word in other})
    within = any(bare <= other or other <= bare for other in others)
    return shared + 1 if within or (headline(scene, cluster) and shared) else 0


def _with_pronoun(one: set[str], other: set[str]) -> bool:
    """Whether both tell the same, one with a pronoun for what the other leaves out: "اتفاقية تكييفها" and "التكييف"."""
    endings = tuple(words("pronouns"))
    bare = {word[: -len(end)] for word in one for end in endings if word.endswith(end) and len(word) > len(end) + 2}
    return len(one) == len(other) == 1 and bare == other


_ANNEX = "protocol"
"""A protocol of the same title stands beside an agreement."""


def _told_beside(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether one sentence names the one by a title, and then, by another head, with more words: they are two."""
    last = cluster.phrases[-1][0]
    if last.sentence != phrase.sentence or not last.title or not last.named or phrase.head == last.head:
        return False
    return set(last.title) < set(phrase.title) and phrase.first > last.last


def _introduced(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether an indefinite phrase tells more than the definite one before it: then it brings in another instrument.

    "الاتفاق العسكري … ستوقعان اتفاقا للتدريب العسكري"
    """
    title = scene.sentences[phrase.sentence][phrase.first + 1 : phrase.last][:1]
    construct = any(definite(t.text) and not t.text.startswith(tuple(words("to"))) for t in title)
    bare = not (phrase.definite or construct)
    known = bare and all(p.definite and p.sentence < phrase.sentence for p, _ in cluster.phrases)
    return known and bool(cluster.title) and set(cluster.title) < set(phrase.title) and not headline(scene, cluster)


def negotiated(scene: Scene, phrase: Phrase) -> bool:
    """Whether talks go on about one that is still to be made: "مفاوضات مع النرويج على اتفاق ثنائي للصيد"."""
    data, tokens = topic("events")["talks"], scene.sentences[phrase.sentence]
    about = phrase.first > 0 and tokens[phrase.first - 1].text in data["about"]
    lead = tokens[max(phrase.first - _TALKS, 0) : phrase.first]
    return about and phrase.sentence > 3 and any(regex.fullmatch(data["word"], t.text) for t in lead)


_TALKS = 6
"""Words at most from talks to what they are about."""


def _with_others(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether it is with a state that is none of the two that are told to sign the other."""
    if cluster.known or cluster.parties or not phrase.parties or not cluster.evidence[0].joint:
        return False
    told = {ref for p, _ in cluster.phrases for t in scene.sentences[p.sentence] for ref in t.refs}
    return not set(phrase.parties) & told and not headline(scene, cluster)


def _preceded(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether it is said to come before, or after, the one just spoken of: "وقد سبقتها معاهدة …"."""
    before = scene.sentences[phrase.sentence][max(phrase.first - 1, 0) : phrase.first]
    just = phrase.sentence - cluster.last_sentence() <= 1
    return just and any(t.text in words("preceded") for t in before)


def _contradict(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether kind, year, parties or a word between the two say that they are different."""
    if any((phrase.kind == kind) != (kind in cluster.kinds) for kind in _UNLIKE):
        return True
    if not cluster.known and (phrase.kind == _ANNEX) != (_ANNEX in cluster.kinds) and not headline(scene, cluster):
        return True
    if not phrase.definite and ("alike" in phrase.qualities or negotiated(scene, phrase)):
        return True
    if _with_others(scene, cluster, phrase):
        return True
    if _told_beside(cluster, phrase) or _preceded(scene, cluster, phrase) or _introduced(scene, cluster, phrase):
        return True
    years, others = set(phrase.years), set(cluster.years)
    if (years and others and years.isdisjoint(others)) or of_others(set(phrase.parties), set(cluster.parties)):
        return True
    return opposed(scene, cluster, phrase) or _other_plan(cluster, phrase) or _of_other_years(scene, cluster, phrase)


def _of_other_years(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether a shorter name comes with a year of signing that the longer one is not said to have.

    A year of these days is rather that of the one just spoken of, of which more is told.
    """
    issued = scene.layout.issued
    told = signing_years(scene, phrase) - ({str(issued.year), str(issued.year - 1)} if issued is not None else set())
    if not told or not phrase.title or not set(phrase.title) < set(cluster.title):
        return False
    return not told & {*cluster.years, *(year for p, _ in cluster.phrases for year in signing_years(scene, p))}


def _untitled(scene: Scene, cluster: Cluster, phrase: Phrase) -> int:
    """How well two fit of which one at least has no title: by years and parties."""
    theirs = any(p.title for p, _ in cluster.phrases)
    if any((phrase.kind == kind) != (kind in cluster.kinds) for kind in words("distinct") | {"statute"}):
        return 0
    if not theirs and set(cluster.years) & dates(scene, phrase) and cluster.last_sentence() != phrase.sentence:
        return 3
    if phrase.parties and set(phrase.parties) == set(cluster.parties) and not phrase.title and not theirs:
        return 2
    if phrase.years and not phrase.title and set(phrase.years) & _years(scene, cluster, phrase):
        return 2
    if _asked_of(scene, cluster, phrase):
        return 2
    return 2 if set(phrase.years) & set(cluster.years) else 0


def _asked_of(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether a headline names it first by its title, then by its year: "انهيار اتفاق الفصل.. ماذا ينص اتفاق 1974؟"."""
    year = bool(phrase.years) and not (phrase.title or phrase.parties) and _in_title(scene, phrase.sentence)
    joined = scene.sentences[phrase.sentence][phrase.first].text.startswith(tuple(words("and")))
    return year and not joined and headline(scene, cluster) and phrase.head in cluster.heads and not cluster.years


def _years(scene: Scene, cluster: Cluster, phrase: Phrase) -> set[str]:
    """The years of an instrument as they are known, or told behind a mention: "المعاهدة … عام 1973"."""
    entity = known().by_iri(cluster.key)
    told = {year for p, _ in cluster.phrases if p.head == phrase.head for year in _years_behind(scene, p)}
    return told | set(entity.years if entity is not None else ())


def _years_behind(scene: Scene, phrase: Phrase) -> Iterator[str]:
    """The years of the dates behind a phrase in its sentence, as far as it speaks of no other instrument."""
    tokens = scene.sentences[phrase.sentence]
    for at in range(phrase.last, len(tokens)):
        other = head_at(tokens, at)
        if other is not None and other[0] == phrase.head:
            return
        yield from years_of([tokens[at]])


def same_states(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether either is called by its states alone ("الاتفاق الأميركي - الإيراني"), and the other is between them."""
    entities = (scene.entities[p] for p in phrase.parties if p in scene.entities)
    parties = frozenset(f"{DATA}state/{e.facet('state')}" for e in entities if e.facet("state"))
    titled = states_of_title(phrase.title)
    if cluster.known and "new" not in phrase.qualities and not phrase.years:
        titled = titled or (frozenset() if phrase.title else parties)
        return bool(titled) and titled <= own_states(cluster.key) and phrase.kind in cluster.kinds
    states = states_of_title(cluster.title)
    if len(states) < 2 or not _headed(scene, cluster) or phrase.kind not in cluster.kinds:
        return False
    if phrase.sentence > 3 or parties:
        return parties == states
    around = {ref for t in scene.sentences[phrase.sentence] for ref in t.refs}
    return states <= around | {f"{DATA}state/{scene.entities[r].facet('state')}" for r in around if r in scene.entities}


def _place_in_headline(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether a headline names it by its place ("اتفاق الجزائر") and the lead by its title, that place right behind."""
    if not headline(scene, cluster) or phrase.sentence > 3 or phrase.kind not in cluster.kinds or not phrase.title:
        return False
    places = {p.title[0] for p, _ in cluster.phrases if len(p.title) == 1 and p.places}
    near = scene.sentences[phrase.sentence][phrase.last : phrase.last + 5]
    return bool(places) and any(stem(t.text) in places for t in near)


def by_place(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether it goes by the place where one just spoken of is told to be signed: "وقعتا في الرياض معاهدة الحدود"."""
    last = cluster.phrases[-1][0]
    near = 0 <= phrase.sentence - last.sentence <= 1 and phrase.kind in cluster.kinds and not last.places
    place = len(phrase.places) == len(phrase.title) == 1
    if not (near and place and cluster.evidence[-1].signed) or cluster.known:
        return False
    tokens = scene.sentences[last.sentence]
    until = len(tokens) if phrase.sentence != last.sentence else phrase.first
    return any(t.tag in (PLACE, STATE) and (stem(t.text),) == phrase.title for t in tokens[:until])


def _headed_with_both(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether headline and lead name the same two parties, and with them what it is on in other words."""
    both = len(phrase.parties) > 1 and set(phrase.parties) == set(cluster.parties) and not phrase.known
    return both and phrase.head in cluster.heads and phrase.sentence <= 3 and headline(scene, cluster)


def _of_its_makers(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether it goes by two states alone, who are told to have made the other: "اتفاقية مصر والسودان"."""
    states = states_of_title(phrase.title)
    if len(states) != 2 or phrase.years or cluster.known or phrase.kind not in cluster.kinds:
        return False
    return any(states <= _makers(scene.sentences[p.sentence][p.last : p.last + _MADE]) for p, _ in cluster.phrases)


_MADE = 12
"""Words at most from a name to those of whom it is said that they made it."""


def _makers(tokens: tuple[Token, ...]) -> set[str]:
    """The states behind "which … signed" among the tokens."""
    made = next((at for at, t in enumerate(tokens) if t.text in words("sign_relative")), len(tokens))
    told = any(t.text in words("relative") for t in tokens[:made])
    return {ref for t in tokens[made:] if told and t.tag == STATE and not t.demonym for ref in t.refs[:1]}


def _both_new(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether headline and lead each speak of a new one: "اتفاق التجارة الجديد", "الاتفاقية الجديدة للتبادل الحر"."""
    lead = headline(scene, cluster) and phrase.sentence <= 3
    return lead and cluster.new and "new" in phrase.qualities and phrase.kind in cluster.kinds


def _other_plan(cluster: Cluster, phrase: Phrase) -> bool:
    """Whether the phrase is a plan by another word, "road map" beside "plan of action": the word is all its name."""
    return phrase.kind == "plan" and phrase.head not in cluster.heads and not (phrase.title == cluster.title != ())


def headline(scene: Scene, cluster: Cluster) -> bool:
    """Whether only the title and subtitles have spoken of it."""
    return all(_in_title(scene, p.sentence) for p, _ in cluster.phrases)


def _headed(scene: Scene, cluster: Cluster) -> bool:
    """Whether its headline, or the very first words, have called it by a name; what else spoke of it had none."""
    titled = [p.sentence for p, _ in cluster.phrases if p.title]
    return all(n <= 1 or _in_title(scene, n) for n in titled)


def _in_title(scene: Scene, sentence: int) -> bool:
    """Whether a sentence stands in the title or a subtitle."""
    return scene.layout.blocks[scene.block(sentence)].kind in (BlockKind.TITLE, BlockKind.SUBTITLE)


def cataphoric(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether the cluster is only announced so far (headline, lead), and the phrase gives it its name.

    One announced with its parties ("an agreement with Kenya") is named where one of them is spoken of too, further
    down as well, and by the same noun.
    """
    last = cluster.last_sentence()
    told = cluster.title or cluster.number or cluster.known
    if told or last >= phrase.sentence or phrase.kind not in words("binding"):
        return False
    if cluster.years:
        return phrase.sentence <= 3 and phrase.head in cluster.heads and headline(scene, cluster)
    if not cluster.parties:
        return phrase.sentence <= 3
    if phrase.sentence > 3:
        return phrase.head in cluster.heads and headline(scene, cluster) and set(cluster.parties) <= set(phrase.parties)
    near = scene.sentences[phrase.sentence : phrase.sentence + 1 + (phrase.head in cluster.heads)]
    around = {ref for tokens in near for t in tokens for ref in t.refs}
    return bool(set(cluster.parties) & {*phrase.parties, *around})


def opposed(scene: Scene, cluster: Cluster, phrase: Phrase) -> bool:
    """Whether one replaces the other in one sentence, so that they are two."""
    tokens = scene.sentences[phrase.sentence]
    for other, _ in cluster.phrases:
        if other.sentence == phrase.sentence and other.last <= phrase.first:
            between = {t.text for t in tokens[other.last : phrase.first]}
            replaced = between & words("replaced") and tokens[phrase.first - 1].text not in words("relative")
            leading = {t.text for t in tokens[max(other.first - 2, 0) : other.first]} & words("takes_place")
            if between & words("instead") or replaced or leading:
                return True
    return False

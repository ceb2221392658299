"""Finds who does the deed of an event: its subject, those it is done with, or the two states in focus."""

from __future__ import annotations

import re  # several times as fast as regex for the forms of a word
from collections.abc import Sequence

from builder.languages import topic
from builder.recognise.instruments_phrases import words
from builder.recognise.instruments_scene import BLOC, DATE, INSTRUMENT, ORGAN, PERSON, PLACE, WORD, Token
from builder.relate import pairs
from builder.relate.actor import Actor, own_country
from builder.relate.agents import acts, before_matter, opens_with_actor, place_lead, takes_part
from builder.relate.antecedents import continued, done_to_itself
from builder.relate.companions import leads_to_companion, leaves, lists_on
from builder.relate.decisions import carried_out_at, decided_at, lists_states
from builder.relate.done_nouns import judged
from builder.relate.nouns import definite
from builder.relate.roles import accredited, alongside, represents, signed_for
from builder.relate.roster import is_title
from builder.relate.scenes import Stage
from builder.relate.state_lists import subjects
from builder.relate.triggers import Trigger
from builder.relate.understood import between_whom, understood, whom

Region = tuple[int, int]


def participants(stage: Stage, trigger: Trigger, region: Region, about: Sequence[Token]) -> list[Actor]:
    """Who does the deed, in the order of the text."""
    tokens = stage.scene.sentences[trigger.sentence]
    object_at = next((i for i, t in enumerate(tokens) if i > trigger.last and t in about), None)
    if trigger.form == "participle":
        found = _named_by(stage, trigger, range(trigger.last + 1, region[1]))
        if trigger.kind == "Ratification":  # those between whom a treaty is need not all have ratified it
            return found
        makers = range(_place_of(tokens, about, trigger.at), trigger.at)
        return found or _run(stage, trigger, before_matter(tokens, makers)) or _run(stage, trigger, makers)
    if trigger.form == "noun":
        doer = _genitive(stage, trigger, region[1])
        found = doer or _decider(stage, trigger)
        if not found or (doer and trigger.kind in topic("events")["joint"]):
            found = _each_once([*found, *_named_by(stage, trigger, range(trigger.last + 1, region[1]))])
        headed = trigger.at and tokens[trigger.at - 1].text in topic("events")["heading"]
        told = headed and not judged(tokens, trigger)
        return found or (_run(stage, trigger, range(region[0], trigger.at)) if told else [])
    if trigger.form == "phrase":
        left = trigger.kind == "Withdrawal"  # "مصر، التي خرجت من المعاهدة"
        left_by = (_decider(stage, trigger) or _described(stage, trigger, about)) if left else []
        return _of_phrase(stage, trigger, region) or left_by
    passive = continued(tokens, trigger.at, trigger.kind) or done_to_itself(tokens, trigger.at)
    if passive and not trigger.pronoun:
        return _between(stage, trigger, region) or _described(stage, trigger, about)
    end = object_at if object_at is not None else region[1]
    found = _run(stage, trigger, range(trigger.last + 1, end))
    joint = trigger.kind in topic("events")["joint"]
    before_it = {t.text for t in tokens[trigger.last + 1 : found[0].at]} if found else set()
    if before_it & set(topic("events")["with"]) or (found and alongside(tokens, found[0].at - 1)):
        own = _before(stage, trigger, region) or _understood(stage, trigger) or _described(stage, trigger, about)
        found = [*own, *found]
    with_them = _named_by(stage, trigger, range(end, region[1])) if object_at is not None and joint else []
    if not found or found[0].at - trigger.last > topic("events")["subject_reach"]:
        found = _before(stage, trigger, region) or found
    if not found and not with_them and object_at is not None:
        found = _behind(stage, trigger, object_at, region)
    if not found and not with_them and object_at is None and trigger.form == "verb":
        found = _named_by(stage, trigger, range(trigger.last + 1, region[1]))
    others = [Actor(tokens[i].refs[0], i, stage.tokens_span([tokens[i]])) for i in whom(tokens, trigger)]
    return [*others, *(found or _described(stage, trigger, about)), *with_them]


def _of_phrase(stage: Stage, trigger: Trigger, region: Region) -> list[Actor]:
    """Who does a deed of several words: those inside, behind or before it."""
    tokens = stage.scene.sentences[trigger.sentence]
    data, behind = topic("events"), range(trigger.last + 1, region[1])
    if tokens[trigger.last].text in data["own_country"]:
        return own_country(stage, trigger.sentence, trigger.last)
    if re.fullmatch(data["kinds"]["Ratification"]["receives"], tokens[trigger.at].text):
        return _run(stage, trigger, range(trigger.last + 1, min(trigger.last + 3, region[1])))[:1]
    if tokens[trigger.last].text in words("to_it"):  # of a relative clause: "الذي توصلت إليه إيران مع ليبيا"
        if not definite(tokens[trigger.at].text):
            return _run(stage, trigger, behind)
        behind = behind[: data["subject_reach"]]
    if trigger.kind in data["of_whom"] and tokens[trigger.last].text in data["of_whom"][trigger.kind]:
        whose = _genitive(stage, trigger, region[1])  # "تسلمت المنظمة صك انضمام الكويت"
        if whose and whose[0].at <= trigger.last + 2:
            return whose
    keeper = (at for at in range(trigger.at + 1, trigger.last) if tokens[at].text in data["depositary"])
    inner = _run(stage, trigger, range(trigger.at + 1, next(keeper, trigger.last)))
    if tokens[trigger.at].text.endswith(tuple(data["kinds"]["Withdrawal"]["notice"])):
        after = trigger.at > 0 and tokens[trigger.at - 1].text in data["past_auxiliaries"]
        given = [] if after else [a for a in inner if tokens[a.at].tag != BLOC]
        return given[:1] or _before(stage, trigger, region)[-1:]
    if not inner and tokens[min(trigger.last + 1, len(tokens) - 1)].text in data["own_country"]:
        return own_country(stage, trigger.sentence, trigger.last + 1)  # "أنهى مشاركة بلاده في المعاهدة"
    joint = trigger.kind in topic("events")["joint"]
    if not inner and joint:
        inner = _named_by(stage, trigger, behind, region[1])
    if re.fullmatch(data["no_longer_bound"]["bound"], tokens[trigger.last].text):
        near = range(max(trigger.at - data["apart"], region[0]), trigger.at)
        return _before(stage, trigger, region)[-1:] or _run(stage, trigger, near)[-1:]
    own = any(re.fullmatch(data[name], tokens[trigger.at].text) for name in ("leaves", "deposits"))
    if not inner and (own or trigger.kind == "Termination"):
        return _before(stage, trigger, region)[-1:]
    return inner or (_run(stage, trigger, range(region[0], trigger.at)) if joint else [])


def _genitive(stage: Stage, trigger: Trigger, until: int) -> list[Actor]:
    """Whose deed it is, in construct with its noun: "انضمام مصر وتونس إلى", "توقيع وزير الخارجية المصري على".

    An office may stand before the name. The approval of a state is only its wish, but that of its organ is its consent.
    """
    tokens = stage.scene.sentences[trigger.sentence]
    data = topic("subjects")["genitive"]
    for at in range(trigger.last + 1, min(trigger.last + 1 + data["reach"], until)):
        token = tokens[at]
        if token.text in topic("events")["own_country"]:
            return own_country(stage, trigger.sentence, at)
        if acts(token):
            wish = token.tag != ORGAN and any(word in tokens[trigger.at].text for word in data["wish"])
            return [] if wish else _run(stage, trigger, range(at, until))
        of_office = is_title(token.text) or (definite(token.text) and is_title(tokens[at - 1].text))
        if not token.demonym and (token.tag != WORD or not (of_office or token.text in data["between"])):
            return []
    return []


def _each_once(actors: Sequence[Actor]) -> list[Actor]:
    return list({actor.key: actor for actor in reversed(actors)}.values())[::-1]


def _between(stage: Stage, trigger: Trigger, region: Region) -> list[Actor]:
    """Those between whom it was signed, as is said behind the date or the place."""
    tokens, cues = stage.scene.sentences[trigger.sentence], words("between") | words("with")
    near = range(trigger.last + 1, min(trigger.last + 1 + topic("events")["subject_reach"], region[1]))
    start = next((at for at in near if tokens[at].text in cues), None)
    if start is None:
        return _named_by(stage, trigger, range(trigger.last + 1, region[1]))
    return _run(stage, trigger, range(start + 1, region[1]))


def _before(stage: Stage, trigger: Trigger, region: Region) -> list[Actor]:
    """The subject before its verb, next to it: "روسيا وكوريا الشمالية وقعتا"."""
    found, data = _run(stage, trigger, range(region[0], trigger.at)), topic("events")
    tokens = stage.scene.sentences[trigger.sentence]
    apart = tokens[found[-1].at + 1 : trigger.at] if found else ()
    if any(t.text in data["of_one"] for t in apart):  # "أبلغت روسيا الأمم المتحدة أنها ستنسحب"
        found = found[:1]
    if len(apart) > 3 or any(t.text in topic("events")["stops"] or t.text in words("pause") for t in apart):
        return []
    return found


def _behind(stage: Stage, trigger: Trigger, object_at: int, region: Region) -> list[Actor]:
    """The subject behind the object, with little between them: "ووقعت الاتفاقية خمس دول هي مصر والأردن"."""
    tokens = stage.scene.sentences[trigger.sentence]
    data = topic("subjects")["behind"]
    for at in range(object_at + 1, min(object_at + data["reach"], region[1])):
        token = tokens[at]
        officer = token.tag == WORD and is_title(token.text) and token.text not in data["words"]
        if officer or (acts(token) and not place_lead(tokens, at)):
            return _run(stage, trigger, range(at, region[1]))
        counts = token.text.isdigit() or token.text in data["numbers"]
        if not counts and token.tag == WORD and token.text not in data["words"]:
            return []
    return []


def _understood(stage: Stage, trigger: Trigger) -> list[Actor]:
    """The person before a verb that goes on without a subject: "زار الأمير القاهرة، ووقع مع الرئيس …"."""
    tokens = stage.scene.sentences[trigger.sentence]
    if not tokens[trigger.at].text.startswith(tuple(topic("events")["goes_on"])):
        return []
    before = [at for at in range(trigger.at) if tokens[at].tag == PERSON and not accredited(tokens, at)]
    return [Actor(tokens[at].refs[0], at, stage.tokens_span([tokens[at]])) for at in before[-1:]]


def _described(stage: Stage, trigger: Trigger, about: Sequence[Token]) -> list[Actor]:
    """Who does the deed of a relative clause that names nobody."""
    tokens, at = stage.scene.sentences[trigger.sentence], understood(stage, trigger, about)
    makers = between_whom(tokens, trigger, about)
    if makers is not None:
        return _run(stage, trigger, makers) if trigger.kind in topic("events")["joint"] else []
    if at is None:
        return []
    if tokens[at].text in topic("events")["own_country"]:
        return own_country(stage, trigger.sentence, at)
    return [Actor(tokens[at].refs[0], at, stage.tokens_span([tokens[at]]))]


def _decider(stage: Stage, trigger: Trigger) -> list[Actor]:
    """Who "decided the approval of", right before the noun: "قرر المجلس الموافقة على …", "اعتزام بلاده الانسحاب"."""
    tokens = stage.scene.sentences[trigger.sentence]
    if trigger.at and tokens[trigger.at - 1].text in topic("events")["own_country"]:
        return own_country(stage, trigger.sentence, trigger.at - 1)
    verb, back = decided_at(tokens, trigger), _BEFORE_DECISION
    if verb is None:
        verb, back = carried_out_at(tokens, trigger), topic("events")["apart"]
    if verb is not None:
        near = tokens[verb + 1 : trigger.at]
        aside = next((i for i, t in enumerate(near) if i and t.text in words("pause")), len(near))
        apposed = lists_states(near[aside + 1 : -1])
        return _run(
            stage, trigger, range(verb + 1 + apposed * aside, verb + 1 + (len(near) if apposed else aside))
        ) or _run(stage, trigger, range(max(verb - back, 0), verb))
    verbs = topic("events")["decides"]
    for at in range(trigger.at - 1, max(trigger.at - 4, 0), -1):
        governs = at > 1 and tokens[at - 1].text in topic("parties")["acting_for_state"]["nouns"]
        told = tokens[at - 1 - governs].text
        if acts(tokens[at]) and (
            told in verbs or (told.startswith(tuple(topic("events")["goes_on"])) and told[1:] in verbs)
        ):
            return [Actor(tokens[at].refs[0], at, stage.tokens_span([tokens[at]]))]
    return []


_BEFORE_DECISION = 3
"""So many words before "decided" its subject stands at most, where it does not follow."""


def _place_of(tokens: Sequence[Token], about: Sequence[Token], before: int) -> int:
    """Where the instrument ends: behind the by-name in quotation marks that follows it, which names no actor."""
    place, quotes = max((i for i in range(before) if tokens[i] in about), default=before), topic("events")["quotes"]
    marks = [i for i in range(place + 1, before) if tokens[i].text in quotes]
    return marks[1] if marks[:1] == [place + 1] and len(marks) > 1 else place


def _named_by(stage: Stage, trigger: Trigger, places: range, until: int | None = None) -> list[Actor]:
    """Those named after "between", "by" or "with" at one of the places, up to the token ``until`` or the last place."""
    tokens = stage.scene.sentences[trigger.sentence]
    data = topic("events")
    cues = data["by"] if trigger.kind in data["joint"] or trigger.form != "noun" else data["by_agent"]
    agents = topic("subjects")["by"]["agent"]
    start = next(
        (i for i in places if tokens[i].text in cues and (tokens[i].text not in agents or _by(tokens, i))), None
    )
    if start is None:
        return []
    dated = any(tokens[i].tag == DATE for i in range(places.start, start))
    close = tokens[start - 1].tag == DATE and opens_with_actor(tokens, start + 1)
    if tokens[start].text not in agents and dated and not close:
        return []
    return _run(stage, trigger, range(start + 1, places.stop if until is None else until))


def _by(tokens: Sequence[Token], at: int) -> bool:
    """Whether "by" stands here in full, which is never "before": من قبل."""
    before, behind = tokens[at - 1].text if at else "", tokens[at + 1].text if at + 1 < len(tokens) else ""
    return before in topic("subjects")["by"]["of"] and behind not in words("pause")


def _run(stage: Stage, trigger: Trigger, places: range) -> list[Actor]:
    """The actors among ``places`` up to a date or boundary, the places of the deed left out."""
    tokens = stage.scene.sentences[trigger.sentence]
    data = topic("events")
    found: list[Actor] = []
    backwards, since = places.stop <= trigger.at, places.start
    for at in reversed(places) if backwards else places:
        token = tokens[at]
        goes_on = represents(tokens, at) or alongside(tokens, at)
        ends = token.tag == INSTRUMENT or (token.text in data["run_breaks"] and not goes_on)
        elsewhere = token.text in data["stops"] or (not backwards and token.text in data["other_clause"])
        if elsewhere or (found and ends) or (backwards and _told_by(tokens, at)):
            break
        if found and not backwards:
            if trigger.kind in data["joint"] and leads_to_companion(tokens, at):
                since = at
                continue
            if leaves(tokens, at, max(since, found[-1].at)) or (
                token.tag == DATE and not lists_on(tokens, at, trigger.kind)
            ):
                break
        behalf = trigger.kind == "Signature" and signed_for(tokens, at, trigger.last)
        if takes_part(tokens, at) and not behalf:
            found.append(Actor(token.refs[0], at, stage.tokens_span([token])))
        elif token.text in words("two_parties"):
            found += _two(stage, trigger.sentence, at)
        elif states := pairs.group(stage, trigger.sentence, at):
            found += [Actor(state, at, stage.tokens_span([token])) for state in states]
        elif token.text in data["own_country"]:
            found += own_country(stage, trigger.sentence, at)
        elif token.text in data["the_country"] and at == trigger.last + 1 + trigger.pronoun:
            found += [Actor(one.refs[0], at, stage.tokens_span([token])) for one in subjects(tokens[:at])[-1:]]
    return sorted(found, key=lambda a: a.at)


def _told_by(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colon parts what is told from who tells it ("وقالت الوكالة: تم التوصل إلى"), as no headline does."""
    heading, joins = topic("events")["heading"], topic("events")["goes_on"]
    return tokens[at].text in heading and any(t.tag == WORD and t.text not in joins for t in tokens[:at])


def _two(stage: Stage, sentence: int, at: int) -> list[Actor]:
    """ "the two countries"."""
    span = stage.tokens_span([stage.scene.sentences[sentence][at]])
    return [Actor(state, at, span) for state in pairs.two(stage, sentence, at)]


__all__ = ["PLACE", "Actor", "Region", "participants"]

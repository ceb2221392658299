"""Puts what names several instruments as one into a cluster: "مذكرتي تفاهم", "الاتفاقات بين مصر وتركيا"."""

from __future__ import annotations

from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_phrases import Phrase, words
from builder.resolve.instruments_kinds import Kinds
from builder.resolve.instruments_surroundings import after, before

_SET_REACH = 6
"""Sentences at most between a set of agreements and "the agreements"."""


class Sets(Kinds):
    """What a dual or plural asks for, to name a set of instruments."""

    def _set_again(self, phrase: Phrase, evidence: Evidence) -> bool:
        """ "The agreements", where one set of such was spoken of: "اتفاقات جنيف …، وتدخل الاتفاقات حيز التنفيذ"."""
        sets = [c for c in self.clusters if any(p.count == phrase.count and _alike(p, phrase) for p, _ in c.phrases)]
        if len(sets) != 1 or not (phrase.short and phrase.definite) or phrase.parties or phrase.states:
            return False
        if phrase.sentence - sets[0].last_sentence() > _SET_REACH or after(self.scene, phrase) in words("made"):
            return False
        sets[0].take(phrase, evidence, "instrument-short")
        return True

    def _joint_set(self, phrase: Phrase, evidence: Evidence) -> None:
        """The agreements of two, named as one: "الاتفاقات الموقعة بين العراق وتركيا", "وقعت A وB مذكرتي تفاهم"."""
        if phrase.kind == "covenant":
            self._covenant(phrase, evidence)
            return
        if self._set_again(phrase, evidence):
            return
        plain = phrase.named and bool(phrase.title) and before(self.scene, phrase) not in words("none")
        named = bool(phrase.parties) and plain
        pair = evidence.joint and (phrase.count == "two" or before(self.scene, phrase) in words("few"))
        made = after(self.scene, phrase) in words("made")
        both = len(phrase.parties) > 1 or (len(phrase.parties) == 1 and evidence.joint) or named or pair
        both = both or (made and bool(phrase.parties) and phrase.count == "two")
        signed = evidence.signed or made or named or self._on_matter(phrase)
        if (
            not both
            or not signed
            or not (evidence.parties or pair)
            or evidence.private
            or phrase.kind not in words("sets")
            or phrase.known
        ):
            return
        twins = [c for c in self.clusters if c.parties and set(c.parties) == set(phrase.parties)]
        if not twins:
            self.create(phrase, evidence, "instrument-set")

    def _on_matter(self, phrase: Phrase) -> bool:
        """Whether "the agreements between A and B" go on with what they are on: "… على إقامة العلاقات"."""
        on = self.behind(phrase) in words("act_on") | words("concerning")
        return on and phrase.definite and len(phrase.parties) > 1


def _alike(one: Phrase, other: Phrase) -> bool:
    """Whether a set may be called by the other's head: "مذكرتي تفاهم" and then "المذكرتين", which are of one kind."""
    return one.head == other.head or (other.count == "two" and one.kind in _CALLED.get(other.kind, (other.kind,)))


_CALLED = {"memo": ("memorandum", "memo")}

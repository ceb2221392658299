"""What judgements mean for the entities at hand: which are one, which are not, and which judgements contradict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from builder.errors import InputError
from builder.identifiers import Minter
from builder.known import known
from builder.resolve.judgements import DIFFERENT, SAME, Judgement
from builder.resolve.profiles import Ref
from builder.vocabulary import DATA

RULE = "judged-same"
"""The reason of a merge that a person asked for."""
_KINDS = ("group", "instrument", "organisation", "person", "place", "source", "state")
"""The path words of what can be judged; events, clauses and tenures follow from what they belong to."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Pairs of entities that are one, pairs that are not, and the known entity that an entity was judged to be.

    ``idle``: what a judgement names and these articles do not have, with that judgement.
    """

    same: tuple[tuple[Ref, Ref], ...] = ()
    different: tuple[tuple[Ref, Ref], ...] = ()
    known: Mapping[Ref, str] = field(default_factory=dict)
    idle: tuple[tuple[Judgement, str], ...] = ()

    @property
    def refs(self) -> set[Ref]:
        """All entities of articles that judgements make one with something."""
        return {ref for pair in self.same for ref in pair} | set(self.known)


def interpret(judgements: Iterable[Judgement], local: Mapping[Ref, str], minter: Minter) -> Judged:
    """What judgements say of entities, whose own IRIs are ``local``. Raises InputError for one that cannot be."""
    judgements = tuple(judgements)
    wanted = {iri for judgement in judgements for iri in judgement.judged}
    refs = {iri: ref for ref, iri in local.items() if iri in wanted}
    same: list[tuple[Ref, Ref]] = []
    different: list[tuple[Ref, Ref]] = []
    anchors: dict[Ref, str] = {}
    idle: list[tuple[Judgement, str]] = []
    for judgement in judgements:
        kinds = {iri: _kind(iri, minter) for iri in judgement.judged}
        if wrong := sorted(iri for iri, kind in kinds.items() if kind not in _KINDS):
            raise InputError(f"{judgement.place}: <{wrong[0]}> cannot be judged; judge one of: {', '.join(_KINDS)}")
        if judgement.verdict == SAME and len(set(kinds.values())) > 1:
            shown = ", ".join(f"<{iri}>" for iri in judgement.judged)
            raise InputError(f"{judgement.place}: {shown} are of different kinds; judge only what may be one")
        anchor = _anchor(judgement, refs)
        here = [refs[iri] for iri in judgement.judged if iri in refs]
        idle += [(judgement, iri) for iri in judgement.judged if iri not in refs and known().by_iri(iri) is None]
        if judgement.verdict == SAME:
            same += pairwise(here)
            anchors |= {ref: anchor for ref in here if anchor}
        elif judgement.verdict == DIFFERENT:
            different += combinations(here, 2)
    return Judged(tuple(same), tuple(different), anchors, tuple(idle))


def _kind(iri: str, minter: Minter) -> str:
    for base in (minter.base, DATA):
        if iri.startswith(base):
            return iri.removeprefix(base).partition("/")[0]
    return ""


def _anchor(judgement: Judgement, refs: Mapping[str, Ref]) -> str | None:
    """The known entity that a judgement says others are. Raises InputError where it names two."""
    found = [iri for iri in judgement.judged if iri not in refs and known().by_iri(iri) is not None]
    if len(found) > 1 and judgement.verdict == SAME:
        shown = f"<{found[0]}> and <{found[1]}>"
        raise InputError(f"{judgement.place}: {shown} are both known entities; correct ontology/entities instead")
    return found[0] if found else None


def check(judgements: Iterable[Judgement], iris: Mapping[str, str]) -> None:
    """Raises InputError where judgements contradict each other; ``iris``: own IRI to the IRI that stands for it."""
    judgements = tuple(judgements)
    for judgement in judgements:
        present = [iri for iri in judgement.judged if iri in iris or known().by_iri(iri) is not None]
        final = {iris.get(iri, iri) for iri in present}
        apart, one = judgement.verdict == DIFFERENT, judgement.verdict == SAME
        if (apart and len(final) < len(present)) or (one and len(final) > 1):
            others = [
                other.place
                for other in judgements
                if other.verdict == SAME and other != judgement
                if final & {iris.get(iri, iri) for iri in other.judged}
            ]
            shown = ", ".join(f"<{iri}>" for iri in present)
            raise InputError(
                f"{judgement.place}: {shown} are judged {judgement.verdict}, which contradicts {'; '.join(others)}; "
                "take one of these judgements out"
            )


NOTHING = Judged()
"""Where nobody has judged."""

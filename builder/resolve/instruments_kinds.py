"""Puts a phrase into the cluster of its instrument by the rules of its kind: declarations, plans, resolutions …"""

from __future__ import annotations

from dataclasses import replace

from builder.languages import topic
from builder.recognise.instruments_evidence import Evidence
from builder.recognise.instruments_known import states_of_title
from builder.recognise.instruments_makers import two_makers
from builder.recognise.instruments_phrases import Phrase, words
from builder.recognise.instruments_resolutions import decided
from builder.recognise.instruments_scene import Token
from builder.recognise.instruments_words import definite, stem
from builder.resolve.instruments_fit import negotiated
from builder.resolve.instruments_lesser import Lesser
from builder.resolve.instruments_surroundings import after, announces, apposed, before, qualified, relative_deed

_DECIDED = 4
"""Sentences at most from the Council's decision to "the resolution"."""


class Kinds(Lesser):
    """What each kind of head noun asks for, to name an instrument."""

    def _two(self, phrase: Phrase, evidence: Evidence) -> None:
        """Two instruments with one surface: إعلاني موسكو وبيونغ يانغ."""
        for title, place in zip(phrase.title, phrase.places, strict=False):
            single = replace(phrase, title=(title,), places=(place,), years=())
            self.create(single, evidence, "instrument-coordinated")

    def _declaration(self, phrase: Phrase, evidence: Evidence) -> None:
        """A declaration named after a place, or one that states have signed, and not the act of declaring."""
        if phrase.title and self._named_and_made(phrase, evidence):
            self._named(phrase, evidence)
            return
        if phrase.definite and self._jointly(phrase) and evidence.strong and self._signed_behind(phrase):
            near = [c for c in self.clusters if "declaration" in c.kinds and phrase.sentence - c.last_sentence() <= 2]
            if phrase.short and near:
                near[-1].take(phrase, evidence, "instrument-short")
            else:
                self._named(phrase, evidence)
            return
        if self._joint_declaration(phrase, evidence):
            self.create(phrase, evidence, "instrument-made")
            return
        if len(phrase.places) != 1 or phrase.definite or announces(self.scene, phrase):
            return
        marked = bool(phrase.years) or phrase.quoted or evidence.signed
        if marked or self.kind(phrase.places[0]) == "Place":
            self._named(phrase, evidence)

    def _named_and_made(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether one with a title is seen to be made by states."""
        if phrase.definite and after(self.scene, phrase) in words("made") and evidence.weak:
            return True
        if not (evidence.signed and evidence.strong):
            return False
        if phrase.title[0] in words("declared") or (phrase.named and self._signed_on(phrase)):
            return True
        proper = (phrase.proper or phrase.quoted) and not (phrase.definite or phrase.places)
        return proper and (phrase.quoted or self._signed_behind(phrase))

    def _signed_on(self, phrase: Phrase) -> bool:
        """Whether those who sign put their names "on" it: "وقع الوزيران على إعلان الضمانات الدولية"."""
        tokens = self.scene.sentences[phrase.sentence][max(phrase.first - 3, 0) : phrase.first]
        return bool(tokens) and tokens[-1].text in words("signed_upon") and any(t.text in words("sign") for t in tokens)

    def _joint_declaration(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether states sign "a joint declaration": the verb stands right before it, or before its subject."""
        tokens = self.scene.sentences[phrase.sentence][max(phrase.first - 4, 0) : phrase.last]
        joint = any(t.text in words("joint") for t in tokens[-2:])
        signs = evidence.joint or any(t.text in words("sign") | words("sign_relative") for t in tokens)
        return joint and signs and phrase.short and not phrase.definite and evidence.strong

    def _communique(self, phrase: Phrase, evidence: Evidence) -> None:
        """A joint statement that states have signed: "البيان الثلاثي الذي وقعه …"; what is only issued says less."""
        signed = evidence.joint or self._signed_behind(phrase)
        if self._jointly(phrase) and evidence.strong and signed:
            self._named(phrase, evidence)

    def _jointly(self, phrase: Phrase) -> bool:
        """Whether it is called joint, or of two or more: "الإعلان المشترك", "البيان الثلاثي"."""
        return bool({*phrase.title, *(stem(t.text) for t in self._inside(phrase))} & words("joint"))

    def _notes(self, phrase: Phrase, evidence: Evidence) -> None:
        """Exchanged notes are an instrument (VCLT 1969, article 13) where they are dated or said to be signed."""
        made = {t.text for t in self._inside(phrase)} & words("made") or self._signed_behind(phrase) or phrase.years
        if (made or evidence.signed) and (evidence.strong or evidence.parties):
            self.create(replace(phrase, kind="notes"), evidence, "instrument-made")

    def _inside(self, phrase: Phrase) -> tuple[Token, ...]:
        """The tokens from a phrase's head to the end of what is told with it."""
        tokens = self.scene.sentences[phrase.sentence]
        return tuple(t for t in tokens[phrase.first :] if t.start < phrase.end)

    def _signed_behind(self, phrase: Phrase) -> bool:
        """Whether "signed", or "which … signed", follows a phrase, behind a pause or not."""
        tokens = self.scene.sentences[phrase.sentence][phrase.last : phrase.last + 4]
        near = [t.text for t in tokens if t.text not in words("pause")]
        signed = words("sign_relative") | words("signed_plainly")
        told = near[:1] and near[0] in words("relative") and set(near[1:3]) & signed
        return bool(told) or bool(set(near[:1]) & words("made"))

    def _alias(self, phrase: Phrase, evidence: Evidence) -> None:
        """A pact is an instrument where the text says that a treaty is known by this name."""
        if not phrase.places:
            return
        cluster = next((c for c in self.clusters if c.title and set(phrase.title) <= set(c.title)), None)
        target = self.alias_target(phrase)
        if target is not None:
            if cluster is not None and cluster is not target:
                target = self.merge(cluster, target)
            target.take(phrase, evidence, "instrument-alias")
        elif cluster is not None:
            cluster.take(phrase, evidence, "instrument-alias")
        elif not phrase.definite and self.kind(phrase.places[0]) == "Place":
            self.create(phrase, evidence, "instrument-pact").aside = True

    def _partnership(self, phrase: Phrase, evidence: Evidence) -> None:
        """A partnership is an instrument only where it is signed, and by two states."""
        makers = evidence.parties or phrase.states or two_makers(self.scene.sentences[phrase.sentence])
        if not phrase.definite and evidence.signed and makers:
            self._titled(phrase, evidence)

    def _resolution(self, phrase: Phrase, evidence: Evidence) -> None:
        """A resolution without its number: the one spoken of, or one that a summit or the Council took."""
        taken = [c for c in self.clusters if "resolution" in c.kinds]
        if "adopted" in phrase.qualities:
            same = next((c for c in taken if c.anonymous), None)
            if same is not None:
                same.take(phrase, evidence, "instrument-short")
            else:
                self.create(phrase, evidence, "instrument-adopted")
            return
        close = [c for c in taken if phrase.sentence - c.last_sentence() <= 1]
        if phrase.definite and close and len(taken) == 1 and not qualified(self.scene, phrase):
            close[0].take(phrase, evidence, "instrument-short")
        elif "body" in phrase.qualities and len(taken) == 1:
            taken[0].take(phrase, evidence, "instrument-short")
        elif "body" in phrase.qualities and not taken and qualified(self.scene, phrase):
            self.create(phrase, evidence, "instrument-unnumbered")
        elif phrase.definite and not taken and self._just_decided(phrase):
            self.create(replace(phrase, qualities=frozenset({"body"})), evidence, "instrument-adopted")

    def _just_decided(self, phrase: Phrase) -> bool:
        """Whether the sentences before tell that the Council decided: "the resolution" is what it decided by."""
        near = self.scene.sentences[max(phrase.sentence - _DECIDED, 0) : phrase.sentence]
        word = after(self.scene, phrase)
        relation = definite(word) and stem(word).endswith(tuple(topic("instruments")["relation"].values()))
        return not (relation or word in words("relative")) and any(map(decided, near))

    def _deal(self, phrase: Phrase, evidence: Evidence) -> None:
        """A deal is an instrument where one that is known was just spoken of."""
        near = self.near(phrase)
        if phrase.definite and phrase.short and near is not None and near.known and not evidence.private:
            near.take(phrase, evidence, "instrument-short")

    def _memo(self, phrase: Phrase, evidence: Evidence) -> None:
        """ "The memorandum": the one spoken of, or one that states are said to have signed."""
        spoken = [c for c in self.clusters if any(h.split(" ")[0] == phrase.head for h in c.heads) and not c.private]
        near = [c for c in spoken if phrase.sentence - c.last_sentence() <= 2] or (spoken if len(spoken) == 1 else [])
        if phrase.named and phrase.title[:1] and phrase.title[0] in words("memos_of"):
            self._named(replace(phrase, kind="memorandum"), evidence)
        elif phrase.short and phrase.definite and near:
            near[-1].take(phrase, evidence, "instrument-short")
        elif evidence.strong and (self._of_place(phrase, evidence) or self._memo_told(phrase, evidence)):
            self.create(replace(phrase, kind="memorandum"), evidence, "instrument-told")

    def _of_place(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether it is named after a place alone, and signed: "مذكرة موسكو التي وقعها الوفدان"."""
        return self._at_place(phrase) and (evidence.signed or self._signed_behind(phrase)) and not evidence.private

    def _at_place(self, phrase: Phrase) -> bool:
        return len(phrase.places) == 1 and self.kind(phrase.places[0]) == "Place" and not phrase.definite

    def _memo_told(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether two sign "a memorandum", or "which … signed" follows."""
        signed = not phrase.definite and evidence.signed and evidence.joint and not evidence.private
        return signed or (phrase.short and relative_deed(self.scene, phrase))

    def _plan(self, phrase: Phrase, evidence: Evidence) -> None:
        """A plan or road map is an instrument where the text says that it was signed or reached."""
        tokens = self.scene.sentences[phrase.sentence]
        after = [t.text for t in tokens[phrase.last : phrase.last + 7]]
        made = any(word in words("reached") or word in words("sign_relative") for word in after)
        if not self.named_match(phrase, evidence) and made and evidence.strong:
            self.create(phrase, evidence, "instrument-plan")

    def _document(self, phrase: Phrase, evidence: Evidence) -> None:
        """A document is an instrument where one was spoken of, or where states sign it."""
        if phrase.quoted and self._description(phrase, evidence):
            return
        if phrase.title and not phrase.states:
            if (evidence.joint or self._signs_at_once(phrase, evidence)) and phrase.named:
                self._named(phrase, evidence)
            return
        target = self.near(phrase)
        if (phrase.definite or "new" in phrase.qualities) and target is not None:
            target.take(phrase, evidence, "instrument-short")
        elif self._signed_upon(phrase) and evidence.joint and not evidence.private:
            self.create(phrase, evidence, "instrument-made")

    def _signed_upon(self, phrase: Phrase) -> bool:
        """Whether it is what is signed "upon", however far the verb: "ووقع البلدان في العاصمة على وثيقة"."""
        lead = self.scene.sentences[phrase.sentence][: phrase.first]
        upon = not phrase.definite and before(self.scene, phrase) in words("signed_upon")
        return upon and any(t.text in words("sign") for t in lead)

    def _signs_at_once(self, phrase: Phrase, evidence: Evidence) -> bool:
        """Whether states sign one that is named after its place: "فوقّعا في القصر «وثيقة برازيليا»"."""
        lead = self.scene.sentences[phrase.sentence][max(phrase.first - 8, 0) : phrase.first]
        return self._at_place(phrase) and evidence.strong and any(t.text in words("sign") for t in lead)

    def _description(self, phrase: Phrase, evidence: Evidence) -> bool:
        """What the instrument is said to be: "هو “أقوى معاهدة على الإطلاق”", "هي معاهدة أبرمها …"."""
        near = self.same_sentence(phrase)
        if near is not None and not phrase.definite and apposed(self.scene, phrase, near.phrases[-1][0]):
            near.take(phrase, evidence, "instrument-apposition")
            return True
        if phrase.definite or phrase.parties or phrase.years or (phrase.named and not phrase.quoted):
            return False
        tokens = self.scene.sentences[phrase.sentence]
        before = [t.text for t in tokens[max(phrase.first - 3, 0) : phrase.first]]
        copular = any(word in words("copulas") for word in before)
        near = self.near(phrase)
        if near is None or not copular:
            return copular and phrase.quoted and near is None
        if after(self.scene, phrase) in words("comparatives"):
            return True
        if phrase.quoted or '"' in before or (before[-1:] and before[-1] in words("pronoun_copulas")):
            near.take(phrase, evidence, "instrument-description")
        return True

    def _titled(self, phrase: Phrase, evidence: Evidence) -> None:
        """A phrase that tells which instrument it is: a known one of that name, or a new one."""
        if self._this_one(phrase, evidence) or self.named_match(phrase, evidence):
            return
        made = bool(evidence.signed or phrase.parties or phrase.states or phrase.years)
        told = phrase.named and not (self._of_one_state(phrase) or phrase.accusative)
        made = made or "alike" in phrase.qualities or (not phrase.definite and negotiated(self.scene, phrase))
        if made or told:
            self.create(phrase, evidence, "instrument-named" if phrase.named else "instrument-described")

    def _this_one(self, phrase: Phrase, evidence: Evidence) -> bool:
        """ "This Tunisian-American agreement": the last one spoken of, where these states were named with it."""
        states = states_of_title(phrase.title)
        if before(self.scene, phrase) not in words("this") or len(states) != len(phrase.title) or not states:
            return False
        close = [c for c in self.clusters if phrase.sentence - c.last_sentence() <= 1 and phrase.head in c.heads]
        last = max(close, key=lambda c: c.phrases[-1][0].start, default=None)
        if last is None or not states <= {ref for t in self.scene.sentences[last.last_sentence()] for ref in t.refs}:
            return False
        last.take(phrase, evidence, "instrument-description")
        return True

    def _of_one_state(self, phrase: Phrase) -> bool:
        """Whether it is "an American agreement", told by nothing but the adjective of one state."""
        tokens = self.scene.sentences[phrase.sentence][phrase.first : phrase.last]
        adjective = any(t.demonym for t in tokens)
        return not phrase.definite and adjective and len(states_of_title(phrase.title)) == 1

"""Reads the title after a head noun: how far it goes and which of its words tell the instrument from others."""

from __future__ import annotations

from dataclasses import replace

import regex

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, OTHER, PERSON, PLACE, STATE, WORD, Token
from builder.recognise.instruments_walk import Walk
from builder.recognise.instruments_words import (
    Title,
    definite,
    head_words,
    listed,
    may_agree,
    may_be_name,
    may_be_verb,
    may_name,
    qualities,
    second_name,
    starts,
    unaccusative,
)
from builder.recognise.instruments_words import stem as stem


def read_title(tokens: tuple[Token, ...], after: int, head_definite: bool, head: str) -> Title:
    """The title that starts at token ``after``."""
    return _Reader(tokens, after, head_definite, head).read()


class _Reader(Walk):
    """Goes over the words after a head, one after the other, until one is no part of the title."""

    def read(self) -> Title:
        """Read on while a word belongs to the title."""
        self.quoted = self._quoted()
        while self.at < len(self.tokens) and self._step():
            pass
        words, refs = tuple(self.words), tuple(self.refs)
        return Title(self.last, words, self.named, frozenset(self.qualities), self.proper, self.quoted, refs)

    def _quoted(self) -> bool:
        """A name in quotation marks or brackets right after the head: اتفاقية «فاتكا», ملحق (التطبيع)."""
        opening = self.tokens[self.at].text if self.at < len(self.tokens) else ""
        closing = topic("instruments")["name_marks"].get(opening)
        if closing is None or (closing != opening and (self.head_definite or self.head not in listed("bracketed"))):
            return False
        for close in range(self.at + 2, min(self.at + 8, len(self.tokens))):
            if self.tokens[close].text == closing:
                inner = self.tokens[self.at + 1 : close]
                if not (inner[0].text.isalnum() and may_name([t.text for t in inner], self.head_definite)):
                    return False
                self.words += [stem(t.text) for t in inner]
                self.proper, self.named = " ".join(t.text for t in inner), True
                self.last = self.at = close + 1
                return True
        return False

    def _step(self) -> bool:
        token = self.tokens[self.at]
        if token.tag == DATE or token.text in listed("enders") or self._opens_qualification(token):
            return False
        if token.text[:1] in listed("not_name_starts") and self._another_head(token) and not self._on_law(token):
            return False
        if token.tag == STATE and token.demonym:
            agrees = definite(token.text) or not self.head_definite or self.in_complement
            return agrees and self._take(token, named=True)
        if token.text in listed("hyphens"):
            return self._hyphenated()
        if token.tag != WORD:
            return self._name(token)
        if token.text in listed("and") or token.text in self.to:
            return self._joined()
        return self._word(token)

    def _hyphenated(self) -> bool:
        """A hyphen between two adjectives of states: "سعودية - مالطية"."""
        around = [self.tokens[i] for i in (self.at - 1, self.at + 1) if 0 <= i < len(self.tokens)]
        if len(around) < 2 or not self.words or not all(t.tag == STATE and t.demonym for t in around):
            return False
        self.at += 1
        return self._take(self.tokens[self.at], named=True)

    def _another_head(self, token: Token) -> bool:
        """Whether the word behind a conjunction or preposition begins another phrase; "وشراكة" goes on with this."""
        return token.text[1:] in head_words() and not (self.words and token.text[1:] in listed("topics"))

    def _on_law(self, token: Token) -> bool:
        """Whether it is what the named one is about: "معاهدة الرياض لقانون التصاميم"."""
        return bool(self.words) and token.text in listed("of_law") and self._ahead(1)

    def _opens_qualification(self, token: Token) -> bool:
        """ "special to …" begins a qualification, "special" alone is an adjective."""
        following = self._following()
        return token.text in listed("special") and not (following in listed("pause") or following in listed("relative"))

    def _name(self, token: Token) -> bool:
        """A city, state or body that names it: "معاهدة لشبونة", "ميثاق الأمم المتحدة"; else the end."""
        if token.tag == OTHER and self.words and token.text.split(" ")[0] in listed("topics"):
            return self._take(token, *(stem(word) for word in token.text.split(" ")), named=True)
        if token.tag == PERSON or self.head_definite or (self.words and not token.glued):
            return bool(self.words) and token.tag == PLACE and not self.head_definite and self._take(token)
        self.proper = self.proper or token.text
        return self._take(token, *(stem(word) for word in token.text.split(" ")), named=True)

    def _joined(self) -> bool:
        """A conjunction or preposition written together with a name: "موسكو وبيونغ يانغ"."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        if following is None or following.tag == WORD or not following.glued or not self.words:
            return False
        if self.tokens[self.at].text in self.to and following.tag == OTHER:
            self.at += 1
            return self._take(following, *(stem(word) for word in following.text.split(" ")))
        if following.tag not in (STATE, PLACE) or following.demonym or not self.refs:
            return False
        self.at += 1
        return self._take(following)

    def _word(self, token: Token) -> bool:
        text = unaccusative(token.text) if self.accusative else token.text
        token = replace(token, text=text)
        verb = self.feminine and not self.words and may_agree(text) and self._ahead(2) and not self._closed()
        if verb or (text in listed("year_words") and self._dated()):
            return False
        if self._governing(token):
            return self._quality() if text in listed("of_whom") else self._pass()
        if definite(text):
            return self._definite(token)
        if text in qualities() and self._annexed():
            return False
        if text in qualities() and not self.head_definite:
            self.qualities.add(qualities()[text])
            return self._quality()
        if text in listed("adjectives") or text in listed("topics"):
            return not self.head_definite and self._take(token)
        return self._complement(token) or self._coordinate(token) or self._idafa(token) or self._proper(token)

    def _governing(self, token: Token) -> bool:
        """A preposition that brings the object of the noun before it, or "not" before an adjective."""
        if token.text in listed("negated_adjective"):
            return bool(self.words) and self._ahead(1)
        nouns = topic("instruments")["governed"].get(token.text, ())
        if not self.words or self.words[-1] not in nouns:
            return False
        self.in_complement = token.text in listed("in") and self._following() in listed("fields")
        return token.text not in listed("in") or self.in_complement

    def _definite(self, token: Token) -> bool:
        """A word with the article: the topic, or an adjective of a head with the article."""
        word = stem(token.text)
        joined = token.text.startswith(starts("conjunctions"))
        if word in listed("wars") and self.words and definite(self.tokens[self.last - 1].text):
            return False
        other = token.text.startswith(self.to_the) and word in head_words() and word not in listed("topics")
        another = joined and word in head_words() and word not in listed("topics")
        if other or another or token.text.startswith(starts("prepositions_with_article")):
            return False
        if token.text.startswith(self.to_the) and self.head_definite and not self.words:
            return bool(self.qualities) and word in listed("topics") and self._take(token, named=True)
        if self.head_definite and not token.text.startswith(self.to_the) and not self._adjective(word):
            return joined and bool(self.words) and self.named and self._complemented() and self._take(token)
        if word in qualities() and not joined and not (self.head_definite and qualities()[word] == "general"):
            self.qualities.add(qualities()[word])
            return self._quality()
        return self._take(token, named=True)

    def _adjective(self, word: str) -> bool:
        """Whether a word agrees with a definite head in gender, and looks like an adjective."""
        if self._complemented() and self.words:
            return True
        if word in qualities() or word in listed("adjectives"):
            return True
        ending = topic("instruments")["relation"]["feminine" if self.feminine else "masculine"]
        return word.endswith(ending) and len(word) > 3

    def _complement(self, token: Token) -> bool:
        """ "for …": اتفاقية لتشجيع الاستثمارات."""
        text = token.text
        leads = text.startswith(self.to) and (len(text) > 4 or text[1:] in listed("topics"))
        if not leads or text in listed("complement_not"):
            return False
        if self.head_definite and not (self.words or self.qualities):
            return False
        self.in_complement = True
        return (self._ahead(3) or not self.words) and self._take(token, text[1:])

    def _coordinate(self, token: Token) -> bool:
        """ "and …" with a pronoun or before a word with the article: وحسن الجوار, وحمايتها."""
        text = token.text
        if not text.startswith(starts("and")) or len(text) < 4 or not self.words or text[1:] in listed("not_names"):
            return False
        if text in listed("not_names") or self.proper or (self.head_definite and not self._complemented()):
            return False
        if text.endswith(starts("pronouns")):
            return self._take(token, text[1:])
        fits = (text[1:] in listed("topics") or not may_be_verb(text[1:])) and not self._named_in_quotes()
        return fits and self._ahead(1) and self._take(token, text[1:])

    def _idafa(self, token: Token) -> bool:
        """A noun without the article before one that has it: تقاسم مياه الفولتا, عبر المحيط الهادئ."""
        text = token.text
        if text in listed("about") and not self.words:
            return self._ahead(3) and self._pass()
        if text in listed("in") and not self.words:
            following = self.tokens[self.at + 1 : self.at + 2]
            return bool(following) and following[0].text in listed("about") and self._pass()
        if self.words and self.in_complement and not may_be_verb(text) and text.isalpha():
            return self._ahead(2) and self._take(token)
        joined = text.startswith(starts("and")) and (self.words or self.qualities)
        if self.head_definite or not text.isalpha() or joined or (self._annexed() and not self.in_complement):
            return False
        if self._named_in_quotes() or (self.qualities and text.startswith(topic("events")["another"]["by"])):
            return False
        if text in listed("across") and self.words:
            return self._ahead(1) and self._take(token)
        if self.words and any(definite(t.text) for t in self.tokens[self.last - len(self.words) : self.last]):
            return False
        fits = text in listed("topics") or not (may_be_verb(text) or self._verb_ahead())
        return fits and self._ahead(2) and self._take(token)

    def _proper(self, token: Token) -> bool:
        """A proper name that no list knows, alone after the head: معاهدة سيفر, مينسك 2."""
        text = token.text
        if self.proper and (regex.fullmatch(r"\d{1,2}", text) or second_name(self.words, text, self._following())):
            return self._take(token)
        nisba = text.endswith(tuple(topic("instruments")["relation"].values())) and len(text) > 3
        predicate = bool(self.words) and definite(self.tokens[self.last - 1].text)
        if nisba and not (self.head_definite or predicate or self._annexed() or may_be_verb(text) or self._closed()):
            return self._take(token)
        if self.words or self.head_definite or self.qualities or not text.isalpha() or len(text) < 3:
            return False
        if text in listed("not_names") or not (
            self._closed() or self._for_topic() or may_be_name(text, self._following())
        ):
            return False
        self.proper = text
        return self._take(token, named=True)

"""Walks over the words of a title: what was taken, and what stands beside the word that is looked at."""

from __future__ import annotations

from builder.languages import topic
from builder.recognise.instruments_scene import DATE, OTHER, PLACE, STATE, WORD, Token
from builder.recognise.instruments_words import definite, listed, looks_imperfect, starts, stem


class Walk:
    """The place in the words behind a head, and the title that was read so far."""

    def __init__(self, tokens: tuple[Token, ...], after: int, head_definite: bool, head: str) -> None:
        self.to, self.to_the = topic("instruments")["to"]
        self.tokens, self.first, self.at, self.last = tokens, after, after, after
        self.head_definite = head_definite
        self.head = head
        self.feminine = head in listed("feminine")
        self.accusative = head in topic("instruments")["accusatives"]
        self.words: list[str] = []
        self.qualities: set[str] = set()
        self.refs: list[str] = []
        self.named = self.quoted = self.in_complement = False
        self.proper: str | None = None

    def _take(self, token: Token, *words: str, named: bool = False) -> bool:
        self.words += words or (stem(token.text),)
        self.refs += token.refs[:1]
        self.named = self.named or named
        self.last = self.at = self.at + 1
        return True

    def _quality(self) -> bool:
        """An adjective that tells nothing apart, as "new"; it belongs to the phrase but not to its title."""
        self.last = self.at = self.at + 1
        return True

    def _pass(self) -> bool:
        """A preposition before what the instrument is about: it belongs to the phrase."""
        self.at += 1
        return True

    def _following(self) -> str:
        """The word after this one."""
        return self.tokens[self.at + 1].text if self.at + 1 < len(self.tokens) else ""

    def _ahead(self, count: int) -> bool:
        """Whether a word with the article follows within ``count`` words."""
        for token in self.tokens[self.at + 1 : self.at + 1 + count]:
            if token.text in listed("enders"):
                return False
            after_preposition = token.text.startswith(starts("prepositions_with_article"))
            if token.tag == WORD and definite(token.text) and not after_preposition:
                return True
            if token.tag in (STATE, PLACE) and not token.demonym:
                return True
            if token.tag != WORD or not token.text.isalpha() or token.text in listed("not_names"):
                return False
        return False

    def _dated(self) -> bool:
        """Whether a year or date follows: "معاهدة عام 1961" is of a year, and not general."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        return following is not None and (following.tag == DATE or following.text[:4].isdigit())

    def _closed(self) -> bool:
        """Whether "signed", "which … signed" or "known as" follows, after a pause or not, or an ordinal.

        Only a name stands so alone.
        """
        following = [t.text for t in self.tokens[self.at + 1 : self.at + 4] if t.text not in listed("pause")]
        if following[:1] and following[0] in listed("relative"):
            return bool(set(following[1:2]) & listed("sign_relative"))
        dated = any(t.tag == DATE for t in self.tokens[self.at + 1 : self.at + 3]) and self.head in listed("truces")
        return dated or bool(set(following[:1]) & (listed("made") | listed("ordinals")))

    def _annexed(self) -> bool:
        """Whether a name stands before, so that an adjective without the article is said of it: "اتفاق باريس مهم"."""
        last = self.tokens[self.at - 1]
        return bool(self.words) and last.tag in (PLACE, STATE, OTHER) and not last.demonym

    def _complemented(self) -> bool:
        """Whether the last words began a complement ("للتعريفات الجمركية والتجارة")."""
        near = self.tokens[max(self.last - 4, self.first) : self.last]
        return self.in_complement or any(t.text.startswith(self.to) for t in near)

    def _verb_ahead(self) -> bool:
        """Whether the next word is a verb, so that this one stands alone: "معاهدة هلمند تمنح إيران"."""
        return not self.words and looks_imperfect(self._following())

    def _for_topic(self) -> bool:
        """Whether what it is for follows, so that a name stands here: "اتفاق بوسادا لوقف إطلاق النار"."""
        topics, following = listed("topics"), self._following()
        return following[:1] in self.to and following[1:] in topics and self.tokens[self.at].text[1:] not in topics

    def _named_in_quotes(self) -> bool:
        """Whether the name in quotation marks ends right before: what follows is no part of it."""
        return self.quoted and self.tokens[self.at - 1].text == '"'

"""The records that pass between the stages; each is frozen, so that no stage changes what another found.

Offsets are Unicode code points of ``Article.text``, the end excluded (Web Annotation, section 4.2.4).
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Record(Struct, frozen=True, array_like=True, gc=False):
    """What stages hand on, and one process or build to another: as JSON the list of its fields in their order."""


class Span(Record, frozen=True):
    """A stretch of an article's text: ``text[start:end]``."""

    start: int
    end: int

    def __lt__(self, other: Span) -> bool:
        """Whether it begins before the other, or with it and ends before it."""
        return self.start < other.start or (self.start == other.start and self.end < other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def covers(self, other: Span) -> bool:
        """Whether all of ``other`` lies inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The words of this span."""
        return text[self.start : self.end]


class PartialDate(Record, frozen=True, order=True):
    """A Gregorian date as precise as its source: a year, a month of it, or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def lexical(self) -> str:
        """The XSD form: ``2024``, ``2024-06`` or ``2024-06-19``."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def datatype(self) -> str:
        """The local name of its XSD datatype: gYear, gYearMonth or date."""
        return "gYear" if self.month is None else "gYearMonth" if self.day is None else "date"


class Factuality(StrEnum):
    """How true a holder makes a claim (the concepts of ``mqv:factuality``)."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    ALLEGED = "alleged"
    UNKNOWN = "unknown"


class Mode(StrEnum):
    """Whether a statement gives the speaker's words or a report of them (``mqv:mode``)."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class TextStatus(StrEnum):
    """What a clause's text is (``mqv:text-status``)."""

    QUOTED = "quoted"
    REPORTED = "reported"
    PARAPHRASED = "paraphrased"


class BlockKind(StrEnum):
    """What a paragraph of an article is; only TITLE, SUBTITLE and BODY are read for facts."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    BODY = "body"
    CAPTION = "caption"
    SOURCE = "source"
    KEYWORDS = "keywords"
    RELATED = "related"
    COMMENTS = "comments"
    COPYRIGHT = "copyright"
    PUBLISHED = "published"

    @property
    def readable(self) -> bool:
        """Whether facts may be read from such a block."""
        return self in _READABLE


_READABLE = (BlockKind.TITLE, BlockKind.SUBTITLE, BlockKind.BODY)


class Article(Record, frozen=True):
    """One article as read; ``text`` is the file after decoding, not changed in any way."""

    identifier: str
    text: str
    sha256: str
    source: str
    title: str | None = None
    publisher: str | None = None
    issued: PartialDate | None = None
    url: str | None = None
    language: str = "ar"


class Block(Record, frozen=True):
    """A paragraph, and the rule that said what it is."""

    span: Span
    kind: BlockKind
    rule: str


class Sentence(Record, frozen=True):
    """A sentence of a readable block; ``block`` is the index of its block."""

    span: Span
    block: int


class Layout(Record, frozen=True):
    """The article's blocks and sentences in the order of the text, and what its furniture says of it."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]
    publisher: Span | None = None
    issued: PartialDate | None = None
    dateline: Span | None = None
    weekday: int | None = None


class Entity(Record, frozen=True):
    """Someone or something an article speaks of.

    ``key``: the known entity's IRI, or a name local to the article such as ``person:1009`` (its kind and the
    start of its first full mention). ``kind``: the local name of its class in the ontology. ``label``: its
    fullest name in the article, verbatim. ``names``: every other name by which the article calls it, verbatim.
    ``facets``: what tells it from others, for identity across articles, as sorted pairs: ``state`` (ISO 3166
    alpha-3), ``office``, ``title`` (folded title key), ``year``, ``number``, ``kind`` and so on.
    """

    key: str
    kind: str
    label: str
    known: bool = False
    names: tuple[str, ...] = ()
    facets: tuple[tuple[str, str], ...] = ()

    def facet(self, name: str) -> str | None:
        """The first value of a facet, or None."""
        for key, value in self.facets:  # asked of thousands again and again
            if key == name:
                return value
        return None

    def facet_values(self, name: str) -> tuple[str, ...]:
        """Every value of a facet."""
        return tuple([value for key, value in self.facets if key == name])


class Form(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    SHORT = "short"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Mention(Record, frozen=True):
    """Words that refer to an entity (``entity`` is its key), without proclitics and quotation marks."""

    span: Span
    entity: str
    form: Form
    rule: str


class DateMention(Record, frozen=True):
    """Words that name a date; ``date`` is None where the article's own date, needed to resolve it, is unknown.

    ``weekday``: 0 for Monday to 6 for Sunday, where the words give one.
    """

    span: Span
    date: PartialDate | None
    rule: str
    weekday: int | None = None


class Value(Record, frozen=True, tag=True):
    """A literal object of a claim: its lexical form and its datatype (an XSD local name) or language tag."""

    lexical: str
    datatype: str = "string"
    language: str | None = None


class Concept(Record, frozen=True, tag=True):
    """A SKOS concept as the object of a claim: ``mqv:<scheme>/<name>``."""

    scheme: str
    name: str


VOICE = "voice"
"""The holder of what an article says in its own voice: its publisher."""


class ClaimRecord(Record, frozen=True):
    """A proposition, who holds it, for how true, on which words, and the rule that found it.

    ``subject`` and an entity ``object`` are keys of entities; ``predicate`` is the local name of an ``mq:``
    property, or ``rdf:type`` (its object then a class's local name as a Value of datatype "class").
    """

    subject: str
    predicate: str
    object: str | Value | Concept
    holder: str
    factuality: Factuality
    evidence: tuple[Span, ...]
    rule: str


class Statement(Record, frozen=True):
    """What someone said: ``span`` is the words said, without quotation marks; ``frame`` also covers who said it.

    ``speaker``, ``via`` (the nearest reporter first) and ``about`` are keys of entities; ``others`` are those
    who said it together with the speaker ("X and Y said").
    """

    span: Span
    frame: Span
    speaker: str
    mode: Mode
    rule: str
    via: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    made_at: PartialDate | None = None
    others: tuple[str, ...] = ()


class Clause(Record, frozen=True):
    """A provision of an instrument as an article gives it; what it binds to is said by claims about ``key``."""

    key: str
    instrument: str
    span: Span
    status: TextStatus
    rule: str


class Unaccounted(Record, frozen=True):
    """Words that looked like a fact, and why no rule took them."""

    span: Span
    reason: str
    rule: str


class Reading(Record, frozen=True):
    """All that was read in one article."""

    article: Article
    layout: Layout
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    statements: tuple[Statement, ...] = ()
    clauses: tuple[Clause, ...] = ()
    claims: tuple[ClaimRecord, ...] = ()
    unaccounted: tuple[Unaccounted, ...] = ()

    def entity(self, key: str) -> Entity:
        """The entity with this key; KeyError where there is none."""
        for entity in self.entities:
            if entity.key == key:
                return entity
        raise KeyError(key)

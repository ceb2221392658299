"""Records as JSON and back, exactly: what one process or one build hands to another.

A record is the list of its fields in their order; a tuple is a list, a set a sorted one; a mapping of strings is an
object; an enumeration is its value. Where a field may
hold one of several records, the record stands in an object under its class's name. Nothing but JSON is ever read,
so that a file that was tampered with can be wrong, but cannot run anything.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Convert = Callable[[Any], Any]
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PLAIN = (str, int, bool, NoneType)


def dumps(record: object) -> str:
    """The record (a dataclass of the model) as one line of JSON."""
    return _encoded(plain(record))


def plain(record: object) -> Any:
    """The record as lists, strings and numbers."""
    kind: Any = type(record)
    return _encoder(kind)(record)


def loads(kind: type[T], text: str) -> T:
    """The record of this class that ``dumps`` wrote. Raises ValueError where the text is no such record."""
    return record(kind, json.loads(text))


def record(kind: type[T], value: Any) -> T:
    """The record of this class that ``plain`` wrote. Raises ValueError where the value is no such record."""
    try:
        found: T = _decoder(cast(Any, kind))(value)
    except (TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no {kind.__name__}: {error}") from error
    return found


@cache
def _codec(kind: Any) -> tuple[_Convert, _Convert]:
    """What makes a value of this kind plain, and what makes it of plain values again."""
    if kind in _PLAIN:
        return _same, _checked(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union_encoder(inner), _union_decoder(inner)
    if origin is tuple:
        return _tuple_encoder(inner), _tuple_decoder(inner)
    if origin is frozenset:
        return _set_encoder(_encoder(inner[0])), _set_decoder(_tuple_decoder((inner[0], ...)))
    if origin is Mapping and inner[0] is str:
        return _mapping_encoder(_encoder(inner[1])), _mapping_decoder(_decoder(inner[1]))
    if is_dataclass(kind):
        return _record_encoder(kind), _record_decoder(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_value, kind
    raise TypeError(f"{kind}: neither a record, a tuple, an enumeration nor a plain value")


def _encoder(kind: Any) -> _Convert:
    return _codec(kind)[0]


def _decoder(kind: Any) -> _Convert:
    return _codec(kind)[1]


def _same(value: Any) -> Any:
    return value


def _enum_value(value: Enum) -> Any:
    return value.value


def _checked(kind: type) -> _Convert:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"{value!r} is no {kind.__name__}")
        return value

    return decode


def _types(kind: Any) -> list[Any]:
    hints = get_type_hints(kind)
    return [hints[field.name] for field in fields(kind)]


def _record_encoder(kind: Any) -> _Convert:
    parts = [(field.name, _encoder(hint)) for field, hint in zip(fields(kind), _types(kind), strict=True)]
    return lambda value: [encode(getattr(value, name)) for name, encode in parts]


def _record_decoder(kind: Any) -> _Convert:
    types = _types(kind)
    parts = [_decoder(hint) for hint in types]
    if all(hint in _PLAIN for hint in types):
        return _plain_record_decoder(kind, types)

    def decode(value: Any) -> Any:
        if len(value) != len(parts):
            raise TypeError(f"{len(value)} fields instead of {len(parts)}")
        return kind(*[part(item) for part, item in zip(parts, value, strict=True)])

    return decode


def _plain_record_decoder(kind: Any, types: list[Any]) -> _Convert:
    """Of a record of nothing but strings and numbers, of which there are many: its fields are checked at once."""

    def decode(value: Any) -> Any:
        if [*map(type, value)] != types:
            raise TypeError(f"{value!r}: not the {len(types)} fields of {kind.__name__}")
        return kind(*value)

    return decode


def _tuple_encoder(items: tuple[Any, ...]) -> _Convert:
    if items[-1] is Ellipsis:
        each = _encoder(items[0])
        return lambda value: [each(item) for item in value]
    parts = [_encoder(item) for item in items]
    return lambda value: [part(item) for part, item in zip(parts, value, strict=True)]


def _tuple_decoder(items: tuple[Any, ...]) -> _Convert:
    if items[-1] is Ellipsis:
        each = _decoder(items[0])
        return _strings if items[0] is str else lambda value: tuple([each(item) for item in value])
    if all(item in _PLAIN for item in items):
        return _plain_tuple_decoder(list(items))
    parts = [_decoder(item) for item in items]
    return lambda value: tuple([part(item) for part, item in zip(parts, value, strict=True)])


def _strings(value: Any) -> Any:
    if not isinstance(value, list) or not {*map(type, value)} <= {str}:
        raise TypeError(f"{value!r}: no list of strings")
    return tuple(value)


def _plain_tuple_decoder(types: list[Any]) -> _Convert:
    def decode(value: Any) -> Any:
        if [*map(type, value)] != types:
            raise TypeError(f"{value!r}: not {len(types)} plain values")
        return tuple(value)

    return decode


def _set_encoder(each: _Convert) -> _Convert:
    return lambda value: sorted(map(each, value))


def _set_decoder(items: _Convert) -> _Convert:
    return lambda value: frozenset(items(value))


def _mapping_encoder(each: _Convert) -> _Convert:
    return lambda value: {key: each(item) for key, item in sorted(value.items())}


def _mapping_decoder(each: _Convert) -> _Convert:
    return lambda value: {key: each(item) for key, item in value.items()}


def _tagged(kind: Any, alternatives: tuple[Any, ...]) -> bool:
    """Whether a record of this class must name it: where the alternative is not the only one that is no plain value."""
    return kind not in _PLAIN and sum(other not in _PLAIN for other in alternatives) > 1


def _union_encoder(alternatives: tuple[Any, ...]) -> _Convert:
    encoders = {get_origin(kind) or kind: (_encoder(kind), _tagged(kind, alternatives)) for kind in alternatives}

    def encode(value: Any) -> Any:
        convert, tagged = encoders[type(value)]
        return {type(value).__name__: convert(value)} if tagged else convert(value)

    return encode


def _union_decoder(alternatives: tuple[Any, ...]) -> _Convert:
    others = [kind for kind in alternatives if kind not in _PLAIN]
    plain_types = tuple(kind for kind in alternatives if kind in _PLAIN)
    decoders = {kind.__name__: _decoder(kind) for kind in others}
    single = _decoder(others[0]) if len(others) == 1 else None

    def decode(value: Any) -> Any:
        if type(value) in plain_types:
            return value
        if single is not None:
            return single(value)
        ((name, inner),) = value.items()
        return decoders[name](inner)

    return decode

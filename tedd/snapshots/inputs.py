"""What a board is made of, as canonical JSON, and the way back.

Cards, vocabulary, studies and discrepancies enter, `{name: bytes}` leaves, or the other way round. Every
value of a record is written, its defaults too, so that a later default changes nothing in an older snapshot;
keys are sorted, and numbers stand as the shortest text that gives the same number again.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from pydantic import ValidationError

from tedd.cards import Library, Method
from tedd.discrepancies import Discrepancies, Discrepancy
from tedd.fields import KEY
from tedd.schema import Card
from tedd.snapshots.seal import SnapshotError
from tedd.studies import StudyFile
from tedd.study import Study
from tedd.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from tedd.feasibility import Edition
    from tedd.fields import Record

SCHEMA = 1
CARDS, STUDIES = "inputs/cards.json", "inputs/studies.json"
VOCABULARY, DISCREPANCIES = "inputs/vocabulary.json", "inputs/discrepancies.json"
Files = dict[str, bytes]


class Inputs(NamedTuple):
    """All that the boards are computed from."""

    library: Library
    studies: tuple[StudyFile, ...]
    discrepancies: Mapping[str, Discrepancy]


def of_edition(inputs: Inputs, edition: Edition) -> Inputs:
    """Return what an edition is made of: the survey's has the survey's methods and no studies."""
    if edition == "living":
        return inputs
    methods = tuple(one for one in inputs.library.methods if one.card.survey is not None)
    return Inputs(Library(inputs.library.vocabulary, methods), (), inputs.discrepancies)


def frozen(inputs: Inputs) -> Files:
    """Return the inputs as canonical JSON, one card, study or discrepancy a line."""
    methods = sorted(inputs.library.methods, key=lambda method: method.slug)
    cards = [{"slug": one.slug, "card": _data(one.card), "description": one.description} for one in methods]
    studies = [{"slug": one.slug, "study": _data(one.study)} for one in inputs.studies]
    items = [{"key": key, **_data(item)} for key, item in sorted(inputs.discrepancies.items())]
    vocabulary = canonical(_data(inputs.library.vocabulary)) + "\n"
    files = {CARDS: _lines(cards), VOCABULARY: vocabulary}
    files |= {name: _lines(given) for name, given in ((STUDIES, studies), (DISCREPANCIES, items)) if given}
    return {name: text.encode() for name, text in files.items()}


def canonical(value: object) -> str:
    """Return a value as JSON in its one form: keys sorted, no spaces, no NaN, all of Unicode as it is."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _lines(records: Iterable[object]) -> str:
    lines = ",\n".join(map(canonical, records))
    return f"[\n{lines}\n]\n"


def _data(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")


def parsed(files: Mapping[str, bytes], name: str) -> Any:  # noqa: ANN401 # whatever JSON holds
    """Return what a JSON file holds; raise `SnapshotError` for one that is missing or no sound JSON."""
    try:
        return json.loads(files[name], parse_constant=_no_number)
    except KeyError as error:
        raise SnapshotError(f"{name}: missing") from error
    except (ValueError, RecursionError) as error:
        raise SnapshotError(f"{name}: not sound JSON ({error})") from error


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def thawed(files: Mapping[str, bytes], schema: int) -> Inputs:
    """Return the inputs that a snapshot holds; raise `SnapshotError` when they cannot be read."""
    if schema not in _READERS:
        raise SnapshotError(f"manifest.json: schema {schema} is newer than this program; use a newer TEDD")
    try:
        return _READERS[schema](files)
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        first = str(error).splitlines()[0]
        raise SnapshotError(f"inputs: not of schema {schema} ({type(error).__name__}: {first})") from error


def _schema_1(files: Mapping[str, bytes]) -> Inputs:
    """Read inputs of schema 1. When the card's schema moves on, what it did is done to these data here."""
    library = Library(
        Vocabulary.model_validate(parsed(files, VOCABULARY)),
        tuple(
            Method(_key(one), Card.model_validate(one["card"]), str(one["description"]), _path(one))
            for one in parsed(files, CARDS)
        ),
    )
    studies = tuple(
        StudyFile(_key(one), Study.model_validate(one["study"]), f"methods/studies/{_key(one)}.yaml")
        for one in (parsed(files, STUDIES) if STUDIES in files else ())
    )
    items = parsed(files, DISCREPANCIES) if DISCREPANCIES in files else []
    items = {one.pop("key"): one for one in items}
    return Inputs(library, studies, Discrepancies.model_validate({"discrepancies": items}).discrepancies)


def _key(record: Mapping[str, Any]) -> str:
    slug = str(record["slug"])
    if not re.fullmatch(KEY, slug):
        raise SnapshotError(f"inputs: {slug!r} is no name of a card or a study")
    return slug


def _path(record: Mapping[str, Any]) -> str:
    return f"methods/{_key(record)}.md"


_READERS: dict[int, Callable[[Mapping[str, bytes]], Inputs]] = {1: _schema_1}

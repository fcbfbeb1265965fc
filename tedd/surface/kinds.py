"""Kinds of values in data files: what a number counts, in which unit, by which formula.

Nothing enters; types leave, of which the records of the data files are made. Their schemas say unit and
formula under the keywords `unit` and `formula`, which validators pass over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


@dataclass(frozen=True)
class _Said:
    """A text that the schema says of a value, under the name of its class in small letters."""

    text: str

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Add it to the schema."""
        return handler(core_schema) | {type(self).__name__.lower(): self.text}


class Unit(_Said):
    """What a number counts."""


class Formula(_Said):
    """How a value comes about."""


Ratio = Annotated[float, Unit("ratio, 1 = no difference")]
Gain = Annotated[float, Unit("PIR")]
"""A difference of PIRs."""
Share = Annotated[float, Field(ge=0, le=1), Unit("share, 0 to 1")]
Probability = Annotated[float, Field(ge=0, le=1), Unit("probability")]
Number = Annotated[float, Unit("number")]
"""A number whose unit depends on what it stands beside."""
Correlation = Annotated[float, Field(ge=-1, le=1), Unit("correlation, −1 to 1")]
Rank = Annotated[int, Field(ge=1), Unit("rank, 1 = best")]
Count = Annotated[int, Field(ge=0), Unit("count")]
Ordinal = Annotated[int, Field(ge=0), Unit("number in order")]
Samples = Annotated[int, Field(ge=1), Unit("samples")]
Penalty = Annotated[float, Field(ge=0), Unit("penalty points")]
Variance = Annotated[float, Field(ge=0), Unit("variance of a logarithm")]
Radians = Annotated[float, Unit("radians")]
Slug = Annotated[str, Field(min_length=1)]
"""Key of a method."""

"""What a method does, as its card says it: place in the survey's scheme, steps, what the selector needs.

A part of the front matter enters as plain data, one frozen record leaves. The first line below a field is
its explanation in a new card and in messages; the paragraph after it stands in the field reference.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tedd.fields import AsTuple, Count, Line, Lines, Record


class Timeline(Record):
    """The three coloured marks of the survey's Figure 6."""

    candidate_dataset: Literal["general", "specific"]
    """Whether the selector was built for general or for specific data."""
    quality_measurement: Literal["llm-score", "model-loss"]
    """Whether an LLM's opinion or the model's own loss measures quality."""
    selected_feature: Literal["quality-score", "multi-dimension", "loss", "model-optimisation"]
    """What the selection looks at."""


class Taxonomy(Record):
    """The method's place in the survey's three-stage scheme (Figure 2)."""

    features: Literal["human-designed", "model-oriented", "raw-text"]
    """Stage 1: what represents a sample.

    human-designed: measures that somebody chose, such as a length or a readability score. model-oriented:
    what a model makes of the sample, such as an embedding, a hidden state or a gradient. raw-text: the text
    itself goes to what judges it, even if near copies are dropped by embedding later.
    """
    criteria: Literal["internal", "external-preference", "sample-influence"]
    """Stage 2: where the quality label comes from.

    internal: from the data and the model at hand alone. external-preference: another model marks, ranks or
    tags the samples. sample-influence: measured or predicted from what a sample does to the tuned model.
    """
    signal: Literal[
        "log-likelihood",
        "perplexity",
        "uncertainty",
        "proprietary-llm-score",
        "proprietary-llm-annotation",
        "community-llm-score",
        "small-model-score",
        "indicator-loss",
        "shapley-value",
        "necessity",
        "conditional-loss",
        "gradient-similarity",
        "embedding-similarity",
        "diversity",
        "length",
        "none",
    ]
    """Stage 2: the quality label itself. Where none fits, take the nearest and say so behind a #.

    log-likelihood, perplexity, uncertainty: how sure a model is of the text. proprietary-llm-score,
    community-llm-score, small-model-score: a mark by a closed model, an open one, or an encoder or reward
    model; proprietary-llm-annotation: tags instead of marks. indicator-loss: the loss of models tuned for
    the purpose. shapley-value: a share of what a set of samples is worth. necessity: what the model still
    does badly. conditional-loss: how much easier other samples get with this one as example.
    gradient-similarity, embedding-similarity: nearness to the target task. diversity: what a sample adds to
    those already chosen. length: the length of the text. none: drawn by chance.
    """
    our_reading: Annotated[
        tuple[Literal["features", "criteria", "signal", "timeline"], ...], AsTuple, Field(max_length=4)
    ] = ()
    """Parts that the survey does not state and TEDD read from the paper: all, where it has no such method."""
    timeline: Timeline | None = None
    """Marks on the timeline."""


class Step(Record):
    """One step of the selection, at the granularity of the survey's Algorithms 1-11."""

    do: Line
    """What is done."""
    llm_uses: Annotated[int, Field(ge=0, le=20)] = 0
    """How many passes of an LLM over the samples are made in it; shown, without weight.

    Reading, scoring, answering and taking gradients count, by the backbone too. Tuning a model does not,
    nor does a small encoder or reward model. Two models that read the same samples are two uses.
    """


class Algorithm(Record):
    """Pseudo-algorithm; the numbers of steps and of LLM uses are counted from it, never typed."""

    init: Lines = ()
    """What is given; does not count as a step."""
    steps: Annotated[tuple[Step, ...], AsTuple, Field(min_length=1, max_length=40)]
    """The steps that count; those of a loop once, with the number of rounds in the last of them."""
    result: Line = "the selected subset"
    """What is returned; does not count as a step."""
    our_summary: bool = False
    """True when the survey prints no algorithm for it."""
    note: Line | None = None
    """Why it parts from the survey's."""


class Selector(Record):
    """Facts about the selector that make up feasibility (Table 5)."""

    trained_models: Count
    """Models trained while the selector is built: every one, those of a loop too, but not the final model."""
    trained_model_size: Literal["full", "small"] = "full"
    """`small` for a model such as GPT-2: it weighs 1.5 instead of 2."""
    open_source: bool
    """Selection code published by the authors."""
    model_free: bool
    """Another model can take its place without retraining."""
    dataset_free: bool
    """Another data set can be selected from without retraining."""
    proprietary_free: bool
    """No proprietary model is used."""
    note: Line | None = None
    """Why a fact was set as it is."""

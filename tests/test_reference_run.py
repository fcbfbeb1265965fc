"""The run of the benchmark that the site shows: its page, its picture and its file say the same."""

from __future__ import annotations

import json
import re
from typing import Any

from tedd.content.speed import Result, speed
from tedd.cost_figures import LINES, cost_figures, cost_text, series
from tedd.reference_run import PATH, reference_files, reference_run, text_of
from tedd.surface.benchmark import Benchmark, Measure
from tests.test_pages import real_boards, real_pages


def test_a_run_reads_back() -> None:
    """The data file is the run, whole."""
    (content,) = reference_files().values()

    assert list(reference_files()) == [PATH]
    assert Benchmark.model_validate_json(content) == reference_run()
    assert text_of(Benchmark.model_validate(json.loads(content))).encode() == content


def test_a_goal_is_reached_at_its_value() -> None:
    """A result equal to its goal has reached it, a larger one has not; one without a goal is only told."""
    (page,) = speed(real_boards()).values()
    context: dict[str, Any] = dict(page)
    given = {"name": "a", "what": "A", "unit": "ratio", "value": 2.0}
    goals = (1.9, 2.0, 2.1, None)

    found = [Result(Measure.model_validate(given | {"goal": goal})).reached for goal in goals]
    assert found == [False, True, True, None]
    assert all(one.measure.goal is not None for one in context["aimed"])
    assert all(one.measure.goal is None for one in context["others"])
    assert context["reached"] == sum(one.reached for one in context["aimed"])
    assert len(context["aimed"]) + len(context["others"]) == len(reference_run().measures)


def test_every_result_is_on_the_page() -> None:
    """The page tells every result of the run with its value, also those that missed their goal."""
    page = real_pages()["contribute/speed.md"]

    for one in reference_run().measures:
        assert re.search(rf"{re.escape(one.what)}</th><td class=\"t-n\"[^>]*>{one.value:.2f}\b", page)


def test_the_picture_shows_every_size() -> None:
    """Each series has a mark for each number of cards at which it was measured, in all four pictures."""
    points = sum(len(one.points) for one in series(reference_run()))
    builds = [cost for at in reference_run().sizes for key in LINES if (cost := getattr(at, key))]

    assert points == len(builds)
    assert len(cost_figures(reference_run())) == 4
    assert all(str(at.cards) in cost_text(reference_run()) for at in reference_run().sizes)


def test_ratios_come_from_the_costs() -> None:
    """A ratio of medians is near the median of ratios that the run tells: both are of the same builds."""
    told = {one.name: one.value for one in reference_run().measures}

    for at in reference_run().sizes:
        for site, cost in (("ordinary", at.ordinary), ("same", at.same)):
            if cost:
                found = at.build.cpu / cost.cpu
                assert abs(found / told[f"cpu-{site}-{at.cards}"] - 1) < 0.25


def test_words_without_a_comparison() -> None:
    """A run that measured nothing beside TEDD says nothing of stock Material."""
    run = reference_run()
    alone = run.model_copy(update={"sizes": [at.model_copy(update={"ordinary": None}) for at in run.sizes]})

    assert "Stock Material takes" in cost_text(run)
    assert "Stock Material" not in cost_text(alone)

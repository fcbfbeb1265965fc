"""Facts flow one way: a module imports only from modules earlier in the flow."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TEDD = Path(__file__).parent.parent / "tedd"
ORDER = (
    *(
        "starting",
        "aside",
        "problems",
        "console",
        "complaints",
        "yamltree",
        "fields",
        "vocabulary",
        "rows",
        "selection",
        "schema",
    ),
    *(
        "frontmatter",
        "remedies",
        "wording",
        "unfilled",
        "paragraphs",
        "prose",
        "rules",
        "neighbours",
        "plausibility",
        "cards",
    ),
    *("draws", "evidence", "bridges", "living_bridges", "efficiency", "pir"),
    *("direct", "printed", "spread", "point_draws", "anchors", "feasibility", "separation", "board"),
    *("tie_draws", "bridge_draws", "pir_draws", "uncertainty"),
    *("bridge_report", "curves", "curve_report", "sensitivity", "weight_grid", "verdicts"),
    *("dependence", "changes", "impact", "revisions"),
    *("study", "studies", "discrepancies", "checking", "codes", "scaffold", "asking"),
    *("contrasts", "laplacian", "votes", "network", "consensus", "agreement"),
    *("card_studies", "head_to_head", "allegiance", "parting"),
    *("placing", "comparability", "robustness", "orders"),
    *("links", "bibtex", "constants", "exports", "head_to_head_files"),
    *("comparison_files", "bridge_files", "curve_files", "sensitivity_files"),
    *("formats", "scheme", "timeline", "reversal", "drawing", "figures", "diagrams"),
    *("duel_figures", "bridge_figures", "curve_figures", "stability_figures"),
    *("report", "search", "finder", "views", "comparison", "story", "badges", "linked_data", "social"),
    *("audit", "readings", "effects", "audit_files"),
    *("snapshots", "content", "finished", "pages", "build", "terminal", "snapshot_commands", "__main__"),
)
PACKAGES = ("drawing", "snapshots", "content")
MODULES = sorted(TEDD.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, those for types alone included."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= set(names) if node.module == "tedd" else {str(node.module)}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TEDD)))
def test_imports_point_up(path: Path) -> None:
    """No module imports a later one, and none of them knows the site builder."""
    place = path.relative_to(TEDD).with_suffix("").parts[0]
    ours = {name.split(".")[1] for name in imports(path) if name.startswith("tedd.")} - {"__version__"}
    allowed = ORDER[: ORDER.index(place) + (place in PACKAGES)] if place != "__init__" else ()

    assert ours <= set(allowed)
    assert not {name.split(".")[0] for name in imports(path)} & {"mkdocs", "mkdocs_gen_files", "properdocs"}

"""Build the site with a second builder, from the files of `tedd build` alone; compare it with MkDocs' site.

Run by `scripts/run.py second`: the way out when MkDocs or its theme end. The site of MkDocs in site/ and a
builder's name enter; build/second/<name>/site/ leaves, with a list of what differs. Exit 1 if anything does.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from scripts.builder import bare_scripts, script_hashes, searched, site_settings

ROOT = Path(__file__).resolve().parent.parent
SECOND = ROOT / "build" / "second"
ZENSICAL = "0.0.73"
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
INDEX = "search/search_index.json"
INHERITED = "inherited.yml"
"""MkDocs' settings without the navigation, beside the builder's own."""
NAV = re.compile(r"^nav:\n(?:[ #-].*\n|\n)+", re.MULTILINE)
ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
LEFT_OUT = re.compile(r'^\s*<a id="__skip" tabindex="-1"></a>| data-search-exclude(="")?')
"""What Zensical puts at the head of every article, and an attribute that it drops from indexed pages."""


class Builder(NamedTuple):
    """A builder of sites, and how far it has to agree with MkDocs."""

    python: Callable[[], Path]
    """Returns the interpreter that has it, installing it if need be."""
    theme: Callable[[Path], Path]
    """Returns the folder of its theme's templates, from that interpreter's packages."""
    settings: Mapping[str, Any]
    """What its settings say beyond those of MkDocs."""
    left_out: tuple[str, ...]
    """Overridden templates that it has no use for."""
    differences: Callable[[Path, Path], list[str]]
    """Compares MkDocs' site with its own."""


def ours() -> Path:
    """Return the interpreter that TEDD runs in."""
    return Path(sys.executable)


def zensical() -> Path:
    """Return the interpreter of an environment that has Zensical, and nothing else of the site's."""
    folder = ROOT / "build" / f"zensical-{ZENSICAL}"
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        print(f"second: installing Zensical {ZENSICAL} ...", flush=True)
        venv.create(folder, with_pip=True, clear=True)
        run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", f"zensical=={ZENSICAL}")
    return python


def package(name: str, *inside: str) -> Callable[[Path], Path]:
    """Return what finds a folder inside a package of an interpreter."""
    code = f"import importlib.util as u; print(*u.find_spec({name!r}).submodule_search_locations)"
    return lambda python: Path(run(python, "-c", code).strip(), *inside)


def run(python: Path, *arguments: str) -> str:
    """Run an interpreter at the root and return its output; end with that output if it fails."""
    paths = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(  # noqa: S603 - every command is written in this file
        [python, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"error: {' '.join(arguments[:3])} failed\n{done.stdout}{done.stderr}")
    return done.stdout


def stage(folder: Path, builder: Builder, cards: Path | None = None) -> Path:
    """Write all that a builder needs into a new folder: pages, templates, settings; return these.

    `cards` names other cards than the repository's.
    """
    shutil.rmtree(folder, ignore_errors=True)
    given = () if cards is None else ("--cards", str(cards))
    run(ours(), "-m", "tedd", "build", str(folder / "pages"), *given)
    shutil.copytree(ROOT / "docs", folder / "pages", dirs_exist_ok=True)
    for name, script in bare_scripts(ROOT / "docs" / "assets" / "js").items():
        (folder / "pages" / "assets" / "js" / name).write_text(script, "utf-8")
    for page in sorted((folder / "pages").rglob("*.md")):
        # The search's short entries of methods come from gen_site.py; here it reads the pages whole.
        page.write_text(searched(page.read_text("utf-8")), "utf-8")
        # Links start at a page's address. Some builders take them to start at its file: here both are one.
        if page.name != "index.md":
            page.with_suffix("").mkdir(exist_ok=True)
            page.rename(page.with_suffix("") / "index.md")
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    for name in builder.left_out:
        (folder / "overrides" / name).unlink()
    # Zensical adds one list to the other, so the navigation is left out of what is inherited.
    (folder / INHERITED).write_text(NAV.sub("", (ROOT / "mkdocs.yml").read_text("utf-8")), "utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(settings(folder, builder), "utf-8")
    return path


def in_folders(nav: Any) -> Any:  # noqa: ANN401 # lists, mappings and paths, one in the other
    """Return a navigation whose pages stand in folders of their own."""
    if isinstance(nav, list):
        return [in_folders(item) for item in nav]
    if isinstance(nav, dict):
        return {title: in_folders(item) for title, item in nav.items()}
    return nav if nav.endswith("index.md") else f"{nav.removesuffix('.md')}/index.md"


def settings(folder: Path, builder: Builder) -> str:
    """Return a builder's settings: those of mkdocs.yml, but for where its pages come from. JSON is YAML."""
    theme = builder.theme(builder.python())
    said: dict[str, Any] = {
        "INHERIT": INHERITED,
        "nav": in_folders(site_settings()["nav"]),
        "docs_dir": "pages",
        "theme": {"custom_dir": "overrides"},
        "plugins": {"gen-files": {"enabled": False}},
        "hooks": [],  # what they do is a matter of speed alone
        "extra": {"script_hashes": script_hashes([folder / "overrides", theme])},
        "markdown_extensions": {"scripts.builder:FinishedHtml": {}},
    }
    for key, value in builder.settings.items():
        said[key] = said.get(key, {}) | value if isinstance(value, dict) else value
    return json.dumps(said, indent=1)


def files(site: Path) -> set[str]:
    """Return the paths of a site's files, from its root."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def unlike_mkdocs(site: Path, second: Path) -> list[str]:
    """Return the files that differ, but for the search and the line of a page that names its builder."""

    def content(path: Path) -> bytes:
        return GENERATOR.sub(b"", path.read_bytes())

    both = (files(site) & files(second)) - {INDEX}
    apart = sorted(name for name in both if content(site / name) != content(second / name))
    return apart + sorted(files(site) ^ files(second))


def unlike_in_substance(site: Path, second: Path) -> list[str]:
    """Return the pages whose content differs, and such other files, but for the theme's and its search."""

    def content(name: str, folder: Path) -> object:
        if not name.endswith(".html"):
            return (folder / name).read_bytes()
        found = ARTICLE.search((folder / name).read_text("utf-8"))
        return "".join(LEFT_OUT.sub("", found[1]).split()) if found else None

    def told(name: str) -> bool:
        themes = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "search", "sitemap.xml")
        return not name.startswith(themes) and name != "objects.inv"

    one, other = ({name for name in files(folder) if told(name)} for folder in (site, second))
    both = sorted(one & other)
    return [name for name in both if content(name, site) != content(name, second)] + sorted(one ^ other)


BUILDERS = {
    "properdocs": Builder(ours, package("material", "templates"), {}, (), unlike_mkdocs),
    "zensical": Builder(
        zensical,
        package("zensical", "templates"),
        {"theme": {"custom_dir": "overrides", "variant": "classic"}},
        # Its search is a script of its own.
        ("partials/search.html",),
        unlike_in_substance,
    ),
}


def build(name: str, folder: Path, cards: Path | None = None) -> Path:
    """Build the site with a builder of that name in a folder; return where the site is."""
    builder = BUILDERS[name]
    path = stage(folder, builder, cards)
    run(builder.python(), "-m", name, "build", "--strict", "-f", str(path))
    return folder / "site"


def main() -> int:
    """Build with one builder, compare, and say what differs."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("builder", choices=BUILDERS, nargs="?", default="properdocs")
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="MkDocs' site; by default site/")
    options = parser.parse_args()
    site = build(options.builder, SECOND / options.builder)
    apart = BUILDERS[options.builder].differences(options.site, site)
    print(f"second: {len(files(site))} files by {options.builder} in {site}", flush=True)
    for name in apart:
        print(f"second: differs: {name}")
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())

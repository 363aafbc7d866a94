"""The names of the tests, for the pages that name them."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TEST = re.compile(r"@Test\b.*?\bfunc\s+`([^`]+)`", re.DOTALL)


def test_names():
    names = set()
    for path in (ROOT / "Tests").rglob("*.swift"):
        if not any(part.startswith(".build") for part in path.relative_to(ROOT).parts):
            names.update(TEST.findall(path.read_text()))
    return names

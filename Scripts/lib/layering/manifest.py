"""Compares the edges of Package.swift with the table of targets."""

import json
import os
import subprocess

import house


def dump(root):
    """The manifest as SwiftPM reads it, with every target."""
    environment = {name: value for name, value in os.environ.items() if name != "CONNECTIONSKIT_CORE_ONLY"}
    done = subprocess.run(
        ["swift", "package", "dump-package"], cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"swift package dump-package failed:\n{done.stderr}")
    return json.loads(done.stdout)


def problems(package):
    """Yields one line for each edge that the manifest has and the table has not, or the other way round."""
    found = {target["name"]: target for target in package["targets"] if target["type"] in ("regular", "executable")}
    systems = {target["name"] for target in package["targets"] if target["type"] == "system"}
    for name in sorted(found.keys() - house.LIBRARIES.keys()):
        yield f"Package.swift: the target {name} is not in the table (Scripts/lib/layering/house.py)"
    for name in sorted(house.LIBRARIES.keys() - found.keys()):
        yield f"Package.swift: the table has a target {name} that the manifest has not"
    if systems != house.SYSTEM_LIBRARIES:
        yield f"Package.swift: system libraries are {sorted(systems)}, the table has {sorted(house.SYSTEM_LIBRARIES)}"
    for name in sorted(found.keys() & house.LIBRARIES.keys()):
        has = {next(iter(edge.values()))[0] for edge in found[name]["dependencies"]}
        wants = house.LIBRARIES[name].uses | house.LIBRARIES[name].products
        for edge in sorted(has - wants):
            yield f"Package.swift: {name} depends on {edge}, which the table forbids"
        for edge in sorted(wants - has):
            yield f"Package.swift: {name} does not depend on {edge}, which the table has"

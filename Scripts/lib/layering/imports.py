"""Compares what the sources import with the table of targets."""

import house
import swift_source


def problems(sources):
    """Yields one line for each import that the table forbids. `sources` is the folder with a folder for each target."""
    for folder in sorted(path for path in sources.iterdir() if path.is_dir()):
        if folder.name in house.SYSTEM_LIBRARIES:
            continue
        rule = house.LIBRARIES.get(folder.name)
        if rule is None:
            yield f"{folder}: the target {folder.name} is not in the table (Scripts/lib/layering/house.py)"
            continue
        allowed = rule.uses | rule.products | rule.system | house.SYSTEM_MODULES
        for file in sorted(folder.rglob("*.swift")):
            if any(part.endswith(".docc") for part in file.parts):
                continue
            for line, module, foundation_is_right in swift_source.imports_of(swift_source.code_of(file.read_text())):
                if module in allowed or (module == "Foundation" and foundation_is_right):
                    continue
                yield f"{file}:{line}: {folder.name} may not import {module}" + (
                    "; take FoundationEssentials, and Foundation only in the #else of #if "
                    "canImport(FoundationEssentials)" if module == "Foundation" else "")

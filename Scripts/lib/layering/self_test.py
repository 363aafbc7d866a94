"""Plants faults in a copy of the sources and sees that each is found: a check that finds nothing must be able to."""

import copy
import pathlib
import shutil
import tempfile

import folders
import house
import imports
import manifest

DECOY = '''
// import ConnectionsKitOAuth
/* import Crypto /* nested */ import Crypto */
let decoy = """
    import Foundation \\("PlantedTop")
    """
#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
'''
"""Looks like faults and holds none."""


def plant(sources, path, text):
    file = sources / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


IMPORTS = [
    ("a plain import", "ConnectionsKit", "import Crypto\n"),
    ("an access level", "ConnectionsKitInMemory", "public import ConnectionsKitSQLite\n"),
    ("an attribute", "ConnectionsKitOAuthTesting", "@testable import ConnectionsKitTesting\n"),
    ("one symbol", "ConnectionsKitConnectors", "internal import struct HTTPTypes.HTTPRequest\n"),
    ("full Foundation", "ConnectionsKitOAuth", "import Foundation\n"),
    ("full Foundation in the wrong #else", "ConnectionsKit", "#if os(Linux)\n#else\nimport Foundation\n#endif\n"),
    ("full Foundation before the #else", "ConnectionsKit",
     "#if canImport(FoundationEssentials)\nimport Foundation\n#else\n#endif\n"),
    ("full Foundation in an #elseif", "ConnectionsKit",
     "#if canImport(FoundationEssentials)\n#elseif os(Linux)\nimport Foundation\n#endif\n"),
    ("SQLite outside its target", "ConnectionsKit", "import CSQLite\n"),
    ("two imports on a line", "ConnectionsKitSealing", "import Crypto; import HTTPTypes\n"),
]
FOLDERS = [
    ("an upward use", "that is upward", {
        "Policy/PlantedTop.swift": "public struct PlantedTop {}\n",
        "Model/PlantedLow.swift": "struct PlantedLow { var top: PlantedTop? }\n"}),
    ("an upward use inside a string's code", "that is upward", {
        "Policy/PlantedTop.swift": "public struct PlantedTop {}\n",
        "Model/PlantedLow.swift": 'let plantedLow = "\\(PlantedTop.self)"\n'}),
    ("an upward extension", "that is upward", {
        "Runtime/PlantedTop.swift": "public struct PlantedTop {}\n",
        "Model/PlantedLow.swift": "extension PlantedTop { func low() {} }\n"}),
    ("an upward use of a nested type", "that is upward", {
        "Model/PlantedLow.swift": "struct PlantedLow {}\n",
        "Runtime/PlantedLow+Top.swift": "extension PlantedLow {\n    struct Top {}\n}\n",
        "Storage/PlantedUse.swift": "let plantedUse = PlantedLow.Top()\n"}),
    ("façades that know each other", "may not know each other", {
        "Console/PlantedTop.swift": "public struct PlantedTop {}\n",
        "Runtime/PlantedLow.swift": "let plantedLow = PlantedTop()\n"}),
    ("a circle", "circle of folders: Audit → Storage → Audit", {
        "Audit/PlantedTop.swift": "struct PlantedTop { var low: PlantedLow }\n",
        "Storage/PlantedLow.swift": "struct PlantedLow { var top: [PlantedTop] }\n"}),
    ("a folder outside the order", "is not in the order", {"Planted/PlantedTop.swift": "struct PlantedTop {}\n"}),
    ("a file in no folder", "lies in no folder", {"PlantedTop.swift": "struct PlantedTop {}\n"}),
]
MANIFEST = [
    ("an edge too many", "depends on ConnectionsKitOAuth", ["ConnectionsKit", "ConnectionsKitOAuth"]),
    ("an edge too few", "does not depend on ConnectionsKit", []),
]


def failures(root, package):
    """Yields one line for each planted fault that is not found, and for each innocent text that is."""
    with tempfile.TemporaryDirectory() as directory:
        def fresh():
            copied = pathlib.Path(directory) / "Sources"
            shutil.rmtree(copied, ignore_errors=True)
            shutil.copytree(root / "Sources", copied)
            return copied

        sources = fresh()
        for target in house.LIBRARIES:
            plant(sources, f"{target}/{'Support/' if target == house.CORE else ''}Planted.swift", DECOY)
        plant(sources, "ConnectionsKit/Console/PlantedTop.swift", "struct PlantedTop {}\n")
        for found in [*imports.problems(sources), *folders.problems(sources / house.CORE)]:
            if "Planted" in found:
                yield f"found a fault where none was planted: {found}"
        for what, target, text in IMPORTS:
            sources = fresh()
            plant(sources, f"{target}/Support/Planted.swift", text)
            if not any("Planted.swift" in found and "may not import" in found for found in imports.problems(sources)):
                yield f"did not find a planted forbidden import: {what}"
        for what, words, files in FOLDERS:
            sources = fresh()
            for path, text in files.items():
                plant(sources, f"{house.CORE}/{path}", text)
            if not any(words in found for found in folders.problems(sources / house.CORE)):
                yield f"did not find a planted fault between folders: {what}"
    for what, words, names in MANIFEST:
        planted = copy.deepcopy(package)
        for target in planted["targets"]:
            if target["name"] == "ConnectionsKitInMemory":
                target["dependencies"] = [{"byName": [name, None]} for name in names]
        if not any(f"ConnectionsKitInMemory {words}" in found for found in manifest.problems(planted)):
            yield f"did not find a planted fault in the manifest: {what}"

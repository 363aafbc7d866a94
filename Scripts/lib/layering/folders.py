"""Looks at the core's folders: a name is used downward only, and there are no circles.

It reads declared names as text. A nested type counts with its parent; where an extension in another folder than its
type's declares a nested type, that one counts with the extension's folder. Members that an extension adds are not
followed: extending a type from above is how a lower type is made convenient. A name that several files declare, or that
the same folder also declares as a nested type, is left out.
"""

import collections

import house
import swift_source

FLOOR = {name: number for number, floor in enumerate(house.FLOORS) for name in floor}


class File:
    def __init__(self, path, core):
        parts = path.relative_to(core).parts
        self.path, self.folder = path, parts[0] if len(parts) > 1 else None
        self.code = swift_source.code_of(path.read_text())
        self.top, self.nested = swift_source.declared(self.code)


def problems(core):
    """Yields one line for each file outside the order, each upward use, and each circle of folders."""
    files = []
    for path in sorted(core.rglob("*.swift")):
        if any(part.endswith(".docc") for part in path.parts):
            continue
        file = File(path, core)
        if file.folder in FLOOR:
            files.append(file)
        elif file.folder is None:
            yield f"{path}: lies in no folder; the folders are {', '.join(FLOOR)}"
        else:
            yield f"{path}: the folder {file.folder} is not in the order (Scripts/lib/layering/house.py)"
    arrows = collections.defaultdict(list)  # (folder, folder) → uses in words
    for file, name, home in uses(files):
        arrows[file.folder, home.folder].append(f"{file.path} uses {name} of {home.folder} ({home.path.name})")
    for (user, owner), words in sorted(arrows.items()):
        if FLOOR[user] >= FLOOR[owner]:
            beside = FLOOR[user] == FLOOR[owner]
            for word in words:
                yield word + (f": {user} and {owner} may not know each other" if beside else ": that is upward")
    for circle in circles(arrows):
        yield "circle of folders: " + " → ".join([*circle, circle[0]])


def uses(files):
    """Yields (file, name, home) for each use of a name that is declared in another folder."""
    homes = collections.defaultdict(list)
    nested_in = collections.defaultdict(set)
    for file in files:
        for name in file.top:
            homes[name].append(file)
        nested_in[file.folder] |= file.nested
    homes = {name: where[0] for name, where in homes.items() if len(where) == 1}
    lifted = {}  # "Parent.Nested" → the file of an extension in another folder than the parent's
    for file in files:
        for parent in swift_source.extended(file.code):
            if parent in homes and homes[parent].folder != file.folder:
                lifted.update({f"{parent}.{name}": file for name in file.nested})
    for file in files:
        seen = set()
        for names in swift_source.used(file.code, house.CORE):
            seen.add(names[0])
            seen.add(".".join(names[:2]))
        for name in sorted(seen):
            home = lifted.get(name) or homes.get(name)
            if home and home.folder != file.folder and name not in nested_in[file.folder]:
                yield file, name, home


def circles(arrows):
    """Groups of folders that reach each other, each sorted."""
    after = collections.defaultdict(set)
    for user, owner in arrows:
        after[user].add(owner)

    def reach(start):
        seen, open_ends = set(), [start]
        while open_ends:
            for folder in after[open_ends.pop()] - seen:
                seen.add(folder)
                open_ends.append(folder)
        return seen

    reached = {folder: reach(folder) for folder in list(after)}
    groups = {
        tuple(sorted(other for other in seen if folder in reached.get(other, ())))
        for folder, seen in reached.items() if folder in seen
    }
    return sorted(groups)

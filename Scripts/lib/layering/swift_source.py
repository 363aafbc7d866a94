"""Reads Swift as text: takes comments and the words of strings out, finds imports and declared names."""

import re


def code_of(text):
    """Replaces comments and the words of string literals by spaces; keeps line breaks, and the code inside `\\(…)`."""
    kept, position = [], 0
    while position < len(text):
        end = _skipped_until(text, position, kept)
        if end is None:
            kept.append(text[position])
            end = position + 1
        position = end
    return "".join(kept)


def _skipped_until(text, start, kept):
    """The end of the comment or string that begins at `start`, blanked into `kept`; `None` where code goes on."""
    if text.startswith("//", start):
        end = text.find("\n", start)
        return _blank(text, start, len(text) if end < 0 else end, kept)
    if text.startswith("/*", start):
        return _blank(text, start, _end_of_block_comment(text, start), kept)
    opening = re.compile(r'(#*)("""|")').match(text, start)
    return _string(text, opening, kept) if opening else None


def _blank(text, start, end, kept):
    kept.extend(character if character == "\n" else " " for character in text[start:end])
    return end


def _end_of_block_comment(text, start):
    """Swift's block comments nest."""
    depth = 0
    for mark in re.compile(r"/\*|\*/").finditer(text, start):
        depth += 1 if mark[0] == "/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def _string(text, opening, kept):
    pounds, quotes = opening.groups()
    escape, closing = "\\" + pounds, quotes + pounds
    position = _blank(text, opening.start(), opening.end(), kept)
    while position < len(text):
        if text.startswith(closing, position):
            return _blank(text, position, position + len(closing), kept)
        if text.startswith(escape + "(", position):
            position = _interpolation(text, _blank(text, position, position + len(escape), kept), kept)
        elif text.startswith(escape, position):
            position = _blank(text, position, min(position + len(escape) + 1, len(text)), kept)
        elif text[position] == "\n" and quotes == '"':
            return position  # Not a string after all; a line never hides the next one.
        else:
            position = _blank(text, position, position + 1, kept)
    return position


def _interpolation(text, start, kept):
    """Code up to the parenthesis that closes the one at `start`."""
    depth, position = 0, start
    while position < len(text):
        end = _skipped_until(text, position, kept)
        if end is not None:
            position = end
            continue
        character = text[position]
        kept.append(character)
        position += 1
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth == 0:
            break
    return position


ATTRIBUTES = r"(?:@\w+(?:\([^)]*\))?\s+)*"
IMPORT = re.compile(
    rf"^\s*{ATTRIBUTES}(?:(?:public|package|internal|fileprivate|private|open)\s+)?{ATTRIBUTES}import\s+"
    r"(?:(?:struct|class|enum|protocol|actor|typealias|func|let|var)\s+)?(\w+)")
CONDITION = re.compile(r"^\s*#(if|elseif|else|endif)\b(.*)")


def imports_of(code):
    """Yields (line number, module, whether the full Foundation would be right here) for each import."""
    branches = []  # One entry for each open `#if`: the first condition, and whether its `#else` has come.
    for number, line in enumerate(code.split("\n"), 1):
        directive = CONDITION.match(line)
        if directive and directive[1] == "if":
            branches.append([re.sub(r"\s", "", directive[2]), False])
        elif directive and directive[1] == "endif" and branches:
            branches.pop()
        elif directive and branches:
            branches[-1][1] = directive[1] == "else"
        for statement in line.split(";"):
            if found := IMPORT.match(statement):
                yield number, found[1], ["canImport(FoundationEssentials)", True] in branches


MODIFIERS = (
    r"(?:(?:public|package|internal|fileprivate|private|open|final|indirect|nonisolated|distributed)(?:\(\w+\))?\s+)*")
TYPE = re.compile(
    rf"^(\s*){ATTRIBUTES}{MODIFIERS}(?:struct|class|enum|protocol|actor|typealias|macro)\s+([A-Z]\w*)", re.MULTILINE)
EXTENSION = re.compile(rf"^{ATTRIBUTES}{MODIFIERS}extension\s+([A-Z][\w.]*)", re.MULTILINE)


def declared(code):
    """The names of types declared at the top of the file, and those of nested types (which stand indented)."""
    top, nested = set(), set()
    for found in TYPE.finditer(code):
        (nested if found[1].strip("\n") else top).add(found[2])
    return top, nested


def extended(code):
    """The types that the file extends, without what is behind the first dot."""
    return {found[1].split(".")[0] for found in EXTENSION.finditer(code)}



def used(code, module):
    """Type names in `code` that are not members of another one: `Grant.ID` uses `Grant`, `Module.Grant` too."""
    for found in re.finditer(r"(?<![\w.])[A-Z]\w*(?:\s*\.\s*[A-Z]\w*)*", code):
        names = re.split(r"\s*\.\s*", found[0])
        if names[0] == module and len(names) > 1:
            names = names[1:]
        yield names

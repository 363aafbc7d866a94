"""The house as tables: which target may use what, and the order of the core's folders. Change the house here first."""

import dataclasses

SYSTEM_MODULES = {"Android", "Darwin", "Dispatch", "FoundationEssentials", "Glibc", "Musl", "Synchronization"}
"""Allowed everywhere. Full Foundation is not: `imports.py` knows the two places where it may stand."""


@dataclasses.dataclass(frozen=True)
class Library:
    """What one library target may use."""

    uses: frozenset = frozenset()
    """Targets of this package; the manifest must name exactly these."""

    products: frozenset = frozenset()
    """Products of other packages; the manifest must name exactly these."""

    system: frozenset = frozenset()
    """System modules beyond `SYSTEM_MODULES`."""


def library(uses="", products="", system=""):
    return Library(frozenset(uses.split()), frozenset(products.split()), frozenset(system.split()))


LIBRARIES = {
    "ConnectionsKit": library(),
    "ConnectionsKitConnectors": library("ConnectionsKit"),
    "ConnectionsKitHTTP": library("ConnectionsKit", "HTTPTypes"),
    "ConnectionsKitURLSession": library(
        "ConnectionsKit ConnectionsKitHTTP", "HTTPTypes", "Foundation FoundationNetworking"),
    "ConnectionsKitOAuth": library("ConnectionsKit ConnectionsKitHTTP", "Crypto CryptoExtras HTTPTypes"),
    "ConnectionsKitSealing": library("ConnectionsKit", "Crypto"),
    "ConnectionsKitInMemory": library("ConnectionsKit"),
    "ConnectionsKitSQLite": library("ConnectionsKit CSQLite"),
    "ConnectionsKitTesting": library("ConnectionsKit", system="Testing"),
    "ConnectionsKitOAuthTesting": library(
        "ConnectionsKit ConnectionsKitHTTP ConnectionsKitOAuth", "Crypto CryptoExtras HTTPTypes"),
}

SYSTEM_LIBRARIES = {"CSQLite"}
"""Targets without Swift sources."""

CORE = "ConnectionsKit"

FLOORS = (
    ("Console", "Workspace", "Runtime"),
    ("System",),
    ("Audit",),
    ("Credentials",),
    ("Storage",),
    ("Lifecycle",),
    ("Policy",),
    ("Secrets",),
    ("Model",),
    ("Support",),
)
"""The core's folders from the top. A name is used downward only; those on one floor do not know each other."""

// swift-tools-version: 6.2
import PackageDescription

// Fills a file with up to a million grants, and measures and breaks what works on it: `Scripts/prove million`. With
// `CONNECTIONSKIT_CORE_ONLY=1` it needs no outside package and seals as tests do, which is the short form within
// `Scripts/test`; without, it seals as a host does. It needs Linux.
let isCoreOnly = Context.environment["CONNECTIONSKIT_CORE_ONLY"] == "1"

let products =
    ["ConnectionsKit", "ConnectionsKitSQLite"] + (isCoreOnly ? ["ConnectionsKitTesting"] : ["ConnectionsKitSealing"])

let package = Package(
    name: "Million",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ConnectionsKit", path: "../..")],
    targets: [
        .executableTarget(
            name: "million",
            dependencies: products.map { .product(name: $0, package: "ConnectionsKit") },
            path: "Sources/Million",
            swiftSettings: isCoreOnly ? [] : [.define("ENVELOPES")])
    ]
)

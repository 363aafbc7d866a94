// swift-tools-version: 6.2
import PackageDescription

// Feeds every parser of bytes from the network with libFuzzer: `Scripts/prove fuzz` builds and runs it. The parsers and what
// must hold of them are shared with the tests of the library (the link `Parsers`), which replay the corpora.
let package = Package(
    name: "Fuzzing",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ConnectionsKit", path: "../..")],
    targets: [
        .executableTarget(
            name: "Fuzzing",
            dependencies: [
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitHTTP", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitOAuth", package: "ConnectionsKit"),
            ])
    ]
)

// swift-tools-version: 6.2
import PackageDescription

// A user of the core and of one adapter, and of nothing else: `Scripts/test-linkage` builds it where SQLite's headers
// cannot be found and looks at what the program needs to run.
let package = Package(
    name: "Linkage",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ConnectionsKit", path: "../..")],
    targets: [
        .executableTarget(
            name: "Linkage",
            dependencies: [
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitInMemory", package: "ConnectionsKit"),
            ])
    ]
)

// swift-tools-version: 6.2
import PackageDescription

// Measures, as ratios against a floor in the same run: `Scripts/bench` builds it in release mode and runs it.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "ConnectionsKit", path: "../..")],
    targets: [
        .systemLibrary(name: "SQLiteFile", path: "Sources/SQLiteFile"),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "SQLiteFile",
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitInMemory", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSealing", package: "ConnectionsKit"),
            ]),
    ]
)

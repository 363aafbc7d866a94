// swift-tools-version: 6.2
import PackageDescription

// Proves the refresh of tokens over real processes that share one SQLite file: `Scripts/test-processes` builds it with
// the core alone (`CONNECTIONSKIT_CORE_ONLY=1`) and runs the driver. It needs Linux.
let package = Package(
    name: "Processes",
    platforms: [.macOS(.v15)],
    products: [.library(name: "Shared", targets: ["Shared"])],
    dependencies: [.package(name: "ConnectionsKit", path: "../..")],
    targets: [
        .systemLibrary(name: "SQLiteFile", path: "Sources/SQLiteFile"),
        .target(name: "Shared", path: "Sources/Shared"),
        .executableTarget(name: "token-server", dependencies: ["Shared"], path: "Sources/TokenServer"),
        .executableTarget(
            name: "worker",
            dependencies: [
                "Shared",
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitTesting", package: "ConnectionsKit"),
            ],
            path: "Sources/Worker"),
        .executableTarget(name: "driver", dependencies: ["Shared", "SQLiteFile"], path: "Sources/Driver"),
    ]
)

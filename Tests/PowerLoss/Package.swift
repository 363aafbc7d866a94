// swift-tools-version: 6.2
import PackageDescription

// Cuts the power under the SQLite store, and kills its processes: `Scripts/test-power-loss` builds it with the core alone
// (`CONNECTIONSKIT_CORE_ONLY=1`) and runs it. It needs Linux.
let package = Package(
    name: "PowerLoss",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "ConnectionsKit", path: "../.."),
        .package(name: "Processes", path: "../Processes"),
    ],
    targets: [
        .target(
            name: "CPowerLoss",
            cSettings: [.enableWarning("all"), .enableWarning("extra"), .treatAllWarnings(as: .error)],
            linkerSettings: [.linkedLibrary("sqlite3")]),
        .executableTarget(
            name: "power-loss",
            dependencies: [
                "CPowerLoss",
                .product(name: "Shared", package: "Processes"),
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitTesting", package: "ConnectionsKit"),
            ],
            path: "Sources/PowerLoss",
            swiftSettings: [.treatAllWarnings(as: .error)]),
    ]
)

// swift-tools-version: 6.2
import PackageDescription

// A consumer of the library: it knows nothing that another consumer could not know. The commands stand in a library, so
// that their tests call them as they are, and the program is the one line that runs them.
let package = Package(
    name: "Operator",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "connections", targets: ["connections"])],
    dependencies: [
        .package(name: "ConnectionsKit", path: "../.."),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.6.0"),
    ],
    targets: [
        .target(
            name: "Operator",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitConnectors", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSealing", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
            ]),
        .executableTarget(name: "connections", dependencies: ["Operator"]),
        .testTarget(
            name: "OperatorTests",
            dependencies: [
                "Operator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitConnectors", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSealing", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitTesting", package: "ConnectionsKit"),
            ]),
    ]
)

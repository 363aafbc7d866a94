// swift-tools-version: 6.2
import PackageDescription

// The code that the guides and the README show, as a consumer compiles it. `Scripts/check-guides` compares the two.
let package = Package(
    name: "Guides",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "ConnectionsKit", path: "../.."),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
    ],
    targets: [
        .target(
            name: "Guides",
            dependencies: [
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitConnectors", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitHTTP", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitInMemory", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitOAuth", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSealing", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitURLSession", package: "ConnectionsKit"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ]),
        .testTarget(
            name: "GuidesTests",
            dependencies: [
                "Guides",
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitInMemory", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitTesting", package: "ConnectionsKit"),
            ]),
    ]
)

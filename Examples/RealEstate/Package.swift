// swift-tools-version: 6.2
import PackageDescription

// A consumer of the library: it knows nothing that another consumer could not know.
let package = Package(
    name: "RealEstate",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "ConnectionsKit", path: "../.."),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .executableTarget(
            name: "RealEstate",
            dependencies: [
                .product(name: "ConnectionsKit", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitConnectors", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitHTTP", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitOAuth", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitOAuthTesting", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSQLite", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitSealing", package: "ConnectionsKit"),
                .product(name: "ConnectionsKitURLSession", package: "ConnectionsKit"),
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
            ])
    ]
)

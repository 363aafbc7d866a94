// swift-tools-version: 6.2
import PackageDescription

// `CONNECTIONSKIT_DEVELOPMENT=1` makes warnings errors. Never unconditional: a dependency that treats warnings as
// errors does not build for consumers under Swift Build (swift-package-manager#9517).
let isDevelopment = Context.environment["CONNECTIONSKIT_DEVELOPMENT"] == "1"

// `CONNECTIONSKIT_CORE_ONLY=1` leaves out every target that needs an outside package. Sanitizer and simulation runs
// use it, since a filtered test run still builds all test targets.
let isCoreOnly = Context.environment["CONNECTIONSKIT_CORE_ONLY"] == "1"

// `CONNECTIONSKIT_DOCUMENTATION=1` adds the DocC plugin.
let isDocumentation = Context.environment["CONNECTIONSKIT_DOCUMENTATION"] == "1"

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")

// A library target, its test target, and the package products that the library needs.
struct Library {
    var name: String
    var uses: [String] = []
    var products: [Target.Dependency] = []
    var testUses: [String] = []
    var testResources: [Resource] = []
    var isCore: Bool { self.products.isEmpty }
}

// The house: `Scripts/check` compares these edges, and the imports in the sources, with its own table.
let libraries: [Library] = [
    Library(
        name: "ConnectionsKit", testUses: ["ConnectionsKitInMemory", "ConnectionsKitSQLite", "ConnectionsKitTesting"]),
    Library(name: "ConnectionsKitConnectors", uses: ["ConnectionsKit"]),
    Library(
        name: "ConnectionsKitHTTP", uses: ["ConnectionsKit"], products: [httpTypes],
        testUses: ["ConnectionsKitInMemory", "ConnectionsKitTesting"]),
    Library(
        name: "ConnectionsKitURLSession", uses: ["ConnectionsKit", "ConnectionsKitHTTP"], products: [httpTypes],
        testUses: ["ConnectionsKitConnectors", "ConnectionsKitInMemory", "ConnectionsKitTesting"]),
    Library(
        name: "ConnectionsKitOAuth", uses: ["ConnectionsKit", "ConnectionsKitHTTP"],
        products: [crypto, cryptoExtras, httpTypes],
        testUses: [
            "ConnectionsKitConnectors", "ConnectionsKitInMemory", "ConnectionsKitOAuthTesting", "ConnectionsKitSQLite",
            "ConnectionsKitSealing", "ConnectionsKitTesting", "ConnectionsKitURLSession",
        ]),
    Library(
        name: "ConnectionsKitSealing", uses: ["ConnectionsKit"], products: [crypto],
        testUses: ["ConnectionsKitTesting"]),
    Library(name: "ConnectionsKitInMemory", uses: ["ConnectionsKit"], testUses: ["ConnectionsKitTesting"]),
    Library(
        name: "ConnectionsKitSQLite", uses: ["ConnectionsKit", "CSQLite"],
        testUses: ["ConnectionsKitTesting"]),
    Library(name: "ConnectionsKitTesting", uses: ["ConnectionsKit"], testUses: ["ConnectionsKitInMemory"]),
    Library(
        name: "ConnectionsKitOAuthTesting", uses: ["ConnectionsKit", "ConnectionsKitHTTP", "ConnectionsKitOAuth"],
        products: [crypto, cryptoExtras, httpTypes]),
]

let settings: [SwiftSetting] = {
    var settings: [SwiftSetting] = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),  // SE-0335
        .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
        .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
        .strictMemorySafety(),  // SE-0458
    ]
    if isDevelopment {
        settings.append(.treatAllWarnings(as: .error))
        #if compiler(>=6.3)
        settings.append(.treatWarning("ExplicitSendable", as: .error))
        #endif
    }
    return settings
}()

let included = libraries.filter { $0.isCore || !isCoreOnly }
let includedNames = Set(included.map(\.name)).union(["CSQLite"])

func local(_ names: [String]) -> [Target.Dependency] {
    names.filter(includedNames.contains).map { .target(name: $0) }
}

let package = Package(
    name: "ConnectionsKit",
    platforms: [.macOS(.v15), .iOS(.v18), .tvOS(.v18), .watchOS(.v11), .visionOS(.v2)],
    products: included.map { .library(name: $0.name, targets: [$0.name]) },
    dependencies: (isCoreOnly
        ? []
        : [
            .package(url: "https://github.com/apple/swift-crypto", from: "4.0.0"),
            .package(url: "https://github.com/apple/swift-http-types", from: "1.4.0"),
        ])
        + (isDocumentation ? [.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0")] : []),
    targets: [
        .systemLibrary(
            name: "CSQLite", providers: [.apt(["libsqlite3-dev"]), .brew(["sqlite"])])
    ]
        + included.map {
            .target(name: $0.name, dependencies: local($0.uses) + $0.products, swiftSettings: settings)
        }
        + included.map {
            .testTarget(
                name: "\($0.name)Tests",
                dependencies: local([$0.name] + $0.uses + $0.testUses) + $0.products,
                resources: $0.testResources,
                swiftSettings: settings)
        }
)

// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

// One target a room; the arrows between them are told in docs/contributors.md.
let package = Package(
  name: "wegpunkt",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "Vocabulary", swiftSettings: strict),
    .target(name: "Storage", dependencies: ["Vocabulary", "CLibPQ", grdb], swiftSettings: strict),
    .target(
      name: "Web", dependencies: ["Vocabulary", "CZlib", hummingbird, crypto],
      resources: [.copy("Assets"), .copy("Texts"), .copy("Terms")], swiftSettings: strict),
    .target(name: "Access", dependencies: ["Vocabulary", "Storage", "Web"], swiftSettings: strict),
    .target(name: "TestSupport", dependencies: ["Storage"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: strict),
    .testTarget(name: "StorageTests", dependencies: ["Vocabulary", "Storage", "TestSupport"], swiftSettings: strict),
    .testTarget(name: "WebTests", dependencies: ["Vocabulary", "Web", hummingbirdTesting], swiftSettings: strict),
    .testTarget(name: "AccessTests", dependencies: ["Access"], swiftSettings: strict),
  ]
)

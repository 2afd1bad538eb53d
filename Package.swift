// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")

// One target a room; the arrows between them are told in docs/contributors.md.
let package = Package(
  name: "wegpunkt",
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .target(name: "Vocabulary", swiftSettings: strict),
    .target(name: "Storage", dependencies: ["Vocabulary", "CLibPQ", grdb], swiftSettings: strict),
    .target(name: "TestSupport", dependencies: ["Storage"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: strict),
    .testTarget(name: "StorageTests", dependencies: ["Vocabulary", "Storage", "TestSupport"], swiftSettings: strict),
  ]
)

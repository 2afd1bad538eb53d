// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(name: "HummingbirdTesting", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")

// One target a room; the arrows between them are told in docs/contributors.md.
let package = Package(
  name: "wegpunkt",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),

    .target(name: "Vocabulary", swiftSettings: strict),
    .target(
      name: "Search", dependencies: ["Vocabulary", "CMalloc"], exclude: ["Languages/README.md"],
      resources: [.copy("Languages"), .copy("Dictionary")], swiftSettings: strict),
    .target(name: "Storage", dependencies: ["Vocabulary", "CLibPQ", grdb, crypto], swiftSettings: strict),
    .target(
      name: "Web", dependencies: ["Vocabulary", "CZlib", "CQREncode", hummingbird, crypto],
      resources: [.copy("Assets"), .copy("Texts"), .copy("Terms")], swiftSettings: strict),
    .target(
      name: "Access",
      dependencies: ["Vocabulary", "Storage", "Web", hummingbird, crypto, cryptoExtras, jwt, httpClient],
      resources: [.copy("Texts"), .copy("Passwords")], swiftSettings: strict),
    .target(
      name: "Directory", dependencies: ["Vocabulary", "Storage", "Search", "Web", "Access", hummingbird],
      resources: [
        .copy("Texts"), .copy("DeskTexts"), .copy("Terms"), .copy("Topics"), .copy("Concepts"), .copy("Demo"),
        .copy("PlainLanguage/hard-words.json"),
      ],
      swiftSettings: strict),
    .target(
      name: "Exchange", dependencies: ["Vocabulary", "Storage", "Search", "Web", "Directory", "CArchive", hummingbird],
      resources: [.copy("Texts"), .copy("Topics")], swiftSettings: strict),
    .target(
      name: "Tiles", dependencies: ["Vocabulary", "Web", hummingbird, httpClient, crypto], swiftSettings: strict),
    .executableTarget(
      name: "wegpunkt",
      dependencies: [
        "Vocabulary", "Storage", "Search", "Web", "Access", "Directory", "Exchange", "Tiles", hummingbird,
        hummingbirdTLS, nioSSL, arguments, configuration, system,
      ], swiftSettings: strict),

    .executableTarget(
      name: "search-quality",
      dependencies: ["Vocabulary", "Storage", "Search", "Web", "Directory", "Exchange", "Seeded", grdb, crypto],
      path: "Benchmarks/SearchQuality", swiftSettings: strict),

    .target(
      name: "BenchCorpus", dependencies: ["Vocabulary", "Search", "Seeded"], path: "Benchmarks/BenchCorpus",
      swiftSettings: strict),
    .executableTarget(
      name: "search-bench", dependencies: ["BenchCorpus", "Seeded", "Vocabulary", "Search", "Storage", grdb],
      path: "Benchmarks/SearchBench", swiftSettings: strict),
    .executableTarget(
      name: "directory-bench",
      dependencies: ["BenchCorpus", "Seeded", "Vocabulary", "Search", "Storage", "Web", "Directory"],
      path: "Benchmarks/DirectoryBench", swiftSettings: strict),

    .target(name: "Seeded", path: "Tests/Seeded", swiftSettings: strict),
    .target(name: "TestSupport", dependencies: ["Storage"], path: "Tests/Support", swiftSettings: strict),
    .testTarget(name: "VocabularyTests", dependencies: ["Vocabulary"], swiftSettings: strict),
    .testTarget(name: "StorageTests", dependencies: ["Vocabulary", "Storage", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "SearchTests", dependencies: ["Vocabulary", "Search", "Seeded"], exclude: ["Vectors"], swiftSettings: strict
    ),
    .testTarget(
      name: "WebTests", dependencies: ["Vocabulary", "Web", "Seeded", hummingbirdTesting], swiftSettings: strict),
    .testTarget(
      name: "AccessTests",
      dependencies: ["Access", "Vocabulary", "Storage", "Web", "TestSupport", hummingbird, hummingbirdTesting, jwt],
      swiftSettings: strict),
    .testTarget(
      name: "DirectoryTests",
      dependencies: ["Vocabulary", "Storage", "Search", "Web", "Access", "Directory", "Seeded", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExchangeTests",
      dependencies: ["Exchange", "Directory", "Storage", "Vocabulary", "Web", "CArchive", "Seeded", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "wegpunkt", "Vocabulary", "Storage", "Search", "Web", "Access", "Directory", "Seeded", "TestSupport", "Tiles",
        crypto, hummingbird, hummingbirdTesting, httpClient, nioSSL, arguments,
      ], swiftSettings: strict),
    .testTarget(
      name: "TilesTests", dependencies: ["Tiles", "Vocabulary", "Web", "TestSupport", hummingbird],
      swiftSettings: strict),
  ]
)

// swift-tools-version: 6.0
import PackageDescription

// `lachan_ffiFFI` and `LaChanFFI` hold what bindings/generate.sh writes. Apps import `LaChan` and see nothing of them.
// The linker finds liblachan_ffi by `-L`; see test.sh.
let package = Package(
  name: "LaChan",
  platforms: [.iOS(.v16), .macOS(.v13)],
  products: [.library(name: "LaChan", targets: ["LaChan"])],
  targets: [
    .systemLibrary(name: "lachan_ffiFFI"),
    .target(name: "LaChanFFI", dependencies: ["lachan_ffiFFI"]),
    .target(name: "LaChan", dependencies: ["LaChanFFI"]),
    .testTarget(name: "LaChanTests", dependencies: ["LaChan"]),
  ],
  swiftLanguageModes: [.v6]
)

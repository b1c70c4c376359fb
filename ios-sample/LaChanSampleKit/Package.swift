// swift-tools-version: 6.0
import PackageDescription

// View models and words of the sample app: plain Swift that also builds and is tested on Linux.
let package = Package(
  name: "LaChanSampleKit",
  platforms: [.iOS(.v16), .macOS(.v13)],
  products: [.library(name: "LaChanSampleKit", targets: ["LaChanSampleKit"])],
  dependencies: [.package(name: "LaChan", path: "../../bindings/swift")],
  targets: [
    .target(name: "LaChanSampleKit", dependencies: [.product(name: "LaChan", package: "LaChan")]),
    .testTarget(name: "LaChanSampleKitTests", dependencies: ["LaChanSampleKit"]),
  ],
  swiftLanguageModes: [.v6]
)

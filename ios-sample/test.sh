#!/usr/bin/env bash
# Builds and tests the sample's kit, and checks the syntax and style of the app. bindings/generate.sh ran before.
# Exit 69 when no Swift can be had on this machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
if [ "${1:-}" != inside ]; then exec "$here/../bindings/swift/swift-toolchain.sh" "$here" ./test.sh inside; fi

library=$(cd "$here/../target/debug" && pwd)
export LD_LIBRARY_PATH="$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
cp ../bindings/swift/.swift-format . && trap 'rm -f "$here/.swift-format"' EXIT
swift format lint --strict --recursive App LaChanSampleKit/Package.swift LaChanSampleKit/Sources LaChanSampleKit/Tests
swiftc -parse App/*.swift
cd LaChanSampleKit
swift test --disable-swift-testing -Xswiftc -warnings-as-errors -Xlinker -L"$library" -Xlinker -rpath -Xlinker "$library" 2>&1 |
  grep -vE '^\[[0-9]+/[0-9]+\]'

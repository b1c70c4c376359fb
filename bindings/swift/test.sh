#!/usr/bin/env bash
# Builds the Swift package with warnings as errors, runs its tests and checks its style. bindings/generate.sh ran before.
# Exit 69 when no Swift can be had on this machine.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

if [ "${1:-}" != inside ]; then
  [ -e "$here/Sources/LaChanFFI/generated/LaChanFFI.swift" ] || {
    echo "swift: run bindings/generate.sh first; it builds the library and writes the code behind the package" >&2
    exit 1
  }
  exec "$here/swift-toolchain.sh" "$here" ./test.sh inside
fi

library=$(cd "$here/../../target/debug" && pwd)
export LD_LIBRARY_PATH="$library${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
flags=(-Xswiftc -warnings-as-errors -Xlinker -L"$library" -Xlinker -rpath -Xlinker "$library")

swift format lint --strict --recursive Package.swift Sources/LaChan Tests
swift build --build-tests "${flags[@]}"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if swift test --skip-build "${flags[@]}" >"$log" 2>&1; then
  grep -E '^(Test Suite .(All tests|debug.xctest)|[[:space:]]+Executed)' "$log" | tail -n 2
else
  status=$?
  cat "$log"
  exit "$status"
fi

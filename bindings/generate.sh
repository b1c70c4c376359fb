#!/usr/bin/env bash
# Builds the host library and writes the Kotlin and Swift code that UniFFI generates from it.
# The generated files are not checked in; both packages keep them internal.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$top"

cargo build -q -p lachan-ffi
cargo build -q -p lachan-bindgen
case "$(uname -s)" in
  Darwin) library=target/debug/liblachan_ffi.dylib ;;
  *) library=target/debug/liblachan_ffi.so ;;
esac

kotlin=bindings/kotlin/src/generated/kotlin
rm -rf "$kotlin"
target/debug/uniffi-bindgen generate "$library" --language kotlin --no-format --out-dir "$kotlin"
# UniFFI writes public declarations; the package keeps every top-level one to itself.
find "$kotlin" -name '*.kt' -exec sed -E -i.bak \
  's/^(public )?((data |sealed |enum |open |abstract |value )*(class|interface|object) |(inline )?fun |const val |val |var |typealias )/internal \2/
   s/(\*\/|@Throws\(LaChanException::class\)) fun /\1 internal fun /' {} +
find "$kotlin" -name '*.bak' -delete

swift=bindings/swift/Sources/LaChanFFI/generated
headers=bindings/swift/Sources/lachan_ffiFFI
rm -rf "$swift" "$headers"
mkdir -p "$swift" "$headers"
target/debug/uniffi-bindgen-swift --swift-sources "$library" "$swift"
target/debug/uniffi-bindgen-swift --headers "$library" "$headers"
cat > "$headers/module.modulemap" <<'EOF'
module lachan_ffiFFI {
  header "lachan_ffiFFI.h"
  link "lachan_ffi"
  export *
}
EOF

#!/usr/bin/env bash
# Takes the pictures of the reports in demo-out with a headless Chromium: narrow, wide and dark.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
chromium=$(command -v chromium || command -v google-chrome || { echo "pictures need Chromium" >&2; exit 1; })
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

shot() { # report width height name [flag…]
  local report=$1 width=$2 height=$3 name=$4
  shift 4
  "$chromium" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars --user-data-dir="$profile" \
    --window-size="$width,$height" "$@" --screenshot="docs/pictures/$name.png" "file://$PWD/demo-out/$report" 2>/dev/null
  echo "docs/pictures/$name.png"
}

shot report-2026-W47-parent-vi.html 1280 2600 report-parent-vi-1280
shot report-2026-W47-parent-en.html 1280 2600 report-parent-en-1280
# Chromium's window is never narrower than 500 px, so a frame of 360 px stands in for the phone.
printf '<body style="margin:0"><iframe src="report-2026-W47-parent-vi.html" style="border:0;width:360px;height:9000px"></iframe>' \
  > demo-out/narrow.html
shot narrow.html 500 9000 report-parent-vi-360
shot report-2026-W47-parent-vi.html 1280 2600 report-parent-vi-dark --blink-settings=preferredColorScheme=0
shot report-2026-W47-child-vi.html 1280 2000 report-child-vi-1280

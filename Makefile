# Two commands: `make demo` shows the main job, `make test` is all that CI runs.
.PHONY: help demo test tools fmt lint rust bindings kotlin android swift ios vectors eval model card bench pictures clean

help: ## This list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

demo: ## Replay the sample week into an encrypted store; alerts, totals and reports out (Rust, C compiler, perl, make)
	cargo run --locked -q -p lachan-cli --bin lachan -- demo --out demo-out --lang vi
	@echo "Open demo-out/report-2026-W47-parent-vi.html in a browser."

test: tools fmt lint rust bindings kotlin android swift ios ## All that CI runs
	@echo "make test: all parts passed"

tools: ## Install what the tests need, where that may be done; else say what is missing
	.ci/tools

fmt:
	cargo fmt --all --check

lint: ## Clippy; and licences and advisories where cargo-deny is at hand
	cargo clippy --locked --all-targets -- -D warnings
	.ci/deny

rust: ## Rust tests
	cargo test --locked

bindings: ## Build the host library and generate the Kotlin and Swift code
	bindings/generate.sh

kotlin: bindings ## Kotlin package on the JVM
	mvn -B -ntp -f bindings/kotlin/pom.xml install

android: kotlin ## Android sample under Robolectric, over the real core
	mvn -B -ntp -f android-sample/pom.xml test

swift: bindings ## Swift package (its own toolchain, or Debian 13's in a chroot)
	bindings/swift/test.sh

ios: swift ## The iOS sample's kit; the app itself needs a Mac
	ios-sample/test.sh

vectors: ## Write the conformance vectors anew; look at the difference before you commit it
	LACHAN_BLESS=1 cargo test --locked -p lachan-core --test vectors
	git --no-pager diff --stat -- tests/vectors

eval: ## Detection quality on the development and the frozen conversations
	cargo run --locked --release -q -p lachan-cli -- eval tests/conversations/development
	cargo run --locked --release -q -p lachan-cli -- eval tests/conversations/frozen

# The licensed sources of docs/model-card.md, where they lie; without them the weights come out otherwise.
LICENSED ?= ../shared/data/licensed

model: ## Train the learned scorer anew: core/data/model/scorer.bin
	cargo run --locked --release -q -p lachan-cli -- train --licensed $(LICENSED) \
	  tests/conversations/training tests/conversations/messages tests/conversations/development

card: ## Write the figures and charts of docs/model-card.md from the frozen conversations
	cargo run --locked --release -q -p lachan-cli -- eval tests/conversations/frozen --card docs/model-card.md

bench: ## Criterion benches, each with a peer in the same run
	cargo bench --locked -p lachan-core

pictures: demo ## Screenshots of the report in Chromium, for docs/pictures
	docs/pictures/make.sh

clean:
	cargo clean
	rm -rf demo-out bindings/kotlin/target bindings/swift/.build android-sample/target ios-sample/LaChanSampleKit/.build

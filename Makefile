# make demo    install what is missing, build the release, show what it does
# make test    install what the tests need, build, run every test
# make lint    format, warnings, generated files up to date
# make check   what CI runs: test, then lint
# make conformance  what audits say of real models beside what LiteRT makes of them
# make bench   beside peers; writes Benchmarks/RESULTS.md and ZOO.md
# make build   the release: .build/release/tflens
# make docs    print the pages that the code itself knows
# make schema  compile schema/tflite.fbs into the C module
# make format  lay out the Swift sources
# make clean   remove what was built

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo test lint check conformance bench build docs schema format clean deps test-deps

# The Swift runtime is linked in, so that the tool is one file that runs without a toolchain.
RELEASE := swift build --configuration release --product tflens --static-swift-stdlib
TFLENS := .build/release/tflens
SWIFT_FILES := Package.swift Sources Tests

deps:
	@scripts/install-packages libflatbuffers-dev libsqlite3-dev libssl-dev libminizip-dev g++

build: deps
	$(RELEASE)

demo: build
	@echo
	$(TFLENS) hardswish fixtures/digits_int8.tflite
	@echo
	$(TFLENS) inspect fixtures/decomposed_folded_int8.tflite

test-deps: deps
	@scripts/install-packages flatbuffers-compiler python3 python3-venv bsdutils gcc iverilog \
	  parallel default-jre-headless
	@scripts/make-venv .venv Tests/requirements.txt
	@scripts/make-venv .venv-vela Tests/vela-requirements.txt
	@scripts/make-venv .venv-spark examples/spark/requirements.txt

# The log keeps the compiler's warnings for `make lint`.
test: test-deps
	@mkdir -p .build
	swift build --build-tests 2>&1 | tee .build/build.log
	swift test

lint:
	swift format lint --strict --recursive $(SWIFT_FILES)
	@scripts/check-warnings .build/build.log
	@scripts/check-conversions
	@scripts/check-schema
	@scripts/compare-schema
	@scripts/check-docs

check: test lint

# Real models are in the folder that TFLENS_CORPUS names.
conformance: test-deps
	swift test --filter 'AuditConformanceTests|RegisteredKernelsTests'

bench:
	@scripts/install-packages hyperfine flatbuffers-compiler python3 python3-venv time
	Benchmarks/run
	Benchmarks/run-zoo

docs:
	swift build --product tflens
	scripts/make-docs

schema:
	scripts/make-schema

format:
	swift format --in-place --recursive $(SWIFT_FILES)

clean:
	rm -rf .build .venv .venv-vela .venv-spark Benchmarks/.venv Benchmarks/models

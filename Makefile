# make demo         install missing packages, build the release, run it on two models
# make test         install test dependencies, build, run every test
# make lint         check formatting, warnings and generated files
# make check        test, then lint, as in CI
# make conformance  compare audits of real models with LiteRT
# make soak         fuzz each part for a minute; SECONDS_EACH=N for longer
# make bench        compare speed and memory with other tools; writes Benchmarks/RESULTS.md and ZOO.md
# make build        build the release: .build/release/tflens, one static file; its symbols are in tflens.debug
# make install      install it, its manual page and completions; PREFIX=/usr/local, DESTDIR=
# make wheel        make the Python wheel in dist/
# make deb          make the Debian package in dist/
# make packages     make both and test them: installed, used, removed
# make quick        build, and test without Java, Spark and Vela; FILTER=ModelFormatTests for one module
# make docs         generate the pages of docs/ that are printed from code
# make schema       compile the schemas of schema/ into the C module
# make format       format the Swift sources
# make clean        remove build products

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := demo
.PHONY: demo test quick lint check conformance soak bench build install wheel deb packages docs schema format clean deps test-deps

# A static executable is one file that runs on every Linux of its processor.
RELEASE := swift build --configuration release --product tflens --static-swift-stdlib \
  -Xswiftc -static-executable
PREFIX ?= /usr/local
FILTER ?= .
TFLENS := .build/release/tflens
SWIFT_FILES := Package.swift Sources Tests Fuzz/Package.swift Fuzz/Sources

deps:
	@scripts/install-packages libflatbuffers-dev libsqlite3-dev libssl-dev libyaml-dev libminizip-dev libfmt-dev g++

build: deps
	$(RELEASE)
	@scripts/separate-symbols $(TFLENS)

install:
	scripts/install-files $(TFLENS) $(PREFIX)

wheel: build
	@scripts/install-packages python3
	scripts/make-wheel $(TFLENS) dist

deb: build
	@scripts/install-packages python3 xz-utils
	scripts/make-deb $(TFLENS) dist

packages: wheel deb
	@scripts/install-packages python3-venv groff-base bash zsh fish strace
	@scripts/make-venv .venv-packages Tests/Packages/requirements.txt
	.venv-packages/bin/python -B -m unittest discover --start-directory Tests/Packages --verbose

demo: build
	@echo
	$(TFLENS) hardswish fixtures/digits_int8.tflite
	@echo
	$(TFLENS) inspect fixtures/decomposed_folded_int8.tflite

test-deps: deps
	@scripts/install-packages flatbuffers-compiler python3 python3-venv bsdutils gcc xxd iverilog \
	  parallel default-jre-headless chromium graphviz
	@scripts/make-venv .venv Tests/requirements.txt
	@scripts/make-venv .venv-vela Tests/vela-requirements.txt
	@scripts/make-venv .venv-spark examples/spark/requirements.txt

# The tests' packages are installed while the compiler, which does not need them, leaves a core idle. The log keeps the
# compiler's warnings for `make lint`.
test: deps
	@mkdir -p .build
	@$(MAKE) --no-print-directory test-deps >.build/test-deps.log 2>&1 & deps=$$!; \
	  swift build --build-tests 2>&1 | tee .build/build.log; \
	  wait $$deps || { cat .build/test-deps.log; exit 1; }
	swift test --skip-build

quick: deps
	@scripts/install-packages flatbuffers-compiler python3 python3-venv xxd
	@scripts/make-venv .venv Tests/requirements.txt
	swift build --build-tests
	swift test --skip-build --filter '$(FILTER)' --skip 'Spark|Vela'

lint:
	swift format lint --strict --recursive $(SWIFT_FILES)
	@scripts/check-warnings .build/build.log
	@scripts/check-conversions
	@scripts/check-schema
	@scripts/compare-schema
	@scripts/check-docs
	@scripts/check-aarch64

check: test lint

# TFLENS_CORPUS names the folder of real models.
conformance: test-deps
	swift test --filter 'AuditConformanceTests|RegisteredKernelsTests'

soak: deps
	Fuzz/soak

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
	rm -rf .build Fuzz/.build .venv .venv-vela .venv-spark .venv-packages dist Benchmarks/.venv Benchmarks/models \
	  Benchmarks/Twin/build

# The commands of Wegpunkt. `make run` and `make test` are all a newcomer needs.
SHELL := /bin/bash
TEST_BUILD := .build/test
PORT ?= 8080
DATA ?= demo

.PHONY: build run test lint bench search-quality install-run install-test

## Installs what is missing and builds the release program, .build/release/wegpunkt
build: install-run
	swift build -c release --product wegpunkt

## Makes the demo once and serves it
run: build
	.build/release/wegpunkt demo --data $(DATA) --port $(PORT)

## Installs what is missing and passes every test: Swift on SQLite and PostgreSQL, browser in Chromium
test: install-test
	Scripts/test.sh $(TEST_BUILD)

## Formatting and house rules
lint:
	Scripts/lint.sh

## Judged queries over the demo, beside SQLite FTS5 and PostgreSQL
search-quality: install-test
	Scripts/with-postgres.sh Scripts/search-quality.sh

## Speed and memory at 100,000 offers, as ratios within one run
bench: install-test
	Scripts/with-postgres.sh Scripts/bench.sh

install-run:
	@Scripts/install.sh run

install-test:
	@Scripts/install.sh test

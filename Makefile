# The commands of the project. `make` alone lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

BINARY := bin/kartoteka
SPA_SOURCES := $(shell find frontend/src frontend/public -type f) \
	$(wildcard frontend/*.html frontend/*.ts frontend/*.json)
PACKAGES ?= ./...
# RACE=-race runs the Go tests under the race detector, which takes several times as long.
RACE ?=

# Programs and tests are built alike, so that each package is compiled once.
export GOFLAGS := -trimpath
ifeq ($(RACE),)
export CGO_ENABLED := 0
endif

.PHONY: help
help: ## List the commands.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: build ## Serve on http://localhost:8080 with demonstration data, kept in bin/demo.db.
	$(BINARY) serve --demo --database sqlite:bin/demo.db

.PHONY: build
build: frontend/dist/index.html ## Build bin/kartoteka with the admin application in it.
	go build -ldflags '-s -w' -o $(BINARY) ./cmd/kartoteka

.PHONY: test
test: dependencies test-go test-faults test-spa test-e2e ## Run every test, on both databases and in a browser.

.PHONY: test-go
test-go: ## Run the Go tests on SQLite and PostgreSQL. PACKAGES=./internal/… narrows them.
	scripts/test-go $(RACE) $(PACKAGES)

.PHONY: test-faults
test-faults: ## Break the program in the small size.
	cd faults && ../scripts/test-go -parallel 4 ./... # some wait more than they work

.PHONY: test-spa
test-spa: frontend/node_modules/.package-lock.json ## Lint, type-check and test the admin application.
	npm --prefix frontend run lint
	npm --prefix frontend run typecheck
	npm --prefix frontend run check-locales
	npm --prefix frontend test

.PHONY: test-e2e
test-e2e: build ## Use the built program in a browser.
	npm --prefix frontend run e2e

.PHONY: check
check: generate-check lint test ## Everything a change must pass.

.PHONY: lint
lint: ## Lint the Go code and the API.
	go tool -modfile=tools/go.mod golangci-lint run ./...
	cd faults && GOWORK=off go tool -modfile=../tools/go.mod golangci-lint run ./...
	scripts/buf lint proto
	scripts/buf format proto --diff --exit-code
	scripts/buf breaking proto --against proto/published.binpb

.PHONY: publish-api
publish-api: ## Take the API as it is for published: from then on lint refuses what would break its clients.
	scripts/buf build proto --path proto/kartoteka --exclude-source-info -o proto/published.binpb

.PHONY: generate
generate: frontend/node_modules/.package-lock.json ## Make gen/ and frontend/src/gen/ anew from proto/ and ent/schema/.
	scripts/generate

.PHONY: generate-check
generate-check: generate
	@test -z "$$(git status --porcelain gen frontend/src/gen)" || \
		{ git status --short gen frontend/src/gen; echo "The generated code differs from what is committed."; exit 1; }

.PHONY: migration
migration: ## Plan the migration from the last one to the schema: make migration NAME=add_something
	@test -n "$(NAME)" || { echo "usage: make migration NAME=add_something"; exit 2; }
	go run ent/plan.go $(NAME)

.PHONY: bench
bench: ## Measure lists, search and sync against plain SQL; BENCH='-customers 20000' for a short one.
	go run ./cmd/bench $(BENCH)

.PHONY: faults
faults: dependencies ## Break the program for hours and look; SHORT=1 for minutes, CASE=TestX/sqlite FAULTS_SEED=42 for one again.
	SHORT='$(SHORT)' CASE='$(CASE)' FAULTS_SEED='$(FAULTS_SEED)' REPORT='$(REPORT)' scripts/faults

.PHONY: dependencies
dependencies: ## Install what the tests need and the machine lacks: PostgreSQL and Chromium.
	scripts/dependencies

frontend/node_modules/.package-lock.json: frontend/package.json frontend/package-lock.json
	@command -v npm > /dev/null || { echo "Node.js 20.19 or newer with npm is needed: https://nodejs.org"; exit 1; }
	npm --prefix frontend ci --no-audit --no-fund
	@touch $@

frontend/dist/index.html: frontend/node_modules/.package-lock.json $(SPA_SOURCES)
	npm --prefix frontend run build
	@touch $@

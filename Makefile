.DEFAULT_GOAL := help
bin := .venv/bin
tests := $(bin)/pytest --dist=worksteal --numprocesses
pure := tests/model tests/protocol $(wildcard tests/test_*facts.py)
drawn := tests/ui tests/flows

.PHONY: help
help: ## this list
	@sed -n 's/^\([a-z]*\):.*## */\1\t/p' $(MAKEFILE_LIST) | expand -t 12

.PHONY: run
run: ## the panel on a simulated battery; without a display its page pictures
	@deploy/run

.PHONY: test
test: lint ## everything: set-up, lint, all tests; every branch of protocol and model covered
	$(tests) 2 --cov --cov-report= $(pure)
	$(bin)/coverage report --include='hmi/protocol/*,hmi/model/*' --fail-under=100
	@# Four, as these mostly wait.
	$(tests) 4 tests $(patsubst %,--ignore=%,tests/bench $(pure) $(drawn))
	$(tests) 2 $(drawn)

.PHONY: lint
lint: setup ## style, format and types
	$(bin)/ruff check
	$(bin)/ruff format --check
	$(bin)/mypy

.PHONY: format
format: setup ## put the code into its format
	$(bin)/ruff check --fix-only
	$(bin)/ruff format

.PHONY: setup
setup: ## Debian packages, .venv, pinned dependencies, catalogues (quick when nothing changed)
	@deploy/setup

.PHONY: messages
messages: setup ## texts of hmi, kv and assets/facts into locales; catalogues merged and compiled
	@$(bin)/python locales/update.py
	@deploy/setup

.PHONY: sheets
sheets: setup ## contact sheets of every page into build/sheets, one a size and language
	@for panel in ctp28 ctp35 7in; do for way in "" --upright; do \
		$(bin)/pack-hmi shots build/sheets --sheet --language all --panel $$panel $$way || exit 1; done; done

.PHONY: fonts
fonts: setup ## the panel's fonts anew, from Source Sans Pro and Noto Sans CJK
	@deploy/setup fonts
	@$(bin)/pip install --quiet --require-hashes --no-deps --upgrade --target build/fonts -r assets/fonts/sources.lock
	@$(bin)/python assets/fonts/subset.py --from /usr/share/fonts/opentype/noto \
		--latin build/fonts/font_source_sans_pro/files

.PHONY: lock
lock: setup ## the lock files from pyproject.toml
	@deploy/lock

.PHONY: bench
bench: setup ## the measurements in tests/bench
	@if [ -d tests/bench ]; then $(bin)/pytest tests/bench; else echo "there is no tests/bench"; fi

.PHONY: clean
clean: ## remove everything that was made, .venv included
	rm -rf .venv build dist .coverage .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find hmi kv tests locales assets -name __pycache__ -prune -exec rm -r {} +
	rm -f locales/*/LC_MESSAGES/*.mo

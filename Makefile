# Everything runs in .venv, made from the lock; PYTHON is any Python from 3.11 on.
PYTHON ?= python3
BIN := .venv/bin
export MPLBACKEND := agg

.PHONY: model benchmark-panel benchmark-scale benchmark-mentions benchmark-stance benchmark-outlets lexicon help run test lint test-unit test-notebooks notebooks lab lock clean
.DEFAULT_GOAL := help

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/ready ## analyse seeds/ and write tables, figures and a page to data/output/
	$(BIN)/stance run seeds/ --out data/output --target USA --target RUS

test: lint test-unit test-notebooks ## all checks: lint, types, unit tests, notebooks

lint: .venv/ready ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test-unit: .venv/ready ## unit tests
	$(BIN)/pytest tests

test-notebooks: .venv/ready ## the notebooks give again what is committed in them, charts included
	$(BIN)/pytest --nbval notebooks

notebooks: .venv/ready ## run the notebooks anew and keep their outputs
	$(BIN)/jupyter nbconvert --to notebook --execute --inplace --log-level=WARN \
		--ExecutePreprocessor.record_timing=False --ClearMetadataPreprocessor.enabled=True \
		--ClearMetadataPreprocessor.preserve_nb_metadata_mask=kernelspec \
		--NotebookExporter.preprocessors=analysis.committed.KeepReadable notebooks/*.ipynb

lab: .venv/ready ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

benchmark-mentions: .venv/ready ## measure country mentions on the corpora in DATA against other taggers
	$(BIN)/python data/benchmarks/mentions.py $(DATA)

benchmark-stance: .venv/ready ## measure stance on the labelled data in DATA against baselines (needs the extra train)
	$(BIN)/python data/benchmarks/stance.py $(DATA)

benchmark-outlets: .venv/ready ## measure how often the difference planted in data/gold/outlets is found again
	$(BIN)/python data/benchmarks/outlets.py

benchmark-scale: .venv/ready ## measure stages, and runs on 100 to 100,000 articles put together from the sentences in DATA (an hour or two; needs the extra train)
	$(BIN)/python data/benchmarks/stages.py $(DATA)
	$(BIN)/python data/benchmarks/network.py $(DATA)
	$(BIN)/python data/benchmarks/scale.py $(DATA)

benchmark-panel: .venv/ready ## measure in Chromium how quickly the panel answers on 100,000 sentences put together from those in DATA
	$(BIN)/python data/benchmarks/panel.py $(DATA)

lexicon: .venv/ready ## build data/lexicons/countries.csv anew from its sources and overrides
	$(BIN)/python data/lexicons/build.py

model: .venv/ready ## train the stance model anew on the labelled data in DATA (hours)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[train]'
	$(BIN)/python data/models/build/make.py --data $(DATA)

lock: ## resolve the dependencies anew (needs uv) and write the lock and environment.yml
	uv pip compile pyproject.toml --extra test --extra lexicon --extra dask --extra remote --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --quiet --upgrade --output-file requirements.lock
	sed -n '1,/^  - pip:/p' environment.yml > environment.tmp
	sed -n 's/^\([a-z0-9][^ ]*==[^\\]*[^ \\]\) *\\*$$/      - "\1"/p' requirements.lock >> environment.tmp
	echo '      - "-e ."' >> environment.tmp
	mv environment.tmp environment.yml

clean: ## remove the environment and all that was made
	rm -rf .venv data/output build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed: make PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

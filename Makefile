# The commands one must know; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

MVN := mvn -B -ntp -q
VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
TARBALL := distribution/target/tanist-$(VERSION).tar.gz

.PHONY: help
help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-8s %s\n", $$1, $$2}'

.PHONY: build
build:  ## compile and package every module
	@$(MVN) -DskipTests package

.PHONY: dist
dist:  ## the tarball, without tests
	@$(MVN) -DskipTests -Dspotless.check.skip=true -pl distribution -am package
	@echo "$(TARBALL)"

.PHONY: fmt
fmt:  ## format all sources
	@$(MVN) spotless:apply

.PHONY: clean
clean:  ## remove what was built
	@$(MVN) clean

# The commands one must know; `make help` lists them. Targets install what a fresh Debian-like machine lacks, and nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
# Maven builds the modules in their order; two of them at once would write the same folders.
.NOTPARALLEL:

# Where .ci/install puts Node if the system's is too old.
export PATH := $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/tanist-build/node/bin:$(PATH)
MVN := .ci/alone mvn -B -ntp -q
VERSION := $(shell sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml | head -1)
# A test of make test has a limit; a run that goes on for hours is none of those.
UNLIMITED := -Djunit.jupiter.execution.timeout.mode=disabled
TARBALL := distribution/target/tanist-$(VERSION).tar.gz

.PHONY: help
help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | awk -F'\t' '{printf "  make %-7s %s\n", $$1, $$2}'

.PHONY: tools
tools:
	@.ci/install java mvn node

.PHONY: build
build: tools  ## compile and package every module
	@$(MVN) -DskipTests package

.PHONY: test
test: tools  ## everything: format, unit, contract, simulation, integration and browser tests
	@.ci/install chromium ip python3
	@.ci/install nfs bindfs || echo "test: without what cannot be installed here; the tests that need it are skipped"
	@$(MVN) spotless:check
	@.ci/alone .ci/tests

.PHONY: dist
dist: tools  ## the tarball, without tests
	@$(MVN) -Dmaven.test.skip=true $(HADOOP) -pl distribution -am package
	@echo "$(TARBALL)"

.PHONY: demo
demo: HADOOP := $(if $(filter hdfs,$(STORAGE)),-Phadoop)
demo: dist  ## three masters, two workers, an application; kill -9 of the active and of a worker (ONCE=1: ends by itself; ELECTION=zookeeper STORAGE=hdfs|nfs)
	@home=$$(mktemp -d /tmp/tanist-demo.XXXXXX); trap 'rm -rf "$$home"' EXIT; \
	    .ci/alone tar -xzf "$(TARBALL)" -C "$$home" --strip-components=1; \
	    "$$home/bin/tanist" demo $(if $(ONCE),--once) $(if $(ELECTION),--election $(ELECTION)) \
	        $(if $(STORAGE),--storage $(STORAGE)) $(if $(HADOOP),--hadoop jarstore-hdfs/target/hadoop)

.PHONY: model
model: tools  ## the TLA+ model of the storage journal: TLC checks it, and finds each defect (FULL=1: larger worlds too)
	@.ci/model $(if $(FULL),full)

.PHONY: simulate
simulate: tools  ## the storage journal on storages that lie, seed after seed until one fails or Ctrl-C (SEED=n: from there)
	@$(MVN) -pl bundles/master -am package -Dtest='JournalSimulationTest#everyPromiseHoldsWhateverHappens' \
	    -Dsurefire.failIfNoSpecifiedTests=false -Dtanist.first-seed=$(or $(SEED),100000) -Dtanist.seeds=1000000000

.PHONY: bench
bench: HADOOP := -Phadoop
bench: dist  ## failover times and throughput, beside etcd and ZooKeeper (QUICK=1: small; LONG=1: also two runs of 10 minutes)
	@.ci/install etcd zookeeper || echo "bench: without the peers that cannot be installed here"
	@home=$$(mktemp -d /tmp/tanist-bench.XXXXXX); trap 'rm -rf "$$home"' EXIT; \
	    .ci/alone tar -xzf "$(TARBALL)" -C "$$home" --strip-components=1; \
	    .ci/bench "$$home" $(if $(QUICK),quick,$(if $(LONG),long))

.PHONY: chaos
chaos: dist  ## 300 rounds of random faults under load (ROUNDS=n SEED=n ELECTION=zookeeper|raft), checked against every answer
	@$(MVN) -pl bundles/itests -am verify -Dtest=$(if $(filter raft,$(ELECTION)),RaftChaosTest,ZooKeeperChaosTest) \
	    -Dsurefire.failIfNoSpecifiedTests=false -Dsurefire.timeout=0 -DtrimStackTrace=true $(UNLIMITED) \
	    -Dtanist.chaos.rounds=$(or $(ROUNDS),300) $(if $(SEED),-Dtanist.seed=$(SEED))

.PHONY: fmt
fmt: tools  ## format all sources
	@$(MVN) spotless:apply

.PHONY: lock
lock: tools  ## write console/package-lock.json anew, after a change of Vaadin's version or of the components in use
	@$(MVN) -Dmaven.test.skip=true -Dvaadin.ci.build=false -Dvaadin.clean.build.frontend.files=false -Dvaadin.force.production.build=true \
	    -pl console -am package
	@git --no-pager diff --stat -- console/package.json console/package-lock.json

.PHONY: clean
clean:  ## remove what was built
	@$(MVN) clean

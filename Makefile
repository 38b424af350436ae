# rasoat: one Makefile for every build. `make help` lists the targets.
#
# Every MODE has its own folder build/MODE, so that objects of two kinds never mix. Sources are
# found by wildcard: a new file needs no line here.

MODE    ?= release
BUILD   ?= build/$(MODE)
PREFIX  ?= /usr/local
DESTDIR ?=
THREADS ?= 2

CC  ?= cc
VERSION := $(shell sed -n 's/^\#define RAS_VERSION "\(.*\)"/\1/p' include/rasoat/version.h)

PACKAGES := libxxhash libzstd yaml-0.1 libutf8proc xlsxwriter
APT      := gcc g++ make pkg-config zstd libxxhash-dev libzstd-dev libyaml-dev libutf8proc-dev \
            libxlsxwriter-dev libjemalloc-dev libcriterion-dev python3 unzip

# Manifests are read back with jansson.
PACKAGES += jansson
APT      += libjansson-dev

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
        -Wvla -Wcast-qual -Wswitch-enum -Wformat=2
ifeq ($(CI),true)
WARN += -Werror
endif

MODE_release := -O3 -g -fno-semantic-interposition -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
                -fcf-protection
MODE_debug   := -O1 -g -fno-omit-frame-pointer -DRAS_TESTING
MODE_asan    := -O1 -g -fno-omit-frame-pointer -DRAS_TESTING -fsanitize=address,undefined \
                -fno-sanitize-recover=all
MODE_tsan    := -O1 -g -fno-omit-frame-pointer -DRAS_TESTING -fsanitize=thread
MODE_fuzz    := -O1 -g -fno-omit-frame-pointer -DRAS_TESTING -fsanitize=fuzzer-no-link,address,undefined \
                -fno-sanitize-recover=all
ifeq ($(MODE_$(MODE)),)
$(error MODE must be release, debug, asan, tsan or fuzz, not '$(MODE)')
endif
ifeq ($(MODE),fuzz)
CC := clang
endif

# What the packages say is asked once, and not at all by the targets that need no compiler.
NO_BUILD := help clean layers headers format format-check deps uninstall
ifneq ($(filter-out $(NO_BUILD),$(or $(MAKECMDGOALS),all)),)
ifeq ($(filter deps,$(MAKECMDGOALS)),)
$(foreach p,$(PACKAGES),$(if $(shell pkg-config --exists $(p) && echo y),,\
  $(error missing '$(p)': run 'make deps', or: apt-get install $(APT))))
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES))
PKG_LIBS   := $(shell pkg-config --libs libzstd yaml-0.1 libutf8proc xlsxwriter jansson)
endif
endif

CPPFLAGS_ALL := -D_GNU_SOURCE -Iinclude -Isrc $(CPPFLAGS)
# A struct of some hundred bytes is cleared and copied by vector stores: gcc's own choice on x86-64
# is an instruction that takes longer to begin than the stores take. Only where the compiler knows it.
BLOCK_STRATEGY := vector_loop:1024:noalign,libcall:-1:noalign
ifeq ($(MODE),release)
ifneq ($(filter-out $(NO_BUILD),$(or $(MAKECMDGOALS),all)),)
STRATEGY_FLAGS := -mmemset-strategy=$(BLOCK_STRATEGY) -mmemcpy-strategy=$(BLOCK_STRATEGY)
MODE_release += $(shell $(CC) $(STRATEGY_FLAGS) -Werror -x c -c -o /dev/null /dev/null 2>/dev/null && \
  echo '$(STRATEGY_FLAGS)')
endif
endif

CFLAGS_ALL   := -std=c11 -fPIC -pthread -fvisibility=default -ffile-prefix-map=$(CURDIR)=. \
                $(WARN) $(MODE_$(MODE)) $(PKG_CFLAGS) $(CFLAGS)
LDFLAGS_ALL  := -pthread $(filter -fsanitize=% -fno-sanitize%,$(MODE_$(MODE))) $(LDFLAGS)
ifeq ($(MODE),release)
LDFLAGS_ALL += -pie -Wl,-z,relro,-z,now
endif
LIBS := $(PKG_LIBS) -lm
# jemalloc belongs to the program alone: a library must not choose its caller's allocator, and the
# sanitizers bring their own.
ifneq ($(filter release debug,$(MODE)),)
PROGRAM_LIBS := -ljemalloc
PROGRAM_CPPFLAGS := -DRAS_JEMALLOC
SHARED_LDFLAGS := -Wl,--no-undefined
endif

LIB_SOURCES  := $(sort $(filter-out src/cli/%,$(wildcard src/*/*.c)))
CLI_SOURCES  := $(sort $(wildcard src/cli/*.c))
LIB_OBJECTS  := $(LIB_SOURCES:%.c=$(BUILD)/%.o)
CLI_OBJECTS  := $(CLI_SOURCES:%.c=$(BUILD)/%.o)
ORACLES      := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/oracle/*.c)))
TEST_SUPPORT := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard tests/support/*.c)))
UNIT         := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/test_*.c)))
RACE         := $(patsubst tests/race/%.c,$(BUILD)/race/%,$(sort $(wildcard tests/race/*.c)))
FUZZ         := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/fuzz/fuzz_%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
REPLAY       := $(patsubst tests/fuzz/fuzz_%.c,$(BUILD)/replay/fuzz_%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
BENCHES      := $(patsubst bench/%.c,$(BUILD)/bench/%,$(sort $(wildcard bench/bench_*.c)))
LIBRARY      := $(BUILD)/librasoat.a
SONAME       := librasoat.so.$(firstword $(subst ., ,$(VERSION)))
SHARED       := $(BUILD)/librasoat.so.$(VERSION)
PROGRAM      := $(BUILD)/rasoat
# The command line without its main, for unit tests: an archive, so that a test links what it uses.
CLI_LIBRARY  := $(BUILD)/libcli.a
TEST_SUPPORT += $(CLI_LIBRARY)

.DEFAULT_GOAL := all
.SUFFIXES:
.DELETE_ON_ERROR:
.SECONDARY:

# ---- deps first, then make again, so that freshly installed packages are found -----------------
ifneq ($(filter deps,$(MAKECMDGOALS)),)
OTHER_GOALS := $(filter-out deps,$(MAKECMDGOALS))
.PHONY: deps $(OTHER_GOALS)
deps: ## install the Debian packages that building and testing need (before the other targets named)
	@missing=; for p in $(APT); do \
	  dpkg-query -W -f='$${Status}\n' $$p 2>/dev/null | grep -q ' installed$$' || missing="$$missing $$p"; done; \
	if [ -n "$$missing" ]; then \
	  command -v apt-get >/dev/null || { echo "no apt-get here; install these yourself:$$missing" >&2; exit 1; }; \
	  sudo=; if [ "$$(id -u)" != 0 ]; then sudo=sudo; \
	    command -v sudo >/dev/null || { echo "no sudo here; as root: apt-get install$$missing" >&2; exit 1; }; fi; \
	  $$sudo apt-get update -qq && \
	  $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; fi
	+@if [ -n "$(OTHER_GOALS)" ]; then $(MAKE) --no-print-directory $(OTHER_GOALS); fi
$(OTHER_GOALS): deps
	@:
else

.PHONY: all test unit-run cli-run race-run replay-run asan tsan fuzz fuzz-run bench bench-accuracy bench-peers demo layers \
        headers reproducible format format-check install uninstall clean help

all: $(PROGRAM) $(LIBRARY) $(SHARED) ## build the program and both libraries (MODE=release|debug|asan|tsan|fuzz)

# ---- objects and binaries ------------------------------------------------------------------------
$(BUILD)/src/cli/%.o: src/cli/%.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(PROGRAM_CPPFLAGS) $(CFLAGS_ALL) -fPIE -MMD -MP -c -o $@ $<
$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(if $(filter tests/%,$<),-Itests $(CRITERION_CFLAGS)) -MMD -MP -c -o $@ $<
$(LIBRARY): $(LIB_OBJECTS)
	@rm -f $@
	ar rcsD $@ $^
$(SHARED): $(LIB_OBJECTS)
	$(CC) $(LDFLAGS_ALL:-pie=) $(SHARED_LDFLAGS) -shared -Wl,-soname,$(SONAME) -o $@ $^ $(LIBS)
$(PROGRAM): $(CLI_OBJECTS) $(LIBRARY)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(PROGRAM_LIBS)
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
$(CLI_LIBRARY): $(filter-out %/main.o,$(CLI_OBJECTS))
	@rm -f $@
	ar rcsD $@ $^

# ---- tests ---------------------------------------------------------------------------------------
CRITERION_CFLAGS = $(shell pkg-config --cflags criterion)
CRITERION_LIBS   = $(shell pkg-config --libs criterion)
need = $(if $(shell pkg-config --exists '$(1)' && echo y),,$(error missing '$(1)': apt-get install $(2)))

$(UNIT): $(BUILD)/unit/%: $(BUILD)/tests/unit/%.o $(ORACLES) $(TEST_SUPPORT) $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL:-pie=) -o $@ $^ $(LIBS) $(CRITERION_LIBS)
$(RACE): $(BUILD)/race/%: $(BUILD)/tests/race/%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)
$(REPLAY): $(BUILD)/replay/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS)
$(FUZZ): $(BUILD)/fuzz/fuzz_%: $(BUILD)/tests/fuzz/fuzz_%.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LIBS)

unit-run: $(UNIT)
	@$(call need,criterion >= 2.4,libcriterion-dev)tests/run_unit.sh $(UNIT)
cli-run: $(PROGRAM)
	@RASOAT=$(abspath $(PROGRAM)) MODE=$(MODE) tests/cli/run.sh
race-run: $(RACE)
	@tests/run_programs.sh race $(RACE)
replay-run: $(REPLAY)
	@tests/run_programs.sh replay $(REPLAY)
test: ## build and run every test: unit, whole program, both again under sanitizers, races, house rules
	+@MAKE="$(MAKE) --no-print-directory" tests/run_all.sh
asan: ## unit tests, corpus replay and whole-program tests under ASan and UBSan
	@$(MAKE) --no-print-directory MODE=asan unit-run replay-run cli-run
tsan: ## race tests under ThreadSanitizer
	@$(MAKE) --no-print-directory MODE=tsan race-run
FUZZ_SECONDS ?= 60
fuzz: ## 60 seconds of libFuzzer on each target (needs clang; FUZZ_SECONDS=n)
	@$(MAKE) --no-print-directory MODE=fuzz fuzz-run
fuzz-run: $(FUZZ)
	@for t in $(FUZZ); do mkdir -p $(BUILD)/corpus/$$(basename $$t); \
	  $$t -max_total_time=$(FUZZ_SECONDS) $(BUILD)/corpus/$$(basename $$t) tests/fuzz/corpus/$$(basename $$t) || exit 1; done

# ---- the demo and the benchmarks -----------------------------------------------------------------
DEMO ?= build/demo
demo: $(PROGRAM) ## generate 100,000 residents and three dirty extracts, and run the nightly job on them
	@rm -rf $(DEMO)
	@$(PROGRAM) generate $(DEMO) --residents 100000 --seed 1 --lang vi
	@$(PROGRAM) run $(DEMO)/rasoat.yaml --lang vi
$(BENCHES): $(BUILD)/bench/%: $(BUILD)/bench/%.o $(BUILD)/bench/bench.o $(LIBRARY)
	@mkdir -p $(@D)
	$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIBS) $(PROGRAM_LIBS)
bench: $(PROGRAM) $(BENCHES) ## kernels, stages and the whole job on 1,000,000 residents
	@RASOAT=$(abspath $(PROGRAM)) BENCHES="$(BENCHES)" bench/run.sh
bench-accuracy: $(PROGRAM) ## strategies on held-out registers, linkages on public sets (bench/results/accuracy.txt)
	@RASOAT=$(abspath $(PROGRAM)) bench/accuracy.sh
bench-peers: $(PROGRAM) ## other tools on the same data (needs pip and a network once; see bench/peers/README.md)
	@RASOAT=$(abspath $(PROGRAM)) bench/peers/run.sh

# ---- house rules ---------------------------------------------------------------------------------
RANKS := base=1 record=2 read=3 normalise=3 block=3 compare=3 score=3 quality=3 ledger=3 report=3 \
         index=4 linkage=4 generate=4 engine=5 cli=6
layers: ## check that no folder includes one of equal or higher rank
	@awk -v ranks="$(RANKS)" 'BEGIN { n = split(ranks, a, " "); for (i = 1; i <= n; i++) { split(a[i], kv, "="); R[kv[1]] = kv[2] } } \
	  FNR == 1 { split(FILENAME, p, "/"); me = p[2]; if (!(me in R)) { print FILENAME ": folder has no rank"; bad = 1 } } \
	  /^#[ ]*include "/ { split($$0, q, /["\/]/); to = q[2]; if ((to in R) && to != me && R[to] >= R[me]) \
	    { print FILENAME ":" FNR ": " me "/ must not include " to "/"; bad = 1 } } END { exit bad }' $(wildcard src/*/*.[ch] src/*/*.def)
headers: ## check that every header compiles alone, the public ones in C++ too
	@CC="$(CC)" tests/headers.sh
reproducible: all ## build again in another folder and compare the bytes of program and libraries
	+@MAKE="$(MAKE) --no-print-directory MODE=$(MODE)" BUILT="$(BUILD)" tests/reproducible.sh
FORMATTED := $(wildcard include/rasoat/*.h src/*/*.[ch] tests/*/*.[ch] bench/*.[ch])
format: ## rewrite the C files in house format (needs clang-format)
	@clang-format -i $(FORMATTED)
format-check: ## fail where a C file is not in house format (needs clang-format)
	@clang-format --dry-run --Werror $(FORMATTED)

# ---- install -------------------------------------------------------------------------------------
install: all ## install program, libraries, headers, man page, completion (DESTDIR, PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	  $(DESTDIR)$(PREFIX)/include/rasoat $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/rasoat
	install -m 644 $(LIBRARY) $(DESTDIR)$(PREFIX)/lib/librasoat.a
	install -m 755 $(SHARED) $(DESTDIR)$(PREFIX)/lib/librasoat.so.$(VERSION)
	ln -sf librasoat.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/$(SONAME)
	ln -sf $(SONAME) $(DESTDIR)$(PREFIX)/lib/librasoat.so
	install -m 644 include/rasoat/*.h $(DESTDIR)$(PREFIX)/include/rasoat/
	sed -e 's|@PREFIX@|$(PREFIX)|g' -e 's|@VERSION@|$(VERSION)|' src/rasoat.pc.in \
	  > $(DESTDIR)$(PREFIX)/lib/pkgconfig/rasoat.pc
	install -m 644 src/cli/rasoat.1 $(DESTDIR)$(PREFIX)/share/man/man1/rasoat.1
	install -m 644 src/cli/rasoat.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/rasoat
uninstall: ## remove what install put there
	rm -rf $(DESTDIR)$(PREFIX)/include/rasoat
	rm -f $(DESTDIR)$(PREFIX)/bin/rasoat $(DESTDIR)$(PREFIX)/lib/librasoat.a \
	  $(DESTDIR)$(PREFIX)/lib/librasoat.so $(DESTDIR)$(PREFIX)/lib/$(SONAME) \
	  $(DESTDIR)$(PREFIX)/lib/librasoat.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/pkgconfig/rasoat.pc \
	  $(DESTDIR)$(PREFIX)/share/man/man1/rasoat.1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions/rasoat
clean: ## remove everything that was built
	rm -rf build
help: ## list the targets
	@echo "make [target...] [MODE=release|debug|asan|tsan|fuzz] [PREFIX=/usr/local] [DESTDIR=] [CI=true: warnings are errors]"
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  %-14s %s\n",$$1,$$2}' Makefile
endif

# minqing: the whole build. `make demo` to try it, `make test` to prove it.
#
# Rooms are listed lowest first; objects, archives and what each room's tests
# link are derived from the order. V=1 shows commands.

PREFIX  ?= /usr/local
BUILD   ?= build
CC      ?= gcc
ROOMS   := base conf schema text store index query access register work sample session ui cli

include config/packages.mk

CSTD     := -std=c11 -D_GNU_SOURCE
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -Wpointer-arith -Wformat=2 -Wvla -Wundef -Wwrite-strings -Wno-format-nonliteral $(WERROR)
HARDEN   := -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE
OPT      ?= -O2 -g
FORTIFY  ?= -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
# Nothing on a machine that is not set up yet; the make that `setup` is followed by asks again.
PKGFLAGS := $(shell pkg-config --cflags $(PKGS) 2>/dev/null)
PKGLIBS  := $(shell pkg-config --libs $(PKGS) 2>/dev/null) $(BARE_LIBS)
CFLAGS   += $(CSTD) $(WARN) $(HARDEN) $(OPT) $(FORTIFY) $(SAN)
CPPFLAGS += -Iinclude $(PKGFLAGS)
LDFLAGS  += -pie -Wl,--as-needed -Wl,-z,relro,-z,now $(SAN)

Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-6s %s\n' $(1) $(2))

.PHONY: all setup demo test check headers lint asan walk fuzz bench bench-guard bench-scale bench-many install clean
.DELETE_ON_ERROR:
.SECONDARY:
all: setup
	$(Q)$(MAKE) --no-print-directory $(BUILD)/minqing $(BUILD)/locale pages

# ---- what the machine needs ----

setup: $(BUILD)/.packages
$(BUILD)/.packages: config/packages.mk tests/tools/packages.sh
	$(Q)sh tests/tools/packages.sh $(DEB_BUILD) $(DEB_TEST)
	$(Q)mkdir -p $(@D) && touch $@

# ---- rooms ----

room_src = $(wildcard src/$(1)/*.c)
room_obj = $(patsubst src/%.c,$(BUILD)/obj/%.o,$(call room_src,$(1)))
upto = $(call upto_,$(1),$(ROOMS))
upto_ = $(if $(2),$(firstword $(2)) $(if $(filter $(1),$(firstword $(2))),,$(call upto_,$(1),$(wordlist 2,99,$(2)))))
reverse = $(if $(1),$(call reverse,$(wordlist 2,99,$(1))) $(firstword $(1)))
archives = $(foreach r,$(call reverse,$(call upto,$(1))),$(BUILD)/lib/$(r).a)

$(BUILD)/obj/%.o: src/%.c | $(BUILD)/.packages
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Loops over every id of a register: worth the compiler's wide forms.
$(patsubst %,$(BUILD)/obj/%.o,index/chunk index/block index/both query/link query/relation query/cross query/through): OPT := -O3 -g

define room_rules
$(BUILD)/lib/$(1).a: $$(call room_obj,$(1))
	$(Q)mkdir -p $$(@D) && rm -f $$@ && ar rcs $$@ $$^
endef
$(foreach r,$(ROOMS),$(eval $(call room_rules,$(r))))

# The keymaps and the themes that are compiled in are the files people read.
BUILTIN := $(patsubst config/%.yaml,$(BUILD)/gen/%.inc,$(wildcard config/keys.yaml config/keys/*.yaml config/themes/*.yaml))
$(BUILD)/obj/ui/builtin.o: CPPFLAGS += -I$(BUILD)/gen
$(BUILD)/obj/ui/builtin.o: $(BUILTIN)
$(BUILTIN): $(BUILD)/gen/%.inc: config/%.yaml
	$(Q)mkdir -p $(@D)
	$(Q)od -An -v -tu1 $< | sed 's/\([0-9]\)\( \|$$\)/\1,/g' > $@

# What characters are read as is asked of ICU once, here, so that looking up needs none.
GEN_READINGS := $(patsubst %,$(BUILD)/obj/text/%.o,gen/readings spell polyphone icu)
$(BUILD)/obj/text/hanzi.o: CPPFLAGS += -I$(BUILD)/gen
$(BUILD)/obj/text/hanzi.o: $(BUILD)/gen/hanzi.inc
$(BUILD)/gen/hanzi.inc: $(BUILD)/gen/readings
	$(Q)$< > $@.part && mv $@.part $@
$(BUILD)/gen/readings: $(GEN_READINGS) $(BUILD)/lib/base.a
	$(call say,LINK,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

VERSION := $(shell git describe --always --dirty 2>/dev/null || echo unknown)
$(BUILD)/obj/cli/cli.o: CPPFLAGS += -DMQ_VERSION='"$(VERSION)"'
$(BUILD)/obj/main.o: CPPFLAGS += -DMQ_PREFIX='"$(PREFIX)"'
$(BUILD)/minqing: $(BUILD)/obj/main.o $(call archives,cli)
	$(call say,LINK,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

# ---- languages ----

$(BUILD)/locale: $(BUILD)/locale/zh_CN/LC_MESSAGES/minqing.mo
$(BUILD)/locale/%/LC_MESSAGES/minqing.mo: config/locale/%.po | $(BUILD)/.packages
	$(Q)mkdir -p $(@D) && msgfmt --check -o $@ $<

# ---- pages as texts, for the screen: in each language, for phones and for all others ----

PAGE_WIDTHS := 38 78
PAGE_TEXTS  := $(foreach w,$(PAGE_WIDTHS), \
	$(patsubst man/%,$(BUILD)/pages/en/$(w)/%.txt,$(wildcard man/*.[157])) \
	$(patsubst man/%,$(BUILD)/pages/zh_CN/$(w)/%.txt,$(subst zh_CN/,,$(wildcard man/zh_CN/*.[157]))))
.PHONY: pages
pages: $(PAGE_TEXTS)
define page_rules
$(BUILD)/pages/$(1)/$(2)/%.txt: $(3)/% tests/tools/page-text.sh | $(BUILD)/.packages
	$(Q)mkdir -p $$(@D) && sh tests/tools/page-text.sh $$< $(1) $(2) > $$@
endef
$(foreach w,$(PAGE_WIDTHS),$(eval $(call page_rules,en,$(w),man)))
$(foreach w,$(PAGE_WIDTHS),$(eval $(call page_rules,zh_CN,$(w),man/zh_CN)))

# ---- what shells read to complete ----

SHELLS := bash zsh fish
.PHONY: completions
completions: $(SHELLS:%=$(BUILD)/completions/minqing.%)
$(BUILD)/completions/minqing.%: $(BUILD)/minqing
	$(Q)mkdir -p $(@D) && LC_ALL=C $(BUILD)/minqing complete --shell $* > $@

# ---- trying it ----

demo: all
	$(Q)sh tests/tools/demo.sh $(BUILD)

# ---- tests: each links its room and the rooms below, so an upward call fails ----

UNIT_SRC  := $(foreach r,$(ROOMS),$(wildcard tests/$(r)/test_*.c))
WHOLE_SRC := $(wildcard tests/screens/test_*.c tests/property/test_*.c tests/fault/test_*.c)
UNIT_BIN  := $(patsubst %.c,$(BUILD)/%,$(UNIT_SRC))
WHOLE_BIN := $(patsubst %.c,$(BUILD)/%,$(WHOLE_SRC))
SCRIPTS   := $(filter-out %/lib.sh,$(wildcard tests/cli/*.sh tests/screens/*.sh tests/fault/*.sh))
TESTLIBS  := $(shell pkg-config --libs cmocka vterm 2>/dev/null)

define test_rules
$(BUILD)/tests/$(1)/test_%: tests/$(1)/test_%.c $$(call archives,$(1)) | $(BUILD)/.packages
	$$(call say,TEST,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(CC) $$(CPPFLAGS) -Itests $$(CFLAGS) -MMD -MP $$(LDFLAGS) -o $$@ $$< $$(filter %.a,$$^) $$(PKGLIBS) $$(TESTLIBS)
endef
$(foreach r,$(ROOMS),$(eval $(call test_rules,$(r))))
define whole_rules
$(BUILD)/tests/$(1)/test_%: tests/$(1)/test_%.c $$(call archives,cli) | $(BUILD)/.packages
	$$(call say,TEST,$$@)
	$(Q)mkdir -p $$(@D)
	$(Q)$$(CC) $$(CPPFLAGS) -Itests $$(CFLAGS) -MMD -MP $$(LDFLAGS) -o $$@ $$< $$(filter %.a,$$^) $$(PKGLIBS) $$(TESTLIBS)
endef
$(foreach d,screens property fault,$(eval $(call whole_rules,$(d))))

# ---- fuzzing: libFuzzer with `make fuzz`, the kept inputs once more with every test ----

FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_SECONDS ?= 60
REPLAYS      := $(patsubst %,$(BUILD)/tests/fuzz/test_%,$(FUZZ_TARGETS))
$(BUILD)/tests/fuzz/test_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(call archives,query) | $(BUILD)/.packages
	$(call say,TEST,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.c %.a,$^) $(PKGLIBS) $(TESTLIBS)
$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(call archives,query)
	$(call say,FUZZ,$@)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(filter %.c %.a,$^) $(PKGLIBS) $(TESTLIBS)
fuzz: setup
	$(Q)sh tests/tools/packages.sh clang libclang-rt-14-dev
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz CC=clang OPT='-O1 -g' HARDEN= FORTIFY= \
		SAN='-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined' \
		$(patsubst %,$(BUILD)/fuzz/fuzz_%,$(FUZZ_TARGETS))
	$(Q)sh tests/fuzz/fuzz.sh $(BUILD)/fuzz $(FUZZ_SECONDS) $(FUZZ_TARGETS)

test: setup
	$(Q)$(MAKE) --no-print-directory check
check: $(BUILD)/minqing $(BUILD)/locale pages $(UNIT_BIN) $(WHOLE_BIN) $(REPLAYS)
	$(Q)BUILD=$(BUILD) sh tests/tools/run.sh $(UNIT_BIN) $(WHOLE_BIN) $(REPLAYS) $(SCRIPTS)

ASAN_MAKE := $(MAKE) --no-print-directory BUILD=$(BUILD)/asan OPT='-O1 -g -fno-omit-frame-pointer' FORTIFY= \
	SAN='-fsanitize=address,undefined -fno-sanitize-recover=undefined'

asan: setup
	$(Q)$(ASAN_MAKE) check

# A longer walk over the screen than the tests take; SEED=7 takes other keys, KEYS=400000 more.
KEYS ?= 100000
walk: setup
	$(Q)$(ASAN_MAKE) $(BUILD)/asan/minqing $(BUILD)/asan/tests/screens/test_walk
	$(Q)BUILD=$(BUILD)/asan MINQING_WALK=$(KEYS) $(if $(SEED),MINQING_SEED=$(SEED)) ASAN_OPTIONS=detect_leaks=0 \
		$(BUILD)/asan/tests/screens/test_walk

# ---- lint ----

headers: $(BUILD)/.packages
	$(Q)for h in $$(find include src -name '*.h'); do \
		echo "#include \"$$h\"" | $(CC) $(CPPFLAGS) -I. $(CSTD) -Wall -Werror -fsyntax-only -x c - || exit 1; done
lint: setup headers
	$(Q)sh tests/tools/lint.sh $(BUILD)

# ---- figures ----

BENCH_BIN := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/bench/*.c)) $(BUILD)/tests/bench/allocations.so
$(BUILD)/tests/bench/allocations.so: tests/bench/preload/allocations.c tests/bench/counts.h
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CSTD) $(WARN) -O2 -fPIC -shared -o $@ $<
$(BUILD)/tests/bench/%: tests/bench/%.c $(call archives,cli) | $(BUILD)/.packages
	$(call say,BENCH,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) -Itests $(CFLAGS) -MMD -MP $(LDFLAGS) -o $@ $< $(filter %.a,$^) $(PKGLIBS)
# What it is measured beside: workers on one side, who asks them on the other.
BESIDE := $(BUILD)/tests/bench/beside
$(BESIDE)/%.o: tests/bench/beside/%.c | $(BUILD)/.packages
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<
$(BESIDE)/beside: $(patsubst %,$(BESIDE)/%.o,beside whole peer report task) $(BUILD)/lib/base.a
$(BESIDE)/own: $(patsubst %,$(BESIDE)/%.o,own export) $(call archives,cli)
$(BESIDE)/sqlite: $(BESIDE)/sqlite.o $(BUILD)/lib/base.a
$(BESIDE)/sqlite: PKGLIBS += -lsqlite3
$(patsubst %,$(BESIDE)/%,beside own sqlite):
	$(call say,BENCH,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(PKGLIBS)

bench: all
	$(Q)sh tests/tools/packages.sh libsqlite3-dev sqlite3
	$(Q)command -v npm >/dev/null || sh tests/tools/packages.sh nodejs npm || true
	$(Q)$(MAKE) --no-print-directory $(BENCH_BIN) $(patsubst %,$(BESIDE)/%,beside own sqlite)
	$(Q)sh tests/bench/bench.sh $(BUILD)
# The guard hands the screen its keys where it would wait for them.
$(BUILD)/tests/bench/guard: private LDFLAGS += \
	-Wl,--wrap=mq_terminal_wait -Wl,--wrap=mq_clock_ns
bench-guard: all
	$(Q)$(MAKE) --no-print-directory $(BUILD)/tests/bench/guard
	$(Q)MINQING_RENEW="$(RENEW)$$MINQING_RENEW" sh tests/bench/guard.sh $(BUILD) '$(CC) $(OPT)'
SIZES ?= 10000 80000 1000000
bench-scale: all
	$(Q)$(MAKE) --no-print-directory $(BENCH_BIN)
	$(Q)sh tests/bench/scale.sh $(BUILD) $(SIZES)
SCREENS ?= 100
SECONDS ?= 120
bench-many: all
	$(Q)$(MAKE) --no-print-directory $(BENCH_BIN)
	$(Q)sh tests/bench/many.sh $(BUILD) $(SCREENS) $(SECONDS)

install: all completions
	install -Dm755 $(BUILD)/minqing $(DESTDIR)$(PREFIX)/bin/minqing
	install -Dm644 $(BUILD)/locale/zh_CN/LC_MESSAGES/minqing.mo \
		$(DESTDIR)$(PREFIX)/share/locale/zh_CN/LC_MESSAGES/minqing.mo
	install -Dm644 $(BUILD)/completions/minqing.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/minqing
	install -Dm644 $(BUILD)/completions/minqing.zsh \
		$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_minqing
	install -Dm644 $(BUILD)/completions/minqing.fish \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/minqing.fish
	mkdir -p $(DESTDIR)$(PREFIX)/share/minqing
	cp -R config $(DESTDIR)$(PREFIX)/share/minqing/
	cp -R $(BUILD)/pages $(DESTDIR)$(PREFIX)/share/minqing/
	for l in . zh_CN; do for p in man/$$l/*.[157]; do \
		install -Dm644 $$p $(DESTDIR)$(PREFIX)/share/man/$$l/man$${p##*.}/$${p##*/}; done; done

clean:
	rm -rf $(BUILD)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# quoth: make, make demo, make check, make bench, make score, make vectors, make install PREFIX= DESTDIR=, make clean
# Variables: CC, SAN=address,undefined (sanitizers), COV=1 (coverage), FUZZ=1 (libFuzzer targets, needs clang), warnings are errors.
VERSION = 0.1.0
SOVERSION = 0
CC ?= cc
PREFIX ?= /usr/local
B := build$(if $(SAN),-san)$(if $(COV),-cov)$(if $(FUZZ),-fuzz)
PKGS = sqlite3 libutf8proc uchardet jansson zlib
CFLAGS ?= -O2 -g
WARN = -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror
ALL_CFLAGS = $(WARN) -Iinclude -Isrc -fPIC -fvisibility=hidden -ffp-contract=off -pthread $(CFLAGS) $(shell pkg-config --cflags $(PKGS)) \
  -DQUOTH_PREFIX='"$(PREFIX)"' $(if $(SAN),-fsanitize=$(SAN) -fno-sanitize-recover=all -fno-omit-frame-pointer) $(if $(COV),--coverage) $(if $(FUZZ),-fsanitize=fuzzer-no-link)
LIBS = $(shell pkg-config --libs $(PKGS)) -lm -pthread $(if $(SAN),-fsanitize=$(SAN)) $(if $(COV),--coverage)

LIB_SRC := $(filter-out src/cli/%,$(wildcard src/*/*.c))
CLI_SRC := $(wildcard src/cli/*.c)
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o) $(B)/src/casefile/schema.o
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)

# V=1 shows whole commands
SAY = @$(if $(V),:,printf '  %-5s %s\n')
Q = $(if $(V),,@)

all: $(B)/quoth $(B)/libquoth.a $(B)/libquoth.so.$(SOVERSION)

$(B)/quoth: $(CLI_OBJ) $(B)/libquoth.a
	$(SAY) LINK $@
	$(Q)$(CC) -o $@ $^ $(LIBS)
$(B)/libquoth.a: $(LIB_OBJ)
	$(SAY) AR $@
	$(Q)rm -f $@ && ar rcs $@ $^
$(B)/libquoth.so.$(SOVERSION): $(LIB_OBJ)
	$(SAY) LINK $@
	$(Q)$(CC) -shared -Wl,-soname,libquoth.so.$(SOVERSION) -o $@ $^ $(LIBS)
# The arithmetic of the networks is written as loops that the compiler turns into vector instructions; no flag here may change a result (src/net/elementwise.inc).
MACHINE := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine)))
KERNEL_FLAGS = -O3 -fno-trapping-math -fno-math-errno
$(B)/src/net/kernel_%.o: ALL_CFLAGS += $(KERNEL_FLAGS)
ifneq ($(filter x86_64 amd64,$(MACHINE)),)
$(B)/src/net/kernel_avx2.o: ALL_CFLAGS += -mavx2
$(B)/src/net/kernel_vnni.o: ALL_CFLAGS += -mavx2 -mavx512f -mavx512bw -mavx512vl -mavx512dq -mavx512vnni
endif
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
# The schema as an array of lines (a C string may not be longer than 4095 characters).
$(B)/src/casefile/schema.c: src/casefile/schema.sql
	@mkdir -p $(@D)
	$(Q){ echo 'extern const char *const q_schema[];'; echo 'const char *const q_schema[] = {'; sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/"&\\n",/' $<; echo '0 };'; } > $@
$(B)/src/casefile/schema.o: $(B)/src/casefile/schema.c
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# ---- tests: the plain build, then all again under sanitizers ----
TESTS := $(patsubst tests/unit/%.c,$(B)/tests/unit/%,$(wildcard tests/unit/test_*.c))
REPLAYS := $(patsubst fuzz/fuzz_%.c,$(B)/fuzz/replay_%,$(wildcard fuzz/fuzz_*.c))
tests: $(B)/quoth $(TESTS) $(REPLAYS) $(B)/tests/case_tool $(B)/tests/net_digest $(B)/tests/net_run
$(B)/tests/net_%: tests/net_%.c tests/model_writer.h $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)
$(B)/tests/case_tool: tests/case_tool.c tests/case_dump.h
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -o $@ $< $(LIBS)
$(B)/tests/unit/%: tests/unit/%.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -DTESTS='"$(CURDIR)/tests"' -DROOT='"$(CURDIR)"' -o $@ $< $(B)/libquoth.a $(LIBS) $(shell pkg-config --libs cmocka)
$(B)/fuzz/replay_%: fuzz/fuzz_%.c fuzz/replay.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -DROOT='"$(CURDIR)"' -o $@ $< fuzz/replay.c $(B)/libquoth.a $(LIBS)
$(B)/fuzz/fuzz_%: fuzz/fuzz_%.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -DROOT='"$(CURDIR)"' -fsanitize=fuzzer -o $@ $< $(B)/libquoth.a $(LIBS)
fuzz: $(patsubst fuzz/%.c,$(B)/fuzz/%,$(wildcard fuzz/fuzz_*.c))
check: need
	@$(MAKE) --no-print-directory all tests
	@$(MAKE) --no-print-directory SAN=address,undefined CFLAGS='-O1 -g' tests
	@sh tests/run.sh build build-san

# ---- what train/ learns from: small programs that write features as the library has them ----
$(B)/train/%: train/%.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)

# ---- what a bare Debian lacks: installed when we may, else named ----
DEBS = gcc libc6-dev make pkg-config libsqlite3-dev libutf8proc-dev libuchardet-dev libjansson-dev zlib1g-dev libcmocka-dev
need:
	@missing=; for p in $(DEBS); do dpkg-query -W -f='$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] && exit 0; \
	command -v apt-get >/dev/null || { echo "please install (Debian's names):$$missing"; exit 1; }; \
	if [ "$$(id -u)" = 0 ]; then sudo=; elif sudo -n true 2>/dev/null; then sudo='sudo -n'; else echo "please install:$$missing"; exit 1; fi; \
	echo "installing$$missing"; $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null

demo: need
	@$(MAKE) -s --no-print-directory $(B)/quoth
	@sh examples/demo.sh $(B)/quoth
score: all
	@sh tests/score.sh $(B)/quoth ../shared
bench: all $(B)/bench/net
	@$(B)/bench/net
	@sh bench/bench.sh $(B)/quoth

$(B)/bench/%: bench/%.c $(B)/libquoth.a
	@mkdir -p $(@D)
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)

# ---- the pretrained piece vectors, converted (needs Python with numpy, onnx and sentencepiece; downloads one package); never needed to build or run ----
PYTHON ?= python3
vectors:
	$(PYTHON) train/vectors.py build/vectors models/pieces.qm
$(B)/pieces: train/pieces.c $(B)/libquoth.a
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)
# ---- fitting (train/README.md): needs Python with numpy and PyTorch, and the corpora in SHARED; nothing here is needed to build or run ----
SHARED ?= ../shared
FIT ?= build/fit
$(B)/forms: train/forms.c $(B)/libquoth.a
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)
fit: all $(B)/forms
	$(PYTHON) train/corpus.py $(SHARED) $(FIT) $(if $(filter free,$(MODELS)),--free)
	$(B)/forms models < $(FIT)/forms.txt > $(FIT)/forms.bin
	$(PYTHON) train/parser.py $(FIT) --hidden 160 --passes 14
	$(PYTHON) train/parser.py $(FIT) --hidden 160 --begin $(FIT)/parser.pt --out second --passes 4 --rate 7e-4 --english 1 --seed 2 --threads 2
	$(PYTHON) train/export.py $(FIT)/second.pt $(FIT) models/core.qm
$(B)/say_rows: train/say_rows.c $(B)/libquoth.a
	$(SAY) CC $<
	$(Q)$(CC) $(ALL_CFLAGS) -o $@ $< $(B)/libquoth.a $(LIBS)
OURS = fakes-dev ntrex-en-dev ntrex-fr-dev ntrex-es-dev ntrex-de-dev ntrex-ru-dev ntrex-ar-dev
FIT_SAY = $(PYTHON) train/say.py $(FIT)/say
SAY_THEN = --from $(FIT)/say/first.pt --fit $(OURS:%=%:2) polnear-train:.3 wikinews-de-train:.5 --passes 4 --every 99 --rate 1e-3 --drop .33 --shared $(SHARED)
fit-statements: all $(B)/say_rows $(B)/forms
	$(PYTHON) train/say_data.py $(SHARED) $(FIT)/say
	$(FIT_SAY) $(FIT)/say/first.pt --fit polnear-train wikinews-de-train --check polnear-dev wikinews-de-dev --passes 6 --shared $(SHARED)
	for i in 0 1 2; do $(FIT_SAY) $(FIT)/say/fold$$i.pt $(SAY_THEN) --folds 3 --fold $$i --check $(OURS) --seed 1$$i || exit; done
	$(FIT_SAY) $(FIT)/say/all.pt $(SAY_THEN) --check polnear-dev wikinews-de-dev --seed 13
	$(PYTHON) train/say_sure.py $(FIT)/say $(SHARED) $(FIT)/say/sure.npy $(foreach i,0 1 2,$(OURS:%=$(FIT)/say/fold$(i).pt:%:$(i)/3)) $(FIT)/say/all.pt:polnear-dev $(FIT)/say/all.pt:wikinews-de-dev
	$(PYTHON) train/say_export.py $(FIT)/say/all.pt models/say.qm $(FIT)/say/sure.npy
	$(PYTHON) train/say_cross.py $(SHARED) $(B)/quoth . $(FIT)/say/sure.npy $(FIT)/say/cross $(foreach i,0 1 2,$(FIT)/say/fold$(i).pt) > tests/statements_cross.tsv

# ---- installing ----
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/share/quoth $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(B)/quoth $(DESTDIR)$(PREFIX)/bin/quoth
	install -m 644 $(B)/libquoth.a $(DESTDIR)$(PREFIX)/lib/libquoth.a
	install -m 755 $(B)/libquoth.so.$(SOVERSION) $(DESTDIR)$(PREFIX)/lib/libquoth.so.$(VERSION)
	ln -sf libquoth.so.$(VERSION) $(DESTDIR)$(PREFIX)/lib/libquoth.so.$(SOVERSION)
	ln -sf libquoth.so.$(SOVERSION) $(DESTDIR)$(PREFIX)/lib/libquoth.so
	install -m 644 include/quoth.h $(DESTDIR)$(PREFIX)/include/quoth.h
	install -m 644 doc/quoth.1 $(DESTDIR)$(PREFIX)/share/man/man1/quoth.1
	sed 's|@PREFIX@|$(PREFIX)|;s|@VERSION@|$(VERSION)|' doc/quoth.pc.in > $(DESTDIR)$(PREFIX)/lib/pkgconfig/quoth.pc
	cp -R lang models $(DESTDIR)$(PREFIX)/share/quoth/
clean:
	rm -rf build build-*
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
.PHONY: all clean tests check need demo score bench install fuzz vectors fit

# quoth: make, make demo, make check, make bench, make score, make install PREFIX= DESTDIR=, make clean
# Variables: CC, SAN=address,undefined (sanitizers), COV=1 (coverage), FUZZ=1 (libFuzzer targets, needs clang), W=1-free: warnings are errors.
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
LIB_OBJ := $(LIB_SRC:%.c=$(B)/%.o)
CLI_OBJ := $(CLI_SRC:%.c=$(B)/%.o)

all: $(B)/quoth $(B)/libquoth.a $(B)/libquoth.so.$(SOVERSION)

$(B)/quoth: $(CLI_OBJ) $(B)/libquoth.a
	$(CC) -o $@ $^ $(LIBS) -Wl,--unresolved-symbols=ignore-all
$(B)/libquoth.a: $(LIB_OBJ)
	rm -f $@ && ar rcs $@ $^
$(B)/libquoth.so.$(SOVERSION): $(LIB_OBJ)
	$(CC) -shared -Wl,-soname,libquoth.so.$(SOVERSION) -o $@ $^ $(LIBS)
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<
clean:
	rm -rf build build-*
-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d)
.PHONY: all clean

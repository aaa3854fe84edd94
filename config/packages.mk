# What minqing is built from: pkg-config names, and the Debian packages that
# bring them. Listed once, here; the Makefile and the set-up read it.
PKGS      := ncursesw lmdb yaml-0.1 libpcre2-8 icu-i18n icu-uc libutf8proc libsodium
# libxlsxwriter, expat and zlib are opened by who first needs them, and never linked.
# Debian's libcsv and libroaring ship no .pc file.
BARE_LIBS := -lcsv -lroaring
DEB_BUILD := gcc make pkg-config gettext groff-base libncurses-dev liblmdb-dev libyaml-dev libpcre2-dev \
             libroaring-dev libicu-dev libutf8proc-dev libsodium-dev libxxhash-dev libcsv-dev \
             libxlsxwriter-dev libexpat1-dev zlib1g-dev
DEB_TEST  := libcmocka-dev libvterm-dev tmux sqlite3 valgrind mandoc clang-tidy python3

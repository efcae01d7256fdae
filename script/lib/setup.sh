# What script/demo and script/test share: find Python, install what is missing, say what happens.
# Sourced by bash with the project's root as working directory.

VENV=.venv
BIN=$VENV/bin

say() { printf '\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '%s\n' "$*"; }

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

# The first Python on this machine that is new enough; PYTHON names one to prefer.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  fail "fairapp needs Python 3.11 or newer, and this machine's python3 is $(python3 -V 2>&1 || echo missing)." \
    "Install one (Debian, Ubuntu: apt-get install python3 python3-venv) or name it: PYTHON=/path/to/python3 $0"
}

# install_packages "what for" package… : with the rights we have, or the one command to run.
install_packages() {
  local what=$1 become=
  shift
  command -v apt-get >/dev/null ||
    fail "$what needs: $*" "These are the Debian names; install what your system calls them, then start again."
  if [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null ||
      fail "$what needs system packages, and installing them needs your password. Run this once, then start again:" \
        "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends $*"
    become="sudo -n"
  fi
  say "Installing system packages: $*"
  { $become env DEBIAN_FRONTEND=noninteractive apt-get -qq update &&
    $become env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@"; } \
    </dev/null >/dev/null ||
    fail "apt-get could not install: $*" "Its message stands above; mend that, then start again."
}

# Packages of the shared libraries that WeasyPrint loads and this machine lacks.
missing_print_libraries() {
  "$1" - <<'EOF'
import ctypes

needed = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
for library, package in needed.items():
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)
EOF
}

# need_system python [package…] : everything apt must give, in one go.
need_system() {
  local python=$1 missing
  shift
  missing="$(missing_print_libraries "$python") $*"
  # Debian splits venv from Python; without ensurepip a new environment has no pip.
  if [ ! -x "$BIN/python" ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    missing="$missing $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
  fi
  missing=$(printf '%s' "$missing" | xargs)
  # shellcheck disable=SC2086
  [ -z "$missing" ] || install_packages "fairapp" $missing
}

checksum() { "$1" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$2"; }

# need_venv python lock : the environment, filled from the hashed lock only when the lock changed.
need_venv() {
  local python=$1 lock=$2 wanted
  if ! "$BIN/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    say "Creating $VENV with $("$python" -V)"
    "$python" -m venv --clear "$VENV" || fail "The virtual environment could not be created."
  fi
  wanted=$(checksum "$BIN/python" "$lock")
  [ "$(cat "$VENV/$lock.installed" 2>/dev/null)" = "$wanted" ] && return
  say "Installing what $lock names (the first time takes a minute or two)"
  "$BIN/python" -m pip install -qq --disable-pip-version-check --no-input --require-hashes -r "$lock" ||
    fail "The packages of $lock could not be installed; pip's message stands above." \
      "Check the network, then start again: what is installed already is kept."
  printf '%s\n' "$wanted" >"$VENV/$lock.installed"
}

# Compile the translation catalogues that changed since they were compiled.
compile_catalogues() {
  local po
  for po in fairapp/translations/*/LC_MESSAGES/messages.po; do
    [ -f "$po" ] || continue
    [ "${po%.po}.mo" -nt "$po" ] && continue
    say "Compiling ${po#fairapp/translations/}"
    "$BIN/python" -m babel.messages.frontend compile -i "$po" -o "${po%.po}.mo" 2>/dev/null ||
      fail "The catalogue $po is not a readable translation file."
  done
}

# shellcheck shell=bash
# ./seisei test: sourced by ../seisei, which has found the JDK.

test_usage() {
  cat <<'TEXT'
Installs what the tests need and is not there, then runs them.

Usage: ./seisei test [--all] [PART]...

  java     format, unit and contract tests, architecture rules
  studio   format, types and unit tests of the web app
  e2e      a real sidecar with phoenix.js, Godot, Chromium, the Khronos validator

Without a part: all of them. --all also runs the Java tests that take long (tag `slow`).
SEISEI_SAVE_IMAGES=1 keeps the tests' pictures in docs/images.
TEXT
}

install_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
      return
    fi
  done
  command -v apt-get >/dev/null || die "no Chromium found. Install it: the end-to-end tests run browsers and Godot's web build in it."
  echo "Installing Chromium …" >&2
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  # A mirror may be away for a moment; three attempts are apt's own way to wait for it.
  "${root[@]}" apt-get -qq -o Acquire::Retries=3 update >&2
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get -qq -y -o Acquire::Retries=3 install --no-install-recommends chromium >&2 ||
    die "Chromium could not be installed; the lines above say why"
}

# Installs a folder's npm packages unless they are those of its lockfile already.
install_packages() {
  local folder=$home/$1
  if is_stale "$folder/node_modules/.package-lock.json" "$1/package-lock.json"; then
    (cd "$folder" && npm ci --no-audit --no-fund --loglevel=error) >&2 || die "npm could not install the packages of $1; the lines above say why"
    touch "$folder/node_modules/.package-lock.json"
  fi
}

part() {
  echo
  echo "── $1"
}

test_java() {
  part "Java: format, unit and contract tests, architecture rules"
  (cd "$home" && mvn --batch-mode --no-transfer-progress "${slow_tests[@]}" spotless:check verify) || die "the Java tests failed; the lines above say why"
  touch "$home/sidecar/target/built"
}

test_studio() {
  part "Studio: format, types, unit tests"
  install_packages clients/studio
  (cd "$home/clients/studio" && npm run --silent check && npm test --silent) || die "the studio's tests failed; the lines above say why"
}

test_e2e() {
  part "End to end: phoenix.js, Godot, Chromium, Khronos validator"
  install_chromium
  install_packages e2e
  build_sidecar
  build_studio
  local files
  mapfile -t files < <(cd "$home/e2e" && find . -name '*.test.mjs' -not -path './node_modules/*' | sort)
  # One file at a time: each drives a sidecar and an engine of its own on the same cores.
  (cd "$home/e2e" && node --test --test-concurrency=1 --test-force-exit --test-timeout=600000 --test-reporter=spec "${files[@]}") ||
    die "the end-to-end tests failed; the lines above say why"
}

parts=()
slow_tests=()
for argument in "$@"; do
  case "$argument" in
    -h | --help)
      test_usage
      exit 0
      ;;
    --all) slow_tests=(-DexcludedGroups=) ;;
    java | studio | e2e) parts+=("$argument") ;;
    *)
      test_usage >&2
      die "there is no part \`$argument\` of the tests"
      ;;
  esac
done
[ ${#parts[@]} -gt 0 ] || parts=(java studio e2e)
for name in "${parts[@]}"; do
  "test_$name"
done
echo
echo "All tests passed: ${parts[*]}."

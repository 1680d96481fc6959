# shellcheck shell=bash
# ./seisei fmt: sourced by ../seisei, which has found the JDK.
case "${1:-}" in
  "") ;;
  -h | --help)
    cat <<'TEXT'
Formats the sources: Java with google-java-format, the studio with Prettier.

Usage: ./seisei fmt
TEXT
    exit 0
    ;;
  *) die "fmt takes no arguments, got \`$1\`" ;;
esac
maven spotless:apply
(cd "$home/clients/studio" && { [ -d node_modules ] || npm ci --no-audit --no-fund --loglevel=error; } && npx prettier --log-level warn --write .)

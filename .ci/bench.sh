# shellcheck shell=bash
# ./seisei bench: sourced by ../seisei, which has found the JDK.
case "${1:-}" in
  "") ;;
  -h | --help)
    cat <<'TEXT'
Measures speed and sizes and prints tables; takes about four minutes.
docs/performance.md keeps what it printed, with the machine.

Usage: ./seisei bench
TEXT
    exit 0
    ;;
  *) die "bench takes no arguments, got \`$1\`" ;;
esac
maven -pl data,kernels,graph,gltf,tree,channels,testkit,sidecar,bench -DskipTests package || die "the build failed; the lines above say why"
# The start cache fits the jars that were there when it was made.
touch "$home/sidecar/target/built"
build_sidecar
build_studio
program bench dev.seisei.bench.Bench

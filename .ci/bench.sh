# shellcheck shell=bash
# ./seisei bench: sourced by ../seisei, which has found the JDK.
case "${1:-}" in
  "" | making | pipeline | tree | carrying | serving | channels | edits) ;;
  -h | --help)
    cat <<'TEXT'
Measures speed and sizes and prints tables; all of it takes about six minutes.
docs/performance.md keeps what it printed, with the machine.

Usage: ./seisei bench [PART]

  making     chunks a second, bytes a chunk
  pipeline   buffers a second, a hop, a change, a start
  tree       the store of paths and payloads, in memory and on this disk
  carrying   what the pipeline between store and viewers costs
  serving    a real sidecar, as a client meets it
  channels   broadcasts to many sockets
  edits      an edit, as another client sees it
TEXT
    exit 0
    ;;
  *) die "there is no part \`$1\` of the measurements" ;;
esac
maven -pl sidecar,bench -am -DskipTests package || die "the build failed; the lines above say why"
# The start cache fits the jars that were there when it was made.
touch "$home/sidecar/target/built"
build_sidecar
build_studio
# A million nodes and their snapshot beside them.
java_options+=(-Xmx4g)
program bench dev.seisei.bench.Bench "$@"

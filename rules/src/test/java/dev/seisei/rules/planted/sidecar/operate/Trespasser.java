package dev.seisei.rules.planted.sidecar.operate;

import dev.seisei.rules.planted.Elsewhere;

final class Trespasser {
  Elsewhere elsewhere() {
    return new Elsewhere();
  }
}

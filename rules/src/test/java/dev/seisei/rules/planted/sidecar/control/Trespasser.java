package dev.seisei.rules.planted.sidecar.control;

import dev.seisei.rules.planted.Elsewhere;

final class Trespasser {
  Elsewhere elsewhere() {
    return new Elsewhere();
  }
}

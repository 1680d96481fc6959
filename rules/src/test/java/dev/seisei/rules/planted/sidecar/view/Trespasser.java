package dev.seisei.rules.planted.sidecar.view;

import dev.seisei.rules.planted.Elsewhere;

final class Trespasser {
  Elsewhere elsewhere() {
    return new Elsewhere();
  }
}

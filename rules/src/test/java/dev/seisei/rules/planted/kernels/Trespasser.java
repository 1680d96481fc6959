package dev.seisei.rules.planted.kernels;

import dev.seisei.rules.planted.Elsewhere;

final class Trespasser {
  Elsewhere elsewhere() {
    return new Elsewhere();
  }
}

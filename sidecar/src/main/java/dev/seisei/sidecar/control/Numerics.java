package dev.seisei.sidecar.control;

import dev.seisei.control.Part;
import dev.seisei.kernels.noise.Perlin;
import java.util.function.Consumer;

/// Accelerated numerics: the component ElixirNx. While it is off the scalar twin serves, which gives
/// the same bits.
public final class Numerics implements Part {

  @Override
  public void start(Consumer<String> broken) throws InterruptedException {
    if (!Perlin.hasVectors()) {
      throw new IllegalStateException(
          "this JVM has no vectors. Start it with --add-modules=jdk.incubator.vector, as"
              + " ./seisei run does, and without -Dseisei.vector=off");
    }
    Perlin.warm();
    if (Thread.interrupted()) {
      throw new InterruptedException("it was turned off again");
    }
    if (!Perlin.isVectorised()) {
      throw new IllegalStateException(
          "the vector kernel was not the faster one within five seconds. The scalar one serves;"
              + " toggle it again when the machine has less to do");
    }
  }

  @Override
  public void stop() {
    Perlin.rest();
  }
}

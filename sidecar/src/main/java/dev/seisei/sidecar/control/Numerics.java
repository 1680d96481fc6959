package dev.seisei.sidecar.control;

import dev.seisei.control.Part;
import dev.seisei.kernels.noise.Perlin;
import dev.seisei.kernels.noise.Vectors;
import java.time.Duration;
import java.util.function.Consumer;

/// Accelerated numerics: the component ElixirNx. While it is off the scalar twins serve, which give
/// the same bits.
public final class Numerics implements Part {
  private volatile Runnable more = () -> {};

  /// Off, until it is started.
  public Numerics() {
    Vectors.forbid();
  }

  /// What else its start compiles by use, as soon as that is known.
  public void warms(Runnable kernels) {
    more = kernels;
  }

  @Override
  public void start(Consumer<String> broken) throws InterruptedException {
    if (!Vectors.areThere()) {
      throw new IllegalStateException(
          "this JVM has no vectors. Start it with --add-modules=jdk.incubator.vector, as"
              + " ./seisei run does, and without -Dseisei.vector=off");
    }
    Vectors.allow();
    Perlin.warm();
    more.run();
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
    Vectors.forbid();
  }

  /// Every kernel may take its five seconds where the machine has much to do.
  @Override
  public Duration deadline() {
    return Duration.ofSeconds(30);
  }
}

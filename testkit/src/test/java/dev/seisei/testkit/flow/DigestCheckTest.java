package dev.seisei.testkit.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Pipeline;
import dev.seisei.pipeline.element.DigestCheck;
import dev.seisei.pipeline.engine.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Passes the contract like every filter.
@Timeout(60)
final class DigestCheckTest implements FilterContract {
  @Override
  public DigestCheck filter() {
    return new DigestCheck(true);
  }

  @Override
  public Format format() {
    return Format.BYTES;
  }

  @Override
  public List<Buffer> input() {
    byte[] abc = {'a', 'b', 'c'};
    // FIPS 180-4's example.
    String digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    return List.of(new Buffer(abc, 3, 0, null, Map.of(DigestCheck.META, digest)));
  }

  @Test
  void another_digest_is_a_crash() {
    var heard = new Heard();
    var wrong = new Buffer(new byte[1], 1, 0, null, Map.of(DigestCheck.META, "00"));
    try (var engine = Engine.start()) {
      engine.play(
          Pipeline.named("digest")
              .from("source", TestSource.of(Format.BYTES, List.of(wrong)))
              .to("check", filter())
              .to("sink", TestSink.keen())
              .build(),
          heard);
      assertThat(heard.awaitCrash().code()).isEqualTo("digest.mismatch");
    }
  }
}

package dev.seisei.pipeline.element;

import dev.seisei.pipeline.Buffer;
import dev.seisei.pipeline.Format;
import dev.seisei.pipeline.Output;
import dev.seisei.pipeline.Pad;
import dev.seisei.pipeline.PipelineException;
import dev.seisei.pipeline.Transform;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Lets pass what is what it says it is: the SHA-256 of each payload must be the one that stands
/// under `sha256` in its metadata, as 64 hex digits. Another is a crash, `digest.mismatch`; with a
/// restart and dead letters that is a quarantine.
///
/// @param required whether a buffer that says nothing is a crash too, `digest.missing`
public record DigestCheck(@Default("true") boolean required) implements Transform {

  /// Under which name the digest stands in [Buffer#meta].
  public static final String META = "sha256";

  @Override
  public List<Pad> pads() {
    return List.of(
        Pad.in("in").formats(Format.BYTES, Format.GLB), Pad.out("out").formats(Format.SAME));
  }

  @Override
  public void process(Buffer buffer, Output out) {
    Object said = buffer.meta().get(META);
    if (said == null && required) {
      throw new PipelineException(
          "digest.missing", "A buffer of " + buffer.bytes() + " bytes does not say its sha256.");
    }
    String is = sha256(buffer.payload(byte[].class));
    if (said != null && !said.equals(is)) {
      throw new PipelineException(
          "digest.mismatch",
          "A buffer says that its sha256 is " + said + ", but it is " + is + ".");
    }
    out.send(buffer);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}

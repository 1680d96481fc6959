package dev.seisei.sidecar.participants;

import dev.seisei.sidecar.file.WholeFile;
import dev.seisei.sidecar.participants.Admission.Validity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Which tokens were made here and which are revoked: `tokens.json` in the data folder, written
/// whole.
///
/// The commands write it, the server reads it again when it has changed. It holds no token and no
/// secret. A file that cannot be read is no reason to let the revoked in: a server does not start
/// with one, and one that runs keeps what it knew.
///
/// Reading is thread-safe; writing is one process at a time, by a lock beside the file.
public final class TokenBook {
  private static final System.Logger LOG = System.getLogger(TokenBook.class.getName());
  private static final int FORMAT = 1;
  private static final int MOST_ENTRIES = 100_000;
  private static final long MOST_BYTES = 32 << 20;

  /// How long what is over is still listed.
  private static final long KEPT_SECONDS = Duration.ofDays(30).toSeconds();

  private final Path folder;
  private final Path file;
  private volatile Seen seen;

  /// A token that must not be let in any more, or all that someone has.
  ///
  /// @param token its id, or null for all of a participant
  /// @param participant whose tokens, or null for one token
  /// @param issuedUntil of a participant's, those made at that second or before
  /// @param forgetAt second from which it is over anyway
  public record Revoked(
      @Nullable String token, @Nullable String participant, long issuedUntil, long forgetAt) {}

  /// All of the file.
  ///
  /// @param made tokens that were made here
  /// @param revoked what must not be let in
  public record Content(List<Claims> made, List<Revoked> revoked) {
    static final Content NONE = new Content(List.of(), List.of());

    /// The same with one more token.
    public Content with(Claims one) {
      var all = new ArrayList<>(made);
      all.add(one);
      return new Content(all, revoked);
    }

    /// The same with one more revocation.
    public Content with(Revoked one) {
      var all = new ArrayList<>(revoked);
      all.add(one);
      return new Content(made, all);
    }

    private Content without(long now) {
      return new Content(
          made.stream().filter(one -> one.expiresAt() + KEPT_SECONDS > now).toList(),
          revoked.stream().filter(one -> one.forgetAt + KEPT_SECONDS > now).toList());
    }
  }

  private record Seen(@Nullable Stamp stamp, Content content, Index index) {}

  /// Tells one state of the file from another.
  private record Stamp(long modified, long size, @Nullable Object key) {}

  private record Index(Set<String> tokens, Map<String, Long> participants) {
    static Index of(Content content) {
      var tokens = new HashSet<String>();
      var participants = new HashMap<String, Long>();
      for (Revoked one : content.revoked) {
        if (one.token != null) {
          tokens.add(one.token);
        }
        if (one.participant != null) {
          participants.merge(one.participant, one.issuedUntil, Math::max);
        }
      }
      return new Index(tokens, participants);
    }
  }

  private TokenBook(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("tokens.json");
    this.seen = seen(stamp());
  }

  /// The book of a data folder.
  ///
  /// @throws IllegalArgumentException if it is there and cannot be read, saying where and why
  public static TokenBook in(Path data) {
    return new TokenBook(data);
  }

  /// What it holds.
  public Content content() {
    return seen.content;
  }

  /// Whether a token was revoked.
  public boolean isRevoked(Validity token) {
    Index index = seen.index;
    return index.tokens.contains(token.token())
        || index.participants.getOrDefault(token.participant(), -1L) >= token.issuedAt();
  }

  /// Whether a token was revoked.
  public boolean isRevoked(Claims token) {
    return isRevoked(token.validity());
  }

  /// Reads the file if it is another than before.
  ///
  /// @return whether it was, and could be read
  boolean refresh() {
    Seen before = seen;
    try {
      Stamp stamp = stamp();
      if (Objects.equals(stamp, before.stamp)) {
        return false;
      }
      if (stamp == null) {
        throw new IllegalArgumentException(file + ": is not there any more");
      }
      seen = seen(stamp);
      return true;
    } catch (IllegalArgumentException e) {
      // Told once a state of the file.
      LOG.log(Level.ERROR, "revoked tokens are as before: " + e.getMessage());
      try {
        seen = new Seen(stamp(), before.content, before.index);
      } catch (IllegalArgumentException _) {
        // Nor can it be looked at; told again next time.
      }
      return false;
    }
  }

  /// Changes the file, whole.
  ///
  /// @param nowSeconds what is long over by then is dropped
  public Content change(long nowSeconds, UnaryOperator<Content> change) {
    try {
      Files.createDirectories(folder);
      try (FileChannel lock =
              FileChannel.open(
                  folder.resolve("tokens.lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          var held = lock.lock()) {
        Content after = change.apply(read().without(nowSeconds));
        if (after.made.size() + after.revoked.size() > MOST_ENTRIES) {
          throw new IllegalArgumentException(
              file + ": must have at most " + MOST_ENTRIES + " tokens and revocations");
        }
        byte[] text = write(after).getBytes(StandardCharsets.UTF_8);
        WholeFile.write(
            file,
            out -> {
              var left = ByteBuffer.wrap(text);
              while (left.hasRemaining()) {
                out.write(left);
              }
            });
        seen = seen(stamp());
        assert held.isValid();
        return after;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot change " + file + ": " + WholeFile.reason(e), e);
    }
  }

  private @Nullable Stamp stamp() {
    try {
      var attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(
          attributes.lastModifiedTime().toMillis(), attributes.size(), attributes.fileKey());
    } catch (NoSuchFileException _) {
      return null;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + WholeFile.reason(e), e);
    }
  }

  private Seen seen(@Nullable Stamp stamp) {
    Content content = read();
    return new Seen(stamp, content, Index.of(content));
  }

  private Content read() {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("must be at most " + MOST_BYTES + " bytes");
      }
      return content(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return Content.NONE;
    } catch (IOException e) {
      throw new IllegalArgumentException(file + ": " + WholeFile.reason(e), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(file + ": is not JSON: " + e.getOriginalMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static Content content(byte[] text) {
    var book = new StrictJson(StrictJson.read(text), "book");
    if (book.whole("format") != FORMAT) {
      throw new IllegalArgumentException("format: must be " + FORMAT);
    }
    var made = book.objects("made").stream().map(TokenBook::made).toList();
    var revoked = book.objects("revoked").stream().map(TokenBook::revoked).toList();
    book.requireNoMore();
    if (made.size() + revoked.size() > MOST_ENTRIES) {
      throw new IllegalArgumentException("must have at most " + MOST_ENTRIES + " entries");
    }
    return new Content(made, revoked);
  }

  private static Claims made(StrictJson row) {
    String kind = row.textOrNull("kind");
    var claims =
        new Claims(
            row.text("token"),
            row.text("participant"),
            row.textOrNull("name"),
            kind == null ? null : Kind.of(kind),
            Jws.roles(row.texts("roles")),
            row.whole("issued"),
            row.whole("notBefore"),
            row.whole("expires"));
    row.requireNoMore();
    return claims;
  }

  private static Revoked revoked(StrictJson row) {
    String token = row.textOrNull("token");
    String participant = row.textOrNull("participant");
    if ((token == null) == (participant == null)) {
      throw new IllegalArgumentException("revoked: must name a token or a participant");
    }
    var one =
        new Revoked(
            token,
            participant,
            participant == null ? 0 : row.whole("issuedUntil"),
            row.whole("forget"));
    row.requireNoMore();
    return one;
  }

  private static String write(Content content) {
    ObjectNode book = JsonNodeFactory.instance.objectNode().put("format", FORMAT);
    var made = book.putArray("made");
    for (Claims claims : content.made) {
      ObjectNode row = made.addObject();
      row.put("token", claims.token()).put("participant", claims.participant());
      if (claims.name() != null) {
        row.put("name", claims.name());
      }
      if (claims.kind() != null) {
        row.put("kind", claims.kind().word());
      }
      var roles = row.putArray("roles");
      EnumSet.copyOf(claims.roles()).forEach(role -> roles.add(role.word()));
      row.put("issued", claims.issuedAt()).put("notBefore", claims.notBefore());
      row.put("expires", claims.expiresAt());
    }
    var revoked = book.putArray("revoked");
    for (Revoked one : content.revoked) {
      ObjectNode row = revoked.addObject();
      if (one.token != null) {
        row.put("token", one.token);
      } else {
        row.put("participant", one.participant).put("issuedUntil", one.issuedUntil);
      }
      row.put("forget", one.forgetAt);
    }
    return book.toPrettyString() + "\n";
  }
}

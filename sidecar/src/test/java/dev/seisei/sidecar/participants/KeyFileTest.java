package dev.seisei.sidecar.participants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyFileTest {
  @TempDir private Path data;

  @Test
  void a_secret_signs_and_checks_and_is_its_owners_alone() throws Exception {
    Path file = KeyFile.makeSecret(data);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    TokenKey signing = KeyFile.signing(null, data, null);
    List<TokenKey> checking = KeyFile.checking(List.of(), data, null);
    assertThat(checking).hasSize(1);
    assertThat(checking.getFirst().verifies(new byte[] {1}, signing.sign(new byte[] {1}))).isTrue();
    assertThat(checking.getFirst().verifies(new byte[] {2}, signing.sign(new byte[] {1})))
        .isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.makeSecret(data))
        .withMessageContaining("is there already");
  }

  @Test
  void of_a_pair_one_signs_and_the_other_checks() throws Exception {
    Path file = KeyFile.makePair(data);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    TokenKey signing = KeyFile.signing(null, data, null);
    List<TokenKey> checking = KeyFile.checking(List.of(), data, null);
    assertThat(checking.getFirst().verifies(new byte[] {1}, signing.sign(new byte[] {1}))).isTrue();
    assertThat(checking.getFirst().verifies(new byte[] {1}, new byte[64])).isFalse();
    assertThat(checking.getFirst().verifies(new byte[] {1}, new byte[0])).isFalse();
    assertThat(KeyFile.signing(file, data.resolve("none"), null)).isEqualTo(signing);
  }

  @Test
  void the_environment_counts_and_a_folder_may_have_none() {
    assertThat(KeyFile.checking(List.of(), data, null)).isEmpty();
    String secret = "A".repeat(43);
    assertThat(KeyFile.checking(List.of(), data, secret + "\n")).hasSize(1);
    assertThat(KeyFile.signing(null, data, secret).algorithm()).isEqualTo("HS256");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.signing(null, data, null))
        .withMessageContaining("There is no key")
        .withMessageContaining("./seisei token secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw-r--r--", "rw----r--"})
  void a_secret_that_others_may_read_is_refused_with_the_way_out(String mode) throws Exception {
    Path file = KeyFile.makeSecret(data);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.checking(List.of(), data, null))
        .withMessage(
            file + ": others may read this secret. Close it with `chmod 600 " + file + "`.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "too short",
        "c2hvcnQ",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----"
      })
  void what_is_no_key_is_refused(String text) throws Exception {
    Path file = data.resolve("key");
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.read(file))
        .withMessageStartingWith(file + ": must ");
  }

  @Test
  void a_key_that_is_not_there_or_too_large_is_refused() throws Exception {
    Path file = data.resolve("key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.checking(List.of(file), data, null))
        .withMessage(file + ": there is no such file");
    Files.write(file, new byte[17 << 10]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyFile.read(file))
        .withMessageContaining("larger");
  }
}

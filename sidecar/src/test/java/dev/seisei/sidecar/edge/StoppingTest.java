package dev.seisei.sidecar.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.data.ChunkKey;
import dev.seisei.sidecar.Archipelago;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The moment between the end of the chunk store and that of the server.
@Timeout(120)
final class StoppingTest {
  private static final String CHUNKS = "/api/worlds/archipelago/chunks/";

  @TempDir private Path folder;
  private Served served;

  @BeforeEach
  void open() {
    served = new Served(folder);
  }

  @AfterEach
  void close() {
    served.close();
  }

  @Test
  void a_server_that_stops_says_so() throws Exception {
    served.hosted.close();
    ApiTest.assertProblem(served.get(CHUNKS + "2/0/0/0"), 503, "server.stopping");
    assertThat(served.complaints()).isEmpty();
  }

  @Test
  void a_server_that_stops_answers_who_waits() throws Exception {
    var sockets = new ArrayList<Socket>();
    for (ChunkKey key : Archipelago.keys(78, 2, 300)) {
      sockets.add(
          served.says(
              "GET " + CHUNKS + key + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
    }
    Served.until("many wait", () -> served.hosted.chunks().waiting() > 20);
    served.hosted.close();
    long stopped = 0;
    for (Socket socket : sockets) {
      stopped += isStopping(socket) ? 1 : 0;
    }
    assertThat(stopped).isPositive();
    assertThat(served.complaints()).isEmpty();
  }

  private static boolean isStopping(Socket socket) throws IOException {
    try (socket) {
      String answer = Served.heard(socket);
      assertThat(answer).matches("(?s)HTTP/1.1 (200|503) .*");
      return answer.contains("server.stopping");
    }
  }
}

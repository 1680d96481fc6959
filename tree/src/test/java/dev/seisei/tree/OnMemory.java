package dev.seisei.tree;

import dev.seisei.tree.log.MemoryLog;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A new tree for each test, on a log in memory.
abstract class OnMemory {
  Tree tree;

  @BeforeEach
  void open() throws IOException {
    tree = Tree.open(MemoryLog::new, Tree.Options.USUAL);
  }

  @AfterEach
  void close() {
    tree.close();
  }
}

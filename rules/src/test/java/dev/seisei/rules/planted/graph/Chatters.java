package dev.seisei.rules.planted.graph;

import java.util.logging.Logger;

/// Libraries that speak up.
public final class Chatters {
  private Chatters() {}

  public static final class Logs {
    Logger logger() {
      return Logger.getLogger("chatters");
    }
  }

  public static final class Prints {
    void say(String word) {
      System.err.println(word);
    }
  }

  public static final class PrintsStacks {
    void say(Exception failure) {
      failure.printStackTrace();
    }
  }

  /// Blameless.
  public static final class Asks {
    System.Logger logger() {
      return System.getLogger("chatters");
    }
  }
}

package dev.seisei.rules.planted.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Work on many threads, and an order that is nobody's.
public final class Scattered {
  private Scattered() {}

  public static final class Streams {
    double sum(List<Double> values) {
      return values.parallelStream().mapToDouble(Double::doubleValue).sum();
    }
  }

  public static final class StreamsInPassing {
    Function<Stream<String>, Stream<String>> wider() {
      return Stream::parallel;
    }
  }

  public static final class Sorts {
    void sort(float[] values) {
      Arrays.parallelSort(values);
    }
  }

  public static final class StartsThreads {
    Thread start(Runnable work) {
      return Thread.ofVirtual().start(work);
    }
  }

  public static final class Groups {
    Map<Integer, List<String>> byLength(List<String> names) {
      return names.stream().collect(Collectors.groupingBy(String::length));
    }
  }

  /// Blameless.
  public static final class Counts {
    long count(List<String> names) {
      return names.stream().sorted().distinct().count();
    }
  }
}

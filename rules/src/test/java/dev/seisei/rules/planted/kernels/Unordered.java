package dev.seisei.rules.planted.kernels;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Orders that change from run to run.
public final class Unordered {
  private Unordered() {}

  public static final class HashesKeys {
    Map<String, Float> weights() {
      return new HashMap<>();
    }
  }

  public static final class HashesInPassing {
    Supplier<Collection<String>> names() {
      return HashSet::new;
    }
  }

  public static final class ListsSetOf {
    String first() {
      return Set.of("sand", "grass").iterator().next();
    }
  }

  public static final class AsksForAddresses {
    int seed(Object node) {
      return node.hashCode();
    }
  }

  public static final class SumsLanes {
    float sum(float[] values) {
      return FloatVector.fromArray(FloatVector.SPECIES_256, values, 0)
          .reduceLanes(VectorOperators.ADD);
    }
  }

  /// Blameless.
  public static final class Lists {
    Map<String, Float> weights(Collection<String> names) {
      var weights = new LinkedHashMap<String, Float>();
      new TreeSet<>(names).forEach(name -> weights.put(name, 1f));
      return weights;
    }

    int seed(String name) {
      return name.hashCode();
    }
  }
}

package dev.seisei.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import dev.seisei.rules.Conditions.Member;
import dev.seisei.rules.planted.graph.Scattered;
import dev.seisei.rules.planted.kernels.Approximate;
import dev.seisei.rules.planted.kernels.Moody;
import dev.seisei.rules.planted.kernels.Unordered;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The promise of the same bits everywhere, as far as code can be asked to keep it.
final class DeterminismTest {
  private static final String[] CORE = {
    "dev.seisei..data..", "dev.seisei..kernels..", "dev.seisei..graph.."
  };

  /// Must come to the same at every member of a cluster.
  private static final String[] REPLICA = {
    "dev.seisei..tree.codec..",
    "dev.seisei..tree.command..",
    "dev.seisei..tree.node..",
    "dev.seisei..tree.state.."
  };

  private static final String[] CORE_AND_REPLICA =
      Stream.of(CORE, REPLICA).flatMap(Arrays::stream).toArray(String[]::new);

  // Their results may differ in the last bit from machine to machine; those of StrictMath do not.
  private static final String[] TRANSCENDENTAL = {
    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "exp", "expm1", "log", "log10", "log1p",
    "pow", "cbrt", "sinh", "cosh", "tanh", "hypot"
  };

  private static String[] upperCase(String[] names) {
    return Arrays.stream(names).map(name -> name.toUpperCase(Locale.ROOT)).toArray(String[]::new);
  }

  private static boolean isOfVectors(Member member, String... names) {
    return member.owner().startsWith("jdk.incubator.vector.")
        && Arrays.asList(names).contains(member.name());
  }

  @Test
  void no_transcendental_functions_but_those_of_strict_math() {
    String[] operators = upperCase(TRANSCENDENTAL);
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .or(resideInAPackage("dev.seisei..gltf.."))
            .should(
                Conditions.notUse(
                    "functions whose last bits are the machine's",
                    member ->
                        member.isOf(Math.class, TRANSCENDENTAL)
                            || isOfVectors(member, TRANSCENDENTAL)
                            || isOfVectors(member, operators))),
        Approximate.CallsSine.class,
        Approximate.RefersToExponential.class,
        Approximate.AsksVectorsForSine.class,
        Approximate.RaisesVectors.class);
  }

  /// It rounds once where `a * b + c` rounds twice: whoever takes it must take it on every path.
  @Test
  void no_fused_multiply_and_add() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .should(
                Conditions.notUse(
                    "fused multiply and add",
                    member -> member.isOf(Math.class, "fma") || isOfVectors(member, "fma", "FMA"))),
        Approximate.Fuses.class,
        Approximate.FusesVectors.class);
  }

  @Test
  void no_chance() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE_AND_REPLICA)
            .should(
                Conditions.notUse(
                    "random numbers",
                    member ->
                        member.isOf(Math.class, "random")
                            || member.isOf(UUID.class, "randomUUID")
                            || member.isOf(Collections.class, "shuffle")
                            || member.isOf(Random.class)
                            || member.isOf("java.util.concurrent.ThreadLocalRandom")
                            || member.isOf("java.security.SecureRandom")
                            || member.owner().startsWith("java.util.random."))),
        Moody.Rolls.class,
        Moody.RollsInPassing.class,
        Moody.Draws.class);
  }

  /// Waits for the compiler, and decides which of two paths of the same bits is taken.
  private static final DescribedPredicate<JavaClass> WAITS_FOR_THE_COMPILER =
      resideInAPackage("dev.seisei.kernels.noise").and(simpleName("VectorPath"));

  /// Waits for whoever makes the same tile, which has the same bits whoever makes it.
  private static final DescribedPredicate<JavaClass> WAITS_FOR_A_TILE =
      resideInAPackage("dev.seisei.graph").and(simpleName("Tiles"));

  @Test
  void no_clock() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE_AND_REPLICA)
            .and(not(WAITS_FOR_THE_COMPILER))
            .should(
                Conditions.notUse(
                    "a clock",
                    member ->
                        member.isOf(System.class, "currentTimeMillis", "nanoTime")
                            || member.owner().startsWith("java.time."))),
        Moody.LooksAtTheClock.class,
        Moody.CountsNanoseconds.class);
  }

  private static boolean isOfHashOrder(Member member) {
    return member.isOf(HashMap.class)
        || member.isOf(HashSet.class)
        || member.isOf(IdentityHashMap.class)
        || member.isOf(WeakHashMap.class)
        || member.isOf("java.util.concurrent.ConcurrentHashMap")
        || member.isOf(System.class, "identityHashCode")
        || member.isOf(Object.class, "hashCode")
        || member.isOf(Set.class, "of", "copyOf")
        || member.isOf(Map.class, "of", "ofEntries", "copyOf")
        || member.isOf(
            Collectors.class,
            "toSet",
            "toUnmodifiableSet",
            "toMap",
            "toUnmodifiableMap",
            "groupingBy",
            "partitioningBy");
  }

  /// Looked through: these ask by key, and sort what they list.
  private static final DescribedPredicate<JavaClass> ASKED_BY_KEY_ALONE =
      resideInAPackage("dev.seisei.graph")
          .and(
              simpleName("GraphFile")
                  .or(simpleName("NodeBuilder"))
                  .or(simpleName("Profile"))
                  .or(simpleName("Reach"))
                  .or(simpleName("Samples"))
                  .or(simpleName("Settings")));

  @Test
  void no_order_of_hashes() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE_AND_REPLICA)
            .and(not(ASKED_BY_KEY_ALONE))
            .should(
                Conditions.notUse("collections without an order", DeterminismTest::isOfHashOrder)),
        Unordered.HashesKeys.class,
        Unordered.HashesInPassing.class,
        Unordered.ListsSetOf.class,
        Unordered.AsksForAddresses.class,
        Scattered.Groups.class);
  }

  @Test
  void no_sums_across_lanes() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .should(
                Conditions.notUse(
                    "sums across lanes",
                    member -> isOfVectors(member, "reduceLanes", "reduceLanesToLong"))),
        Unordered.SumsLanes.class);
  }

  /// Passed to a method that is not inlined, a vector becomes an object: see `VectorPerlin`.
  @Test
  void no_vectors_between_methods() {
    Classes.check(
        classes()
            .that()
            .resideInAPackage("dev.seisei..kernels..")
            .should(Conditions.notPassAround("jdk.incubator.vector.Vector")),
        Approximate.TakesVectors.class,
        Approximate.GivesVectors.class);
  }

  @Test
  void no_threads() {
    Classes.check(
        classes()
            .that()
            .resideInAnyPackage(CORE)
            .and(not(WAITS_FOR_THE_COMPILER))
            .and(not(WAITS_FOR_A_TILE))
            .should(
                Conditions.notUse(
                    "threads",
                    member ->
                        member.name().startsWith("parallel")
                            || member.isOf(Thread.class)
                            || member.owner().startsWith("java.util.concurrent."))),
        Scattered.Streams.class,
        Scattered.StreamsInPassing.class,
        Scattered.Sorts.class,
        Scattered.StartsThreads.class);
  }
}

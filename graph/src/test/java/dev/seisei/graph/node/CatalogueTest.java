package dev.seisei.graph.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.graph.NodeType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CatalogueTest {

  static List<NodeType> types() {
    return Catalogue.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void each_node_is_found_by_a_name_of_its_own_and_documented(NodeType type) {
    assertThat(type.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(Catalogue.find(type.name())).contains(type);
    assertThat(type.summary()).endsWith(".");
    // What else a node of a file can say.
    var keys = new ArrayList<>(List.of("node", "doc"));
    type.inputs().forEach(input -> keys.add(input.name()));
    type.parameters().forEach(parameter -> keys.add(parameter.name()));
    assertThat(keys).doesNotHaveDuplicates().allMatch(key -> key.matches("[a-z][A-Za-z]*"));
    assertThat(type.inputs()).noneMatch(input -> input.doc().isBlank());
    assertThat(type.parameters()).noneMatch(parameter -> parameter.doc().isBlank());
  }

  @Test
  void what_is_not_there_is_not_found() {
    assertThat(Catalogue.find("nois")).isEmpty();
    assertThat(Catalogue.find("Noise")).isEmpty();
  }
}

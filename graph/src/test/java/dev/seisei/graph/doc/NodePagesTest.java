package dev.seisei.graph.doc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seisei.graph.NodeType;
import dev.seisei.graph.NodeType.Parameter;
import dev.seisei.graph.node.Catalogue;
import dev.seisei.testkit.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/nodes` says what the catalogue says. Written anew with `-Dseisei.write=nodes`.
final class NodePagesTest {
  private static final Path FOLDER = Repository.path("docs/nodes");
  private static final boolean IS_WRITTEN = "nodes".equals(System.getProperty("seisei.write"));

  static List<NodeType> types() {
    return Catalogue.types();
  }

  private static void requireSame(String file, String text) throws IOException {
    Path path = FOLDER.resolve(file);
    if (IS_WRITTEN) {
      Files.createDirectories(path.getParent());
      Files.writeString(path, text);
    }
    assertThat(path).hasContent(text);
  }

  @Test
  void the_list_is_up_to_date() throws IOException {
    requireSame("README.md", NodePages.index(types()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void a_node_has_its_page(NodeType type) throws IOException {
    requireSame(type.name() + ".md", NodePages.page(type));
  }

  /// Compared by its pixels: how they are compressed is up to the JDK.
  @ParameterizedTest
  @MethodSource("types")
  void a_field_has_its_picture_and_the_picture_shows_something(NodeType type) throws IOException {
    var drawn = Picture.of(type);
    assertThat(drawn.isPresent()).isEqualTo(type.facts().look() != NodeType.Look.NONE);
    if (drawn.isEmpty()) {
      return;
    }
    Path path = FOLDER.resolve("images/" + type.name() + ".png");
    byte[] grey = drawn.get().grey();
    if (IS_WRITTEN) {
      Files.createDirectories(path.getParent());
      Files.write(path, drawn.get().png());
    }
    assertThat(pixels(Files.readAllBytes(path))).isEqualTo(grey);
    assertThat(pixels(drawn.get().png())).isEqualTo(grey);
    if (!type.name().equals("constant")) {
      assertThat(IntStream.range(0, grey.length).map(i -> grey[i]).distinct().count())
          .isGreaterThan(8);
    }
  }

  private static byte[] pixels(byte[] png) throws IOException {
    var image = ImageIO.read(new ByteArrayInputStream(png));
    byte[] grey = new byte[image.getWidth() * image.getHeight()];
    image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), grey);
    return grey;
  }

  @Test
  void no_page_is_left_of_a_node_that_is_gone() throws IOException {
    var expected = new ArrayList<>(List.of("README.md", "images"));
    types().forEach(type -> expected.add(type.name() + ".md"));
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void the_same_is_told_as_data(NodeType type) {
    var json = NodeData.of(type);
    assertThat(json.path("node").asString()).isEqualTo(type.name());
    assertThat(json.path("inputs").size()).isEqualTo(type.inputs().size());
    assertThat(json.path("parameters").size()).isEqualTo(type.parameters().size());
    for (int i = 0; i < type.parameters().size(); i++) {
      Parameter parameter = type.parameters().get(i);
      var told = json.path("parameters").get(i);
      assertThat(told.path("name").asString()).isEqualTo(parameter.name());
      if (parameter instanceof Parameter.Quantity number) {
        assertThat(told.path("least").asDouble()).isEqualTo(number.least());
        assertThat(told.path("most").asDouble()).isEqualTo(number.most());
        assertThat(told.has("preset")).isEqualTo(!Double.isNaN(number.preset()));
      }
    }
    assertThat(NodeData.of(types()).size()).isEqualTo(types().size());
  }
}

package dev.seisei.sidecar;

import dev.seisei.graph.NodeType;
import dev.seisei.graph.doc.NodeData;
import dev.seisei.graph.doc.NodePages;
import dev.seisei.graph.node.Catalogue;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Tells what a world file can be made of.
@Command(
    name = "nodes",
    mixinStandardHelpOptions = true,
    description = "Lists the nodes that a world file can use, or tells all about one.")
final class Nodes implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "The node to tell about")
  private @Nullable String name;

  @Option(names = "--json", description = "As data, the same as GET /api/nodes")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (name == null) {
      if (json) {
        out.println(NodeData.of(Catalogue.types()).toPrettyString());
      } else {
        Catalogue.types().forEach(type -> out.printf("%-15s %s%n", type.name(), type.summary()));
      }
    } else {
      NodeType type = find(name);
      out.print(json ? NodeData.of(type).toPrettyString() + "\n" : NodePages.page(type));
    }
    out.flush();
    return 0;
  }

  private static NodeType find(String name) {
    return Catalogue.find(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no node `"
                    + name
                    + "`. There are: "
                    + Catalogue.types().stream()
                        .map(NodeType::name)
                        .sorted()
                        .collect(Collectors.joining(", "))
                    + "."));
  }
}

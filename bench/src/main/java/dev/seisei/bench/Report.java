package dev.seisei.bench;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Markdown tables, row by row as they are measured.
record Report(PrintStream out) {

  void head(String title, String... columns) {
    out.println();
    out.println("### " + title);
    out.println();
    line(columns);
    out.println("|" + " --- |".repeat(columns.length));
  }

  /// Whole numbers get commas, others as many digits as they deserve.
  void row(Object... cells) {
    line(Arrays.stream(cells).map(Report::told).toArray(String[]::new));
  }

  private static String told(Object cell) {
    return switch (cell) {
      case Long whole -> String.format(Locale.ROOT, "%,d", whole);
      case Double part when Math.abs(part) < 100 -> String.format(Locale.ROOT, "%.2f", part);
      case Double part -> String.format(Locale.ROOT, "%,.0f", part);
      default -> cell.toString();
    };
  }

  private void line(String... cells) {
    out.println(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
    out.flush();
  }
}

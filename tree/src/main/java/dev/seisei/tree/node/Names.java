package dev.seisei.tree.node;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The names that paths consist of, and how they stand in a path's text.
///
/// A name is 1 to 255 bytes of UTF-8 without control characters. In text, `%`, `/`, `*`, `[` and
/// `]` are written `%25`, `%2F`, `%2A`, `%5B` and `%5D`, and the names `.` and `..` are `%2E` and
/// `%2E%2E`: all else stands as it is. Any character may be written that way, byte by byte.
public final class Names {
  static final int MOST_BYTES = 255;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Names() {}

  /// Requires a good name.
  ///
  /// @throws IllegalArgumentException if it is none
  public static String check(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("name: must not be empty; `//` is not a path");
    }
    // Three bytes of UTF-8 a char at most.
    if (name.length() > MOST_BYTES || utf8Length(name) > MOST_BYTES) {
      throw new IllegalArgumentException(
          "name: must be at most 255 bytes of UTF-8, got " + name.length() + " characters");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7f || c == 0xffff) {
        throw new IllegalArgumentException("name: must hold no control characters");
      }
    }
    return name;
  }

  /// A name for a number that sorts as the number does: 16 hexadecimal digits.
  ///
  /// @param number at least 0
  public static String ofNumber(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("number: must be at least 0, got " + number);
    }
    return HexFormat.of().toHexDigits(number);
  }

  /// As it stands in a path's text.
  static void escape(String name, StringBuilder out) {
    if (name.equals(".") || name.equals("..")) {
      out.append(name.replace(".", "%2E"));
    } else {
      escapeCharacters(name, out);
    }
  }

  static void escapeCharacters(String name, StringBuilder out) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (isSpecial(c)) {
        out.append('%').append(HEX.toHexDigits((byte) c));
      } else {
        out.append(c);
      }
    }
  }

  /// As it stands in a path's text.
  public static String escape(String name) {
    var out = new StringBuilder(name.length());
    escape(name, out);
    return out.toString();
  }

  /// Reads a name out of a path's text.
  ///
  /// @throws IllegalArgumentException if it is none
  public static String unescape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%' && isSpecial(c)) {
        throw new IllegalArgumentException(
            "path: `"
                + c
                + "` belongs to a pattern; in a name write %"
                + HEX.toHexDigits((byte) c));
      }
    }
    return check(decodePercent(text));
  }

  private static String decodePercent(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    var out = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '%') {
        if (i + 3 > text.length()
            || !HexFormat.isHexDigit(text.charAt(i + 1))
            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
          throw new IllegalArgumentException(
              "path: `%` must be followed by two hexadecimal digits; the sign itself is %25");
        }
        out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
        i += 3;
      } else {
        int next = text.indexOf('%', i);
        int end = next < 0 ? text.length() : next;
        out.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
        i = end;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(out.toByteArray()))
          .toString();
    } catch (CharacterCodingException _) {
      throw new IllegalArgumentException("path: holds escaped bytes that are not UTF-8");
    }
  }

  private static boolean isSpecial(char c) {
    return c == '%' || c == '/' || c == '*' || c == '[' || c == ']';
  }

  private static int utf8Length(String name) {
    int length = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == name.length()
            || !Character.isLowSurrogate(name.charAt(i + 1))) {
          throw new IllegalArgumentException("name: must be whole Unicode characters");
        }
        i++;
        length += 4;
      } else {
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
      }
    }
    return length;
  }
}

package dev.seisei.sidecar.participants;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Tokens as text: JSON web tokens in their compact form, and of that form as little as is needed.
///
/// Exactly three parts of base64url without padding, the algorithm that of the key, no other head
/// than `alg` and `typ`, no claim that is not known: what is not understood may mean that it is not
/// for us. The signature is checked before anything else is read.
///
/// Source: RFC 7515 and 7519, with the advice of RFC 8725.
final class Jws {
  static final int MOST_CHARACTERS = 2048;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private Jws() {}

  /// A token that is none.
  static final class BadToken extends Exception {
    private static final long serialVersionUID = 1;

    BadToken(String message) {
      super(message);
    }
  }

  /// Signs claims.
  static String sign(Claims claims, TokenKey key) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode head = json.objectNode().put("alg", key.algorithm()).put("typ", "JWT");
    ObjectNode body = json.objectNode();
    body.put("jti", claims.token()).put("sub", claims.participant());
    if (claims.name() != null) {
      body.put("name", claims.name());
    }
    if (claims.kind() != null) {
      body.put("kind", claims.kind().word());
    }
    var roles = body.putArray("roles");
    EnumSet.copyOf(claims.roles()).forEach(role -> roles.add(role.word()));
    body.put("iat", claims.issuedAt());
    body.put("nbf", claims.notBefore());
    body.put("exp", claims.expiresAt());
    String text = encode(head) + "." + encode(body);
    return text + "." + BASE64.encodeToString(key.sign(bytes(text)));
  }

  private static String encode(JsonNode node) {
    return BASE64.encodeToString(bytes(node.toString()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a token. Its times are not looked at.
  ///
  /// @param keys of which one must have signed it
  /// @throws BadToken if none did, or it is not as it must be
  static Claims read(String token, List<TokenKey> keys) throws BadToken {
    if (token.length() > MOST_CHARACTERS) {
      throw new BadToken("it has more than " + MOST_CHARACTERS + " characters");
    }
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new BadToken("it has not three parts");
    }
    byte[] head = decode(parts[0]);
    byte[] body = decode(parts[1]);
    byte[] signature = decode(parts[2]);
    String algorithm = algorithm(head);
    byte[] signed = bytes(parts[0] + "." + parts[1]);
    boolean isOurs = false;
    for (TokenKey key : keys) {
      isOurs |= key.algorithm().equals(algorithm) && key.verifies(signed, signature);
    }
    if (!isOurs) {
      throw new BadToken("no key of this server signed it");
    }
    return claims(body);
  }

  private static byte[] decode(String part) throws BadToken {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(part);
      // One text a token: no padding, no stray bits at the end.
      if (BASE64.encodeToString(bytes).equals(part)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // told below
    }
    throw new BadToken("it is not base64url");
  }

  private static String algorithm(byte[] head) throws BadToken {
    JsonNode object = object(head);
    for (String name : object.propertyNames()) {
      if (!name.equals("alg") && !name.equals("typ")) {
        throw new BadToken("its head has more than alg and typ");
      }
    }
    JsonNode type = object.path("typ");
    if (!type.isMissingNode() && !type.stringValue("").equals("JWT")) {
      throw new BadToken("its head has another typ than JWT");
    }
    return object.path("alg").stringValue("");
  }

  private static JsonNode object(byte[] bytes) throws BadToken {
    try {
      JsonNode object = StrictJson.read(bytes);
      if (object.isObject()) {
        return object;
      }
    } catch (JacksonException _) {
      // told below
    }
    throw new BadToken("it holds no JSON object");
  }

  private static Claims claims(byte[] body) throws BadToken {
    try {
      var object = new StrictJson(object(body), "token");
      var claims =
          new Claims(
              object.text("jti"),
              object.text("sub"),
              object.textOrNull("name"),
              kind(object.textOrNull("kind")),
              roles(object.texts("roles")),
              object.whole("iat"),
              object.has("nbf") ? object.whole("nbf") : object.whole("iat"),
              object.whole("exp"));
      object.requireNoMore();
      return claims;
    } catch (IllegalArgumentException e) {
      throw new BadToken(String.valueOf(e.getMessage()));
    }
  }

  private static @Nullable Kind kind(@Nullable String word) {
    return word == null ? null : Kind.of(word);
  }

  static Set<Role> roles(List<String> words) {
    var roles = new ArrayList<Role>();
    words.forEach(word -> roles.add(Role.of(word)));
    Set<Role> set = roles.isEmpty() ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(roles);
    if (set.size() != words.size()) {
      throw new IllegalArgumentException("roles: must be given once each, got " + words);
    }
    return set;
  }
}

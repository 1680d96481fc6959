package dev.seisei.control;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The components of the decision record's diagram, and the control events that it names for them.
///
/// A closed set: what a build does not bring stays `failed` with [#wayOut] as the reason. The
/// diagram draws no event for ElixirPhoenix; ours is named like the others.
public enum Component {
  /// Participants: whether people and programs are admitted to worlds.
  ADA(
      "Ada",
      "TOGGLE_ADA",
      "admits participants to worlds",
      "Start the sidecar with a version that serves worlds."),

  /// Sockets and long-poll. HTTP stays, so that it can be turned on again.
  ELIXIR_PHOENIX(
      "ElixirPhoenix",
      "TOGGLE_ELIXIR_PHOENIX",
      "carries channels over WebSockets and long-poll",
      "Start the sidecar with a version that serves sockets."),

  /// A supervised Godot server.
  GODOT_ENGINE(
      "GodotEngine",
      "TOGGLE_GODOT_ENGINE",
      "runs a Godot server beside the sidecar",
      "Start Godot yourself with the add-on of clients/godot: it connects as a participant."),

  /// Mesh effects in worker processes.
  OPEN_MFX_SUPPORT(
      "OpenMfxSupport",
      "TOGGLE_OPEN_MFX_SUPPORT",
      "runs OpenMfx mesh effects in worker processes",
      "This build has no host for .ofx libraries: bake GLB files and run the effect on those."),

  /// Blender without a window.
  BLENDER_CLIENT(
      "BlenderClient",
      "TOGGLE_BLENDER_CLIENT",
      "runs Blender as source and sink",
      "This build starts no Blender: bake GLB files with ./seisei bake and open those."),

  /// Accelerated numerics.
  ELIXIR_NX(
      "ElixirNx",
      "TOGGLE_ELIXIR_NX",
      "computes noise with vectors; the scalar path gives the same bits",
      "Start the JVM with --add-modules=jdk.incubator.vector; ./seisei run does."),

  /// Models as filters.
  AIML_FRAMEWORK(
      "AIMLFramework",
      "TOGGLE_AIML_FRAMEWORK",
      "runs machine-learning models as filters",
      "This build serves no models: worlds are made of nodes alone."),

  /// Pipelines.
  MEMBRANE_FRAMEWORK(
      "MembraneFramework",
      "TOGGLE_MEMBRANE_FRAMEWORK",
      "plays pipelines",
      "Start the sidecar with a version that plays pipelines."),

  /// The tree store.
  KHEPRI(
      "Khepri",
      "TOGGLE_KHEPRI",
      "keeps what must outlive the process",
      "Start the sidecar with a version that has the tree.");

  private final String title;
  private final String event;
  private final String purpose;
  private final String wayOut;

  Component(String title, String event, String purpose, String wayOut) {
    this.title = title;
    this.event = event;
    this.purpose = purpose;
    this.wayOut = wayOut;
  }

  /// Its name in the diagram, on the wire and in files.
  public String title() {
    return title;
  }

  /// The event that toggles it.
  public String event() {
    return event;
  }

  /// What it does, as the end of a sentence that begins with its name.
  public String purpose() {
    return purpose;
  }

  /// What to do where a build does not bring it.
  public String wayOut() {
    return wayOut;
  }

  /// The component of a name, if there is one.
  public static Optional<Component> ofTitle(String title) {
    return Arrays.stream(values()).filter(component -> component.title.equals(title)).findFirst();
  }

  /// The component that an event toggles, if there is one.
  public static Optional<Component> ofEvent(String event) {
    return Arrays.stream(values()).filter(component -> component.event.equals(event)).findFirst();
  }

  /// All of them, in the diagram's order.
  public static List<Component> all() {
    return List.of(values());
  }

  /// All names, for errors that say what there is.
  public static String titles() {
    return all().stream().map(Component::title).collect(Collectors.joining(", "));
  }

  /// All events, for errors that say what there is.
  public static String events() {
    return all().stream().map(Component::event).collect(Collectors.joining(", "));
  }
}

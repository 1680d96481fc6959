package dev.seisei.sidecar.world;

import dev.seisei.channels.Broadcast;
import dev.seisei.channels.Channel;
import dev.seisei.channels.Payload;
import dev.seisei.channels.Serializer;
import dev.seisei.channels.presence.Presence;
import dev.seisei.data.ChunkKey;
import dev.seisei.graph.World;
import dev.seisei.graph.edit.Area;
import dev.seisei.graph.edit.Edit;
import dev.seisei.graph.edit.EditJson;
import dev.seisei.graph.edit.Entry;
import dev.seisei.sidecar.chunk.EncodedChunk;
import dev.seisei.sidecar.participants.Participant;
import dev.seisei.sidecar.view.Cover;
import dev.seisei.sidecar.view.View;
import dev.seisei.sidecar.view.Viewer;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One client's side of `world:<id>`: takes views and credit, edits, and where it looks; sends
/// chunks, and who else is there.
public final class WorldChannel implements Channel {
  private static final System.Logger LOG = System.getLogger(WorldChannel.class.getName());

  // Beyond it, JSON's numbers are not whole ones to every client.
  private static final double MOST_NUMBER = 0x1p53;

  private final HostedWorld hosted;
  private final Executor thread;
  private @Nullable Viewer viewer;
  private @Nullable Here present;
  // What the client calls its newest view.
  private @Nullable Long viewNumber;

  /// @param thread the connection's own
  public WorldChannel(HostedWorld hosted, Executor thread) {
    this.hosted = hosted;
    this.thread = thread;
  }

  @Override
  public Reply join(JsonNode payload, Outlet outlet) {
    if (!outlet.carriesBinary()) {
      return Reply.refused(
          "world.version",
          "chunks are binary frames, which serializer version 1.0.0 has not; connect with"
              + " ?vsn=2.0.0");
    }
    Guest guest;
    try {
      guest = Guest.of(outlet.assigns().get(Participant.class), payload);
    } catch (IllegalArgumentException e) {
      return refused("join", e);
    }
    viewer = new Viewer(hosted.viewers(), thread, new Stream(outlet));
    boolean hears = payload.path("presence").booleanValue(true);
    present = new Here(guest, outlet, hears);
    hosted.crowd().add(thread, this);
    // After the answer, and after it is known that it is in.
    thread.execute(this::tellWhoIsHere);
    return new Reply.Ok(hosted.description().set("you", guest.you()));
  }

  private void tellWhoIsHere() {
    if (present != null) {
      present.tellAll();
    }
  }

  @Override
  public Reply handle(String event, Payload payload) {
    Viewer joined = viewer;
    if (joined == null || !(payload instanceof Payload.Json(JsonNode json))) {
      return Reply.refused("event.payload", event + ": takes JSON in a text frame");
    }
    try {
      return switch (event) {
        case "view" -> view(joined, json);
        case "credit" -> credit(joined, json);
        case "look" -> look(json);
        case "edit" -> edit(json);
        case "undo" -> new Reply.Later(hosted.edits().undo(guest().id(), op(json)));
        case "patch" -> patch(json);
        case "redo" -> new Reply.Later(hosted.edits().redo(guest().id(), op(json)));
        default ->
            Reply.refused(
                "event.unknown",
                "there is no event `"
                    + event
                    + "` here; there are view, credit, look, edit, undo, redo and patch");
      };
    } catch (IllegalArgumentException e) {
      return refused(event, e);
    }
  }

  private static Reply refused(String event, IllegalArgumentException e) {
    String reason = String.valueOf(e.getMessage());
    String part = reason.substring(0, Math.max(0, reason.indexOf(':')));
    return Reply.refused(event + "." + part, event + ": " + reason);
  }

  private Guest guest() {
    return Objects.requireNonNull(present, "joined").guest;
  }

  private Reply look(JsonNode json) {
    double[] position = numbers(json, "position", true);
    double[] direction = numbers(json, "direction", false);
    double[] look = new double[6];
    for (int i = 0; i < 3; i++) {
      look[i] = within("position", position[i], 1e7);
      look[3 + i] = within("direction", direction[i], 1);
    }
    hosted.looks().look(guest().id(), look);
    return Reply.ok();
  }

  private static double within(String name, double number, double most) {
    if (!(Math.abs(number) <= most)) {
      throw new IllegalArgumentException(name + ": must be within ±" + most + ", got " + number);
    }
    return number;
  }

  private Reply edit(JsonNode json) {
    String op = op(json);
    Edit edit = EditJson.read(json);
    World world = hosted.world();
    int extent = world.grid().extentMetres();
    Area area = edit.area();
    if (!area.overlaps(new Area(-extent, -extent, extent, extent))) {
      throw new IllegalArgumentException("x: must be within the world's ±" + extent + " metres");
    }
    if (edit instanceof Edit.Paint(_, String material, _)
        && world.materials().stream().noneMatch(known -> known.name().equals(material))) {
      throw new IllegalArgumentException("material: this world has no `" + material + "`");
    }
    if (edit instanceof Edit.Place place
        && world.props().stream().noneMatch(known -> known.name().equals(place.prop()))) {
      throw new IllegalArgumentException("prop: this world has no `" + place.prop() + "`");
    }
    return new Reply.Later(hosted.edits().submit(guest().id(), op, edit));
  }

  private Reply patch(JsonNode json) {
    JsonNode merge = json.path("merge");
    if (!merge.isObject()) {
      throw new IllegalArgumentException(
          "merge: must be an object that looks like a part of the world's file, got "
              + shown(merge));
    }
    try {
      return new Reply.Later(hosted.patch(guest().id(), merge));
    } catch (RejectedExecutionException _) {
      return Reply.refused("patch.busy", "too many patches wait; send this one again in a second");
    }
  }

  private static String op(JsonNode json) {
    String op = json.path("op").stringValue("");
    Entry.requireId("op", op);
    return op;
  }

  /// Chunks have become others.
  void renew(Set<ChunkKey> changed, long since) {
    if (viewer != null) {
      viewer.renew(changed, since);
    }
  }

  /// All chunks have.
  void renewAll(long since) {
    if (viewer != null) {
      viewer.renewAll(since);
    }
  }

  @Override
  public boolean intercepts(String event) {
    return (event.equals("presence_diff") || event.equals("looks"))
        && (present == null || !present.hears);
  }

  @Override
  public @Nullable Broadcast intercept(Broadcast broadcast) {
    return null;
  }

  @Override
  public void missed(Broadcast broadcast) {
    if (present != null) {
      present.missed = true;
    }
  }

  private Reply view(Viewer joined, JsonNode json) {
    double[] position = numbers(json, "position", true);
    double[] velocity = numbers(json, "velocity", false);
    var view =
        new View(
            position[0],
            position[1],
            position[2],
            Math.clamp(velocity[0], -View.LARGEST_SPEED, View.LARGEST_SPEED),
            Math.clamp(velocity[2], -View.LARGEST_SPEED, View.LARGEST_SPEED),
            number(json, "radius", Double.NaN),
            number(json, "detail", View.USUAL_DETAIL));
    Long number = json.has("number") ? viewNumber(json) : null;
    List<ChunkKey> cover = Cover.of(hosted.world().grid(), view, groundBelow(view));
    viewNumber = number;
    joined.look(cover);
    return new Reply.Ok(JsonNodeFactory.instance.objectNode().put("wanted", cover.size()));
  }

  private static long viewNumber(JsonNode json) {
    double number = number(json, "number", Double.NaN);
    if (!(number >= 0 && number <= MOST_NUMBER && number == Math.rint(number))) {
      throw new IllegalArgumentException(
          "number: must be a whole number of 0 to 2^53, got " + shown(json.path("number")));
    }
    return (long) number;
  }

  private double groundBelow(View view) {
    int reach = hosted.world().grid().extentMetres() - 1;
    return hosted.ground(
        (float) Math.clamp(view.x(), -reach, reach), (float) Math.clamp(view.z(), -reach, reach));
  }

  private static Reply credit(Viewer joined, JsonNode json) {
    double bytes = number(json, "bytes", Double.NaN);
    if (!(bytes >= 1 && bytes <= Viewer.MOST_CREDIT)) {
      throw new IllegalArgumentException(
          "bytes: must be 1 to " + Viewer.MOST_CREDIT + ", got " + json.path("bytes"));
    }
    return new Reply.Ok(
        JsonNodeFactory.instance.objectNode().put("bytes", joined.grant((int) bytes)));
  }

  private static double number(JsonNode json, String name, double preset) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() && !Double.isNaN(preset)) {
      return preset;
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + ": must be a number, got " + shown(value));
    }
    return value.doubleValue();
  }

  private static double[] numbers(JsonNode json, String name, boolean required) {
    JsonNode list = json.path(name);
    double[] numbers = new double[3];
    if (list.isMissingNode() && !required) {
      return numbers;
    }
    for (int i = 0; i < 3; i++) {
      if (!list.isArray() || list.size() != 3 || !list.get(i).isNumber()) {
        throw new IllegalArgumentException(name + ": must be three numbers, got " + shown(list));
      }
      numbers[i] = list.get(i).doubleValue();
    }
    return numbers;
  }

  private static String shown(JsonNode value) {
    String text = value.isMissingNode() ? "nothing" : value.toString();
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  @Override
  public void drained() {
    if (viewer != null) {
      viewer.pump();
    }
    if (present != null && present.missed) {
      present.tellAll();
    }
  }

  @Override
  public void left() {
    hosted.crowd().remove(thread, this);
    if (viewer != null) {
      viewer.close();
    }
    if (present != null) {
      present.leave();
    }
    viewer = null;
    present = null;
  }

  /// That this client is there, and what it hears of others.
  private final class Here {
    final Guest guest;
    final boolean hears;
    private final Outlet outlet;
    private final Presence.Tracked tracked;

    /// Whether it was too slow for some of it, and needs the whole again.
    boolean missed;

    Here(Guest guest, Outlet outlet, boolean hears) {
      this.guest = guest;
      this.outlet = outlet;
      this.hears = hears;
      tracked = hosted.presence().track(hosted.topic(), guest.id(), guest.meta());
    }

    void tellAll() {
      if (hears) {
        missed = false;
        outlet.push("presence_state", hosted.presence().list(hosted.topic()));
        outlet.push("looks", hosted.looks().all());
      }
    }

    void leave() {
      hosted.presence().untrack(tracked);
      if (hosted.presence().get(hosted.topic(), guest.id()).isEmpty()) {
        hosted.looks().left(guest.id());
      }
    }
  }

  /// The viewer's client, as events of the topic.
  private final class Stream implements Viewer.Client {
    private final Outlet outlet;

    Stream(Outlet outlet) {
      this.outlet = outlet;
    }

    @Override
    public void chunk(EncodedChunk chunk) {
      outlet.send(Serializer.broadcast(hosted.topic(), "chunk", chunk.bytes()));
    }

    @Override
    public void forget(List<ChunkKey> keys) {
      ObjectNode payload = JsonNodeFactory.instance.objectNode();
      ArrayNode list = payload.putArray("keys");
      for (ChunkKey key : keys) {
        list.addArray().add(key.lod()).add(key.x()).add(key.y()).add(key.z());
      }
      outlet.push("forget", payload);
    }

    @Override
    public void complete(int wanted) {
      outlet.push(
          "complete",
          JsonNodeFactory.instance.objectNode().put("wanted", wanted).put("number", viewNumber));
    }

    @Override
    public void failed(ChunkKey key, Throwable why) {
      LOG.log(Level.ERROR, "chunk " + key + " of " + hosted.topic() + " could not be made", why);
    }

    @Override
    public boolean isFull() {
      return outlet.isFull();
    }
  }
}

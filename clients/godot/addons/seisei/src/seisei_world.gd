# SPDX-License-Identifier: MIT
@tool
class_name SeiseiWorld
extends Node3D
## Streams one world of a Seisei sidecar into the scene, around the camera or around targets.
##
## Shows terrain, props and water, and keeps ground to stand on near the targets. On a headless
## server it asks for what collides and draws nothing.

## The world can be streamed; emitted again after every reconnect.
signal connected
## The connection is lost. What is shown stays, and the node connects again by itself.
signal disconnected
## The server described the world; see [SeiseiWorldDescription].
signal world_described(description: SeiseiWorldDescription)
## A chunk is in the scene. [param key] is lod, x, y, z; [param digest] is 64 hex digits.
signal chunk_applied(key: Vector4i, digest: String)
## A chunk left the scene.
signal chunk_forgotten(key: Vector4i)
## Everything that the newest view wants is in the scene.
signal view_complete
## Someone came into the world, or calls themselves otherwise: [code]name[/code],
## [code]colour[/code] and [code]kind[/code]. Oneself too, see [member participant_id].
signal person_joined(id: String, person: Dictionary)
## Someone left the world.
signal person_left(id: String)
## Someone is at another place, looking into a direction.
signal person_moved(id: String, position: Vector3, direction: Vector3)
## The world was edited by anyone: an entry with [code]number[/code], [code]by[/code],
## [code]op[/code], and [code]edit[/code], [code]undo[/code] or [code]redo[/code]. The chunks that
## it changed come by themselves.
signal edited(entry: Dictionary)

const Channel := preload("phoenix_channel.gd")
const Chunk := preload("chunk.gd")
const ChunkStage := preload("chunk_stage.gd")
const CreditWindow := preload("credit_window.gd")
const Description := preload("world_description.gd")
const Footing := preload("footing.gd")
const Inbox := preload("inbox.gd")
const People := preload("people.gd")
const Push := preload("phoenix_push.gd")
const PropLibrary := preload("prop_library.gd")
const Socket := preload("phoenix_socket.gd")
const TerrainSkin := preload("terrain_skin.gd")
const Viewer := preload("viewer.gd")
const Water := preload("water.gd")
const WorldUrl := preload("world_url.gd")
## More messages than an honest server lets wait.
const MAX_QUEUED := 10_000
## Pause between two messages about where one is.
const LOOK_MSEC := 100
## More than a part of a key can be.
const NO_PART := 1 << 31

## Address of the sidecar, such as [code]ws://127.0.0.1:4000[/code].
@export var url := "":
	set(value):
		url = value
		update_configuration_warnings()
		_restart()
## Id of the world.
@export var world := "archipelago":
	set(value):
		world = value
		update_configuration_warnings()
		_restart()
## Lets us in where the sidecar asks for tokens; [code]./seisei token make[/code] makes them. Best
## set from outside: what is saved with a scene is in the hands of whoever has the game.
@export var token := "":
	set(value):
		token = value
		_restart()
## How others see us; the sidecar chooses if empty.
@export var participant_name := "":
	set(value):
		participant_name = value
		_restart()
## Metres around the targets that are streamed.
@export_range(32.0, 4096.0) var radius := 1000.0
## How near finer chunks begin: a chunk is split nearer than this times its span.
@export_range(0.5, 4.0) var detail := 1.5
## Milliseconds a frame for chunks that arrived; one a frame is always applied.
@export_range(0.5, 16.0) var frame_budget_ms := 4.0
## Metres around each target in which there is ground to stand on.
@export_range(0.0, 256.0) var collision_radius := 48.0
## Milliseconds a physics frame for collision shapes; one a frame is always built.
@export_range(0.1, 8.0) var collision_budget_ms := 1.0
## Bytes of chunks that the server may send ahead of what was applied.
@export_range(262144, 4194304) var window_bytes := 1024 * 1024
## Nodes to stream around; the current camera if empty. Several targets share one view, which is
## finest around their middle; there is ground to stand on under each of them.
@export var targets: Array[NodePath] = []
## Metres around the viewer in which grass grows on meadows; 0 for none.
@export_range(0.0, 90.0) var grass_metres := 50.0
## Shows the sea where the world has one.
@export var show_water := true
## The colour of our marker, to others.
@export var participant_colour := Color("#7ccf7a")

## What the server said about the world; [code]null[/code] before that.
var description: SeiseiWorldDescription
## Chunks in the scene.
var chunks: int:
	get:
		return _stage.chunks.size()
## Chunks that the newest view consists of, as the server counted them.
var wanted := 0
## Bytes received on the socket.
var bytes_received: int:
	get:
		return _socket.bytes_received if _socket != null else 0
## Bytes granted to the server and not yet received.
var bytes_in_flight: int:
	get:
		return _credit.in_flight
## Messages that wait to be applied.
var queue_length: int:
	get:
		return _inbox.size()
## Chunks applied since the start.
var chunks_applied := 0
## Chunks forgotten since the start.
var chunks_forgotten := 0
## Frames dropped because they were no valid chunk.
var frames_refused := 0
## Microseconds spent on applying chunks, decoding included where there are no threads.
var apply_usec := 0
## Bodies to collide with.
var colliders: int:
	get:
		return _footing.size()
## Meshes of props that are still on their way.
var meshes_loading: int:
	get:
		return _library.loading()
## Who is in the world: id → [code]name[/code], [code]colour[/code], [code]kind[/code], and
## [code]position[/code] and [code]direction[/code] of those who told.
var people: Dictionary:
	get:
		return _people.all
## Whether the world is joined now.
var is_connected_to_world := false
## Whether everything that the viewer wants, where it is now, is in the scene.
var is_complete: bool:
	get:
		return (
			is_connected_to_world
			and _view_complete == _view_sent
			and _viewer.is_current(_view_settings())
		)

## What the socket was opened for.
var _streamed_url := ""
var _streamed_world := ""
var _socket: Socket
var _channel: Channel
var _inbox := Inbox.new()
var _credit := CreditWindow.new()
var _people := People.new()
var _ops := "%x%x" % [int(Time.get_unix_time_from_system()), randi()]
var _op := 0
var _look: Array = []
var _look_msec := -LOOK_MSEC
var _viewer := Viewer.new()
var _skin: TerrainSkin
var _library := PropLibrary.new()
var _stage := ChunkStage.new()
var _footing := Footing.new()
var _water: Water
var _draws := true
## Names us among all who are in the world: edits are undone by who did them.
var participant_id: String:
	get:
		return str(_you.get("id", _participant_id))

## What the server says who we are.
var _you := {}
## Names us where the sidecar asks for no token.
var _participant_id := "godot-%08x" % randi()
## Numbers of views: of the newest, and of the one that is completely in the scene.
var _view_sent := 0
var _view_complete := -1


func _init() -> void:
	_stage.library = _library
	_stage.applied.connect(_on_applied)
	_stage.forgotten.connect(_on_forgotten)
	_people.joined.connect(person_joined.emit)
	_people.left.connect(person_left.emit)
	_people.moved.connect(person_moved.emit)


func _ready() -> void:
	if Engine.is_editor_hint():
		set_process(false)
		set_physics_process(false)
		return
	_draws = DisplayServer.get_name() != "headless"
	for node: Node in [_library, _stage, _footing]:
		add_child(node)
	_restart()


func _enter_tree() -> void:
	if is_node_ready() and (url != _streamed_url or world != _streamed_world):
		_restart.call_deferred()


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE:
		_inbox.clear()
		for node: Node in [_library, _stage, _footing]:
			if is_instance_valid(node) and node.get_parent() == null:
				node.free()


func _get_configuration_warnings() -> PackedStringArray:
	var warnings := PackedStringArray()
	if not WorldUrl.is_valid(url):
		warnings.append(
			"The url is %s: set it to the address of a sidecar, such as ws://127.0.0.1:4000."
			% ("empty" if url.is_empty() else "not one that begins with ws:// or wss://")
		)
	if world.is_empty():
		warnings.append("No world is chosen: set its id, such as archipelago.")
	return warnings


func _process(_delta: float) -> void:
	var now := Time.get_ticks_msec()
	_viewer.follow(_target_positions(), now)
	_send_view(now)
	_send_look(now)
	_apply_queue()
	if _draws and description != null:
		var above := _metres_above_ground(_viewer.position)
		_skin.follow(_viewer.position, above, _view_settings().y)
	_grant(_credit.due() if is_connected_to_world else 0)


func _physics_process(_delta: float) -> void:
	if description == null or collision_radius <= 0.0:
		return
	# Who flies high above the ground does not stand on it soon.
	var low: Array[Vector3] = _viewer.positions.filter(
		func(at: Vector3) -> bool: return _metres_above_ground(at) < 2.0 * collision_radius
	)
	var at := _viewer.position
	_footing.sync(
		_stage.chunks, low, collision_radius, at, _metres_above_ground(at), _view_settings().y,
		collision_budget_ms
	)


## Height of the ground in metres from the finest chunk there, up to [param max_level]; NAN if none
## is loaded. Bodies collide with level 0 only.
func ground_metres(x: float, z: float, max_level := 0) -> float:
	if description == null:
		return NAN
	for lod in mini(max_level + 1, description.levels):
		var span := description.span_metres(lod)
		var key := Vector4i(lod, floori(x / span), 0, floori(z / span))
		var chunk: Chunk = _stage.chunks.get(key)
		if chunk == null and lod == 0:
			chunk = _footing.chunk(key)
		if chunk != null and chunk.side > 0:
			var cell := span / (chunk.samples - 1)
			return chunk.height_at((x - key.y * span) / cell, (z - key.w * span) / cell)
	return NAN


## Changes the world for everyone around [param at]: [param kind] is [code]raise[/code],
## [code]lower[/code], [code]smooth[/code], [code]flatten[/code], [code]paint[/code],
## [code]place[/code] or [code]remove[/code], [param options] what docs/editing.md lists for it:
## [code]edit("raise", at, {"radius": 10.0, "metres": 2.0})[/code].
## [code]await edit(…).replied[/code] says whether it was done.
func edit(kind: String, at: Vector3, options := {}) -> Push:
	var payload := {"op": _next_op(), "kind": kind, "x": at.x, "z": at.z}
	payload.merge(options)
	return _act("edit", payload)


## Takes back the newest edit of this participant.
func undo() -> Push:
	return _act("undo", {"op": _next_op()})


## Does again what was taken back.
func redo() -> Push:
	return _act("redo", {"op": _next_op()})


## Keys of all chunks in the scene, with their digests.
func digests() -> Dictionary:
	var found := {}
	for key: Vector4i in _stage.chunks:
		found[key] = _stage.chunks[key].digest
	return found


## Keys of the chunks that are shown, not hidden by others.
func shown_keys() -> Array[Vector4i]:
	var keys: Array[Vector4i] = []
	for key: Vector4i in _stage.chunks:
		if _stage.is_shown(key):
			keys.append(key)
	return keys


func _restart() -> void:
	if Engine.is_editor_hint() or not is_inside_tree():
		return
	_stop()
	_streamed_url = url
	_streamed_world = world
	if not WorldUrl.is_valid(url) or world.is_empty():
		return
	_library.set_url(url, token)
	_socket = Socket.new()
	_socket.auth_token = token
	add_child(_socket)
	var colour := "#" + participant_colour.to_html(false)
	_channel = _socket.channel("world:" + world, {"colour": colour})
	_channel.joined.connect(_on_joined)
	_channel.refused.connect(_on_refused)
	_channel.received.connect(_on_received)
	_channel.lost.connect(_on_lost)
	_channel.closed.connect(_on_lost)
	_socket.open(_socket_url())


func _socket_url() -> String:
	var kind := "godot-client" if _draws else "godot-server"
	return WorldUrl.socket(url, _participant_id, participant_name, kind)


func _stop() -> void:
	if _socket == null:
		return
	_channel.leave()
	_socket.queue_free()
	_socket = null
	_inbox.clear()
	_stage.clear()
	_footing.clear()
	_people.clear()
	_drain()
	description = null
	wanted = 0


func _on_joined(response: Dictionary) -> void:
	var described := Description.from_json(response)
	if not described.reason.is_empty():
		push_error("Seisei: the world %s cannot be shown: %s." % [world, described.reason])
		_channel.leave()
		return
	if description != null and not described.has_grid_of(description):
		_stage.clear()
		_footing.clear()
	description = described
	_you = response.get("you") if response.get("you") is Dictionary else {}
	_inbox.clear()
	_stage.mark_stale()
	_footing.reset(url, world, described)
	if _draws:
		_dress()
	_viewer.invalidate()
	is_connected_to_world = true
	_look = []
	_grant(_credit.start(_window(), described.frame_bytes, _inbox.bytes_waiting))
	connected.emit()
	# Whoever heard that may have chosen another world.
	if description == described:
		world_described.emit(described)


## The world's parameters were changed live: what is shown stays until it comes anew.
func _on_patched(response: Dictionary) -> void:
	var described := Description.from_json(response)
	if not described.reason.is_empty() or not described.has_grid_of(description):
		push_warning("Seisei: a patch of the world %s cannot be shown; joining anew shows it." % world)
		return
	description = described
	_footing.patched(described)
	if _draws:
		_dress()
	world_described.emit(described)


func _on_refused(response: Dictionary) -> void:
	push_warning(
		(
			"Seisei: %s does not let us into the world %s: %s Trying again."
			% [url, world, response.get("reason", "no reason was given.")]
		)
	)


func _on_lost() -> void:
	if is_connected_to_world:
		is_connected_to_world = false
		disconnected.emit()


func _on_received(event: String, payload: Variant) -> void:
	if event == "chunk" and payload is PackedByteArray:
		_receive_chunk(payload)
	elif event in ["forget", "complete"] and payload is Dictionary:
		_inbox.add_event(event, payload)
	elif event == "world" and payload is Dictionary:
		_on_patched(payload)
	elif event == "edit" and payload is Dictionary:
		_footing.edited(payload)
		edited.emit(payload)
	elif payload is Dictionary:
		_people.take(event, payload)
	if _inbox.size() > MAX_QUEUED:
		push_warning("Seisei: over %d messages wait; connecting anew." % MAX_QUEUED)
		_inbox.clear()
		_socket.open(_socket_url())


func _receive_chunk(data: PackedByteArray) -> void:
	if data.size() > _credit.in_flight:
		_refuse_chunk("%d bytes were not granted, %d are" % [data.size(), _credit.in_flight])
		return
	_credit.receive(data.size())
	_inbox.add_chunk(data, description.samples, description.apron)


func _refuse_chunk(reason: String) -> void:
	frames_refused += 1
	push_warning("Seisei: a chunk was dropped: %s." % reason)


func _dress() -> void:
	if _skin == null:
		_skin = TerrainSkin.new()
		_stage.skin = _skin
		_library.noise = _skin.clouds
	_skin.grass_metres = grass_metres
	_skin.adopt(description)
	_drain()
	if show_water and not is_nan(description.water_metres):
		_water = Water.new()
		_water.build(description.water_metres, _skin.bumps)
		add_child(_water)


func _drain() -> void:
	if _water != null:
		_water.queue_free()
		_water = null


func _window() -> int:
	return mini(mini(window_bytes, _socket.inbound_buffer_bytes / 2), description.credit_bytes)


func _grant(bytes: int) -> void:
	if bytes > 0:
		_channel.push("credit", {"bytes": bytes})


func _view_radius() -> float:
	var wished := (radius if _draws else collision_radius) + _viewer.spread
	return clampf(wished, description.radius_metres.x, description.radius_metres.y)


func _view_settings() -> Vector2:
	var limits := description.detail_range
	return Vector2(snappedf(_view_radius(), 1.0), clampf(detail, limits.x, limits.y))


func _view_step() -> float:
	return 0.25 * description.span_metres(0)


func _metres_above_ground(at: Vector3) -> float:
	var ground := ground_metres(at.x, at.z, description.levels - 1)
	return 0.0 if is_nan(ground) else maxf(at.y - ground, 0.0)


func _send_view(now: int) -> void:
	if not is_connected_to_world:
		return
	var settings := _view_settings()
	if not _viewer.is_due(_view_step(), settings, now):
		return
	_viewer.sent(settings, now)
	_view_sent += 1
	if _water != null:
		_water.hide_ground_from(settings.x)
	var at := _viewer.position
	var velocity := _viewer.velocity
	var view := {
		"position": [at.x, at.y, at.z],
		"velocity": [velocity.x, velocity.y, velocity.z],
		"radius": settings.x,
		"detail": settings.y,
		"number": _view_sent,
	}
	_channel.push("view", view).replied.connect(_on_view_replied)


func _send_look(now: int) -> void:
	if not is_connected_to_world or not _draws or now - _look_msec < LOOK_MSEC:
		return
	var camera := get_viewport().get_camera_3d()
	if camera == null:
		return
	var at := to_local(camera.global_position)
	var ahead := global_basis.inverse() * -camera.global_basis.z
	var look := [at.x, at.y, at.z, ahead.x, ahead.y, ahead.z].map(
		func(part: float) -> float: return snappedf(part, 0.01)
	)
	if look == _look:
		return
	_look = look
	_look_msec = now
	_channel.push("look", {"position": look.slice(0, 3), "direction": look.slice(3)})


func _next_op() -> String:
	_op += 1
	return "%s-%d" % [_ops, _op]


## An edit that would wait for the next join may be wanted by nobody then: it is answered at once.
func _act(event: String, payload: Dictionary) -> Push:
	if is_connected_to_world:
		return _channel.push(event, payload)
	var refused := Push.new()
	refused.event = event
	refused.replied.emit.call_deferred("closed", {})
	return refused


func _on_view_replied(status: String, response: Variant) -> void:
	if status == "ok" and response is Dictionary:
		wanted = Description.whole(response.get("wanted"), wanted)
	elif status == "error":
		push_warning("Seisei: the server refused the view: %s" % JSON.stringify(response))


func _target_positions() -> Array[Vector3]:
	var positions: Array[Vector3] = []
	for path in targets:
		var node := get_node_or_null(path) as Node3D
		if node != null:
			positions.append(to_local(node.global_position))
	if targets.is_empty():
		var camera := get_viewport().get_camera_3d()
		if camera != null:
			positions.append(to_local(camera.global_position))
	return positions


func _apply_queue() -> void:
	var begin := Time.get_ticks_usec()
	var end := begin + int(frame_budget_ms * 1000.0)
	var applied := 0
	while _inbox.size() > 0 and (applied == 0 or Time.get_ticks_usec() < end):
		if not _inbox.is_ready():
			break
		_apply(_inbox.take())
		applied += 1
	if applied > 0:
		apply_usec += Time.get_ticks_usec() - begin
	_stage.free_retired(end)


func _apply(entry: Inbox.Entry) -> void:
	match entry.event:
		"chunk":
			_credit.consume(entry.bytes)
			if entry.chunk == null:
				_refuse_chunk(entry.reason)
			else:
				_stage.apply(entry.chunk, description)
		"forget":
			_stage.forget(_keys(entry.payload.get("keys")))
		"complete":
			_complete(entry.payload)


func _complete(payload: Dictionary) -> void:
	var count := Description.whole(payload.get("wanted"), -1)
	if count < 0 or Description.whole(payload.get("number"), -1) != _view_sent:
		return
	wanted = count
	_view_complete = _view_sent
	_stage.forget_stale()
	view_complete.emit()


func _on_applied(key: Vector4i, digest: String) -> void:
	chunks_applied += 1
	chunk_applied.emit(key, digest)


func _on_forgotten(key: Vector4i) -> void:
	chunks_forgotten += 1
	chunk_forgotten.emit(key)


static func _keys(rows: Variant) -> Array[Vector4i]:
	var keys: Array[Vector4i] = []
	for row: Variant in rows if rows is Array else []:
		if not row is Array or row.size() != 4:
			continue
		var parts: Array = row.map(
			func(part: Variant) -> int: return Description.whole(part, NO_PART, -(1 << 31))
		)
		if parts.max() < NO_PART:
			keys.append(Vector4i(parts[0], parts[1], parts[2], parts[3]))
	return keys

# SPDX-License-Identifier: MIT
extends "test_bench.gd"
## Drives the demo and measures what it shows.

@onready var _world: SeiseiWorld = $Main/World
@onready var _camera: Camera3D = $Main/FlyCamera

func _ready() -> void:
	_world.chunk_applied.connect(
		func(key: Vector4i, digest: String) -> void: print("CHUNK %s %s" % [_path(key), digest])
	)
	_world.connected.connect(func() -> void: print("WORLD CONNECTED"))
	_world.disconnected.connect(func() -> void: print("WORLD DISCONNECTED"))
	_world.view_complete.connect(
		func() -> void: print("WORLD COMPLETE wanted %d chunks %d" % [_world.wanted, _world.chunks])
	)
	super()


## Sets exported values of the world.
func bench_configure(args: Dictionary) -> bool:
	for name: String in args:
		_world.set(name, args[name])
	return true


## Moves the camera; answers once the world around it is complete, its meshes and colliders too.
func bench_look(args: Dictionary) -> Dictionary:
	_camera.global_position = _vector(args.position)
	if args.has("target"):
		_camera.look_at(_vector(args.target))
	await _settle()
	return bench_statistics({})


## Carries the camera over the ground, some metres a frame; answers what it met on the way.
func bench_travel(args: Dictionary) -> Dictionary:
	var most := {"chunks": 0, "nodes": 0, "colliders": 0}
	var to := Vector2(args.to[0], args.to[1])
	var at := Vector2(_camera.global_position.x, _camera.global_position.z)
	while at != to:
		at = at.move_toward(to, args.metresPerFrame)
		var ground := _world.ground_metres(at.x, at.y)
		var height := _camera.global_position.y if is_nan(ground) else ground + 1.7
		_camera.global_position = Vector3(at.x, height, at.y)
		await get_tree().process_frame
		var now := bench_statistics({})
		for name: String in most:
			most[name] = maxi(most[name], now[name])
	await _settle()
	return most


## Heights of the ground as the add-on knows them at each [code][x, z][/code].
func bench_ground(args: Dictionary) -> Array:
	return args.at.map(
		func(at: Array) -> Variant:
			var metres := _world.ground_metres(at[0], at[1])
			return null if is_nan(metres) else metres
	)


func bench_statistics(_args: Dictionary) -> Dictionary:
	return {
		"connected": _world.is_connected_to_world,
		"complete": _world.is_complete,
		"chunks": _world.chunks,
		"shown": _world.shown_keys().size(),
		"wanted": _world.wanted,
		"applied": _world.chunks_applied,
		"forgotten": _world.chunks_forgotten,
		"refused": _world.frames_refused,
		"bytes": _world.bytes_received,
		"inFlight": _world.bytes_in_flight,
		"queue": _world.queue_length,
		"applyUsec": _world.apply_usec,
		"colliders": _world.colliders,
		"meshesLoading": _world.meshes_loading,
		"nodes": Performance.get_monitor(Performance.OBJECT_NODE_COUNT),
		"orphans": Performance.get_monitor(Performance.OBJECT_ORPHAN_NODE_COUNT),
		"objects": Performance.get_monitor(Performance.OBJECT_COUNT),
		"drawn": Performance.get_monitor(Performance.RENDER_TOTAL_PRIMITIVES_IN_FRAME),
	}


## Keys and digests of everything in the scene, and what of it is shown.
func bench_chunks(_args: Dictionary) -> Dictionary:
	var digests := {}
	var found := _world.digests()
	for key: Vector4i in found:
		digests[_path(key)] = found[key]
	return {"digests": digests, "shown": _world.shown_keys().map(_path)}


## The spawn that the server recommends.
func bench_spawn(_args: Dictionary) -> Dictionary:
	return _world.description.raw.spawn


## Casts a ray down at each [code][x, z][/code]; answers heights, [code]null[/code] for a miss.
func bench_rays(args: Dictionary) -> Array:
	await get_tree().physics_frame
	await get_tree().physics_frame
	var space := _world.get_world_3d().direct_space_state
	var heights := []
	for at: Array in args.at:
		var query := PhysicsRayQueryParameters3D.create(
			Vector3(at[0], 4000, at[1]), Vector3(at[0], -4000, at[1])
		)
		var hit := space.intersect_ray(query)
		heights.append(hit.position.y if hit.has("position") else null)
	return heights


## Shows or hides the text in the corner.
func bench_hud(args: Dictionary) -> bool:
	$Main/Hud.visible = args.visible
	return true


## Shows only what is solid, before a background of one colour and without haze.
func bench_bare(args: Dictionary) -> bool:
	var environment: Environment = $Main/Sky.environment
	environment.background_mode = Environment.BG_COLOR
	environment.background_color = Color(args.background)
	environment.fog_enabled = false
	for node in _world.get_children():
		if node is MeshInstance3D:
			node.visible = false
	return true


## Lets the demo's body fall where the camera is and walk ahead for some physics frames, as if W
## was held; answers where its feet are before and after.
func bench_stand(args: Dictionary) -> Dictionary:
	var walker: CharacterBody3D = $Main/Walker
	$Main.walk(true)
	# What it says before its first steps is about where it stood last.
	for frame in 2:
		await get_tree().physics_frame
	while not walker.is_on_floor():
		await get_tree().physics_frame
	var feet := {"landed": _feet(walker)}
	_press(KEY_W, true)
	for frame in int(args.frames):
		await get_tree().physics_frame
	_press(KEY_W, false)
	while Vector2(walker.velocity.x, walker.velocity.z).length() > 0.01 or not walker.is_on_floor():
		await get_tree().physics_frame
	feet.walked = _feet(walker)
	$Main.walk(false)
	return feet


## Takes the world out of the tree, gives it the url, if there is one, and puts it back; answers once
## it is complete again, or at once without a sidecar.
func bench_detach(args: Dictionary) -> Dictionary:
	var parent := _world.get_parent()
	parent.remove_child(_world)
	await get_tree().process_frame
	_world.url = args.get("url", _world.url)
	parent.add_child(_world)
	await get_tree().physics_frame
	await get_tree().process_frame
	if not _world.url.is_empty():
		await _settle()
	return bench_statistics({})


## Chooses the world again as soon as it is connected; answers once it is complete.
func bench_choose(_args: Dictionary) -> Dictionary:
	_world.connected.connect(func() -> void: _world.world = _world.world, CONNECT_ONE_SHOT)
	_world.world = _world.world
	await _world.connected
	await _settle()
	return bench_statistics({})


## Streams around these places instead of the camera; around the camera if there are none.
func bench_targets(args: Dictionary) -> bool:
	for path in _world.targets:
		get_node(path).queue_free()
	var paths: Array[NodePath] = []
	for at: Array in args.at:
		var target := Node3D.new()
		add_child(target)
		target.global_position = _vector(at)
		paths.append(target.get_path())
	_world.targets = paths
	await _settle()
	return true


# The camera's move reaches the world in its next frame, and the colliders in a physics frame; what
# left the scene is freed in later ones.
func _settle() -> void:
	await get_tree().process_frame
	await get_tree().process_frame
	while not _world.is_complete or _world.meshes_loading > 0 or _world.queue_length > 0:
		await get_tree().process_frame
	var before := []
	var now := _remains()
	while before != now:
		before = now
		for frame in 4:
			await get_tree().physics_frame
		now = _remains()


func _remains() -> Array:
	return [_world.colliders, Performance.get_monitor(Performance.OBJECT_COUNT)]


static func _feet(walker: CharacterBody3D) -> Array:
	var at := walker.global_position
	return [at.x, at.y, at.z]


static func _press(key: Key, is_down: bool) -> void:
	var event := InputEventKey.new()
	event.physical_keycode = key
	event.pressed = is_down
	Input.parse_input_event(event)


static func _vector(values: Array) -> Vector3:
	return Vector3(values[0], values[1], values[2])


static func _path(key: Vector4i) -> String:
	return "%d/%d/%d/%d" % [key.x, key.y, key.z, key.w]


## Who is here, once there are at least and at most so many, and all but we have said where they are.
func bench_people(args: Dictionary) -> Dictionary:
	while true:
		var people: Dictionary = _world.people
		var placed := people.keys().all(
			func(id: String) -> bool: return id == _world.participant_id or people[id].has("position")
		)
		var count := people.size()
		if placed and count >= args.get("least", 0) and count <= args.get("most", 1000):
			break
		await get_tree().process_frame
	var found := {}
	for id: String in _world.people:
		var person: Dictionary = _world.people[id]
		found[id] = {
			"name": person.name, "colour": person.colour.to_html(false), "kind": person.kind
		}
		if id != _world.participant_id:
			var at: Vector3 = person.position
			found[id].position = [at.x, at.y, at.z]
	return found


## Edits, and answers what the server did.
func bench_edit(args: Dictionary) -> Dictionary:
	var at := Vector3(args.at[0], 0.0, args.at[1])
	var answer: Array = await _world.edit(args.kind, at, args.options).replied
	return {"status": answer[0], "response": answer[1]}


## Takes back, or does again.
func bench_turn(args: Dictionary) -> Dictionary:
	var push: SeiseiPhoenixPush = _world.undo() if args.event == "undo" else _world.redo()
	var answer: Array = await push.replied
	return {"status": answer[0], "response": answer[1]}


## Waits until the ground at a place is at a height; answers where it is.
func bench_ground_becomes(args: Dictionary) -> float:
	while true:
		var metres := _world.ground_metres(args.at[0], args.at[1], 6)
		if absf(metres - args.metres) < 0.02:
			return metres
		await get_tree().process_frame
	return NAN


## Takes the demo's tool and lets it work at a place so many times; answers how many edits came.
func bench_brush(args: Dictionary) -> Dictionary:
	var shaping: Node3D = $Main/Shaping
	var seen := [0]
	var count := func(_entry: Dictionary) -> void: seen[0] += 1
	_world.edited.connect(count)
	shaping.tool = int(args.tool)
	shaping.radius = args.radius
	var ground := _world.ground_metres(args.at[0], args.at[1], 6)
	var now := Time.get_ticks_msec()
	for turn in int(args.times):
		shaping.work(Vector3(args.at[0], ground, args.at[1]), now + 1000 * turn)
	while seen[0] < int(args.times):
		await get_tree().process_frame
	_world.edited.disconnect(count)
	# The ring lies where the mouse points: in the middle of the picture.
	get_viewport().warp_mouse(get_viewport().get_visible_rect().size / 2.0)
	return {"edits": seen[0]}


## Answers once everything is in the scene.
func bench_settled(_args: Dictionary) -> bool:
	await _settle()
	return true

# SPDX-License-Identifier: MIT
extends Node3D
## Shapes the world with a brush: keys 1 to 7 take a tool, the mouse works with it.

const TOOLS: Array[String] = ["raise", "lower", "smooth", "flatten", "paint", "place", "remove"]
const STROKE_MSEC := 120
const MIN_RADIUS := 1.0
const MAX_RADIUS := 64.0
const FARTHEST := 600.0
const POINTS := 64
const LIFT := 0.2
## At each edit a stroke raises so much of the brush's radius.
const RAISE_SHARE := 0.03

## Index into [constant TOOLS], or -1 for none.
var tool := -1
## Metres.
var radius := 10.0

var _world: SeiseiWorld
var _ring := MeshInstance3D.new()
var _mesh := ImmediateMesh.new()
var _is_working := false
var _worked_msec := 0
var _worked_at := Vector3.INF
var _flat_metres := 0.0


func _ready() -> void:
	var paint := StandardMaterial3D.new()
	paint.shading_mode = BaseMaterial3D.SHADING_MODE_UNSHADED
	paint.transparency = BaseMaterial3D.TRANSPARENCY_ALPHA
	paint.cull_mode = BaseMaterial3D.CULL_DISABLED
	paint.disable_fog = true
	paint.albedo_color = Color(1.0, 0.85, 0.4, 0.9)
	_ring.mesh = _mesh
	_ring.material_override = paint
	_ring.cast_shadow = GeometryInstance3D.SHADOW_CASTING_SETTING_OFF
	add_child(_ring)


## Works on [param world].
func use(world: SeiseiWorld) -> void:
	_world = world


## What the tool in hand is called; empty without one.
func tool_name() -> String:
	return TOOLS[tool] if tool >= 0 else ""


## Takes an input that is meant for the brush; answers whether it was.
func take(event: InputEvent) -> bool:
	if event is InputEventKey and event.pressed and not event.echo:
		var key: int = event.physical_keycode
		if key >= KEY_1 and key < KEY_1 + TOOLS.size():
			tool = -1 if tool == key - KEY_1 else key - KEY_1
			_is_working = false
			return true
		if event.ctrl_pressed and key == KEY_Z:
			if event.shift_pressed:
				_world.redo()
			else:
				_world.undo()
			return true
		if event.ctrl_pressed and key == KEY_Y:
			_world.redo()
			return true
	elif event is InputEventMouseButton and tool >= 0:
		if event.button_index == MOUSE_BUTTON_LEFT:
			_is_working = event.pressed
			_worked_at = Vector3.INF
			return true
		if event.pressed and event.button_index == MOUSE_BUTTON_WHEEL_UP:
			radius = minf(radius * 1.15, MAX_RADIUS)
			return true
		if event.pressed and event.button_index == MOUSE_BUTTON_WHEEL_DOWN:
			radius = maxf(radius / 1.15, MIN_RADIUS)
			return true
	return false


func _process(_delta: float) -> void:
	var at := _target() if tool >= 0 else Vector3.INF
	_ring.visible = at.is_finite()
	if not at.is_finite():
		return
	_draw_ring(at)
	if _is_working:
		work(at, Time.get_ticks_msec())


## Leaves the next edit of a stroke at [param at], if it is due.
func work(at: Vector3, now: int) -> void:
	var begins := not _worked_at.is_finite()
	var moved := INF if begins else Vector2(at.x - _worked_at.x, at.z - _worked_at.z).length()
	var kind := tool_name()
	var step := radius if kind == "place" else 0.25 * radius
	if not begins and now - _worked_msec < STROKE_MSEC:
		return
	if kind in ["paint", "place", "remove"] and moved < step:
		return
	if begins:
		_flat_metres = at.y
	_worked_at = at
	_worked_msec = now
	var options := {"radius": radius}
	match kind:
		"raise", "lower":
			options.metres = maxf(0.01, RAISE_SHARE * radius)
		"smooth":
			options.strength = 0.5
		"flatten":
			options.merge({"metres": _flat_metres, "strength": 0.6})
		"paint":
			var names := _world.description.material_names
			options.merge({"material": names[mini(1, names.size() - 1)], "strength": 0.7})
		"place":
			options = {"prop": _world.description.props[0].name, "yaw": randi() % 256, "variant": randi() % 8}
	_world.edit(kind, at, options)


func _target() -> Vector3:
	var camera := get_viewport().get_camera_3d()
	if camera == null or _world == null or _world.description == null:
		return Vector3.INF
	var mouse := get_viewport().get_mouse_position()
	if Input.mouse_mode == Input.MOUSE_MODE_CAPTURED:
		mouse = get_viewport().get_visible_rect().size / 2.0
	return meet(camera.project_ray_origin(mouse), camera.project_ray_normal(mouse))


## Where a ray meets the ground; infinite where it does not.
func meet(from: Vector3, direction: Vector3) -> Vector3:
	var before := 0.0
	var metres := 0.5
	while metres < FARTHEST:
		if _above(from + direction * metres) <= 0.0:
			for halving in 10:
				var middle := (before + metres) / 2.0
				if _above(from + direction * middle) <= 0.0:
					metres = middle
				else:
					before = middle
			return from + direction * metres
		before = metres
		metres += maxf(0.5, metres * 0.02)
	return Vector3.INF


func _above(at: Vector3) -> float:
	var ground := _world.ground_metres(at.x, at.z, 4)
	return INF if is_nan(ground) else at.y - ground


func _draw_ring(at: Vector3) -> void:
	var reach := 1.5 if tool_name() == "place" else radius
	_mesh.clear_surfaces()
	_mesh.surface_begin(Mesh.PRIMITIVE_TRIANGLE_STRIP)
	for point in POINTS + 1:
		var along := Vector2.from_angle(TAU * point / POINTS)
		for away: float in [reach, reach - maxf(0.08, reach * 0.05)]:
			var x := at.x + along.x * away
			var z := at.z + along.y * away
			var ground := _world.ground_metres(x, z, 4)
			_mesh.surface_add_vertex(Vector3(x, (at.y if is_nan(ground) else ground) + LIFT, z))
	_mesh.surface_end()

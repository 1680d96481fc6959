# SPDX-License-Identifier: MIT
extends Node3D
## Shows a streamed world: fly over it, or press Tab and walk; shape it with the keys 1 to 7.

const ServerAddress := preload("server_address.gd")

var _is_walking := false
var _is_placed := false

@onready var _world: SeiseiWorld = $World
@onready var _camera: Camera3D = $FlyCamera
@onready var _walker: CharacterBody3D = $Walker
@onready var _hud: CanvasLayer = $Hud
@onready var _shaping: Node3D = $Shaping
@onready var _others: Node3D = $Others
@onready var _sky: WorldEnvironment = $Sky


func _ready() -> void:
	_world.world_described.connect(_on_world_described)
	_world.radius = float(ServerAddress.parameter("radius", str(_world.radius)))
	_sky.view_metres = _world.radius
	_world.world = ServerAddress.parameter("world", _world.world)
	_world.token = ServerAddress.token()
	_world.participant_name = ServerAddress.parameter("name", _world.participant_name)
	_shaping.use(_world)
	_others.use(_world)
	_world.url = ServerAddress.find()


func _process(delta: float) -> void:
	_hud.refresh(_world, _shaping, get_viewport().get_camera_3d().global_position, delta)


func _physics_process(delta: float) -> void:
	if _is_walking:
		var at := _walker.global_position
		_walker.step(delta, _world.ground_metres(at.x, at.z))


func _input(event: InputEvent) -> void:
	# Before the camera, whose wheel it takes while a tool is in hand.
	if _shaping.take(event):
		get_viewport().set_input_as_handled()


func _unhandled_input(event: InputEvent) -> void:
	if event is InputEventMouseButton and event.pressed and event.button_index == MOUSE_BUTTON_LEFT:
		Input.mouse_mode = Input.MOUSE_MODE_CAPTURED
	elif event is InputEventKey and event.pressed and not event.echo:
		match event.physical_keycode:
			KEY_ESCAPE:
				Input.mouse_mode = Input.MOUSE_MODE_VISIBLE
			KEY_TAB:
				walk(not _is_walking)
			KEY_H:
				_hud.visible = not _hud.visible


## Changes between walking and flying, where the viewer is now.
func walk(is_walking: bool) -> void:
	if is_walking == _is_walking:
		return
	_is_walking = is_walking
	if is_walking:
		_walker.enter(_camera.global_transform)
	else:
		_camera.global_transform = _walker.eyes()
		_camera.make_current()


func _on_world_described(description: SeiseiWorldDescription) -> void:
	# Only once: after a reconnect the viewer stays where it is.
	if _is_placed:
		return
	_is_placed = true
	_camera.global_position = description.spawn_position
	if not description.spawn_position.is_equal_approx(description.spawn_target):
		_camera.look_at(description.spawn_target)

# SPDX-License-Identifier: MIT
extends CharacterBody3D
## Walks on what the world has put under it: W A S D, Space to jump, Shift to run.

const TURN_RADIANS := 0.0025
const WALK_METRES := 5.0
const RUN_METRES := 12.0
const JUMP_METRES := 6.0
const GRAVITY_METRES := 15.0

@onready var _eyes: Camera3D = $Eyes


## Takes over from a camera at [param from].
func enter(from: Transform3D) -> void:
	global_position = from.origin
	rotation = Vector3(0, from.basis.get_euler().y, 0)
	_eyes.rotation.x = clampf(from.basis.get_euler().x, -1.5, 1.5)
	velocity = Vector3.ZERO
	_eyes.make_current()


## Where the eyes are, for the camera that takes over next.
func eyes() -> Transform3D:
	return _eyes.global_transform


func _unhandled_input(event: InputEvent) -> void:
	if not _eyes.current or Input.mouse_mode != Input.MOUSE_MODE_CAPTURED:
		return
	if event is InputEventMouseMotion:
		rotation.y -= event.relative.x * TURN_RADIANS
		_eyes.rotation.x = clampf(_eyes.rotation.x - event.relative.y * TURN_RADIANS, -1.5, 1.5)


## Moves one physics step; [param ground] is the height below in metres, NAN where none is loaded.
func step(delta: float, ground: float) -> void:
	# Without ground under it the body would fall through the world while that is on its way.
	if is_nan(ground):
		return
	if global_position.y < ground - 0.5:
		global_position.y = ground + 0.1
		velocity.y = 0.0
	var wish := Vector3(_axis(KEY_A, KEY_D), 0.0, _axis(KEY_W, KEY_S)).limit_length()
	var pace := RUN_METRES if Input.is_physical_key_pressed(KEY_SHIFT) else WALK_METRES
	var along := global_basis * wish * pace
	velocity.x = along.x
	velocity.z = along.z
	velocity.y -= GRAVITY_METRES * delta
	if is_on_floor() and Input.is_physical_key_pressed(KEY_SPACE):
		velocity.y = JUMP_METRES
	move_and_slide()


func _axis(less: Key, more: Key) -> float:
	return float(Input.is_physical_key_pressed(more)) - float(Input.is_physical_key_pressed(less))

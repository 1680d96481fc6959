# SPDX-License-Identifier: MIT
extends Camera3D
## Flies: W A S D, Q and E for down and up, the mouse to look, the wheel for speed.

const TURN_RADIANS := 0.0025
const MIN_SPEED := 2.0
const MAX_SPEED := 400.0

## Metres a second.
var speed := 30.0


func _unhandled_input(event: InputEvent) -> void:
	if not current:
		return
	if event is InputEventMouseMotion and Input.mouse_mode == Input.MOUSE_MODE_CAPTURED:
		rotation.y -= event.relative.x * TURN_RADIANS
		rotation.x = clampf(rotation.x - event.relative.y * TURN_RADIANS, -1.5, 1.5)
	elif event is InputEventMouseButton and event.pressed:
		if event.button_index == MOUSE_BUTTON_WHEEL_UP:
			speed = minf(speed * 1.2, MAX_SPEED)
		elif event.button_index == MOUSE_BUTTON_WHEEL_DOWN:
			speed = maxf(speed / 1.2, MIN_SPEED)


func _process(delta: float) -> void:
	if not current:
		return
	var wish := Vector3(
		_axis(KEY_A, KEY_D), _axis(KEY_Q, KEY_E), _axis(KEY_W, KEY_S)
	)
	var boost := 4.0 if Input.is_physical_key_pressed(KEY_SHIFT) else 1.0
	global_position += global_basis * wish.limit_length() * speed * boost * delta


func _axis(less: Key, more: Key) -> float:
	return float(Input.is_physical_key_pressed(more)) - float(Input.is_physical_key_pressed(less))

# SPDX-License-Identifier: MIT
extends RefCounted
## Follows the targets and says when the server should hear about it.

const MIN_PAUSE_MSEC := 100
const VELOCITY_PAUSE_MSEC := 500
## Who moves less than this in so long a time rests: a headset is never quite still.
const REST_METRES := 0.1
const REST_MSEC := 300
## Weight of the newest measurement of the velocity.
const SMOOTHING := 0.4

## The middle of the targets.
var position := Vector3.ZERO
## Metres a second.
var velocity := Vector3.ZERO
## Metres from [member position] to the farthest target.
var spread := 0.0
## All targets.
var positions: Array[Vector3] = []

var _measured_msec := -1
var _rest_position := Vector3.INF
var _rest_msec := 0
var _sent_msec := -1000000
var _sent_position := Vector3.ZERO
var _sent_velocity := Vector3.ZERO
var _sent_settings := Vector2.ZERO
var _must_send := true


## Takes new positions; call it every frame. Those that are not finite are passed over.
func follow(p_positions: Array[Vector3], now_msec: int) -> void:
	positions = p_positions.filter(func(at: Vector3) -> bool: return at.is_finite())
	if positions.is_empty():
		return
	var middle := Vector3.ZERO
	for one in positions:
		middle += one / positions.size()
	spread = 0.0
	for one in positions:
		spread = maxf(spread, middle.distance_to(one))
	if _measured_msec >= 0 and now_msec > _measured_msec:
		var measured := (middle - position) / (0.001 * (now_msec - _measured_msec))
		velocity = velocity.lerp(measured, SMOOTHING)
		# A jump is no motion: nothing would be gained by preferring what lies ahead of it.
		if not (measured.length() <= 500.0 and velocity.is_finite()):
			velocity = Vector3.ZERO
	position = middle
	_measured_msec = now_msec
	if not position.distance_to(_rest_position) < REST_METRES:
		_rest_position = position
		_rest_msec = now_msec


## Forgets what was sent, so that the next view goes out at once.
func invalidate() -> void:
	_must_send = true
	_sent_msec = -1000000


## Whether the view must be sent: [param step] metres make a difference, so does another radius or
## detail in [param settings], and who comes to rest says where.
func is_due(step: float, settings: Vector2, now_msec: int) -> bool:
	if positions.is_empty() or now_msec - _sent_msec < MIN_PAUSE_MSEC:
		return false
	var rests := now_msec - _rest_msec >= REST_MSEC
	if not _is_sent(REST_METRES if rests else step, settings):
		return true
	return (
		now_msec - _sent_msec >= VELOCITY_PAUSE_MSEC
		and velocity.distance_to(_sent_velocity) > maxf(2.0, 0.3 * _sent_velocity.length())
	)


## Whether what was sent last says where the viewer is now.
func is_current(settings: Vector2) -> bool:
	return _is_sent(REST_METRES, settings)


## Notes that the view was sent.
func sent(settings: Vector2, now_msec: int) -> void:
	_must_send = false
	_sent_msec = now_msec
	_sent_position = position
	_sent_velocity = velocity
	_sent_settings = settings


func _is_sent(metres: float, settings: Vector2) -> bool:
	return (
		not _must_send
		and settings == _sent_settings
		and position.distance_to(_sent_position) < metres
	)

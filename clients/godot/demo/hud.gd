# SPDX-License-Identifier: MIT
extends CanvasLayer
## Says in a corner how the stream does.

const REFRESH_SECONDS := 0.25

var _since := REFRESH_SECONDS

@onready var _text: Label = $Text


## Writes the state of [param world] and of the brush for a viewer at [param at].
func refresh(world: SeiseiWorld, shaping: Node3D, at: Vector3, delta: float) -> void:
	_since += delta
	if _since < REFRESH_SECONDS:
		return
	_since = 0.0
	_text.text = (
		"%s  %s  %s\n%d of %d chunks  %d queued  %.1f MB  %d fps\n%.0f  %.0f  %.0f\n%s\n%s"
		% [
			world.description.title if world.description != null else world.world,
			"connected" if world.is_connected_to_world else "connecting to " + world.url,
			_company(world),
			world.chunks, world.wanted, world.queue_length, world.bytes_received / 1.0e6,
			Engine.get_frames_per_second(), at.x, at.y, at.z,
			_brush(shaping),
			"Click to look around, Esc to stop.  W A S D  Q E  wheel: speed  Tab: walk or fly  H: hide",
		]
	)


static func _company(world: SeiseiWorld) -> String:
	var names := world.people.keys().filter(
		func(id: String) -> bool: return id != world.participant_id
	).map(func(id: String) -> String: return world.people[id].name)
	return "" if names.is_empty() else "with " + ", ".join(names.slice(0, 6))


static func _brush(shaping: Node3D) -> String:
	if shaping.tool < 0:
		return "1 raise  2 lower  3 smooth  4 flatten  5 paint  6 place  7 remove  Ctrl Z: undo"
	return "%s, %.0f m wide: hold the left button, wheel for width, %d to put it down" % [
		shaping.tool_name().capitalize(), 2.0 * shaping.radius, shaping.tool + 1
	]

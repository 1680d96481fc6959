# SPDX-License-Identifier: MIT
extends CanvasLayer
## Says in a corner how the stream does.

const REFRESH_SECONDS := 0.25

var _since := REFRESH_SECONDS

@onready var _text: Label = $Text


## Writes the state of [param world] for a viewer at [param at].
func refresh(world: SeiseiWorld, at: Vector3, delta: float) -> void:
	_since += delta
	if _since < REFRESH_SECONDS:
		return
	_since = 0.0
	_text.text = (
		"%s  %s\n%d of %d chunks  %d queued  %.1f MB  %d fps\n%.0f  %.0f  %.0f\n%s"
		% [
			world.description.title if world.description != null else world.world,
			"connected" if world.is_connected_to_world else "connecting to " + world.url,
			world.chunks, world.wanted, world.queue_length, world.bytes_received / 1.0e6,
			Engine.get_frames_per_second(), at.x, at.y, at.z,
			"Click to look around, Esc to stop.  W A S D  Q E  wheel: speed  Tab: walk or fly  H: hide",
		]
	)

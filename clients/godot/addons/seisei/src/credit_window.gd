# SPDX-License-Identifier: MIT
extends RefCounted
## Counts how many bytes of chunks the server may send before it hears from us.
##
## Credit returns when a chunk is consumed, not when it arrives: a client that falls behind slows
## the server down instead of filling its buffers.

## Bytes that may be granted and not yet consumed.
var window := 1024 * 1024
## Largest frame that the server sends; less than this granted could stop the stream.
var frame_bytes := 262144

var _consumed := 0
## Bytes granted and not yet received.
var in_flight := 0


## Starts anew after a join; answers the first grant.
## [param waiting] bytes were received and are still to be consumed.
func start(p_window: int, p_frame_bytes: int, waiting: int) -> int:
	frame_bytes = p_frame_bytes
	window = maxi(p_window, frame_bytes)
	_consumed = 0
	in_flight = maxi(window - waiting, frame_bytes)
	return in_flight


## Notes a frame that arrived.
func receive(bytes: int) -> void:
	in_flight = maxi(in_flight - bytes, 0)


## Notes a frame that was consumed.
func consume(bytes: int) -> void:
	_consumed += bytes


## Bytes to grant now; 0 while it is not worth a message.
func due() -> int:
	if _consumed == 0 or _consumed < mini(window / 4, window - frame_bytes):
		return 0
	var grant := _consumed
	_consumed = 0
	in_flight += grant
	return grant

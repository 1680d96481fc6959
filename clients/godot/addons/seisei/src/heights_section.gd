# SPDX-License-Identifier: MIT
extends RefCounted
## Section 1 of a chunk: heights as folded residuals of a parallelogram prediction.

const Chunk := preload("chunk.gd")

const HEAD_BYTES := 12
const MAX_SIDE := 515
const MAX_METRES := 1.0e6


## Decodes [param raw] into [param chunk]; answers why not, or an empty text.
## [param samples] and [param apron] are what the world announces (0 and -1 take any).
static func read(chunk: Chunk, raw: PackedByteArray, samples: int, apron: int) -> String:
	if raw.size() < HEAD_BYTES:
		return "heights: %d bytes are too few" % raw.size()
	var offset := raw.decode_float(0)
	var quantum := raw.decode_float(4)
	var side := raw.decode_u16(8)
	var rings := raw[10]
	if not is_finite(offset) or absf(offset) > MAX_METRES:
		return "heights: offset %s is not a height in metres" % offset
	if not is_finite(quantum) or quantum <= 0.0 or quantum > 1024.0 or not _is_power_of_two(quantum):
		return "heights: quantum %s is no power of two above 0" % quantum
	if side > MAX_SIDE or side - 2 * rings < 2 or raw[11] != 0:
		return "heights: side %d with apron %d is out of range" % [side, rings]
	if raw.size() != HEAD_BYTES + 2 * side * side:
		return "heights: %d bytes do not hold %d × %d samples" % [raw.size(), side, side]
	if samples > 0 and side - 2 * rings != samples or apron >= 0 and rings != apron:
		return "heights: side %d with apron %d is not what the world announces" % [side, rings]
	chunk.offset = offset
	chunk.quantum = quantum
	chunk.side = side
	chunk.apron = rings
	_unfold(chunk, raw)
	return ""


# `left + up − upLeft` makes the difference between a row and the row above a running sum of the
# residuals, so one addition a sample replaces three look-ups.
static func _unfold(chunk: Chunk, raw: PackedByteArray) -> void:
	var side := chunk.side
	var offset := chunk.offset
	var quantum := chunk.quantum
	var heights := PackedFloat32Array()
	heights.resize(side * side)
	var above := PackedInt32Array()
	above.resize(side)
	var least := 65535
	var greatest := 0
	var to := 0
	var low := HEAD_BYTES
	var high := HEAD_BYTES + side * side
	for j in side:
		var sum := 0
		for i in side:
			var folded := raw[low + to] | (raw[high + to] << 8)
			sum += (folded >> 1) ^ -(folded & 1)
			var q := (above[i] + sum) & 0xFFFF
			above[i] = q
			if q < least:
				least = q
			if q > greatest:
				greatest = q
			heights[to] = offset + quantum * q
			to += 1
	chunk.heights = heights
	chunk.lowest = offset + quantum * least
	chunk.highest = offset + quantum * greatest


static func _is_power_of_two(value: float) -> bool:
	var scaled := value
	while scaled < 1.0:
		scaled *= 2.0
	while scaled >= 2.0:
		scaled /= 2.0
	return scaled == 1.0

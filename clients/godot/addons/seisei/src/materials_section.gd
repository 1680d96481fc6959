# SPDX-License-Identifier: MIT
extends RefCounted
## Section 2 of a chunk: how much of each material lies at each sample.

const Chunk := preload("chunk.gd")

const HEAD_BYTES := 4
const MAX_LAYERS := 8


## Takes [param raw] into [param chunk]; answers why not, or an empty text.
static func read(chunk: Chunk, raw: PackedByteArray) -> String:
	if raw.size() < HEAD_BYTES:
		return "materials: %d bytes are too few" % raw.size()
	var layers := raw[0]
	var side := raw[1]
	if layers < 1 or layers > MAX_LAYERS or raw.decode_u16(2) != 0:
		return "materials: %d layers are not 1 to %d" % [layers, MAX_LAYERS]
	if raw.size() != HEAD_BYTES + layers * side * side:
		return "materials: %d bytes do not hold %d layers of %d × %d" % [raw.size(), layers, side, side]
	if chunk.side == 0 or side != chunk.samples:
		return "materials: side %d does not match the heights" % side
	chunk.layers = layers
	chunk.weights = raw.slice(HEAD_BYTES)
	return ""

# SPDX-License-Identifier: MIT
extends RefCounted
## Section 3 of a chunk: what stands on the ground.

const Chunk := preload("chunk.gd")

const HEAD_BYTES := 4
const ROW_BYTES := 8
const INSTANCE_BYTES := 9
const MAX_INSTANCES := 4096


## Takes [param raw] into [param chunk]; answers why not, or an empty text.
static func read(chunk: Chunk, raw: PackedByteArray) -> String:
	if raw.size() < HEAD_BYTES:
		return "instances: %d bytes are too few" % raw.size()
	if chunk.side == 0:
		return "instances: there are no heights to stand on"
	var rows := raw.decode_u16(0)
	var arrays := HEAD_BYTES + ROW_BYTES * rows
	if raw.decode_u16(2) != 0 or raw.size() < arrays:
		return "instances: %d bytes are too few for %d groups" % [raw.size(), rows]
	var groups: Array[Chunk.Group] = []
	var total := 0
	for index in rows:
		var row := HEAD_BYTES + ROW_BYTES * index
		var group := Chunk.Group.new()
		group.prop = raw.decode_u16(row)
		group.variant = raw.decode_u16(row + 2)
		group.count = raw.decode_u32(row + 4)
		group.first = total
		total += group.count
		if group.count < 1 or total > MAX_INSTANCES:
			return "instances: group %d makes %d of them, at most %d may be" % [index, total, MAX_INSTANCES]
		groups.append(group)
	if raw.size() != arrays + INSTANCE_BYTES * total:
		return "instances: %d bytes do not hold %d instances" % [raw.size(), total]
	chunk.groups = groups
	chunk.instance_count = total
	chunk.instances = raw.slice(arrays)
	return ""

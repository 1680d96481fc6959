# SPDX-License-Identifier: MIT
extends RefCounted
## Turns the instances of a chunk into one [MultiMeshInstance3D] a group.

const Chunk := preload("chunk.gd")
const Description := preload("world_description.gd")
const PropLibrary := preload("prop_library.gd")

const FLOATS := 16
## Metres that a prop of scale 1 may rise or reach beyond its origin, for culling.
const REACH_METRES := 24.0


## Makes the nodes; their meshes follow when [param library] has them.
static func build(
	chunk: Chunk, description: Description, library: PropLibrary
) -> Array[MultiMeshInstance3D]:
	var nodes: Array[MultiMeshInstance3D] = []
	var span := description.span_metres(chunk.lod)
	for group in chunk.groups:
		var prop := description.prop(group.prop)
		var mesh := prop.mesh(group.variant, chunk.lod) if prop != null else null
		if mesh == null:
			continue
		var multimesh := MultiMesh.new()
		multimesh.transform_format = MultiMesh.TRANSFORM_3D
		multimesh.use_colors = true
		# Before the buffer: otherwise the engine reads all of it to find the box.
		multimesh.custom_aabb = _box(chunk, span, prop)
		multimesh.instance_count = group.count
		multimesh.buffer = _buffer(chunk, group, prop, span)
		library.dress(multimesh, mesh)
		var node := MultiMeshInstance3D.new()
		node.multimesh = multimesh
		nodes.append(node)
	return nodes


static func _box(chunk: Chunk, span: float, prop: Description.Prop) -> AABB:
	var reach := REACH_METRES * prop.max_scale
	return AABB(
		Vector3(-reach, chunk.lowest - reach, -reach),
		Vector3(span + 2 * reach, chunk.highest - chunk.lowest + 2 * reach, span + 2 * reach)
	)


static func _buffer(
	chunk: Chunk, group: Chunk.Group, prop: Description.Prop, span: float
) -> PackedFloat32Array:
	var bytes := chunk.instances
	var total := chunk.instance_count
	var metres := span / 65536.0
	var scale_step := (prop.max_scale - prop.min_scale) / 255.0
	var buffer := PackedFloat32Array()
	buffer.resize(group.count * FLOATS)
	var to := 0
	for index in range(group.first, group.first + group.count):
		var angle := bytes[6 * total + index] * TAU / 256.0
		var size := prop.min_scale + scale_step * bytes[7 * total + index]
		var tint := 0.75 + 0.5 * bytes[8 * total + index] / 255.0
		var along := cos(angle) * size
		var across := sin(angle) * size
		buffer[to] = along
		buffer[to + 2] = across
		buffer[to + 3] = bytes.decode_u16(2 * index) * metres
		buffer[to + 5] = size
		buffer[to + 7] = chunk.offset + chunk.quantum * bytes.decode_u16(2 * (total + index))
		buffer[to + 8] = -across
		buffer[to + 10] = along
		buffer[to + 11] = bytes.decode_u16(2 * (2 * total + index)) * metres
		buffer[to + 12] = tint
		buffer[to + 13] = tint
		buffer[to + 14] = tint
		buffer[to + 15] = 1.0
		to += FLOATS
	return buffer

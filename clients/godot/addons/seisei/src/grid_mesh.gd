# SPDX-License-Identifier: MIT
extends RefCounted
## Makes the flat grid that every chunk shares; the terrain shader lifts it to its heights.


## A grid of [code]samples × samples[/code] vertices, one unit apart, cut as the protocol cuts
## cells, and a skirt around it whose vertices have y = −1.
static func create(samples: int) -> ArrayMesh:
	var vertices := PackedVector3Array()
	var indices := PackedInt32Array()
	for j in samples:
		for i in samples:
			vertices.append(Vector3(i, 0, j))
	for j in samples - 1:
		for i in samples - 1:
			var at := j * samples + i
			indices.append_array([at, at + 1, at + samples])
			indices.append_array([at + 1, at + samples + 1, at + samples])
	_append_skirt(samples, vertices, indices)
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = vertices
	arrays[Mesh.ARRAY_INDEX] = indices
	var mesh := ArrayMesh.new()
	mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	return mesh


static func _append_skirt(
	samples: int, vertices: PackedVector3Array, indices: PackedInt32Array
) -> void:
	var last := samples - 1
	var rim := PackedInt32Array()
	for i in last:
		rim.append(i)
	for j in last:
		rim.append(j * samples + last)
	for i in last:
		rim.append(last * samples + last - i)
	for j in last:
		rim.append((last - j) * samples)
	var below := vertices.size()
	for at in rim:
		vertices.append(vertices[at] + Vector3.DOWN)
	for index in rim.size():
		var next := (index + 1) % rim.size()
		indices.append_array([rim[index], below + index, rim[next]])
		indices.append_array([rim[next], below + index, below + next])

# SPDX-License-Identifier: MIT
extends RefCounted
## Grass near the viewer, for looks only.
##
## All chunks of level 0 share one [MultiMesh] that says no more than where in a square its tufts
## stand; the shader finds the ground there, and whether it is a meadow. So a chunk with grass costs
## the game no more than a node.

const TUFTS := 2400
const BLADES := 6
const SEED := 11


## The tufts of one chunk.
static func create() -> MultiMesh:
	var random := RandomNumberGenerator.new()
	random.seed = SEED
	var multimesh := MultiMesh.new()
	multimesh.transform_format = MultiMesh.TRANSFORM_3D
	multimesh.use_custom_data = true
	multimesh.mesh = _tuft(random)
	# The real box is that of the chunk: see chunk_view.gd.
	multimesh.custom_aabb = AABB(Vector3.ZERO, Vector3.ONE)
	multimesh.instance_count = TUFTS
	for index in TUFTS:
		multimesh.set_instance_transform(index, Transform3D.IDENTITY)
		multimesh.set_instance_custom_data(
			index, Color(random.randf(), random.randf(), random.randf(), random.randf())
		)
	return multimesh


static func _tuft(random: RandomNumberGenerator) -> ArrayMesh:
	var vertices := PackedVector3Array()
	var uvs := PackedVector2Array()
	for blade in BLADES:
		var turn := TAU * (blade + random.randf()) / BLADES
		var out := Vector3(cos(turn), 0.0, sin(turn))
		var side := Vector3(-out.z, 0.0, out.x) * 0.028
		var root := out * random.randf_range(0.02, 0.16)
		var tip := root + out * random.randf_range(0.05, 0.2)
		tip.y = random.randf_range(0.22, 0.42)
		vertices.append_array([root - side, tip, root + side])
		uvs.append_array([Vector2(0, 0), Vector2(0.5, 1), Vector2(1, 0)])
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = vertices
	arrays[Mesh.ARRAY_TEX_UV] = uvs
	var mesh := ArrayMesh.new()
	mesh.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	return mesh

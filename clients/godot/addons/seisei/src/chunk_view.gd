# SPDX-License-Identifier: MIT
extends MeshInstance3D
## One chunk on screen: the shared grid, lifted by a texture of heights, and what stands on it.

const Chunk := preload("chunk.gd")
const ChunkProps := preload("chunk_props.gd")
const Description := preload("world_description.gd")
const PropLibrary := preload("prop_library.gd")
const TerrainSkin := preload("terrain_skin.gd")

## Levels whose chunks cast shadows; those farther away are out of the shadow map's reach.
const SHADOW_LEVELS := 2


## Builds everything outside of the tree, where it costs the least.
func build(
	chunk: Chunk, description: Description, skin: TerrainSkin, library: PropLibrary
) -> void:
	var span := description.span_metres(chunk.lod)
	var cell := span / (description.samples - 1)
	position = Vector3(chunk.key.y * span, 0.0, chunk.key.w * span)
	if chunk.side == 0:
		return
	# The shader hangs a skirt below the rim, and lowers far sea floor by up to thrice its depth.
	var below := 2.0 * cell
	if chunk.lowest < description.water_metres:
		below += 3.0 * (description.water_metres - chunk.lowest)
	custom_aabb = AABB(
		Vector3(0, chunk.lowest - below, 0),
		Vector3(span, chunk.highest - chunk.lowest + below, span)
	)
	var is_coarsest := chunk.lod == description.levels - 1
	mesh = skin.mesh
	material_override = skin.material(chunk, cell, position, 0.0 if is_coarsest else 2.0 * span)
	var shadows := GeometryInstance3D.SHADOW_CASTING_SETTING_ON
	if chunk.lod >= SHADOW_LEVELS:
		shadows = GeometryInstance3D.SHADOW_CASTING_SETTING_OFF
	cast_shadow = shadows
	if chunk.lod == 0 and skin.has_grass(chunk):
		_add_grass(skin, span)
	for props in ChunkProps.build(chunk, description, library):
		props.cast_shadow = shadows
		add_child(props)


func _add_grass(skin: TerrainSkin, span: float) -> void:
	var grass := MultiMeshInstance3D.new()
	grass.multimesh = skin.tufts
	grass.material_override = skin.grass_material(material_override)
	grass.custom_aabb = custom_aabb
	grass.cast_shadow = GeometryInstance3D.SHADOW_CASTING_SETTING_OFF
	# Counted from the chunk's middle.
	grass.visibility_range_end = skin.grass_metres + 0.75 * span
	add_child(grass)

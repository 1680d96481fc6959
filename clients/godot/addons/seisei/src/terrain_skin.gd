# SPDX-License-Identifier: MIT
extends RefCounted
## What all chunks of a world share on screen: the grid, the shader, the palette, the noise.

const Chunk := preload("chunk.gd")
const Description := preload("world_description.gd")
const Grass := preload("grass.gd")
const GridMesh := preload("grid_mesh.gd")
const NoiseTextures := preload("noise_textures.gd")
const GRASS := preload("grass.gdshader")
const TERRAIN := preload("terrain.gdshader")

const PALETTE_SIZE := 8
const NOISE_PERIOD_METRES := 1024.0
const NO_WATER_METRES := -100000.0

const PLANTS := ["grass", "meadow", "moss", "forest", "soil", "dirt", "heath", "earth", "marsh"]
const ROCKS := ["rock", "cliff", "stone", "scree", "gravel", "basalt", "granite", "pebble"]
const SANDS := ["sand", "beach", "dune", "seabed", "silt", "mud", "desert"]

## The grid of one chunk.
var mesh: ArrayMesh
## The tufts of grass of one chunk.
var tufts := Grass.create()
## Metres at which the last grass grows; 0 for none.
var grass_metres := 0.0
## The noise of the ground, for whatever else wants to look grown.
var clouds := NoiseTextures.clouds()
var bumps := NoiseTextures.bumps()

# One texel that all materials read: to write it each frame costs less than a uniform a chunk.
var _viewer_image := Image.create_empty(1, 1, false, Image.FORMAT_RGBAF)
var _viewer := ImageTexture.create_from_image(_viewer_image)
var _template := ShaderMaterial.new()
var _plant_layers := PackedInt32Array()


func _init() -> void:
	_template.shader = TERRAIN
	_template.set_shader_parameter(&"noise", clouds)
	_template.set_shader_parameter(&"bumps", bumps)
	_template.set_shader_parameter(&"viewer", _viewer)


## Says from where and how finely the world is seen, by which the shader folds levels into one
## another; [param above] is the viewer's height over the ground in metres.
func follow(viewer: Vector3, above: float, detail: float) -> void:
	_viewer_image.set_pixel(0, 0, Color(viewer.x, above, viewer.z, detail))
	_viewer.update(_viewer_image)


## Takes over grid and palette of a world.
func adopt(description: Description) -> void:
	if mesh == null or mesh.surface_get_array_len(0) != _vertex_count(description.samples):
		mesh = GridMesh.create(description.samples)
	var colours := PackedVector3Array()
	var roughness := PackedFloat32Array()
	var patterns := PackedVector3Array()
	for index in PALETTE_SIZE:
		var is_used := index < description.material_colours.size()
		var colour := description.material_colours[index] if is_used else Color.BLACK
		colours.append(Vector3(colour.r, colour.g, colour.b))
		roughness.append(description.material_roughness[index] if is_used else 1.0)
		patterns.append(_pattern(description.material_names[index]) if is_used else Vector3.ZERO)
	_plant_layers.clear()
	for index in patterns.size():
		if patterns[index].x > 0.0:
			_plant_layers.append(index)
	_template.set_shader_parameter(&"colours", colours)
	_template.set_shader_parameter(&"roughnesses", roughness)
	_template.set_shader_parameter(&"patterns", patterns)
	var has_water := not is_nan(description.water_metres)
	_template.set_shader_parameter(
		&"water_metres", description.water_metres if has_water else NO_WATER_METRES
	)


## The material that draws one chunk whose corner is at [param corner]. [param span_above] is the
## span in metres of the level that it folds into; 0 for the coarsest.
func material(
	chunk: Chunk, cell_metres: float, corner: Vector3, span_above: float
) -> ShaderMaterial:
	var made: ShaderMaterial = _template.duplicate()
	var image := Image.create_from_data(
		chunk.side, chunk.side, false, Image.FORMAT_RF, chunk.heights.to_byte_array()
	)
	made.set_shader_parameter(&"heights", ImageTexture.create_from_image(image))
	made.set_shader_parameter(&"apron", chunk.apron)
	made.set_shader_parameter(&"last_texel", chunk.side - 1)
	made.set_shader_parameter(&"cell", cell_metres)
	made.set_shader_parameter(&"corner", Vector2(corner.x, corner.z))
	made.set_shader_parameter(&"span_above", span_above)
	made.set_shader_parameter(
		&"noise_corner",
		Vector2(fposmod(corner.x, NOISE_PERIOD_METRES), fposmod(corner.z, NOISE_PERIOD_METRES))
	)
	made.set_shader_parameter(&"layers", chunk.layers)
	if chunk.layers > 0:
		made.set_shader_parameter(&"weights", _layers(chunk))
	return made


## Whether grass grows on a chunk.
func has_grass(chunk: Chunk) -> bool:
	var plane := chunk.samples * chunk.samples
	for layer in _plant_layers:
		var weights := chunk.weights.slice(layer * plane, (layer + 1) * plane)
		if grass_metres > 0.0 and weights.count(0) < weights.size():
			return true
	return false


## The material for the grass on a chunk that is drawn with [param ground].
func grass_material(ground: ShaderMaterial) -> ShaderMaterial:
	var made: ShaderMaterial = ground.duplicate()
	made.shader = GRASS
	made.set_shader_parameter(&"reach", grass_metres)
	return made


func _layers(chunk: Chunk) -> Texture2DArray:
	var images: Array[Image] = []
	var side := chunk.samples
	for layer in chunk.layers:
		var plane := chunk.weights.slice(layer * side * side, (layer + 1) * side * side)
		images.append(Image.create_from_data(side, side, false, Image.FORMAT_R8, plane))
	var texture := Texture2DArray.new()
	texture.create_from_images(images)
	return texture


static func _pattern(name: String) -> Vector3:
	return Vector3(_is_like(name, PLANTS), _is_like(name, ROCKS), _is_like(name, SANDS))


static func _is_like(name: String, words: Array) -> float:
	for word: String in words:
		if name.containsn(word):
			return 1.0
	return 0.0


static func _vertex_count(samples: int) -> int:
	return samples * samples + 4 * (samples - 1)

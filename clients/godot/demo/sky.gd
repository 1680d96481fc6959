# SPDX-License-Identifier: MIT
extends WorldEnvironment
## Sky, light and haze of the demo.

## Metres at which the haze hides the end of the streamed ground.
@export var view_metres := 1000.0:
	set(value):
		view_metres = value
		_set_haze()


func _ready() -> void:
	var noise := FastNoiseLite.new()
	noise.seed = 5
	noise.frequency = 0.011
	noise.fractal_octaves = 5
	var image := noise.get_seamless_image(256, 256, false, false, 0.25, true)
	image.generate_mipmaps()
	var material: ShaderMaterial = environment.sky.sky_material
	material.set_shader_parameter(&"clouds", ImageTexture.create_from_image(image))
	_set_haze()


func _set_haze() -> void:
	environment.fog_depth_begin = 0.2 * view_metres
	environment.fog_depth_end = 1.35 * view_metres

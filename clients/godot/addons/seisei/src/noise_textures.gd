# SPDX-License-Identifier: MIT
extends RefCounted
## Makes the two tiling textures that terrain and water draw their small shapes from.
##
## They are drawn once at start instead of shipped: 256 × 256 texels take some 30 ms.

const SIDE := 256


## Soft clouds, grey.
static func clouds() -> ImageTexture:
	var image := _fractal(11, 0.012, 5)
	image.generate_mipmaps()
	return ImageTexture.create_from_image(image)


## Normals of small bumps: red and green are the slopes along x and z.
static func bumps() -> ImageTexture:
	var image := _fractal(29, 0.018, 4)
	image.convert(Image.FORMAT_RGBA8)
	image.bump_map_to_normal_map(6.0)
	image.generate_mipmaps()
	return ImageTexture.create_from_image(image)


static func _fractal(noise_seed: int, frequency: float, octaves: int) -> Image:
	var noise := FastNoiseLite.new()
	noise.seed = noise_seed
	noise.noise_type = FastNoiseLite.TYPE_SIMPLEX_SMOOTH
	noise.frequency = frequency
	noise.fractal_octaves = octaves
	return noise.get_seamless_image(SIDE, SIDE, false, false, 0.25, true)

# SPDX-License-Identifier: MIT
class_name SeiseiChunk
extends RefCounted
## One decoded chunk: what [code]chunk_frame.gd[/code] makes of the bytes.

## A row of instances: [member count] of one variant of one prop.
class Group:
	extends RefCounted
	var prop := 0
	var variant := 0
	## Index of the group's first instance in the arrays of the chunk.
	var first := 0
	var count := 0


## lod, x, y, z.
var key := Vector4i.ZERO
## SHA-256 of the content, 64 hex digits.
var digest := ""
## Samples a row of [member heights], with the apron; 0 if the chunk has no ground.
var side := 0
## Rings of samples outside the chunk.
var apron := 0
## Metres of the lowest height that the chunk can express.
var offset := 0.0
## Metres between two heights.
var quantum := 0.0
## Metres, row-major, [code]side × side[/code].
var heights := PackedFloat32Array()
## Least of [member heights].
var lowest := 0.0
## Greatest of [member heights].
var highest := 0.0
## Layers of [member weights].
var layers := 0
## Weights of the materials: [member layers] planes of [code]samples × samples[/code] bytes.
var weights := PackedByteArray()
## Groups of instances.
var groups: Array[Group] = []
## Number of instances of all groups.
var instance_count := 0
## x, y and z (u16), then yaw, scale and tint (u8), one array after the other.
var instances := PackedByteArray()


## Level of detail; 0 is the finest.
var lod: int:
	get:
		return key.x


## Samples a row without the apron.
var samples: int:
	get:
		return side - 2 * apron


## Metres along an edge.
static func span_metres(p_lod: int, p_samples: int, cell_metres: float) -> float:
	return (p_samples - 1) * cell_metres * pow(2.0, p_lod)


## Height of sample [code](i, j)[/code], counted without the apron.
func height(i: int, j: int) -> float:
	return heights[(j + apron) * side + i + apron]


## Height at [code](u, v)[/code] in cells from the least corner, on the two triangles of the cell
## that are cut from [code](i + 1, j)[/code] to [code](i, j + 1)[/code].
func height_at(u: float, v: float) -> float:
	var last := samples - 2
	var i := clampi(floori(u), 0, last)
	var j := clampi(floori(v), 0, last)
	var s := u - i
	var t := v - j
	var east := height(i + 1, j)
	var south := height(i, j + 1)
	if s + t <= 1.0:
		var corner := height(i, j)
		return corner + (east - corner) * s + (south - corner) * t
	var far := height(i + 1, j + 1)
	return far + (south - far) * (1.0 - s) + (east - far) * (1.0 - t)


## Heights without the apron, row-major.
func inner_heights() -> PackedFloat32Array:
	var inner := PackedFloat32Array()
	for j in samples:
		var from := (j + apron) * side + apron
		inner.append_array(heights.slice(from, from + samples))
	return inner

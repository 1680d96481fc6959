# SPDX-License-Identifier: MIT
extends Node3D
## Keeps a [HeightMapShape3D] under every target, from level 0 chunks only.

const Chunk := preload("chunk.gd")
const Description := preload("world_description.gd")

## Squares that are walked in each direction, however small they are.
const MAX_CHUNKS := 64

## Key → [StaticBody3D].
var _bodies: Dictionary = {}
## Key → digest of the chunk that the body was made from.
var _digests: Dictionary = {}


## Number of bodies.
func size() -> int:
	return _bodies.size()


## Whether there is a body for a chunk.
func has(key: Vector4i) -> bool:
	return _bodies.has(key)


## Keys of the level 0 squares within [param radius] metres of [param positions], each with its
## distance; [constant MAX_CHUNKS] in each direction at most.
static func keys_near(
	positions: Array[Vector3], radius: float, description: Description
) -> Dictionary:
	var span := description.span_metres(0)
	var chunks := minf(description.extent_metres / span, 1 << 30)
	var first := -floori(chunks)
	var reach := minf(radius, MAX_CHUNKS * span)
	var near := {}
	for at in positions:
		var low := Vector2(at.x - reach, at.z - reach) / span
		var high := Vector2(at.x + reach, at.z + reach) / span
		for x in range(maxi(floori(low.x), first), mini(floori(high.x), -first - 1) + 1):
			for z in range(maxi(floori(low.y), first), mini(floori(high.y), -first - 1) + 1):
				var key := Vector4i(0, x, 0, z)
				var away := distance(key, at, span)
				if away <= minf(reach, near.get(key, INF)):
					near[key] = away
	return near


## Builds a body for every one of [param chunks] that has none, nearest first, until
## [param budget_ms] is spent. [param distances] maps their keys to metres. A body whose chunk is
## gone stays as long as its key is among them: someone may stand on it.
func sync(
	chunks: Dictionary, distances: Dictionary, description: Description, budget_ms: float
) -> void:
	for key: Vector4i in _bodies.keys():
		if not distances.has(key):
			_remove(key)
	var missing: Array[Vector4i] = []
	for key: Vector4i in chunks:
		if chunks[key].side > 0 and _digests.get(key, "") != chunks[key].digest:
			missing.append(key)
	missing.sort_custom(
		func(a: Vector4i, b: Vector4i) -> bool: return distances[a] < distances[b]
	)
	var end := Time.get_ticks_usec() + int(budget_ms * 1000.0)
	for key in missing:
		_build(chunks[key], description.span_metres(0), description.cell_metres)
		if Time.get_ticks_usec() >= end:
			return


## Removes all bodies.
func clear() -> void:
	for key: Vector4i in _bodies.keys():
		_remove(key)


func _build(chunk: Chunk, span: float, cell: float) -> void:
	if _bodies.has(chunk.key):
		_remove(chunk.key)
	var heights := chunk.inner_heights()
	# The shape's cells are 1 m wide, and only even scaling is safe in physics.
	if cell != 1.0:
		for index in heights.size():
			heights[index] /= cell
	var shape := HeightMapShape3D.new()
	shape.map_width = chunk.samples
	shape.map_depth = chunk.samples
	# Engines built with double precision want doubles here, and take no other packed array.
	var data: Variant = heights
	if OS.has_feature("double"):
		data = PackedFloat64Array(Array(heights))
	shape.set(&"map_data", data)
	var collision := CollisionShape3D.new()
	collision.shape = shape
	collision.scale = Vector3.ONE * cell
	var body := StaticBody3D.new()
	body.add_child(collision)
	body.position = Vector3((chunk.key.y + 0.5) * span, 0.0, (chunk.key.w + 0.5) * span)
	_bodies[chunk.key] = body
	_digests[chunk.key] = chunk.digest
	add_child(body)


func _remove(key: Vector4i) -> void:
	_bodies[key].queue_free()
	_bodies.erase(key)
	_digests.erase(key)


## Metres on the ground from [param at] to the square of [param key], whose edge is [param span].
static func distance(key: Vector4i, at: Vector3, span: float) -> float:
	var dx := maxf(maxf(key.y * span - at.x, at.x - (key.y + 1) * span), 0.0)
	var dz := maxf(maxf(key.w * span - at.z, at.z - (key.w + 1) * span), 0.0)
	return Vector2(dx, dz).length()

# SPDX-License-Identifier: MIT
extends Node3D
## Keeps ground to stand on under every target.

const Chunk := preload("chunk.gd")
const ChunkColliders := preload("chunk_colliders.gd")
const Description := preload("world_description.gd")
const FarGround := preload("far_ground.gd")

var _colliders := ChunkColliders.new()
var _far := FarGround.new()
var _description: Description
var _url := ""
var _world := ""


func _init() -> void:
	add_child(_colliders)
	add_child(_far)


## Takes what follows from [param world] at [param url]. What is here stays if it is of the same
## world, since players stand on it.
func reset(url: String, world: String, description: Description) -> void:
	if url != _url or world != _world or not _is_same_ground(description):
		clear()
		_far.reset(url, description)
	_url = url
	_world = world
	_description = description


## Forgets everything.
func clear() -> void:
	_description = null
	_colliders.clear()
	_far.clear()


## The world was patched: who stands on its ground stands there until that comes anew.
func patched(description: Description) -> void:
	_description = description
	_far.patched(description)


## The ground was edited: what lies far from the view is fetched again.
func edited(entry: Dictionary) -> void:
	if _description != null:
		_far.edited(entry.get("edit"))


## Number of bodies to collide with.
func size() -> int:
	return _colliders.size()


## The level 0 chunk with [param key] that was fetched for a target far from the others, or
## [code]null[/code].
func chunk(key: Vector4i) -> Chunk:
	return _far.chunks.get(key)


## Follows [param targets]: builds bodies within [param radius] metres for
## [param budget_ms] milliseconds, and keeps them until they are a chunk farther away.
## [param streamed] maps keys to the chunks of the view, which [param viewer] sees with
## [param detail] from [param above] metres over the ground.
func sync(
	streamed: Dictionary,
	targets: Array[Vector3],
	radius: float,
	viewer: Vector3,
	above: float,
	detail: float,
	budget_ms: float
) -> void:
	var keep := radius + _description.span_metres(0)
	var distances := ChunkColliders.keys_near(targets, keep, _description)
	var parent_span := _description.span_metres(1)
	var missing := {}
	var chunks := {}
	for key: Vector4i in distances:
		var is_near: bool = distances[key] <= radius
		var found: Chunk = streamed.get(key)
		if found == null:
			found = _far.chunks.get(key)
			# The protocol's rule: a chunk of level 1 is split while this is less.
			var away := Vector2(_parent_distance(key, viewer, parent_span), above).length()
			if found != null or is_near and away >= detail * parent_span:
				missing[key] = true
		if found != null and (is_near or _colliders.has(key)):
			chunks[key] = found
	_far.sync(_world, missing)
	_colliders.sync(chunks, distances, _description, budget_ms)


func _is_same_ground(other: Description) -> bool:
	return (
		_description != null
		and not other.graph.is_empty()
		and other.graph == _description.graph
		and other.has_grid_of(_description)
	)


static func _parent_distance(key: Vector4i, at: Vector3, span: float) -> float:
	var parent := Vector4i(1, floori(key.y / 2.0), 0, floori(key.w / 2.0))
	return ChunkColliders.distance(parent, at, span)

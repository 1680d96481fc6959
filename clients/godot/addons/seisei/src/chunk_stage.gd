# SPDX-License-Identifier: MIT
extends Node3D
## Holds the chunks of the view and shows those that are to be seen.

## A chunk is there now.
signal applied(key: Vector4i, digest: String)
## A chunk is gone.
signal forgotten(key: Vector4i)

const Chunk := preload("chunk.gd")
const ChunkCover := preload("chunk_cover.gd")
const ChunkView := preload("chunk_view.gd")
const Description := preload("world_description.gd")
const PropLibrary := preload("prop_library.gd")
const TerrainSkin := preload("terrain_skin.gd")

## Nodes that are freed a frame even when there is no time, else those that retire could pile up.
const MIN_FREED := 2

## Key → [SeiseiChunk].
var chunks: Dictionary = {}
## What chunks look like; [code]null[/code] to show nothing, as on a headless server.
var skin: TerrainSkin
## Meshes of what stands on them.
var library: PropLibrary

var _cover := ChunkCover.new()
## Key → [code]chunk_view.gd[/code].
var _views: Dictionary = {}
## Keys that were there before a rejoin and have not come again.
var _stale: Dictionary = {}
## Nodes that left the tree and are freed when there is time.
var _retired: Array[Node] = []


func _notification(what: int) -> void:
	if what == NOTIFICATION_PREDELETE:
		for node in _retired:
			node.free()


## Whether a chunk is to be seen.
func is_shown(key: Vector4i) -> bool:
	return _cover.is_shown(key)


## Adds a chunk, or puts it in the place of the one with its key.
func apply(chunk: Chunk, description: Description) -> void:
	var key := chunk.key
	var known: Chunk = chunks.get(key)
	_stale.erase(key)
	_cover.levels = description.levels
	chunks[key] = chunk
	var shows := _cover.add(key)
	if skin != null and (known == null or known.digest != chunk.digest):
		_retire(key)
		var view := ChunkView.new()
		view.build(chunk, description, skin, library)
		view.visible = shows
		_views[key] = view
		add_child(view)
	applied.emit(key, chunk.digest)


## Removes chunks and shows those that they hid.
func forget(keys: Array) -> void:
	var gone: Array[Vector4i] = []
	for key: Vector4i in keys:
		_stale.erase(key)
		if chunks.has(key):
			gone.append(key)
	if gone.is_empty():
		return
	for key in _cover.forget(gone):
		if _views.has(key):
			_views[key].visible = true
	for key in gone:
		_retire(key)
		chunks.erase(key)
		forgotten.emit(key)


## Removes everything.
func clear() -> void:
	forget(chunks.keys())


## Marks what is there: after a rejoin it comes again, or is of no use any more.
func mark_stale() -> void:
	_stale.clear()
	for key: Vector4i in chunks:
		_stale[key] = true


## Removes what was marked and has not come again.
func forget_stale() -> void:
	forget(_stale.keys())


## Frees nodes that are out of sight, until [param end_usec]; [constant MIN_FREED] always.
func free_retired(end_usec: int) -> void:
	var freed := 0
	while not _retired.is_empty() and (freed < MIN_FREED or Time.get_ticks_usec() < end_usec):
		_retired.pop_back().free()
		freed += 1


func _retire(key: Vector4i) -> void:
	if not _views.has(key):
		return
	var view: Node = _views[key]
	_views.erase(key)
	remove_child(view)
	_retired.append(view)

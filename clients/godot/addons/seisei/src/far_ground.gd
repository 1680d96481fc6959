# SPDX-License-Identifier: MIT
extends Node
## Brings level 0 chunks to targets that the view's finest level does not reach.
##
## The protocol knows one viewer, and the finest chunks lie around it. A chunk is the same over
## HTTP, so the ground under everyone else comes from there. It is to collide with, not to be seen.

const Chunk := preload("chunk.gd")
const ChunkFrame := preload("chunk_frame.gd")
const Description := preload("world_description.gd")
const HttpLoader := preload("http_loader.gd")
## Seconds until what could not be had is asked for again.
const PAUSE_SECONDS := 30.0

## Key → [SeiseiChunk].
var chunks: Dictionary = {}

var _loader := HttpLoader.new()
var _description: Description
## Key → path of what was asked for and is not here yet.
var _asked: Dictionary = {}


func _init() -> void:
	_loader.failed.connect(_on_failed)
	add_child(_loader)


## Forgets everything and takes what follows from [param url].
func reset(url: String, description: Description) -> void:
	clear()
	_loader.url = url
	_description = description


## Forgets everything.
func clear() -> void:
	for path: String in _asked.values():
		_loader.cancel(path)
	_asked.clear()
	chunks.clear()


## Fetches what of [param keys] is not here, and forgets what is not among them.
func sync(world: String, keys: Dictionary) -> void:
	for key: Vector4i in chunks.keys():
		if not keys.has(key):
			chunks.erase(key)
	for key: Vector4i in _asked.keys():
		if not keys.has(key):
			_loader.cancel(_asked[key])
			_asked.erase(key)
	for key: Vector4i in keys:
		if not chunks.has(key) and not _asked.has(key):
			var path := "/api/worlds/%s/chunks/%d/%d/%d/%d" % [world, key.x, key.y, key.z, key.w]
			_asked[key] = path
			_loader.request(path, _description.frame_bytes, _take.bind(key, path))


func _take(bytes: PackedByteArray, key: Vector4i, path: String) -> String:
	if _asked.get(key) != path:
		return ""
	var frame := ChunkFrame.new()
	frame.samples = _description.samples
	frame.apron = _description.apron
	var chunk := frame.read(bytes)
	if chunk == null:
		return frame.reason
	if chunk.key != key:
		return "it is the chunk %s" % chunk.key
	_asked.erase(key)
	chunks[key] = chunk
	return ""


func _on_failed(path: String, reason: String) -> void:
	push_warning("Seisei: the ground at %s is missing: %s." % [path, reason])
	var key: Variant = _asked.find_key(path)
	if key != null:
		get_tree().create_timer(PAUSE_SECONDS, true).timeout.connect(_ask_again.bind(key, path))


func _ask_again(key: Vector4i, path: String) -> void:
	if _asked.get(key) == path:
		_asked.erase(key)

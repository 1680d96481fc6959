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
## Metres around an edit in which the ground may be another.
const EDIT_MARGIN := 4.0

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


## Takes what follows from a world that was patched.
func patched(description: Description) -> void:
	_description = description
	edited(null)


## Lets go of what an [param edit] may have changed; of everything if nobody says where that is.
func edited(edit: Variant) -> void:
	var changed := Rect2(Vector2.ONE * -INF, Vector2.ONE * INF)
	if edit is Dictionary and edit.get("x") is float and edit.get("z") is float:
		var wide: Variant = edit.get("radius", 0.0)
		var radius := (clampf(wide, 0.0, 1000.0) if wide is float else 0.0) + EDIT_MARGIN
		changed = Rect2(edit.x - radius, edit.z - radius, 2.0 * radius, 2.0 * radius)
	var span := _description.span_metres(0)
	for key: Vector4i in chunks.keys() + _asked.keys():
		var square := Rect2(key.y * span, key.w * span, span, span)
		if changed.position.is_finite() and not changed.intersects(square, true):
			continue
		chunks.erase(key)
		if _asked.has(key):
			_loader.cancel(_asked[key])
			_asked.erase(key)


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

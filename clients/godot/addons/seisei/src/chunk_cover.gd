# SPDX-License-Identifier: MIT
extends RefCounted
## Decides which chunks are shown, so that the ground has neither holes nor two surfaces.
##
## The rule is the protocol's: a chunk is hidden while a shown chunk overlaps it; forgetting one
## shows those that it hid. Costs a few look-ups a level, however many chunks there are.

## Highest level that a chunk can have; the search for larger chunks ends there.
var levels := 7

## Key → whether it is shown.
var _known: Dictionary = {}
## Key → how many shown chunks lie within its square.
var _shown_below: Dictionary = {}


## Whether the chunk was added and not forgotten.
func has(key: Vector4i) -> bool:
	return _known.has(key)


## Whether the chunk is to be seen.
func is_shown(key: Vector4i) -> bool:
	return _known.get(key, false)


## All keys.
func keys() -> Array:
	return _known.keys()


## Number of chunks.
func size() -> int:
	return _known.size()


## Adds a chunk; answers whether it is shown.
func add(key: Vector4i) -> bool:
	if not _known.has(key):
		_known[key] = false
		if not _is_covered(key):
			_show(key)
	return _known[key]


## Forgets chunks; answers the keys that are shown from now on.
func forget(gone: Array[Vector4i]) -> Array[Vector4i]:
	for key in gone:
		if _known.get(key, false):
			_count(key, -1)
		_known.erase(key)
	var hidden: Array[Vector4i] = []
	for key: Vector4i in _known:
		if not _known[key]:
			hidden.append(key)
	# A large chunk before the small ones within it: should both wait for the same one to go, the
	# small ones may not be complete yet.
	hidden.sort_custom(func(a: Vector4i, b: Vector4i) -> bool: return a.x > b.x)
	var revealed: Array[Vector4i] = []
	for key in hidden:
		if not _is_covered(key):
			_show(key)
			revealed.append(key)
	return revealed


## The square of the next level that contains [param key].
static func parent(key: Vector4i) -> Vector4i:
	return Vector4i(key.x + 1, _half(key.y), _half(key.z), _half(key.w))


func _is_covered(key: Vector4i) -> bool:
	if _shown_below.has(key):
		return true
	var above := key
	while above.x < levels:
		above = parent(above)
		if _known.get(above, false):
			return true
	return false


func _show(key: Vector4i) -> void:
	_known[key] = true
	_count(key, 1)


func _count(key: Vector4i, change: int) -> void:
	var above := key
	while above.x < levels:
		above = parent(above)
		var count: int = _shown_below.get(above, 0) + change
		if count == 0:
			_shown_below.erase(above)
		else:
			_shown_below[above] = count


# GDScript refuses to shift negative numbers, and its division rounds toward zero.
static func _half(value: int) -> int:
	return floori(value / 2.0)

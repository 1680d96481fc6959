# SPDX-License-Identifier: MIT
extends RefCounted
## Who is in the world, from Phoenix Presence, and where they look.

## Someone came, or is known by another name or colour now.
signal joined(id: String, person: Dictionary)
## Someone is gone.
signal left(id: String)
## Someone is at another place.
signal moved(id: String, position: Vector3, direction: Vector3)

## More than are kept, however many a server tells of.
const MAX_PEOPLE := 256
const MAX_NAME := 40

## Id → [code]{"name", "colour", "kind"}[/code], and [code]"position"[/code] and
## [code]"direction"[/code] once they were told.
var all: Dictionary = {}

## Id → phx_ref → meta.
var _metas: Dictionary = {}


## Takes an event of the channel; answers whether it was one of these.
func take(event: String, payload: Dictionary) -> bool:
	match event:
		"presence_state":
			_metas.clear()
			_add(payload)
			_sync()
		"presence_diff":
			_add(_dictionary(payload.get("joins")))
			_remove(_dictionary(payload.get("leaves")))
			_sync()
		"looks":
			_look(_dictionary(payload.get("looks")))
		_:
			return false
	return true


## Forgets everyone.
func clear() -> void:
	_metas.clear()
	_sync()


func _add(people: Dictionary) -> void:
	for id: String in people:
		for meta: Dictionary in _metas_of(people[id]):
			if _metas.size() < MAX_PEOPLE or _metas.has(id):
				var known: Dictionary = _metas.get_or_add(id, {})
				if known.size() < MAX_PEOPLE:
					known[str(meta.get("phx_ref", ""))] = meta


func _remove(people: Dictionary) -> void:
	for id: String in people:
		var known: Dictionary = _metas.get(id, {})
		for meta: Dictionary in _metas_of(people[id]):
			known.erase(str(meta.get("phx_ref", "")))
		if known.is_empty():
			_metas.erase(id)


func _sync() -> void:
	for id: String in all.keys():
		if not _metas.has(id):
			all.erase(id)
			left.emit(id)
	for id: String in _metas:
		var meta: Dictionary = _metas[id].values().front()
		var name := str(meta.get("name", "")).strip_edges().left(MAX_NAME)
		var person := {
			"name": name if not name.is_empty() else "Guest",
			"colour": Color.from_string(str(meta.get("colour", "")), Color.ORANGE),
			"kind": str(meta.get("kind", "")).left(32),
		}
		var known: Dictionary = all.get(id, {})
		var is_new := known.is_empty()
		for part: String in person:
			is_new = is_new or known.get(part) != person[part]
		known.merge(person, true)
		all[id] = known
		if is_new:
			joined.emit(id, known)


func _look(looks: Dictionary) -> void:
	for id: String in looks:
		var numbers: Variant = looks[id]
		if not all.has(id) or not _are_numbers(numbers, 6):
			continue
		all[id].position = Vector3(numbers[0], numbers[1], numbers[2])
		all[id].direction = Vector3(numbers[3], numbers[4], numbers[5])
		moved.emit(id, all[id].position, all[id].direction)


static func _metas_of(entry: Variant) -> Array:
	var metas: Variant = _dictionary(entry).get("metas")
	return metas.filter(func(meta: Variant) -> bool: return meta is Dictionary) if metas is Array else []


static func _are_numbers(value: Variant, count: int) -> bool:
	return (
		value is Array
		and value.size() == count
		and value.all(
			func(part: Variant) -> bool: return (part is float or part is int) and is_finite(part)
		)
	)


static func _dictionary(value: Variant) -> Dictionary:
	return value if value is Dictionary else {}

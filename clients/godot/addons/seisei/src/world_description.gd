# SPDX-License-Identifier: MIT
class_name SeiseiWorldDescription
extends RefCounted
## What the server says about a world when one joins it, checked and typed.

const MAX_MATERIALS := 8
## A chunk is no smaller: the server's least has 9 samples, 1/8 m apart.
const MIN_SPAN_METRES := 1.0
const MAX_BLOB_BYTES := 16 * 1024 * 1024
## Largest whole number that JSON carries exactly.
const MAX_WHOLE := 1 << 53

## One mesh of a variant, good up to chunks of level [member max_level].
class PropMesh:
	extends RefCounted
	## SHA-256 of the GLB.
	var blob := ""
	var bytes := 0
	var max_level := 0


## A thing that stands on the ground many times.
class Prop:
	extends RefCounted
	var name := ""
	var min_scale := 1.0
	var max_scale := 1.0
	## Variant → meshes, finest first.
	var variants: Array[Array] = []

	## The mesh for chunks of level [param lod], or [code]null[/code] if there is none.
	func mesh(variant: int, lod: int) -> PropMesh:
		if variant < 0 or variant >= variants.size():
			return null
		for candidate: PropMesh in variants[variant]:
			if candidate.max_level >= lod:
				return candidate
		return null


## The description as it came.
var raw := {}
var title := ""
## SHA-256 of the world graph.
var graph := ""
var samples := 33
var apron := 1
var cell_metres := 1.0
var levels := 1
var extent_metres := 0.0
## NAN where there is no water.
var water_metres := NAN
var spawn_position := Vector3.ZERO
var spawn_target := Vector3.FORWARD
var material_names := PackedStringArray()
## Linear colours.
var material_colours := PackedColorArray()
var material_roughness := PackedFloat32Array()
var props: Array[Prop] = []
var frame_bytes := 262144
var credit_bytes := 16777216
var radius_metres := Vector2(32, 4096)
var detail_range := Vector2(0.5, 4.0)
## Why the description cannot be used; empty if it can.
var reason := ""


## Reads the reply to a join; see [member reason].
static func from_json(json: Dictionary) -> SeiseiWorldDescription:
	var read := SeiseiWorldDescription.new()
	read.raw = json
	read._read_grid(json)
	if read.reason.is_empty():
		read._read_looks(json)
		read._read_limits(_dictionary(json, "limits"))
	return read


## A value of JSON as a whole number from [param least] on; [param fallback] if it is none.
static func whole(value: Variant, fallback: int, least := 0) -> int:
	if not _is_number(value) or value < least or value > MAX_WHOLE or value != floorf(value):
		return fallback
	return int(value)


## Metres along an edge of a chunk of level [param lod].
func span_metres(lod: int) -> float:
	return (samples - 1) * cell_metres * pow(2.0, lod)


## Whether chunks of [param other] cover the same squares with as many samples.
func has_grid_of(other: SeiseiWorldDescription) -> bool:
	return (
		samples == other.samples and apron == other.apron and cell_metres == other.cell_metres
	)


## The prop, or [code]null[/code] if the world does not have so many.
func prop(index: int) -> Prop:
	return props[index] if index >= 0 and index < props.size() else null


func _read_grid(json: Dictionary) -> void:
	if _number(json, "protocol", 0) != 1.0:
		reason = (
			"it speaks protocol %s, this add-on speaks 1: update the older one"
			% [json.get("protocol")]
		)
		return
	var chunk := _dictionary(json, "chunk")
	title = str(json.get("title", ""))
	graph = str(json.get("graph", ""))
	samples = whole(chunk.get("samples"), 0)
	apron = whole(chunk.get("apron"), 0)
	cell_metres = _number(chunk, "cellMetres", 0)
	levels = whole(chunk.get("levels"), 0)
	extent_metres = _number(json, "extentMetres", 0)
	water_metres = _number(json, "waterMetres", NAN)
	if samples < 2 or samples > 255 or apron < 0 or apron > 8:
		reason = "chunks of %d samples with apron %d are out of range" % [samples, apron]
	elif not span_metres(0) >= MIN_SPAN_METRES or cell_metres > 1024.0 or levels < 1 or levels > 30:
		reason = "cells of %s m in %d levels are out of range" % [cell_metres, levels]


func _read_looks(json: Dictionary) -> void:
	var spawn := _dictionary(json, "spawn")
	spawn_position = _vector(spawn.get("position"), Vector3(0, 50, 0))
	spawn_target = _vector(spawn.get("target"), spawn_position + Vector3.FORWARD)
	for entry: Variant in _array(json, "materials").slice(0, MAX_MATERIALS):
		var material: Dictionary = entry if entry is Dictionary else {}
		material_names.append(str(material.get("name", "")))
		var colour := Color.from_string(str(material.get("colour", "")), Color.GRAY)
		material_colours.append(colour.srgb_to_linear())
		material_roughness.append(clampf(_number(material, "roughness", 0.95), 0.0, 1.0))
	for entry: Variant in _array(json, "props"):
		props.append(_read_prop(entry if entry is Dictionary else {}))


func _read_prop(json: Dictionary) -> Prop:
	var made := Prop.new()
	made.name = str(json.get("name", ""))
	var scales := _array(json, "scale")
	if scales.size() == 2 and _is_number(scales[0]) and _is_number(scales[1]):
		made.min_scale = clampf(scales[0], 0.001, 1000.0)
		made.max_scale = clampf(scales[1], 0.001, 1000.0)
	for entry: Variant in _array(json, "variants"):
		var meshes: Array[PropMesh] = []
		for row: Variant in entry if entry is Array else []:
			if not row is Dictionary:
				continue
			var mesh := PropMesh.new()
			mesh.blob = str(row.get("blob", ""))
			mesh.bytes = whole(row.get("bytes"), 0)
			mesh.max_level = whole(row.get("maxLevel"), 0)
			if mesh.blob.length() == 64 and mesh.blob.is_valid_hex_number() and mesh.bytes <= MAX_BLOB_BYTES:
				meshes.append(mesh)
		made.variants.append(meshes)
	return made


func _read_limits(json: Dictionary) -> void:
	frame_bytes = int(clampf(_number(json, "frameBytes", frame_bytes), 1024, 4194304))
	credit_bytes = int(clampf(_number(json, "creditBytes", credit_bytes), frame_bytes, 1073741824))
	radius_metres = _range(json, "radiusMetres", radius_metres)
	detail_range = _range(json, "detail", detail_range)


static func _range(json: Dictionary, name: String, fallback: Vector2) -> Vector2:
	var pair := _array(json, name)
	if pair.size() != 2 or not _is_number(pair[0]) or not _is_number(pair[1]):
		return fallback
	return Vector2(pair[0], pair[1])


static func _vector(value: Variant, fallback: Vector3) -> Vector3:
	if not value is Array or value.size() != 3:
		return fallback
	for part: Variant in value:
		if not _is_number(part):
			return fallback
	return Vector3(value[0], value[1], value[2])


static func _number(json: Dictionary, name: String, fallback: float) -> float:
	var value: Variant = json.get(name)
	return float(value) if _is_number(value) else fallback


static func _is_number(value: Variant) -> bool:
	return (value is float or value is int) and is_finite(value)


static func _dictionary(json: Dictionary, name: String) -> Dictionary:
	var value: Variant = json.get(name)
	return value if value is Dictionary else {}


static func _array(json: Dictionary, name: String) -> Array:
	var value: Variant = json.get(name)
	return value if value is Array else []

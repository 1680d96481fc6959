# SPDX-License-Identifier: MIT
extends RefCounted
## Reads the bytes of a chunk, as they come in a [code]chunk[/code] event or over HTTP.
##
## Trusts nothing: every number is checked before it is used, and the digest is computed again.
## [method read] answers [code]null[/code] and sets [member reason] for bytes that are no chunk.

const Chunk := preload("chunk.gd")
const HeightsSection := preload("heights_section.gd")
const MaterialsSection := preload("materials_section.gd")
const InstancesSection := preload("instances_section.gd")
const Zstd := preload("zstd.gd")

const HEADER_BYTES := 56
const ROW_BYTES := 16
const MAX_SECTIONS := 8
const MAX_RAW_BYTES := 1024 * 1024
const MAX_LOD := 30

const HEIGHTS := 1
const MATERIALS := 2
const INSTANCES := 3

## Samples a row that the world announces; 0 takes any.
var samples := 0
## Apron that the world announces; -1 takes any.
var apron := -1
## Why the last [method read] answered [code]null[/code].
var reason := ""


## Decodes a chunk, or answers [code]null[/code] and says why in [member reason].
func read(bytes: PackedByteArray) -> Chunk:
	reason = ""
	if bytes.size() < HEADER_BYTES:
		return _refuse("%d bytes are less than the header of %d" % [bytes.size(), HEADER_BYTES])
	if bytes.decode_u32(0) != 0x4B484353:
		return _refuse("it does not begin with SCHK")
	if bytes[4] != 1:
		return _refuse("version %d is not 1" % bytes[4])
	if bytes[5] > MAX_SECTIONS:
		return _refuse("%d sections are more than %d" % [bytes[5], MAX_SECTIONS])
	if bytes[6] > MAX_LOD or bytes[7] != 0:
		return _refuse("level %d or the reserved byte %d is out of range" % [bytes[6], bytes[7]])
	var chunk := Chunk.new()
	chunk.key = Vector4i(bytes[6], bytes.decode_s32(8), bytes.decode_s32(12), bytes.decode_s32(16))
	chunk.digest = bytes.slice(20, 52).hex_encode()
	var sections := _sections(bytes)
	if not reason.is_empty() or not _verify(bytes, sections, chunk.digest):
		return null
	if not _decode(chunk, sections):
		return null
	return chunk


## Kind → raw bytes, in the order of the table.
func _sections(bytes: PackedByteArray) -> Dictionary:
	var sections := {}
	var count := bytes[5]
	var next := HEADER_BYTES + ROW_BYTES * count
	var raw_total := 0
	if bytes.size() < next:
		_refuse("%d bytes are too few for %d sections" % [bytes.size(), count])
		return {}
	for index in count:
		var row := HEADER_BYTES + ROW_BYTES * index
		var kind := bytes[row]
		var at := bytes.decode_u32(row + 4)
		var length := bytes.decode_u32(row + 8)
		var raw_length := bytes.decode_u32(row + 12)
		raw_total += raw_length
		if bytes.decode_u16(row + 2) != 0 or sections.has(kind):
			_refuse("section %d: its reserved field is not 0, or it comes twice" % kind)
		elif at != next or length > bytes.size() - at:
			_refuse("section %d: %d bytes at %d leave a gap, overlap or end outside" % [kind, length, at])
		elif raw_total > MAX_RAW_BYTES:
			_refuse("section %d: raw sizes are over %d bytes" % [kind, MAX_RAW_BYTES])
		else:
			sections[kind] = _unpack(bytes.slice(at, at + length), kind, bytes[row + 1], raw_length)
			next += length
		if not reason.is_empty():
			return {}
	if next != bytes.size():
		_refuse("%d bytes follow the last section" % (bytes.size() - next))
	elif raw_total != bytes.decode_u32(52):
		_refuse("the raw sizes sum up to %d, not %d" % [raw_total, bytes.decode_u32(52)])
	return sections


func _unpack(packed: PackedByteArray, kind: int, codec: int, raw_length: int) -> PackedByteArray:
	var raw := PackedByteArray()
	if codec == 0:
		raw = packed
	elif codec == 1:
		raw = Zstd.unpack(packed, raw_length)
	else:
		_refuse("section %d: codec %d is unknown" % [kind, codec])
		return raw
	if raw.size() != raw_length:
		_refuse("section %d: it unpacks to %d bytes, not %d" % [kind, raw.size(), raw_length])
	return raw


func _verify(bytes: PackedByteArray, sections: Dictionary, digest: String) -> bool:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(bytes.slice(6, 7) + bytes.slice(8, 20))
	for kind: int in sections:
		var raw: PackedByteArray = sections[kind]
		var head := PackedByteArray([kind, 0, 0, 0, 0])
		head.encode_u32(1, raw.size())
		hashing.update(head)
		if not raw.is_empty():
			hashing.update(raw)
	if hashing.finish().hex_encode() == digest:
		return true
	_refuse("its content does not have the digest %s" % digest)
	return false


func _decode(chunk: Chunk, sections: Dictionary) -> bool:
	if sections.has(HEIGHTS):
		reason = HeightsSection.read(chunk, sections[HEIGHTS], samples, apron)
	if reason.is_empty() and sections.has(MATERIALS):
		reason = MaterialsSection.read(chunk, sections[MATERIALS])
	if reason.is_empty() and sections.has(INSTANCES):
		reason = InstancesSection.read(chunk, sections[INSTANCES])
	return reason.is_empty()


func _refuse(why: String) -> Chunk:
	reason = why
	return null

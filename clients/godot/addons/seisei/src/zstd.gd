# SPDX-License-Identifier: MIT
extends RefCounted
## Unpacks zstd without trusting the bytes.
##
## [method PackedByteArray.decompress] is safe where pointers have 64 bits. Where they have 32, as on
## the web, Godot 4.6 takes zstd's error codes for sizes near 4 GiB and corrupts its memory. Its
## reader of compressed files does not use what zstd answers, so there the bytes take that way.

# On the web this folder is memory only, while user:// is also copied to the browser's storage.
const WEB_PATH := "/tmp/seisei.zstd"
const PATH := "user://seisei.zstd"
## What [method FileAccess.open_compressed] expects first.
const MAGIC := 0x46504347

static var _lock := Mutex.new()


## Answers [param raw_length] bytes if [param packed] is what they were packed into. For anything
## else it answers whatever came out, which may have the right size: check a digest.
static func unpack(packed: PackedByteArray, raw_length: int) -> PackedByteArray:
	if packed.is_empty() or raw_length <= 0:
		return PackedByteArray()
	if OS.has_feature("64"):
		return packed.decompress(raw_length, FileAccess.COMPRESSION_ZSTD)
	_lock.lock()
	var raw := _unpack_by_file(packed, raw_length)
	_lock.unlock()
	return raw


static func _unpack_by_file(packed: PackedByteArray, raw_length: int) -> PackedByteArray:
	var path := WEB_PATH if OS.has_feature("web") else PATH
	var writing := FileAccess.open(path, FileAccess.WRITE)
	if writing == null:
		return PackedByteArray()
	writing.store_32(MAGIC)
	writing.store_32(FileAccess.COMPRESSION_ZSTD)
	# Blocks are larger than the whole, so that it is one.
	writing.store_32(raw_length + 1)
	writing.store_32(raw_length)
	writing.store_32(packed.size())
	writing.store_buffer(packed)
	writing.close()
	var reading := FileAccess.open_compressed(path, FileAccess.READ, FileAccess.COMPRESSION_ZSTD)
	return reading.get_buffer(raw_length) if reading != null else PackedByteArray()

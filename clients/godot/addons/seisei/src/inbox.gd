# SPDX-License-Identifier: MIT
extends RefCounted
## Keeps what the server sent until there is time for it, in the order in which it came.
##
## Where there are threads, chunks are decoded while they wait.

const Chunk := preload("chunk.gd")
const ChunkFrame := preload("chunk_frame.gd")

## A message that waits.
class Entry:
	extends RefCounted
	var event := ""
	## Payload of a text message.
	var payload := {}
	## Bytes of a chunk frame; 0 for other messages.
	var bytes := 0
	## The chunk, or [code]null[/code] with [member reason] once [method decode] ran.
	var chunk: Chunk
	var reason := ""
	var data := PackedByteArray()
	var samples := 0
	var apron := -1
	var task := -1

	## Decodes the frame. Touches nothing but this entry, so that it may run on any thread.
	func decode() -> void:
		var frame := ChunkFrame.new()
		frame.samples = samples
		frame.apron = apron
		chunk = frame.read(data)
		reason = frame.reason
		data = PackedByteArray()


## Bytes of the chunk frames that wait.
var bytes_waiting := 0

var _entries: Array[Entry] = []
var _next := 0
var _has_threads := OS.has_feature("threads")


## Number of messages that wait.
func size() -> int:
	return _entries.size() - _next


## Adds a message without a chunk; see [Entry].
func add_event(event: String, payload: Dictionary) -> void:
	var entry := Entry.new()
	entry.event = event
	entry.payload = payload
	_entries.append(entry)


## Adds a chunk frame; see [code]chunk_frame.gd[/code] for the numbers.
func add_chunk(data: PackedByteArray, samples: int, apron: int) -> void:
	var entry := Entry.new()
	entry.event = "chunk"
	entry.bytes = data.size()
	entry.data = data
	entry.samples = samples
	entry.apron = apron
	if _has_threads:
		entry.task = WorkerThreadPool.add_task(entry.decode)
	bytes_waiting += data.size()
	_entries.append(entry)


## Whether the first message can be taken without waiting for a thread.
func is_ready() -> bool:
	var entry := _entries[_next]
	return entry.task < 0 or WorkerThreadPool.is_task_completed(entry.task)


## Takes the first message, its chunk decoded.
func take() -> Entry:
	var entry := _entries[_next]
	_next += 1
	# The array is cut now and then instead of each time: to remove its front moves all the rest.
	if _next == _entries.size() or _next >= 256:
		_entries = _entries.slice(_next)
		_next = 0
	bytes_waiting -= entry.bytes
	if entry.task >= 0:
		WorkerThreadPool.wait_for_task_completion(entry.task)
	elif entry.event == "chunk":
		entry.decode()
	return entry


## Drops everything, after the threads are done with it.
func clear() -> void:
	for index in range(_next, _entries.size()):
		if _entries[index].task >= 0:
			WorkerThreadPool.wait_for_task_completion(_entries[index].task)
	_entries.clear()
	_next = 0
	bytes_waiting = 0

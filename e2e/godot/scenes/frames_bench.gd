# SPDX-License-Identifier: MIT
extends "test_bench.gd"
## Feeds chunks to the add-on's reader, whole ones and broken ones, and shows its parts what should
## not happen.

const ChunkFrame := preload("res://addons/seisei/src/chunk_frame.gd")
const Footing := preload("res://addons/seisei/src/footing.gd")
const HttpLoader := preload("res://addons/seisei/src/http_loader.gd")
const PhoenixMessage := preload("res://addons/seisei/src/phoenix_message.gd")
const PhoenixSocket := preload("res://addons/seisei/src/phoenix_socket.gd")
const Viewer := preload("res://addons/seisei/src/viewer.gd")
const Zstd := preload("res://addons/seisei/src/zstd.gd")


## Decodes one frame; answers what was read, or why it was refused.
func bench_read(args: Dictionary) -> Dictionary:
	var frame := ChunkFrame.new()
	var begin := Time.get_ticks_usec()
	var chunk := frame.read(Marshalls.base64_to_raw(args.frame))
	var usec := Time.get_ticks_usec() - begin
	if chunk == null:
		return {"reason": frame.reason}
	return {
		"key": [chunk.key.x, chunk.key.y, chunk.key.z, chunk.key.w],
		"digest": chunk.digest,
		"side": chunk.side,
		"heights": Array(chunk.heights),
		"layers": chunk.layers,
		"instances": chunk.instance_count,
		"usec": usec,
	}


## Decodes the frame with seeded damage, many times. What is neither refused with a reason nor
## equal to the original is returned, as the seed that shows it.
func bench_mutate(args: Dictionary) -> Dictionary:
	var good := Marshalls.base64_to_raw(args.frame)
	var digest := _digest(good)
	var numbers := RegEx.create_from_string("[0-9a-f]{64}|-?[0-9][0-9.e+-]*")
	var counts := {"refused": 0, "same": 0, "wrong": [], "reasons": {}}
	for index in int(args.count):
		var random := RandomNumberGenerator.new()
		random.seed = int(args.seed) + index
		var frame := ChunkFrame.new()
		var is_signed := index % 6 == 5
		var bytes := _resigned(good, random) if is_signed else _damaged(good, random)
		var chunk := frame.read(bytes)
		if chunk == null and not frame.reason.is_empty():
			counts.refused += 1
			var kind := numbers.sub(frame.reason, "#", true)
			counts.reasons[kind] = counts.reasons.get(kind, 0) + 1
		elif chunk != null and chunk.digest == (_digest(bytes) if is_signed else digest):
			counts.same += 1
		else:
			counts.wrong.append(int(args.seed) + index)
	return counts


## Reads random bytes as Phoenix frames; answers how many were taken for messages.
func bench_phoenix(args: Dictionary) -> int:
	var taken := 0
	var random := RandomNumberGenerator.new()
	random.seed = int(args.seed)
	for index in int(args.count):
		var bytes := PackedByteArray()
		bytes.resize(random.randi_range(0, 64))
		for at in bytes.size():
			bytes[at] = random.randi_range(0, 255)
		if not bytes.is_empty() and index % 2 == 0:
			bytes[0] = random.randi_range(0, 3)
		taken += int(PhoenixMessage.from_bytes(bytes) != null)
	return taken


func _damaged(good: PackedByteArray, random: RandomNumberGenerator) -> PackedByteArray:
	var bytes := good.duplicate()
	match random.randi_range(0, 4):
		0:
			bytes.resize(random.randi_range(0, bytes.size() - 1))
		1:
			for flip in random.randi_range(1, 4):
				var at := random.randi_range(0, bytes.size() - 1)
				bytes[at] = bytes[at] ^ (1 << random.randi_range(0, 7))
		2:
			var row := 56 + 16 * random.randi_range(0, maxi(bytes[5] - 1, 0))
			var field := row + 4 * random.randi_range(1, 3)
			if field + 4 <= bytes.size():
				bytes.encode_u32(field, random.randi() if random.randf() < 0.5 else 0xFFFFFFFF)
		3:
			var at := random.randi_range(0, mini(120, bytes.size() - 1))
			bytes[at] = random.randi_range(0, 255)
		4:
			bytes.append_array(bytes.slice(0, random.randi_range(1, 64)))
	return bytes


# A broken inside under a right digest: what a faulty server would send.
func _resigned(good: PackedByteArray, random: RandomNumberGenerator) -> PackedByteArray:
	var rows := good[5]
	var bytes := good.slice(0, 56 + 16 * rows)
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	hashing.update(good.slice(6, 7) + good.slice(8, 20))
	for index in rows:
		var row := 56 + 16 * index
		var at := good.decode_u32(row + 4)
		var raw := good.slice(at, at + good.decode_u32(row + 8))
		if good[row + 1] == 1:
			raw = Zstd.unpack(raw, good.decode_u32(row + 12))
		# The head of a section holds its counts, offsets and quanta.
		var spot := random.randi_range(0, mini(19, raw.size() - 1))
		raw[spot] = [0, 1, 0x7F, 0x80, 0xFF][random.randi_range(0, 4)]
		bytes[row + 1] = 0
		bytes.encode_u32(row + 4, bytes.size())
		bytes.encode_u32(row + 8, raw.size())
		bytes.encode_u32(row + 12, raw.size())
		bytes.append_array(raw)
		var head := PackedByteArray([good[row], 0, 0, 0, 0])
		head.encode_u32(1, raw.size())
		hashing.update(head)
		hashing.update(raw)
	var digest := hashing.finish()
	for index in 32:
		bytes[20 + index] = digest[index]
	return bytes


func _digest(bytes: PackedByteArray) -> String:
	return bytes.slice(20, 52).hex_encode()


## Streams a chunk under a target, takes it away and lets the world be joined again; answers how many
## bodies and fetched chunks there are after each step.
func bench_footing(args: Dictionary) -> Dictionary:
	var chunk := ChunkFrame.new().read(Marshalls.base64_to_raw(args.frame))
	var span := _description().span_metres(0)
	var at: Array[Vector3] = [Vector3((chunk.key.y + 0.5) * span, 0, (chunk.key.w + 0.5) * span)]
	var away: Array[Vector3] = [at[0] + Vector3(10 * span, 0, 0)]
	var footing := Footing.new()
	add_child(footing)
	footing.reset("http://127.0.0.1:1", "here", _description())
	var counts := {}
	var step := func(name: String, streamed: Dictionary, targets: Array[Vector3]) -> void:
		footing.sync(streamed, targets, 1.0, away[0], 0.0, 1.5, 8.0)
		counts[name] = footing.size()
	step.call("streamed", {chunk.key: chunk}, at)
	step.call("lost", {}, at)
	footing._far.chunks[chunk.key] = chunk
	footing.reset("http://127.0.0.1:1", "here", _description())
	counts.fetched = int(footing.chunk(chunk.key) == chunk)
	step.call("rejoined", {}, at)
	step.call("left", {}, away)
	step.call("back", {chunk.key: chunk}, at)
	footing.reset("http://127.0.0.1:1", "here", _description({"graph": "another"}))
	counts.other = footing.size()
	footing.queue_free()
	return counts


## Follows someone who is nowhere for a while; answers whether all numbers are finite after it.
func bench_viewer(_args: Dictionary) -> bool:
	var viewer := Viewer.new()
	var path: Array[Vector3] = [
		Vector3.ZERO, Vector3.INF, Vector3(NAN, 0, 0), Vector3(1e30, 0, 0), Vector3(-1e30, 0, 0),
		Vector3.ONE, Vector3(2, 1, 1),
	]
	for index in path.size():
		viewer.follow([path[index]], 100 * index)
		if not viewer.position.is_finite() or not viewer.velocity.is_finite():
			return false
	return viewer.velocity.x > 0.0


## Takes a loader out of the tree while it loads, and puts it back; answers how many bytes came.
func bench_loader(args: Dictionary) -> int:
	var loader := HttpLoader.new()
	loader.url = args.url
	add_child(loader)
	for index in HttpLoader.PARALLEL + 1:
		loader.request(args.path, 1 << 20, func(_bytes: PackedByteArray) -> String: return "")
	remove_child(loader)
	await get_tree().process_frame
	add_child(loader)
	var bytes := 0
	for index in HttpLoader.PARALLEL + 1:
		var answer: Array = await loader.loaded
		bytes += answer[1].size()
	loader.queue_free()
	return bytes


## Gives a world chunks and events as a socket would; answers how many wait after each.
func bench_receive(args: Dictionary) -> Dictionary:
	var frame := Marshalls.base64_to_raw(args.frame)
	var world := SeiseiWorld.new()
	world.url = args.url
	add_child(world)
	world.description = _description()
	world._credit.in_flight = frame.size() + 1
	var counts := {}
	var step := func(name: String, event: String, payload: Variant, times: int) -> void:
		for index in times:
			world._on_received(event, payload)
		counts[name] = world.queue_length
	step.call("granted", "chunk", frame, 1)
	step.call("more", "chunk", frame, 1)
	counts.refused = world.frames_refused
	step.call("unknown", "anything", {}, 1)
	step.call("forget", "forget", {}, 1)
	step.call("flood", "forget", {}, SeiseiWorld.MAX_QUEUED - 1)
	counts.resumes = world._socket._wanted
	world.queue_free()
	return counts


## Opens a socket with a channel that is left before, and one that is made as soon as it is open;
## answers how many refs that took and which channels there are.
func bench_socket(args: Dictionary) -> Dictionary:
	var socket := PhoenixSocket.new()
	add_child(socket)
	socket.channel("world:left").leave()
	socket.opened.connect(func() -> void: socket.channel("world:archipelago"))
	socket.open(args.url)
	await socket.opened
	await socket.channel("world:archipelago").joined
	socket.queue_free()
	return {"refs": socket._last_ref, "topics": socket._channels.keys()}


## Reads descriptions that differ in something; answers why they are refused.
func bench_describe(args: Dictionary) -> Array:
	return args.changes.map(
		func(changes: Dictionary) -> String: return _description(changes).reason
	)


static func _description(changes := {}) -> SeiseiWorldDescription:
	var json := {
		"protocol": 1.0, "graph": "one", "extentMetres": 65536.0,
		"chunk": {"samples": 33.0, "apron": 1.0, "cellMetres": 1.0, "levels": 7.0},
	}
	json.merge(changes, true)
	return SeiseiWorldDescription.from_json(json)

# SPDX-License-Identifier: MIT
class_name SeiseiPhoenixSocket
extends Node
## A client for Phoenix Channels (serializer version 2) over a WebSocket.
##
## Keeps the connection alive, and opens it again with the delays of phoenix.js when it is lost;
## channels then join again by themselves. Knows nothing of Seisei: use it for any Phoenix server.

## The socket is open; channels join next.
signal opened
## The socket is closed. Unless [method close] was called, it opens again by itself.
signal closed(code: int, reason: String)

const Message := preload("phoenix_message.gd")
const Channel := preload("phoenix_channel.gd")
## The delays of phoenix.js between tries to connect, in milliseconds.
const RECONNECT_MSEC: Array[int] = [10, 50, 100, 150, 200, 250, 500, 1000, 2000, 5000]

## Seconds between heartbeats; a heartbeat that nobody answered closes the socket.
@export_range(1.0, 60.0) var heartbeat_seconds := 25.0
## Seconds until a try to connect counts as failed.
@export_range(1.0, 60.0) var connect_timeout_seconds := 10.0
## Bytes that may wait in the socket. On the web what does not fit is lost silently, so let the
## server send less than this before it hears from you.
@export_range(65536, 67108864) var inbound_buffer_bytes := 8 * 1024 * 1024
## Larger frames are dropped.
@export_range(1024, 67108864) var max_frame_bytes := 2 * 1024 * 1024

## Lets us in where the server asks for it: sent as a subprotocol, as phoenix.js 1.8 does, so it
## stands in no address. Takes effect with the next connection.
var auth_token := ""

## Bytes of all frames received so far.
var bytes_received := 0
## Frames that were dropped because they were too large or no Phoenix message.
var frames_dropped := 0

var _peer: WebSocketPeer
var _url := ""
var _wanted := false
## Whether to open again on coming back into the tree.
var _resumes := false
var _is_open := false
var _channels: Dictionary = {}
var _last_ref := 0
var _tries := 0
var _connect_at_msec := -1
var _connect_deadline_msec := 0
var _heartbeat_at_msec := 0
var _heartbeat_ref := ""


func _init() -> void:
	process_mode = Node.PROCESS_MODE_ALWAYS


func _process(_delta: float) -> void:
	poll()


func _enter_tree() -> void:
	if _resumes:
		open(_url)


func _exit_tree() -> void:
	var resumes := _wanted
	close()
	_resumes = resumes


## Connects to a full address, such as
## [code]ws://127.0.0.1:4000/socket/websocket?vsn=2.0.0[/code].
func open(url: String) -> void:
	close()
	_url = url
	_wanted = true
	_tries = 0
	_connect_at_msec = Time.get_ticks_msec()


## Closes for good.
func close() -> void:
	_wanted = false
	_resumes = false
	_connect_at_msec = -1
	if _peer != null:
		_peer.close(1000)
		_lose(1000, "closed by the client")


## Whether frames can be sent now.
func is_open() -> bool:
	return _is_open


## The channel of [param topic]; joins at once if the socket is open, else as soon as it is.
func channel(topic: String, params: Dictionary = {}) -> Channel:
	if _channels.has(topic):
		return _channels[topic]
	var made := Channel.new(topic, params, _send, _next_ref)
	_channels[topic] = made
	made.closed.connect(func() -> void: _channels.erase(topic), CONNECT_ONE_SHOT)
	if _is_open:
		made.join()
	return made


## Reads everything that has arrived. Runs every frame by itself.
func poll() -> void:
	var now := Time.get_ticks_msec()
	for one: Channel in _channels.values():
		one.tick(now, _is_open)
	if _peer == null:
		if _wanted and _connect_at_msec >= 0 and now >= _connect_at_msec:
			_connect(now)
		return
	_peer.poll()
	match _peer.get_ready_state():
		WebSocketPeer.STATE_CONNECTING:
			if now >= _connect_deadline_msec:
				_abandon("no answer within %s s" % connect_timeout_seconds)
		WebSocketPeer.STATE_OPEN:
			if not _is_open:
				_enter(now)
			_drain()
			if _peer != null:
				_beat(now)
		WebSocketPeer.STATE_CLOSED:
			_drain()
			if _peer != null:
				_lose(_peer.get_close_code(), _peer.get_close_reason())


func _connect(now: int) -> void:
	_connect_at_msec = -1
	_connect_deadline_msec = now + int(connect_timeout_seconds * 1000.0)
	_peer = WebSocketPeer.new()
	_peer.inbound_buffer_size = inbound_buffer_bytes
	_peer.outbound_buffer_size = 1024 * 1024
	_peer.max_queued_packets = 16384
	if not auth_token.is_empty():
		var bearer := Marshalls.utf8_to_base64(auth_token).replace("=", "")
		_peer.supported_protocols = PackedStringArray(
			["phoenix", "base64url.bearer.phx." + bearer]
		)
	var error := _peer.connect_to_url(_url)
	if error != OK:
		_lose(-1, "cannot connect to %s: %s" % [_url, error_string(error)])


func _enter(now: int) -> void:
	_is_open = true
	_tries = 0
	_heartbeat_ref = ""
	_heartbeat_at_msec = now + int(heartbeat_seconds * 1000.0)
	var waiting := _channels.values()
	opened.emit()
	# Whoever heard that may have left some, or closed the socket; a new one has joined already.
	for one: Channel in waiting:
		if _is_open and _channels.get(one.topic) == one:
			one.join()


func _drain() -> void:
	while _peer != null and _peer.get_available_packet_count() > 0:
		var bytes := _peer.get_packet()
		bytes_received += bytes.size()
		if bytes.size() > max_frame_bytes:
			_drop("a frame of %d bytes is over the limit of %d" % [bytes.size(), max_frame_bytes])
			continue
		var message: Message
		if _peer.was_string_packet():
			message = Message.from_text(bytes.get_string_from_utf8())
		else:
			message = Message.from_bytes(bytes)
		if message == null:
			_drop("a frame of %d bytes is no Phoenix message" % bytes.size())
		elif message.topic == "phoenix":
			if message.ref == _heartbeat_ref:
				_heartbeat_ref = ""
		elif _channels.has(message.topic):
			_channels[message.topic].take(message)


func _beat(now: int) -> void:
	if now < _heartbeat_at_msec:
		return
	if not _heartbeat_ref.is_empty():
		_abandon("the server did not answer a heartbeat within %s s" % heartbeat_seconds)
		return
	_heartbeat_ref = _next_ref()
	_heartbeat_at_msec = now + int(heartbeat_seconds * 1000.0)
	_send(Message.push_text("", _heartbeat_ref, "phoenix", "heartbeat", {}))


func _abandon(reason: String) -> void:
	_peer.close(1000, "abandoned")
	_lose(-1, reason)


func _lose(code: int, reason: String) -> void:
	_peer = null
	_is_open = false
	if _wanted:
		_connect_at_msec = (
			Time.get_ticks_msec() + RECONNECT_MSEC[mini(_tries, RECONNECT_MSEC.size() - 1)]
		)
		_tries += 1
	for one: Channel in _channels.values():
		one.drop()
	closed.emit(code, reason)


func _send(frame: Variant) -> bool:
	if not _is_open:
		return false
	if frame is PackedByteArray:
		return _peer.send(frame, WebSocketPeer.WRITE_MODE_BINARY) == OK
	return _peer.send_text(frame) == OK


func _next_ref() -> String:
	_last_ref += 1
	return str(_last_ref)


func _drop(why: String) -> void:
	frames_dropped += 1
	push_warning("Phoenix socket: %s; it was dropped." % why)

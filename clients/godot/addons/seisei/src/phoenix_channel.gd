# SPDX-License-Identifier: MIT
class_name SeiseiPhoenixChannel
extends RefCounted
## One topic on a [SeiseiPhoenixSocket]; made by [method SeiseiPhoenixSocket.channel].
##
## Joins again by itself after the socket came back or the channel crashed on the server.

## The server let us in; emitted again after every rejoin.
signal joined(response: Dictionary)
## The server refused or did not answer; another try follows.
signal refused(response: Dictionary)
## A message that is no reply. [param payload] is a [Dictionary] or a [PackedByteArray].
signal received(event: String, payload: Variant)
## The channel is gone for now: the socket closed, or the channel crashed.
signal lost
## The channel was left, or the server closed it for good.
signal closed

enum State { CLOSED, JOINING, JOINED, ERRORED }

const Message := preload("phoenix_message.gd")
const Push := preload("phoenix_push.gd")
## The delays of phoenix.js between tries to join, in milliseconds.
const REJOIN_MSEC: Array[int] = [1000, 2000, 5000, 10000]

## Topic that the channel stands for.
var topic := ""
## Parameters sent with every join.
var params := {}
## Seconds until a push without reply counts as timed out.
var timeout_seconds := 10.0
## Where the channel stands.
var state := State.CLOSED

## [code]func(text_or_bytes: Variant) -> bool[/code]: puts a frame on the wire.
var _send: Callable
## [code]func() -> String[/code]: hands out refs that are unique on the socket.
var _next_ref: Callable
var _join_ref := ""
var _join: Push
var _waiting: Dictionary = {}
var _unsent: Array[Push] = []
var _tries := 0
var _rejoin_at_msec := -1
var _is_gone := false


func _init(p_topic: String, p_params: Dictionary, send: Callable, next_ref: Callable) -> void:
	topic = p_topic
	params = p_params
	_send = send
	_next_ref = next_ref


## Joins, or joins again. The socket calls this whenever it opens.
func join() -> void:
	_fail_waiting("closed")
	_rejoin_at_msec = -1
	state = State.JOINING
	_join_ref = _next_ref.call()
	_join = Push.new()
	_join.ref = _join_ref
	_join.event = "phx_join"
	_join.payload = params
	_join.deadline_msec = _deadline()
	_waiting[_join.ref] = _join
	_send.call(Message.push_text(_join_ref, _join_ref, topic, "phx_join", params))


## Leaves for good.
func leave() -> void:
	if state == State.JOINED or state == State.JOINING:
		_send.call(Message.push_text(_join_ref, _next_ref.call(), topic, "phx_leave", {}))
	_close()


## Sends an event. While the channel is not joined the push is kept, until its time runs out.
## [param payload] is a [Dictionary], or a [PackedByteArray] for a binary frame.
func push(event: String, payload: Variant = {}) -> Push:
	var sent := Push.new()
	sent.event = event
	sent.payload = payload
	sent.deadline_msec = _deadline()
	if state == State.JOINED:
		_put(sent)
	else:
		_unsent.append(sent)
	return sent


## Takes a message from the socket.
func take(message: Message) -> void:
	if not message.join_ref.is_empty() and message.join_ref != _join_ref:
		return
	match message.event:
		"phx_reply":
			_take_reply(message)
		"phx_error":
			_error()
		"phx_close":
			_close()
		_:
			if state == State.JOINED:
				received.emit(message.event, message.payload)


## The socket closed under the channel.
func drop() -> void:
	if state == State.CLOSED:
		return
	var was_joined := state == State.JOINED
	state = State.ERRORED
	_rejoin_at_msec = -1
	_fail_waiting("closed")
	if was_joined:
		lost.emit()


## Lets time pass: ends pushes that nobody answered, and tries to join again when it is due.
func tick(now_msec: int, socket_is_open: bool) -> void:
	for ref: String in _waiting.keys():
		var push_waiting: Push = _waiting.get(ref)
		if push_waiting == null or now_msec < push_waiting.deadline_msec:
			continue
		_waiting.erase(ref)
		if push_waiting == _join:
			_refuse({"reason": "no answer to the join within %s s" % timeout_seconds})
		push_waiting.replied.emit("timeout", {})
	while not _unsent.is_empty() and now_msec >= _unsent[0].deadline_msec:
		_unsent.pop_front().replied.emit("timeout", {})
	if socket_is_open and _rejoin_at_msec >= 0 and now_msec >= _rejoin_at_msec:
		join()


func _take_reply(message: Message) -> void:
	var answered: Push = _waiting.get(message.ref)
	if answered == null or not message.payload is Dictionary:
		return
	_waiting.erase(message.ref)
	var status := str(message.payload.get("status", "error"))
	var response: Variant = message.payload.get("response", {})
	if answered == _join:
		if status == "ok":
			_enter(response if response is Dictionary else {})
		else:
			_refuse(response if response is Dictionary else {})
	answered.replied.emit(status, response)


func _enter(response: Dictionary) -> void:
	state = State.JOINED
	_tries = 0
	var kept := _unsent
	_unsent = []
	joined.emit(response)
	for push_kept in kept:
		if state == State.JOINED:
			_put(push_kept)
		else:
			push_kept.replied.emit("closed", {})


func _refuse(response: Dictionary) -> void:
	state = State.ERRORED
	_schedule_rejoin()
	refused.emit(response)


func _error() -> void:
	if state != State.JOINED and state != State.JOINING:
		return
	drop()
	_schedule_rejoin()


func _close() -> void:
	if _is_gone:
		return
	_is_gone = true
	state = State.CLOSED
	_rejoin_at_msec = -1
	_fail_waiting("closed")
	var unsent := _unsent
	_unsent = []
	for push_unsent in unsent:
		push_unsent.replied.emit("closed", {})
	closed.emit()


func _schedule_rejoin() -> void:
	_rejoin_at_msec = Time.get_ticks_msec() + REJOIN_MSEC[mini(_tries, REJOIN_MSEC.size() - 1)]
	_tries += 1


func _put(sent: Push) -> void:
	sent.ref = _next_ref.call()
	_waiting[sent.ref] = sent
	if sent.payload is PackedByteArray:
		_send.call(Message.push_binary(_join_ref, sent.ref, topic, sent.event, sent.payload))
	else:
		_send.call(Message.push_text(_join_ref, sent.ref, topic, sent.event, sent.payload))


func _fail_waiting(status: String) -> void:
	var failed := _waiting.values()
	_waiting = {}
	for push_failed: Push in failed:
		push_failed.replied.emit(status, {})


func _deadline() -> int:
	return Time.get_ticks_msec() + int(timeout_seconds * 1000.0)

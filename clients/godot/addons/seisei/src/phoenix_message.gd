# SPDX-License-Identifier: MIT
class_name SeiseiPhoenixMessage
extends RefCounted
## One message of Phoenix Channels, serializer version 2, and its frames.
##
## Text frames are [code][join_ref, ref, topic, event, payload][/code]; binary frames carry a
## [PackedByteArray] as payload. Reading never fails loudly: a frame that is no message is
## [code]null[/code].

enum Kind { PUSH = 0, REPLY = 1, BROADCAST = 2 }

## Ref of the join that the message belongs to; empty if it belongs to none.
var join_ref := ""
## Ref of the push, or of the push that a reply answers; empty if there is none.
var ref := ""
## Topic of the channel.
var topic := ""
## Name of the event; [code]phx_reply[/code] for replies.
var event := ""
## A [Dictionary], or a [PackedByteArray] from a binary frame.
var payload: Variant = {}


## Writes a push as a text frame.
static func push_text(
	p_join_ref: String, p_ref: String, p_topic: String, p_event: String, p_payload: Dictionary
) -> String:
	var first: Variant = null if p_join_ref.is_empty() else p_join_ref
	return JSON.stringify([first, p_ref, p_topic, p_event, p_payload])


## Writes a push as a binary frame. Refs, topic and event are at most 255 bytes each.
static func push_binary(
	p_join_ref: String, p_ref: String, p_topic: String, p_event: String, data: PackedByteArray
) -> PackedByteArray:
	var frame := PackedByteArray([Kind.PUSH])
	var names := PackedByteArray()
	for text: String in [p_join_ref, p_ref, p_topic, p_event]:
		var bytes := text.to_utf8_buffer()
		frame.append(bytes.size())
		names.append_array(bytes)
	frame.append_array(names)
	frame.append_array(data)
	return frame


## Reads a text frame.
static func from_text(text: String) -> SeiseiPhoenixMessage:
	var json := JSON.new()
	if json.parse(text) != OK or not json.data is Array:
		return null
	var parts: Array = json.data
	if parts.size() != 5 or not parts[2] is String or not parts[3] is String:
		return null
	var message := SeiseiPhoenixMessage.new()
	message.join_ref = _text(parts[0])
	message.ref = _text(parts[1])
	message.topic = parts[2]
	message.event = parts[3]
	message.payload = parts[4] if parts[4] is Dictionary else {}
	return message


## Reads a binary frame: a push, a reply or a broadcast.
static func from_bytes(bytes: PackedByteArray) -> SeiseiPhoenixMessage:
	if bytes.is_empty() or bytes[0] > Kind.BROADCAST:
		return null
	var kind := bytes[0]
	var count: int = [3, 4, 2][kind]
	if bytes.size() < 1 + count:
		return null
	var at := 1 + count
	var names := PackedStringArray()
	for index in count:
		var end := at + bytes[1 + index]
		if end > bytes.size():
			return null
		names.append(bytes.slice(at, end).get_string_from_utf8())
		at = end
	var data := bytes.slice(at)
	var message := SeiseiPhoenixMessage.new()
	message.payload = data
	match kind:
		Kind.PUSH:
			message.join_ref = names[0]
			message.topic = names[1]
			message.event = names[2]
		Kind.REPLY:
			message.join_ref = names[0]
			message.ref = names[1]
			message.topic = names[2]
			message.event = "phx_reply"
			message.payload = {"status": names[3], "response": data}
		Kind.BROADCAST:
			message.topic = names[0]
			message.event = names[1]
	return message


static func _text(value: Variant) -> String:
	return value if value is String else ""

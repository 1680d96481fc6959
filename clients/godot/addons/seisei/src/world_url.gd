# SPDX-License-Identifier: MIT
extends RefCounted
## Addresses of a sidecar, made from the one that the user gives.


## [code]ws://host:4000[/code] → the address of the socket, for one participant.
static func socket(url: String, id: String, participant: String, kind: String) -> String:
	var address := _base(url, "ws") + "/socket/websocket?vsn=2.0.0"
	address += "&id=%s&kind=%s" % [id.uri_encode(), kind]
	if not participant.is_empty():
		address += "&name=" + participant.uri_encode()
	return address


## [code]ws://host:4000[/code] → the address of [param path] over HTTP.
static func http(url: String, path: String) -> String:
	return _base(url, "http") + path


## Whether [param url] has a scheme that the add-on can speak.
static func is_valid(url: String) -> bool:
	for scheme: String in ["ws://", "wss://", "http://", "https://"]:
		if url.begins_with(scheme) and url.length() > scheme.length():
			return true
	return false


static func _base(url: String, scheme: String) -> String:
	var parts := url.split("://", true, 1)
	var secure := parts[0] == "wss" or parts[0] == "https"
	var rest := parts[1] if parts.size() > 1 else parts[0]
	return scheme + ("s://" if secure else "://") + rest.trim_suffix("/")

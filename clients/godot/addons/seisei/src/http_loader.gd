# SPDX-License-Identifier: MIT
extends Node
## Fetches files of a sidecar over HTTP, a few at a time.
##
## Waits as long as it takes for a server that is away, and tries a few times what is not as it
## should be.

## The file at [param path] is here, and its check found nothing wrong.
signal loaded(path: String, bytes: PackedByteArray)
## All tries failed.
signal failed(path: String, reason: String)

const WorldUrl := preload("world_url.gd")

const PARALLEL := 4
const TRIES := 5
const RETRY_SECONDS: Array[float] = [0.25, 1.0, 2.0, 5.0]

## Address of the sidecar. What is not here yet comes from the newest.
var url := "":
	set(value):
		if value != url:
			url = value
			_call_back()
			_start_next()

## Lets us in where the server asks for it.
var token := ""

var _queue: Array[Dictionary] = []
## [HTTPRequest] → its job.
var _running: Dictionary = {}


func _enter_tree() -> void:
	_start_next.call_deferred()


func _exit_tree() -> void:
	_call_back()


## Asks for [param path], of at most [param max_bytes] bytes.
## [param check] takes the bytes and answers what is wrong with them, or an empty text.
func request(path: String, max_bytes: int, check: Callable) -> void:
	_queue.append({"path": path, "bytes": max_bytes, "check": check, "tries": 0, "pauses": 0})
	_start_next()


## Takes a request back, unless it is on its way already.
func cancel(path: String) -> void:
	_queue = _queue.filter(func(job: Dictionary) -> bool: return job.path != path)


func _start_next() -> void:
	while _running.size() < PARALLEL and not _queue.is_empty() and is_inside_tree():
		_fetch(_queue.pop_front())


# The engine ends a request that leaves the tree without a word about it.
func _call_back() -> void:
	for http: HTTPRequest in _running:
		http.request_completed.disconnect(_finish)
		http.queue_free()
		_queue.append(_running[http])
	_running.clear()


func _fetch(job: Dictionary) -> void:
	var http := HTTPRequest.new()
	http.timeout = 30.0
	http.body_size_limit = job.bytes
	http.request_completed.connect(_finish.bind(http))
	_running[http] = job
	add_child(http)
	var headers := PackedStringArray()
	if not token.is_empty():
		headers.append("Authorization: Bearer " + token)
	if http.request(WorldUrl.http(url, job.path), headers) != OK:
		_finish(
			HTTPRequest.RESULT_CANT_CONNECT, 0, PackedStringArray(), PackedByteArray(), http
		)


func _finish(
	result: int, status: int, _headers: PackedStringArray, body: PackedByteArray, http: HTTPRequest
) -> void:
	var job: Dictionary = _running[http]
	_running.erase(http)
	http.queue_free()
	var reason := _reason(result, status, body, job.check)
	if reason.is_empty():
		loaded.emit(job.path, body)
	else:
		_retry(job, reason, result == HTTPRequest.RESULT_SUCCESS)
	_start_next()


# What was tried while the server was away says nothing about the file.
func _retry(job: Dictionary, reason: String, is_there: bool) -> void:
	job.tries += int(is_there)
	if job.tries >= TRIES:
		failed.emit(job.path, reason)
		return
	var pause := RETRY_SECONDS[mini(job.pauses, RETRY_SECONDS.size() - 1)]
	job.pauses += 1
	get_tree().create_timer(pause, true).timeout.connect(
		func() -> void:
			_queue.append(job)
			_start_next()
	)


static func _reason(result: int, status: int, body: PackedByteArray, check: Callable) -> String:
	if result != HTTPRequest.RESULT_SUCCESS:
		return "the server cannot be reached (HTTPRequest result %d)" % result
	if status != 200:
		return "the server answered %d" % status
	return check.call(body)

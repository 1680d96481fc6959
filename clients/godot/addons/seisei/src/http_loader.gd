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

## Address of the sidecar.
var url := ""

var _queue: Array[Dictionary] = []
var _running := 0


func _ready() -> void:
	_start_next()


## Asks for [param path], of at most [param max_bytes] bytes.
## [param check] takes the bytes and answers what is wrong with them, or an empty text.
func request(path: String, max_bytes: int, check: Callable) -> void:
	_queue.append({"path": path, "bytes": max_bytes, "check": check, "tries": 0})
	_start_next()


## Takes a request back, unless it is on its way already.
func cancel(path: String) -> void:
	_queue = _queue.filter(func(job: Dictionary) -> bool: return job.path != path)


func _start_next() -> void:
	while _running < PARALLEL and not _queue.is_empty() and is_inside_tree():
		_running += 1
		_fetch(_queue.pop_front())


func _fetch(job: Dictionary) -> void:
	var http := HTTPRequest.new()
	http.timeout = 30.0
	http.body_size_limit = job.bytes
	add_child(http)
	var answer := [HTTPRequest.RESULT_CANT_CONNECT]
	if http.request(WorldUrl.http(url, job.path)) == OK:
		answer = await http.request_completed
	http.queue_free()
	_running -= 1
	var is_there: bool = answer[0] == HTTPRequest.RESULT_SUCCESS
	var reason := _reason(answer, job.check)
	if reason.is_empty():
		loaded.emit(job.path, answer[3])
	else:
		_retry(job, reason, is_there)
	_start_next()


func _retry(job: Dictionary, reason: String, is_there: bool) -> void:
	job.tries += 1
	if is_there and job.tries >= TRIES:
		failed.emit(job.path, reason)
		return
	var pause := RETRY_SECONDS[mini(job.tries - 1, RETRY_SECONDS.size() - 1)]
	get_tree().create_timer(pause, true).timeout.connect(
		func() -> void:
			_queue.append(job)
			_start_next()
	)


static func _reason(answer: Array, check: Callable) -> String:
	if answer[0] != HTTPRequest.RESULT_SUCCESS:
		return "the server cannot be reached (HTTPRequest result %d)" % answer[0]
	if answer[1] != 200:
		return "the server answered %d" % answer[1]
	return check.call(answer[3])

# SPDX-License-Identifier: MIT
extends Node
## Lets a Node test call functions in the running game: see engine.mjs.
##
## A call named [code]walk[/code] runs [code]bench_walk(args)[/code]; what it returns is printed as
## [code]BENCH id {"result": …}[/code].

# The engine frees a callback that nobody holds.
var _callback: JavaScriptObject


func _ready() -> void:
	# Software drawing takes seconds a frame; the game runs as fast as it can without, and draws
	# when it is asked for a picture.
	RenderingServer.render_loop_enabled = false
	_callback = JavaScriptBridge.create_callback(_on_call)
	JavaScriptBridge.get_interface("window").benchCall = _callback
	print("BENCH READY ", Engine.get_version_info().string)


func _on_call(arguments: Array) -> void:
	var request: Dictionary = JSON.parse_string(arguments[0])
	var id := int(request.id)
	if not has_method("bench_" + request.name):
		_answer(id, {"error": "there is no bench_%s" % request.name})
		return
	_answer(id, {"result": await Callable(self, "bench_" + request.name).call(request.args)})


func _answer(id: int, answer: Dictionary) -> void:
	print("BENCH %d %s" % [id, JSON.stringify(answer)])


## Draws two frames, so that what a first one prepares is seen, and leaves a PNG in the page.
func bench_screenshot(_args: Dictionary) -> bool:
	RenderingServer.render_loop_enabled = true
	await RenderingServer.frame_post_draw
	await RenderingServer.frame_post_draw
	RenderingServer.render_loop_enabled = false
	var png := get_viewport().get_texture().get_image().save_png_to_buffer()
	JavaScriptBridge.eval("globalThis.benchScreenshot = '%s'" % Marshalls.raw_to_base64(png), true)
	return true

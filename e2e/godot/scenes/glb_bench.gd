# SPDX-License-Identifier: MIT
extends "test_bench.gd"
## Loads a GLB as a game would, instancing included, and counts what came out.

const Instancing := preload("res://addons/seisei/src/gltf_instancing.gd")


func _ready() -> void:
	GLTFDocument.register_gltf_document_extension(Instancing.new())
	super()


## Loads [code]args.url[/code], shows it and answers counts.
func bench_load(args: Dictionary) -> Dictionary:
	var http := HTTPRequest.new()
	add_child(http)
	if http.request(args.url) != OK:
		return {"error": "the request could not be made"}
	var answer: Array = await http.request_completed
	http.queue_free()
	if answer[0] != HTTPRequest.RESULT_SUCCESS or answer[1] != 200:
		return {"error": "result %d, status %d" % [answer[0], answer[1]]}
	var document := GLTFDocument.new()
	var state := GLTFState.new()
	var error := document.append_from_buffer(answer[3], "", state)
	if error != OK:
		return {"error": "append_from_buffer: %s" % error_string(error)}
	var scene := document.generate_scene(state)
	if scene == null:
		return {"error": "generate_scene made nothing"}
	add_child(scene)
	return _count(scene)


func _count(scene: Node) -> Dictionary:
	var counts := {"meshes": 0, "triangles": 0, "multimeshes": 0, "instances": 0, "instanceTriangles": 0}
	var low := Vector3.INF
	var high := -Vector3.INF
	for node in scene.find_children("*", "GeometryInstance3D", true, false):
		var box: AABB = node.global_transform * node.get_aabb()
		if node is MultiMeshInstance3D:
			counts.multimeshes += 1
			counts.instances += node.multimesh.instance_count
			counts.instanceTriangles += _triangles(node.multimesh.mesh) * node.multimesh.instance_count
		elif node is MeshInstance3D and node.mesh != null:
			counts.meshes += 1
			counts.triangles += _triangles(node.mesh)
		else:
			continue
		low = low.min(box.position)
		high = high.max(box.end)
	counts.box = [[low.x, low.y, low.z], [high.x, high.y, high.z]]
	return counts


func _triangles(mesh: Mesh) -> int:
	return mesh.get_faces().size() / 3

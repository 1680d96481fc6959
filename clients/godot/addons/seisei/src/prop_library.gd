# SPDX-License-Identifier: MIT
extends Node
## Loads the meshes of props, each once, and hands them to the multimeshes that wait for them.

const Description := preload("world_description.gd")
const HttpLoader := preload("http_loader.gd")
const PROP := preload("prop.gdshader")

const BLOBS := "/api/blobs/"
const MAX_BYTES := 16 * 1024 * 1024

## Soft noise that breaks up crowns and stones.
var noise: Texture2D

## Blob → [Mesh].
var _meshes: Dictionary = {}
## Blob → weak references to multimeshes.
var _waiting: Dictionary = {}
var _loader := HttpLoader.new()


func _init() -> void:
	_loader.loaded.connect(_on_loaded)
	_loader.failed.connect(_on_failed)
	add_child(_loader)


## Where the server answers HTTP, see [code]world_url.gd[/code], and what lets us in there.
func set_url(url: String, token := "") -> void:
	_loader.token = token
	_loader.url = url


## Number of meshes that are still on their way.
func loading() -> int:
	return _waiting.size()


## Gives [param multimesh] its mesh, now or when it has arrived.
func dress(multimesh: MultiMesh, mesh: Description.PropMesh) -> void:
	if _meshes.has(mesh.blob):
		multimesh.mesh = _meshes[mesh.blob]
		return
	if not _waiting.has(mesh.blob):
		_waiting[mesh.blob] = []
		var bytes := mesh.bytes if mesh.bytes > 0 else MAX_BYTES
		_loader.request(BLOBS + mesh.blob, bytes, _flaw.bind(mesh.blob))
	# Weak, so that a chunk that is forgotten meanwhile does not stay in memory.
	_waiting[mesh.blob].append(weakref(multimesh))


func _on_loaded(path: String, bytes: PackedByteArray) -> void:
	var blob := path.trim_prefix(BLOBS)
	var mesh := read_glb(bytes)
	if mesh == null:
		_on_failed(path, "it holds no mesh that Godot can read")
		return
	_meshes[blob] = mesh
	for waiting: WeakRef in _waiting.get(blob, []):
		var multimesh: MultiMesh = waiting.get_ref()
		if multimesh != null:
			multimesh.mesh = mesh
	_waiting.erase(blob)


func _on_failed(path: String, reason: String) -> void:
	var blob := path.trim_prefix(BLOBS)
	_waiting.erase(blob)
	push_warning("Seisei: the mesh %s is missing: %s." % [blob, reason])


## The meshes of a GLB as one, in the space of its scene; [code]null[/code] if there are none.
func read_glb(bytes: PackedByteArray) -> Mesh:
	var document := GLTFDocument.new()
	var state := GLTFState.new()
	if document.append_from_buffer(bytes, "", state) != OK:
		return null
	var scene := document.generate_scene(state)
	if scene == null:
		return null
	var merged := ArrayMesh.new()
	for node in scene.find_children("*", "MeshInstance3D", true, false):
		_append(merged, node as MeshInstance3D, _place(node as Node3D, scene))
	if scene is MeshInstance3D:
		_append(merged, scene as MeshInstance3D, Transform3D.IDENTITY)
	scene.free()
	return merged if merged.get_surface_count() > 0 else null


func _append(merged: ArrayMesh, instance: MeshInstance3D, place: Transform3D) -> void:
	for surface in instance.mesh.get_surface_count():
		var tool := SurfaceTool.new()
		tool.append_from(instance.mesh, surface, place)
		tool.commit(merged)
		merged.surface_set_material(
			merged.get_surface_count() - 1, _material(instance.mesh.surface_get_material(surface))
		)


# Not the loaded material: it would take the linear colours of glTF as sRGB in the Compatibility
# renderer, and be too dark there.
func _material(loaded: Material) -> ShaderMaterial:
	var material := ShaderMaterial.new()
	material.shader = PROP
	material.set_shader_parameter(&"noise", noise)
	var standard := loaded as BaseMaterial3D
	if standard != null:
		var factor := standard.albedo_color.srgb_to_linear()
		material.set_shader_parameter(&"factor", Vector3(factor.r, factor.g, factor.b))
		material.set_shader_parameter(&"roughness", standard.roughness)
		material.set_shader_parameter(&"metallic", standard.metallic)
	return material


static func _flaw(bytes: PackedByteArray, blob: String) -> String:
	var hashing := HashingContext.new()
	hashing.start(HashingContext.HASH_SHA256)
	if bytes.is_empty() or hashing.update(bytes) != OK or hashing.finish().hex_encode() != blob:
		return "its %d bytes do not have that digest" % bytes.size()
	return ""


static func _place(node: Node3D, root: Node) -> Transform3D:
	var place := node.transform
	var above := node.get_parent()
	while above != null and above != root:
		if above is Node3D:
			place = (above as Node3D).transform * place
		above = above.get_parent()
	return place

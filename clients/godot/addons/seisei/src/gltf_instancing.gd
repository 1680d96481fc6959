# SPDX-License-Identifier: MIT
class_name SeiseiGltfInstancing
extends GLTFDocumentExtension
## Lets [GLTFDocument] read [code]EXT_mesh_gpu_instancing[/code] as [MultiMeshInstance3D].
##
## Register it once: [code]GLTFDocument.register_gltf_document_extension(SeiseiGltfInstancing.new())[/code].

const EXTENSION := "EXT_mesh_gpu_instancing"


func _get_supported_extensions() -> PackedStringArray:
	return [EXTENSION]


func _parse_node_extensions(_state: GLTFState, node: GLTFNode, extensions: Dictionary) -> Error:
	if extensions.has(EXTENSION):
		var attributes: Variant = extensions[EXTENSION].get("attributes")
		if not attributes is Dictionary or attributes.is_empty():
			return ERR_INVALID_DATA
		node.set_additional_data(EXTENSION, attributes)
	return OK


func _import_node(state: GLTFState, gltf_node: GLTFNode, _json: Dictionary, node: Node) -> Error:
	var attributes: Variant = gltf_node.get_additional_data(EXTENSION)
	if not attributes is Dictionary or node == null:
		return OK
	if gltf_node.mesh < 0 or gltf_node.mesh >= state.meshes.size():
		return ERR_INVALID_DATA
	var translations := _floats(state, attributes, "TRANSLATION")
	var rotations := _floats(state, attributes, "ROTATION")
	var scales := _floats(state, attributes, "SCALE")
	var count := maxi(maxi(translations.size() / 3, rotations.size() / 4), scales.size() / 3)
	var multimesh := MultiMesh.new()
	multimesh.transform_format = MultiMesh.TRANSFORM_3D
	multimesh.mesh = state.meshes[gltf_node.mesh].mesh.get_mesh()
	multimesh.instance_count = count
	for index in count:
		var place := Transform3D.IDENTITY
		if rotations.size() >= 4 * (index + 1):
			var at := 4 * index
			var turn := Quaternion(
				rotations[at], rotations[at + 1], rotations[at + 2], rotations[at + 3]
			)
			place.basis = Basis(turn.normalized())
		if scales.size() >= 3 * (index + 1):
			place.basis = place.basis.scaled_local(_vector(scales, index))
		if translations.size() >= 3 * (index + 1):
			place.origin = _vector(translations, index)
		multimesh.set_instance_transform(index, place)
	var instances := MultiMeshInstance3D.new()
	instances.name = "Instances"
	instances.multimesh = multimesh
	node.add_child(instances)
	if node is ImporterMeshInstance3D:
		node.mesh = null
	elif node is MeshInstance3D:
		node.mesh = null
	return OK


# Translations and scales are floats; rotations may be normalised integers as well.
static func _floats(state: GLTFState, attributes: Dictionary, name: String) -> PackedFloat32Array:
	var index := int(attributes.get(name, -1))
	var values := PackedFloat32Array()
	if index < 0 or index >= state.accessors.size():
		return values
	var accessor: GLTFAccessor = state.accessors[index]
	if accessor.buffer_view < 0 or accessor.buffer_view >= state.buffer_views.size():
		return values
	var view: GLTFBufferView = state.buffer_views[accessor.buffer_view]
	var bytes := view.load_buffer_view_data(state)
	var parts := 4 if name == "ROTATION" else 3
	var part_bytes: int = {5120: 1, 5122: 2, 5126: 4}.get(accessor.component_type, 0)
	var stride := view.byte_stride if view.byte_stride > 0 else parts * part_bytes
	var end := accessor.byte_offset + (accessor.count - 1) * stride + parts * part_bytes
	if part_bytes == 0 or accessor.count < 1 or end > bytes.size():
		return values
	for row in accessor.count:
		for part in parts:
			var at := accessor.byte_offset + row * stride + part * part_bytes
			match part_bytes:
				4:
					values.append(bytes.decode_float(at))
				2:
					values.append(maxf(bytes.decode_s16(at) / 32767.0, -1.0))
				1:
					values.append(maxf(bytes.decode_s8(at) / 127.0, -1.0))
	return values


static func _vector(values: PackedFloat32Array, index: int) -> Vector3:
	return Vector3(values[3 * index], values[3 * index + 1], values[3 * index + 2])

# SPDX-License-Identifier: MIT
extends MeshInstance3D
## The sea: a disc that follows the camera.

const WATER := preload("water.gdshader")

## Metres to the rim, beyond which haze and the curve of no planet hide that there is none.
const RADIUS_METRES := 24000.0
const SECTORS := 48
## The noise repeats after so many metres; see water.gdshader.
const PERIOD_METRES := 1024.0

var _material := ShaderMaterial.new()


## Makes the sea at [param water_metres], with waves from [param bumps].
func build(water_metres: float, bumps: Texture2D) -> void:
	_material.shader = WATER
	_material.set_shader_parameter(&"bumps", bumps)
	mesh = _disc()
	material_override = _material
	cast_shadow = GeometryInstance3D.SHADOW_CASTING_SETTING_OFF
	position.y = water_metres


## Lets nothing be seen below the water where the ground may end, [param metres] from the viewer.
func hide_ground_from(metres: float) -> void:
	_material.set_shader_parameter(&"opaque_from", metres)


func _process(_delta: float) -> void:
	var camera := get_viewport().get_camera_3d()
	if camera == null:
		return
	var at := camera.global_position
	if get_parent() is Node3D:
		at = (get_parent() as Node3D).to_local(at)
	position.x = snappedf(at.x, 1.0)
	position.z = snappedf(at.z, 1.0)
	_material.set_shader_parameter(
		&"middle", Vector2(fposmod(position.x, PERIOD_METRES), fposmod(position.z, PERIOD_METRES))
	)


# Rings that double outwards. Depth is interpolated over a triangle, and one that reaches to the
# horizon would meet the beach metres away from where it should.
static func _disc() -> ArrayMesh:
	var vertices := PackedVector3Array([Vector3.ZERO])
	var indices := PackedInt32Array()
	var radius := 8.0
	while radius < 2.0 * RADIUS_METRES:
		var first := vertices.size()
		for sector in SECTORS:
			var angle := TAU * sector / SECTORS
			vertices.append(
				Vector3(cos(angle), 0.0, sin(angle)) * minf(radius, RADIUS_METRES)
			)
		for sector in SECTORS:
			var here := first + sector
			var next := first + (sector + 1) % SECTORS
			if first == 1:
				indices.append_array([0, here, next])
			else:
				indices.append_array([here - SECTORS, here, next])
				indices.append_array([here - SECTORS, next, next - SECTORS])
		radius *= 2.0
	var arrays := []
	arrays.resize(Mesh.ARRAY_MAX)
	arrays[Mesh.ARRAY_VERTEX] = vertices
	arrays[Mesh.ARRAY_INDEX] = indices
	var disc := ArrayMesh.new()
	disc.add_surface_from_arrays(Mesh.PRIMITIVE_TRIANGLES, arrays)
	return disc

# SPDX-License-Identifier: MIT
extends Node3D
## Shows who else is in the world: a head in their colour, a cone where they look, their name above.

const CATCH_UP := 10.0

## Id → the node that stands for them.
var _markers: Dictionary = {}
var _world: SeiseiWorld


## Shows the people of [param world].
func use(world: SeiseiWorld) -> void:
	_world = world
	world.person_joined.connect(_on_joined)
	world.person_left.connect(_on_left)
	world.person_moved.connect(_on_moved)


## Number of markers that are shown.
func count() -> int:
	return _markers.size()


func _process(delta: float) -> void:
	for id: String in _markers:
		var person: Dictionary = _world.people[id]
		var marker: Node3D = _markers[id]
		marker.position = marker.position.lerp(person.position, 1.0 - exp(-CATCH_UP * delta))
		var ahead: Vector3 = person.direction
		if ahead.length() > 0.1 and absf(ahead.normalized().y) < 0.99:
			marker.get_node("Cone").look_at(marker.global_position + ahead * 10.0)


func _on_joined(id: String, person: Dictionary) -> void:
	if _markers.has(id):
		_on_left(id)
		_on_moved(id, person.position, person.direction)


func _on_left(id: String) -> void:
	if _markers.has(id):
		_markers[id].queue_free()
		_markers.erase(id)


func _on_moved(id: String, at: Vector3, _direction: Vector3) -> void:
	if id == _world.participant_id or _markers.has(id):
		return
	var marker := _marker(_world.people[id])
	marker.position = at
	_markers[id] = marker
	add_child(marker)


func _marker(person: Dictionary) -> Node3D:
	var paint := StandardMaterial3D.new()
	paint.shading_mode = BaseMaterial3D.SHADING_MODE_UNSHADED
	paint.albedo_color = person.colour
	paint.disable_fog = true
	var ball := SphereMesh.new()
	ball.radius = 0.7
	ball.height = 1.4
	var tip := CylinderMesh.new()
	tip.top_radius = 0.0
	tip.bottom_radius = 0.42
	tip.height = 1.5
	var marker := Node3D.new()
	var head := MeshInstance3D.new()
	head.mesh = ball
	head.material_override = paint
	marker.add_child(head)
	var cone := Node3D.new()
	cone.name = "Cone"
	var shape := MeshInstance3D.new()
	shape.mesh = tip
	shape.material_override = paint
	shape.position = Vector3(0, 0, -1.6)
	shape.rotation.x = -PI / 2.0
	cone.add_child(shape)
	marker.add_child(cone)
	var label := Label3D.new()
	label.text = person.name
	label.billboard = BaseMaterial3D.BILLBOARD_ENABLED
	label.fixed_size = true
	label.pixel_size = 0.0011
	label.no_depth_test = true
	label.font_size = 30
	label.outline_size = 10
	label.outline_modulate = Color(0.04, 0.08, 0.12, 0.85)
	label.position.y = 1.9
	marker.add_child(label)
	return marker

# SPDX-License-Identifier: MIT
@tool
extends EditorPlugin
## Adds the Seisei node types to the editor's node list.


func _enter_tree() -> void:
	add_custom_type(
		"SeiseiWorld", "Node3D", preload("src/seisei_world.gd"), preload("icons/world.svg")
	)
	add_custom_type(
		"SeiseiPhoenixSocket", "Node", preload("src/phoenix_socket.gd"), preload("icons/socket.svg")
	)


func _exit_tree() -> void:
	remove_custom_type("SeiseiPhoenixSocket")
	remove_custom_type("SeiseiWorld")
